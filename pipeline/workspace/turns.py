"""Let one process and thread at a time change a file that several may change: the others wait for their turn."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_PATIENCE = 30.0  # seconds to wait for a turn; each takes a fraction of one


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Hold a file of nothing, made where it is missing, until the block is left; who is killed holds it no longer.

    It is locked by SQLite, which does so on every system. Raise OSError where it cannot be held.
    """
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as held:
            held.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.Error as error:
        raise OSError(errno.EBUSY, str(error), str(path)) from error
