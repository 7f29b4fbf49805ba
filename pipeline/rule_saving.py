"""Save a rules file so that it is always whole, old or new, and keep each version that was replaced."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

from pipeline.rule_faults import Fault, RulesError
from pipeline.rule_reading import not_yaml
from pipeline.unfinished import sweep, unfinished

MOST_KEPT = 100  # earlier versions; the oldest go first
_saving = threading.Lock()


@dataclass(frozen=True, slots=True)
class RulesFile:
    """Hold the text of a rules file as it was read, line ends untouched, and the digest of its bytes."""

    path: Path
    text: str
    digest: str


def read_rules(path: Path) -> RulesFile:
    """Read a rules file for editing. Raise RulesError where it is missing or no UTF-8 text."""
    try:
        content = path.read_bytes()
        return RulesFile(path, content.decode("utf-8"), _digest(content))
    except UnicodeDecodeError as error:
        raise RulesError(not_yaml(error, path.name)) from error
    except OSError as error:
        raise RulesError(Fault("no_file", file=path.name, values={"path": path})) from error


def save_rules(text: str, read: RulesFile, history: Path) -> RulesFile:
    """Put a text in the place of the file that was read, and what it replaces into `history` as 0001.yaml and on.

    The text is written beside the file, forced to the disk, and then takes its name in one step: killed at any
    moment, the file is the old one or the new one. Raises RulesError, with the file as it was, where another
    program changed it since it was read or the disk refuses.
    """
    target = read.path.resolve()  # what a link leads to is replaced, not the link
    with _saving:
        if read_rules(target).digest != read.digest:
            raise RulesError(Fault("changed", file=target.name))
        try:
            _keep(target, history)
            sweep(target)
            sweep(history)
            content = text.encode("utf-8")
            _replace(target, content)
        except OSError as error:
            values = {"problem": error.strerror or type(error).__name__}
            raise RulesError(Fault("unwritable", file=target.name, values=values)) from error
    return RulesFile(read.path, text, _digest(content))


def _keep(target: Path, history: Path) -> None:
    """Copy the file as the next number of its history."""
    history.mkdir(parents=True, exist_ok=True)
    kept = sorted((file for file in history.glob("*.yaml") if file.stem.isdecimal()), key=_number)
    number = _number(kept[-1]) + 1 if kept else 1
    _replace(history / f"{number:04}.yaml", target.read_bytes())
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


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
