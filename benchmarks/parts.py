"""Measure reading into parts: its cost beside one file, a killed process, a cluster, and the memory of very many rows.

    python benchmarks/parts.py [--documents N] [--rows N]

Ratios within one run are worth comparing, times are not. CPU is that of the command and all its processes. Memory is
the most that the process held which makes the table of the parts, for so many made rows and for four times as many.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.batches import handed  # noqa: E402 - the path comes first
from pipeline.parquet import sealed  # noqa: E402 - the same
from pipeline.parts import Reading, extract_parts, on_this_machine  # noqa: E402 - the same

_PART = 50_000  # made rows of one part
_DISPUTED = 0.05  # of the made rows, the share that another row disagrees with
# Make a table of the parts of a folder, and print the seconds and megabytes that it took.
_GATHER = """
import resource, sys, time
from pathlib import Path
from pipeline.table_of_parts import TableOfParts
begun = time.perf_counter()
TableOfParts(sorted(Path(sys.argv[1]).glob("*.parquet"))).write(Path(sys.argv[1], "table"), "/")
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100, help="copies of the sample pages")
    parser.add_argument("--rows", type=int, default=500_000, help="made rows")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        reading(Path(made), arguments.documents)
    with tempfile.TemporaryDirectory() as made:
        gathering(Path(made), arguments.rows)


def reading(made: Path, documents: int) -> None:
    """Print what reading costs by each way, beside one process that writes a file."""
    folder = made / "documents"
    folder.mkdir()
    sources = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for number in range(documents):
        text = f"第{number}号\n\n" + sources[number % len(sources)]
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    base = _extracted(folder, made / "one.csv")
    expected = (made / "one.csv").read_bytes()
    print(f"{documents} documents by one process into a file: {base[0]:.1f} s, {base[1]:.1f} s of CPU")
    ways: dict[str, tuple[str, list[str], bool]] = {
        "two processes, a file": ("two.csv", ["--workers", "2"], False),
        "one process, parts": ("parts/", [], False),
        "two processes, parts": ("parts/", ["--workers", "2"], False),
        "two processes, one of them killed": ("killed.csv", ["--workers", "2"], True),
    }
    for name, (target, options, kill) in ways.items():
        _say(name, _extracted(folder, f"{made}/{target}", *options, kill=kill), base)
    same = [(made / name).read_bytes() == expected for name in ("two.csv", "killed.csv")]
    if importlib.util.find_spec("distributed"):
        from distributed import LocalCluster

        with LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster:
            options = ["--cluster", cluster.scheduler_address]
            _say("a cluster of two", _extracted(folder, made / "cluster.csv", *options), base)
        same.append((made / "cluster.csv").read_bytes() == expected)
    print(f"the same bytes: {same.count(True)} of {len(same)} tables")


def _say(name: str, taken: tuple[float, float], base: tuple[float, float]) -> None:
    cpu = f", {taken[1] / base[1]:.2f} × the CPU" if "cluster" not in name else ""
    print(f"  {name}: {taken[0] / base[0]:.2f} × the time{cpu}")


def _extracted(folder: Path, target: Path | str, *options: str, kill: bool = False) -> tuple[float, float]:
    """Run the command; return its seconds, and those of CPU that it and its processes took."""
    command = [sys.executable, "-m", "pipeline", "extract", str(folder), "-o", str(target), *options]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, **quiet) as program:  # noqa: S603 - this program itself
        if kill:
            threading.Timer(
                8, lambda: [one.kill() for one in psutil.Process(program.pid).children()[:1]]
            ).start()
        program.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, cpu


def gathering(made: Path, rows: int) -> None:
    """Print what a table of made parts takes, and of four times as many."""
    sources, _ = handed(ROOT / "seeds")
    parts = extract_parts(sources, Reading.by(None, made / "sample"), executor=on_this_machine(1))
    sample = pa.concat_tables([pq.read_table(part) for part in parts])
    for count in (rows, 4 * rows):
        folder = made / str(count)
        folder.mkdir()
        make_parts(sample, folder, count)
        run = subprocess.run(  # noqa: S603 - the same
            [sys.executable, "-c", _GATHER, folder],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        seconds, megabytes = map(float, run.stdout.split())
        print(f"{count:,} rows of parts to a table: {1e6 * seconds / count:.0f} µs a row, {megabytes:.0f} MB")


def make_parts(sample: pa.Table, folder: Path, count: int) -> None:
    """Write parts of made rows: those of the sample again and again, each with an id and a fact of its own."""
    chance = np.random.default_rng(1)
    facts = max(1, int(count * (1 - _DISPUTED)))
    for first in range(0, count, _PART):
        number = min(_PART, count - first)
        table = sample.take(pa.array(np.arange(number) % len(sample)))
        names: dict[str, Callable[[int], str]] = {
            "id": lambda at: f"{at:016x}",
            "fact": lambda at: f"{(at % facts) * 2654435761 % 2**48:012x}",
        }
        for column, name in names.items():
            texts = pa.array([name(first + at) for at in range(number)], pa.large_string())
            table = table.set_column(table.schema.get_field_index(column), column, texts)
        values = pa.array(chance.random(number))
        table = table.set_column(table.schema.get_field_index("value"), "value", values)
        told = [{"file": f"{first}.txt", "count": number, "error": None, "left_out": []}]
        said = {"documents": json.dumps(told)}
        with sealed(folder / f"{first:012}.parquet", table.schema, said, compression="zstd") as file:
            file.write_table(table, row_group_size=5000)


if __name__ == "__main__":
    main()
