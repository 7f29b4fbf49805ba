"""Compare two tables of observations: rows gained, lost and altered, grouped by the rule that made them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from pipeline.files import read_table, starts_formula

# What makes two rows speak of the same figure: where it stands and what it is said to be.
KEY = ("document", "start", "end", "indicator", "measure", "derived", "period")
COMPARED = (
    "value",
    "unit",
    "qualifier",
    "status",
    "place",
    "subject",
    "period_start",
    "period_end",
    "scope",
    "rule",
)
NEEDED = (*dict.fromkeys((*KEY, *COMPARED)), "value_text")


@dataclass(frozen=True, slots=True)
class Change:
    """Be one row gained (no `before`), lost (no `after`) or altered; cells are text, "" where empty.

    `altered` gives for each cell that differs the text before and after.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    altered: Mapping[str, tuple[str, str]]

    @property
    def sign(self) -> Literal["+", "-", "~"]:
        """Tell gained, lost and altered apart."""
        return "~" if self.before and self.after else "+" if self.after else "-"

    @property
    def row(self) -> Mapping[str, str]:
        """Return the row as it is now, of a lost one as it was."""
        return self.after or self.before


def compare(old: pd.DataFrame, new: pd.DataFrame) -> list[Change]:
    """Return the rows that only one of two tables of observations has or in which a cell differs, in order of key."""
    before, after = _keyed(old), _keyed(new)
    found = []
    for key in sorted(before.keys() | after.keys(), key=str):
        was, now = before.get(key, {}), after.get(key, {})
        altered = _altered(was, now) if was and now else {}
        if altered or not (was and now):
            found.append(Change(was, now, altered))
    return found


def changes(old: Path, new: Path) -> Iterator[str]:
    """Yield a line for each row that only one table has or in which a cell differs, then a line that counts them.

    Raises TableFileError where a file is no table of observations.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for change in compare(read_table(old, NEEDED), read_table(new, NEEDED)):
        cells = "; ".join(
            f"{name}: {was or '—'} → {now or '—'}" for name, (was, now) in change.altered.items()
        )
        groups[change.sign, change.row["rule"]].append(f"{_said(change.row)}  {cells}".rstrip())
    names = {"+": "新增", "-": "减少", "~": "改动"}
    for (sign, rule), lines in sorted(groups.items()):
        yield f"{names[sign]}  {rule}  ({len(lines)})"
        yield from (f"  {sign} {line}" for line in lines)
    counts = {sign: sum(len(lines) for (one, _), lines in groups.items() if one == sign) for sign in names}
    yield f"+{counts['+']} -{counts['-']} ~{counts['~']}"


def _keyed(frame: pd.DataFrame) -> dict[tuple[str, ...], dict[str, str]]:
    texts = frame.astype(object).where(frame.notna(), "").map(_text)
    return {tuple(row[column] for column in KEY): row for row in texts.to_dict("records")}


def _text(cell: object) -> str:
    """Write a cell alike whatever file it came from: 2.0 and 2, True and true."""
    said = str(cell).removesuffix(" 00:00:00")
    if said.startswith("'") and starts_formula(said[1:]):
        said = said[1:]  # as a CSV has it
    try:
        return f"{float(said):.12g}"
    except ValueError:
        return said.lower() if said in ("True", "False") else said


def _altered(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {column: (before[column], after[column]) for column in COMPARED if before[column] != after[column]}


def _said(row: Mapping[str, str]) -> str:
    where = f"{row['document']}:{row['start']}"
    return f"{where}  {row['indicator']}.{row['measure']} {row['value_text']}  {row['place']} {row['period']}".rstrip()
