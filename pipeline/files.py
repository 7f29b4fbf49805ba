"""Write the table of observations to a file, and read one back: CSV, Parquet, Excel, JSON."""

from __future__ import annotations

import contextlib
import io
import json
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow as pa

from pipeline.csv_lines import csv_lines
from pipeline.documents import DocumentError
from pipeline.documents.archives import ArchiveError, check_workbook
from pipeline.mistakes import reason_of, reason_said
from pipeline.output_paths import TableFileError, check_output
from pipeline.parquet import is_sealed, is_whole, schema, sealed
from pipeline.parquet_folder import (
    FOLDER,
    MOST_ROWS,
    check_parts_folder,
    is_folder_named,
    parts_in,
    write_parts,
)
from pipeline.table import COLUMNS, Conflicts, Row, conflicts_among, fact_of, framed
from pipeline.unfinished import put, remove, sweep, unfinished

_CHUNK = 5000  # rows that are in memory at once
_MOST_LINES = 1_048_575  # that an Excel sheet has below its header
_MOST_CHARACTERS = 32_767  # that a cell of Excel holds
_PARQUET = ".parquet"
FORMATS = (".csv", _PARQUET, ".xlsx", ".json")
# What a spreadsheet would run; a plain number with its sign (-3.4%) is none.
_STARTS = "=+-@\t\r"
_FORMULA = re.compile(r"(?![+-]?\d[\d.,]*[%‰\u4e00-\u9fff]*$)[=+\-@\t\r]")  # not -3.19‰, -2.5亿元


def check_target(given: str | Path, inputs: Iterable[str | Path] = ()) -> Path:
    """Return a path that a table can be written to, of what ends with / that of a folder of Parquet files.

    Raise TableFileError otherwise, before any work is done.
    """
    path = Path(given)
    if kind_of_table(given) == FOLDER or (path.suffix.lower() == _PARQUET and parts_in(path)):
        return check_parts_folder(path, inputs)
    return check_output(path, FORMATS, inputs)


def kind_of_table(given: str | Path) -> str:
    """Return the kind of table that a path names: its suffix, or FOLDER."""
    return FOLDER if is_folder_named(given) else Path(given).suffix.lower()


def write_table(batches: Iterable[Iterable[Row]], path: Path, kind: str = "") -> int:
    """Write batches of rows as a table of a kind, that of the path where none is given; return how many rows it has.

    Rows wait in a file beside the target until all are known, for two documents far apart may disagree; memory does
    not grow with them. The target appears when it is complete. Raise TableFileError where writing fails.
    """
    sweep(path)
    waiting = unfinished(path)

    def said(first: str, behind: str) -> Iterator[tuple[str, str, float]]:
        for rows in _waiting_in(waiting):
            for row in rows:
                if first <= (fact := fact_of(row)) < behind:
                    yield fact, row["place_code"], row["value"]

    try:
        count = _gather(batches, waiting, path)
        write_frames(_chunks(waiting, conflicts_among(said, count)), count, path, kind)
    finally:
        remove(waiting)
    return count


def write_frames(frames: Iterator[pd.DataFrame], count: int, path: Path, kind: str = "") -> None:
    """Write frames that have so many rows in all as one table, as `write_table` does; a large Parquet file is a folder."""
    made = unfinished(path)
    kind = kind or kind_of_table(path)
    try:
        with _writing(path):
            _WRITERS[FOLDER if kind == _PARQUET and count > MOST_ROWS else kind](frames, made)
            put(made, path)
    finally:
        remove(made)


def _gather(batches: Iterable[Iterable[Row]], waiting: Path, path: Path) -> int:
    """Let rows wait in a file, some at a time; return how many there are."""
    count = 0
    with _writing(path):
        spill = waiting.open("wb")
    with _dropped(spill):
        rows = chain.from_iterable(batches)
        while chunk := [*islice(rows, _CHUNK)]:  # what fails in reading is no fault of the target
            count += len(chunk)
            with _writing(path):
                pickle.dump(chunk, spill, protocol=pickle.HIGHEST_PROTOCOL)
        with _writing(path):
            spill.flush()
    return count


