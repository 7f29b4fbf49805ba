"""Keep what people said of a form for the next time: how headings are to be read, and the place that it is of."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.forms.asked import Heading
from pipeline.unfinished import sweep, write_whole

FILE = "forms.json"
_ALIKE = 0.5  # share of headings that two editions of a form have in common
_DIGITS = re.compile(r"\d+")
_KEEPING = threading.Lock()


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Be what was said of one form, told by its headings without their digits: 2024年 and 2025年 are one."""

    headings: frozenset[str] = frozenset()
    place: str = ""
    read_as: Mapping[str, str] = field(default_factory=dict)


def kept_words(folder: Path, headings: Iterable[Heading]) -> KeptWords:
    """Return what was said of the form in a workspace that has most headings in common with these, if half of them are."""
    own = _names(headings)
    alike = max(_read(folder / FILE), key=lambda one: _shared(one.headings, own), default=KeptWords())
    return alike if own and _shared(alike.headings, own) >= _ALIKE else KeptWords(own)


def keep_words(folder: Path, headings: Iterable[Heading], place: str, read_as: Mapping[str, str]) -> None:
    """Keep what is said of a form, in place of what was said of it before. Raise OSError where it cannot be written."""
    own = _names(headings)
    with _KEEPING:
        others = [one for one in _read(folder / FILE) if _shared(one.headings, own) < _ALIKE]
        said = [*others, KeptWords(own, place, read_as)] if place or read_as else others
        _write(folder / FILE, said)


def _names(headings: Iterable[Heading]) -> frozenset[str]:
    return frozenset(_DIGITS.sub("", one.printed) for one in headings)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _read(file: Path) -> list[KeptWords]:
    """Return what is kept; nothing where the file is missing or no list of forms."""
    try:
        return [_known(one) for one in json.loads(file.read_text("utf-8"))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _known(kept: Mapping[str, Any]) -> KeptWords:
    words = {str(printed): str(said) for printed, said in kept["read_as"].items()}
    return KeptWords(frozenset(map(str, kept["headings"])), str(kept["place"]), words)


def _write(file: Path, said: Iterable[KeptWords]) -> None:
    sweep(file)
    kept = [
        {"headings": sorted(one.headings), "place": one.place, "read_as": dict(one.read_as)} for one in said
    ]
    write_whole(file, json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8"))
