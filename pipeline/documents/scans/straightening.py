"""Turn a page upright: one that lies askew on the glass by a few degrees, on its side, or upside down."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.scans.engine import Pixels, Points, boxes_in, signs_in

_LEAST, _MOST = (
    0.15,
    10.0,
)  # degrees; what is less shifts a line by less than its height, more is no page on a glass
_TRIED = 5  # lines that tell whether a page stands on its head
_SURE = 0.85  # how sure the characters of a page are on the whole that does not


@dataclass(frozen=True, slots=True)
class Upright:
    """Be a page as it is read: its pixels, the boxes of its lines, and the way back to places of the original.

    `back` is that of a PrintedPage.
    """

    pixels: Pixels
    boxes: list[Points]
    back: tuple[float, ...]


def upright(picture: Pixels) -> Upright:
    """Return a page so that its lines are level and its characters stand."""
    quarters, boxes = 0, boxes_in(picture)
    if _lies(boxes):
        quarters, picture = 1, np.rot90(picture).copy()
        boxes = boxes_in(picture)
    if _stands_on_its_head(picture, boxes):
        quarters, picture = quarters + 2, np.rot90(picture, 2).copy()
        height, width = picture.shape
        boxes = [np.array([width, height], np.float32) - box[[2, 3, 0, 1]] for box in boxes]
    level, boxes, levelled = _level(picture, boxes)
    back = _shares(picture, quarters) @ np.vstack([levelled, [0, 0, 1]])
    return Upright(level, boxes, tuple(back.ravel().tolist()))


def _extent(box: Points) -> tuple[float, float]:
    """Return how wide and how high a box is."""
    return float(np.linalg.norm(box[1] - box[0])), float(np.linalg.norm(box[3] - box[0]))


def _lies(boxes: list[Points]) -> bool:
    """Say whether most of the text runs up or down the page."""
    extents = [_extent(box) for box in boxes]
    return sum(high for wide, high in extents if high > 2 * wide) > sum(
        wide for wide, high in extents if wide > 2 * high
    )


def _stands_on_its_head(picture: Pixels, boxes: list[Points]) -> bool:
    """Say whether the longest lines are read with more certainty the other way up."""
    longest = sorted(boxes, key=lambda box: _extent(box)[0], reverse=True)[:_TRIED]
    lines = [cut_out(picture, box) for box in longest]
    as_is = _certainty(lines)
    return as_is < _SURE and _certainty([np.rot90(line, 2).copy() for line in lines]) > as_is + 0.1


def _certainty(lines: list[Pixels]) -> float:
    signs = [sign.sure for line in lines for sign in signs_in(line)]
    return sum(signs) / len(signs) if signs else 0.0


def _level(picture: Pixels, boxes: list[Points]) -> tuple[Pixels, list[Points], NDArray[np.float64]]:
    """Return the page with its lines level, their boxes, and the matrix that leads from there to the page as it was."""
    import cv2

    angle = _slope(boxes)
    height, width = picture.shape
    if not _LEAST <= abs(angle) <= _MOST:
        return picture, boxes, np.array([[1.0, 0, 0], [0, 1.0, 0]])
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    wider = round(width * abs(turn[0, 0]) + height * abs(turn[0, 1]))
    higher = round(height * abs(turn[0, 0]) + width * abs(turn[0, 1]))
    turn[:, 2] += (wider - width) / 2, (higher - height) / 2
    level = cv2.warpAffine(
        picture, turn, (wider, higher), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    moved = [(box @ turn[:, :2].T + turn[:, 2]).astype(np.float32) for box in boxes]
    return np.asarray(level, np.uint8), moved, np.asarray(cv2.invertAffineTransform(turn), np.float64)


def _slope(boxes: list[Points]) -> float:
    """Return by how many degrees the lines fall to the right, long lines counted for more; 0 where none tells."""
    lines = [(box[1] - box[0], *_extent(box)) for box in boxes]
    told = sorted(
        (math.degrees(math.atan2(float(run[1]), float(run[0]))), wide)
        for run, wide, high in lines
        if wide > 5 * high
    )
    half, passed = sum(wide for _, wide in told) / 2, 0.0
    for angle, wide in told:
        passed += wide
        if passed >= half:
            return angle
    return 0.0


def _shares(picture: Pixels, quarters: int) -> NDArray[np.float64]:
    """Return the matrix from the pixels of a page that was turned by quarters to shares of the page before."""
    height, width = picture.shape
    across, down = [1 / width, 0.0, 0.0], [0.0, 1 / height, 0.0]
    opposite = {"across": [-1 / width, 0.0, 1.0], "down": [0.0, -1 / height, 1.0]}
    ways = {
        0: (across, down),
        1: (opposite["down"], across),
        2: (opposite["across"], opposite["down"]),
        3: (down, opposite["across"]),
    }
    return np.array(ways[quarters % 4])


def cut_out(picture: Pixels, box: Points) -> Pixels:
    """Return what a box of a page holds, its corners made right angles."""
    import cv2

    wide, high = (max(2, round(side)) for side in _extent(box))
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    way = cv2.getPerspectiveTransform(box, corners)
    line = cv2.warpPerspective(
        picture, way, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(line, np.uint8)