@contextlib.contextmanager
def _dropped(spill: BinaryIO) -> Iterator[None]:
    """Close a file whose content was written out; what a full disk leaves in its buffer was told before."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            spill.close()


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Raise TableFileError, which names the target, where the system refuses what is written for it."""
    try:
        yield
    except OSError as error:
        why = reason_said(reason_of(error))
        raise TableFileError(f"{path}：无法写入（{why}），请检查权限和磁盘空间。") from error


def _chunks(waiting: Path, conflicts: Conflicts) -> Iterator[pd.DataFrame]:
    """Yield the waiting rows as frames, conflicts marked; one empty frame where there are none."""
    given = False
    for rows in _waiting_in(waiting):
        yield _marked(rows, conflicts)
        given = True
    if not given:
        yield _marked([], conflicts)


def _waiting_in(waiting: Path) -> Iterator[list[Row]]:
    """Yield the rows that wait in a file, some at a time."""
    with waiting.open("rb") as spill:
        while True:
            try:
                yield pickle.load(spill)  # noqa: S301 - written by this process a moment ago
            except EOFError:
                return


def _marked(rows: list[Row], conflicts: Conflicts) -> pd.DataFrame:
    conflicts.mark(rows)
    return framed(rows)


def _write_csv(frames: Iterator[pd.DataFrame], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for number, frame in enumerate(frames):
            defused(frame).to_csv(file, index=False, header=number == 0)


def _write_parquet(frames: Iterator[pd.DataFrame], path: Path) -> None:
    columns = schema()
    with sealed(path, columns, write_page_checksum=True) as writer:
        for frame in frames:
            writer.write_table(pa.Table.from_pandas(frame, schema=columns, preserve_index=False))


def _write_json(frames: Iterator[pd.DataFrame], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        divider = "\n"
        for frame in frames:
            for record in frame.astype(object).where(frame.notna(), None).to_dict("records"):
                file.write(divider + json.dumps(record, ensure_ascii=False, default=str))  # days: 2025-04-07
                divider = ",\n"
        file.write("\n]\n")


def _write_excel(frames: Iterator[pd.DataFrame], path: Path) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options | {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("observations")
        sheet.freeze_panes(1, 2)
        sheet.write_row(0, 0, list(COLUMNS))
        line = 0
        for frame in frames:
            for cells in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
                line += 1
                if line > _MOST_LINES:
                    raise TableFileError(
                        f"{path.suffix}：行数超过 Excel 的上限 {_MOST_LINES}，请改用 .csv 或 .parquet。"
                    )
                sheet.write_row(line, 0, [fitting(cell) if isinstance(cell, str) else cell for cell in cells])


def fitting(text: str) -> str:
    """Return what a cell of Excel holds of a text; … says where a longer one is cut."""
    return text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"


_WRITERS: dict[str, Callable[[Iterator[pd.DataFrame], Path], None]] = {
    ".csv": _write_csv,
    _PARQUET: _write_parquet,
    ".xlsx": _write_excel,
    ".json": _write_json,
    FOLDER: write_parts,
}


def starts_formula(text: str) -> bool:
    """Say whether a spreadsheet would run a cell of this text; a plain number with its sign is none."""
    return _FORMULA.match(text) is not None


def defused(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before each text cell that a spreadsheet would run as a formula."""
    safe = frame.copy()
    for column in safe.columns:
        if COLUMNS.get(str(column), "str") == "str":
            cells = safe[column].tolist()
            if any(
                cell and cell[0] in _STARTS and _FORMULA.match(cell)
                for cell in cells
                if isinstance(cell, str)
            ):
                safe[column] = ["'" + cell if _FORMULA.match(str(cell)) else cell for cell in cells]
    return safe


def _read_csv(path: Path) -> pd.DataFrame:
    lines = csv_lines(path.read_bytes().decode("utf-8-sig"), path)
    _, header = next(lines, (1, []))
    rows = []
    for number, cells in lines:
        if len(cells) != len(header):
            raise TableFileError(f"{path} 第 {number} 行：有 {len(cells)} 个单元格，应为 {len(header)} 个。")
        rows.append(cells)
    return pd.DataFrame(rows, columns=header, dtype="str")


def _read_excel(path: Path) -> pd.DataFrame:
    octets = path.read_bytes()
    check_workbook(octets, path, most_rows=_MOST_LINES + 1)
    return pd.read_excel(io.BytesIO(octets), dtype=str, keep_default_na=False, engine="openpyxl")


def _read_parquet(path: Path) -> pd.DataFrame:
    octets = path.read_bytes()
    if is_sealed(octets) and not is_whole(octets):
        raise _OtherShapeError("写成之后有字节变了，请重新导出")
    return pd.read_parquet(io.BytesIO(octets), page_checksum_verification=True)


def _read_json(path: Path) -> pd.DataFrame:
    rows = json.loads(path.read_text("utf-8"))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _OtherShapeError("不是由行组成的列表")
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=list(COLUMNS))


class _OtherShapeError(ValueError):
    """Say in Chinese why a sound file is no table."""


def _why_unreadable(error: Exception) -> str:
    """Say why a table cannot be read, whatever its library calls it."""
    if isinstance(error, _OtherShapeError):
        return str(error)
    if isinstance(error, pd.errors.EmptyDataError):
        return "文件是空的"
    if isinstance(error, UnicodeDecodeError):
        return "编码不是 UTF-8"
    if isinstance(error, pd.errors.ParserError):
        return "各行的格数不一，或引号没有配对"
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行不合 JSON 的写法"
    return "文件已损坏，或其实是另一种格式"


def read_table(path: Path, needed: Iterable[str] = COLUMNS) -> pd.DataFrame:
    """Read a table that was written before, every cell as text. Raise TableFileError where it lacks columns needed."""
    readers: dict[str, Callable[[Path], pd.DataFrame]] = {
        ".csv": _read_csv,
        _PARQUET: _read_parquet,
        ".xlsx": _read_excel,
        ".json": _read_json,
    }
    parts = parts_in(path)
    if path.suffix.lower() not in readers and not parts:
        raise TableFileError(f"{path}：不认识的格式“{path.suffix}”，可用的是 {'、'.join(FORMATS)}。")
    try:
        if parts:
            frame = pd.concat(map(_read_parquet, parts), ignore_index=True)
        elif path.is_file() or not path.exists():
            frame = readers[path.suffix.lower()](path)
        else:
            frame = None
    except FileNotFoundError as error:
        raise TableFileError(f"{path}：找不到这个文件，请检查路径。") from error
    except PermissionError as error:
        raise TableFileError(f"{path}：无法读取（{reason_said(reason_of(error))}），请检查权限。") from error
    except (ArchiveError, DocumentError) as error:
        raise TableFileError(error.said()) from error
    except TableFileError:
        raise
    except Exception as error:  # a damaged file fails in as many ways as it can be damaged
        raise TableFileError(f"{path}：不是可读的 {path.suffix} 表（{_why_unreadable(error)}）。") from error
    if frame is None:
        raise TableFileError(f"{path}：这是文件夹、设备或管道，应为 extract 写出的表。")
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise TableFileError(f"{path}：缺少列 {'、'.join(missing[:5])}，应为 extract 写出的表。")
    return frame


def table_at(path: Path) -> pd.DataFrame:
    """Return a table that was written before, its cells of their types. Raise TableFileError where it is none."""
    texts = read_table(path)
    try:
        return framed([{name: _typed(name, cell) for name, cell in row.items()} for row in _records(texts)])
    except ValueError as error:
        raise TableFileError(f"{path}：不是可读的 {path.suffix} 表（{error}）。") from error


def _records(frame: pd.DataFrame) -> list[Row]:
    cells = frame[[*COLUMNS]].astype(object)
    records: list[Row] = cells.where(frame.notna(), "").to_dict("records")
    return records


def _typed(column: str, cell: object) -> object:
    """Return what a cell of a table says that a file may hold as text."""
    kind, text = COLUMNS[column], str(cell)
    if kind == "str":
        return text[1:] if text.startswith("'") and starts_formula(text[1:]) else text
    if not text:
        return False if kind == "bool" else None
    if kind == "date":
        return text[:10]  # of 2025-04-07 00:00:00, as a workbook has it
    if kind == "bool":
        return text.lower() == "true"
    return float(text) if kind == "float" else int(float(text))
