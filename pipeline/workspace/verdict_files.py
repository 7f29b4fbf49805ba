"""Write decisions as CSV, and read them back in another workspace."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.csv_lines import csv_lines
from pipeline.documents import DocumentError
from pipeline.files import starts_formula
from pipeline.mistakes import MistakeError
from pipeline.table import COLUMNS
from pipeline.words import words_of
from pipeline.workspace.decidable import CORRECTABLE
from pipeline.workspace.verdict_cells import CellError, change_of, check_changes, key_cell
from pipeline.workspace.verdicts import Key, Verdict

KEY = ("digest", "start", "end", "indicator", "measure", "period")
FIXED = ("document", *KEY, "decision", "reason", "at")
_NEW = "new_"
_MANY_LINED = ("reason", f"{_NEW}sentence")  # a person's words, and those of a document
_LARGEST = 64  # MB
_KEPT_APOSTROPHE = "'"


class VerdictFileError(MistakeError):
    """Say why a file is no file of verdicts, naming the line and the column where there are any."""

    WORDS = "verdict_files"


def verdicts_csv(history: Iterable[Verdict]) -> bytes:
    """Write one line a decision, in order, with a byte-order mark.

    The columns are those of FIXED, then `new_` and a column of the table for each value that a decision changes. An
    empty cell there means no change, an apostrophe alone a change to nothing. Text that a spreadsheet would run, or
    that begins with an apostrophe, has one before it.
    """
    verdicts = [*history]
    named = {name for one in verdicts for name in one.changes} | {*CORRECTABLE}
    columns = [name for name in COLUMNS if name in named]
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([*FIXED, *(_NEW + name for name in columns)])
    for one in verdicts:
        fixed = (one.file, *one.key, one.decision, one.reason, one.at)
        changes = (
            (_safe(one.changes[name]) or _KEPT_APOSTROPHE) if name in one.changes else "" for name in columns
        )
        writer.writerow([*map(_safe, fixed), *changes])
    return b"\xef\xbb\xbf" + held.getvalue().encode("utf-8")


def read_verdicts(octets: bytes) -> list[Verdict]:
    """Read a file that `verdicts_csv` wrote, in UTF-8 or as Chinese Excel saves it (GB18030).

    Raises VerdictFileError at the first thing that is wrong; nothing is taken from such a file.
    """
    if len(octets) > _LARGEST * 1_000_000:
        raise VerdictFileError("too_large", size=len(octets) // 1_000_000, most=_LARGEST)
    lines = csv_lines(_text(octets), "", many_lined=_MANY_LINED)
    try:
        _, header = next(lines, (1, []))
        _check_header(header)
        return [_verdict(line, dict(zip(header, cells, strict=True)))
                for line, cells in _of_length(lines, len(header))]  # fmt: skip
    except DocumentError as error:
        raise VerdictFileError("open_quote", line=error.values["line"]) from error


def unknown(verdicts: Iterable[Verdict], history: Iterable[Verdict]) -> list[Verdict]:
    """Return the decisions that are not in a history already, each once."""
    there = {_identity(one) for one in history}
    news = {_identity(one): one for one in verdicts}
    return [one for identity, one in news.items() if identity not in there]


def _identity(one: Verdict) -> tuple[object, ...]:
    return one.key, one.decision, one.reason, tuple(sorted(one.changes.items())), one.at


def _text(octets: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = octets.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise VerdictFileError("no_text")


def _check_header(header: list[str]) -> None:
    allowed = "、".join(FIXED)
    for column in FIXED:
        if column not in header:
            raise VerdictFileError("no_column", column=column, allowed=allowed)
    for column in header:
        known = column in FIXED or (column.startswith(_NEW) and column.removeprefix(_NEW) in COLUMNS)
        if not known or header.count(column) > 1:
            raise VerdictFileError("unknown_column", column=column[:40], allowed=f"{allowed}、{_NEW}…")


def _of_length(lines: Iterator[tuple[int, list[str]]], wanted: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold anything, each as long as the header."""
    for line, cells in lines:
        if not any(cells):
            continue
        if len(cells) != wanted:
            raise VerdictFileError("wrong_length", line=line, found=len(cells), wanted=wanted)
        yield line, cells


def _check_order(read: Mapping[str, Any]) -> None:
    if int(read["end"]) <= int(read["start"]):
        raise CellError("behind", "end")


def _verdict(line: int, cells: dict[str, str]) -> Verdict:
    column = ""
    try:
        read = {}
        for column in FIXED:
            read[column] = key_cell(column, _plain(cells[column]))
        _check_order(read)
        changes: dict[str, Any] = {}
        for column, cell in cells.items():
            if column not in FIXED and cell:
                name = column.removeprefix(_NEW)
                changes[name] = change_of(name, _plain(cell))
        column = "decision"
        check_changes(str(read["decision"]), changes)
    except CellError as error:
        allowed = words_of("verdict_files")["allowed"][error.allowed]
        raise VerdictFileError(
            "wrong_cell", line=line, column=error.column or column, found=cells.get(column, "")[:40],
            allowed_zh=allowed["zh"], allowed_en=allowed["en"],
        ) from error  # fmt: skip
    texts = {name: str(value) for name, value in read.items()}
    key = Key(texts["digest"], int(texts["start"]), int(texts["end"]),
              texts["indicator"], texts["measure"], texts["period"])  # fmt: skip
    return Verdict(key, texts["decision"], texts["reason"], changes, texts["document"], at=texts["at"])


def _safe(value: object) -> str:
    text = repr(value) if isinstance(value, float) else "" if value is None else str(value)
    return f"'{text}" if text.startswith("'") or starts_formula(text) else text


def _plain(cell: str) -> str:
    return cell.removeprefix("'")
