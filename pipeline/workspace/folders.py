"""Look through a folder of documents, reading only those that changed since the last look."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import DocumentError, digest_of, find_documents, text_of

Stamps = dict[str, list[object]]  # path → size, time of change, digest of the text


@dataclass(frozen=True, slots=True)
class Found:
    """Name one file and the digest of its text; `said` is why it has none."""

    file: str
    path: Path
    digest: str = ""
    said: str = ""


def look(path: Path, stamps: Stamps) -> list[Found]:
    """Return the documents under a path, in order of name. Raise DocumentError where it does not exist.

    `stamps` is what `stamps_of` gave the last time.
    """
    return [_found(file, where, stamps) for file, where in find_documents(path)]


def _found(file: str, path: Path, stamps: Stamps) -> Found:
    try:
        before = stamps.get(str(path))
        if before is not None and before[:2] == _stamp(path):
            return Found(file, path, str(before[2]))
        return Found(file, path, digest_of(text_of(path.read_bytes(), file)))
    except OSError as error:
        return Found(file, path, said=f"{file}：无法读取（{error.strerror or error}），请检查权限。")
    except DocumentError as error:
        return Found(file, path, said=str(error))


def stamps_of(found: list[Found]) -> Stamps:
    """Return the state of the files that could be read."""
    return {str(one.path): [*_stamp(one.path), one.digest] for one in found if one.digest and one.path.exists()}


def recall(path: Path) -> Stamps:
    """Read stamps that were kept; none where there are none."""
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def keep(stamps: Stamps, path: Path) -> None:
    """Write stamps for the next look."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(json.dumps(stamps, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(path)


def _stamp(path: Path) -> list[object]:
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]
