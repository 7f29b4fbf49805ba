"""Say how the columns of the table are written to Parquet."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from pipeline.table import COLUMNS

_TYPES = {
    "str": pa.large_string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}


def schema(more: Iterable[str] = ()) -> pa.Schema:
    """Return the schema of the table, with further columns of text behind it."""
    columns = [(column, _TYPES[kind]) for column, kind in COLUMNS.items()]
    return pa.schema([*columns, *((column, _TYPES["str"]) for column in more)])
