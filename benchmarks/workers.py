"""Measure what reading by two workers costs beside one: seconds of the processor and memory of all processes together.

    python benchmarks/workers.py [--documents 100]

Each way is measured in a program of its own that reads the same documents, those of workspace.py. Memory is the most that
the program and all that it started held at once, what they share counted once (Linux alone tells that).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.rule_edits import used  # noqa: E402 - the path comes first
from benchmarks.workspace import made  # noqa: E402 - the same
from pipeline.batches import extract_batches  # noqa: E402 - the same
from pipeline.execution import processes  # noqa: E402 - the same

WAYS = {"one worker": (1, True), "two, each started": (2, False), "two, forked": (2, True)}
EVERY = 0.5  # seconds between looks at the memory, which take time of the processor, too


def main() -> None:
    """Measure each way in a program of its own, and print it beside the first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.way:
        print(*measured(arguments.folder, *WAYS[arguments.way]))
        return
    with tempfile.TemporaryDirectory() as base:
        for number, text in enumerate(made(arguments.documents)):
            Path(base, f"{number:05}.txt").write_text(text, encoding="utf-8")
        first: list[float] = []
        for way in WAYS:
            command = [sys.executable, __file__, "--way", way, "--folder", base]
            run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this file
            seconds, megabytes, rows = map(float, run.stdout.split())
            first = first or [seconds, megabytes]
            shares = f"{seconds / first[0]:.2f} × the processor, {megabytes / first[1]:.2f} × the memory"
            print(f"{way}: {seconds:.1f} s, {megabytes:.0f} MB, {rows:.0f} rows ({shares})")


def measured(folder: Path, workers: int, forks: bool) -> tuple[float, float, int]:  # noqa: FBT001 - of WAYS
    """Read a folder; return seconds of the processor, megabytes, rows."""
    processes.FORKS = processes.FORKS and forks
    done, most = threading.Event(), [0.0]

    def look() -> None:
        while not done.wait(EVERY):
            most[0] = max(most[0], held())

    thread = threading.Thread(target=look)
    thread.start()
    rows = sum(read.count for batch in extract_batches(folder, workers=workers) for read in batch)
    done.set()
    thread.join()
    return used(), most[0], rows


def held() -> float:
    """Return the megabytes that this process and those that it started hold."""
    total = 0
    for one in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        with suppress(psutil.Error):
            total += one.memory_full_info().pss
    return total / 2**20


if __name__ == "__main__":
    main()
