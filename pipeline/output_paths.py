"""Check where a file is to be written, before any work is done: nothing is written over what is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.documents import METADATA, SUFFIXES
from pipeline.documents.own_tables import is_own_table_at
from pipeline.mistakes import reason_of, reason_said


class TableFileError(ValueError):
    """Say in one sentence why a file could not be written or read, where, and what was allowed."""


def check_output(path: Path, suffixes: Sequence[str], inputs: Iterable[str | Path] = ()) -> Path:
    """Return a path that a file can be written to. Raise TableFileError otherwise.

    `suffixes` are those of the format; `inputs` are as `check_not_read` takes them.
    """
    if path.suffix.lower() not in suffixes:
        raise TableFileError(f"{path}：这种文件的后缀应为 {'、'.join(suffixes)}，不是“{path.suffix}”。")
    try:
        _check_place(path)
    except OSError as error:
        why = reason_said(reason_of(error))
        raise TableFileError(f"{path}：无法写入（{why}），请检查权限和磁盘空间。") from error
    check_not_read(path, inputs)
    return path


def check_not_read(path: Path, inputs: Iterable[str | Path]) -> None:
    """Raise TableFileError where writing to a path would replace what is read.

    `inputs` are files and folders: neither a file among them, under another name or through a link, nor the documents
    of a folder, nor the documents.csv beside any of them is written over.
    """
    if any(_is_input(path, Path(one)) for one in inputs):
        raise TableFileError(f"{path}：这是要读取的文件，写在这里会把它覆盖，请换一个文件名。")


def check_parent(path: Path) -> None:
    """Raise TableFileError where the folder that a path stands in is not there."""
    if not path.parent.is_dir():
        raise TableFileError(f"{path}：文件夹 {path.parent} 不存在，请先建立它。")


def _check_place(path: Path) -> None:
    """Raise TableFileError where no file can stand at a path."""
    check_parent(path)
    if path.is_dir():
        raise TableFileError(f"{path}：这是文件夹，此处应为文件名。")
    if path.exists() and not path.is_file():
        raise TableFileError(f"{path}：这是设备或管道，此处应为文件名。")


def _is_input(path: Path, given: Path) -> bool:
    """Say whether writing there would replace what is read: another name or link of it is it too."""
    try:
        if _states_something(path, given):
            return True
        if not path.exists():
            return False
        if not given.is_dir():
            return any(one.exists() and path.samefile(one) for one in (given, given.with_name(METADATA)))
        written = path.stat()
        return any(os.path.samestat(written, one.stat()) for one in _read_in(given) if one.is_file())
    except OSError:
        return False


def _states_something(path: Path, given: Path) -> bool:
    """Say whether a path is the place of a documents.csv that speaks of what is read, be it there or not.

    On some systems Documents.CSV is another name of it.
    """
    if path.name.lower() != METADATA:
        return False
    place, read = path.parent.resolve(), given.resolve()
    return (read == place or read in place.parents) if given.is_dir() else place == given.parent.resolve()


def _read_in(folder: Path) -> Iterator[Path]:
    """Yield the documents of a folder and what is stated of them."""
    for where, _, names in os.walk(folder):
        for file in (Path(where, name) for name in names):
            if file.name == METADATA or (file.suffix.lower() in SUFFIXES and not is_own_table_at(file)):
                yield file
