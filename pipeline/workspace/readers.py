"""Keep what documents were read by, so that a change of the rules can be told from what it was before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.rulebook.traces import EntryRead
from pipeline.unfinished import write_whole
from pipeline.version import Reader

_SHAPE = (OSError, ValueError, KeyError, TypeError, AttributeError)


class Readers:
    """Open the folder of readers, made when the first one is kept, a file each, named by its digest.

    Beside one stands which documents, read by earlier ones, have the same rows by it.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self.folder = folder

    def keep(self, reader: Reader, used: Collection[str]) -> None:
        """Keep a reader, and delete all but those `used`. Raise OSError where it cannot be written."""
        self._write(self._path(reader.digest), reader.text)
        for path in self.folder.iterdir():
            if path.name.split(".")[0] not in {reader.digest, *used} and not path.name.startswith("."):
                path.unlink(missing_ok=True)

    def named(self, digest: str) -> Reader | None:
        """Return the reader of a name; None where it is not kept, or not as it was written."""
        try:
            held = json.loads(self._path(digest).read_bytes())
            entries = {name: _entry(**one) for name, one in held["entries"].items()}
            reader = Reader(held["program"], entries, held["words"])
        except _SHAPE:
            return None
        return reader if reader.digest == digest else None

    def alike(self, digest: str) -> dict[str, set[str]]:
        """Return the documents, by the names of their readers, that are known to have the same rows by this one."""
        try:
            held = json.loads(self._path(digest, "alike").read_bytes())
            return {name: {*documents} for name, documents in held.items()}
        except _SHAPE:
            return {}

    def keep_alike(self, digest: str, read: Mapping[str, str]) -> None:
        """Keep that documents have the same rows by a reader as by those that they were read by."""
        held: defaultdict[str, list[str]] = defaultdict(list)
        for document, name in sorted(read.items()):
            held[name].append(document)
        with suppress(OSError):  # they are looked at again
            self._write(self._path(digest, "alike"), json.dumps(held))

    def _write(self, path: Path, content: str) -> None:
        self.folder.mkdir(exist_ok=True)
        write_whole(path, content.encode("utf-8", "surrogatepass"))

    def _path(self, digest: str, of: str = "reader") -> Path:
        return self.folder / f"{digest}.{of}.json"


def _entry(terms: list[list[str]], share_of: list[str], rest: str) -> EntryRead:
    return EntryRead(tuple((field, term) for field, term in terms), (*share_of,), rest)
