"""Cut a page along its white space: into columns, and where headlines stand over columns, into strips of them.

A page is cut upright where a white stripe runs down all of it between columns of prose; else it is cut level, so that each
strip has such a stripe or none, and the strips are cut in turn (recursive XY cut). What is a table is not cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Protocol

from pipeline.datelines import signature
from pipeline.documents.printed.lines import PrintedLine
from pipeline.lines.folding import fold

_GUTTER = 0.8  # em between two columns at least
_MOST_HEADS = 6  # lines of headlines
_INWARD = 3  # em further in than its column: no first line of a paragraph
_CENTRED = (
    0.6  # em of what the two ends of a line in the middle leave, by which they may differ, and at least
)
_WORDS_APART = 2.5  # em between the office and the day of a dateline at most
_DEEPEST = 12  # cuts in cuts
_SHORTEST = 6  # characters of a line of prose in a column
_FILLED = 0.75  # of the column's width: a line that fills it
_SHRUNK = 0.2  # of a line's height that may lie over another line without the two being one row
_LEVEL = 0.3  # em between the middles of what stands in one line
_APART = (
    1.4  # of the usual distance of lines: more divides what belongs to the columns above from what follows
)
_CROSSING = 0.2  # of the lines of a part may lie over the white stripe that else divides it
_WORDS = re.compile(r"[\u4e00-\u9fff]|[，。；]$")
_PAUSES = "，。；、"
Gap = tuple[float, float]


class Item(Protocol):
    """Be something on a page that is not cut: a printed line, a ruled table."""

    @property
    def left(self) -> float: ...  # noqa: D102
    @property
    def right(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Block:
    """Be what is read without leaving its column: rows from above, each of one thing or of several beside each other."""

    rows: tuple[tuple[Item, ...], ...]


def in_order(items: Sequence[Item]) -> list[Block]:
    """Return what stands on a page as blocks in the order in which they are read."""
    if not items:
        return []
    em = _type_of(items)
    return [Block(_rows(part)) for part in _cut(list(items), em, (), 0)]


def _type_of(items: Sequence[Item]) -> float:
    """Return the usual height of the type."""
    heights = [item.bottom - item.top for item in items if isinstance(item, PrintedLine)]
    return median(heights) if heights else 10.0


def _cut(items: list[Item], em: float, known: tuple[Gap, ...], depth: int) -> Iterator[list[Item]]:
    """Yield the parts of a part of a page in order; `known` are white stripes that divide columns around it."""
    if len(items) < 2 or depth > _DEEPEST:
        yield items
        return
    heads, items = _heads(items, em)
    if heads:
        yield heads
    gaps = _gaps(items, _GUTTER * em)
    if gaps and _are_columns(groups := _divided(items, gaps), gaps, known):
        for group in groups:
            yield from _cut(group, em, known, depth + 1)
        return
    strips = list(_strips(items, em))
    if len(strips) == 1:
        yield from _around_crossing(items, em, known, depth)
        return
    sure = [gaps for strip, gaps in strips if gaps and _are_columns(_divided(strip, gaps), gaps, known)]
    dividing = known + tuple(gap for gaps in sure for gap in gaps)
    solid: list[Item] = []
    for strip, gaps in strips:
        if gaps and _are_columns(_divided(strip, gaps), gaps, dividing):
            if solid:
                yield from _around_crossing(solid, em, known, depth)
            solid = []
            yield from _cut(strip, em, dividing, depth + 1)
        else:
            solid += strip
    if solid:
        yield from _around_crossing(solid, em, known, depth)


def _heads(items: list[Item], em: float) -> tuple[list[Item], list[Item]]:
    """Part the headlines over all columns from what stands below them.

    They stand alone in their rows at the head: over a white stripe that divides what is below, or in the middle or at the
    side of the page where no line of the column below stands: a dateline over three columns.
    """
    bands = _bands(items)
    left, right = min(item.left for item in items), max(item.right for item in items)
    count = 0
    for n, band in enumerate(bands[:_MOST_HEADS], start=1):
        pieces = sorted((item for item in band if isinstance(item, PrintedLine)), key=attrgetter("left"))
        apart = any(after.left - before.right > _WORDS_APART * em for before, after in pairwise(pieces))
        if len(pieces) < len(band) or apart or n == len(bands):
            break
        below = _joined(bands[n:])
        gaps = _gaps(below, _GUTTER * em)
        # begun before a column, it reaches into it
        crossing = any(line.left < end - 0.5 * em < line.right for line in pieces for _, end in gaps)
        if crossing or (n == count + 1 and gaps and _stands_over(pieces, below, gaps)):
            count = n
        elif abs(pieces[0].left + pieces[-1].right - left - right) > 3 * em:
            break
    return _joined(bands[:count]), _joined(bands[count:])


def _stands_over(pieces: Sequence[PrintedLine], below: Sequence[Item], gaps: Sequence[Gap]) -> bool:
    """Say whether a line at the head of columns is none of theirs: an office, a day, words further in than a paragraph."""
    columns = _divided(below, gaps)
    spoken = any(pause in piece.text for piece in pieces for pause in _PAUSES)
    if spoken or not _are_columns(columns, gaps, ()):
        return False
    if any(signature().fullmatch(fold(piece.text)) for piece in pieces):
        return True
    first, last, em = pieces[0], pieces[-1], pieces[0].height
    at, end = (sum(piece.left >= stop for _, stop in gaps) for piece in (first, last))
    before = first.left - min(item.left for item in columns[at])
    behind = max(item.right for item in columns[end]) - last.right
    if at != end:
        return min(before, behind) > _INWARD * em
    return before > (_CENTRED if abs(before - behind) < _CENTRED * em else _INWARD) * em


def _gaps(items: Sequence[Item], least: float) -> list[Gap]:
    """Return the white stripes between things, at least so broad, that run down all of them."""
    gaps: list[Gap] = []
    end = None
    for item in sorted(items, key=attrgetter("left")):
        if end is not None and item.left - end >= least:
            gaps.append((end, item.left))
        end = item.right if end is None else max(end, item.right)
    return gaps


def _divided(items: Sequence[Item], gaps: Sequence[Gap]) -> list[list[Item]]:
    """Return things by the white stripes that they stand between, from left to right; none of them lies over one."""
    groups: list[list[Item]] = [[] for _ in range(len(gaps) + 1)]
    for item in items:
        groups[sum((item.left + item.right) / 2 > (start + end) / 2 for start, end in gaps)].append(item)
    return [group for group in groups if group]


def _are_columns(groups: Sequence[Sequence[Item]], gaps: Sequence[Gap], known: Sequence[Gap]) -> bool:
    """Say whether parts beside each other are columns that are read one after the other, not those of a table."""
    if len(groups) < 2:
        return False
    prose = [_is_prose(group) for group in groups]
    if all(prose):
        return True
    if all(prose[:-1]) and _is_tail(groups[-1], groups[:-1]):
        return True
    if known and all(any(_same(gap, other) for other in known) for gap in gaps):
        return True
    others = [
        item
        for group, is_prose in zip(groups, prose, strict=True)
        for item in group
        if not is_prose and isinstance(item, PrintedLine)
    ]
    texts = [item for group, is_prose in zip(groups, prose, strict=True) if is_prose for item in group]
    return bool(texts) and not _beside(others, texts)


def _is_tail(group: Sequence[Item], columns: Sequence[Sequence[Item]]) -> bool:
    """Say whether a part is the last column of prose, of which only a few lines are left: they say something in words."""
    lines = [item for item in group if isinstance(item, PrintedLine)]
    return len(lines) * 2 <= min(map(len, columns)) and all(_WORDS.search(line.text) for line in lines)


def _same(one: Gap, other: Gap) -> bool:
    """Say whether two white stripes are one: their common part is most of the narrower one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common >= 0.8 * min(one[1] - one[0], other[1] - other[0])


