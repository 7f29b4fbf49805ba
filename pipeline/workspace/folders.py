"""Look through a folder of documents, reading only those that changed since the last look."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.batches import together
from pipeline.documents import (
    DocumentError,
    Piece,
    digest_of_file,
    find_documents,
    octets_of,
    pieces_of,
    stated,
)
from pipeline.mistakes import reason_of
from pipeline.unfinished import write_whole
from pipeline.workspace.aside import keep_aside
from pipeline.workspace.database import WorkspaceFault
from pipeline.workspace.originals import AT_ONCE

# path → size, time of change, digest; of a file that holds several documents no digest, and what each of them was
Stamps = dict[str, list[Any]]
Stated = dict[str, dict[str, str]]  # digest → what a documents.csv says, by column

_ALONE = 3  # values in the stamp of a file that is one document


@dataclass(frozen=True, slots=True)
class Found:
    """Name one document and its digest; `error` says why it has none, `stamp` in what state its file was looked at.

    Of a document out of a file that holds several `known` is what that states of it, and `piece` what its name has behind
    that of the file (#12, /b.txt).
    """

    file: str
    path: Path
    digest: str = ""
    error: DocumentError | None = None
    stamp: tuple[int, int] = (0, 0)
    known: Mapping[str, str] | None = None
    piece: str = ""

    @property
    def where(self) -> str:
        """Name the place of the document: its path, or that of its file and its name in it."""
        return f"{self.path}{self.piece}"


def look(path: Path, stamps: Stamps, progress: Callable[[int], None] | None = None) -> list[Found]:
    """Return what was left out under a path, then its documents in order of name. DocumentError where it does not exist.

    `stamps` is what `stamps_of` gave the last time; `progress` is called now and then with how many documents there were
    so far.
    """
    finds = find_documents(path)
    left_out = [Found(str(error.values["file"]), path, error=error) for error in finds.left_out]
    found: list[Found] = []
    for number, (where, file) in enumerate(finds.documents.items()):
        if progress and number % AT_ONCE == 0:
            progress(len(found))
        found += _found(file, where, stamps)
    return left_out + found


def _found(file: str, path: Path, stamps: Stamps) -> list[Found]:
    """Return the document at a path, or those that its file holds; what did not change is not read again."""
    try:
        stamp = _stamp(path)  # before reading: what is written meanwhile is read at the next look
        before = stamps.get(str(path))
        if before is not None and before[:2] == [*stamp]:
            return _as_before(file, path, stamp, before)
        pieces = pieces_of(path, file)
        if pieces is None:
            return [Found(file, path, digest_of_file(octets_of(path, file), file), stamp=stamp)]
        return [_taken_out(piece, file, path, stamp) for piece in pieces]
    except OSError as error:
        return [Found(file, path, error=DocumentError("unreadable", file=file, reason=reason_of(error)))]
    except DocumentError as error:
        return [Found(file, path, error=error)]


def _taken_out(piece: Piece, file: str, path: Path, stamp: tuple[int, int]) -> Found:
    rest = piece.file.removeprefix(file)
    try:
        digest = "" if piece.error else digest_of_file(piece.octets, piece.file)
        return Found(piece.file, path, digest, piece.error, stamp, piece.known, rest)
    except DocumentError as error:
        return Found(piece.file, path, "", error, stamp, piece.known, rest)


def _as_before(file: str, path: Path, stamp: tuple[int, int], before: list[Any]) -> list[Found]:
    if len(before) == _ALONE:
        return [Found(file, path, str(before[2]), stamp=stamp)]
    return [
        Found(
            f"{file}{rest}", path, digest, DocumentError(why, **values) if why else None, stamp, known, rest
        )
        for rest, digest, known, why, values in before[_ALONE]
    ]


def stamps_of(found: list[Found], late: Container[str] = ()) -> Stamps:
    """Return the state of the files that could be read, none of whose documents came too `late`, by their digests."""
    stamps: Stamps = {}
    changing = {one.path for one in found if one.digest in late}
    for one in found:
        if one.path in changing or (one.known is None and not one.digest):
            continue
        if one.known is None:
            stamps[str(one.path)] = [*one.stamp, one.digest]
            continue
        held = stamps.setdefault(str(one.path), [*one.stamp, "", []])[_ALONE]
        why, values = (one.error.why, one.error.values) if one.error else ("", {})
        held.append([one.piece, one.digest, {**one.known}, why, values])
    return stamps


def digests_in(stamps: Stamps) -> dict[str, str]:
    """Return the digests of the documents that there were, by `Found.where`."""
    alone = {path: str(stamp[2]) for path, stamp in stamps.items() if len(stamp) == _ALONE}
    several = (
        (path, piece) for path, stamp in stamps.items() if len(stamp) > _ALONE for piece in stamp[_ALONE]
    )
    return alone | {f"{path}{rest}": digest for path, (rest, digest, *_) in several if digest}


def statements(found: list[Found]) -> Stated:
    """Return what is stated of each document, by digest; of those whose row is not used just now, nothing is said.

    What a list says of its rows goes before what a documents.csv says of the whole list.
    """
    said: Stated = {}
    wholes: dict[Path, Mapping[str, str] | None] = {}
    for one in found:
        if not one.digest:
            continue
        if one.path not in wholes or one.known is None:
            wholes[one.path] = stated(one.path, one.file.removesuffix(one.piece))
        whole = wholes[one.path]
        if whole is not None:
            said[one.digest] = {**whole} if one.known is None else together(whole, one.known)
    return said


def recall(path: Path) -> tuple[Stamps, Stated, list[WorkspaceFault]]:
    """Read what was kept of the last look; nothing where there was none. A damaged file is kept aside, and told.

    What was stated is kept by older versions only, which did not tell it apart from what people typed.
    """
    try:
        kept = json.loads(path.read_text("utf-8"))
        stamps, said = kept["stamps"], kept.get("stated", {})
        if (
            isinstance(stamps, dict)
            and all(map(_is_stamp, stamps.values()))
            and all(isinstance(one, dict) for one in said.values())
        ):
            return stamps, said, []
    except OSError:
        return {}, {}, []
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return {}, {}, [WorkspaceFault("state", file=path.name, kept=keep_aside(path))]


def _is_stamp(kept: object) -> bool:
    """Say whether this is a file's size, its time of change and the digest of its text, or its documents one by one."""
    return isinstance(kept, list) and [type(one) for one in kept] in ([int, int, str], [int, int, str, list])


def keep(stamps: Stamps, path: Path) -> None:
    """Write stamps for the next look."""
    write_whole(path, json.dumps({"stamps": stamps}, ensure_ascii=False).encode("utf-8"))


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_size, state.st_mtime_ns
