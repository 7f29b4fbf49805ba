"""Read the lines of a page: twice where they hold figures, with their places on the page and the size of their type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np

from pipeline.documents.printed.lines import PrintedLine
from pipeline.documents.scans.doubts import has_figures, marked
from pipeline.documents.scans.engine import Pixels, Points, Sign, signs_in
from pipeline.documents.scans.per_mille import with_per_mille
from pipeline.documents.scans.straightening import cut_out

_UPRIGHT = 2.5  # times as high as wide: characters below each other, which are not read
_TYPE = 0.8  # of the height of a box is that of its type
_CELL = 2.4  # heights of type between the middles of two characters: another cell begins
_GROWN = 0.06  # of its height that a box grows for the second reading
_SAME, _ALIKE = 0.16, 0.3  # share by which two measures of one type differ: of distances, of heights
_HIGH = 0.1  # the same of heights, where the distances tell of larger type
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PAPER, _INK = 70, 3  # percentiles of a line's shades that are paper and ink
_FAINT = 0.6  # of the way from ink to paper: what is paler shows through from the back, or is a stain


def lines_in(pixels: Pixels, box: Points) -> Iterator[PrintedLine]:
    """Yield the line that a box holds, or its parts where they stand far apart; nothing where nothing is read."""
    wide, high = np.linalg.norm(box[1] - box[0]), np.linalg.norm(box[3] - box[0])
    if high > _UPRIGHT * wide:
        return
    signs = _read(cut_out(pixels, box))
    if not signs:
        return
    again = _read(_evened(cut_out(pixels, _grown(box)))) if has_figures(signs) else []
    texts = marked(signs, again)
    left, right = float(box[[0, 3], 0].mean()), float(box[[1, 2], 0].mean())
    top, bottom = float(box[[0, 1], 1].mean()), float(box[[2, 3], 1].mean())
    places = [left + sign.place * (right - left) for sign in signs]
    gaps = [
        at
        for at, (one, next_) in enumerate(pairwise(places), 1)
        if next_ - one > _CELL * _TYPE * (bottom - top)
    ]
    for start, end in pairwise([0, *gaps, len(signs)]):
        size = _TYPE * (bottom - top)
        edges = _edges(
            places[start:end],
            left if start == 0 else places[start] - size / 2,
            right if end == len(signs) else places[end - 1] + size / 2,
        )
        kept = [at for at in range(start, end) if texts[at] != " " or _divides(texts, at)]
        yield PrintedLine(
            "".join(texts[at] for at in kept), (*(edges[at - start] for at in kept), edges[-1]), top, bottom
        )


def typed(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return lines as high as their type: the distance of its ideographs, which is steadier than the height of its ink.

    What is nearly as large as most of the page's type is as large as that.
    """
    sizes = [_distance(line) for line in lines]
    told = [
        (size, size / line.height, len(line.text)) for size, line in zip(sizes, lines, strict=True) if size
    ]
    share = median([ratio for _, ratio, count in told for _ in range(count)] or [_TYPE])
    usual = median(
        [size for size, _, count in told for _ in range(count)]
        or [line.height * share for line in lines]
        or [0.0]
    )
    found = []
    for size, line in zip(sizes, lines, strict=True):
        high = line.height * share
        own = size or high
        spaced = size > usual and abs(high - usual) < _HIGH * usual  # 比 上 年 增 长, to fill its line
        own = usual if spaced or abs(own - usual) < (_SAME if size else _ALIKE) * usual else own
        found.append(replace(line, top=line.middle - own / 2, bottom=line.middle + own / 2))
    return found


def _distance(line: PrintedLine) -> float:
    """Return the usual distance of the middles of two ideographs side by side, 0 where there are few."""
    middles = [(left + right) / 2 for left, right in pairwise(line.edges)]
    found = [
        middles[at + 1] - middles[at]
        for at, pair in enumerate(pairwise(line.text))
        if all(_HAN.match(sign) for sign in pair)
    ]
    size = sum(found) / len(found) if len(found) >= 4 else 0.0
    return size if size < line.height else 0.0


def _read(line: Pixels) -> list[Sign]:
    return _trimmed(with_per_mille(signs_in(line), line))


def _trimmed(signs: list[Sign]) -> list[Sign]:
    """Return the characters without the spaces around them."""
    seen = [at for at, sign in enumerate(signs) if sign.text.strip()]
    return signs[seen[0] : seen[-1] + 1] if seen else []


def _divides(texts: list[str], at: int) -> bool:
    """Say whether a space divides words: between two ideographs there is none."""
    return 0 < at < len(texts) - 1 and (texts[at - 1].isascii() or texts[at + 1].isascii())


def _edges(places: list[float], left: float, right: float) -> list[float]:
    """Return the left edges of characters of which the middles are known, and the right edge of the last."""
    middles = [(one + other) / 2 for one, other in pairwise(places)]
    return [left, *middles, right]


def _grown(box: Points) -> Points:
    """Return a box with more paper around it."""
    middle = box.mean(axis=0)
    high = float(np.linalg.norm(box[3] - box[0]))
    away = np.sign(box - middle) * high * _GROWN
    return np.asarray(box + away, np.float32)


def _evened(line: Pixels) -> Pixels:
    """Return a line with its paper white and its ink black, and what is faint taken for paper."""
    ink, paper = np.percentile(line, [_INK, _PAPER])
    if paper - ink < 8:
        return line
    shares = np.clip((line.astype(np.float32) - ink) / (paper - ink), 0, 1)
    return np.asarray(np.clip(shares / _FAINT, 0, 1) * 255, np.uint8)
