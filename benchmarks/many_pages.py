"""Read very many made pages into a folder of parts, and tell how time, memory and what is written grow.

    python benchmarks/many_pages.py FOLDER [--documents 100000] [--workers 2] [--every 60]

The pages are those of benchmarks/workspace.py. FOLDER keeps them, and `table` in it what was read. Seconds of the processor
and memory are those of the program and of all processes that it started; what they share counts once.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.workspace import made  # noqa: E402 - the path comes first

_MEGABYTE = 1 << 20
_LOOK = 2.0  # seconds


def main() -> int:
    """Make the pages where they are not there, read them, and print a line now and then."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=float, default=60, help="seconds between lines")
    arguments = parser.parse_args()
    pages, table = arguments.folder / "pages", arguments.folder / "table"
    if not pages.exists():
        pages.mkdir(parents=True)
        for number, text in enumerate(made(arguments.documents)):
            (pages / f"{number:06}.txt").write_text(text, encoding="utf-8")
    command = ["extract", str(pages), "-o", f"{table}/", "--workers", str(arguments.workers)]
    begun = time.monotonic()
    with psutil.Popen(
        [sys.executable, "-m", "pipeline", *command], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as reading:
        print("seconds, of the processor, parent MB, all MB, parts, MB written")
        most, told = (0, 0), begun
        while reading.poll() is None:
            time.sleep(_LOOK)
            try:
                used, parent, whole = looked_at(reading)
            except psutil.Error:
                continue
            most = max(most[0], parent), max(most[1], whole)
            if time.monotonic() - told >= arguments.every:
                told = time.monotonic()
                parts = [*arguments.folder.rglob("*.parquet")]
                octets = sum(part.stat().st_size for part in parts) // _MEGABYTE
                print(
                    f"{told - begun:.0f}, {used:.0f}, {most[0]}, {most[1]}, {len(parts)}, {octets}",
                    flush=True,
                )
    octets = sum(part.stat().st_size for part in table.rglob("*.parquet"))
    print(
        f"ended with {reading.returncode} after {time.monotonic() - begun:.0f} s, at the most {most} MB, {octets} bytes"
    )
    return int(reading.returncode)


def looked_at(reading: psutil.Process) -> tuple[float, int, int]:
    """Return the seconds of the processor so far, and the megabytes of the program and of all its processes."""
    every = [reading, *reading.children(recursive=True)]
    times = [one.cpu_times() for one in every]
    ended = times[0].children_user + times[0].children_system
    used = ended + sum(one.user + one.system for one in times)
    shared = (
        [one.memory_full_info().pss for one in every]
        if sys.platform == "linux"
        else [one.memory_info().rss for one in every]
    )
    return used, shared[0] // _MEGABYTE, sum(shared) // _MEGABYTE


if __name__ == "__main__":
    sys.exit(main())
