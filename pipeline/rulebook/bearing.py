"""Tell which texts a change of the rules or words can bear on: all, or those that hold a word in question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

from pipeline.lines.folding import fold
from pipeline.rulebook.traces import characters, holds, needed, words_for, words_of_terms
from pipeline.version import Reader

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Bearing:
    """Be the words by whose characters a text is known that a change can bear on; None: every text is one."""

    words: frozenset[frozenset[str]] | None = None

    def on(self, text: str, said: Iterable[str] = ()) -> bool:
        """Say whether the change can alter the rows of a text of which some things are stated besides."""
        if self.words is None:
            return True
        return holds(characters(text) | frozenset(fold("".join(said))), self.words)


def bearing(before: Reader, after: Reader) -> Bearing:
    """Compare two readers.

    Where terms alone differ, those bear on texts; where an entry differs otherwise or stands elsewhere in their order, all
    of its terms do.
    """
    if before.program != after.program or before.words.keys() != after.words.keys():
        return Bearing()
    entries = [
        [(name, one.share_of, one.rest) for name, one in reader.entries.items()] for reader in (before, after)
    ]
    changed = {name for name, *_ in _differing(*entries)}
    words: set[str] = set()
    for reader in (before, after):
        words = words.union(*(words_for(name, reader.entries) for name in changed & reader.entries.keys()))
    for name in after.entries.keys() - changed:
        words |= words_of_terms(_differing(before.entries[name].terms, after.entries[name].terms))
    none: list[str] = []
    for name, groups in after.words.items():
        for group, other in zip_longest(before.words[name], groups, fillvalue=none):
            words |= {*map(fold, _differing(group, other))}
    return Bearing(needed(words))


def _differing(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Item]:
    """Yield what two sequences do not have in common, in one order."""
    if before == after:
        return
    for same, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if same != "equal":
            yield from before[start:end]
            yield from after[first:last]
