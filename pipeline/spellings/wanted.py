"""State the row that one figure of a sentence must give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold the columns of a row that are compared; `places` are names of one place, `status` may be `any`.

    `fact` tells the fact of the sentence from its rivals, which may be read or refused; `open_period` says that the text
    leaves the period open, so that a row may have it or none; `undated` that it gives a span without dates (五年来), which
    is no year's figure.
    """

    indicator: str
    measure: str
    value: float
    high: float | None
    unit: str
    qualifier: str
    first: date | None
    last: date | None
    places: tuple[str, ...]
    subject: str
    status: str
    fact: bool
    open_period: bool = False
    undated: bool = False
