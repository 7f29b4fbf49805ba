"""Find counts of towns that a list of their names leads up to: 「共和、址山、鹤城三镇跻身全国百强镇」."""

from __future__ import annotations

import re
from functools import cache

from pipeline.clauses.tokens import within
from pipeline.places import Place
from pipeline.quantities import Quantity
from pipeline.quantities.numerals import DIGITS, RANKS, numeral_value
from pipeline.words import words_of

_REACH = 14


@cache
def _count() -> re.Pattern[str]:
    words = words_of("area_counts")
    numeral = "".join([*DIGITS, *(rank for rank, value in RANKS.items() if value == 10)])
    suffixes = "|".join(sorted(words["suffixes"], key=len, reverse=True))
    return re.compile(
        rf"((?<![{numeral}])[{numeral}]{{1,3}}|(?<!\d)\d{{1,3}})个?(?:{suffixes})(?![{''.join(words['offices'])}])"
    )


def area_counts(text: str, places: list[Place]) -> list[Quantity]:
    """Return the counts of towns in a folded text that stand right behind a list of two places or more.

    Elsewhere 三镇 may be a name (武汉三镇), so a place must end where the number begins.
    """
    counts = []
    for place in places:
        match = _count().match(text, place.end)
        if match is None:
            continue
        listed = within(places, max(0, match.start() - _REACH), match.start())
        count = match.group(1)
        value = int(count) if count.isdecimal() else numeral_value(count)
        if len(listed) < 2 or value is None:
            continue
        number = float(value)
        counts.append(
            Quantity(match.start(), match.end(), match.group(), number, number, number, "个", "exact")
        )
    return counts
