"""Doubt characters: put □ where a figure was not read with certainty, so that it gives no row; never guess.

A wrong figure is worse than a missing one. A figure's character is kept only where two readings of its line (as it is, and
with paper and ink made even) agree on it, both are sure, nothing may hide between two digits, and no letter or sign that
digits are taken for stands among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import mean, median

from pipeline.documents.scans.engine import Sign

UNREAD = "□"  # the mark that print has for a character that cannot be read; quantities beside it are refused
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_POINTS = frozenset(".,．，·:：")  # inside a number; outside they end a clause
_MARKS = frozenset("%％‰+-－—–~～＋")
_LIKE = {
    **dict.fromkeys("－–—", "-"),
    "％": "%",
    "～": "~",
}  # signs printed alike, which say the same of a figure
_UNITS = frozenset("万亿千百十元")
_TAKEN_FOR = frozenset(
    "lIiOoQDSsBZzbqg|!º°±∂ε<>≤≥=¥$&@#*^_?？[]{}\\/§"
)  # what digits, points and % are read as
_SURE, _SURE_TWICE, _LEGIBLE, _LINE = 0.97, 0.85, 0.5, 0.7
_HIDDEN = 0.03  # how likely a sign may be that may stand unseen between two digits
_WIDE = 1.8  # usual distances of two digits: where they are farther apart a point may have been lost


def has_figures(signs: Sequence[Sign]) -> bool:
    """Say whether there are digits in a line."""
    return any(sign.text in _DIGITS for sign in signs)


def marked(signs: Sequence[Sign], again: Sequence[Sign]) -> list[str]:
    """Return the characters of a line, UNREAD where they are doubtful; `again` is the second reading of one with figures.

    A line of which little is sure is no text: all of it is UNREAD.
    """
    if mean(sign.sure for sign in signs) < _LINE:
        return [UNREAD] * len(signs)
    doubtful = {at for at, sign in enumerate(signs) if sign.sure < _LEGIBLE and sign.text != " "}
    figures = [at for at in range(len(signs)) if _counts(signs, at)]
    doubtful |= {at for at in figures if signs[at].sure < _SURE_TWICE}
    if has_figures(signs):
        doubtful |= _unlike(signs, again, figures)
        doubtful |= _apart(signs)
    doubtful |= {
        near for at in figures if at - 1 in figures and signs[at].hidden > _HIDDEN for near in (at - 1, at)
    }
    doubtful |= _odd(signs)
    return [UNREAD if at in doubtful else sign.text for at, sign in enumerate(signs)]


def _counts(signs: Sequence[Sign], at: int) -> bool:
    """Say whether a character belongs to a figure: a digit, or what stands beside one and changes what it says."""
    text = signs[at].text
    if text in _DIGITS:
        return True
    before = at > 0 and signs[at - 1].text in _DIGITS
    after = at + 1 < len(signs) and signs[at + 1].text in _DIGITS
    if text in _POINTS:
        return before and after
    if text in _MARKS:
        return before or after
    return text in _UNITS and (before or (at > 0 and signs[at - 1].text in _UNITS))


def _unlike(signs: Sequence[Sign], again: Sequence[Sign], figures: list[int]) -> set[int]:
    """Return the characters of figures that the second reading does not give, or neither reading is sure of."""
    first, second = ([_LIKE.get(sign.text, sign.text) for sign in read] for read in (signs, again))
    alike = SequenceMatcher(None, first, second, autojunk=False)
    found: dict[int, Sign] = {}
    for block in alike.get_matching_blocks():
        found |= {block.a + step: again[block.b + step] for step in range(block.size)}
    seams = _seams(alike.get_opcodes())
    sure = {at for at in figures if at in found and max(signs[at].sure, found[at].sure) >= _SURE
            and min(signs[at].sure, found[at].sure) >= _SURE_TWICE}  # fmt: skip
    return {at for at in figures if at not in sure or at in seams}


def _seams(steps: Sequence[tuple[str, int, int, int, int]]) -> set[int]:
    """Return the characters on both sides of where the second reading has one more."""
    return {at for kind, start, _, _, _ in steps if kind == "insert" for at in (start - 1, start)}


def _apart(signs: Sequence[Sign]) -> set[int]:
    """Return digits that stand farther apart than digits do: a point may have been lost between them."""
    pairs = [(at, right.place - left.place) for at, (left, right) in enumerate(pairwise(signs))
             if left.text in _DIGITS and right.text in _DIGITS]  # fmt: skip
    if len(pairs) < 3:
        return set()
    usual = median(distance for _, distance in pairs)
    return {near for at, distance in pairs if distance > _WIDE * usual for near in (at, at + 1)}


def _odd(signs: Sequence[Sign]) -> set[int]:
    """Return stretches of digits with a letter or a sign among them that digits are taken for: 1O.5, 3.6%0, l2.4."""
    doubtful: set[int] = set()
    start = 0
    while start < len(signs):
        end = start
        while end < len(signs) and signs[end].text in _DIGITS | _POINTS | _MARKS | _TAKEN_FOR:
            end += 1
        stretch = "".join(sign.text for sign in signs[start:end])
        if not _DIGITS.isdisjoint(stretch) and _is_odd(stretch):
            inner = len(stretch.rstrip("".join(_POINTS)))  # the comma behind it divides the clauses
            doubtful |= set(range(start, start + inner))
        start = max(end, start + 1)
    return doubtful


def _is_odd(stretch: str) -> bool:
    """Say whether digits stand beside a look-alike, or behind a per cent sign: ‰ is read as %0."""
    pairs = [*pairwise(stretch)]
    beside = any((left in _DIGITS and right in _TAKEN_FOR) or (left in _TAKEN_FOR and right in _DIGITS)
                 for left, right in pairs)  # fmt: skip
    return beside or any(left in "%％‰" and right in _DIGITS for left, right in pairs)
