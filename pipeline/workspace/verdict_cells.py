"""Read the cells of a file of verdicts, each by what its column may hold."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from pipeline.periods.labels import days_of
from pipeline.table import COLUMNS
from pipeline.workspace.decidable import CORRECTABLE, NEEDED
from pipeline.workspace.verdicts import DECISIONS

_PATTERNS = {
    "digest": re.compile(r"[0-9a-f]{64}"),
    "start": re.compile(r"\d{1,12}"),
    "end": re.compile(r"\d{1,12}"),
    "indicator": re.compile(r"[a-z][a-z0-9_]{0,99}"),
    "measure": re.compile(r"[a-z]{1,20}"),
    "decision": re.compile("|".join(DECISIONS)),
    "at": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z"),
}
_ALLOWED = {"start": "whole", "end": "whole", "indicator": "code", "measure": "code"}
_FIRST_YEAR = 2000  # nobody decided anything before
_KINDS = {"float": "number", "int": "whole", "bool": "flag"}


class CellError(ValueError):
    """Name what a cell should hold instead; `column` where it is another than the one being read."""

    def __init__(self, allowed: str, column: str = "") -> None:
        """Take the code of what is allowed."""
        self.allowed, self.column = allowed, column
        super().__init__(allowed)


def key_cell(column: str, cell: str) -> str:
    """Return a cell that says which row is meant and what was decided. Raise CellError where it cannot be."""
    if column == "period":
        _period(cell)
    elif (pattern := _PATTERNS.get(column)) and not pattern.fullmatch(cell):
        raise CellError(_ALLOWED.get(column, column))
    if column == "at":
        _time(cell)
    return cell


def change_of(column: str, cell: str) -> str | float | bool | None:
    """Return the right value of a column of the table from its cell. Raise CellError where it cannot be.

    Only the bounds of a value may be none: at least 10,000 has no upper one.
    """
    kind = COLUMNS[column]
    if not cell and column in ("low", "high"):
        return None
    if column == "period":
        _period(cell)
    if kind == "date" and cell:
        _date(cell)
    if kind == "bool":
        if cell not in ("True", "False"):
            raise CellError("flag")
        return cell == "True"
    if kind in ("float", "int"):
        try:
            value = float(cell) if kind == "float" else int(cell)
        except ValueError:
            raise CellError(_KINDS[kind]) from None
        if not math.isfinite(value):
            raise CellError(_KINDS[kind])
        return value
    return cell


def check_changes(decision: str, changes: Mapping[str, object]) -> None:
    """Raise CellError where new values do not go with the decision."""
    if decision == "corrected" and not changes:
        raise CellError("change", "new_value")
    if decision == "added" and (missing := [name for name in NEEDED if name not in changes]):
        raise CellError("row", f"new_{missing[0]}")
    if decision not in ("corrected", "added") and changes:
        raise CellError("none", f"new_{next(iter(changes))}")
    if decision == "corrected" and (beyond := [name for name in changes if name not in CORRECTABLE]):
        raise CellError("none", f"new_{beyond[0]}")


def _time(cell: str) -> None:
    """Refuse a time that is none, long past or yet to come: every later decision would be dated like the last."""
    try:
        made = datetime.fromisoformat(cell)
    except ValueError:
        raise CellError("at") from None
    if made.year < _FIRST_YEAR or made - datetime.now(tz=UTC) > timedelta(days=1):
        raise CellError("at")


def _date(cell: str) -> None:
    try:
        date.fromisoformat(cell)
    except ValueError:
        raise CellError("date") from None


def _period(cell: str) -> None:
    try:
        if cell:
            days_of(cell)
    except ValueError:
        raise CellError("period") from None
