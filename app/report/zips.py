"""Pack files as a zip whose bytes depend on the files alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EARLIEST = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # a zip knows no earlier day; the time of packing would make each zip another
_UNIX, _READABLE = 3, 0o644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files, by their path in the zip, in the order given."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as pack:
        for path, octets in files.items():
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(entry, octets)
    return held.getvalue()
