"""Look through a folder of documents, reading only those that changed since the last look."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import DocumentError, digest_of_file, find_documents, octets_of, stated
from pipeline.mistakes import reason_of
from pipeline.unfinished import unfinished
from pipeline.workspace.aside import keep_aside
from pipeline.workspace.database import WorkspaceFault

Stamps = dict[str, list[object]]  # path → size, time of change, digest of the text
Stated = dict[str, dict[str, str]]  # digest → what a documents.csv says, by column


@dataclass(frozen=True, slots=True)
class Found:
    """Name one file and the digest of its text; `error` says why it has none, `stamp` in what state it was looked at."""

    file: str
    path: Path
    digest: str = ""
    error: DocumentError | None = None
    stamp: tuple[int, int] = (0, 0)


def look(path: Path, stamps: Stamps) -> list[Found]:
    """Return what was left out under a path, then its documents in order of name. Raise DocumentError where it does not exist.

    `stamps` is what `stamps_of` gave the last time.
    """
    finds = find_documents(path)
    left_out = [Found(str(error.values["file"]), path, error=error) for error in finds.left_out]
    return left_out + [_found(file, where, stamps) for where, file in finds.documents.items()]


def _found(file: str, path: Path, stamps: Stamps) -> Found:
    try:
        stamp = _stamp(path)  # before reading: what is written meanwhile is read at the next look
        before = stamps.get(str(path))
        if before is not None and before[:2] == [*stamp]:
            return Found(file, path, str(before[2]), stamp=stamp)
        return Found(file, path, digest_of_file(octets_of(path, file), file), stamp=stamp)
    except OSError as error:
        return Found(file, path, error=DocumentError("unreadable", file=file, reason=reason_of(error)))
    except DocumentError as error:
        return Found(file, path, error=error)


def stamps_of(found: list[Found]) -> Stamps:
    """Return the state of the files that could be read."""
    return {str(one.path): [*one.stamp, one.digest] for one in found if one.digest}


def statements(found: list[Found]) -> Stated:
    """Return what each documents.csv says, by digest; of documents whose row is not used just now, nothing is said."""
    said = {one.digest: stated(one.path, one.file) for one in found if one.digest}
    return {digest: dict(known) for digest, known in said.items() if known is not None}


def recall(path: Path) -> tuple[Stamps, Stated, list[WorkspaceFault]]:
    """Read what was kept of the last look; nothing where there was none. A damaged file is kept aside, and told.

    What was stated is kept by older versions only, which did not tell it apart from what people typed.
    """
    try:
        kept = json.loads(path.read_text("utf-8"))
        stamps, said = kept["stamps"], kept.get("stated", {})
        if isinstance(stamps, dict) and all(map(_is_stamp, stamps.values())) and all(isinstance(one, dict) for one in said.values()):
            return stamps, said, []
    except OSError:
        return {}, {}, []
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return {}, {}, [WorkspaceFault("state", file=path.name, kept=keep_aside(path))]


def _is_stamp(kept: object) -> bool:
    """Say whether this is a file's size, its time of change and the digest of its text."""
    return isinstance(kept, list) and [type(one) for one in kept] == [int, int, str]


def keep(stamps: Stamps, path: Path) -> None:
    """Write stamps for the next look."""
    made = unfinished(path)
    made.write_text(json.dumps({"stamps": stamps}, ensure_ascii=False), encoding="utf-8")
    made.replace(path)


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_size, state.st_mtime_ns
