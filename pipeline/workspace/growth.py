"""Gather what documents give, until it is kept as a part."""

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
# Seconds until the first part, how much longer each next one takes, and seconds at most.
_FIRST, _LONGER, _LONGEST = 4.0, 1.25, 30.0


class Growth:
    """Gather what documents give; `keys` is what each, by digest, is read by, `unread` are their entries."""

    def __init__(self, keys: Mapping[str, str], unread: Iterable[Entry]) -> None:
        """Begin with nothing."""
        self._frames: list[pd.DataFrame] = []
        self._outcomes: dict[str, Outcome] = {}
        self._keys = keys
        self._entries = {entry.file: entry for entry in unread}
        self._rows: list[Row] = []
        self._digests: list[str] = []
        self._since, self._due_after = time.monotonic(), _FIRST
        self.rows = 0  # that the documents added gave, without what is suggested

    @property
    def due(self) -> bool:
        """Say whether what was gathered is to be kept now, so that a kill costs few seconds of a short run."""
        return time.monotonic() - self._since > self._due_after

    def add(self, batch: Iterable[Read]) -> None:
        """Add what some documents gave; of bytes that are no longer those that came nothing is taken."""
        for came in batch:
            entry = self._entries[came.file]
            altered = came.digest not in ("", entry.digest)
            read = Read(came.file, error=DocumentError("altered", file=came.file)) if altered else came
            self.rows += len(read.rows)
            for row in chain(read.rows, read.suggestions):
                self._rows.append(row)
                self._digests.append(entry.digest)
                if len(self._rows) >= _FRAMED:
                    self._frame()
            self._outcomes[entry.digest] = outcome_of(read, self._keys[entry.digest], entry)

    @property
    def grown(self) -> bool:
        """Say whether anything was gathered that was not taken."""
        return bool(self._outcomes)

    def taken(self) -> Extracted:
        """Return what was gathered, and begin with nothing again."""
        self._frame()
        filled = [frame for frame in self._frames if len(frame)] or [frame_of_all([], [])]
        table = pd.concat(filled, ignore_index=True).sort_values(
            ["document", "start"], kind="stable", ignore_index=True
        )
        made = parted(table, self._outcomes)
        self._since, self._frames, self._outcomes = time.monotonic(), [], {}
        self._due_after = min(self._due_after * _LONGER, _LONGEST)
        return made

    def _frame(self) -> None:
        self._frames.append(frame_of_all(self._rows, self._digests))
        self._rows, self._digests = [], []
