"""Measure the reading of workbooks: against openpyxl building the same one, and time and memory as the rows grow.

    python benchmarks/workbooks.py [FILE...]

Without files a sheet of ten columns is made here. Only ratios are worth comparing: eight times the rows are to take about
eight times the time and the memory.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.documents import content_of  # noqa: E402 - the path comes first

ROWS = (6_125, 49_000)
COLUMNS = 10
_MEASURED = """
import resource, sys, time
from pathlib import Path
from benchmarks.workbooks import built, made, read
octets = Path(sys.argv[2]).read_bytes() if sys.argv[2] else made(int(sys.argv[1]))
read(made(10))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.process_time()
{"read": read, "built": built}[sys.argv[3]](octets)
print(time.process_time() - begun, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def main() -> None:
    """Print every figure."""
    for name in sys.argv[1:]:
        against_openpyxl(name, 0, name)
    if not sys.argv[1:]:
        taken = [against_openpyxl(f"{rows:,} rows of {COLUMNS} cells", rows) for rows in ROWS]
        times, memory = (after / before for before, after in zip(*taken, strict=True))
        print(f"{ROWS[1] / ROWS[0]:.0f} times the rows: {times:.1f} times the time, {memory:.1f} the memory")


def made(rows: int) -> bytes:
    """Return a workbook of figures with so many rows."""
    book, chance = openpyxl.Workbook(write_only=True), random.Random(1)  # noqa: S311 - figures, no secret
    sheet = book.create_sheet("县市")
    sheet.append(["地区", *(f"指标{number}（万元）" for number in range(1, COLUMNS))])
    for number in range(1, rows):
        sheet.append([f"县{number}", *(round(chance.random() * 1e5, 2) for _ in range(1, COLUMNS))])
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def read(octets: bytes) -> None:
    """Read a workbook as the program does."""
    content_of(octets, "workbook")


def built(octets: bytes) -> None:
    """Have openpyxl build it."""
    openpyxl.load_workbook(io.BytesIO(octets), data_only=True)


def against_openpyxl(name: str, rows: int, file: str = "") -> tuple[float, float]:
    """Print seconds and megabytes here and there, and return those here."""
    begun = time.perf_counter()
    (own, held), (other, others) = (measured(rows, file, how) for how in ("read", "built"))
    print(
        f"{name}: {own:.1f} s and {held:.0f} MB more; built by openpyxl {other:.1f} s and {others:.0f} MB,"
        f" ratio {own / other:.2f} ({time.perf_counter() - begun:.0f} s of the clock)"
    )
    return own, held


def measured(rows: int, file: str, how: str) -> tuple[float, float]:
    """Return the seconds of one core and the megabytes that a process of its own takes more."""
    told = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-c", _MEASURED, str(rows), file, how],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    seconds, megabytes = map(float, told)
    return seconds, megabytes


if __name__ == "__main__":
    main()
