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
# Of earlier versions: beside a target, and among the originals of a workspace.
_FORMER = re.compile(r"\.(?P<target>.+)\.(?P<process>\d{1,10})(?:\.[a-z]{3,7})?")
_FORMER_ORIGINAL = re.compile(r"[0-9a-f]{64}\.(?P<process>\d{1,10})")


def unfinished(target: Path) -> Path:
    """Return a name beside the target, which tells the process and is no other's: two threads may write at once."""
    return target.with_name(f".{target.name}.{os.getpid()}-{next(_numbers)}.part")


def sweep(target: Path) -> None:
    """Delete what processes that are gone left beside a target, or in a folder of the program's own beside any."""
    own = target.is_dir()
    with contextlib.suppress(OSError):
        for file in list((target if own else target.parent).iterdir()):
            process = _left_by(file.name, "" if own else target.name)
            if process and not psutil.pid_exists(process):
                file.unlink(missing_ok=True)


def _left_by(name: str, target: str) -> int:
    """Return the process that was writing a file of this name for a target, or for any where it is ""; 0 for none."""
    for pattern in (_NAME, _FORMER if target else _FORMER_ORIGINAL):
        named = pattern.fullmatch(name)
        if named and (not target or named["target"] == target):
            return int(named["process"])
    return 0
