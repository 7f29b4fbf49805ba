"""Load the table of observations, once for the same documents and rules."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.remembered import recall, remember

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "COUNTY_INDICATORS_DATA"
RULES = ROOT / "indicators.yaml"


class LoadingFailedError(Exception):
    """The documents could not be read; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The table, the catalogue that it was read by, and how much was read."""

    table: pd.DataFrame
    catalogue: Mapping[str, Any]
    documents: int
    rejected: int
    skipped: tuple[str, ...]


def data_path() -> Path:
    """Find the documents: `-- --data PATH`, else the environment variable, else the sample documents."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    given = parser.parse_known_args(sys.argv[1:])[0].data or os.environ.get(VARIABLE)
    return Path(given).expanduser() if given else ROOT / "seeds"


def load() -> Loaded:
    """Load the observations of the chosen documents.

    Raises LoadingFailedError with one sentence where there is nothing to read or the rules do not hold.
    """
    path = data_path()
    try:
        return extract_once(str(path), fingerprint(path))
    except (ValueError, OSError) as error:  # what the rules or the documents are to blame for
        raise LoadingFailedError(str(error)) from error


@st.cache_resource(show_spinner=False, max_entries=4)
def extract_once(path: str, contents: str) -> Loaded:
    """Run the pipeline, or recall what it gave before; `contents` is the fingerprint that the result is kept by.

    Every page is given the one table and alters nothing in it: a copy of 200,000 rows costs half a second.
    """
    from pipeline.indicators import load_catalogue

    catalogue = load_catalogue().entries
    known = recall(contents)
    if known is None:
        table, counts = read_all(path)
        remember(contents, table, counts)
    else:
        table, counts = known
    return Loaded(table, catalogue, counts["documents"], counts["rejected"], tuple(counts["skipped"]))


def read_all(path: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Extract every document under a path: the table, and how many were read, skipped and numbers rejected."""
    # The pipeline loads its lexicons on import: where the table is remembered nobody waits for them.
    from pipeline.batches import extract_batches
    from pipeline.table import table

    rows: list[dict[str, Any]] = []
    skipped: list[str] = []
    read = rejected = 0
    for batch in extract_batches(path):
        rows += batch.rows
        skipped += batch.skipped
        read += len(batch.files)
        rejected += batch.rejected
    return table(rows), {"documents": read - len(skipped), "rejected": rejected, "skipped": skipped}


def files_of(path: Path) -> list[Path]:
    """List the files under a path in order; a file is itself."""
    return [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())


def fingerprint(path: Path) -> str:
    """Hash names and contents of the documents and of the rules."""
    whole = hashlib.blake2b(digest_size=16)
    for file in [*files_of(path), RULES]:
        if file.exists():
            state = file.stat()
            whole.update(f"{file}\0{digest(file, state.st_size, state.st_mtime_ns)}\0".encode())
    return whole.hexdigest()


@lru_cache(maxsize=100_000)
def digest(file: Path, _size: int, _changed: int) -> str:
    """Hash a file's content; size and time of change spare reading it again."""
    return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()


def document_text(document: str) -> str:
    """Read the text that a row's offsets point into; empty where the document has gone."""
    from pipeline.documents import DocumentError, read_text

    root = data_path()
    path = root if root.is_file() else root / document
    try:
        return read_text(path)
    except (OSError, DocumentError):
        return ""
