"""Keep what a file was read into beside it, for reading a PDF or a scan again takes seconds a page."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from array import array
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.documents.content import Content, Layout, Spot
from pipeline.documents.decoding import DocumentError
from pipeline.documents.scans.engine import is_installed
from pipeline.unfinished import write_whole

_HERE = Path(__file__).resolve().parent
_WORDS = _HERE.parent / "words"
_LARGEST = 256 << 20  # bytes that a kept content may unpack to
_DAMAGED = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError)


def keep_content(content: Content, path: Path) -> None:
    """Write a content; where the disk refuses it, it is read again the next time."""
    held = asdict(content) | {"left_out": [(one.why, one.values) for one in content.left_out], "by": reader()}
    held["layout"]["spots"] = [tuple(spot.values()) for spot in held["layout"]["spots"]]
    held["layout"]["spans"] = [*content.layout.spans.items()]
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, gzip.compress(json.dumps(held, default=list).encode(), 3, mtime=0))


def kept_content(path: Path) -> Content | None:
    """Return the content kept at a path; None where there is none, or it is damaged, or another reader made it."""
    try:
        with gzip.open(path) as file:
            octets = file.read(_LARGEST + 1)
        held = json.loads(octets) if len(octets) <= _LARGEST else {}
        return _content(held) if held["by"] == reader() else None
    except _DAMAGED:
        return None


def _content(held: dict[str, Any]) -> Content:
    layout = held["layout"]
    spots = tuple(
        Spot(start, end, locator, page, top, bottom, array("d", edges) if edges else (), level)
        for start, end, locator, page, top, bottom, edges, level in layout["spots"]
    )
    spans = {start: (rows, columns) for start, (rows, columns) in layout["spans"]}
    return Content(
        held["text"],
        Layout(spots, spans, layout["wrapped"]),
        held["title"],
        held["published"],
        held["source"],
        tuple(DocumentError(why, **values) for why, values in held["left_out"]),
    )


@cache
def reader() -> str:
    """Hash the code and words by which files become contents, and whether scans can be read."""
    whole = hashlib.sha256(str(is_installed()).encode())
    for file in (*sorted(_HERE.rglob("*.py")), *sorted(_WORDS.glob("*.yaml"))):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]
