"""Look through a folder of documents, reading only those that changed since the last look."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import DocumentError, digest_of, find_documents, text_of

Stamps = dict[str, list[object]]  # path → size, time of change, digest of the text
Stated = dict[str, dict[str, str]]  # digest → what a documents.csv says, by column


@dataclass(frozen=True, slots=True)
class Found:
    """Name one file and the digest of its text; `said` is the sentence, and `why` the word, that tells why it has none."""

    file: str
    path: Path
    digest: str = ""
    error: DocumentError | None = None


def look(path: Path, stamps: Stamps) -> list[Found]:
    """Return what was left out under a path, then its documents in order of name. Raise DocumentError where it does not exist.

    `stamps` is what `stamps_of` gave the last time.
    """
    finds = find_documents(path)
    left_out = [Found(str(error.values["file"]), path, error=error) for error in finds.left_out]
    return left_out + [_found(file, where, stamps) for where, file in finds.documents.items()]


def _found(file: str, path: Path, stamps: Stamps) -> Found:
    try:
        before = stamps.get(str(path))
        if before is not None and before[:2] == _stamp(path):
            return Found(file, path, str(before[2]))
        return Found(file, path, digest_of(text_of(path.read_bytes(), file)))
    except OSError as error:
        return Found(
            file, path, error=DocumentError("unreadable", file=file, reason=error.strerror or error)
        )
    except DocumentError as error:
        return Found(file, path, error=error)


def stamps_of(found: list[Found]) -> Stamps:
    """Return the state of the files that could be read."""
    return {str(one.path): [*_stamp(one.path), one.digest] for one in found if one.digest and one.path.exists()}


def recall(path: Path) -> tuple[Stamps, Stated]:
    """Read what was kept of the last look; nothing where there was none."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        return dict(kept["stamps"]), dict(kept["stated"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}, {}


def keep(stamps: Stamps, stated: Stated, path: Path) -> None:
    """Write stamps and what was stated for the next look."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    kept = {"stamps": stamps, "stated": stated}
    unfinished.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(path)


def _stamp(path: Path) -> list[object]:
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]
