"""Read a list in a workbook: a process of its own writes its rows to a temporary file, from which they are read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.documents.archives import ArchiveError, check_workbook
from pipeline.documents.decoding import LARGEST, DocumentError
from pipeline.documents.pieces.lists import HEADS, NO_HEADINGS, TOP, Heads, Records, numbered
from pipeline.documents.pieces.taking_apart import opened
from pipeline.execution import Failure, run_all

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_MOST_CHARACTERS = 200_000_000  # of all rows; 100,000 articles have as many
Row = tuple[int, list[str]]
_MOST_COLUMNS = 200
_SHEETS = 0  # in place of a row's number: the sheet that was read, and the others that hold something


def records_of(
    source: bytes | Path, file: str, heads: Sequence[Heads]
) -> tuple[Sequence[str], Records] | None:
    """Return headings and rows of the first sheet that is a list, None where none is, or the workbook cannot be read."""
    del (
        heads
    )  # sheets are looked at in the other process; what a person says of columns is of the sheet found there
    rows = _written(source, file)
    first = next(rows, None)
    if first is None:
        return None
    headings: Sequence[str] = first[1]
    return headings, _named(headings, rows, file)


def _named(headings: Sequence[str], rows: Iterator[Row], file: str) -> Records:
    for number, cells in rows:
        if number == _SHEETS:
            sheet, *others = cells
            yield DocumentError("list_sheets", file=file, sheet=sheet, others="、".join(others))
        else:
            yield number, dict(zip(reversed(headings), reversed(cells), strict=True))


def _written(source: bytes | Path, file: str) -> Iterator[Row]:
    """Yield the rows that the other process wrote, the headings first."""
    given = source if isinstance(source, bytes) else source.absolute()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rows.jsonl"
        answer = next(run_all(_write, [(given, file, target)]))
        if isinstance(answer, Failure) or not answer:
            return
        with target.open(encoding="utf-8", errors="surrogatepass") as lines:
            for line in lines:
                number, cells = json.loads(line)
                yield number, cells


def _write(job: tuple[bytes | Path, str, Path]) -> bool:
    """Write the rows of the first sheet that is a list, its headings first; say whether there is one."""
    import openpyxl

    source, file, target = job
    with opened(source) as stream:
        octets = stream.read(LARGEST + 1)
    try:
        check_workbook(octets, file)
    except ArchiveError:
        return False  # its reader says so
    with opened(octets) as stream:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its size may be anything
        for head_of, sheet in product(HEADS, book.worksheets):
            at = _heading_at(sheet, head_of) if sheet.sheet_state == "visible" else None
            if at is None:
                continue
            rows = enumerate(sheet.iter_rows(values_only=True), start=1)
            head = _numbered(sheet) if at == NO_HEADINGS else next(islice(rows, at, None))
            others = [one.title for one in book.worksheets if one is not sheet and _holds(one)]
            with target.open("w", encoding="utf-8", errors="surrogatepass") as lines:
                for row in _rows(head, rows):
                    lines.write(json.dumps(row) + "\n")
                    if lines.tell() > _MOST_CHARACTERS:
                        return False
                if others:
                    lines.write(json.dumps((_SHEETS, [sheet.title, *others])) + "\n")
            return True
    return False


def _heading_at(sheet: ReadOnlyWorksheet, head_of: Heads) -> int | None:
    """Return how many rows stand above the one that heads a sheet; None where none does."""
    top = [_cells(row) for row in islice(sheet.iter_rows(values_only=True), TOP)]
    width = max(map(len, top), default=0)
    return head_of([_filled(row, width) if len(row) > 1 else row for row in top])


def _numbered(sheet: ReadOnlyWorksheet) -> tuple[int, Sequence[object]]:
    """Return headings for a sheet that has none, as of a row above all."""
    width = max((len(_cells(row)) for row in islice(sheet.iter_rows(values_only=True), TOP)), default=0)
    return 0, numbered(width)


def _rows(head: tuple[int, Sequence[object]], rows: Iterator[tuple[int, Sequence[object]]]) -> Iterator[Row]:
    """Yield the headings and the rows below them, each as broad as those; empty ones are left out."""
    headings = _cells(head[1])
    yield head[0], headings
    for number, cells in rows:
        if any(said := _filled(_cells(cells), len(headings))):
            yield number, said


def _filled(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * width][:width]


def _holds(sheet: ReadOnlyWorksheet) -> bool:
    """Say whether something stands in a sheet."""
    return any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def _cells(cells: Sequence[object]) -> list[str]:
    said = [_said(cell) for cell in cells[:_MOST_COLUMNS]]
    while said and not said[-1]:
        said.pop()
    return said


def _said(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
