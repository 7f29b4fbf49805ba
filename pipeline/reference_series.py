"""Read a table of official figures as observations of their own kind, told by their rule `reference`."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath
from zipfile import BadZipFile

from pipeline.dimensions import fits, row_unit
from pipeline.documents import DocumentError, text_of
from pipeline.indicators import Indicator
from pipeline.periods import find_periods
from pipeline.periods.labels import days_of, label_of
from pipeline.places.gazetteer import areas_named
from pipeline.quantities import Quantity, find_quantities
from pipeline.table import COLUMNS, Row, id_of

RULE = "reference"
NEEDED = ("place", "period", "indicator", "value", "unit", "source")
ALLOWED = (*NEEDED, "measure", "status")
MEASURES = ("level", "yoy", "change", "share")
STATUSES = ("actual", "planned")
MOST_SAID = 20  # mistakes named one by one


class ReferenceTableError(ValueError):
    """Say what is wrong with a table of official figures: a sentence for each mistake, in `said`."""

    def __init__(self, said: list[str]) -> None:
        """Take the sentences, at least one."""
        super().__init__(" ".join(said))
        self.said = tuple(said)


def reference_rows(file: str, octets: bytes, entries: Mapping[str, Indicator]) -> list[Row]:
    """Return the rows of a CSV or XLSX table with the columns place, period, indicator, measure, value, unit, source.

    `measure` (level where left out) and `status` (actual where left out) may be missing; `value` and `unit` stand as
    printed and are converted to the base unit; `indicator` is an id of `entries`. Raises ReferenceTableError, with line and
    column of each mistake: a table is taken whole or not at all.
    """
    digest = hashlib.sha256(octets).hexdigest()
    rows: list[Row] = []
    said: list[str] = []
    for number, cells in _lines(file, octets):
        try:
            rows.append(_row(file, digest, number, cells, entries))
        except _MistakeError as mistake:
            said.append(f"{file} 第 {number} 行 {mistake}")
    if not rows and not said:
        said.append(f"{file}：没有数据行，表头下应至少有一行。")
    if said:
        more = [f"另有 {len(said) - MOST_SAID} 处类似的错误。"] if len(said) > MOST_SAID else []
        raise ReferenceTableError(said[:MOST_SAID] + more)
    return rows


class _MistakeError(ValueError):
    """Say which column of a line is wrong, and what was allowed."""


def _lines(file: str, octets: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells of each line that is not empty."""
    lines = _sheet(file, octets) if PurePath(file).suffix.lower() == ".xlsx" else _csv(file, octets)
    header = [cell.strip() for cell in next(lines, [])]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise ReferenceTableError(
            [f"{file} 第 1 行：缺少列 {'、'.join(missing)}，应有的列是 {'、'.join(ALLOWED)}。"]
        )
    for number, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            yield number, {name: cell.strip() for name, cell in zip(header, cells, strict=False)}


def _csv(file: str, octets: bytes) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text_of(octets, file), newline=""))
    except (DocumentError, csv.Error) as error:
        raise ReferenceTableError([f"{file}：不是可读的 CSV 或 XLSX 表（{error}）。"]) from error


def _sheet(file: str, octets: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(octets), read_only=True, data_only=True)
        for cells in book.worksheets[0].iter_rows(values_only=True):
            yield [
                "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else str(cell)
                for cell in cells
            ]
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError) as error:
        raise ReferenceTableError([f"{file}：不是可读的 XLSX 表（{error}）。"]) from error


def _row(
    file: str, digest: str, number: int, cells: Mapping[str, str], entries: Mapping[str, Indicator]
) -> Row:
    for name in NEEDED:
        if not cells.get(name):
            raise _MistakeError(f"{name} 列是空的，每一行都应填写。")
    entry = entries.get(cells["indicator"])
    if entry is None:
        raise _MistakeError(
            f"indicator 列：没有“{cells['indicator']}”这个指标，应为 indicators.yaml 中的编号，例如 gdp。"
        )
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
        "period_start": "" if stock else str(first), "period_end": str(last), "year": last.year,
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
        raise _MistakeError(f"{name} 列：不认识“{given}”，应为 {'、'.join(allowed)} 之一。")
    return given


def _quantity(cells: Mapping[str, str], entry: Indicator, measure: str) -> Quantity:
    """Read value and unit as printed; the unit must fit the indicator, or be % where the measure is one."""
    printed = f"{cells['value']}{cells['unit']}"
    found = find_quantities(printed)
    if len(found) != 1 or found[0].text != printed:
        raise _MistakeError(
            f"value、unit 列：“{printed}”不是一个带单位的数，应写作 value 29004073、unit 万元。"
        )
    unit = found[0].unit
    if measure in ("yoy", "share") and unit != "%":
        raise _MistakeError(f"unit 列：measure 为 {measure} 时单位应为 %，这里是“{cells['unit']}”。")
    if measure == "level" and not fits(entry, unit):
        raise _MistakeError(f"unit 列：“{cells['unit']}”与指标 {entry.id} 不符，应能换算为 {entry.unit}。")
    return found[0]


def _days(period: str) -> tuple[date, date]:
    """Return first and last day of a label (2024-Q1) or of words (2024年一季度)."""
    try:
        return days_of(period)
    except ValueError:
        found = find_periods(period)
    if len(found) != 1 or found[0].text != period:
        raise _MistakeError(f"period 列：“{period}”不是时期，应写作 2024、2024-Q1、2024-H1 或 2024-04。")
    return found[0].first_day or found[0].last_day, found[0].last_day
