"""Tell terms that words around them make another thing: joined with one before, or cut by a bracket behind."""

from __future__ import annotations

from itertools import takewhile

from pipeline.reading import Reading
from pipeline.words import words_of

_AND = frozenset(words_of("bindings")["and"])
_ACTS = tuple(words_of("bindings")["acts"])
_PROJECTS: str = words_of("bindings")["gathered"][0]
_PARTS = tuple(words_of("bindings")["parts_in_brackets"])
_NEAR = 8  # tokens from a term to its figure
_SCOPES = frozenset(words_of("scopes")["printed"])


def joined_before(reading: Reading, index: int) -> str:
    """Return the act joined before a term of projects, or "": 「签约、开工项目共73个」 are neither alone."""
    token = reading.tokens[index]
    before = reading.tokens[index - 1] if index else None
    if before is None or reading.word(before) not in _AND or _PROJECTS not in reading.word(token):
        return ""
    behind = takewhile(lambda one: one.kind != "quantity", reading.tokens[index + 1 : index + _NEAR])
    if any(one.kind == "each" for one in behind):
        return ""  # 「签约、开工项目分别为9个、7个」
    words = (*_ACTS, *(act + _PROJECTS for act in _ACTS))
    return next((word for word in words if reading.text.endswith(word, reading.start, before.start)), "")


def part_in_bracket(reading: Reading, index: int) -> str:
    """Return what the bracket right behind a term cuts it down to, or "": 「粮食产量（夏粮）48.9万吨」."""
    close = reading.opens.get(index + 1)
    if close is None:
        return ""
    word = reading.text[reading.tokens[index + 1].end : reading.tokens[close].start]
    return word if word not in _SCOPES and (word.startswith(_PARTS) or word.endswith(_PARTS)) else ""
