"""Read which rows are right: by a table of judged rows, or against a table of the facts that a reader found."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.confidence import SUGGESTION
from pipeline.csv_lines import csv_lines
from pipeline.documents import DocumentError, read_text
from pipeline.table import Row

NEEDED = (
    "document", "indicator", "measure", "value", "qualifier", "status", "period_start", "period_end", "year",
    "place", "subject",
)  # fmt: skip
NEEDED_OF_JUDGED = (
    "id", "indicator", "rule", "place", "subject", "status", "sentence", "title", "derived", "right",
)  # fmt: skip
_TOLD = {"true": True, "false": False}
_NOTHING = "-"
_PRECISION = 1e-6
_LEAST_OF_NAME = 0.3  # of a subject's name that must stand in the other one


def labelled_facts(path: Path) -> dict[str, list[dict[str, str]]]:
    """Return the facts of a labelled table by document: one a row, columns as in the table (`document` or `doc`).

    An empty cell asks for nothing, `-` for an empty cell, `a|b` for either. Raise DocumentError, naming the line, where
    a column or a cell is missing or wrong.
    """
    facts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for number, fact in _cells(path, NEEDED):
        try:
            float(fact["value"])
        except ValueError:
            raise DocumentError("no_number", file=path, line=number, found=fact["value"]) from None
        facts[fact["document"]].append(fact)
    return facts


def judged_rows(path: Path) -> Iterator[tuple[dict[str, str], bool]]:
    """Yield the printed rows of a judged table, each with whether every cell of it is right.

    Columns as in the table, besides `right` (true or false) and, for suggestions, `checks` (those that failed). Raise
    DocumentError, naming the line, where a column or a cell is missing or wrong.
    """
    for number, row in _cells(path, NEEDED_OF_JUDGED):
        right = _TOLD.get(row["right"].lower())
        if row["rule"] == SUGGESTION and not row.get("checks"):
            raise DocumentError("no_columns", file=path, columns="checks")
        if right is None:
            raise DocumentError("not_judged", file=path, line=number, found=row["right"])
        if _TOLD.get(row["derived"].lower()) is not True:
            yield row, right


def _cells(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the cells of each line by column, with its number; DocumentError where one is missing."""
    lines = csv_lines(read_text(path), path)
    _, header = next(lines)
    columns = ["document" if name == "doc" else name for name in header]
    if missing := [name for name in needed if name not in columns]:
        raise DocumentError("no_columns", file=path, columns="、".join(missing))
    for number, cells in lines:
        if len(cells) != len(columns):
            raise DocumentError("cell_count", file=path, line=number, found=len(cells), wanted=len(columns))
        yield number, dict(zip(columns, cells, strict=True))


def first_column(path: Path) -> frozenset[str]:
    """Return the first cells of a CSV table, such as the ids of a catalogue. Raise DocumentError where it is none."""
    return frozenset(cells[0] for _, cells in csv_lines(read_text(path), path))


def judged(rows: list[Row], facts: list[dict[str, str]]) -> Iterator[tuple[Row, bool]]:
    """Yield the printed rows of one document, each with whether it states a labelled fact in full, once each.

    Rows of a measure that such tables do not label (change, share) are left out; rows that agree only with a fact
    on which readers differ (`optional`) are left out, too.
    """
    left = list(facts)
    for row in rows:
        if row["derived"] or row["measure"] not in ("level", "yoy"):
            continue
        fact = next((fact for fact in left if _states(row, fact)), None)
        if fact is None:
            yield row, False
            continue
        left.remove(fact)
        if fact.get("optional") != "yes":
            yield row, True


def _states(row: Mapping[str, Any], fact: Mapping[str, str]) -> bool:
    same = (row["indicator"], row["measure"]) == (fact["indicator"], fact["measure"])
    if not same or not math.isclose(row["value"], float(fact["value"]), rel_tol=_PRECISION):
        return False
    cells = ("qualifier", "status", "period_start", "period_end", "year", "place")
    asked = all(_accepts(fact[name], row[name]) for name in cells)
    return asked and _same_subject(fact["subject"], str(row["subject"]))


def _accepts(asked: str, cell: object) -> bool:
    said = "" if cell is None else str(cell)
    return not asked or said in ("" if one == _NOTHING else one for one in asked.split("|"))


def _same_subject(asked: str, name: str) -> bool:
    """Say whether one name is within the other, and no mere scrap of it."""
    for one in asked.split("|"):
        if one == _NOTHING and not name:
            return True
        short, long = sorted((one, name), key=len)
        if len(short) > 1 and short in long and len(short) >= _LEAST_OF_NAME * len(long):
            return True
    return not asked
