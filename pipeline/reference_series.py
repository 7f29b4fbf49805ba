"""Read a table of official figures as observations of their own kind, told by their rule `reference`."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath

from pipeline.csv_lines import csv_lines
from pipeline.dimensions import fits, row_unit
from pipeline.documents import DocumentError, text_of
from pipeline.documents.archives import ArchiveError, check_workbook
from pipeline.indicators import Indicator
from pipeline.mistakes import MistakeError
from pipeline.periods import find_periods
from pipeline.periods.labels import days_of, label_of
from pipeline.periods.spans import is_within
from pipeline.places.gazetteer import areas_named
from pipeline.quantities import Quantity, find_quantities
from pipeline.table import COLUMNS, Row, id_of

RULE = "reference"
NEEDED = ("place", "period", "indicator", "value", "unit", "source")
ALLOWED = (*NEEDED, "measure", "status")
MEASURES = ("level", "yoy", "change", "share")
STATUSES = ("actual", "planned")
LONGEST = 32_767  # characters of a cell, as in Excel
_FIGURE = ("indicator", "measure", "place", "period", "status", "source")  # what a table says one value of
# 2024.1 is January to some, and October to a sheet that dropped the nought of 2024.10.
_CUT_MONTH = re.compile(r"[0-9]{4}\.[0-9]")
MOST_SAID = 20  # mistakes named one by one


class TableMistakeError(MistakeError):
    """Say what is wrong with one line of a table of official figures, or with all of it."""

    WORDS = "reference_faults"


class ReferenceTableError(ValueError):
    """Say what is wrong with a table of official figures, mistake by mistake."""

    def __init__(self, mistakes: Sequence[MistakeError]) -> None:
        """Take the mistakes, at least one."""
        super().__init__(" ".join(one.said() for one in mistakes))
        self.mistakes = tuple(mistakes)


def reference_rows(file: str, octets: bytes, entries: Mapping[str, Indicator]) -> list[Row]:
    """Return the rows of a CSV or XLSX table with the columns place, period, indicator, measure, value, unit, source.

    `measure` (level where left out) and `status` (actual where left out) may be missing; `value` and `unit` stand as
    printed and are converted to the base unit; `indicator` is an id of `entries`. Raises ReferenceTableError, with line and
    column of each mistake: a table is taken whole or not at all.
    """
    digest = hashlib.sha256(octets).hexdigest()
    rows: list[Row] = []
    mistakes: list[TableMistakeError] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, cells in _lines(file, octets):
        try:
            rows.append(row := _row(file, digest, number, cells, entries))
            if (first := seen.setdefault(tuple(row[name] for name in _FIGURE), number)) != number:
                raise _mistake("twice", first=str(first))
        except TableMistakeError as mistake:
            mistakes.append(TableMistakeError(mistake.why, **mistake.values | {"file": file, "line": number}))
    if not rows and not mistakes:
        mistakes.append(TableMistakeError("no_rows", file=file))
    if mistakes:
        left = len(mistakes) - MOST_SAID
        raise ReferenceTableError(
            [*mistakes[:MOST_SAID], *([TableMistakeError("more", count=left)] if left > 0 else [])]
        )
    return rows


def cells_of(file: str, octets: bytes) -> list[list[str]]:
    """Return the cells of a CSV or XLSX table, of a workbook those of its first sheet. Raises ReferenceTableError."""
    lines = _sheet(file, octets) if PurePath(file).suffix.lower() == ".xlsx" else _csv(file, octets)
    return [[cell.strip() for cell in cells] for _, cells in lines]


def _lines(file: str, octets: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells of each line that is not empty."""
    lines = _sheet(file, octets) if PurePath(file).suffix.lower() == ".xlsx" else _csv(file, octets)
    header = [cell.strip() for cell in next(lines, (1, []))[1]]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise ReferenceTableError(
            [
                TableMistakeError(
                    "no_columns", file=file, missing=", ".join(missing), allowed=", ".join(ALLOWED)
                )
            ]
        )
    for number, cells in lines:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise ReferenceTableError(
                [TableMistakeError("cells", file=file, line=number, wanted=len(header))]
            )
        if any(cell.strip() for cell in cells):
            yield number, {name: cell.strip() for name, cell in zip(header, cells, strict=False)}


