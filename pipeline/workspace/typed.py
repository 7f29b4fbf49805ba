"""Lay what people typed of a document over what its documents.csv says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

METADATA = ("title", "published", "place", "source")


@dataclass(frozen=True, slots=True)
class Typed:
    """Hold what a person typed in one column of a document's metadata, and what stood there before (`over`).

    The latest `number` of a column holds. `digest` is that of the text that it was typed of.
    """

    number: int
    digest: str
    name: str
    value: str
    over: str


def known_of(stated: Mapping[str, str], typed: Iterable[Typed]) -> dict[str, str]:
    """Return what is known of a document: what was typed last, unless its documents.csv says something new since.

    A cell that is empty, or a file that is not there just now, says nothing new.
    """
    known = {name: stated.get(name, "") for name in METADATA}
    for name, one in {one.name: one for one in sorted(typed, key=lambda one: one.number)}.items():
        if known[name] in ("", one.over):
            known[name] = one.value
    return known


def typed_by(
    known: Mapping[str, str], before: Mapping[str, str], typed: Iterable[Typed]
) -> Iterable[tuple[str, str, str]]:
    """Yield what a person changes in a document's metadata: column, value, and what it is typed over."""
    last = {one.name: one for one in sorted(typed, key=lambda one: one.number)}
    for name in METADATA:
        if known[name] != before[name]:
            earlier = last.get(name)
            held = earlier is not None and earlier.value == before[name]
            yield name, known[name], earlier.over if earlier and held else before[name]
