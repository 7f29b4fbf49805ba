"""Compare two tables of observations: rows gained, lost and altered, grouped by the rule that made them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from pipeline.files import read_table

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


def changes(old: Path, new: Path) -> Iterator[str]:
    """Yield a line for each row that only one table has or in which a cell differs, then a line that counts them.

    Raises TableFileError where a file is no table of observations.
    """
    before, after = _keyed(read_table(old)), _keyed(read_table(new))
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(before.keys() | after.keys(), key=str):
        if key not in after:
            groups["-", before[key]["rule"]].append(_said(before[key]))
        elif key not in before:
            groups["+", after[key]["rule"]].append(_said(after[key]))
        elif altered := _altered(before[key], after[key]):
            groups["~", after[key]["rule"]].append(f"{_said(after[key])}  {altered}")
    names = {"+": "gained 新增", "-": "lost 减少", "~": "altered 改动"}
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
    try:
        return f"{float(said):.12g}"
    except ValueError:
        return said.lower() if said in ("True", "False") else said


def _altered(before: dict[str, str], after: dict[str, str]) -> str:
    return "; ".join(
        f"{column}: {before[column] or '—'} → {after[column] or '—'}"
        for column in COMPARED
        if before[column] != after[column]
    )


def _said(row: dict[str, str]) -> str:
    where = f"{row['document']}:{row['start']}"
    return f"{where}  {row['indicator']}.{row['measure']} {row['value_text']}  {row['place']} {row['period']}".rstrip()
