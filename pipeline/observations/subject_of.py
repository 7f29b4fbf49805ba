"""Find whose figure it is: the subject beside it, the one an anaphor stands for, the one a heading names."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from pipeline.claims import Claim
from pipeline.clauses.roles import OPENERS
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.observations.anaphors import ITEM, NEAR, may_be, named_before, opening_name
from pipeline.observations.article_context import ArticleContext
from pipeline.observations.attributes import is_attribute, is_told_apart
from pipeline.observations.described_subjects import head_of, is_anothers
from pipeline.observations.unread_names import is_of_one_unread, passes_quoted
from pipeline.observations.yields import is_of_one_unnamed, of_one_alone
from pipeline.places import Place
from pipeline.subjects import Subject
from pipeline.subjects.descriptions import described
from pipeline.subjects.groups import firms_gathered, gathered, gathers_in, of_one_listed, one_counted, summed
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

_PROJECT, _COMPANY = "project", "company"
_PROJECTS = "项目"  # the group of indicators that a project has, and the bare word that points back
_AND = frozenset(words_of("bindings")["and"])
_GOES_ON = ("mention", "plain", "plan", "plan_onward", "lead", "part")
_OPENING = OPENERS | {"place"}
_QUOTES = '“”"「」『』'
_AT, _AND_OTHERS, _OF, _BY = "在", "等", "的", "由"
_AS: str = subject_words()["openers"]["as"]  # 「作为开放窗口的青禾高新区」
_HELD = tuple(words_of("bindings")["held"])
_NOT_OF_ZONE = ("的", "、", "等", "和", "之", "之中")  # 「高新区的企业」
_HELPS = tuple(subject_words()["helps"])
_LEANS = tuple(subject_words()["leans"])
_WHOLE_ZONE = "全区"
_LONGEST_NAME = 4  # tokens of what a zone's name only leads to
_OTHERS_PROJECT = re.compile("(?:以上|左右|余|多)?的[^，,；;。、]{2,30}(?:项目|工程)")
# 「总投资10亿元、年产5000套|电梯制造项目、…」: of what stands behind, which no name was read of
_OWN_NOUN = re.compile("、(?:年产|日产|年加工|占地)[^，,。；;：:]{1,30}?(?:项目|工程|公司)")
# 「甲景区等旅游景点」, 「甲公司等企业」
_AND_MORE = re.compile(
    f"等[^，,。；;：:、0-9]{{0,6}}?(?:{'|'.join((*words_of('bindings')['venues'], *words_of('bindings')['gathered']))})"
)
_AMOUNT_WORDS = ("mention", "plain", "plan")
_THEN = "后"
_STAGE = 10  # characters of 「建设工地隆重举行」
_LONGEST_LIST = 10  # tokens of 「、计划总投资20亿元的」
_NAMING = ("rest", "subject", "mention")
_ITEM = re.compile(
    rf"[；;：:。，,\n]\s?[（(]?[0-9]{{1,2}}[)）]?[、.．](?![0-9])|(?<![^；;：:。，,\n ]){ITEM.pattern}"
)
_TELLS = re.compile("[^，,。；;：:“]{1,16}?(?:说|介绍|表示|告诉|透露)")
_SPEAKS, _SPOKEN = "“", "”"
_LONGEST_SPEECH = 400  # characters from its opening quote
# 「一期」, 「二期项目」: of whose, its name does not say
_PHASE = re.compile(
    f"({'|'.join(words_of('bindings')['phases'])})(?:{'|'.join(words_of('bindings')['phase_nouns'])})?"
)
_LONGEST_QUOTED = 12  # characters of a quoted name, which is no speech
_FARTHEST_NAME = 12  # tokens from a figure to the name of its item
_PROVINCE = "0000"  # how its code ends
_RANK_OF_ZONE = "区"


def subject_of(
    sentence: ParsedSentence, claim: Claim, entry: Indicator, context: ArticleContext, place: Place | None
) -> str | None:
    """Return the name of the company, project, scenic area, fund, zone or event that a figure is about, or "".

    None says that it is about one of several and nothing tells which.
    """
    if entry.about == "place":
        return _zone(sentence, claim, entry, context, place)
    if summed(sentence, claim.quantity.start):
        return _zone(sentence, claim, entry, context, place)
    subject = (
        _project_behind(sentence, claim, entry)
        or _attributed(sentence, claim, entry)
        or claim.subject
        or _bracketed(sentence, claim, entry)
        or _behind(sentence, claim, entry)
        or _before(sentence, claim, entry, place)
    )
    before = subject is not None and subject.end <= claim.quantity.start
    unread = before and _is_told_apart(sentence, claim)  # 「；投资2亿元的」 what nobody could read
    if item := subject is not None and subject.end <= _item_before(sentence, claim):
        subject = _in_item(sentence, claim, entry)
    behind = subject is not None and subject.end > claim.quantity.start
    another = is_anothers(sentence, claim.quantity, entry, subject) or _leads_to_another(
        sentence, claim, subject
    )
    if subject is not None and before:
        another = another or passes_quoted(sentence, subject.end, claim.quantity.start)
    listed = (not behind or (subject and gathers_in(subject.text))) and entry.about == "subject"
    unread = unread or bool(listed and of_one_listed(sentence, claim.quantity))
    unread = unread or (subject is None and _leads_to_unread(sentence, claim))
    unread = unread or (subject is None and entry.about == "subject" and _uses_one(sentence, claim))
    unread = unread or _of_those_joined(sentence, claim) or _only_tells(sentence, claim, subject)
    if unread or (item and subject is None) or (another and not behind):
        return None
    counted = gathered(sentence, claim.quantity.start)
    placed = place is None and context.place.name  # it would be the article's area's
    of_one = placed and not counted and of_one_alone(sentence, claim, entry)
    if subject is not None and (subject.name or subject.kind != "zone"):
        name = subject.name or named_before(sentence, subject, entry, context)
        if name and (phase := _PHASE.fullmatch(name)):
            whose = _whose_phase(sentence, subject)
            bare = name if entry.group == _PROJECTS else ""  # 「总规模20亿元的基金，首期规模5亿元」
            name = whose + phase[1] if whose else bare
        return None if name == "" and of_one else name
    of_several = entry.about == "either" and not (claim.own or place) and _of_list(sentence, claim, entry)
    if of_several or _of_firms(sentence, claim, entry):
        return None
    if entry.about == "subject" and not counted:
        topic = context.topics.at(claim.quantity.start, *entry.subjects)
        name = topic.name if topic else opening_name(sentence)
        name = "" if name == context.place.name else name
        if name := name or _of_sentence_before(sentence, claim, entry, context):
            return name
    zone = _zone(sentence, claim, entry, context, place)
    alone = not (zone or counted) and entry.about == "subject"
    of_one = of_one and zone == ""
    unsaid = is_of_one_unread(sentence, claim.quantity, entry) or _is_spoken(sentence, claim, place)
    unsaid = unsaid or is_of_one_unnamed(sentence, claim)
    return None if of_one or (alone and unsaid) else zone


def _leads_to_unread(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether a figure is of what its list leads to and no name was read of: 「总投资10亿元、年产5000套|电梯项目」."""
    start, end = claim.quantity.start, claim.quantity.end
    own = max(sentence.start, sentence.text.rfind("、", sentence.start, start))
    return any(_OWN_NOUN.match(sentence.text, at, sentence.end) is not None for at in (own, end))


