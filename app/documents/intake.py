"""Take documents into the workspace, by upload or by path, and say of each that could not be taken why."""

from __future__ import annotations

from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pipeline.documents import METADATA, SUFFIXES, DocumentError, metadata_rows, text_of
from pipeline.workspace import Added, restated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.workspace import Workspace

LARGEST = 50  # MB of one file
MOST = 20_000  # documents of one folder; more is a wrong path, such as a whole disk
MOST_LOOKED_AT = 200_000  # files of any kind
ALLOWED = ", ".join(SUFFIXES)
ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")


def take_uploads(workspace: Workspace, files: Iterable[tuple[str, bytes]]) -> list[Added]:
    """Keep uploaded files; a documents.csv among them says what it says of the others and of those there already."""
    handed, told = [], []
    stated: dict[str, dict[str, str]] = {}
    for name, octets in files:
        if PurePath(name).name == METADATA:
            try:
                stated |= metadata_rows(text_of(octets, METADATA), METADATA)
            except DocumentError as error:
                told.append(Added(METADATA, "", error))
        elif refused := not_allowed(name):
            told.append(Added(name, "", refused))
        else:
            handed.append((name, octets, stated))
    rows = [(name, octets, known_of(name, stated)) for name, octets, _ in handed]
    state_metadata(workspace, stated)
    return [*told, *workspace.add_all(rows)]


def known_of(name: str, stated: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return what is stated of a file, by its name with or without its folder."""
    return stated.get(name) or stated.get(PurePath(name).name) or {}


def state_metadata(workspace: Workspace, stated: Mapping[str, Mapping[str, str]]) -> None:
    """State metadata of documents that are there already; empty cells change nothing."""
    if stated:
        named = [entry for entry in workspace.register.entries() if entry.file in stated]
        filled = [
            restated(one, {name: value for name, value in stated[one.file].items() if value}) for one in named
        ]
        workspace.register.put(filled)


def take_path(workspace: Workspace, given: str) -> list[Added]:
    """Keep the file or the text files of the folder at a path. Raises DocumentError where there are none."""
    path = Path(given.strip().strip("\"'")).expanduser()
    try:
        path = path.absolute()
        if path.is_dir():
            check_folder(path)
        elif path.exists() and (refused := not_allowed(str(path))):
            raise refused
        return workspace.add_folder(path, "upload")
    except OSError as error:
        raise DocumentError("unreadable", file=path, reason=error.strerror or error) from error
    except ValueError as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError("missing", file=given.strip()) from error


def check_folder(path: Path) -> None:
    """Raise DocumentError for a folder with more text files than any collection has."""
    found = 0
    for number, file in enumerate(islice(walked(path), MOST_LOOKED_AT + 1)):
        found += file.suffix.lower() in SUFFIXES
        if found > MOST or number == MOST_LOOKED_AT:
            raise DocumentError("too_many", file=path, most=MOST)


def walked(path: Path) -> Iterator[Path]:
    """Walk through a folder without sorting it first."""
    return path.rglob("*")


def not_allowed(name: str) -> DocumentError | None:
    """Say why a file of this name is not taken; None where it is. A name without suffix may be a text."""
    suffix = PurePath(name).suffix.lower()
    if suffix in ("", *SUFFIXES):
        return None
    return DocumentError("archive" if suffix in ARCHIVES else "suffix", file=name, allowed=ALLOWED)
