"""Tell which of the areas of a chart hold others of it: 江门市 is no rival of 鹤山市, which lies in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def holders(names: Collection[str]) -> set[str]:
    """Give the names of areas in which another of them lies; of a name that several areas bear, one is enough."""
    return {outer for outer in names if any(_holds(outer, inner) for inner in names if inner != outer)}


def within(names: Collection[str]) -> dict[str, list[str]]:
    """Give for each name of an area in which others of them lie the names of these, in their order."""
    around = holders(names)
    return {
        outer: [inner for inner in names if inner != outer and _holds(outer, inner)]
        for outer in names
        if outer in around
    }


@lru_cache(maxsize=10_000)
def _holds(outer: str, inner: str) -> bool:
    from pipeline.places.gazetteer import areas_named, contains

    return any(
        above.code != below.code and contains(above, below)
        for above in areas_named(outer)
        for below in areas_named(inner)
    )
