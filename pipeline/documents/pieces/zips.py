"""Take the documents out of a ZIP one at a time; nothing is written, and no name in it is used as a path."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from struct import unpack_from
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.documents.decoding import LARGEST, DocumentError, text_of, too_large
from pipeline.documents.metadata import METADATA, Statements, nameless, statements_in, unusable
from pipeline.documents.naming import safe_name, unused
from pipeline.documents.pieces.nested import Budget, documents_in
from pipeline.documents.pieces.taking_apart import Piece, opened
from pipeline.documents.suffixes import SUFFIXES

MOST_MEMBERS = 20_000  # of an archive and those in it
MOST_BYTES = 2 << 30  # that they expand to
_MOST_RATIO, _RATIO_FROM = 200, 1 << 20  # a text shrinks to a tenth; smaller members do no harm
_ENCRYPTED, _UTF8 = 0x1, 0x800  # flags of a member
_UNICODE_PATH = 0x7075  # the extra field with a name in UTF-8
_DAMAGED = (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error)


@dataclass(slots=True)
class _Archive:
    """Hold an open archive, its name, its documents by name, and the names of those that are not read by kind."""

    zip: ZipFile
    file: str
    documents: dict[str, ZipInfo] = field(default_factory=dict)
    tables: dict[str, ZipInfo] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    encrypted: int = 0


def members(source: bytes | Path, file: str, depth: int = 1, budget: Budget | None = None) -> Iterator[Piece]:
    """Yield the documents of an archive, those of archives and lists in it too, then what is said of the rest.

    A documents.csv in it speaks of its members. An archive of too many members or bytes is refused before one is read.
    """
    budget = budget or Budget()
    with opened(source) as stream:
        try:
            archive = _opened(stream, file, budget)
        except DocumentError as error:
            yield Piece(file, error=error)
            return
        except _DAMAGED:
            yield Piece(file, error=DocumentError("zip_damaged", file=file))
            return
        said = {folder: _statements(archive, info, folder) for folder, info in archive.tables.items()}
        there = [*archive.documents]
        for folder, table in said.items():
            where = f"{file}/{folder}{METADATA}"
            for mistake in (*table.mistakes, *nameless(table, where, _is_there(folder, there))):
                yield Piece(where, error=mistake)
        for name, info in archive.documents.items():
            yield from _taken(archive, name, info, _known(name, said), depth, budget)
        yield from _left_out(archive)


def _opened(stream: BinaryIO, file: str, budget: Budget) -> _Archive:
    """Open an archive and sort its members. Raise DocumentError for one of too many members or bytes, as it states them.

    Raises what zipfile raises for a damaged one.
    """
    try:
        archive = _Archive(ZipFile(stream), file)
    except UnicodeDecodeError:
        archive = _Archive(ZipFile(io.BytesIO(_unflagged(stream, file))), file)
    budget.members += len(archive.zip.infolist())
    if budget.members > MOST_MEMBERS:
        raise DocumentError("zip_members", file=file, most=MOST_MEMBERS)
    for info in archive.zip.infolist():
        name = _name(info)
        path = PurePosixPath(name)
        if (
            info.is_dir()
            or name.endswith("/")
            or any(part.startswith((".", "__MACOSX")) for part in path.parts)
        ):
            continue
        if path.name == METADATA:
            archive.tables["/".join([*path.parts[:-1], ""])] = info
        elif path.suffix.lower() not in SUFFIXES:
            archive.others[path.suffix.lower() or f"“{path.name}”"] += 1
        elif info.flag_bits & _ENCRYPTED:
            archive.encrypted += 1
        else:
            archive.documents[unused(name, archive.documents)] = info
    budget.octets += sum(info.file_size for info in archive.documents.values() if info.file_size <= LARGEST)
    if budget.octets > MOST_BYTES:
        raise DocumentError("zip_bytes", file=file, most=MOST_BYTES >> 20)
    archive.documents = dict(sorted(archive.documents.items()))
    return archive


def _taken(
    archive: _Archive, name: str, info: ZipInfo, known: Mapping[str, str], depth: int, budget: Budget
) -> Iterator[Piece]:
    """Yield a member, or the pieces that it holds."""
    label = f"{archive.file}/{name}"
    try:
        octets = _octets(archive.zip, info, label)
    except DocumentError as error:
        yield Piece(label, error=error)
        return
    yield from documents_in(octets, label, known, depth, budget)


def _octets(archive: ZipFile, info: ZipInfo, label: str) -> bytes:
    """Return the bytes of a member, at most as many as a document may have, whatever it states."""
    if info.file_size > LARGEST:
        raise too_large(label, info.file_size)
    if info.file_size > max(_RATIO_FROM, _MOST_RATIO * info.compress_size):
        raise DocumentError("zip_ratio", file=label)
    try:
        with archive.open(info) as member:
            octets = member.read(LARGEST + 1)
    except NotImplementedError:
        raise DocumentError("zip_method", file=label) from None
    except _DAMAGED:
        raise DocumentError("member_damaged", file=label) from None
    if len(octets) > LARGEST:
        raise too_large(label, len(octets))
    return octets


def _name(info: ZipInfo) -> str:
    """Return the name of a member as a relative one, in whatever encoding it was written."""
    return safe_name(_written(info)) + ("/" if info.filename.endswith("/") else "")


def _written(info: ZipInfo) -> str:
    if info.flag_bits & _UTF8:
        return info.orig_filename
    if said := _unicode_path(info.extra):
        return said
    octets = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    return octets.decode("gb18030", "replace")


def _unicode_path(extra: bytes) -> str:
    """Return the name in UTF-8 that an extra field gives, empty where none does."""
    while len(extra) >= 4:
        kind, length = unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "ignore")
        extra = extra[4 + length :]
    return ""


def _unflagged(stream: BinaryIO, file: str) -> bytes:
    """Return an archive whose names are said to be UTF-8 and are not, without that flag in its directory."""
    stream.seek(0)
    octets = bytearray(stream.read(LARGEST + 1))
    if len(octets) > LARGEST:
        raise too_large(file, len(octets))
    at = octets.rfind(b"PK\5\6")
    if at < 0 or at + 22 > len(octets):
        raise BadZipFile
    count, _size, at = unpack_from("<HII", octets, at + 10)
    for _ in range(count):
        if octets[at : at + 4] != b"PK\1\2" or at + 46 > len(octets):
            raise BadZipFile
        local = unpack_from("<I", octets, at + 42)[0]
        if octets[local : local + 4] != b"PK\3\4":
            raise BadZipFile
        for flags in (at + 9, local + 7):
            octets[flags] &= ~(_UTF8 >> 8) & 0xFF
        at += 46 + sum(unpack_from("<HHH", octets, at + 28))
    return bytes(octets)


def _statements(archive: _Archive, info: ZipInfo, folder: str) -> Statements:
    where = f"{archive.file}/{folder}{METADATA}"
    try:
        return statements_in(text_of(_octets(archive.zip, info, where), where), where)
    except DocumentError as error:
        return unusable(error, where)


def _known(name: str, said: Mapping[str, Statements]) -> Mapping[str, str]:
    """Return what the nearest documents.csv says of a member."""
    folder = name
    while folder:
        folder = folder.rstrip("/").rpartition("/")[0]
        folder = f"{folder}/" if folder else ""
        if folder in said and (row := said[folder].rows.get(name[len(folder) :])):
            return row
    return {}


def _is_there(folder: str, there: list[str]) -> Callable[[str], bool]:
    names = {name[len(folder) :] for name in there if name.startswith(folder)}
    return names.__contains__


def _left_out(archive: _Archive) -> Iterator[Piece]:
    """Say what of an archive was not read, each reason once."""
    file = archive.file
    if archive.encrypted:
        yield Piece(file, error=DocumentError("zip_encrypted", file=file, count=archive.encrypted))
    if archive.others:
        kinds = "、".join(f"{kind} {count}" for kind, count in archive.others.most_common(5))
        count = archive.others.total()
        yield Piece(file, error=DocumentError("other_kinds", file=file, count=count, kinds=kinds))
    if not archive.documents and not archive.encrypted:
        yield Piece(file, error=DocumentError("zip_empty", file=file))
