"""Find the documents under files and folders, and say of everything else there why it is left out."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents.decoding import DocumentError

METADATA = "documents.csv"
SUFFIXES = (".txt", ".md")


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
    other: Counter[str] = Counter()
    hidden = 0

    def unreadable(error: OSError) -> None:
        reason = error.strerror or str(error)
        finds.left_out.append(DocumentError("folder_unreadable", file=error.filename, reason=reason))

    for where, folders, files in os.walk(folder, onerror=unreadable):
        hidden += sum(name.startswith(".") and name.lower().endswith(SUFFIXES) for name in files)
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            file = Path(where, name)
            if name.startswith(".") or name == METADATA:
                continue
            if file.suffix.lower() in SUFFIXES and file.is_file():
                found.append(file)
            else:
                other[file.suffix.lower() or name] += 1
    for file in sorted(found):
        finds.add(file, file.relative_to(folder).as_posix())
    if other:
        kinds = "、".join(f"{kind} {count}" for kind, count in other.most_common(5))
        finds.left_out.append(
            DocumentError(
                "other_kinds", file=folder, count=other.total(), kinds=kinds, allowed=", ".join(SUFFIXES)
            )
        )
    if not found:
        finds.left_out.append(DocumentError("no_texts", file=folder, allowed=", ".join(SUFFIXES)))
    if hidden:
        finds.left_out.append(DocumentError("hidden", file=folder, count=hidden))
