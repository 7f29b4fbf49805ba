"""Leave out what stands at the head and the foot of the pages and is no part of the text: repeated lines, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.printed.lines import PrintedLine, PrintedPage

_MARGIN = 0.12  # of the page's height, at its head and its foot
_REPEATED = 3  # pages that say the same in the same place
_HEADER = 0.07  # of the page's height: what stands higher is outside the text of a page made for an office
_LARGER = 1.25  # a title's type against that of the header above it
_DAY = re.compile(
    r"\d ?月 ?\d|\d{4}[.-]\d{1,2}[.-]\d"
)  # 「2025年7月24日 星期四」 says when a page was printed
_FIGURES = re.compile(r"\d+")
# 「— 12 —」, 「·12·」, 「第12页 共20页」, 「12/20」
_NUMBER = re.compile(
    r"[-—–―－_·•~]{1,3} ?\d{1,4} ?[-—–―－_·•~]{1,3}|第? ?\d{1,4} ?页(?:[,， /]? ?共? ?\d{1,4} ?页)?|\d{1,4} ?/ ?\d{1,4}"
)


def without_running_heads(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Return the pages without lines that repeat at their heads and feet, and without their numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    numbers: Counter[tuple[int, int]] = Counter()
    for page in pages:
        rows = [row for row in _rows(page) if row]
        seen.update({_key(row, page) for row in rows})
        numbers.update({(_value(row), page.number) for row in rows if _value(row) >= 0})
    least = _REPEATED if len(pages) > 3 else 2
    counted = Counter(value - number for value, number in numbers)
    shift, times = counted.most_common(1)[0] if counted else (0, 0)
    found = [_without(page, seen, least, shift if times > 1 or len(pages) == 1 else None) for page in pages]
    return [_below_header(found[0]), *found[1:]] if found else []


def _below_header(page: PrintedPage) -> PrintedPage:
    """Return the first page without the line above its title, which repeats on no other page where there is none."""
    lines = sorted(page.lines, key=lambda line: line.middle)
    if len(lines) < 2 or lines[0].middle > _HEADER * page.height:
        return page
    header, title = lines[:2]
    if title.height < _LARGER * header.height or title.top < header.bottom or _DAY.search(header.text):
        return page
    return replace(page, lines=tuple(line for line in page.lines if line is not header))


def _without(page: PrintedPage, seen: Counter[tuple[str, int]], least: int, shift: int | None) -> PrintedPage:
    gone: set[int] = set()
    for row in _rows(page):
        numbered = shift is not None and _value(row) == page.number + shift and len(row) == 1
        gone.update(id(line) for line in row if _NUMBER.fullmatch(line.text))
        if seen[_key(row, page)] >= least or numbered:
            gone.update(map(id, row))
    return replace(page, lines=tuple(line for line in page.lines if id(line) not in gone)) if gone else page


def _rows(page: PrintedPage) -> list[list[PrintedLine]]:
    """Return the outermost rows at the head and the foot of a page: at most two each, and no more than half of it."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(page.lines, key=lambda line: line.middle):
        if rows and line.middle - rows[-1][0].middle < 0.5 * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    if len(rows) < 3:
        return [row for row in rows if _in_margin(row, page) and _is_number(row)]
    outer = [*rows[:2], *rows[max(2, len(rows) - 2) :]]
    return [sorted(row, key=lambda line: line.left) for row in outer if _in_margin(row, page)]


def _in_margin(row: Sequence[PrintedLine], page: PrintedPage) -> bool:
    return not _MARGIN < row[0].middle / page.height < 1 - _MARGIN


def _is_number(row: Sequence[PrintedLine]) -> bool:
    return len(row) == 1 and (row[0].text.isdecimal() or bool(_NUMBER.fullmatch(row[0].text)))


def _value(row: Sequence[PrintedLine]) -> int:
    """Return the number that a row is, -1 where it is none."""
    text = row[0].text if len(row) == 1 else ""
    return int(text) if text.isdecimal() and len(text) <= 4 else -1


def _key(row: Sequence[PrintedLine], page: PrintedPage) -> tuple[str, int]:
    """Return what makes rows of different pages alike: their words, whatever their figures, and their height."""
    text = "".join(line.text for line in row)
    # a row of nothing but figures says nothing that repeats
    words = _FIGURES.sub("#", text) if _FIGURES.sub("", text).strip(" .,%") else text
    return words, round(row[0].middle / page.height * 100)
