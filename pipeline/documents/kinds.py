"""Say by its bytes, never by its name, of what kind a file is."""

from __future__ import annotations

import csv
import io
import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

# What stands at the very start of a file of a kind.
_FIRST = {
    b"\x89PNG\r\n\x1a\n": "image",
    b"\xff\xd8\xff": "image",
    b"II*\0": "image",
    b"MM\0*": "image",
    b"{\\rtf": "rtf",
    b"Rar!\x1a\x07": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ\0": "archive",
}
_PDF, _PDF_WITHIN = b"%PDF-", 1024  # bytes before it that readers allow
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams of such a file, which its directory holds in UTF-16.
_STREAMS = {"EncryptedPackage": "encrypted", "WordDocument": "old_word", "Workbook": "xls", "Book": "xls"}
_HEAD = 4096  # bytes that tell a web page
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*){0,9}"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|table|section|article|main|p|h[1-6]|center|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_MIME = re.compile(r"\s*(?:[A-Za-z-]{2,40}:[^\n]{0,400}\n(?:[ \t][^\n]{0,400}\n){0,9}){0,30}", re.ASCII)
_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')
_DIVIDERS = ",;"  # a text divided by tabs is a table as it is
_MOST_CELL = 120  # characters of a cell of a table, as bytes; of the first lines
_SENTENCE = re.compile("|".join(
    re.escape(mark.encode(encoding).decode("latin-1")) for mark in "。；！？" for encoding in ("utf-8", "gb18030", "big5")
))  # fmt: skip
_FIGURE = re.compile(r"\s*[-+(]?\d[\d,.]*\)?\s*%?\s*")
_RELATED = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def kind_of(octets: bytes) -> str:
    """Return the kind of a file, a key of the readers in `formats` or of a sentence that refuses it (`kind_…`).

    text, csv, json, html, mhtml, pdf, docx, xlsx, xls, ods, image, zip; old_word, rtf, odt, encrypted, archive.
    """
    if octets.startswith(_ZIP):
        return _kind_of_zip(octets)
    if octets.startswith(_OLE):
        return next(
            (kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in octets), "old_word"
        )
    for first, kind in _FIRST.items():
        if octets.startswith(first):
            return kind
    return "pdf" if _PDF in octets[:_PDF_WITHIN] else _kind_of_characters(octets)


def _kind_of_characters(octets: bytes) -> str:
    head = _decoded(octets[:_HEAD])
    if _HTML.match(head):
        return "html"
    mime = _MIME.match(head)
    if mime and _RELATED.search(mime[0]):
        return "mhtml"
    if _JSON.match(head):
        return "json"
    return "csv" if _is_table(head, whole=len(octets) <= _HEAD) else "text"


def _kind_of_zip(octets: bytes) -> str:
    """Tell Word files, workbooks and open documents, which are archives, from other archives."""
    return kind_of_archive(io.BytesIO(octets))


def kind_of_archive(file: BinaryIO) -> str:
    """Return the kind of an archive by its directory: docx, xlsx, ods, odt, or zip for any other and for a damaged one."""
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            stated = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (
        BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
        KeyError,
        RuntimeError,
        zlib.error,
    ):
        return "zip"
    if b"opendocument.spreadsheet" in stated:
        return "ods"
    if b"opendocument.text" in stated:
        return "odt"
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
            if any(name.startswith(folder) for name in names):
                return kind
    return "zip"


def _is_table(head: str, *, whole: bool) -> bool:
    """Say whether the head of a text is that of a CSV table: lines of as many cells each, half of them figures in a column.

    Its characters are bytes: of no encoding of Chinese is a comma or a quotation mark a part of another character.
    """
    lines = head.replace("\r\n", "\n").replace("\r", "\n")
    lines = lines if whole else lines[: lines.rfind("\n") + 1]
    for divider in _DIVIDERS:
        if lines.count(divider) < 2:
            continue
        try:
            rows = [row for row in csv.reader(io.StringIO(lines), delimiter=divider, strict=True) if any(row)]
        except csv.Error:
            continue
        if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
            continue
        cells = [cell for row in rows for cell in row]
        if any(len(cell) > _MOST_CELL or _SENTENCE.search(cell) for cell in cells):
            continue
        columns = [[cell for cell in column if cell.strip()] for column in zip(*rows[1:], strict=True)]
        if any(
            column and 2 * sum(map(bool, map(_FIGURE.fullmatch, column))) >= len(column)
            for column in columns[1:]
        ):
            return True
    return False


def _decoded(head: bytes) -> str:
    """Return the head of a file as characters that tell markup, whatever its encoding."""
    for mark, encoding in ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("latin-1")


# What the bytes of a kind are called when they are kept.
_SUFFIXES = {"text": "txt", "mhtml": "mht", "old_word": "doc"}
_IMAGES = {b"\x89": "png", b"\xff": "jpg"}


def suffix_of(octets: bytes) -> str:
    """Return the usual suffix of a file like this, without its dot."""
    kind = kind_of(octets)
    if kind == "image":
        return _IMAGES.get(octets[:1], "tif")
    return _SUFFIXES.get(kind, kind)
