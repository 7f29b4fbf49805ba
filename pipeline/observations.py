"""Turn claims into observations: place, subject and period come from the nearest part of the document that says them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date

from pipeline.claims import Claim, Rejection
from pipeline.claims.units import dimensions, row_unit
from pipeline.claims.word_classes import leading_noun, word_class
from pipeline.indicators import Indicator
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.places.gazetteer import areas_named
from pipeline.reading import Reading, Token
from pipeline.settings import Setting
from pipeline.subjects import Subject
from pipeline.subjects.descriptions import described
from pipeline.subjects.topics import topic_at
from pipeline.tables import TableClaims

_PARTS_OF_YEAR = ("半年", "季度", "月")
_YEAR_ENDS = ("末", "底")
_BRINGS = ("引进", "吸引")
_SENTENCE_ENDS = "。！？!?；;”"
_MOST_SUBJECTS = 60  # that an anaphor may point back over
_CURRENCIES = {"TW": "新台币", "71": "新台币", "81": "港元", "82": "澳门元"}  # what 元 is, by the area's code
_NEAR = 160  # characters; the project of the company in the sentence before


@dataclass(frozen=True, slots=True)
class Observation:
    """Be one figure with everything that its row says; offsets index the unwrapped text."""

    claim: Claim
    entry: Indicator
    place: Place
    subject: str
    period: Period | None
    sentence: tuple[int, int]
    title: str
    headline: bool = False

    @property
    def unit(self) -> str:
        """Return the unit of the row."""
        unit = self.claim.quantity.unit
        if self.claim.measure in ("yoy", "share"):
            return "%"
        if unit == "元":
            unit = _currency(self.place)
        return unit if unit == "百分点" else row_unit(self.entry, unit)

    def first_day(self) -> str:
        """Return the ISO date of the period's first day, "" for a stock or where none is stated."""
        if self.period is None or self.entry.kind == "stock":
            return ""
        if self.period.first_day is None:
            return str(date(self.period.last_day.year, 1, 1)) if self._to_date() else ""
        return str(self.period.first_day)

    def _to_date(self) -> bool:
        """Say whether a flow is counted from the year's beginning: 「截至10月底，完成税收…」, not 「截至2024年底」."""
        part_of_year = self.period is not None and any(word in self.period.text for word in _PARTS_OF_YEAR)
        return self.entry.kind == "flow" and part_of_year

    def last_day(self) -> str:
        """Return the ISO date of the period's last day, "" where none is stated."""
        return str(self.period.last_day) if self.period else ""


def observe(
    reading: Reading, claims: list[Claim], catalogue: dict[str, Indicator], setting: Setting
) -> tuple[list[Observation], list[Rejection]]:
    """Return the observations of one sentence's claims, one for each year where a claim holds for several.

    A claim by a word that means an indicator only where somebody's figure is spoken of (投资, 税收) is rejected
    where the text names nobody. A sentence that opens with 其中 is about the period of the sentence before.
    """
    opens = reading.tokens[0].kind == "part" and setting.said is not None and setting.reporting is not None
    reporting = setting.said if opens else setting.reporting
    stated = (claim.period for claim in claims if claim.period and claim.period.first_day)
    setting.said = next(stated, setting.said if opens else None)
    headline = reading.text[reading.end - 1] not in _SENTENCE_ENDS
    observations: list[Observation] = []
    rejections: list[Rejection] = []
    for claim in claims:
        entry = catalogue[claim.indicator]
        own = claim.place or (setting.place if claim.own else _place(reading, claim, entry))
        subject = _subject(reading, claim, entry, setting, own)
        if claim.generic and not subject and claim.subject is None:
            rejections.append(Rejection(claim.quantity, "no_subject"))
            continue
        if entry.about == "place" and own is None and (company := _company(reading, claim)):
            rejections.append(Rejection(claim.quantity, "restricted", company))
            continue
        period = _spanned(claim.period or _reporting(claim, entry, reporting), claim, entry, setting)
        span = (reading.start, reading.end)
        for one in _years(period, claim.years):
            place = own or setting.place
            observations.append(Observation(claim, entry, place, subject, one, span, setting.title, headline))
    return observations, rejections


def _currency(place: Place) -> str:
    """Return what 元 is in a place: 新台币 in 台南市."""
    areas = areas_named(place.name)
    return _CURRENCIES.get(areas[0].code[:2], "元") if len(areas) == 1 else "元"