def _is_prose(group: Sequence[Item]) -> bool:
    """Say whether a part is lines of prose: long enough, filling their width or with the pauses of sentences."""
    lines = [item for item in group if isinstance(item, PrintedLine)]
    if len(lines) < 2 or median(len(line.text) for line in lines) < _SHORTEST:
        return False
    text = "".join(line.text for line in lines)
    if sum(map(text.count, _PAUSES)) * 3 >= len(lines):
        return True
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    filling = sum(line.right - line.left >= _FILLED * (right - left) for line in lines)
    figures = sum(map(str.isdigit, text))
    return len(lines) > 2 and filling * 5 >= len(lines) * 3 and figures * 3 < len(text)


def _beside(others: Sequence[Item], texts: Sequence[Item]) -> bool:
    """Say whether most of some things stand in one line with others: cells of their rows."""
    middles = [(text.top + text.bottom) / 2 for text in texts]
    level = sum(
        any(
            abs((other.top + other.bottom) / 2 - middle) < _LEVEL * (other.bottom - other.top)
            for middle in middles
        )
        for other in others
    )
    return level * 2 > len(others)


def _strips(items: Sequence[Item], em: float) -> Iterator[tuple[list[Item], list[Gap]]]:
    """Yield the largest strips from above that have a white stripe running down them, or none, with these stripes."""
    left, right = min(item.left for item in items), max(item.right for item in items)
    least = _GUTTER * em
    strip: list[list[Item]] = []
    free: list[Gap] = []
    inside: list[Gap] = []  # stripes of the strip so far; none where it is solid
    for row in _bands(items):
        white = _free(row, left, right, least)
        own = _inside(white, row)
        if strip and inside:
            common = _common(free, white, least)
            if kept := _inside(common, [item for other in [*strip, row] for item in other]):
                strip.append(row)
                free, inside = common, kept
                continue
            carried = _carried(strip)
            yield _joined(strip), inside
            strip, inside = carried, []
        if own:
            first = _leading(strip, row, own)
            if strip[:first]:
                yield _joined(strip[:first]), []
            strip, free, inside = [*strip[first:], row], white, own
            for before in strip[:-1]:
                free = _common(free, _free(before, left, right, least), least)
        else:
            strip.append(row)
    yield _joined(strip), inside


