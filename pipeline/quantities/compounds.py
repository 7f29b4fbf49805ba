"""Values of numbers that digits and multipliers make together: 1亿3千5百万, 12万3456, 1万亿5000亿.

The words are in `words/numerals.yaml`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.quantities.numerals import DIGITS, GROUPS, RANKS

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|万亿|\D")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NO_LIMIT = 10**16
_GREATEST = {**GROUPS, "万亿": GROUPS["万"] * GROUPS["亿"]}
# How many digits may stand behind a last group: 12万3456 and 106万345, but 3万5 may be 3.5万.
_DIGITS_BEHIND = {GROUPS["万"]: range(3, 5), GROUPS["亿"]: range(5, 9)}


class _UnsureError(Exception):
    """Say that an expression has no certain value."""


class _Sum:
    """Add up an expression from left to right; each step must lie below the one before."""

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)
        self.number: Decimal | None = None
        self.printed = ""
        self.zero = False  # 零 says that places are left out: 5万零6, 一百零五亿
        self.rank = self.group = _NO_LIMIT

    def take(self, token: str) -> None:
        """Take the next number, rank or group."""
        if token[0].isdecimal() or DIGITS.get(token):
            self._number(token)
        elif token in RANKS:
            self._rank(RANKS[token])
        elif token in _GREATEST:
            self._group(_GREATEST[token])
        elif token in DIGITS:
            self.zero = True
        else:
            raise _UnsureError

    def _number(self, token: str) -> None:
        if self.number is not None or "." in self.printed:  # only the last number has decimals
            raise _UnsureError
        if "," in token and not _GROUPED.fullmatch(token):
            raise _UnsureError
        self.printed = token
        self.number = Decimal(DIGITS.get(token, token.replace(",", "")))

    def _rank(self, rank: int) -> None:
        if self.number is None and rank == RANKS["十"] and not self.section:
            self.number = Decimal(1)  # 十五亿3千万
        if self.number is None or self.number * rank >= self.rank:
            raise _UnsureError
        self.section += self.number * rank
        self.number, self.rank = None, rank

    def _group(self, group: int) -> None:
        amount = self._section()
        if amount == 0:
            raise _UnsureError
        if group < self.group and amount * group < self.group:
            self.total += amount * group
        elif group == GROUPS["亿"] and self.group == GROUPS["万"]:
            self.total = (self.total + amount) * group  # 1万5千亿
        else:
            raise _UnsureError
        self.section, self.number, self.rank, self.group = Decimal(0), None, _NO_LIMIT, group
        self.zero = False

    def _section(self) -> Decimal:
        """Give what stands behind the last group; 3千5亿 may be 3500亿 or 3005亿."""
        if self.number is None:
            return self.section
        if self.section and not self.zero and self._digits() != len(str(self.rank)) - 1:
            raise _UnsureError
        return self.section + self.number

    def _digits(self) -> int:
        """Count the digits of the last number, 0 where it has decimals."""
        return 0 if "." in self.printed else len(self.printed.replace(",", ""))

    def value(self) -> Decimal:
        """Give the sum, with what stands behind the last group."""
        rest = self._section()
        if self.group == _NO_LIMIT or not rest:
            return self.total + rest
        if rest >= self.group:
            raise _UnsureError
        if self.section and self.group > GROUPS["万"] and not self.zero:  # 1亿3千 may be 1.3亿
            raise _UnsureError
        if not self.section and not self.zero and self._digits() not in _DIGITS_BEHIND.get(self.group, ()):
            raise _UnsureError
        return self.total + rest


def compound_value(text: str) -> Decimal | None:
    """Give the value of an expression of several numbers, or None where it is none or not certain (3万5)."""
    addition = _Sum()
    try:
        for token in _TOKEN.findall(text):
            addition.take(token)
        return addition.value()
    except _UnsureError:
        return None
