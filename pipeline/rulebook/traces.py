"""Tell which texts an entry of the rules can have rows in, without reading them: those that hold its terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.indicators import Catalogue, Indicator
from pipeline.lines.folding import fold
from pipeline.words import words_of

_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"[~*#]")
# What a reader of the table sees of an entry changes no row.
_OUTWARD = {"name", "group", "examples", "not_examples"}
_PAIRS: dict[str, list[str]] = words_of("bindings")["joined_pairs"]
_JOINTS = (*words_of("bindings")["and"], "(", "[")


class Traces:
    """Hold the ends of terms, folded, that an entry or several are found by."""

    def __init__(self, entries: Iterable[Indicator], catalogue: Catalogue) -> None:
        """Take the terms of entries; an indicator that is a share of two others is found by theirs."""
        tails: set[str] = set()
        for entry in entries:
            parts = [catalogue.entries[one] for one in entry.share_of or () if one in catalogue.entries]
            for one in (entry, *parts):
                words = (*one.terms, *one.generic_terms, *one.after, *(one.ratio.terms if one.ratio else ()))
                tails |= {_GAP.split(fold(word))[-1] for word in words} | _bare_words().get(one.id, set())
        tails |= {
            tail.replace(half, pair) for tail in tails for pair, both in _PAIRS.items() for half in both
        }
        self._tails = sorted(tails, key=len)

    def in_text(self, text: str) -> bool:
        """Say whether a term may stand in a text: true wherever an entry has a row, sometimes where it has none.

        「城镇、农村居民收入」 names 城镇居民收入 with its end further on, a cell of a table likewise where a bracket was
        taken out; 城乡居民收入 stands for two terms, and behind its whole a bare word for one: 「其中小学2万人」.
        """
        bare = _SPACE.sub("", fold(text))
        return any(tail in bare for tail in self._tails) or any(_parted(tail, bare) for tail in self._tails)


@cache
def _bare_words() -> Mapping[str, set[str]]:
    """Return the words that stand for an indicator behind its whole, its schools or its account, folded."""
    words = words_of("bindings")
    members = [*words["elided_members"].values(), words["pupils_of_schools"]["kinds"]]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, indicator in (pair for one in members for pair in one.items()):
        found[indicator].add(fold(word))
    for indicator in words["budgets_told"]["bare"].values():
        found[indicator].add(fold(words["budgets_told"]["account"]))
    return found


def same_rows(one: Indicator | None, other: Indicator | None) -> bool:
    """Say whether two versions of an entry find the same figures: they differ in names or examples at most."""
    if one is None or other is None:
        return one is other
    return one.model_dump(exclude=_OUTWARD) == other.model_dump(exclude=_OUTWARD)


def _parted(tail: str, text: str) -> bool:
    """Say whether the text holds an end of the term, and its beginning before a joint."""
    if tail[-1] not in text or tail[0] not in text:
        return False
    return any(
        tail[cut:] in text and any(tail[:cut] + joint in text for joint in _JOINTS)
        for cut in range(1, len(tail))
    )
