"""Know the tables that this program writes again: they are made of documents, and are none."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

_HEAD = 4096  # bytes that hold the first headings
_SHEET = "xl/worksheets/sheet1.xml"
_SUFFIXES = (".csv", ".json", ".xlsx")
_FIRST = ("id", "indicator", "measure")
_CSV = re.compile(rb"(?:\xef\xbb\xbf)?" + ",".join(_FIRST).encode() + rb",")
_JSON = re.compile(rb'\s*\[\s*\{"id": "[^"]{0,64}", "indicator": "[^"]{0,99}", "measure": ')
_XLSX = re.compile(b"[^~]{0,200}".join(f"<t>{name}</t>".encode() for name in _FIRST))


def is_own_table(octets: bytes) -> bool:
    """Say whether the bytes of a file, or its first ones, are those of a table that this program wrote."""
    if octets.startswith(b"PK"):
        try:
            with ZipFile(io.BytesIO(octets)) as book, book.open(_SHEET) as sheet:
                return bool(_XLSX.search(sheet.read(_HEAD)))
        except Exception:  # noqa: BLE001 - zipfile raises what it likes; what it is, its reader says
            return False
    return bool(_CSV.match(octets) or _JSON.match(octets))


def is_own_table_at(path: Path) -> bool:
    """Say whether a file is a table that this program wrote; False for one that nobody may read."""
    if path.suffix.lower() not in _SUFFIXES:
        return False
    try:
        if path.suffix.lower() == ".xlsx":
            return is_own_table(path.read_bytes())
        with path.open("rb") as file:
            return is_own_table(file.read(_HEAD))
    except OSError:
        return False
