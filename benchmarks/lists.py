"""Measure the taking apart of lists of articles: the cost of a row against that of its bytes, and the memory as rows grow.

    python benchmarks/lists.py

The rows are taken out, not read for figures. Only ratios are worth comparing: ten times the rows are to take ten times the
time and no more memory.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.documents import pieces_of  # noqa: E402 - the path comes first

ROWS = (10_000, 100_000)
HEADINGS = ("标题", "日期", "正文")
SENTENCE = "2024年，青禾县接待游客536.8万人次，同比增长12.6%。"
_LOOK = 500  # rows between looks at the memory
_MEASURED = """
import sys
from pathlib import Path
from benchmarks.lists import taken
print(*taken(Path(sys.argv[1])))
"""


def main() -> None:
    """Print every figure."""
    for suffix, write in _WRITTEN.items():
        told = []
        for rows in ROWS[: 1 if suffix == ".xlsx" else 2]:  # a sheet of Excel that is read has no more rows
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, f"list{suffix}")
                write(path, rows)
                told.append(measured(path))
                seconds, megabytes = told[-1]
                size = path.stat().st_size / 2**20
                print(
                    f"{suffix} {rows:7,} rows, {size:4.0f} MB: {seconds:5.1f} s, {seconds / rows * 1000:.2f} ms a row,"
                    f" {megabytes:4.0f} MB more held"
                )
        if len(told) > 1:
            print(f"{suffix} ten times the rows: {told[1][0] / told[0][0]:.1f} times the time")


def article(number: int) -> tuple[str, str, str]:
    """Return title, day and text of an article of 400 characters."""
    return f"青禾县新闻{number}", "2025-04-07", f"{number}。" + SENTENCE * 12


def _csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *map(article, range(rows))])


def _json_lines(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            row = dict(zip(HEADINGS, article(number), strict=True))
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _workbook(path: Path, rows: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    for number in range(rows):
        sheet.append(article(number))
    octets = io.BytesIO()
    book.save(octets)
    path.write_bytes(octets.getvalue())


_WRITTEN: dict[str, Callable[[Path, int], None]] = {".csv": _csv, ".jsonl": _json_lines, ".xlsx": _workbook}


def taken(path: Path) -> tuple[float, float]:
    """Return how many seconds it takes to take a list apart, and how many megabytes this process held more meanwhile."""
    process = psutil.Process()
    before = most = process.memory_info().rss
    begun = time.perf_counter()
    for number, _ in enumerate(pieces_of(path, path.name) or ()):
        if number % _LOOK == 0:
            most = max(most, process.memory_info().rss)
    return time.perf_counter() - begun, (most - before) / 2**20


def measured(path: Path) -> tuple[float, float]:
    """Return the seconds, and the megabytes that a process of its own takes more."""
    told = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-c", _MEASURED, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    return float(told[0]), float(told[1])


if __name__ == "__main__":
    main()
