"""Ask Parquet files by one engine, the same for the whole process: what it holds of their pieces is held once.

What a file says of its pieces takes half of a question about few columns to read, and at ten million rows 50 MB to hold.
"""

from __future__ import annotations

import tempfile
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