def _of_those_joined(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether a figure is what several bring that a clause joins: 「甲项目和投资2亿元的乙公司投产后，带动」."""
    if claim.status != "planned":
        return False
    tokens = sentence.leading_to(claim.quantity.start)
    ends = [at for at, token in enumerate(tokens) if token.is_mark("，,；;")]
    clause = tokens[ends[-2] + 1 if len(ends) > 1 else 0 : ends[-1]] if ends else []
    if not clause or not sentence.word(clause[-1]).endswith(_THEN):
        return False
    named = [at for at, token in enumerate(clause) if token.kind == "subject" and token.value.name]
    return len(named) > 1 and any(sentence.word(token) in _AND for token in clause[named[0] : named[-1]])


def _only_tells(sentence: ParsedSentence, claim: Claim, subject: Subject | None) -> bool:
    """Say whether somebody of a company tells of a place's own thing: 「甲公司总经理说：“合水县总投资6700万元…”」."""
    if subject is None or subject.kind != _COMPANY or subject.end > claim.quantity.start:
        return False
    told = _TELLS.match(sentence.text, subject.end, claim.quantity.start)
    behind = sentence.leading_to(claim.quantity.start)
    return told is not None and any(
        token.start >= told.end() and token.kind in ("place", "own") for token in behind
    )


def _is_spoken(sentence: ParsedSentence, claim: Claim, place: Place | None) -> bool:
    """Say whether a figure stands in somebody's words and of no area: 「“…。力争实现年产值超1亿元。”总经理说」."""
    tokens = sentence.leading_to(claim.quantity.start)
    if place or any(token.kind in ("place", "own") for token in tokens):
        return False
    first = max(0, claim.quantity.start - _LONGEST_SPEECH)
    paragraph = max(first, sentence.text.rfind("\n", first, claim.quantity.start) + 1)
    said = sentence.text[paragraph : claim.quantity.start]
    return said.rfind(_SPEAKS) > said.rfind(_SPOKEN) and len(said) - said.rfind(_SPEAKS) > _LONGEST_QUOTED


def _item_before(sentence: ParsedSentence, claim: Claim) -> int:
    """Return where the numbered item of a figure begins: 「1、投资8亿元的甲项目；2、投资6亿元(分二期)的乙项目」, or -1."""
    found = None
    for found in _ITEM.finditer(sentence.text, sentence.start, claim.quantity.start):  # noqa: B007 - the last one
        pass
    return found.end() if found is not None else -1


def _in_item(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> Subject | None:
    """Return the one subject that stands behind a figure in its numbered item, None where there is none."""
    for token in sentence.following(claim.quantity.end, _FARTHEST_NAME):
        if token.is_mark("；;，,。") or token.kind == "quantity":
            return None
        if token.kind == "subject" and may_be(token.value, entry) and token.value.name:
            return token.value  # type: ignore[no-any-return]
    return None


def _of_list(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> bool:
    """Say whether several subjects open a clause together, and nothing behind them: 「甲景区、乙景区…，接待游客增长5%」."""
    found, opens = False, True
    tokens = sentence.leading_to(claim.quantity.start)
    for index, token in enumerate(tokens):
        if token.kind == "subject" and may_be(token.value, entry):
            listed = _one_of_many(sentence, tokens, index)
            found = listed and (found or opens)
        elif token.kind == "own" or token.is_mark("；;"):
            found = False
        ends = token.kind == "mark" and token.value != "、"
        opens = ends or (opens and token.kind in _OPENING)
    return found


def _of_firms(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> bool:
    """Say whether what a project yields each year is here of the firms counted: 「入驻企业35家，年税收合计1.3亿元」."""
    yields = entry.group == _PROJECTS and entry.kind == "flow" and claim.status != "planned"
    return yields and firms_gathered(sentence, claim.quantity.start)


def _zone(
    sentence: ParsedSentence, claim: Claim, entry: Indicator, context: ArticleContext, place: Place | None
) -> str | None:
    """Return the development zone that a figure of a place is about, if its sentence or passage is about one.

    A zone without a name (园区, 高新区) is the one that the document names, else the word itself: not the county.
    """
    whole = (
        _WHOLE_ZONE
        if context.place.level != "county" or not context.place.name.endswith(_WHOLE_ZONE[1:])
        else ""
    )
    own = claim.subject if claim.subject and not _only_owns(sentence, claim.subject) else None
    zone = own or _zone_before(sentence, claim, context, place, whole, described=entry.about != "subject")
    if zone is None and entry.about == "place" and _of_zones_own(sentence, claim):
        return None
    if zone is None or zone.kind != "zone":
        placed = place or any(  # 「清溪镇、白石镇发展民宿180家」 is no park's
            one.kind == "place" and one.value.level in ("town", "village")
            for one in sentence.leading_to(claim.quantity.start)
        )
        topic = None if placed else context.topics.at(claim.quantity.start, "zone")
        of_one = entry.about == "subject" and not gathered(sentence, claim.quantity.start)
        titled = (
            "" if placed or claim.own or of_one else context.titled
        )  # 「青禾经开区一季度主要指标」, 「青禾经开区9个项目开工」
        name = topic.name if topic else titled
        return name if name != context.place.name else ""
    if zone.name:
        return zone.name if zone.name != context.place.name else ""
    topic = context.topics.at(claim.quantity.start, "zone")
    before = context.subjects_before(claim.quantity.start)
    whole_word = zone.text in subject_words()["anaphors"]["zone"]  # 县域工业集中区
    word = zone.text if whole_word else zone.text.lstrip("".join(subject_words()["of_rank"]))
    pointer = next((one for one in subject_words()["anaphor_before"] if word.startswith(one)), "")
    word = word.removeprefix(pointer)
    tail = word.removesuffix(_RANK_OF_ZONE) if pointer else word  # 该园区 is 青禾产业园
    named = {one.name for one in before if one.kind == "zone" and one.name.endswith((word, tail))}
    named = {one for one in named if not any(one != other and one.endswith(other) for other in named)}
    if not topic and len(named) != 1 and context.place.code.endswith(_PROVINCE):
        return None  # 「高新区共实现出口」 on a page about a province is of all of them
    return topic.name if topic else named.pop() if len(named) == 1 else word


def _zone_before(
    sentence: ParsedSentence,
    claim: Claim,
    context: ArticleContext,
    place: Place | None,
    whole: str,
    *,
    described: bool,
) -> Subject | None:
    """Return the zone that opens a clause before the figure and is what its sentence goes on about.

    `whole` is the word for all of it, where the article's area has another: 「青禾高新区发布：全区生产总值…」. `described`
    says that it may stand behind 「作为…的」.
    """
    found: Subject | None = None
    opens, clause = True, sentence.start
    tokens = sentence.leading_openly(claim.quantity.start)  # 「两县一区和一个开发区（青禾开发区），总面积…」
    for token, behind in pairwise([*tokens, *sentence.following(claim.quantity.start, 1)]):
        if token.kind == "own" and opens and context.speaks_of_zone(sentence.word(token)):
            found = context.zone_named_before(token.start)
        elif token.kind == "own" and opens and not (found and found.name and sentence.word(token) == whole):
            found = None  # not 「，占全县的70%」
        elif token.kind == "subject" and opens and token.value.kind == "zone":
            names = _only_names(sentence, behind) or _only_owns(sentence, token.value)
            found = found if names else token.value
        opens = (token.kind == "mark" and token.value != "、") or (
            opens and token.kind in (*_OPENING, "own") and sentence.word(token) != "在"
        )
        clause = token.end if token.kind == "mark" else clause
        named = described and sentence.word(token) == _OF
        opens = opens or (named and sentence.text.startswith(_AS, clause))
    owned = claim.own and not (found and (claim.own == whole or context.speaks_of_zone(claim.own)))
    return None if owned or (found and place and place.start > found.start) else found


def _of_zones_own(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether what a zone has is told of up to a figure, and nobody else: 「高新区的企业产值占一半，到位外资5亿元」."""
    opens = True
    found = False
    for token in sentence.leading_to(claim.quantity.start):
        if token.kind in ("own", "place"):
            found = False
        elif opens and token.kind == "subject" and token.value.kind == "zone":
            found = bool(token.value.name) and sentence.text.startswith(_OF, token.end)
        opens = token.kind == "mark" or (opens and token.kind in _OPENING)
    return found


def _only_owns(sentence: ParsedSentence, zone: Subject) -> bool:
    """Say whether a zone only tells whose the next thing is: 「高新区的甲项目，总投资…」, not 「高新区的工业产值」."""
    behind = sentence.following(zone.end, 2)
    return (
        zone.kind == "zone"
        and len(behind) == 2
        and sentence.word(behind[0]).startswith(_OF)
        and (behind[1].kind != "mention" or sentence.word(behind[0]) != _OF)
    )


def _only_names(sentence: ParsedSentence, behind: Token) -> bool:
    """Say whether a zone only tells whose something is: 「高新区的企业」, 「高新区标准厂房、…等12个项目」."""
    if sentence.word(behind) in _NOT_OF_ZONE:
        return True
    ahead = sentence.following(behind.start, _LONGEST_NAME)
    ends = next((token for token in ahead if token.kind not in _NAMING), None)
    return ends is not None and ends.is_mark("、")


def _bracketed(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> Subject | None:
    """Return the subject right before the bracket in which the figure stands: 「甲项目（总投资5亿元）」."""
    at = bisect_left(sentence.tokens, claim.quantity.start, key=lambda token: token.start)
    opening = sentence.bracket[at] if at < len(sentence.tokens) else -1
    before = sentence.tokens[opening - 1] if opening > 0 else None
    named = before is not None and before.kind == "subject" and before.value.name
    return before.value if before and named and may_be(before.value, entry) else None


def _project_behind(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> Subject | None:
    """Return the project right behind the total that a company signs: 「与甲公司签订总投资15亿元的乙项目」.

    So it may build a park: 「甲集团投资5亿元建设的|乙产业园」.
    """
    amount = entry.group == _PROJECTS and dimensions().get(claim.quantity.unit) == "currency"
    company = amount and claim.subject is not None and claim.subject.kind == "company"
    found = _behind(sentence, claim, entry) if company else None
    if found is None:
        return None
    park = found.kind == "zone" and sentence.text.endswith(_OF, 0, found.start)
    park = park and _AT not in found.text  # 「投资5亿元建设的饲料厂|在|青禾产业园」
    return found if found.kind == _PROJECT or park else None


def _behind(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> Subject | None:
    """Return the subject of 「投资8亿元的康养小镇项目」: named right behind the figure, or described as one.

    Behind a count stands what is counted (「10条清洁机器人生产线」), or the rest of the name that it begins
    (「年产4000万条|软袋生产项目」).
    """
    counted = dimensions().get(claim.quantity.unit) == "count"
    end = _amounts_end(sentence, claim)
    for token in sentence.following(end):
        if token.kind in ("plain", "place"):
            continue
        named = token.kind == "subject" and may_be(token.value, entry) and token.value.name
        if named and (claim.quantity.text in token.value.name or not counted):
            return token.value  # type: ignore[no-any-return]
        break
    if counted or entry.about != "subject":
        return None
    return described(sentence.text, end, sentence.end)


def _leads_to_another(sentence: ParsedSentence, claim: Claim, subject: Subject | None) -> bool:
    """Say whether a thing without a name stands behind an amount, clauses after a project: 「；投资5亿元的产业园工程」."""
    if subject is None or subject.kind != "project":
        return False
    text = sentence.text
    other = _OTHERS_PROJECT.match(text, _amounts_end(sentence, claim), sentence.end)
    return other is not None and any(mark in text[subject.end : claim.quantity.start] for mark in "，,；;。")


def _attributed(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> Subject | None:
    """Return the subject that an attribute leads to: 「投资2亿元、占地30亩的|甲商务港」."""
    end = _amounts_end(sentence, claim)
    found = _behind(sentence, claim, entry) if is_attribute(sentence, claim.quantity, end) else None
    return found if found is None or entry.about == "subject" else None


def _is_told_apart(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether a figure stands in an attribute of something else than the name before it."""
    attribute = is_attribute(sentence, claim.quantity, _amounts_end(sentence, claim))
    return attribute and is_told_apart(sentence, claim.quantity)


def _amounts_end(sentence: ParsedSentence, claim: Claim) -> int:
    """Return where the amounts end that tell together of what stands behind: 「占地600亩、总投资20亿元|的博览城项目」."""
    end = claim.quantity.end
    before = (
        one for one in reversed(sentence.leading_to(claim.quantity.start)) if one.kind not in _AMOUNT_WORDS
    )
    opening = next(before, None)
    if (opening is not None and opening.kind != "mark") or gathered(sentence, claim.quantity.start):
        return end
    for token in sentence.following(end, _LONGEST_LIST):
        if token.kind == "quantity":
            end = token.end
        elif token.start == end and sentence.word(token).startswith(_OF):
            return end
        elif token.kind not in _AMOUNT_WORDS and not token.is_mark("、，,"):
            break
    return claim.quantity.end


def _before(sentence: ParsedSentence, claim: Claim, entry: Indicator, place: Place | None) -> Subject | None:
    """Return the last subject before the figure that opens a clause, else the last one at all.

    「广晟资本是广晟控股集团的企业，管理规模…」 is about the first. A place named later takes the subject's place.
    """
    last: Subject | None = None
    opening: Subject | None = None
    opens = True
    tokens = sentence.leading_to(claim.quantity.start)
    counts = gathered(sentence, claim.quantity.start)
    for index, token in enumerate(tokens):
        if (
            token.kind == "subject"
            and may_be(token.value, entry)
            and not _one_of_many(sentence, tokens, index)
            and not sentence.text.startswith(_HELPS, token.end)
            and not one_counted(sentence, token, claim.quantity.start, counts)
            and not _is_scene(sentence, token, entry)
            and not _leads_count(sentence, token, claim)
            and not _only_owns(sentence, token.value)
            and not _is_where(tokens, index)
            and not _builds_it(sentence, token, last)
            and not _is_used(sentence, token)
        ):
            last = token.value
            opening = token.value if opens else opening
        elif claim.own and token.kind == "own":
            last = opening = None  # 「甲景区人气旺，全县接待游客12万人次」
        elif entry.about == "either" and token.is_mark("；;"):
            dated = index + 1 < len(tokens) and tokens[index + 1].kind == "period"
            if not dated:  # 「甲景区预计年接待游客50万人次；2018年接待游客20万人次」 is of one
                last = opening = None  # 「甲古城接待游客5万人次；…宾馆入住率达85%」
        if not token.is_mark(_QUOTES):  # 「甲项目，是打造“大基地”的强链项目」
            opens = token.kind == "mark" or (opens and token.kind in _OPENING)
    nearest = opening or last
    nearest = nearest and head_of(sentence, tokens, entry, nearest)
    if nearest and entry.about == "either" and place and place.start > nearest.start:
        return nearest if _locates(sentence, tokens, place) else None
    return nearest


def _is_where(tokens: list[Token], index: int) -> bool:
    """Say whether a subject is where something lies: 「位于|青禾产业园」, 「选址在|望都市|南部的|青禾县|经开区」."""
    through = ("place", "rest", "plain") if tokens[index].value.kind == "zone" else ()
    nearest = next((token for token in reversed(tokens[:index]) if token.kind not in through), None)
    return nearest is not None and nearest.kind == "located"


def _builds_it(sentence: ParsedSentence, token: Token, before: Subject | None) -> bool:
    """Say whether a company only builds the project before it: 「甲项目，由乙公司投资建设，占地350亩」."""
    built = before is not None and before.kind == _PROJECT and token.value.kind == _COMPANY
    return built and sentence.text.endswith(_BY, sentence.start, token.start)


def _whose_phase(sentence: ParsedSentence, phase: Subject) -> str:
    """Return the one project or zone before a phase in its sentence, whose it is, or "": 「甲项目（一期用地200亩）」."""
    names = {
        token.value.name
        for token in sentence.leading_to(phase.start)
        if token.kind == "subject" and token.value.kind in (_PROJECT, "zone") and token.value.name
    }
    return names.pop() if len(names) == 1 else ""


def _is_used(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether others only use a subject for what they do: 「该县依托|甲公司|发展茶叶，产值1.2亿元」."""
    return token.kind == "subject" and sentence.text.endswith(_LEANS, sentence.start, token.start)


def _uses_one(sentence: ParsedSentence, claim: Claim) -> bool:
    return any(_is_used(sentence, token) for token in sentence.leading_to(claim.quantity.start))


def _is_scene(sentence: ParsedSentence, token: Token, entry: Indicator) -> bool:
    """Say whether a subject is only where or when something was done: 「在青禾酒店举行」, 「文化节期间，签约项目…」."""
    if token.value.kind == "event" and entry.group == _PROJECTS:
        return True
    behind = sentence.text[token.end : token.end + _STAGE].partition("，")[0]
    return sentence.text[: token.start].endswith(_AT) and any(word in behind for word in _HELD)


def _leads_count(sentence: ParsedSentence, token: Token, claim: Claim) -> bool:
    """Say whether a subject is the first of those that are counted: 「甲公司等11家企业入驻」."""
    between = sentence.text[token.end : claim.quantity.start]
    return between == _AND_OTHERS and dimensions().get(claim.quantity.unit) == "count"


def _locates(sentence: ParsedSentence, tokens: list[Token], place: Place) -> bool:
    """Say whether a place is only where a company is: 「天和集团2010年落户青禾县，营业收入…」, 「天和集团在青禾的矿井」."""
    at = next((index for index, token in enumerate(tokens) if token.start == place.start), 0)
    while at > 0 and tokens[at - 1].kind == "place" and tokens[at - 1].end == tokens[at].start:
        at -= 1  # 菏泽市|牡丹区
    return at > 0 and (tokens[at - 1].kind == "located" or sentence.word(tokens[at - 1]) == _AT)


def _one_of_many(sentence: ParsedSentence, tokens: list[Token], index: int) -> bool:
    """Say whether the subject stands in a list: 「包括A项目、B项目等，总投资…」 is the sum of all."""
    before = sentence.word(tokens[index - 1]) if index else ""
    after = sentence.word(tokens[index + 1]) if index + 1 < len(tokens) else ""
    listed = before in _AND and index > 1 and tokens[index - 2].kind == "subject"
    joined = after in _AND and index + 2 < len(tokens) and tokens[index + 2].kind == "subject"
    others = before == "、" and after == _AND_OTHERS
    goes_on = tokens[index + 1].is_mark("，,") if index + 2 < len(tokens) else False
    alike = goes_on and tokens[index + 2].kind == "subject"
    if alike and tokens[index + 2].value.kind == tokens[index].value.kind:
        joined = joined or _opens_count(sentence, tokens[index + 2])  # 「甲公司,|乙公司等14户企业」
    return (
        after == "、"
        or listed
        or joined
        or others
        or _AND_MORE.match(sentence.text, tokens[index].end) is not None
    )


def _opens_count(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a name is the last of those that a count gathers: 「甲公司|等14户企业」."""
    return sentence.text.startswith(_AND_OTHERS, token.end) and any(
        one.kind == "quantity" for one in sentence.following(token.end, 2)
    )


def _of_sentence_before(
    sentence: ParsedSentence, claim: Claim, entry: Indicator, context: ArticleContext
) -> str:
    """Return the one project that the sentence before names where this one opens with its figures: 「总投资5亿元，」.

    Where it names none, the one company: 「甲公司入驻产业园。预计年可实现产值6000万元」.
    """
    if entry.group != _PROJECTS or sentence.tokens[0].kind not in _GOES_ON:
        return ""
    if ITEM.match(sentence.text, sentence.start):
        return ""  # 「二是旅游项目总投资3亿元」
    if any(token.kind in ("subject", "place", "own") for token in sentence.leading_to(claim.quantity.start)):
        return ""
    first = max(0, sentence.start - NEAR)
    paragraph = sentence.text.rfind("\n", first, sentence.start)
    least = paragraph + 1 if paragraph >= 0 else first
    first, last = (
        bisect_left(context.subjects, at, key=lambda one: one.start) for at in (least, sentence.start)
    )
    before = context.subjects[first:last]
    names = {one.name for one in before if one.kind == _PROJECT}
    if not names and claim.status == "planned":
        names = {one.name for one in before if one.kind == _COMPANY and may_be(one, entry)}
    gathers = gathers_in(sentence.text[least : sentence.start])
    of_many = gathers and (
        sentence.tokens[0].kind == "part" or not any(one.kind == _PROJECT for one in before)
    )
    return names.pop() if len(names) == 1 and not of_many else ""
