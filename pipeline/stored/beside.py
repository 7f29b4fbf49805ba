"""Name what stands beside the parts: what the rows of a series say of each other, and how it is asked for.

A batch is a folder with a file for each of FILES. It speaks for the series that it lists, and for these alone from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

SERIES_SIGN = "\x1f"  # stands between the indicator of a series and whose it is
_TEXTS = pa.list_(pa.string())
# By file: the columns. A series is an indicator and whose it is (pipeline/comparable.py), for the checks of one document
# its digest; `code` is that of the area in which a fact is disputed. `doubt` is what the findings say of a row.
FILES: Mapping[str, pa.Schema] = {
    "series": pa.schema([("series", pa.string()), ("documents", _TEXTS)]),
    "findings": pa.schema(
        [
            *((name, pa.string()) for name in ("series", "id", "kind", "item", "said")),
            ("weight", pa.float64()),
            ("harm", pa.float64()),
            *((name, _TEXTS) for name in ("rows", "documents", "indicators")),
        ]
    ),
    "doubts": pa.schema([(name, pa.string()) for name in ("series", "id", "doubt")]),
    "disputes": pa.schema([(name, pa.string()) for name in ("series", "fact", "code", "conflict")]),
    "revisions": pa.schema([(name, pa.string()) for name in ("series", "id", "revision")]),
}
Beside = Mapping[str, pa.Table]


def nothing() -> Beside:
    """Return what no rows say of each other."""
    return {name: columns.empty_table() for name, columns in FILES.items()}


def current(batches: Sequence[Path], name: str) -> str:
    """Return a query for what the batches, the latest last, hold in one of FILES: of a series what the last one says."""
    if not batches:
        cells = ", ".join(f'NULL::{_sql(one.type)} AS "{one.name}"' for one in FILES[name])
        return f"SELECT {cells} WHERE false"
    numbered = " UNION ALL ".join(
        f"SELECT *, {number} AS batch FROM {_file(batch, name)}" for number, batch in enumerate(batches)
    )
    if len(batches) == 1:
        return f"SELECT * EXCLUDE (batch) FROM ({numbered})"
    spoken = " UNION ALL ".join(
        f"SELECT series, {number} AS last FROM {_file(batch, 'series')}"
        for number, batch in enumerate(batches)
        if number
    )
    return (
        f"SELECT kept.* EXCLUDE (batch) FROM ({numbered}) AS kept LEFT JOIN (SELECT series, max(last) AS last"
        f" FROM ({spoken}) GROUP BY series) AS spoken USING (series) WHERE batch >= coalesce(last, 0)"
    )


def _file(batch: Path, name: str) -> str:
    path = str(batch / f"{name}.parquet").replace("'", "''")
    return f"read_parquet('{path}')"


def _sql(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return "VARCHAR[]"
    return "DOUBLE" if pa.types.is_floating(kind) else "VARCHAR"
