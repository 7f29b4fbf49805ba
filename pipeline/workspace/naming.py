"""Name documents: what a file is called is shown, and never used as a path."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from itertools import count

_LONGEST = 200


def safe_name(file: str) -> str:
    """Return a relative name without steps upwards, drive letters and control characters: ../../x becomes x."""
    parts = [part.strip() for part in file.replace("\\", "/").split("/")]
    parts = ["".join(one for one in part if unicodedata.category(one)[0] != "C") for part in parts]
    kept = [part for part in parts if part.strip(".") and not part.endswith(":")]
    return "/".join(kept)[-_LONGEST:] or "document.txt"


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
