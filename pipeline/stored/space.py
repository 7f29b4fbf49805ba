"""Ask the engine for tables that belong together and for files: what it gives has the types of the table."""

from __future__ import annotations

import errno
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

import duckdb
import pandas as pd
import pyarrow as pa

from pipeline.parquet import schema
from pipeline.stored.engine import engine

_TEXTS = pd.StringDtype(na_value=float("nan"))
_DTYPES = {pa.int64(): pd.Int64Dtype(), pa.large_string(): _TEXTS}.get
_TYPES = {**{one.name: one.type for one in schema()}, "title_stated": pa.bool_()}


class Space:
    """Be a place in the engine for tables that belong together; they are gone with it. Any thread may ask.

    Every method raises OSError where the engine cannot answer, which names the `folder` of the files asked.
    """

    def __init__(self, folder: str | None) -> None:
        """Make it."""
        self._folder = folder
        name = f"space_{uuid4().hex}"
        with engine().cursor() as cursor:
            cursor.execute(f"ATTACH ':memory:' AS {name}")
        self._name = name
        weakref.finalize(self, _forget, name)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor that finds the tables of this place by their names."""
        try:
            with engine().cursor() as cursor:
                cursor.execute(f"USE {self._name}")
                yield cursor
        except duckdb.OutOfMemoryException as error:
            raise OSError(errno.ENOMEM, str(error), self._folder) from error
        except duckdb.Error as error:
            raise OSError(errno.EIO, str(error), self._folder) from error

    def arrow(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        """Return what a query gives."""
        with self.cursor() as cursor:
            return cursor.sql(sql, params=[*values]).to_arrow_table()

    def ask(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """Return what a query gives, with the types of the table."""
        return framed(self.arrow(sql, values))

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Make what later queries name."""
        with self.cursor() as cursor:
            cursor.execute(sql, [*values])

    def keep(self, name: str, table: pa.Table) -> None:
        """Keep a table, to be asked together with the others."""
        with self.cursor() as cursor:
            cursor.register("given", table)
            cursor.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM given')
            cursor.unregister("given")


def framed(made: pa.Table) -> pd.DataFrame:
    """Return what a query gave with the types of the table."""
    types = [
        (one.name, pa.large_string() if _is_text(one.type) else _TYPES.get(one.name, one.type))
        for one in made.schema
    ]
    return made.cast(pa.schema(types)).to_pandas(types_mapper=_DTYPES)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _forget(name: str) -> None:
    with suppress(duckdb.Error), engine().cursor() as cursor:
        cursor.execute(f"DETACH {name}")
