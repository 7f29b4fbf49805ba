"""Name by what they do in a clause the kinds of tokens: those that connect, own, tell of growth, open a clause."""

from __future__ import annotations

from pipeline.words import words_of

_KINDS = {name: frozenset(kinds) for name, kinds in words_of("roles").items()}

TRANSPARENT = _KINDS["anywhere"] | _KINDS["changes"] | _KINDS["before_term"]
LINKS = _KINDS["anywhere"] | _KINDS["to_level"]
GROWTH_LINKS = _KINDS["anywhere"] | _KINDS["changes"] | _KINDS["to_growth"]
CARRIES = _KINDS["anywhere"] | _KINDS["to_other_level"]
OWNERS = _KINDS["owners"]
OWNERS_AND_TIMES = OWNERS | {"period"}
GROWTH_WORDS = _KINDS["growth_words"]
OPENERS = _KINDS["openers"]
