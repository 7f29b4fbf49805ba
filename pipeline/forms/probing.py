"""Put a number into the cells of a form that may be asked for, so that the form is read as a table that is filled in.

What a cell asks for is then what the reading of tables (pipeline/tables) says of the number in it: headings are
understood in one place only. From which row on cells are to be filled in, the reading tells best, too: several are tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.documents.workbook.laying import tables_in, widths_of
from pipeline.documents.workbook.number_formats import around
from pipeline.documents.workbook.sheet import Position, Sheet
from pipeline.forms.sheets import FormSheet
from pipeline.tables.cell_values import is_value, is_year, value_of

# With one decimal it makes no column of growth one of fractions (0.051), nor takes it from being one.
PROBE = Decimal("0.5")
MOST_HEADS = 8  # rows from the top of a table that may be titles and headings


@dataclass(frozen=True, slots=True)
class Block:
    """Be one table of a sheet: its rows from the first with several cells on, the column of names, those of figures."""

    sheet: int
    rows: tuple[int, ...]
    names: int
    columns: tuple[int, ...]


def blocks_of(number: int, sheet: Sheet) -> Iterator[Block]:
    """Yield the tables of a sheet that may have cells to be filled in."""
    widths = widths_of(sheet)
    for rows in tables_in(sheet, widths):
        width = max(widths[row] for row in rows)
        head = next((at for at, row in enumerate(rows) if _is_broad(sheet, row, width)), 0)
        below = rows[head + 1 :]
        names = max(range(width), key=lambda column: (_words(sheet, below, column), -column))
        figures = [column for column in range(names + 1, width) if _may_hold_figures(sheet, below, column)]
        if figures:
            yield Block(number, tuple(rows[head:]), names, tuple(figures))


def probes(
    block: Block, first: int, sheet: Sheet, form: FormSheet, skipped: Iterable[int] = ()
) -> dict[Position, str]:
    """Return the text of a number for each empty cell of a table from its row `first` on that a person would fill in.

    It bears the words of the cell's own format: 0.5% where that shows per cent. `skipped` rows get none.
    """
    covered = {
        (row + down, column + across)
        for (row, column), (rows, columns) in sheet.spans.items()
        for down in range(rows)
        for across in range(columns)
        if down or across
    }
    left_out = frozenset(skipped)
    found: dict[Position, str] = {}
    for row in block.rows[first:]:
        named = any((row, column) in sheet.cells for column in range(block.names + 1))
        for at in ((row, column) for column in block.columns) if named and row not in left_out else ():
            if (
                _is_blank(sheet.cells.get(at, ""))
                and at not in covered
                and not form.hidden(at)
                and not form.counted(at)
            ):
                words = around(form.styles.pattern(form.style(at)))
                if words:
                    found[at] = f"{words[0]}{PROBE}{words[1]}"
    return found


def _is_blank(text: str) -> bool:
    """Say whether a cell is empty, or holds a nought, which tells nothing of its unit."""
    value = value_of(text.strip()) if text else None
    return not text.strip() or (value is not None and value.number == 0)


def _words(sheet: Sheet, rows: Sequence[int], column: int) -> int:
    """Count the cells of a column that hold words or a year."""
    texts = (sheet.cells.get((row, column), "") for row in rows)
    return sum(bool(text) and (not is_value(text) or is_year(text)) for text in texts)


def _is_broad(sheet: Sheet, row: int, width: int) -> bool:
    return sum((row, column) in sheet.cells for column in range(width)) > 1


def _may_hold_figures(sheet: Sheet, rows: Sequence[int], column: int) -> bool:
    """Say whether a column is not one of units or remarks: of its cells below the first heading most hold no words."""
    return _words(sheet, rows, column) <= (len(rows) + 1) // 2
