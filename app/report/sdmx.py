"""Write rows as SDMX: the data as SDMX-CSV 2.0, and the structure that the data are read with.

A key is REF_AREA, INDICATOR, MEASURE, SUBJECT, STATUS, DOCUMENT, FREQ and TIME_PERIOD. Where one document states a
fact twice (a conflict, or two scopes), the first figure keeps the document's code and each further one adds its
offset, so that no key stands twice and each figure can still be found under its document.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.report.sdmx_codes import Codes, on_one_line, structure
from app.report.sdmx_periods import time_of
from app.report.sdmx_structure import AGENCY, FLOW, VERSION, structure_xml
from app.report.zips import zipped
from pipeline.files import defused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_TARGET = ("dataflow", f"{AGENCY}:{FLOW}({VERSION})", "I")
# Attributes that stand in the table as they stand in SDMX.
_SAME = {
    "QUALIFIER": "qualifier",
    "LOWER_BOUND": "low",
    "UPPER_BOUND": "high",
    "VALUE_TEXT": "value_text",
    "SCOPE": "scope",
    "PERIOD_LABEL": "period",
    "DERIVATION": "derivation",
    "SOURCE": "source",
    "PUBLISHED": "published",
    "CONFLICT": "conflict",
    "REVIEW": "review",
    "OBS_ID": "id",
    "COMMENT_OBS": "sentence",
}


def sdmx_files(
    rows: pd.DataFrame, catalogue: Mapping[str, Any], created: date | None = None
) -> dict[str, bytes]:
    """Return observations.csv (SDMX-CSV 2.0, without a byte-order mark) and structure.xml (SDMX-ML 3.0).

    Rows without a period and without a year (`timeless`) have no key and are left out. Text that a spreadsheet would
    run is defused, and stands on one line. The structure says when it was prepared, where a day is given.
    """
    codes = Codes(catalogue)
    kept = rows[~timeless(rows)]
    text = defused(kept[[*_SAME.values()]])
    kept = kept.assign(**{name: text[name] for name in text.columns})
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(header())
    writer.writerows(_lines(kept, codes))
    return {
        "observations.csv": held.getvalue().encode("utf-8"),
        "structure.xml": structure_xml(codes.lists, created),
    }


def sdmx_zip(rows: pd.DataFrame, catalogue: Mapping[str, Any], created: date | None = None) -> bytes:
    """Return both files as one zip: the data cannot be read without their structure."""
    return zipped(sdmx_files(rows, catalogue, created))


def timeless(rows: pd.DataFrame) -> pd.Series[bool]:
    """Say of each row whether it has no time: neither a stated period nor the year of its document."""
    times = rows[["period", "period_start", "period_end", "year"]]
    return pd.Series([time_of(row) == ("", "") for row in times.itertuples()], rows.index, dtype="bool")


def header() -> list[str]:
    """Name the columns."""
    parts = structure()
    return [
        *("STRUCTURE", "STRUCTURE_ID", "ACTION"),
        *(*parts["dimensions"], "TIME_PERIOD", *parts["measures"], *parts["attributes"]),
    ]


def _lines(rows: pd.DataFrame, codes: Codes) -> Iterator[list[str]]:
    """Yield the cells of each row, in the order of the document, so that the first figure keeps the plain key."""
    keys: set[tuple[str, ...]] = set()
    dimensions = [*structure()["dimensions"], "TIME_PERIOD"]
    columns = header()[len(_TARGET) :]
    ordered = rows.sort_values(["document", "start", "id"], kind="stable", na_position="last")
    for row in ordered.itertuples():
        cells = _dimensions(row, codes) | _measured(row, codes)
        for document in codes.documents(row):
            cells["DOCUMENT"] = document
            key = tuple(cells[name] for name in dimensions)
            if key not in keys:
                break
        keys.add(key)
        yield [*_TARGET, *(cells[column] for column in columns)]


def _dimensions(row: Any, codes: Codes) -> dict[str, str]:
    frequency, time = time_of(row)
    return {
        "REF_AREA": codes.area(row),
        "INDICATOR": codes.indicator(row),
        "MEASURE": str(row.measure),
        "SUBJECT": codes.subject(row),
        "STATUS": f"{row.status}_derived" if bool(row.derived) else str(row.status),
        "FREQ": frequency,
        "TIME_PERIOD": time,
    }


def _measured(row: Any, codes: Codes) -> dict[str, str]:
    unit, power = codes.unit(row)
    span = "" if pd.isna(row.start) or pd.isna(row.end) else f"{int(row.start)}-{int(row.end)}"
    return {
        "OBS_VALUE": on_one_line(row.value),
        "UNIT_MEASURE": unit,
        "UNIT_MULT": power,
        "OBS_STATUS": _observation_status(row),
        "TEXT_SPAN": span,
        **{name: on_one_line(getattr(row, column)) for name, column in _SAME.items()},
    }


def _observation_status(row: Any) -> str:
    """Choose from CL_OBS_STATUS by the standard's meanings.

    F is the value that a quantity will take at some future time: the nearest to a plan. E attempts the size of what
    exists already, by a computation: a computed value. P, a value that its own source expects to revise, is
    nothing that a row can tell. All else is A, also bounds and approximate figures, which QUALIFIER tells.
    """
    if row.status == "planned":
        return "F"
    return "E" if bool(row.derived) else "A"
