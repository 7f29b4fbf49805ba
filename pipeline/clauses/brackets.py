"""Find the brackets of a sentence: round and square ones, and asides between long dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clauses.tokens import Token

_CLOSES = {"）": "（(", ")": "（(", "〕": "〔[", "]": "〔[", "】": "【"}
_OPENS = frozenset("（(〔[")
_HEADS = "【"  # 「【旅游】」 heads a paragraph, 「356万人次【其中过夜120万人次】」 is a bracket
_DASH, _LONG_DASH = "—", "——"
_ANY = re.compile(r"[（(〔\[【]|——")


def brackets(text: str, start: int, end: int, tokens: Sequence[Token]) -> tuple[list[int], dict[int, int]]:
    """Return for each token the opening mark of the bracket it stands in (-1: none), and where each opened one closes."""
    if not _ANY.search(text, start, end):
        return [-1] * len(tokens), {}
    inside: list[int] = []
    opens: dict[int, int] = {}
    open_at: list[int] = []
    for index, token in enumerate(tokens):
        mark = str(token.value) if token.kind == "mark" else ""
        opening = tokens[open_at[-1]].value if open_at else ""
        dashed = mark == _DASH and text.endswith(_LONG_DASH, start, token.end)
        closes = bool(opening) and (opening in _CLOSES.get(mark, "") or (dashed and opening == _DASH))
        if closes:
            opens[open_at.pop()] = index
        inside.append(open_at[-1] if open_at else -1)
        aside = dashed and not closes and _opens_part(text, end, tokens[index : index + 2])
        behind_figure = index > 0 and tokens[index - 1].kind == "quantity"
        if mark in _OPENS or aside or (mark == _HEADS and behind_figure):
            open_at.append(index)
    return inside, opens


def _opens_part(text: str, end: int, tokens: Sequence[Token]) -> bool:
    """Say whether a long dash opens an aside on a part: 「356万人次——其中过夜120万人次——增长8%」."""
    return tokens[-1].kind == "part" and text.find(_LONG_DASH, tokens[0].end, end) >= 0
