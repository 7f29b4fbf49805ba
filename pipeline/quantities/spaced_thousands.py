"""Read thousands that a text parts by spaces as those that commas part: 在校生56 914人, as GB/T 15835 prints them.

One such number may as well be two, or have lost its point; a text that writes all of them so is sure of it.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.quantities.units import unit_pattern

_FEWEST = 3  # numbers that a text must part so


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compose a number with its spaces before a unit, and one of as many digits without."""
    unit = f"(?={unit_pattern()})"
    spaced = re.compile(rf"(?<![\d.,，/年月第])(?<!\d )[1-9]\d{{0,2}}(?: \d{{3}}){{1,3}}(?!\d){unit}")
    return spaced, re.compile(rf"(?<![\d.,])\d{{4,12}}(?![年\d]){unit}")


def with_commas(text: str) -> str:
    """Return a folded text with commas for the spaces in its thousands, as long as before, where it parts them all."""
    spaced, whole = _patterns()
    if sum(1 for _ in spaced.finditer(text)) < _FEWEST or whole.search(text):
        return text
    return spaced.sub(lambda found: found[0].replace(" ", ","), text)
