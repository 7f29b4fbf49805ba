"""Keep a damaged file of the workspace aside, under a name that says when."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pipeline.documents.naming import unused

BESIDE = ("-wal", "-shm", "-journal")  # SQLite's, which belong to the file


def keep_aside(path: Path) -> str:
    """Rename a file: reviews.damaged-2025-04-07T08-00-00.sqlite3. Return its new name."""
    moment = datetime.now().astimezone().strftime("%Y-%m-%dT%H-%M-%S")
    there = {file.name for file in path.parent.iterdir()}
    kept = path.with_name(unused(f"{path.stem}.damaged-{moment}{path.suffix}", there))
    with suppress(FileNotFoundError):  # another process was first
        path.rename(kept)
    for more in BESIDE:
        with suppress(FileNotFoundError):
            path.with_name(path.name + more).rename(kept.with_name(kept.name + more))
    return kept.name
