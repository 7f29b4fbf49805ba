"""Set a text on a page as printers do: in columns, justified or ragged, with a headline and a dateline over all of them."""

import re
from dataclasses import dataclass
from itertools import pairwise

from tests.pdf_maker import Page

LEFT, TOP, WIDTH, GUTTER = 45, 790, 505, 14
_CLOSING = "，。；、）%"  # no line begins with them
_UNBROKEN = re.compile(r"[\d.%]+|.")


@dataclass(frozen=True)
class Setting:
    """Say how a text is set.

    `headline` and `dateline` stand at the left, in the middle or at the right; a dateline that is `stacked` has a line for
    the office and one for the day. `stretched` is what is spread in a justified line: every character, or Chinese ones.
    `whole` figures are not divided at the end of a line; a column ends where its lines do or with a paragraph (`closed`).
    """

    columns: int
    headline: str = "centre"
    dateline: str = "centre"
    stacked: bool = True
    stretched: str = ""
    whole: bool = False
    closed: bool = False
    spaced: float = 0  # points over a heading, at the head of a column too
    size: float = 9


def set_page(title, dateline, paragraphs, setting):
    """Return the page; what begins with no 「一、」 or the like is indented."""
    page = Page()
    title_size = 18
    _over(page, title, TOP, title_size, setting.headline)
    at = TOP - 26
    for line in dateline if setting.stacked else ["　".join(dateline)]:
        _over(page, line, at, setting.size + 1, setting.dateline)
        at -= 14
    width = (WIDTH - GUTTER * (setting.columns - 1)) / setting.columns
    rows = [_rows(text, width / setting.size, setting) for text in paragraphs]
    top = at - 12 * (not setting.spaced)
    for n, column in enumerate(_columns(rows, setting)):
        x, y = LEFT + n * (width + GUTTER), top
        for row, indent, last, heading in column:
            y -= setting.spaced * heading
            _draw(page, x + indent * setting.size, y, row, width - indent * setting.size, last, setting)
            y -= 1.5 * setting.size
    return page


def _over(page, words, y, size, side):
    room = WIDTH - _ems(words) * size
    page.text(LEFT + room * {"left": 0, "centre": 0.5, "right": 1}[side], y, size, words)


def _ems(words):
    return sum(1 if ord(one) > 127 else 0.5 for one in words)


def _rows(text, broad, setting):
    """Return the lines of a paragraph: words, how far in, whether it is the last, whether it is a heading."""
    heading = text[1] == "、"
    rows, row, indent = [], "", 0 if heading else 2
    tokens = _UNBROKEN.findall(text) if setting.whole else text
    for token in tokens:
        if _ems(row + token) > broad - indent:
            taken = row[-1:] if token[0] in _CLOSING else ""
            rows.append((row.removesuffix(taken), indent, False, heading and not rows))
            row, indent = taken, 0
        row += token
    return [*rows, (row, indent, True, heading and not rows)]


def _columns(paragraphs, setting):
    lines = [row for rows in paragraphs for row in rows]
    least = -(-len(lines) // setting.columns)
    columns = [[]]
    for rows in paragraphs:
        for n, row in enumerate(rows):
            full = len(columns[-1]) >= least and len(columns) < setting.columns
            if full and (n == 0 or not setting.closed):
                columns.append([])
            columns[-1].append(row)
    return columns


def _draw(page, x, y, row, width, last, setting):  # noqa: PLR0917 - a line and its room
    spread = [
        not last
        and (setting.stretched == "every" or (setting.stretched == "chinese" and before > "\x7f" < after))
        for before, after in pairwise(row)
    ]
    if not any(spread):
        page.text(x, y, setting.size, row)
        return
    extra = (width - _ems(row) * setting.size) / sum(spread)
    for character, wide in zip(row, [*spread, False], strict=True):
        page.text(x, y, setting.size, character)
        x += _ems(character) * setting.size + extra * wide
