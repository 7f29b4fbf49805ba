"""Take apart files that hold several documents: archives, and lists with one article a row; one piece at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline.documents.decoding import DocumentError
from pipeline.documents.kinds import ARCHIVE, kind_of, kind_of_archive

if TYPE_CHECKING:
    from pipeline.documents.pieces.lists import Listed

Columns = Mapping[str, str]  # what a column of a list is for (body, title, published …) → its heading
_HEAD = 1 << 16  # bytes that tell what a file is


@dataclass(frozen=True, slots=True)
class Piece:
    """Be one document of a file that holds several: its name (a.zip/b.txt, news.csv#12), its bytes, what is stated of it.

    Where `error` is set, it says what could not be taken out.
    """

    file: str
    octets: bytes = b""
    known: Mapping[str, str] = field(default_factory=dict)
    error: DocumentError | None = None


def pieces_of(source: bytes | Path, file: str, columns: Columns | None = None) -> Iterator[Piece] | None:
    """Return the documents that a file holds, taken out one at a time; None for a file that is a document by itself.

    `file` is its name. `columns` says what the columns of a list are for, where its headings do not. Nothing is written
    but a temporary copy of the rows of a workbook, which a process of its own reads. Raises OSError where the file cannot
    be read.
    """
    kind = _kind(source)
    if kind == "zip":
        from pipeline.documents.pieces.zips import members

        return members(source, file)
    if kind == "mail":
        from pipeline.documents.pieces.attachments import documents_of_mail

        return documents_of_mail(source, file)
    listed = _listed(source, kind, file, columns)
    if listed is None:
        return None
    from pipeline.documents.pieces.list_pieces import pieces_of_list

    return pieces_of_list(listed, file, seen=columns is not None)


def listed_in(source: bytes | Path, file: str) -> Listed | None:
    """Return the list that a file is, its columns and rows; None where it is none. Raises OSError as `pieces_of` does."""
    return _listed(source, _kind(source), file, None)


def _listed(source: bytes | Path, kind: str, file: str, columns: Columns | None) -> Listed | None:
    from pipeline.documents.pieces.lists import list_in

    return list_in(source, kind, file, columns)


def opened(source: bytes | Path) -> BinaryIO:
    """Open bytes, or the file at a path."""
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _kind(source: bytes | Path) -> str:
    """Return the kind of a file by its head and, of an archive, its directory; the rest of it is not read."""
    with opened(source) as file:
        head = file.read(_HEAD)
        return kind_of_archive(file) if head.startswith(ARCHIVE) else kind_of(head)
