"""Be one number of a text, as read or to drop."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

HALF_READ = "half_read"  # a key of words/reasons.yaml


class Part(NamedTuple):
    """Be one number: `value` = `number` × `scale` × `unit_factor`, `top` the upper end of 两三 (2 to 3).

    `spare` says that it counts only as an end of a range (三 of 三至五亿元), `flaw` why it is not to be trusted.
    """

    start: int
    end: int
    digits: str
    number: Decimal
    scale: int
    unit_factor: Decimal
    unit: str
    qualifier: str
    top: Decimal | None = None
    dropped: bool = False
    spare: bool = False
    flaw: str = ""

    @property
    def value(self) -> Decimal:
        """Give the value in the base unit."""
        return self.number * self.scale * self.unit_factor

    @property
    def bare(self) -> bool:
        """Tell whether neither a multiplier nor a unit is printed."""
        return self.scale == 1 and self.unit == ""
