"""Look into archives (workbooks, Word files, ZIP) before anything in them is expanded: how much it would be."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.mistakes import MistakeError

MOST_PARTS = 5_000
MOST_BYTES = 400 << 20  # that all parts expand to
MOST_ROWS = 200_000  # of one sheet; rows that a file leaves out are counted, for they are filled in
_CELLS_A_ROW = 40  # on average
MOST_MERGED = 20_000  # merged cells of a sheet, each of which is built and compared with others
MOST_COVERED = (
    1_000_000  # cells that they cover, each of which is built, too: a title over a whole row has 16,384
)
_CHUNK = 1 << 20
_SHEETS, _TEXTS = "xl/worksheets/", "xl/sharedStrings"
_ROW = re.compile(rb'<(?:\w{1,20}:)?row\s[^>]{0,500}?\br\s*=\s*["\'](\d{1,20})')
_REFERENCE = re.compile(rb'<(?:\w{1,20}:)?c\s[^>]{0,500}?\br\s*=\s*["\'][A-Za-z]{1,9}(\d{1,20})')
_EDGE = re.compile(rb"<(/?)(?:\w{1,20}:)?(row|c|si|sheetData)[\s/>]")  # si: a text that cells share
_MERGED = re.compile(rb"<(?:\w{1,20}:)?mergeCell[\s/>]")
_COVERED = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?\bref\s*=\s*["\']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})'
)
_LONGEST_TAG = 1024


class ArchiveError(MistakeError):
    """Say why an archive is not opened: it is damaged, or has too many parts, bytes, rows or cells, or one too long."""

    WORDS = "archive_faults"


def check_archive(octets: bytes, file: str | Path) -> None:
    """Raise ArchiveError, which names the file, for what is no archive or expands to more than an office's file does.

    Sizes are those that the archive states; reading stops there, whatever a part really holds.
    """
    with _opened(octets, file) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise ArchiveError("parts", file=file, most=MOST_PARTS)
        if sum(part.file_size for part in parts) > MOST_BYTES:
            raise ArchiveError("bytes", file=file, most=MOST_BYTES >> 20)


def check_workbook(octets: bytes, file: str | Path, most_rows: int = MOST_ROWS) -> None:
    """Check an XLSX file as an archive, and its sheets for rows, cells and their length. Raise ArchiveError where over."""
    check_archive(octets, file)
    with _opened(octets, file) as archive:
        for part in archive.infolist():
            if part.filename.startswith((_SHEETS, _TEXTS)) and part.filename.endswith(".xml"):
                _check_sheet(archive, part, file, most_rows)
    _check_apart(octets, file)


def _check_apart(octets: bytes, file: str | Path) -> None:
    """Raise ArchiveError where several sheets are one part, which is read for each: 2,000 of 20,000 cells in 60 kB."""
    from openpyxl.reader.excel import ExcelReader

    try:
        reader = ExcelReader(io.BytesIO(octets), read_only=True)
        reader.read_manifest()
        reader.read_workbook()
        parts = [about.target for _, about in reader.parser.find_sheets()]
    except Exception as error:  # whatever openpyxl meets in a damaged file
        raise ArchiveError("damaged", file=file) from error
    if len(set(parts)) < len(parts):
        raise ArchiveError("damaged", file=file)


def _opened(octets: bytes, file: str | Path) -> ZipFile:
    try:
        return ZipFile(io.BytesIO(octets))
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise ArchiveError("damaged", file=file) from error


def _check_sheet(archive: ZipFile, part: ZipInfo, file: str | Path, most_rows: int) -> None:
    """Count the rows, cells and merged cells of a sheet, or of the texts that cells share, without building it.

    A cell that fills a whole piece has thirty times what Excel writes into one; so has a tag, for which a parser takes the
    square of its length.
    """
    rows = cells = merged = covered = 0
    inside = False  # a row or cell that began in an earlier piece
    for xml in _pieces(archive, part, file):
        edges = _EDGE.findall(xml)
        endless = (inside and not edges) or b"<" not in xml[1:]
        if endless and len(xml) >= _CHUNK - _LONGEST_TAG:
            raise ArchiveError("cell", file=file, most=_CHUNK >> 20)
        if edges:
            closing, name = edges[-1]
            inside = not closing and name != b"sheetData"
        opened = [name for closing, name in edges if not closing]
        rows += opened.count(b"row")
        cells += opened.count(b"c")
        numbered = [int(match[1]) for kind in (_ROW, _REFERENCE) for match in kind.finditer(xml)]
        if max(rows, *numbered, 0) > most_rows:
            raise ArchiveError("rows", file=file, most=most_rows)
        merged += sum(1 for _ in _MERGED.finditer(xml))
        if merged > MOST_MERGED:
            raise ArchiveError("merged", file=file, most=MOST_MERGED)
        covered += sum(map(_area, _COVERED.findall(xml)))
        if covered > MOST_COVERED:
            raise ArchiveError("merged", file=file, most=MOST_COVERED)
        if cells > _CELLS_A_ROW * most_rows:
            raise ArchiveError("cells", file=file, most=_CELLS_A_ROW * most_rows)


def _area(corners: tuple[bytes, bytes, bytes, bytes]) -> int:
    """Return how many cells a merged one covers: A1:C2 covers six."""
    left, top, right, bottom = corners
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _pieces(archive: ZipFile, part: ZipInfo, file: str | Path) -> Iterator[bytes]:
    """Yield a part in pieces that end where a tag begins. Raise ArchiveError where it cannot be read."""
    before = b""
    try:
        with archive.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                whole = before + chunk
                cut = whole.rfind(b"<", max(0, len(whole) - _LONGEST_TAG))
                yield whole[:cut] if cut > 0 else whole
                before = whole[cut:] if cut > 0 else b""
    except Exception as error:  # zlib, CRC, encryption, an unknown method
        raise ArchiveError("damaged", file=file) from error
    yield before
