"""Turn claims into observations: place, subject and period come from the nearest part of the document that says them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.claims import Claim
from pipeline.claims.units import row_unit
from pipeline.indicators import Indicator
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.reading import Reading
from pipeline.settings import Setting
from pipeline.subjects import Subject


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

    @property
    def unit(self) -> str:
        """Return the unit of the row."""
        unit = self.claim.quantity.unit
        if self.claim.measure in ("yoy", "share"):
            return "%"
        return unit if unit == "百分点" else row_unit(self.entry, unit)

    def first_day(self) -> str:
        """Return the ISO date of the period's first day, "" for a stock or where none is stated."""
        stock = self.entry.kind == "stock" or self.period is None or self.period.first_day is None
        return "" if stock or self.period is None else str(self.period.first_day)

    def last_day(self) -> str:
        """Return the ISO date of the period's last day, "" where none is stated."""
        return str(self.period.last_day) if self.period else ""


def observe(reading: Reading, claims: list[Claim], catalogue: dict[str, Indicator], setting: Setting) -> list[Observation]:
    """Return the observations of one sentence's claims, one for each year where a claim holds for several."""
    observations = []
    for claim in claims:
        entry = catalogue[claim.indicator]
        own = claim.place or _place(reading, claim)
        subject = _subject(reading, claim, entry, setting, own)
        period = claim.period or _reporting(claim, entry, setting)
        for one in _years(period, claim.years):
            observations.append(
                Observation(
                    claim, entry, own or setting.place, subject, one, (reading.start, reading.end), setting.title
                )
            )
    _remember(reading, setting)
    return observations


def _years(period: Period | None, years: tuple[int, ...]) -> list[Period | None]:
    if not years or period is None:
        return [period]
    return [replace(period, first_day=date(year, 1, 1), last_day=date(year, 12, 31)) for year in years]


def _reporting(claim: Claim, entry: Indicator, setting: Setting) -> Period | None:
    """Lend the reporting period, but not to what is planned or belongs to a subject rather than the place."""
    if claim.status == "planned" or entry.about == "subject" or entry.kind == "rank":
        return None
    return setting.reporting


def _place(reading: Reading, claim: Claim) -> Place | None:
    """Return the nearest place that opens a clause before the figure, or None.

    A place inside a clause (领跑江门) is not what the figure is about.
    """
    found: Place | None = None
    opening = True
    for token in reading.tokens:
        if token.start >= claim.quantity.start:
            break
        if token.kind == "place" and opening:
            found = _smaller(token.value, found)
            continue
        if token.kind == "mark":
            opening = token.value not in "、·—"
        elif token.kind not in ("plain", "period", "part", "subject"):
            opening = False
    return found


def _smaller(new: Place, before: Place | None) -> Place:
    """Prefer the place named later, but 「鹤城镇城西村」 stays with the town: a village has no name of its own."""
    if before is not None and new.level == "village" and before.level == "town":
        return before
    return new


def _subject(reading: Reading, claim: Claim, entry: Indicator, setting: Setting, place: Place | None) -> str:
    if entry.about == "place":
        return ""
    subject = claim.subject or _behind(reading, claim) or _before(reading, claim, entry, place)
    if subject is None:
        return ""
    return subject.name or (setting.subjects[subject.kind].name if subject.kind in setting.subjects else "")


def _behind(reading: Reading, claim: Claim) -> Subject | None:
    """Return the subject of 「投资8亿元的康养小镇项目」: named right behind the figure."""
    for token in reading.tokens:
        if token.start < claim.quantity.end or (token.kind == "plain" and reading.word(token) == "的"):
            continue
        if token.kind == "plain" and reading.word(token) in ("以上", "左右", "余", "多"):
            continue
        if token.kind == "place":
            continue
        return token.value if token.kind == "subject" and token.value.name else None
    return None


def _before(reading: Reading, claim: Claim, entry: Indicator, place: Place | None) -> Subject | None:
    """Return the nearest subject before the figure in its sentence; a place named later than it takes its place."""
    nearest: Subject | None = None
    for token in reading.tokens:
        if token.start >= claim.quantity.start:
            break
        if token.kind == "subject":
            nearest = token.value
    if nearest and entry.about == "either" and place and place.start > nearest.start:
        return None
    return nearest


def _remember(reading: Reading, setting: Setting) -> None:
    for token in reading.tokens:
        if token.kind == "subject" and token.value.name:
            setting.subjects[token.value.kind] = token.value
