"""Check where a file is to be written, before any work is done: nothing is written over what is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.documents import METADATA
from pipeline.mistakes import reason_of, reason_said


class TableFileError(ValueError):
    """Say in one sentence why a file could not be written or read, where, and what was allowed."""


def check_output(path: Path, suffixes: Sequence[str], inputs: Iterable[str | Path] = ()) -> Path:
    """Return a path that a file can be written to. Raise TableFileError otherwise.

    `suffixes` are those of the format. `inputs` are the files and folders that are read: neither a file among them,
    under another name or through a link, nor the documents and the documents.csv of a folder are written over.
    """
    if path.suffix.lower() not in suffixes:
        raise TableFileError(f"{path}：这种文件的后缀应为 {'、'.join(suffixes)}，不是“{path.suffix}”。")
    try:
        _check_place(path)
    except OSError as error:
        why = reason_said(reason_of(error))
        raise TableFileError(f"{path}：无法写入（{why}），请检查权限和磁盘空间。") from error
    if any(_is_input(path, Path(one)) for one in inputs):
        raise TableFileError(f"{path}：这是要读取的文件，写在这里会把它覆盖，请换一个文件名。")
    return path


def _check_place(path: Path) -> None:
    """Raise TableFileError where no file can stand at a path."""
    if not path.parent.is_dir():
        raise TableFileError(f"{path}：文件夹 {path.parent} 不存在，请先建立它。")
    if path.is_dir():
        raise TableFileError(f"{path}：这是文件夹，此处应为文件名。")
    if path.exists() and not path.is_file():
        raise TableFileError(f"{path}：这是设备或管道，此处应为文件名。")


def _is_input(path: Path, given: Path) -> bool:
    """Say whether writing there would replace what is read."""
    try:
        if given.is_dir():
            return path.name == METADATA and given.resolve() in (
                path.resolve().parent,
                *path.resolve().parents,
            )
        return path.exists() and given.exists() and path.samefile(given)
    except OSError:
        return False
