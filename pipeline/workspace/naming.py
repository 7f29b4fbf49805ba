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


def may_be_called(file: str, name: str) -> bool:
    """Say whether a file of this name may be listed as `name`: the same, or with a number as `unused` gives one."""
    stem, suffix = _parted(file)
    number = name.removeprefix(f"{stem} (").removesuffix(f"){suffix}")
    return name == file or (number.isdecimal() and name == f"{stem} ({number}){suffix}")


def _parted(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if stem and "/" not in suffix else (name, "")
