"""Keep the bytes of documents as they were received, named by their digest, and what each was read into."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.batches import read_content
from pipeline.documents import Content, DocumentError, Piece, digest_of_file, octets_of, pieces_of
from pipeline.documents.kinds import KEPT_AS, suffix_of
from pipeline.unfinished import unfinished

_DIGEST = re.compile("[0-9a-f]{64}")
_TEXT = ".txt"
_LISTED_WITHIN = (
    24 * 3600
)  # seconds in which whoever keeps bytes lists them: minutes, and clocks of a shared disk differ
AT_ONCE = 200  # documents whose bytes are in memory together while they are kept


class Originals:
    """Open the folder of originals, made where it is missing. Raise OSError where it cannot be written to.

    What documents that are no plain text were read into is kept in `contents`, made when the first one comes.
    """

    def __init__(self, folder: Path, contents: Path) -> None:
        """Open the folder."""
        self._folder, self._contents = folder, contents
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, digest: str) -> Path:
        """Say where the bytes of a document lie, or would if they were a text."""
        paths = (self._folder / f"{digest}.{suffix}" for suffix in KEPT_AS)
        return next((path for path in paths if path.exists()), self._folder / f"{digest}{_TEXT}")

    def kept_content(self, digest: str) -> Path:
        """Say where the content of a document is kept once it was read."""
        return self._contents / f"{digest}.json.gz"

    def keep(self, octets: Mapping[str, bytes]) -> None:
        """Write documents' bytes, by digest; all are on the disk when it returns.

        They are written first and forced to the disk afterwards: one at a time costs ten times as much.
        """
        missing = [digest for digest in octets if not self._is_kept(digest)]
        names = {digest: self._folder / f"{digest}.{suffix_of(octets[digest])}" for digest in missing}
        made = {digest: unfinished(name) for digest, name in names.items()}
        for digest, path in made.items():
            path.write_bytes(octets[digest])
        for digest, path in made.items():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
            path.replace(names[digest])

    def mend(self, octets: Mapping[str, bytes]) -> None:
        """Keep documents' bytes, by digest, also in place of those kept where they are no longer their own."""
        self.remove(digest for digest in octets if _octets(self.path(digest), digest) is None)
        self.keep(octets)

    def take(self, files: Mapping[str, Path]) -> set[str]:
        """Keep files, by digest, a few hundred at a time; return those that changed or went in the meantime."""
        missing = [(digest, path) for digest, path in files.items() if not self._is_kept(digest)]
        changed = set()
        for start in range(0, len(missing), AT_ONCE):
            octets = {digest: _octets(path, digest) for digest, path in missing[start : start + AT_ONCE]}
            self.keep({digest: one for digest, one in octets.items() if one is not None})
            changed |= {digest for digest, one in octets.items() if one is None}
        return changed

    def take_out(self, path: Path, digests: Iterable[str]) -> set[str]:
        """Keep documents out of a file that holds several, by their digests; return those that are no longer in it."""
        missing = {digest for digest in digests if not self._is_kept(digest)}
        held: dict[str, bytes] = {}
        try:
            for piece in (pieces_of(path, path.name) or ()) if missing else ():
                digest = _digest_of(piece)
                if digest in missing:
                    held[digest] = piece.octets
                    missing.discard(digest)
                if len(held) == AT_ONCE:
                    self.keep(held)
                    held = {}
        except FileNotFoundError:
            pass
        self.keep(held)
        return missing

    def text(self, digest: str) -> str | None:
        """Return the text of a document; None where it is not kept or cannot be read."""
        content = self.content(digest)
        return content.text if content else None

    def content(self, digest: str) -> Content | None:
        """Return what a document was read into; None where its bytes are not kept or cannot be read.

        Raises nothing: why it cannot be read is said where it is read for its figures.
        """
        try:
            return read_content(self.path(digest), self.kept_content(digest))
        except DocumentError:
            return None

    def digests(self) -> set[str]:
        """Return the digests of all documents whose bytes are kept."""
        return {path.stem for path in self._folder.iterdir() if _DIGEST.fullmatch(path.stem)}

    def sweep(self, named: Container[str]) -> None:
        """Delete the bytes that nothing names: a program that was killed kept them and never came to list them.

        Young ones stay, for another program may be about to list them.
        """
        oldest = time.time() - _LISTED_WITHIN
        for digest in self.digests():
            if digest not in named and self.path(digest).stat().st_mtime < oldest:
                self.remove([digest])

    def _is_kept(self, digest: str) -> bool:
        """Say whether a document's bytes are kept; if so they are young again, and no sweep takes them meanwhile."""
        try:
            os.utime(self.path(digest))
        except FileNotFoundError:
            return False
        except OSError:  # a read-only disk: nothing is swept there
            return self.path(digest).exists()
        return True

    def remove(self, digests: Iterable[str]) -> None:
        """Delete documents' bytes."""
        for digest in digests:
            for path in (self.path(digest), self.kept_content(digest)):
                with suppress(PermissionError):  # Windows, while it is being read
                    path.unlink(missing_ok=True)


def _digest_of(piece: Piece) -> str:
    try:
        return "" if piece.error else digest_of_file(piece.octets, piece.file)
    except DocumentError:
        return ""


def _octets(path: Path, digest: str) -> bytes | None:
    """Return the bytes of a file, None where they are others by now, or gone."""
    try:
        octets = octets_of(path)
        return octets if digest_of_file(octets, path) == digest else None
    except DocumentError:
        return None
