"""Part what was found as one line and is several: cells between rules, columns with a narrow gutter.

Rules are taken away: one beside a figure is read as a 1.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.printed.lines import Rule
from pipeline.documents.scans.engine import Pixels, Points
from pipeline.documents.scans.straightening import cut_out

_LONG = 2.5  # heights of a line of text: what is longer is no stroke of a character
_APART = 0.8  # of the height of a box: white so broad is a gutter, or the space between two cells
_SPECK = 2  # pixels: what is broader or higher is no speck
_FAINT = 0.35  # of the ink of the page's lines: what has less shows through from the back
_THICK = 0.5  # heights of a line of text: what is thicker is a picture


def without_rules(picture: Pixels, boxes: list[Points]) -> tuple[Pixels, list[Rule]]:
    """Return a page without its level and upright rules, and these; the page's own text says what is long."""
    import cv2

    if not boxes:
        return picture, []
    height = median(float(np.linalg.norm(box[3] - box[0])) for box in boxes)
    long, thick = max(40, round(height * _LONG)), max(4.0, height * _THICK)
    block = max(15, round(height)) | 1
    ink = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12)
    rules: list[Rule] = []
    taken = np.zeros_like(ink)
    for across in (True, False):
        spread = cv2.dilate(ink, np.ones((3, 1) if across else (1, 3), np.uint8))
        strokes = cv2.morphologyEx(
            spread, cv2.MORPH_OPEN, np.ones((1, long) if across else (long, 1), np.uint8)
        )
        count, marks, told, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
        for number in range(1, count):
            left, top, wide, high, area = (int(value) for value in told[number])
            run = wide if across else high
            if area / run <= thick and (high if across else wide) <= max(2 * thick, run * 0.05):
                rules.append(Rule(left, top, left + wide, top + high))
                taken[marks == number] = 255
    if not rules:
        return picture, []
    paper = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((block, block), np.uint8))
    taken = cv2.dilate(taken, np.ones((3, 3), np.uint8))
    return np.where(taken > 0, paper, picture).astype(np.uint8), rules


def parted(box: Points, rules: list[Rule]) -> list[Points]:
    """Return the parts of a box between the upright rules that cross it: cells that were found as one line."""
    (left, right), (top, bottom) = ((float(box[:, side].min()), float(box[:, side].max())) for side in (0, 1))
    margin = (bottom - top) * 0.4
    cuts = sorted(
        (rule.left + rule.right) / 2
        for rule in rules
        if not rule.level
        and rule.top < (top + bottom) / 2 < rule.bottom
        and left + margin < (rule.left + rule.right) / 2 < right - margin
    )
    return between(box, cuts)


def apart(picture: Pixels, box: Points) -> list[Points]:
    """Return the parts of a box between broad white spaces, each no wider than its ink."""
    line = cut_out(picture, box)
    height, width = line.shape
    ink, paper = np.percentile(line, [2, 75])
    if paper - ink < 8:
        return [box]
    inked = np.flatnonzero(_without_specks(line < (ink + 2 * paper) / 3).any(axis=0))
    if not len(inked):
        return []
    breaks = np.flatnonzero(np.diff(inked) > _APART * height)
    starts, ends = [inked[0], *inked[breaks + 1]], [*inked[breaks], inked[-1]]
    margin = 0.08 * height
    return [
        _part(box, max(0.0, (start - margin) / width), min(1.0, (end + 1 + margin) / width))
        for start, end in zip(starts, ends, strict=True)
    ]


def _without_specks(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what is dark without specks, which are short and narrow: a comma and a thin 1 stay."""
    import cv2

    _, marks, told, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), connectivity=8)
    stroke = (told[:, cv2.CC_STAT_WIDTH] > _SPECK) | (told[:, cv2.CC_STAT_HEIGHT] > _SPECK)
    stroke[0] = False  # the paper
    return np.asarray(stroke[marks])


def of_this_side(picture: Pixels, boxes: list[Points]) -> list[Points]:
    """Return the boxes without those whose ink is so faint beside that of most that it shows through from the back."""
    inks = [_ink(cut_out(picture, box)) for box in boxes]
    least = _FAINT * median(inks) if inks else 0.0
    return [box for box, ink in zip(boxes, inks, strict=True) if ink >= least]


def _ink(line: Pixels) -> float:
    """Return how much darker than its paper the ink of a line is, as a share of the paper, whatever the light."""
    ink, paper = np.percentile(line, [3, 75])
    return float((paper - ink) / max(paper, 1))


def between(box: Points, cuts: list[float]) -> list[Points]:
    """Return the parts of a box between upright cuts at these places from the left of the page."""
    left, right = float(box[[0, 3], 0].mean()), float(box[[1, 2], 0].mean())
    if not cuts or right <= left:
        return [box]
    shares = [0.0, *((cut - left) / (right - left) for cut in cuts), 1.0]
    return [_part(box, begin, end) for begin, end in pairwise(shares)]


def _part(box: Points, begin: float, end: float) -> Points:
    """Return the part of a box between two shares of its width."""
    above, below = box[1] - box[0], box[2] - box[3]
    corners = [box[0] + above * begin, box[0] + above * end, box[3] + below * end, box[3] + below * begin]
    return np.array(corners, np.float32)
