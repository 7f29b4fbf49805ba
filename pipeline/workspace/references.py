"""Keep tables of official figures as they were handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pipeline.indicators.layers import Rules, catalogue_by
from pipeline.mistakes import MistakeError
from pipeline.reference_series import ReferenceTableError, reference_rows
from pipeline.table import Row
from pipeline.workspace.database import Database
from pipeline.workspace.extracted import frame_of


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """Hold one table of official figures: the digest of its bytes, its name, its bytes, the time it came (UTC)."""

    digest: str
    file: str
    octets: bytes
    added: str = ""


class References:
    """Keep the tables in the file that lists the documents, opened and checked once for both."""

    def __init__(self, database: Database) -> None:
        """Take the file; nothing is read yet."""
        self._database = database

    def add(self, file: str, octets: bytes) -> ReferenceTable:
        """Keep a table; the same bytes are kept once."""
        table = ReferenceTable(hashlib.sha256(octets).hexdigest(), file, octets)
        with self._database.open() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO reference_tables (digest, file, octets) VALUES (?, ?, ?)",
                (table.digest, table.file, table.octets),
            )
        return table

    def remove(self, digest: str) -> None:
        """Forget a table."""
        with self._database.open() as connection:
            connection.execute("DELETE FROM reference_tables WHERE digest = ?", (digest,))

    def tables(self) -> list[ReferenceTable]:
        """List the tables in the order in which they came."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT digest, file, octets, added FROM reference_tables ORDER BY added, file"
            ).fetchall()
        return [ReferenceTable(*row) for row in rows]


def official(tables: Iterable[ReferenceTable], rules: Rules) -> tuple[pd.DataFrame, list[MistakeError]]:
    """Return the figures of tables as rows of their own kind, and what is wrong with tables under today's rules."""
    entries = catalogue_by(rules).entries
    rows: list[Row] = []
    mistakes: list[MistakeError] = []
    for one in tables:
        try:
            rows += reference_rows(one.file, one.octets, entries)
        except ReferenceTableError as error:
            mistakes += error.mistakes
    return frame_of(rows, [""] * len(rows)).assign(fact=""), mistakes
