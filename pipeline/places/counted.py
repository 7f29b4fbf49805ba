"""Find towns that are counted together: 「共和、址山、鹤城三镇」."""

import re
from functools import cache

from pipeline.places.place_words import place_words
from pipeline.places.towns import cut_before


@cache
def _counted_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compose the count of 「共和、址山、鹤城三镇」, which few pages hold, and the whole."""
    words = place_words()
    suffixes = "|".join(words["suffixes"])
    count = f"[{''.join(words['counts'])}]({suffixes})"
    return re.compile(count), re.compile(f"((?:[一-鿿]{{2,3}}、){{1,9}}[一-鿿]{{2,3}}){count}")


def counted_towns(text: str) -> list[tuple[int, str, str]]:
    """List (start, name without its suffix, suffix) of each town: three of 「共和、址山、鹤城三镇」."""
    found: list[tuple[int, str, str]] = []
    count, listed = _counted_patterns()
    if not count.search(text):
        return found
    for match in listed.finditer(text):
        start = match.start()
        for printed in match.group(1).split("、"):
            stem, _ = cut_before(printed, hard=True)  # 与|长陔
            start += len(printed)
            found.append((start - len(stem), stem, match.group(2)))
            start += 1
    return found
