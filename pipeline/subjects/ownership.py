"""Find whose figure it is: the subject beside it, the one an anaphor stands for, the one a heading names."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.claims import Claim
from pipeline.claims.word_classes import leading_noun, word_class
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.places import Place
from pipeline.reading import Reading, Token
from pipeline.settings import Setting
from pipeline.subjects import Subject
from pipeline.subjects.descriptions import described
from pipeline.subjects.topics import topic_at

_PROJECTS = "项目"  # the group of indicators that a project has, and the bare word that points back
_MANY = 3
_GOES_ON = ("mention", "plain", "plan", "plan_onward", "lead")
_MOST_SUBJECTS = 60  # that an anaphor may point back over


_NEAR = 160  # characters; the project of the company in the sentence before


def subject_of(
    reading: Reading, claim: Claim, entry: Indicator, setting: Setting, place: Place | None
) -> str:
    """Return the name of the company, project, scenic area, fund, zone or event that a figure is about, or ""."""
    if entry.about == "place":
        return _zone(claim, setting, place)
    subject = claim.subject or _behind(reading, claim, entry) or _before(reading, claim, entry, place)
    if subject is not None:
        return subject.name or _named_before(reading, subject, entry, setting)
    if entry.about == "subject":
        topic = topic_at(setting.topics, claim.quantity.start, *entry.subjects)
        return (
            topic.name
            if topic
            else _opening_name(reading) or _of_sentence_before(reading, claim, entry, setting)
        )
    return _zone(claim, setting, place)


def _zone(claim: Claim, setting: Setting, place: Place | None) -> str:
    """Return the development zone that a figure of a place is about, if its sentence or passage is about one."""
    if claim.subject:
        zone = (claim.subject.name and claim.subject) or topic_at(
            setting.topics, claim.quantity.start, "zone"
        )
    else:
        zone = None if place else topic_at(setting.topics, claim.quantity.start, "zone")
    return zone.name if zone else ""


def _behind(reading: Reading, claim: Claim, entry: Indicator) -> Subject | None:
    """Return the subject of 「投资8亿元的康养小镇项目」: named right behind the figure, or described as one.

    Behind a count stands what is counted: 「10条清洁机器人生产线」.
    """
    if dimensions().get(claim.quantity.unit) == "count":
        return None
    for token in reading.following(claim.quantity.end):
        if token.kind in ("plain", "place"):
            continue
        if token.kind == "subject" and _may_be(token.value, entry) and token.value.name:
            return token.value  # type: ignore[no-any-return]
        break
    if entry.about != "subject":
        return None
    return described(reading.text, claim.quantity.end, reading.end)


def _before(reading: Reading, claim: Claim, entry: Indicator, place: Place | None) -> Subject | None:
    """Return the last subject before the figure that opens a clause, else the last one at all.

    「广晟资本是广晟控股集团的企业，管理规模…」 is about the first. A place named later takes the subject's place.
    """
    last: Subject | None = None
    opening: Subject | None = None
    opens = True
    tokens = reading.leading_to(claim.quantity.start)
    for index, token in enumerate(tokens):
        if (
            token.kind == "subject"
            and _may_be(token.value, entry)
            and not _one_of_many(reading, tokens, index)
        ):
            last = token.value
            opening = token.value if opens else opening
        elif entry.about == "either" and token.kind == "mark" and token.value in "；;":
            last = opening = None  # 「甲古城接待游客5万人次；…宾馆入住率达85%」
        opens = token.kind == "mark" or (opens and token.kind in ("plain", "lead", "period", "place", "part"))
    nearest = opening or last
    if nearest and entry.about == "either" and place and place.start > nearest.start:
        return None
    return nearest


def _one_of_many(reading: Reading, tokens: list[Token], index: int) -> bool:
    """Say whether the subject stands in a list: 「包括A项目、B项目等，总投资…」 is the sum of all."""
    before = reading.word(tokens[index - 1]) if index else ""
    after = reading.word(tokens[index + 1]) if index + 1 < len(tokens) else ""
    listed = before == "、" and index > 1 and tokens[index - 2].kind == "subject"
    return after == "、" or listed or (before == "、" and after == "等")


def _may_be(subject: Subject, entry: Indicator) -> bool:
    return not entry.subjects or subject.kind in entry.subjects


def _named_before(reading: Reading, anaphor: Subject, entry: Indicator, setting: Setting) -> str:
    """Return what 该公司 or 景区 stands for: the last subject of its kind before it, else the sentence's own.

    Outside its own sentence one whose name ends alike comes first: 景区 is 大雁山风景区, not the park in it.
    """
    nearest = bisect_left(setting.subjects, anaphor.start, key=lambda one: one.start)
    named = setting.subjects[max(0, nearest - _MOST_SUBJECTS) : nearest]
    before = [one for one in named if one.end <= anaphor.start and _may_be(one, entry)]
    kindred = [one for one in before if one.kind == anaphor.kind]
    here = [one for one in kindred if one.start >= reading.start]
    own = [one for one in before if one.start >= reading.start]
    alike = [one for one in kindred if one.name.endswith(anaphor.text)]
    near = [one for one in before if anaphor.start - one.end <= _NEAR]
    topic = topic_at(setting.topics, anaphor.start, *entry.subjects)
    if topic and not own:
        return topic.name
    if not own and anaphor.text == _PROJECTS:
        paragraph = reading.text.rfind("\n", 0, reading.start) + 1
        names = {one.name for one in alike if one.start >= paragraph}
        if len(names) == 1:
            return names.pop()
        if len({one.name for one in near if one.kind == anaphor.kind}) >= _MANY:
            return ""  # 「…A项目、B项目、C项目。项目投产后」 are all of them
    for candidates in (here, own, alike, kindred, near):
        if candidates:
            return candidates[-1].name
    return ""


def _opening_name(reading: Reading) -> str:
    """Return the name without a suffix that opens the sentence (「广明源参与…」), or "".

    It ends at the first verb, and is one only where jieba's dictionary does not hold it as a common word.
    """
    first = reading.tokens[0]
    if first.kind != "rest" or (len(reading.tokens) > 1 and reading.tokens[1].kind == "says"):
        return ""
    name = leading_noun(reading.word(first))
    return name if 2 <= len(name) <= 6 and word_class(name) in ("", "nz", "nt") else ""


def _of_sentence_before(reading: Reading, claim: Claim, entry: Indicator, setting: Setting) -> str:
    """Return the one project that the sentence before names where this one opens with its figures: 「总投资5亿元，」."""
    if entry.group != _PROJECTS or reading.tokens[0].kind not in _GOES_ON:
        return ""
    if any(token.kind in ("subject", "place", "own") for token in reading.leading_to(claim.quantity.start)):
        return ""
    first = max(0, reading.start - _NEAR)
    paragraph = reading.text.rfind("\n", first, reading.start)
    least = paragraph + 1 if paragraph >= 0 else first
    near = setting.subjects[bisect_left(setting.subjects, least, key=lambda one: one.start) :]
    names = {one.name for one in near if one.start < reading.start and one.kind == "project"}
    return names.pop() if len(names) == 1 else ""


def company_of(reading: Reading, claim: Claim) -> str:
    """Return the company that opens the sentence of a place's figure: 「某某公司…，研发投入达5000万元」, or ""."""
    for token in reading.tokens:
        if token.kind == "subject" and token.value.kind == "company" and token.value.name:
            return str(token.value.name) if token.end < claim.quantity.start else ""
        if token.kind not in ("plain", "period", "place", "mark"):
            return ""
    return ""
