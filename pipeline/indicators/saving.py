"""Save a rules file so that it is always whole, old or new, and keep each version that was replaced."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

from pipeline.indicators.faults import Fault, RulesError
from pipeline.indicators.rules_text import check_is_file, no_access, not_yaml
from pipeline.mistakes import reason_of
from pipeline.unfinished import sweep, unfinished

MOST_KEPT = 100  # earlier versions; the oldest go first
_saving = threading.Lock()


@dataclass(frozen=True, slots=True)
class RulesFile:
    """Hold the text of a rules file as it was read, line ends untouched, and the digest of its bytes."""

    path: Path
    text: str
    digest: str


def read_rules(path: Path, *, may_be_missing: bool = False) -> RulesFile:
    """Read a rules file for editing; one that may be missing is then empty.

    Raise RulesError where it is missing otherwise, no file or no UTF-8 text.
    """
    try:
        if may_be_missing and not path.exists() and not path.is_symlink():
            return RulesFile(path, "", digest(b""))
        check_is_file(path)
        content = path.read_bytes()
        return RulesFile(path, content.decode("utf-8"), digest(content))
    except UnicodeDecodeError as error:
        raise RulesError(not_yaml(error, path.name)) from error
    except OSError as error:
        raise RulesError(no_access(error, path)) from error


def save_rules(text: str, read: RulesFile, history: Path) -> RulesFile:
    """Put a text in the place of the file that was read, and what it replaces into `history` as 0001.yaml and on.

    The text is written beside the file, forced to the disk, and then takes its name in one step: killed at any
    moment, the file is the old one or the new one. Raises RulesError, with the file as it was, where another
    program changed it since it was read or the disk refuses.
    """
    target = read.path.resolve()  # what a link leads to is replaced, not the link
    with _saving:
        there = read_rules(target, may_be_missing=read.digest == digest(b""))
        if there.digest != read.digest:
            raise RulesError(Fault("changed", file=target.name))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _keep(there, history)
            sweep(target)
            sweep(history)
            content = text.encode("utf-8")
            _replace(target, content)
        except OSError as error:
            values = {"reason": reason_of(error)}
            raise RulesError(Fault("unwritable", file=target.name, values=values)) from error
    return RulesFile(read.path, text, digest(content))


def history_of(file: Path) -> Path:
    """Name the folder in which the versions of a file that were replaced are kept."""
    return file.parent / f"{file.stem}.history"


def kept_versions(history: Path) -> list[Path]:
    """List the versions that were replaced, the latest last."""
    return sorted((file for file in history.glob("*.yaml") if file.stem.isdecimal()), key=_number)


def may_go_back(history: Path) -> bool:
    """Say whether there is a version to go back to; there is none where nobody may look."""
    try:
        return bool(kept_versions(history))
    except OSError:
        return False


def _keep(replaced: RulesFile, history: Path) -> None:
    """Keep what is replaced as the next number of its history."""
    history.mkdir(parents=True, exist_ok=True)
    kept = kept_versions(history)
    number = _number(kept[-1]) + 1 if kept else 1
    _replace(history / f"{number:04}.yaml", replaced.text.encode("utf-8"))
    for old in kept[: max(0, len(kept) + 1 - MOST_KEPT)]:
        old.unlink(missing_ok=True)


def _replace(target: Path, content: bytes) -> None:
    made = unfinished(target)
    with made.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, made)
    made.replace(target)
    if hasattr(os, "O_DIRECTORY"):  # elsewhere than on Windows the new name, too, is forced to the disk
        folder = os.open(target.parent, os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _number(file: Path) -> int:
    return int(file.stem)


def digest(content: bytes) -> str:
    """Name a version of a file by its bytes."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()
