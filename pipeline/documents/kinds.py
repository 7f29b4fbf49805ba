"""Say by its bytes, never by its name, of what kind a file is."""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import BinaryIO
from zipfile import ZipFile

from pipeline.documents.csv_table import is_table

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
ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams of such a file, which the entries of its directory open with in UTF-16.
_STREAMS = {"EncryptedPackage": "encrypted", "WordDocument": "old_word", "Workbook": "xls", "Book": "xls"}
_OLE_ORDER = 28, b"\xfe\xff"  # where every such file says in which order its bytes stand
_STATED, _TYPES = "mimetype", "[Content_Types].xml"
_FOLDERS = {"docx": "word/", "xlsx": "xl/"}
_FIRST_PARTS = (b"mimetype", b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/")
# Word of 2003, and a DOCX that is one file of markup
_WORD_XML = re.compile(
    r"\s*<\?xml.{0,2000}?(?:\bprogid=[\"']Word\.Document|<w:wordDocument\b|<pkg:package\b)", re.DOTALL
)
_ENTRY = 128  # bytes of such an entry
_LARGEST_LOOKED_AT = 1 << 20  # bytes of a damaged archive that tell its parts
_HEAD = 4096  # bytes that tell a web page
# What stands above the markup of a page that a program makes, or that a list of articles was made of: 「<%@ page … %>」
_PROLOGUE = (
    r"\s*(?:(?:<\?.{0,2000}?\?>|<!--.{0,2000}?-->|<%.{0,2000}?%>|---[ \t]*\n.{0,2000}?\n---[ \t]*\n)\s*){0,9}"
)
_HTML = re.compile(
    _PROLOGUE
    + r"<(?:!doctype\s+html|html|head|body|meta|title|link|div|table|thead|tbody|tr|td|th|section|article|main|header|form"
    r"|p|h[1-6]|ul|ol|dl|span|font|center|style|script|noscript|b|strong|br|a|img|blockquote)\b",
    re.IGNORECASE | re.DOTALL,
)
# Words before the first of its elements, as of a page cut out of another
_HTML_WITHIN = re.compile(
    r"<table\b[^<>]{0,400}>\s*(?:<(?:caption|colgroup|thead|tbody|tr)\b)|</p>[^<]{0,400}<p\b|</td>\s*<td\b",
    re.IGNORECASE,
)
_MIME = re.compile(r"\s*(?:[A-Za-z-]{2,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,400}\n){0,40}){0,30}", re.ASCII)
_RELATED = re.compile(
    r"^content-type:\s*(?:multipart/(?:related|alternative)|text/html)", re.IGNORECASE | re.MULTILINE
)
# What the head of a mail says that was sent, and that of a page saved by a browser does not: 「From: <Saved by Blink>」
_SENT = re.compile(
    r"^(?:(?:return-path|received|delivered-to|dkim-signature):|(?:from|to):[^\n]*@)",
    re.IGNORECASE | re.MULTILINE,
)
# A draft says neither; but no saved page is a text beside files
_DRAFTED = re.compile(r"^content-type:\s*(?:multipart/mixed|text/plain)", re.IGNORECASE | re.MULTILINE)
_OF_MAIL = re.compile(
    r"^(?:subject|date|mime-version|content-type|message-id|dkim-signature):", re.IGNORECASE | re.MULTILINE
)
_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')


def kind_of(octets: bytes) -> str:
    """Return the kind of a file, a key of the readers in `formats` or of a sentence that refuses it (`kind_…`).

    text, csv, json, html, mhtml, mail, pdf, docx, xlsx, xls, ods, image, zip; old_word, rtf, odt, encrypted, archive;
    damaged_office.
    """
    if octets.startswith(ARCHIVE):
        return _kind_of_zip(octets)
    if octets.startswith(_OLE):
        sound = octets.startswith(_OLE_ORDER[1], _OLE_ORDER[0])
        other = "old_word" if sound else "damaged_office"  # of Works, slides …
        return next((kind for name, kind in _STREAMS.items() if _has_stream(octets, name)), other)
    for first, kind in _FIRST.items():
        if octets.startswith(first):
            return kind
    return "pdf" if _PDF in octets[:_PDF_WITHIN] else _kind_of_characters(octets)


def _kind_of_characters(octets: bytes) -> str:
    head = _decoded(octets[:_HEAD])
    if _WORD_XML.match(head):
        return "old_word"
    mime = _MIME.match(head)
    if mime and (_SENT.search(mime[0]) or _DRAFTED.search(mime[0])) and _OF_MAIL.search(mime[0]):
        return "mail"
    if mime and _RELATED.search(mime[0]):
        return "mhtml"
    if _JSON.match(head):  # whatever markup stands in it
        return "json"
    if _HTML.match(head) or _HTML_WITHIN.search(head):
        return "html"
    return "csv" if is_table(head, whole=len(octets) <= _HEAD) else "text"


def _has_stream(octets: bytes, name: str) -> bool:
    """Say whether a directory has an entry of a name; in a text it may stand anywhere: 「Book Antiqua」."""
    opening = name.encode("utf-16-le") + b"\0\0"
    at = octets.find(opening)
    while at >= 0 and at % _ENTRY:
        at = octets.find(opening, at + 1)
    return at >= 0


def _kind_of_zip(octets: bytes) -> str:
    return kind_of_archive(io.BytesIO(octets))


def kind_of_archive(file: BinaryIO) -> str:
    """Tell Word files, workbooks and open documents, which are archives, from other archives; also damaged ones."""
    try:
        with ZipFile(file) as archive:
            parts = archive.namelist()
            names, stated = "\n".join(parts), _first_of(archive, _STATED) if _STATED in parts else b""
    except Exception:  # noqa: BLE001 - zipfile and its decompressors raise what they like
        # What the first part is called, and the names that stand before the parts, are seen all the same.
        file.seek(0)
        octets = file.read(_LARGEST_LOOKED_AT)
        of_office = octets[30:].startswith(_FIRST_PARTS)
        names, stated = octets.decode("latin-1") if of_office else "", octets[:200] if of_office else b""
    for words, kind in ((b"opendocument.spreadsheet", "ods"), (b"opendocument.text", "odt")):
        if words in stated:
            return kind
    return next((kind for kind, folder in _FOLDERS.items() if folder in names and _TYPES in names), "zip")


def _first_of(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(100)


def _decoded(head: bytes) -> str:
    """Return the head of a file as characters that tell markup, whatever its encoding."""
    for mark, encoding in ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    two_bytes = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(head[:2])
    return head.decode(two_bytes or "latin-1", "replace")


# What the bytes of a kind are called when they are kept.
_SUFFIXES = {"text": "txt", "mhtml": "mht", "mail": "eml", "old_word": "doc", "damaged_office": "doc"}
_IMAGES = {b"\x89": "png", b"\xff": "jpg"}
KEPT_AS = (
    "txt",
    "html",
    "pdf",
    "docx",
    "csv",
    "xlsx",
    "xls",
    "ods",
    "mht",
    "eml",
    "png",
    "jpg",
    "tif",
    "doc",
    "rtf",
    "odt",
    "json",
    "zip",
    "encrypted",
    "archive",
)  # fmt: skip - every suffix that `suffix_of` gives


def suffix_of(octets: bytes) -> str:
    """Return the usual suffix of a file like this, without its dot."""
    kind = kind_of(octets)
    if kind == "image":
        return _IMAGES.get(octets[:1], "tif")
    return _SUFFIXES.get(kind, kind)
