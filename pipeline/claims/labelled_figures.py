"""Find figures that stand each beside a label of its own: 「清溪镇2亿元、白石镇（1亿元）」."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import lead_in_of
from pipeline.clauses.signs import Sign, joined, printed_sign, said, sign_tokens
from pipeline.clauses.tokens import Token
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.subjects import Subject

_TO_FIGURE = ("plain", "done", "up", "down", "base_year")
_COLONS, _BETWEEN = "：:", "、，,；;"
_NEAR = 4  # tokens from a label to its figure
_MOST = 60  # labels of a list


class Labelled(NamedTuple):
    """Name, by their indices, a label, its figure, and the last token of both; `sign` is 0 for a level."""

    label: int
    figure: int
    end: int
    sign: Sign


def labelled_from(state: BindingState, index: int) -> list[Labelled]:
    """Return the labels of one kind and their figures that follow one another from the figure at an index on."""
    tokens = state.sentence.tokens
    first = labelled_figure(state, index)
    members = [first] if first else []
    while members and len(members) < _MOST:
        at = members[-1].end + 1
        if at + 1 >= len(tokens) or not tokens[at].is_mark(_BETWEEN):
            break
        behind = range(at + 2, min(at + 2 + _NEAR, len(tokens)))
        figure = next((step for step in behind if tokens[step].kind == "quantity"), -1)
        member = labelled_figure(state, figure) if figure > 0 else None
        if member is None or member.label != at + 1 or tokens[at + 1].kind != tokens[members[0].label].kind:
            break
        members.append(member)
    return members


def labelled_figure(state: BindingState, figure: int) -> Labelled | None:
    """Return the label right before a figure, its growth word, or the bracket or colon that opens it: 「甲镇（2亿元）」."""
    sentence = state.sentence
    tokens, opening = sentence.tokens, figure - 1
    if sentence.opens.get(opening) == figure + 1:
        return _labelled(tokens, opening - 1, figure, figure + 1, 0)
    if opening > 0 and tokens[opening].is_mark(_COLONS):
        return _labelled(tokens, opening - 1, figure, figure, 0)
    signs = sign_tokens(sentence, figure)
    steps = range(figure - 1, max(-1, figure - 1 - _NEAR), -1)
    at = next(
        (step for step in steps if tokens[step] not in signs and tokens[step].kind not in _TO_FIGURE), -1
    )
    grows = any(token.kind in ("up", "down") for token in tokens[at + 1 : figure])
    sign: Sign = 0
    if grows:
        sign = joined(said(sentence, lead_in_of(sentence, figure)), printed_sign(sentence, figure))
    return _labelled(tokens, at, figure, figure, sign)


def _labelled(tokens: list[Token], label: int, figure: int, end: int, sign: Sign) -> Labelled | None:
    if label < 0 or tokens[label].kind not in ("place", "period", "subject"):
        return None
    value = tokens[label].value
    named = isinstance(value, Place | Period) or (isinstance(value, Subject) and bool(value.name))
    return Labelled(label, figure, end, sign) if named else None
