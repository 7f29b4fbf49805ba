"""List the formats that rows can be saved in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.exports import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from app.report.data_package import data_package, parquet_bytes
from app.report.sdmx import sdmx_zip
from app.rows.row_tables import readable
from pipeline.doubts import DOUBT
from pipeline.revisions import REVISION
from pipeline.table import COLUMNS

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from app.wording import Wording

Writer = Callable[["pd.DataFrame", Mapping[str, Any], "Wording"], bytes]
FIRST = "csv"
_ZIP_TYPE, _PARQUET_TYPE = "application/zip", "application/vnd.apache.parquet"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its code, the key of its name, how a file of it ends, its media type, and what writes it.

    `write` takes rows with the column `who`, the catalogue and the words. With `timed`, rows that have no time at
    all are left out of the file, or of a part of it.
    """

    code: str
    label: str
    ending: str
    mime: str
    write: Writer
    timed: bool = False


def told(rows: pd.DataFrame) -> list[str]:
    """Name the columns of a file of rows: those of the contract, and doubts and revisions where they are known."""
    return [*COLUMNS, *(name for name in (DOUBT, REVISION) if name in rows)]


def formats(created: date | None = None) -> tuple[Format, ...]:
    """Return the formats; `created` is the day that a package bears."""

    def shown(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> pd.DataFrame:
        return readable(rows, catalogue, say)

    return (
        Format(FIRST, "export.csv", "csv", CSV_TYPE, lambda rows, *_: csv_bytes(rows[told(rows)])),
        Format(
            "csv_shown", "export.csv_shown", "csv", CSV_TYPE,
            lambda rows, catalogue, say: csv_bytes(shown(rows, catalogue, say)),
        ),
        Format(
            "xlsx", "export.xlsx", "xlsx", XLSX_TYPE,
            lambda rows, _, say: xlsx_bytes(rows[told(rows)], say("compare.table")),
        ),
        Format(
            "xlsx_shown", "export.xlsx_shown", "xlsx", XLSX_TYPE,
            lambda rows, catalogue, say: xlsx_bytes(shown(rows, catalogue, say), say("compare.table")),
        ),
        Format("parquet", "export.parquet", "parquet", _PARQUET_TYPE, lambda rows, *_: parquet_bytes(rows)),
        Format(
            "sdmx", "export.sdmx", "sdmx.zip", _ZIP_TYPE,
            lambda rows, catalogue, _: sdmx_zip(rows, catalogue, created), timed=True,
        ),
        Format(
            "package", "export.package", "zip", _ZIP_TYPE,
            lambda rows, catalogue, say: data_package(rows, catalogue, say, created=created),
            timed=True,
        ),
    )  # fmt: skip
