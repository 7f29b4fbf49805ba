"""Name documents: what a file is called is shown, and never used as a path; a row of a list is named by its number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

_LONGEST = 200
_ROW = re.compile(r"\.\w{1,5}#(?P<number>[1-9]\d{0,8})")


def safe_name(file: str) -> str:
    """Return a relative name without steps upwards, drive letters and control characters: ../../x becomes x."""
    parts = [part.strip() for part in file.replace("\\", "/").split("/")]
    parts = ["".join(one for one in part if unicodedata.category(one)[0] != "C") for part in parts]
    kept = [part for part in parts if part.strip(".") and not part.endswith(":")]
    return "/".join(kept)[-_LONGEST:] or "document.txt"


def name_of_row(file: str, number: int) -> str:
    """Name the row of a list, as a spreadsheet numbers it: news.csv#12."""
    return f"{file}#{number}"


def row_named(file: str) -> int:
    """Return the number of the row that `name_of_row` named, 0 for what is no row of a list."""
    named = _ROW.search(file, max(0, len(file) - 20))
    return int(named["number"]) if named and named.end() == len(file) else 0


def lists_named(file: str) -> tuple[str, ...]:
    """Return what the list may be called that a document is a row of, as `names_of_file` does; nothing for others."""
    return names_of_file(file.rpartition("#")[0]) if row_named(file) else ()


def unused(name: str, taken: Container[str]) -> str:
    """Return the name, or the first of name (2), name (3) … that is not taken."""
    if name not in taken:
        return name
    stem, suffix = _parted(name)
    return next(other for number in count(2) if (other := f"{stem} ({number}){suffix}") not in taken)


def names_of_file(name: str) -> tuple[str, ...]:
    """Return what a file that is listed as `name` may be called: the same, or without a number as `unused` gives one."""
    stem, suffix = _parted(name)
    first, opening, number = stem.rpartition(" (")
    numbered = opening and number.endswith(")") and number[:-1].isdecimal()
    return (name, first + suffix) if numbered else (name,)


def _parted(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if stem and "/" not in suffix else (name, "")
