"""Find the documents under files and folders, and say of everything else there why it is left out."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents.decoding import DocumentError

METADATA = "documents.csv"
SUFFIXES = (".txt", ".md")
_REASONS = ("no_files", "hidden")


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

    Folders are searched through for .txt and .md; hidden ones are skipped. A file given by itself may have any
    suffix. Raises DocumentError for a path that does not exist, and for a device or pipe, which has no end.
    """
    finds = Finds()
    for given in [paths] if isinstance(paths, str | Path) else list(paths):
        path = Path(given)
        if not str(given).strip():
            raise DocumentError("no_path", file=repr(given))  # Path("") would be this very folder
        if path.is_dir():
            _search(path, finds)
        elif not path.exists():
            raise DocumentError("missing", file=path)
        elif not stat.S_ISREG(path.stat().st_mode):
            raise DocumentError("no_file", file=path)
        else:
            finds.add(path, path.name)
    return finds


def readable(name: str) -> str:
    """Return a file's name as text that every format can hold: one that is not UTF-8 is tried as GB18030."""
    octets = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    return octets.decode("utf-8", "replace")


def _search(folder: Path, finds: Finds) -> None:
    """Add what lies in a folder and below it."""
    found: list[Path] = []
    left: Counter[str] = Counter()

    def unreadable(error: OSError) -> None:
        reason = error.strerror or str(error)
        finds.left_out.append(DocumentError("folder_unreadable", file=error.filename, reason=reason))

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
    finds.left_out += _left_out(folder, left, any_texts=bool(found))


def _why_not(file: Path) -> str | None:
    """Return why a file is no document: a reason, or its suffix or name; "" where nothing is to be said of it."""
    text = file.suffix.lower() in SUFFIXES
    if file.name.startswith("."):
        return "hidden" if text else ""
    if file.name == METADATA:
        return ""
    if not text:
        return file.suffix.lower() or f"“{file.name}”"
    return None if file.is_file() else "no_files"


def _left_out(folder: Path, left: Counter[str], *, any_texts: bool) -> Iterator[DocumentError]:
    """Yield a sentence for each reason for which files of a folder were left out, with how many."""
    allowed = ", ".join(SUFFIXES)
    other = Counter({kind: count for kind, count in left.items() if kind not in ("", *_REASONS)})
    if other:
        kinds = "、".join(f"{kind} {count}" for kind, count in other.most_common(5))
        yield DocumentError("other_kinds", file=folder, count=other.total(), kinds=kinds, allowed=allowed)
    if not any_texts:
        yield DocumentError("no_texts", file=folder, allowed=allowed)
    if left["no_files"]:
        yield DocumentError("no_files", file=folder, count=left["no_files"])
    if left["hidden"]:
        yield DocumentError("hidden", file=folder, count=left["hidden"])
