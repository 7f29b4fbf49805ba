"""Write the table of observations to a file, and read one back: CSV, Parquet, Excel, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.table import COLUMNS, Row, table

FORMATS = (".csv", ".parquet", ".xlsx", ".json")
# What a spreadsheet would run; a plain number with its sign (-3.4%) is none.
_FORMULA = r"^(?![+-]?\d[\d.,]*%?$)[=+\-@\t\r]"


class TableFileError(ValueError):
    """Say in one sentence why a table could not be written or read, where, and what was allowed."""


def check_target(path: Path) -> Path:
    """Return a path that a table can be written to. Raise TableFileError otherwise, before any work is done."""
    if path.suffix.lower() not in FORMATS:
        raise TableFileError(f"{path}：不认识的格式“{path.suffix}”，可用的是 {'、'.join(FORMATS)}。")
    if not path.parent.is_dir():
        raise TableFileError(f"{path}：文件夹 {path.parent} 不存在，请先建立它。")
    if path.is_dir():
        raise TableFileError(f"{path}：这是文件夹，此处应为文件名。")
    return path


def write_table(rows: list[Row], path: Path) -> None:
    """Write rows as the table in the format that the suffix names. Raise TableFileError where that fails."""
    frame = table(rows)
    writers: dict[str, Callable[[pd.DataFrame, Path], Any]] = {
        ".csv": lambda frame, path: defused(frame).to_csv(path, index=False, encoding="utf-8-sig"),
        ".parquet": lambda frame, path: frame.to_parquet(path, index=False),
        ".xlsx": _write_excel,
        ".json": lambda frame, path: frame.to_json(
            path, orient="records", force_ascii=False, indent=1, date_format="iso", default_handler=str
        ),
    }
    try:
        writers[path.suffix.lower()](frame, path)
    except OSError as error:
        raise TableFileError(
            f"{path}：无法写入（{error.strerror or error}），请检查权限和磁盘空间。"
        ) from error


def defused(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before each text cell that a spreadsheet would run as a formula."""
    safe = frame.copy()
    for column in safe.columns:
        if COLUMNS.get(str(column), "str") == "str":
            dangerous = safe[column].str.contains(_FORMULA, regex=True).fillna(value=False)
            safe.loc[dangerous, column] = "'" + safe.loc[dangerous, column]
    return safe


def _write_excel(frame: pd.DataFrame, path: Path) -> None:
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs=options) as writer:
        frame.to_excel(writer, sheet_name="observations", index=False, freeze_panes=(1, 2))


def read_table(path: Path) -> pd.DataFrame:
    """Read a table that was written before, every cell as text. Raise TableFileError where it is none."""
    readers: dict[str, Callable[[Path], pd.DataFrame]] = {
        ".csv": lambda path: pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig"),
        ".parquet": pd.read_parquet,
        ".xlsx": lambda path: pd.read_excel(path, dtype=str, keep_default_na=False),
        ".json": lambda path: pd.DataFrame(
            json.loads(path.read_text("utf-8")) or None, columns=list(COLUMNS)
        ),
    }
    if path.suffix.lower() not in readers:
        raise TableFileError(f"{path}：不认识的格式“{path.suffix}”，可用的是 {'、'.join(FORMATS)}。")
    try:
        frame = readers[path.suffix.lower()](path)
    except FileNotFoundError as error:
        raise TableFileError(f"{path}：找不到这个文件，请检查路径。") from error
    except (OSError, ValueError) as error:
        raise TableFileError(f"{path}：不是可读的 {path.suffix} 表（{error}）。") from error
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise TableFileError(f"{path}：缺少列 {'、'.join(missing[:5])}，应为 extract 写出的表。")
    return frame
