"""Write chosen rows as CSV and XLSX that open well in Excel and WPS, and name files in Chinese."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.files import defused, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
LONGEST_NAME = 80
CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}  # text is never run or linked
WIDE = {"sentence": 80, "title": 40, "document": 28, "subject": 28, "id": 18}


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """Write rows as CSV with a byte-order mark for Excel; text that a spreadsheet would run is defused."""
    text: str = defused(rows).to_csv(index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def xlsx_bytes(rows: pd.DataFrame, sheet: str) -> bytes:
    """Write rows as a workbook: numbers as numbers, dates as dates, nothing run as a formula."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, AS_TEXT) as book:
        page = book.add_worksheet(sheet[:31])
        head = book.add_format({"bold": True, "bottom": 1, "font_name": "Microsoft YaHei"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, name in enumerate(rows.columns):
            page.write_string(0, column, str(name), head)
            page.set_column(column, column, WIDE.get(str(name), 13))
            for line, value in enumerate(rows[name], start=1):
                _write(page, line, column, value, day)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(rows), 1), max(len(rows.columns) - 1, 0))
    return held.getvalue()


def _write(page: Any, line: int, column: int, value: Any, day: Any) -> None:
    if pd.isna(value):
        return
    if isinstance(value, str):
        page.write_string(line, column, fitting(value))
    elif hasattr(value, "year"):
        page.write_datetime(line, column, pd.Timestamp(value).to_pydatetime(), day)
    elif isinstance(value, bool) or type(value).__name__ == "bool":
        page.write_boolean(line, column, bool(value))
    else:
        page.write_number(line, column, float(value))


def file_name(parts: Sequence[str], years: Sequence[int], ending: str) -> str:
    """Name a file: 鹤山市_接待游客人次_2024-2025.png."""
    span = [f"{min(years)}-{max(years)}" if len(set(years)) > 1 else str(years[0])] if years else []
    words = [NOT_IN_NAMES.sub(" ", part).strip() for part in parts if part]
    stem = "_".join([*(word for word in words if word), *span])
    if len(stem) > LONGEST_NAME:
        stem = f"{stem[: LONGEST_NAME - 10]}…{span[0] if span else ''}"
    return f"{stem or 'chart'}.{ending}"
