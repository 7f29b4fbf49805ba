"""Name files that are being written, beside what they will be, and sweep away those whose program was killed."""

from __future__ import annotations

import contextlib
import os
import re
from itertools import count
from pathlib import Path

import psutil

_numbers = count(1)
_NAME = re.compile(r"\.(?P<target>.+)\.(?P<process>\d{1,10})-\d{1,10}\.part")
_FORMER = re.compile(r"\.(?P<target>.+)\.(?P<process>\d{1,10})(?:\.part|\.rows)?")  # of earlier versions


def unfinished(target: Path) -> Path:
    """Return a name beside the target, which tells the process and is no other's: two threads may write at once."""
    return target.with_name(f".{target.name}.{os.getpid()}-{next(_numbers)}.part")


def sweep(target: Path) -> None:
    """Delete what processes that are gone left beside a target, or in a folder of the program's own beside any."""
    own = target.is_dir()
    with contextlib.suppress(OSError):
        for file in list((target if own else target.parent).iterdir()):
            named = _NAME.fullmatch(file.name) or _FORMER.fullmatch(file.name)
            mine = named and (named["target"] == target.name or (own and named.re is _NAME))
            if named and mine and not psutil.pid_exists(int(named["process"])):
                file.unlink(missing_ok=True)
