"""Let a table be a folder of Parquet files: part-00000.parquet and so on, one table to any reader of Parquet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pipeline.output_paths import TableFileError, check_not_read, check_parent
from pipeline.parquet import schema, sealed

FOLDER = "/"  # is the kind of a table whose name ends so
MOST_ROWS = 1_000_000  # of one file; a table with more is a folder of them
_PART = re.compile(r"part-\d{5,}\.parquet")


def is_folder_named(given: str | Path) -> bool:
    """Say whether a path ends as that of a folder."""
    return str(given).endswith((FOLDER, os.sep))


def parts_in(folder: Path) -> list[Path]:
    """Return the files of a folder that is a table, in their order; none where anything else lies in it."""
    files = (
        [file for file in sorted(folder.iterdir()) if not file.name.startswith(".")]
        if folder.is_dir()
        else []
    )
    return files if all(_PART.fullmatch(file.name) for file in files) else []


def check_parts_folder(folder: Path, inputs: Iterable[str | Path] = ()) -> Path:
    """Return the path of a folder that a table can be written as. Raise TableFileError otherwise.

    A folder that is there is replaced as a whole, so nothing but such a table may lie in it.
    """
    check_parent(folder)
    if folder.exists() and not folder.is_dir():
        raise TableFileError(f"{folder}：这是文件，以 / 结尾的应为文件夹。")
    if folder.is_dir() and any(folder.iterdir()) and not parts_in(folder):
        raise TableFileError(f"{folder}：文件夹里有别的文件，整个文件夹会被表替换，请换一个名称。")
    check_not_read(folder, inputs)
    return folder


def write_parts(frames: Iterator[pd.DataFrame], folder: Path) -> None:
    """Write the table as files of at most a million rows, each sealed."""
    folder.mkdir()
    columns, frame, number = schema(), next(frames, None), 0
    while frame is not None:
        rows = 0
        with sealed(folder / f"part-{number:05}.parquet", columns, write_page_checksum=True) as writer:
            while frame is not None and (not rows or rows + len(frame) <= MOST_ROWS):
                writer.write_table(pa.Table.from_pandas(frame, schema=columns, preserve_index=False))
                rows += len(frame)
                frame = next(frames, None)
        number += 1