def observe_row(row: TableClaims, catalogue: dict[str, Indicator], setting: Setting) -> list[Observation]:
    """Return the observations of one row of a table: place and period are those of its article."""
    return [
        Observation(
            claim,
            catalogue[claim.indicator],
            setting.place,
            "",
            setting.reporting,
            (row.start, row.end),
            setting.title,
        )
        for claim in row.claims
    ]


def _company(reading: Reading, claim: Claim) -> str:
    """Return the company that opens the sentence of a place's figure: 「某某公司…，研发投入达5000万元」, or ""."""
    for token in reading.tokens:
        if token.kind == "subject" and token.value.kind == "company" and token.value.name:
            return str(token.value.name) if token.end < claim.quantity.start else ""
        if token.kind not in ("plain", "period", "place", "mark"):
            return ""
    return ""


def _years(period: Period | None, years: tuple[int, ...]) -> list[Period | None]:
    if not years or period is None:
        return [period]
    return [replace(period, first_day=date(year, 1, 1), last_day=date(year, 12, 31)) for year in years]


def _reporting(claim: Claim, entry: Indicator, reporting: Period | None) -> Period | None:
    """Lend the reporting period, but not to what is planned or belongs to a subject rather than the place."""
    if claim.status == "planned" or entry.about == "subject" or entry.kind == "rank":
        return None
    return reporting


def _spanned(period: Period | None, claim: Claim, entry: Indicator, setting: Setting) -> Period | None:
    """Return the span that a flow beside a point in time is of: 「年末存栏3万头，出栏5万头」 is the year's.

    A growth or share beside 目前 is the reporting period's. 「截至2024年底，累计投资…」 stays a point.
    """
    if (
        period is None
        or period.first_day
        or entry.kind != "flow"
        or claim.status == "planned"
        or period.rule == "as_of"
    ):
        return period
    reporting = setting.reporting
    growing = claim.measure in ("yoy", "share") and period.rule == "now"
    if reporting and reporting.first_day and (growing or reporting.last_day == period.last_day):
        return reporting
    if period.text.endswith(_YEAR_ENDS) and (period.last_day.month, period.last_day.day) == (12, 31):
        return replace(period, first_day=date(period.last_day.year, 1, 1))
    return period


def _place(reading: Reading, claim: Claim, entry: Indicator) -> Place | None:
    """Return the nearest place that opens a clause before the figure, or None.

    A place inside a clause (领跑江门) or in a list (共和、址山、鹤城三镇) is not what the figure is about, but a project is
    where it is located (落户周田镇).
    """
    found: Place | None = None
    opening = True
    tokens = reading.leading_to(claim.quantity.start)
    for index, token in enumerate(tokens):
        if token.kind == "place" and opening and not _listed(reading, tokens, index):
            found = _smaller(token.value, found)
        elif token.kind == "located" and entry.about != "place":
            opening = True
        elif token.kind == "lead" and reading.word(token) in _BRINGS:
            opening = False  # 「引进香港某公司项目」 says where it comes from
        elif token.kind == "mark":
            # 入选“福建省…十强县” is about the one who is in it
            opening = token.value not in "、·—" and (opening or token.value not in '“「『"《')
        elif token.kind not in ("plain", "lead", "period", "part", "subject", "place"):
            opening = False
    return found


def _listed(reading: Reading, tokens: list[Token], index: int) -> bool:
    behind = (
        index + 2 < len(tokens)
        and reading.word(tokens[index + 1]) == "、"
        and tokens[index + 2].kind == "place"
    )
    before = index > 1 and reading.word(tokens[index - 1]) == "、" and tokens[index - 2].kind == "place"
    return behind or before


def _smaller(new: Place, before: Place | None) -> Place:
    """Prefer the place named later, but 「鹤城镇城西村」 stays with the town: a village has no name of its own."""
    if before is not None and new.level == "village" and before.level == "town":
        return before
    return new


def _subject(reading: Reading, claim: Claim, entry: Indicator, setting: Setting, place: Place | None) -> str:
    if entry.about == "place":
        return _zone(claim, setting, place)
    subject = claim.subject or _behind(reading, claim, entry) or _before(reading, claim, entry, place)
    if subject is not None:
        return subject.name or _named_before(reading, subject, entry, setting)
    if entry.about == "subject":
        topic = topic_at(setting.topics, claim.quantity.start, *entry.subjects)
        return topic.name if topic else _opening_name(reading)
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
    return after == "、" or (before == "、" and after == "等")


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
