"""Read the name of a place as a person types it."""

from __future__ import annotations

from pipeline.lines.folding import fold
from pipeline.places.gazetteer import Area, areas_named, contains

_LONGEST = 16  # characters of the longest name of an area


def read_place(typed: str, before: str) -> tuple[str, str]:
    """Return the full name of the smallest area and the code of the county or higher area that it lies in.

    临水 gives 临水县, 长春市朝阳区 gives 朝阳区, 鹤山市桃源镇 gives 桃源镇 with the code of 鹤山市. Of areas of one
    name the one nearest to the code `before` is meant; where that does not decide, the code is empty.
    """
    text = fold(typed).strip()
    if candidates := areas_named(text):
        return _name(candidates, text), _code(candidates, before)
    for length in range(min(_LONGEST, len(text) - 2), 1, -1):
        above, rest = areas_named(text[:length]), text[length:]
        inner = tuple(one for one in areas_named(rest) for outer in above if contains(outer, one))
        if inner:
            return _name(inner, rest), _code(inner, before)
        if above:
            return rest, _code(above, before)
    return typed.strip(), ""


def _name(candidates: tuple[Area, ...], typed: str) -> str:
    names = {one.name for one in candidates}
    return names.pop() if len(names) == 1 else typed


def _code(candidates: tuple[Area, ...], before: str) -> str:
    near = [one.code for one in candidates if one.code == before]
    near = near or [one.code for one in candidates if before and one.code[:4] == before[:4]]
    near = near or [one.code for one in candidates if before and one.code[:2] == before[:2]]
    found = near or [one.code for one in candidates]
    return found[0] if len(found) == 1 else ""
