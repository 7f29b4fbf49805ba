"""Ask Parquet files by one engine, the same for the whole process: what it holds of their pieces is held once.

What a file says of its pieces takes half of a question about few columns to read, and at ten million rows 50 MB to hold.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": False,  # nothing is fetched
    "autoload_known_extensions": False,
    "memory_limit": "400MB",
    "threads": 2,
    "allocator_flush_threshold": "16MB",  # what a question took is given back behind it
}


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """Return the engine; a cursor of it is for one thread."""
    # What does not fit into memory is written there, and else beside where the program was started.
    spilled = Path(tempfile.gettempdir(), f"county-indicators-{uuid4().hex}")
    made = duckdb.connect(":memory:", config={**SETTINGS, "temp_directory": str(spilled)})
    made.execute("LOAD parquet; SET GLOBAL parquet_metadata_cache = true")
    return made


class Space:
    """Be a place in the engine for tables that belong together; they are gone with it."""

    def __init__(self) -> None:
        """Make it."""
        name = f"space_{uuid4().hex}"
        with engine().cursor() as cursor:
            cursor.execute(f"ATTACH ':memory:' AS {name}")
        self._name = name
        weakref.finalize(self, _forget, name)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor that finds the tables of this place by their names. Raises duckdb.Error."""
        with engine().cursor() as cursor:
            cursor.execute(f"USE {self._name}")
            yield cursor


def _forget(name: str) -> None:
    with suppress(duckdb.Error), engine().cursor() as cursor:
        cursor.execute(f"DETACH {name}")
