"""Say what a claim is: one figure bound to one indicator, before place, period and subject are inherited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.indicators import Indicator
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.quantities import Quantity
from pipeline.subjects import Subject


@dataclass(frozen=True, slots=True)
class Claim:
    """Bind a quantity to an indicator; None and "" mean that the sentence itself does not say.

    `value`, `low`, `high` carry the sign that the growth word gives. `years` are set where one printed figure
    holds for each of several years (2022年至2025年，连续四年…超百家). `generic` says that the word that bound it
    means the indicator only where somebody's figure is spoken of (投资, 税收);
    `own` is the word for the article's area (全县), whose figure it is. `period_flaw` says why the sentence's own period
    is not known: `unread` (a date stands there that the grammar cannot read), `undated` (a span without dates: 五年来);
    no other part of the document may then lend one. `since` is the first day of an undated span, where it is given.
    """

    quantity: Quantity
    indicator: str
    measure: str
    value: float
    rule: str
    period: Period | None = None
    place: Place | None = None
    subject: Subject | None = None
    status: str = "actual"
    scope: str = ""
    years: tuple[int, ...] = ()
    generic: bool = False
    own: str = ""
    period_flaw: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Name a check that a candidate failed, a key of words/checks.yaml, and the word of the text that did it."""

    check: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Pair a figure with an indicator that it is not sure to be of, and say what speaks against it.

    `term` is the word of the text that names the indicator, `failed` has at least one check. `claim` is what the figure
    would be, None where too much speaks against it to ask about.
    """

    entry: Indicator
    term: str
    failed: tuple[Failed, ...]
    claim: Claim | None = None

    @property
    def checks(self) -> tuple[str, ...]:
        """Return the names of the checks that failed, in order of name."""
        return tuple(sorted({one.check for one in self.failed}))


@dataclass(frozen=True, slots=True)
class InTable:
    """Say what a table says of a number in it that became no row.

    `units` are the base units that it may be in, each with how many of those the printed unit is; there are none where
    the table names none. `place` None is the article's, `place_unknown` that it is another one's, which nothing names;
    `period_unknown` that nothing tells the time.
    """

    units: tuple[tuple[str, Decimal], ...] = ()
    period: Period | None = None
    period_unknown: bool = True
    place: Place | None = None
    place_unknown: bool = True


@dataclass(frozen=True, slots=True)
class Rejection:
    """Say why a quantity became no row; `reason` is a key of words/reasons.yaml, `about` what it met.

    `nearest` is the candidate that came nearest to a row, None where the sentence names nothing that fits. `table` is what
    the table says of a number that stands in one.
    """

    quantity: Quantity
    reason: str
    about: str = ""
    nearest: Candidate | None = None
    table: InTable | None = None
