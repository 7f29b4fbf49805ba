"""Name files that are being written, beside what they will be, and sweep away those whose program was killed."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
from functools import cache
from itertools import count
from pathlib import Path
from uuid import getnode
from zlib import crc32

import psutil

_numbers = count(1)
_NAME = re.compile(r"\.(?P<target>.+)\.(?P<machine>[0-9a-f]{8})-(?P<process>\d{1,10})-\d{1,10}\.part")
# Of earlier versions, which did not tell the machine: beside a target, and among the originals of a workspace.
_UNTOLD = re.compile(r"\.(?P<target>.+)\.(?P<process>\d{1,10})-\d{1,10}\.part")
_FORMER = re.compile(r"\.(?P<target>.+)\.(?P<process>\d{1,10})(?:\.[a-z]{3,7})?")
_FORMER_ORIGINAL = re.compile(r"[0-9a-f]{64}\.(?P<process>\d{1,10})")


def unfinished(target: Path) -> Path:
    """Return a name beside the target, which tells machine and process and is no other's: two threads may write at once."""
    return target.with_name(f".{target.name}.{_machine()}-{os.getpid()}-{next(_numbers)}.part")


def sweep(target: Path) -> None:
    """Delete what processes that are gone left beside a target, for whatever file, or in a folder of the program's own.

    On a shared disk another computer may be writing, and its processes cannot be seen from here: what it began stays,
    and so does what does not tell its machine, but for what was begun for this very target.
    """
    own = target.is_dir()
    with contextlib.suppress(OSError):
        for file in list((target if own else target.parent).iterdir()):
            process = _left_by(file.name, "" if own else target.name)
            if process and not psutil.pid_exists(process):
                remove(file)


def remove(path: Path) -> None:
    """Delete a file, or a folder with what is in it, as far as the system lets it."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def put(made: Path, target: Path) -> None:
    """Let what was made, a file or a folder, take the place of what stands at the target."""
    if not target.is_dir() and not made.is_dir():
        made.replace(target)
        return
    former = unfinished(target)  # a folder replaces nothing by itself
    with contextlib.suppress(FileNotFoundError):
        target.rename(former)
    made.rename(target)
    remove(former)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raise OSError where the disk refuses it."""
    made = unfinished(target)
    try:
        made.write_bytes(content)
        made.replace(target)
    finally:
        remove(made)


def _left_by(name: str, target: str) -> int:
    """Return the process of this machine that was writing a file of this name; 0 where there is none, or nothing tells.

    `target` is what a name of earlier versions must be for, "" for any.
    """
    if named := _NAME.fullmatch(name):
        return int(named["process"]) if named["machine"] == _machine() else 0
    for pattern in (_UNTOLD, _FORMER if target else _FORMER_ORIGINAL):
        named = pattern.fullmatch(name)
        if named and (not target or named["target"] == target):
            return int(named["process"])
    return 0


@cache
def _machine() -> str:
    """Return what tells this computer from others, and a container from the one beside it: their processes are apart."""
    apart = ""
    with contextlib.suppress(OSError):
        apart = str(os.stat("/proc/self/ns/pid").st_ino)  # noqa: PTH116 - a link to no path
    return f"{crc32(f'{platform.node()} {getnode()} {apart}'.encode()):08x}"
