"""Pack rows as a Frictionless data package: data, their description, their sources and how to cite them."""

from __future__ import annotations

import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from app.report.package_readme import readme, title_of_rows
from app.report.package_schema import schema_of, text_schema
from app.report.sdmx import sdmx_files
from app.report.source_tables import sentences, sources
from app.report.zips import zipped
from app.rows.row_tables import readable
from app.selection import ALL, named
from pipeline.files import defused
from pipeline.parquet import schema, sealed
from pipeline.table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from app.wording import Wording

_VERSION = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xml": "application/vnd.sdmx.structure+xml;version=3.0.0",
}


def data_package(
    rows: pd.DataFrame,
    catalogue: Mapping[str, Any],
    say: Wording,
    *,
    created: date | None = None,
    shown: bool = True,
) -> bytes:
    """Return the zip: the same rows give the same bytes, but for the day of creation where one is given.

    `shown` adds the table as the page shows it. README and titles are in the
    language of `say`.
    """
    rows = named(rows, ALL)
    held = {
        "data/observations.csv": table_csv(rows[[*COLUMNS]]),
        "data/observations.parquet": parquet_bytes(rows),
        **{f"sdmx/{path}": octets for path, octets in sdmx_files(rows, catalogue, created).items()},
        "sources.csv": table_csv(sources(rows)),
        "sentences.csv": table_csv(sentences(rows)),
    }
    schemas = {
        "data/observations.csv": schema_of("observations", say),
        "sources.csv": schema_of("sources", say),
        "sentences.csv": schema_of("sentences", say),
    }
    if shown:
        table = readable(rows, catalogue, say)
        held["data/formatted.csv"] = table_csv(table)
        schemas["data/formatted.csv"] = text_schema(table)
    described = _description(rows, catalogue, say, created) | {
        "resources": [_resource(path, octets, schemas.get(path)) for path, octets in held.items()]
    }
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    words = readme(rows, catalogue, say, created, tuple(held))
    return zipped({"datapackage.json": text.encode("utf-8"), "README.md": words.encode("utf-8"), **held})


def table_csv(table: pd.DataFrame) -> bytes:
    """Write a table for programs: UTF-8 without a byte-order mark, decimal points, ISO dates, true and false."""
    whole = {name: "Int64" for name in table.columns if COLUMNS.get(str(name)) == "int"}
    safe = defused(table).astype(whole)
    for column in safe.columns[safe.dtypes == "bool"]:
        safe[column] = safe[column].map({True: "true", False: "false"})
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8")


def parquet_bytes(rows: pd.DataFrame) -> bytes:
    """Write rows as Parquet, with the columns and types of the table of observations."""
    held = io.BytesIO()
    table = pa.Table.from_pandas(rows[[*COLUMNS]], schema=schema(), preserve_index=False)
    with sealed(held, table.schema, write_page_checksum=True) as writer:
        writer.write_table(table)
    return held.getvalue()


def _description(
    rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording, created: date | None
) -> dict[str, Any]:
    cited = sources(rows)
    return {
        "$schema": _VERSION,
        "name": "county-indicators-observations",
        "title": title_of_rows(rows, catalogue, say),
        "description": say("export.about", count=len(rows), documents=len(cited)),
        **({"created": f"{created.isoformat()}T00:00:00Z"} if created else {}),
        "licenses": [{"name": "notspecified", "title": say("export.rights")}],
        "sources": [
            {"title": say("list.gap").join(filter(None, (one.source, one.published, one.title))) or one.file}
            for one in cited.itertuples()
        ],
    }


def _resource(path: str, octets: bytes, fields: dict[str, Any] | None) -> dict[str, Any]:
    stem, _, ending = path.rpartition(".")
    kind = {"type": "table", "encoding": "utf-8", "schema": fields} if fields else {}
    # frictionless counts no bytes of Parquet, and so would find any count wrong.
    counted = {"bytes": len(octets), "hash": f"sha256:{hashlib.sha256(octets).hexdigest()}"}
    return {
        "name": f"{stem.replace('/', '-')}-{ending}",
        "path": path,
        "format": ending,
        "mediatype": _TYPES[ending],
        **(counted if ending != "parquet" else {}),
        **kind,
    }