def _csv(file: str, octets: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from csv_lines(text_of(octets, file), file)
    except DocumentError as error:
        raise ReferenceTableError([error]) from error


def _sheet(file: str, octets: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    try:
        check_workbook(octets, file)
        book = load_workbook(io.BytesIO(octets), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file states of its extent may leave out lines and columns that it has
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield (
                number,
                [
                    "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else str(cell)
                    for cell in cells
                ],
            )
    except ArchiveError as error:
        raise ReferenceTableError([error]) from error
    except Exception as error:  # a damaged workbook fails in as many ways as it can be damaged
        raise ReferenceTableError([ArchiveError("damaged", file=file)]) from error


def sheets_left_out(file: str, octets: bytes) -> list[str]:
    """Name the sheets of a workbook that were not read though something stands in them: all but the first."""
    if PurePath(file).suffix.lower() != ".xlsx":
        return []
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(octets), read_only=True, data_only=True)
    others = book.worksheets[1:]
    return [
        one.title
        for one in others
        if any(cell is not None for row in one.iter_rows(values_only=True) for cell in row)
    ]


def _mistake(why: str, **values: str) -> TableMistakeError:
    """Make a mistake of a line whose place is added by who knows it."""
    return TableMistakeError(why, file="", line="", **values)


def _row(
    file: str, digest: str, number: int, cells: Mapping[str, str], entries: Mapping[str, Indicator]
) -> Row:
    for name, cell in cells.items():
        if len(cell) > LONGEST:
            raise _mistake("long_cell", column=name, found=str(len(cell)), most=str(LONGEST))
    for name in NEEDED:
        if not cells.get(name):
            raise _mistake("empty", column=name)
    entry = entries.get(cells["indicator"])
    if entry is None:
        raise _mistake("no_indicator", found=cells["indicator"])
    measure = _one_of(cells, "measure", MEASURES, "level")
    quantity = _quantity(cells, entry, measure)
    first, last = _days(cells["period"])
    stock = entry.kind == "stock" and measure == "level"
    areas = areas_named(cells["place"])
    unit = row_unit(entry, quantity.unit) if measure == "level" else quantity.unit
    return dict.fromkeys(COLUMNS, "") | {
        "id": id_of(digest, number),
        "indicator": entry.id, "measure": measure, "place": cells["place"],
        "place_code": areas[0].code if len(areas) == 1 else "", "period": str(last) if stock else label_of(first, last),
        "period_start": "" if stock else str(first), "period_end": str(last), "year": last.year, "period_source": "stated",
        "value": quantity.value, "low": quantity.low, "high": quantity.high, "unit": unit,
        "value_text": f"{cells['value']}{cells['unit']}", "qualifier": "exact",
        "status": _one_of(cells, "status", STATUSES, "actual"), "derived": False, "confidence": 1.0, "rule": RULE,
        "document": file, "source": cells["source"], "published_inferred": False,
        "sentence": f"{cells['place']} {cells['period']} {entry.name.zh} {cells['value']}{cells['unit']}",
        "start": None, "end": None, "mentions": 1, "review": "accepted",
    }  # fmt: skip


def _one_of(cells: Mapping[str, str], name: str, allowed: tuple[str, ...], usual: str) -> str:
    given = cells.get(name) or usual
    if given not in allowed:
        raise _mistake("not_one_of", column=name, found=given, allowed=", ".join(allowed))
    return given


def _quantity(cells: Mapping[str, str], entry: Indicator, measure: str) -> Quantity:
    """Read value and unit as printed; the unit must fit the indicator, or be % where the measure is one."""
    printed = f"{cells['value']}{cells['unit']}"
    found = find_quantities(printed)
    if len(found) != 1 or found[0].text != printed:
        raise _mistake("no_quantity", found=printed)
    unit = found[0].unit
    if measure in ("yoy", "share") and unit != "%":
        raise _mistake("no_percent", measure=measure, found=cells["unit"])
    if measure == "level" and not fits(entry, unit):
        raise _mistake("no_unit", found=cells["unit"], indicator=entry.id, wanted=entry.unit)
    return found[0]


def _days(period: str) -> tuple[date, date]:
    """Return first and last day of a label (2024-Q1) or of words (2024年一季度)."""
    if _CUT_MONTH.fullmatch(period):
        raise _mistake("cut_month", found=period)
    try:
        first, last = days_of(period)
    except ValueError:
        found = find_periods(period)
        if len(found) != 1 or found[0].text != period:
            raise _mistake("no_period", found=period) from None
        first, last = found[0].first_day or found[0].last_day, found[0].last_day
    if not is_within(first, last):
        raise _mistake("no_period", found=period)
    return first, last
