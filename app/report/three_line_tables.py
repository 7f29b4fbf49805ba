"""Write tables into a Word document in the manner of Chinese reports, with every number whole on its line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.charts.name_widths import text_width
from app.report.paragraphs import TEXT_WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

THICK, THIN = 12, 6  # eighths of a point
SIZES = (10.5, 9.0, 8.0)  # points: smaller letters where the numbers need them
NAMES, CELL = 12, 0.42  # columns of text that names get, centimetres beside the text of a cell
COLUMN = 2.54 / 72 / 2  # centimetres of a column of text for each point: half as wide as high
BREAKABLE = 10  # columns of text of a heading that stand on one line: longer words are broken
DOT = " · "  # between what a heading says of its column: there its lines end


def three_line_tables(page: Any, lines: Sequence[Sequence[str]], again: Callable[[], None]) -> None:
    """Write a table with a thick line above and below and a thin one under its headings; no others.

    One of more columns than a page is wide is written as several, each with the names in front; `again` writes what
    stands above a further one.
    """
    made = parts(lines)
    size = min(size_of([*zip(*part, strict=True)]) for part in made)
    for number, part in enumerate(made):
        if number:
            again()
        three_line_table(page, part, size)


def parts(lines: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """Part a table by its columns so that each part fits on a page in the smallest letters.

    Columns of one place stand in one part where they have room there.
    """
    first, *figures = zip(*lines, strict=True)
    made, held = [], [first]
    for _, alike in groupby(figures, lambda column: column[0].split(DOT)[0]):
        group = [*alike]
        if len(held) > 1 and too_wide([*held, *group]) and not too_wide([first, *group]):
            made.append(held)
            held = [first]
        for column in group:
            if len(held) > 1 and too_wide([*held, column]):
                made.append(held)
                held = [first]
            held = [*held, column]
    return [[[*line] for line in zip(*columns, strict=True)] for columns in (*made, held)]


def too_wide(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether columns do not fit on a page in the smallest letters."""
    return sum(widths(columns, SIZES[-1])) > TEXT_WIDTH


def size_of(columns: Sequence[Sequence[str]]) -> float:
    """Choose the largest letters in which columns fit on a page, in points."""
    return next((size for size in SIZES if sum(widths(columns, size)) <= TEXT_WIDTH), SIZES[-1])


def widths(columns: Sequence[Sequence[str]], size: float) -> list[float]:
    """Give the centimetres that columns need so that no number is broken; names and headings may be."""
    first, *figures = columns
    texts = [min(max(map(text_width, first)), NAMES)]
    texts += [
        max(min(max(map(text_width, head.split(DOT))), BREAKABLE), *map(text_width, cells))
        for head, *cells in figures
    ]
    return [COLUMN * size * text + CELL for text in texts]


def three_line_table(page: Any, lines: Sequence[Sequence[str]], size: float) -> None:
    """Write one table that fits on a page in letters of this size in points."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    table = page.add_table(rows=len(lines), cols=len(lines[0]))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    columns = [*zip(*lines, strict=True)]
    needed = widths(columns, size)
    free = max(TEXT_WIDTH - sum(needed), 0.0) / len(needed)
    for place, width in enumerate(needed):  # LibreOffice and WPS go by these, Word by those of the cells
        table.columns[place].width = Cm(width + free)
    for number, line in enumerate(lines):
        for place, words in enumerate(line):
            one = table.cell(number, place)
            one.width = table.columns[place].width
            text = one.paragraphs[0]
            text.add_run(words.replace(DOT, "\n") if number == 0 else words).font.size = Pt(size)
            text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(2)
            text.paragraph_format.keep_with_next = number < len(lines) - 1
            centred = number == 0 or place == 0
            text.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
            bordered(one, number, len(lines))
        whole(table.rows[number], head=number == 0)


def bordered(one: Any, number: int, count: int) -> None:
    """Draw the lines of a cell that a three-line table has in its row."""
    from docx.oxml.ns import qn

    edges: dict[str, int] = {}
    if number == 0:
        edges |= {"top": THICK, "bottom": THIN}
    if number == count - 1:
        edges["bottom"] = THICK
    if edges:
        look = one._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx has no word for a cell's lines
        borders = look.makeelement(qn("w:tcBorders"), {})
        for side, size in edges.items():
            values = {"w:val": "single", "w:sz": str(size), "w:space": "0", "w:color": "000000"}
            borders.append(
                borders.makeelement(qn(f"w:{side}"), {qn(key): part for key, part in values.items()})
            )
        look.append(borders)


def whole(row: Any, *, head: bool) -> None:
    """Keep a row of a table on one page, and repeat that of the headings on each."""
    from docx.oxml.ns import qn

    look = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for either
    look.append(look.makeelement(qn("w:cantSplit"), {}))
    if head:
        look.append(look.makeelement(qn("w:tblHeader"), {}))
