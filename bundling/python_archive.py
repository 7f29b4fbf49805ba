"""Bring the Python of a system: download its archive or take one that was brought, check it, unpack it."""

from __future__ import annotations

import hashlib
import http.client
import shutil
import tarfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from bundling.systems import System
from run import StopError, show

SECONDS = 60  # that the server may be silent
MEGABYTE = 1 << 20
# Nothing of these is needed to run the program: C headers, manuals, Tcl, the tests, the editor, the installer of pip;
# packages of the archive (pip) neither: the program's own come there. By their names in the archive, in lower case.
LEFT_OUT = frozenset(
    (
        *(
            "__pycache__",
            "ensurepip",
            "idlelib",
            "include",
            "libs",
            "pkgconfig",
            "scripts",
            "share",
            "site-packages",
            "tcl",
        ),
        *("test", "tests", "turtledemo"),
    )
)


def download(system: System, target: Path) -> None:
    """Write the archive of a system's Python; raise StopError where it cannot be had."""
    with target.open("wb") as file:
        for block in blocks(system):
            file.write(block)
            show(f"  Python  {file.tell() // MEGABYTE} MB")


def blocks(system: System) -> Iterator[bytes]:
    """Give the archive by the megabyte, as the server sends it."""
    try:
        with urllib.request.urlopen(system.url, timeout=SECONDS) as answer:  # noqa: S310 - https, a constant
            while block := answer.read(MEGABYTE):
                yield block
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise StopError(
            f"下载不了 Python：{reason}。请检查网络，或用别的办法下载 {system.url} ，再用 --python 指明该文件。",
            f"Cannot download Python: {reason}. Check the network, or fetch {system.url} by other means and name the"
            " file with --python.",
        ) from error


def check(system: System, archive: Path) -> None:
    """Raise StopError unless the archive is, byte for byte, the one that was chosen for the system."""
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != system.sha256:
        raise StopError(
            f"{archive.name} 的 SHA-256 是 {found}，应为 {system.sha256}：不是 {system.archive}，或没有下载完整。",
            f"The SHA-256 of {archive.name} is {found}, not {system.sha256}: it is not {system.archive}, or not whole.",
        )


def unpack(system: System, archive: Path, folder: Path) -> None:
    """Unpack the archive to `folder`/python, without links and without what the program does not need.

    Without links the folder can be carried on any stick: FAT and exFAT know none. Raises StopError where it holds no
    Python for the system.
    """
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                path = PurePosixPath(member.name)
                if (member.isfile() or member.islnk()) and is_needed(path, system):
                    write(tar, member, folder / path)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise StopError(
            f"{archive.name} 不能解开：{error}", f"{archive.name} cannot be unpacked: {error}"
        ) from error
    if not (folder / system.python).is_file():
        raise StopError(f"{archive.name} 里没有 {system.python}", f"{archive.name} holds no {system.python}")


def is_needed(path: PurePosixPath, system: System) -> bool:
    """Tell whether a file of the archive is a part of the Python that the program runs on."""
    if path.parts[:1] != ("python",) or ".." in path.parts:
        return False
    if (
        path.parts[1] == "bin"
    ):  # all else there is a command of its own, which may name the computer that it was made on
        return str(path) == system.python
    return not any(part.lower() in LEFT_OUT for part in path.parts[1:-1])


def write(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    """Write one file of the archive, which may be run if the archive says so."""
    source = tar.extractfile(member)
    if source is None:
        raise ValueError(member.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    target.chmod(0o755 if member.mode & 0o100 else 0o644)
