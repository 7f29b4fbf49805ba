"""Tell counts of public or private schools and hospitals alone: 「公办幼儿园12所，在园幼儿3000人」."""

from __future__ import annotations

import re

from pipeline.claims.pair import Pair
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS = words_of("bindings")["ownership_kinds"]
_GROUPS = frozenset(_WORDS["groups"])
_HELD = re.compile(alternation(_WORDS["held"]))
_OWNERS = ("own", "place", "subject")


def of_one_ownership(pair: Pair) -> bool:
    """Say whether an item is about those of one ownership: 「公立中小学18所（其中：小学13所）」, 「公办园12所，在园幼儿」.

    Behind 其中 they are some of those told before, and what goes on behind them may be of all.
    """
    if pair.entry.group not in _GROUPS or pair.entry.kind != "stock":
        return False
    held = False
    for token in pair.sentence.leading_openly(pair.tokens[pair.mention].start):
        if token.kind in _OWNERS or token.is_mark("；;"):
            held = False
        elif token.kind == "part" and not held:
            return False
        elif token.kind == "rest":
            held = held or _HELD.search(pair.sentence.word(token)) is not None
    return held
