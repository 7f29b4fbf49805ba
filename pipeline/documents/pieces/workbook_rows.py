"""Read a list in a workbook: a process of its own writes its rows to a temporary file, from which they are read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from pipeline.documents.archives import ArchiveError, check_workbook
from pipeline.documents.decoding import LARGEST
from pipeline.documents.pieces.lists import Records, is_heading
from pipeline.documents.pieces.taking_apart import opened
from pipeline.execution import Failure, run_all

_ABOVE = 5  # rows that may stand above the headings
_MOST_COLUMNS = 200


def records_of(
    source: bytes | Path, file: str, is_heading: Callable[[Sequence[str]], bool]
) -> tuple[Sequence[str], Records] | None:
    """Return headings and rows of the first sheet that is a list, None where none is, or the workbook cannot be read."""
    del (
        is_heading
    )  # sheets are looked at in the other process; what a person says of columns is of the sheet found there
    rows = _written(source, file)
    first = next(rows, None)
    if first is None:
        return None
    headings: Sequence[str] = first[1]
    return headings, _named(headings, rows)


def _named(headings: Sequence[str], rows: Iterator[tuple[int, list[str]]]) -> Records:
    for number, cells in rows:
        yield number, dict(zip(reversed(headings), reversed(cells), strict=True))


def _written(source: bytes | Path, file: str) -> Iterator[tuple[int, list[str]]]:
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
            rows = enumerate(sheet.iter_rows(values_only=True), start=1)
            headings = next((row for row in rows if row[0] > _ABOVE or is_heading(_cells(row[1]))), None)
            if headings is None or headings[0] > _ABOVE:
                continue
            width = len(_cells(headings[1]))
            with target.open("w", encoding="utf-8", errors="surrogatepass") as lines:
                lines.write(json.dumps((headings[0], _cells(headings[1]))) + "\n")
                for number, cells in rows:
                    said = [*_cells(cells), *[""] * width][:width]
                    if any(said):
                        lines.write(json.dumps((number, said)) + "\n")
            return True
    return False


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
