"""Turn claims into observations: place, subject and period come from the nearest part of the document that says them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.claims import Claim, Rejection
from pipeline.claims.status import is_preliminary
from pipeline.dimensions import row_unit
from pipeline.indicators import Indicator
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.places.gazetteer import areas_named, contains, is_bare
from pipeline.places.joint import counted_together, left_out, shared_by
from pipeline.places.whereabouts import only_located, place_before, unknown_own
from pipeline.reading import Reading
from pipeline.settings import Setting
from pipeline.subjects.firms import of_nobody, own_yield
from pipeline.subjects.names import subject_words
from pipeline.subjects.others import industry_of, owner_of
from pipeline.subjects.ownership import subject_of
from pipeline.tables import TableRow
from pipeline.words import words_of

_PARTS_OF_YEAR = tuple(words_of("bindings")["parts_of_year"])
_YEAR_ENDS = tuple(words_of("bindings")["year_ends"])
_NO_NAMES = (None, "", *subject_words()["anaphors"]["zone"])
_SENTENCE_ENDS = "。！？!?；;”"
_CURRENCIES: dict[str, str] = words_of("bindings")["currencies"]  # what 元 is, by the area's code


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
    period_source: str = "stated"

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
        if self.claim.since and self.entry.kind != "stock":
            return str(self.claim.since)
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
    opens = reading.tokens[0].kind == "part" and setting.said is not None
    reporting = setting.said if opens else setting.reporting
    told = setting.town if reading.tokens[0].kind == "part" else ""
    setting.town = (
        unknown_own(reading, reading.end, setting.own) or counted_together(reading, reading.end) or told
    )
    stated = (claim.period for claim in claims if claim.period and claim.period.first_day)
    setting.said = next(stated, setting.said if opens else None)
    headline = reading.text[reading.end - 1] not in _SENTENCE_ENDS
    observations: list[Observation] = []
    rejections: list[Rejection] = []
    for claim in claims:
        entry = catalogue[claim.indicator]
        own = _own_place(reading, claim, entry, setting)
        subject = subject_of(reading, claim, entry, setting, own)
        town = claim.own or (
            not subject and (unknown_own(reading, claim.quantity.start, setting.own) or told)
        )
        if own is None and town:
            rejections.append(Rejection(claim.quantity, "restricted", town))
            continue  # 「今日东坪再传喜讯，全镇税收收入3亿元」 on a page about the county
        together = shared_by(reading, claim, own) or left_out(reading, claim)
        counted = counted_together(reading, claim.quantity.start)
        if (not subject and together) or (counted and subject in _NO_NAMES):
            rejections.append(Rejection(claim.quantity, "places", together or counted))
            continue
        if subject and (yields := own_yield(reading, claim, subject)) != claim.indicator:
            entry = catalogue[yields]
            claim = replace(claim, indicator=yields)  # noqa: PLW2901 - a company's output is no project's
        unsaid = (claim.generic and claim.subject is None) or of_nobody(reading, claim, entry)
        if subject is None or (not subject and (unsaid or only_located(reading, own, entry))):
            rejections.append(Rejection(claim.quantity, "no_subject"))
            continue
        if entry.about == "place" and (owner := owner_of(reading, claim, own)):
            rejections.append(Rejection(claim.quantity, "restricted", owner))
            continue
        if entry.about != "subject" and not subject and (industry := industry_of(reading, claim, entry)):
            rejections.append(Rejection(claim.quantity, "restricted", industry))
            continue
        if setting.outlook is not None and reading.start >= setting.outlook.start:
            reporting = setting.outlook.period
            if entry.about == "place" and claim.period is None:
                claim = replace(claim, status="planned")  # noqa: PLW2901 - what a work report sets out to do
        lent = None if claim.period_flaw else _reporting(claim, entry, reporting, setting)
        if lent and claim.period is None and is_preliminary(reading, claim, lent, setting.published):
            claim = replace(claim, status="actual")  # noqa: PLW2901 - what a report expects of a year that is over
        period = _spanned(claim.period or lent, claim, entry, setting)
        place, source = own or setting.place, period_source(claim, period)
        observations += [
            Observation(
                claim,
                entry,
                place,
                subject,
                one,
                (reading.start, reading.end),
                setting.title,
                headline,
                source,
            )
            for one in _years(period, claim.years)
        ]
    return observations, rejections


def _own_place(reading: Reading, claim: Claim, entry: Indicator, setting: Setting) -> Place | None:
    """Return the place that the sentence says a figure is about, None where it leaves that to the article."""
    own = claim.place or (
        setting.own(claim.own) if claim.own else place_before(reading, claim, entry, setting.own)
    )
    if own and entry.about == "subject" and _holds(own, setting.area):
        return None  # 「安徽某某公司年产5000吨…」 on a page about a county in Anhui
    return own


def _holds(place: Place, area: Place) -> bool:
    """Say whether a short name is that of a larger area around the document's own."""
    larger = bool(place.code and area.code) and place.code != area.code and contains(place.code, area.code)
    return larger and is_bare(place.text)


def _currency(place: Place) -> str:
    """Return what 元 is in a place: 新台币 in 台南市."""
    areas = areas_named(place.name)
    return _CURRENCIES.get(areas[0].code[:2], "元") if len(areas) == 1 else "元"


def observe_row(row: TableRow, catalogue: dict[str, Indicator], setting: Setting) -> list[Observation]:
    """Return the observations of one row of a table: what it does not say of place and period is its article's."""
    span = (row.start, row.end)
    observations = []
    for claim in row.claims:
        lent = None if claim.period_flaw or claim.status == "planned" else setting.reporting
        period = claim.period or lent
        entry, place = catalogue[claim.indicator], claim.place or setting.place
        source = period_source(claim, period)
        observations.append(
            Observation(claim, entry, place, "", period, span, setting.title, period_source=source)
        )
    return observations


def period_source(claim: Claim, period: Period | None) -> str:
    """Say where a row's period comes from: a value of the column of that name."""
    if claim.period_flaw:
        return claim.period_flaw
    return "stated" if claim.period else "inherited" if period else "document"


def _years(period: Period | None, years: tuple[int, ...]) -> list[Period | None]:
    if not years or period is None:
        return [period]
    return [replace(period, first_day=date(year, 1, 1), last_day=date(year, 12, 31)) for year in years]


def _reporting(claim: Claim, entry: Indicator, reporting: Period | None, setting: Setting) -> Period | None:
    """Lend the reporting period, but not to what is planned or belongs to a subject rather than the place.

    What a work report expects of the year it looks back on (「预计地区生产总值90亿元」) is that year's.
    """
    if (
        (claim.status == "planned" and setting.outlook is None)
        or entry.about == "subject"
        or entry.kind == "rank"
    ):
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
