"""Fill a workspace with many documents and measure what working in it costs.

    python benchmarks/workspace.py FOLDER [--documents 20000] [--workers 2]

The documents are articles of the two sample pages with other numbers, places and years. FOLDER keeps the workspace,
so that a second run measures at once. Machines are noisy: each figure is stated with what it is compared with.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.articles import articles  # noqa: E402 - the path comes first
from pipeline.documents import read_text  # noqa: E402 - the same
from pipeline.lines import flow  # noqa: E402 - the same
from pipeline.places.gazetteer import areas  # noqa: E402 - the same
from pipeline.workspace import Key, Verdict, Workspace  # noqa: E402 - the same

PLACES = ("鹤山", "江门")  # that the sample pages write about
AMOUNT = re.compile(r"(?<![\d年月.])(\d{2,5}(?:\.\d+)?)(?=[万亿家%户个人项张])")
YEAR = re.compile(r"20(?:23|24|25|26)(?=年)")
FEWEST = 4  # amounts in an article worth a document
SEED = 20261122


def main() -> None:
    """Fill the workspace where it is not yet full, then print every figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    workspace = Workspace(arguments.folder)
    fill(workspace, arguments.documents, arguments.workers)
    seconds, table = timed(lambda: workspace.observations().table)
    print(f"the table as decided: {len(table)} rows in {seconds:.2f} s, {size(workspace)} MB on the disk")
    print(f"nothing to read: {timed(workspace.refresh)[0]:.2f} s")
    row = table[~table["derived"]].iloc[len(table) // 2]
    verdict = Verdict(
        Key(row["digest"], row["start"], row["end"], row["indicator"], row["measure"], row["period"]),
        "accepted",
    )
    print(f"a decision on the disk: {timed(lambda: workspace.verdicts.append([verdict]))[0] * 1e3:.0f} ms")
    print(f"the table after it: {timed(workspace.observations)[0]:.2f} s")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def fill(workspace: Workspace, documents: int, workers: int) -> None:
    """Hand in as many documents as are missing, and read them."""
    there = len(workspace.register.entries())
    if there < documents:
        pages = made(documents)
        inbox = workspace.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        for number, page in enumerate(pages):
            (inbox / f"{number:05}.txt").write_text(page, encoding="utf-8")
        seconds, _ = timed(lambda: workspace.add_folder(inbox))
        print(f"{documents} documents handed in: {seconds:.1f} s")
    seconds, read = timed(lambda: workspace.refresh(workers=workers))
    if read:
        print(f"read by {workers} workers: {seconds:.1f} s")


def made(documents: int) -> Iterator[str]:
    """Yield articles of the sample pages with other amounts, places and years."""
    dice = random.Random(SEED)  # noqa: S311 - nothing secret
    names = [
        area.name[:-1] for area in areas().values() if area.level == "county" and area.name[-1] in "县市"
    ]
    names = [name for name in names if len(name) == len(PLACES[0])]
    sources = []
    for file in sorted((ROOT / "seeds").glob("*.txt")):
        page = flow(read_text(file))
        sources += [page.display[one.start : one.end] for one in articles(page)]
    sources = [text for text in sources if len(AMOUNT.findall(text)) >= FEWEST]
    for number in range(documents):
        shift = dice.randrange(-9, 1)
        text = YEAR.sub(lambda year, by=shift: str(int(year[0]) + by), sources[number % len(sources)])
        text = AMOUNT.sub(lambda amount: other(amount[1], dice), text)
        for place in PLACES:
            text = text.replace(place, dice.choice(names))
        yield text


def other(amount: str, dice: random.Random) -> str:
    """Return another amount of the same size and decimals."""
    whole, _, decimals = amount.partition(".")
    value = max(int(whole), 1) * dice.uniform(0.8, 1.25)
    return f"{value:.{len(decimals)}f}"


def size(workspace: Workspace) -> int:
    """Return the size in MB of what was read."""
    return sum(part.stat().st_size for part in workspace.folder.glob("observations/*.parquet")) // 2**20


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds an action took, and its result."""
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