def _joined(rows: Sequence[Sequence[Item]]) -> list[Item]:
    return [item for row in rows for item in row]


def _leading(strip: list[list[Item]], row: Sequence[Item], gaps: Sequence[Gap]) -> int:
    """Return from which on the last rows of a strip belong to the columns below: the first lines of one that begins higher.

    They follow each other as lines do, and stand behind the first white stripe.
    """
    first, below = len(strip), min(item.top for item in row)
    while first:
        before = strip[first - 1]
        height = max(item.bottom - item.top for item in before)
        behind = all(item.left >= gaps[0][1] for item in before)
        crossing = any(item.left < start and item.right > end for item in before for start, end in gaps)
        if not behind or crossing or below - max(item.bottom for item in before) > height:
            break
        first -= 1
        below = min(item.top for item in before)
    return first


def _carried(strip: list[list[Item]]) -> list[list[Item]]:
    """Take the last rows from a strip of columns that belong to what follows: a heading some way below the columns."""
    if len(strip) < 3:
        return []
    starts = [min(item.top for item in row) for row in strip]
    ends = [max(item.bottom for item in row) for row in strip]
    usual = median(after - before for before, after in pairwise(starts))
    if len(strip[-1]) == 1 and starts[-1] - starts[-2] > _APART * usual and starts[-1] > ends[-2]:
        return [strip.pop()]
    return []


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Return things in rows from above that no level line can be drawn through without cutting something."""
    bands: list[list[Item]] = []
    end = 0.0
    for item in sorted(items, key=attrgetter("top")):
        shrunk = _SHRUNK * (item.bottom - item.top) if isinstance(item, PrintedLine) else 0.0
        if bands and item.top + shrunk < end:
            bands[-1].append(item)
            end = max(end, item.bottom - shrunk)
        else:
            bands.append([item])
            end = item.bottom - shrunk
    return bands


def _free(row: Sequence[Item], left: float, right: float, least: float) -> list[Gap]:
    """Return where nothing of a row stands between two edges."""
    free: list[Gap] = []
    at = left
    for item in sorted(row, key=attrgetter("left")):
        if item.left - at >= least:
            free.append((at, item.left))
        at = max(at, item.right)
    if right - at >= least:
        free.append((at, right))
    return free


def _common(one: Sequence[Gap], other: Sequence[Gap], least: float) -> list[Gap]:
    """Return where both are free."""
    common = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(start, end) for start, end in common if end - start >= least]


def _inside(gaps: Sequence[Gap], items: Sequence[Item]) -> list[Gap]:
    """Return the gaps that something stands on both sides of."""
    left, right = min(item.left for item in items), max(item.right for item in items)
    return [(start, end) for start, end in gaps if left < start and end < right]


def _around_crossing(
    items: list[Item], em: float, known: tuple[Gap, ...], depth: int
) -> Iterator[list[Item]]:
    """Yield a part that no straight cut divides: around the few lines that lie over a white stripe where there are such."""
    crossed = _crossed(items, em)
    if crossed is None:
        yield items
        return
    gap, over = crossed
    rest = sorted((item for item in items if item not in over), key=attrgetter("top"))
    for line in sorted(over, key=attrgetter("top")):
        before = [item for item in rest if item.bottom <= (line.top + line.bottom) / 2]
        rest = [item for item in rest if item.bottom > (line.top + line.bottom) / 2]
        if before:
            yield from _cut(before, em, (*known, gap), depth + 1)
        yield [line]
    if rest:
        yield from _cut(rest, em, (*known, gap), depth + 1)


def _crossed(items: Sequence[Item], em: float) -> tuple[Gap, list[Item]] | None:
    """Return the white stripe between columns of prose that the fewest lines lie over, with these, or None."""
    if len(items) < 8:
        return None
    best: tuple[Gap, list[Item]] | None = None
    starts = sorted({round(item.left, 1) for item in items if isinstance(item, PrintedLine)})
    if len(starts) > 200:
        return None
    for start in starts[1:]:
        gap = (start - _GUTTER * em, start - 0.01 * em)
        over = [item for item in items if item.left < gap[1] and item.right > gap[0]]
        if not over or len(over) > _CROSSING * len(items) or (best and len(over) >= len(best[1])):
            continue
        others = [item for item in items if item not in over]
        groups = _divided(others, [gap])
        if len(groups) == 2 and all(map(_is_prose, groups)) and min(map(len, groups)) > 2:
            best = gap, over
    return best


def _rows(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """Return things in rows of what stands on one line, from above, each from left to right."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda item: (item.top + item.bottom) / 2):
        first = rows[-1][0] if rows else None
        if (
            isinstance(first, PrintedLine)
            and isinstance(item, PrintedLine)
            and item.middle - first.middle <= _LEVEL * max(first.height, item.height)
        ):
            rows[-1].append(item)
        else:
            rows.append([item])
    return tuple(tuple(sorted(row, key=attrgetter("left"))) for row in rows)
