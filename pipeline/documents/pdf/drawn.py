"""Find what is drawn on a PDF page beside its text: the rules of tables, how much of it pictures cover, hidden text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from pipeline.documents.pdf.characters import Frame, address_of
from pipeline.documents.pdf.library import pdfium, raw
from pipeline.documents.printed.lines import Rule

_MOST_OBJECTS = 200_000  # looked at on a page; a map has a tenth of that
_MOST_SEGMENTS = 2_000  # of one path; a path with more is a drawing
_DEEPEST = 4  # forms in forms
_WHOLE = 0.9  # of a page that a picture of it covers: a scan has margins cut off
_THIN, _SHORTEST = 3.0, 4.0  # points: of a rule, breadth at most and length at least
_MOST_WHITE, _MOST_GROUNDS = 2_000, 500  # texts and filled areas of a page that are compared
_WHITE = 250  # of 255, in each colour
_PICTURED = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM)
_HIDDEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)

Matrix = tuple[float, float, float, float, float, float]
Edge = tuple[float, float, float, float]  # x0, y0, x1, y1 of the page, in any order
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawn:
    """Hold the rules of a page, the share of it that pictures cover, how many outlines it has.

    Some of its text may be `hidden`, and some `aslant`: turned, be it by quarters.
    `beneath` says that text lies under a picture of the whole page, where nobody sees it. `pale` holds the addresses of the
    texts that are printed white on white, which are hidden, too.
    """

    rules: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    outlines: int = 0
    hidden: bool = False
    aslant: bool = False
    beneath: bool = False
    pale: frozenset[int] = frozenset()


def drawn_on(page: pdfium.PdfPage, frame: Frame) -> Drawn:
    """Return what is drawn on a page; of more than 200,000 things only the first are looked at."""
    drawn = Drawn()
    width, height = frame.size
    written = False
    white: list[tuple[int, Rule]] = []
    for thing, matrix in _things(page):
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            written = True
            drawn.hidden = drawn.hidden or raw.FPDFTextObj_GetTextRenderMode(thing) in _HIDDEN
            drawn.aslant = drawn.aslant or _is_aslant(thing, matrix)
            if raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_FILL and _is_white(thing):
                white.append((address_of(thing), _seen(_bounds(thing, matrix), frame)))
        elif kind == raw.FPDF_PAGEOBJ_FORM:  # too deep to be looked into
            drawn.hidden = drawn.aslant = True
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            edges = list(_edges(thing, matrix))
            drawn.outlines += not edges
            drawn.rules += (rule for edge in edges if (rule := _rule(edge, frame)))
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            box = _seen(_bounds(thing, matrix), frame)
            across = min(box.right, width) - max(box.left, 0)
            down = min(box.bottom, height) - max(box.top, 0)
            share = max(0.0, across) * max(0.0, down) / (width * height)
            drawn.pictured += share
            whole = kind == raw.FPDF_PAGEOBJ_IMAGE and share >= _WHOLE
            drawn.beneath |= written and whole and not raw.FPDFPageObj_HasTransparency(thing)
    if white:
        grounds = list(islice(_grounds(page, frame), _MOST_GROUNDS))
        many = (
            len(grounds) == _MOST_GROUNDS or len(white) > _MOST_WHITE
        )  # a drawing, on which nobody can tell
        drawn.pale = frozenset(
            at for at, box in white if not many and not any(_meet(box, one) for one in grounds)
        )
        drawn.hidden |= bool(drawn.pale)
    return drawn


def _grounds(page: pdfium.PdfPage, frame: Frame) -> Iterator[Rule]:
    """Yield the boxes of what white letters can be seen on: pictures, and areas that are filled with a colour."""
    for thing, matrix in _things(page):
        kind = raw.FPDFPageObj_GetType(thing)
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        filled = (
            kind == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPath_GetDrawMode(thing, mode, stroke) and mode.value
        )
        if kind in _PICTURED or (filled and not _is_white(thing)):
            yield _seen(_bounds(thing, matrix), frame)


def _is_white(thing: raw.FPDF_PAGEOBJECT) -> bool:
    channels = tuple(ctypes.c_uint() for _ in range(4))
    told = raw.FPDFPageObj_GetFillColor(thing, *channels)
    return bool(told) and all(one.value >= _WHITE for one in channels[:3])


def _meet(one: Rule, other: Rule) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0 and min(one.bottom, other.bottom) > max(one.top, other.top)


def _things(page: pdfium.PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """Yield the objects of a page and of its forms, with the matrix that leads from theirs to the page's coordinates."""
    count = min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    waiting = [(raw.FPDFPage_GetObject(page.raw, n), _SAME, 0) for n in reversed(range(count))]
    left = _MOST_OBJECTS
    while waiting and left:
        thing, matrix, depth = waiting.pop()
        left -= 1
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_FORM or depth == _DEEPEST:
            yield thing, matrix
        else:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(thing, own)
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            inside = min(max(0, raw.FPDFFormObj_CountObjects(thing)), left)
            waiting += [
                (raw.FPDFFormObj_GetObject(thing, n), inner, depth + 1) for n in reversed(range(inside))
            ]


def _is_aslant(text: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> bool:
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(text, own)
    a, b, c, *_ = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    return a <= 0 or b != 0 or c != 0


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(thing: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Edge:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return (*_moved(left.value, bottom.value, matrix), *_moved(right.value, top.value, matrix))


def _edges(path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[Edge]:
    """Yield the straight lines that a path draws: strokes, and filled boxes, which are lines where they are thin."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    count = raw.FPDFPath_CountSegments(path)
    if not (mode.value or stroke.value) or not 2 <= count <= _MOST_SEGMENTS:
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, own)
    inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for points in _subpaths(path, count, inner):
        if stroke.value:
            yield from ((*one, *other) for one, other in pairwise(points))
        else:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            yield min(xs), min(ys), max(xs), max(ys)


def _subpaths(path: raw.FPDF_PAGEOBJECT, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of a path that has straight sides only."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    straight = True
    for n in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, n)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(_moved(x.value, y.value, matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _seen(edge: Edge, frame: Frame) -> Rule:
    (x0, y0), (x1, y1) = frame.at(edge[0], edge[1]), frame.at(edge[2], edge[3])
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _rule(edge: Edge, frame: Frame) -> Rule | None:
    """Return a line as the page is seen, None where it is short, aslant or a box."""
    seen = _seen(edge, frame)
    across, down = seen.right - seen.left, seen.bottom - seen.top
    return seen if min(across, down) <= _THIN and max(across, down) >= _SHORTEST else None
