"""Save a made file whole or not at all, and say in a sentence why it could not be."""

from __future__ import annotations

import errno
from pathlib import Path

from app.report.items import ReportFailedError
from pipeline.mistakes import reason_of
from pipeline.unfinished import sweep, write_whole


def save(content: bytes, path: Path) -> None:
    """Write a file whole or not at all. Raise ReportFailedError where the disk is full or the folder refuses."""
    sweep(path)
    try:
        write_whole(path, content)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        key = "report.no_room" if full else "report.not_written"
        raise ReportFailedError(key, file=str(path), reason=reason_of(error)) from error
