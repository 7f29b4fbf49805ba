"""Find the documents under files and folders, and say of everything else there why it is left out."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents.decoding import DocumentError, readable
from pipeline.documents.metadata import METADATA, mistakes_beside
from pipeline.documents.own_tables import is_own_table_at
from pipeline.documents.suffixes import SUFFIXES
from pipeline.mistakes import reason_of

_REASONS = ("no_files", "hidden", "own_tables")


@dataclass(slots=True)
class Finds:
    """Hold the documents found, each by its relative name, and a sentence for what was left out, each reason once.

    Of folders the files of other kinds and hidden texts are counted; a folder that cannot be opened is named.
    """

    documents: dict[Path, str] = field(default_factory=dict)
    left_out: list[DocumentError] = field(default_factory=list)

    def add(self, path: Path, name: str) -> None:
        """Add a document, unless it is there already."""
        self.documents.setdefault(path, readable(name))


def find_documents(paths: str | Path | Iterable[str | Path]) -> Finds:
    """Find the documents of a file, a folder or a list of them, each path once, in order of name.

    Folders are searched through for files of SUFFIXES; hidden ones are skipped. A file given by itself may have any
    suffix. Told is also what cannot be used of each documents.csv that speaks of what was found. Raises
    DocumentError for a path that does not exist, and for a device or pipe, which has no end.
    """
    finds = Finds()
    for given in [paths] if isinstance(paths, str | Path) else list(paths):
        path = Path(given)
        if not str(given).strip():
            raise DocumentError("no_path", file=repr(given))  # Path("") would be this very folder
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            _search(path, finds)
        elif not stat.S_ISREG(mode):
            raise DocumentError("no_file", file=path)
        else:
            finds.add(path, path.name)
    finds.left_out += mistakes_beside(finds.documents)
    return finds


def _mode(path: Path) -> int:
    """Return of what kind a path is. Raise DocumentError where it leads nowhere, or nobody may look."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        raise DocumentError("missing", file=path) from None
    except OSError as error:
        raise DocumentError("unreadable", file=path, reason=reason_of(error)) from None
    except ValueError:
        raise DocumentError("no_path", file=repr(str(path))) from None


def _search(folder: Path, finds: Finds) -> None:
    """Add what lies in a folder and below it."""
    found: list[Path] = []
    left: Counter[str] = Counter()
    shut: list[DocumentError] = []

    def unreadable(error: OSError) -> None:
        shut.append(DocumentError("folder_unreadable", file=error.filename, reason=reason_of(error)))

    for where, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in (Path(where, name) for name in files):
            why = _why_not(file)
            if why is None:
                found.append(file)
            else:
                left[why] += 1
    for file in sorted(found):
        finds.add(file, file.relative_to(folder).as_posix())
    # Who knows what is in those that are shut: of nothing it can be said that there is no text.
    finds.left_out += [*shut, *_left_out(folder, left, any_texts=bool(found or shut))]


def _why_not(file: Path) -> str | None:
    """Return why a file is no document: a reason, or its suffix or name; "" where nothing is to be said of it."""
    text = file.suffix.lower() in SUFFIXES
    if file.name.startswith("."):
        return "hidden" if text else ""
    if file.name == METADATA:
        return ""
    if not text:
        return file.suffix.lower() or f"“{file.name}”"
    if not _is_file(file):
        return "no_files"
    return "own_tables" if is_own_table_at(file) else None


def _is_file(file: Path) -> bool:
    """Say whether it is a file; one that nobody may look at is none of another kind, and is named when it is read."""
    try:
        return file.is_file()
    except OSError:
        return True


def _left_out(folder: Path, left: Counter[str], *, any_texts: bool) -> Iterator[DocumentError]:
    """Yield a sentence for each reason for which files of a folder were left out, with how many."""
    other = Counter({kind: count for kind, count in left.items() if kind not in ("", *_REASONS)})
    if other:
        kinds = "、".join(f"{kind} {count}" for kind, count in other.most_common(5))
        yield DocumentError("other_kinds", file=folder, count=other.total(), kinds=kinds)
    if not any_texts:
        yield DocumentError("no_texts", file=folder)
    if left["no_files"]:
        yield DocumentError("no_files", file=folder, count=left["no_files"])
    if left["hidden"]:
        yield DocumentError("hidden", file=folder, count=left["hidden"])
    if left["own_tables"]:
        yield DocumentError("own_tables", file=folder, count=left["own_tables"])
