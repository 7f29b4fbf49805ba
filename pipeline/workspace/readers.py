"""Keep what documents were read by, so that a change of the rules can be told from what it was before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from pipeline.rulebook.traces import EntryRead
from pipeline.unfinished import write_whole
from pipeline.version import Reader

_SHAPE = (OSError, ValueError, KeyError, TypeError, AttributeError)


class Readers:
    """Open the folder of readers, made when the first one is kept, a file each, named by its digest."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self.folder = folder

    def keep(self, reader: Reader) -> None:
        """Keep a reader. Raise OSError where it cannot be written."""
        path = self._path(reader.digest)
        if not path.exists():
            self.folder.mkdir(exist_ok=True)
            write_whole(path, json.dumps(asdict(reader), ensure_ascii=False).encode())

    def named(self, digest: str) -> Reader | None:
        """Return the reader of a name; None where it is not kept, or not as it was written."""
        try:
            held = json.loads(self._path(digest).read_bytes())
            entries = {name: _entry(**one) for name, one in held["entries"].items()}
            reader = Reader(held["program"], entries, held["words"])
        except _SHAPE:
            return None
        return reader if reader.digest == digest else None

    def sweep(self, used: Iterable[str]) -> None:
        """Delete the readers that no document was read by."""
        kept = {self._path(digest) for digest in used}
        with suppress(OSError):
            for path in self.folder.glob("*.json"):
                if path not in kept:
                    path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"


def _entry(terms: list[list[str]], share_of: list[str], rest: str) -> EntryRead:
    return EntryRead(tuple((field, term) for field, term in terms), (*share_of,), rest)
