"""Remember what was extracted from the same documents by the same rules and program, across starts."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "workspace" / "extracted"
MOST_KEPT = 8  # sets of documents; the oldest go first


@cache
def program() -> str:
    """Hash the pipeline's code and word lists: another version reads documents afresh."""
    whole = hashlib.blake2b(digest_size=8)
    for file in sorted((ROOT / "pipeline").rglob("*")):
        if file.suffix in (".py", ".yaml", ".csv", ".txt"):
            whole.update(file.read_bytes())
    return whole.hexdigest()


def recall(contents: str) -> tuple[pd.DataFrame, dict[str, int | list[str]]] | None:
    """Return the table and the counts kept for these documents, None where there are none that can be read."""
    import pandas as pd

    table, counts = _files(contents)
    try:
        return pd.read_parquet(table), json.loads(counts.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def remember(contents: str, table: pd.DataFrame, counts: dict[str, int | list[str]]) -> None:
    """Keep the table and the counts. A folder that cannot be written to is no failure: next time it is read again."""
    files = _files(contents)
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        unfinished = [file.with_suffix(f"{file.suffix}.{os.getpid()}") for file in files]
        table.to_parquet(unfinished[0], index=False)
        unfinished[1].write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")
        for made, file in zip(unfinished, files, strict=True):
            made.replace(file)
        kept = sorted(FOLDER.glob("*.parquet"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink()
            old.with_suffix(".json").unlink(missing_ok=True)
    except OSError:
        return


def _files(contents: str) -> tuple[Path, Path]:
    name = f"{contents}-{program()}"
    return FOLDER / f"{name}.parquet", FOLDER / f"{name}.json"
