"""Tell ‰ from %, which the model of characters takes for one: it reads 6.35‰ as 6.35%0, and small type as 6.35%.

Each % behind a digit is looked at twice more, stretched, so that a third ring is seen where there is one. Where the looks
differ, the sign is doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.documents.scans.engine import Pixels, Sign, signs_in

PER_MILLE = "‰"
_PER_CENT = frozenset("%％‰")
_RING = frozenset("0oOQ°₀")  # what the third ring is read as
_STOP = frozenset("。.")  # may be read as a ring, too
_STRETCHED = (1.6, 2.2)  # times as wide
_AROUND = 0.45  # heights of the line around the middles of the digit before and of the sign behind


def with_per_mille(signs: Sequence[Sign], line: Pixels) -> list[Sign]:
    """Return the characters of a line with ‰ where one stands, and no certainty of a % that may be one."""
    found: list[Sign] = []
    for at, sign in enumerate(signs):
        before = signs[at - 1].text if at else ""
        if found and found[-1].text == PER_MILLE and before in _PER_CENT and sign.text in _RING:
            continue  # its third ring
        if sign.text in _PER_CENT and before.isdecimal():
            found.append(_looked_at(line, signs, at))
        else:
            found.append(sign)
    return found


def _looked_at(line: Pixels, signs: Sequence[Sign], at: int) -> Sign:
    """Return a % as what it is after two more looks at it."""
    looks = [_looks_ringed(line, signs, at, times) for times in _STRETCHED]
    if all(looks):
        return replace(signs[at], text=PER_MILLE)
    return replace(signs[at], sure=0.0) if looks[0] or _is_ringed(signs, at) else signs[at]


def _is_ringed(signs: Sequence[Sign], at: int) -> bool:
    """Say whether a third ring was read behind a %."""
    return at + 1 < len(signs) and signs[at + 1].text in _RING


def _looks_ringed(line: Pixels, signs: Sequence[Sign], at: int, times: float) -> bool:
    """Say whether a third ring is read behind a % where its surroundings are stretched."""
    import cv2

    height, width = line.shape
    behind = at + (2 if _is_ringed(signs, at) else 1)
    stop = behind < len(signs) and signs[behind].text in _STOP
    left = signs[at - 1].place * width - _AROUND * height
    right = (signs[behind].place * width if behind < len(signs) else width) + _AROUND * height
    part = line[:, max(0, round(left)) : round(right)]
    again = signs_in(
        np.asarray(cv2.resize(part, None, fx=times, fy=1, interpolation=cv2.INTER_CUBIC), np.uint8)
    )
    return any(
        sign.text in _PER_CENT and _is_ringed(again, number) and (not stop or len(again) > number + 2)
        for number, sign in enumerate(again)
    )
