"""Let the table of a workspace grow as documents are read."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.batches import Read
from pipeline.documents import DocumentError
from pipeline.table import Row
from pipeline.workspace.extracted import Extracted, Outcome, frame_of_all, outcome_of, parted

if TYPE_CHECKING:
    from pipeline.workspace.register import Entry

_FRAMED = 5_000  # rows that wait as dictionaries before they become a table


class Growth:
    """Gather what documents give beside what is known; `keys` is what each document, by digest, is read by.

    `unread` are the entries of those that are read.
    """

    def __init__(
        self,
        table: pd.DataFrame,
        outcomes: Mapping[str, Outcome],
        keys: Mapping[str, str],
        unread: Iterable[Entry],
    ) -> None:
        """Begin with what is known: rows and suggestions as `joined` gives them."""
        self._frames, self._outcomes, self._keys = [table], dict(outcomes), keys
        self._entries = {entry.file: entry for entry in unread}
        self._rows: list[Row] = []
        self._digests: list[str] = []
        self._since = time.monotonic()
        self.grown = False
        self.rows = 0  # that the documents added gave, without what is suggested

    @property
    def age(self) -> float:
        """Return the seconds since the whole was last asked for."""
        return time.monotonic() - self._since

    def add(self, batch: Iterable[Read]) -> None:
        """Add what some documents gave; of bytes that are no longer those that came nothing is taken."""
        self.grown = True
        for read in batch:
            entry = self._entries[read.file]
            if read.digest not in ("", entry.digest):
                read = Read(read.file, error=DocumentError("altered", file=read.file))
            self.rows += len(read.rows)
            for row in chain(read.rows, read.suggestions):
                self._rows.append(row)
                self._digests.append(entry.digest)
                if len(self._rows) >= _FRAMED:
                    self._frame()
            self._outcomes[entry.digest] = outcome_of(read, self._keys[entry.digest], entry)

    def extracted(self) -> Extracted:
        """Return all that is known by now."""
        self._frame()
        filled = [frame for frame in self._frames if len(frame)] or [frame_of_all([], [])]
        table = pd.concat(filled, ignore_index=True).sort_values(
            ["document", "start"], kind="stable", ignore_index=True
        )
        self._since = time.monotonic()
        return parted(table, dict(self._outcomes))

    def _frame(self) -> None:
        self._frames.append(frame_of_all(self._rows, self._digests))
        self._rows, self._digests = [], []
