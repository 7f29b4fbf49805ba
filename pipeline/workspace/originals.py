"""Keep the bytes of documents as they were received, named by the digest of their text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_AT_ONCE = 200  # documents whose bytes are in memory together while they are kept


class Originals:
    """Open the folder of originals, made where it is missing. Raise OSError where it cannot be written to."""

    def __init__(self, folder: Path) -> None:
        """Open the folder."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, digest: str) -> Path:
        """Say where the bytes of a document lie."""
        return self._folder / f"{digest}.txt"

    def keep(self, octets: Mapping[str, bytes]) -> None:
        """Write documents' bytes, by digest; all are on the disk when it returns.

        They are written first and forced to the disk afterwards: one at a time costs ten times as much.
        """
        missing = [digest for digest in octets if not self.path(digest).exists()]
        unfinished = {digest: self.path(digest).with_suffix(f".{os.getpid()}") for digest in missing}
        for digest, path in unfinished.items():
            path.write_bytes(octets[digest])
        for digest, path in unfinished.items():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
            path.replace(self.path(digest))

    def take(self, files: Mapping[str, Path]) -> None:
        """Keep files, by digest, a few hundred at a time."""
        missing = [(digest, path) for digest, path in files.items() if not self.path(digest).exists()]
        for start in range(0, len(missing), _AT_ONCE):
            self.keep({digest: path.read_bytes() for digest, path in missing[start : start + _AT_ONCE]})

    def remove(self, digests: Iterable[str]) -> None:
        """Delete documents' bytes."""
        for digest in digests:
            with suppress(PermissionError):  # Windows, while it is being read
                self.path(digest).unlink(missing_ok=True)
