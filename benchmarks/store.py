"""Make a workspace of very many rows, and measure what its pages cost.

    python benchmarks/store.py FOLDER [--rows 1000000]

FOLDER keeps the workspace, so that a second run measures at once. A document tells five years of one of 2,800 places, no
sentence stands twice, and one row in forty is little certain, as in documents that were read. Each step runs in a process
of its own; memory is the most that it held. On a machine that others use, look at the seconds of CPU.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.indicators import load_catalogue  # noqa: E402 - the path comes first
from pipeline.places.gazetteer import areas  # noqa: E402 - the same
from pipeline.stored import Where  # noqa: E402 - the same
from pipeline.table import COLUMNS, id_of  # noqa: E402 - the same
from pipeline.version import key_of, reader  # noqa: E402 - the same
from pipeline.workspace import Workspace  # noqa: E402 - the same
from pipeline.workspace.extracted import Outcome, frame_of_all, parted  # noqa: E402 - the same
from pipeline.workspace.register import entry_of  # noqa: E402 - the same

PLACES, YEARS, TOGETHER = 2800, range(2005, 2025), 5  # years of one document
INDICATORS = (
    "gdp", "permanent_population", "households", "grain_output", "rice_output", "tourist_arrivals", "tourism_revenue",
    "registered_population", "new_urban_jobs",
)  # fmt: skip
DOUBTFUL = 40  # rows, one of which is little certain
PART = 500  # documents
SEED = 20261130
PAGES = ("overview", "sources", "compare", "reader", "review", "documents", "reference", "rules", "overview")
STEPS = ("checked", "opened", "overview", "reviewed", "filtered", "listed", "added", "tour")


def main() -> None:
    """Make the workspace where it is not there, then print what each step took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--step", choices=STEPS, help="in this process, for the program itself")
    arguments = parser.parse_args()
    os.environ["COUNTY_INDICATORS_WORKSPACE"] = str(arguments.folder.absolute())
    if arguments.step:
        print(json.dumps(globals()[arguments.step](arguments.folder)))
        return
    if not arguments.folder.exists():
        seconds, _ = timed(lambda: make(arguments.folder, arguments.rows))
        print(f"made in {seconds}")
    parts = [*arguments.folder.glob("observations/part-*.parquet")]
    octets = sum(part.stat().st_size for part in parts)
    rows = sum(one.rows for one in Workspace(arguments.folder).outcomes().values())
    print(f"{rows} rows in {len(parts)} parts, {octets / rows:.0f} bytes a row compressed")
    for step in STEPS:
        told = subprocess.run(  # noqa: S603 - this very file
            [sys.executable, __file__, str(arguments.folder), "--step", step],
            check=True, stdout=subprocess.PIPE, cwd=ROOT,
        )  # fmt: skip
        said = json.loads(told.stdout.splitlines()[-1])
        print(f"{step}: " + ", ".join(f"{name} {value}" for name, value in said.items()))


def make(folder: Path, rows: int) -> None:
    """Write a workspace as if so many rows had been read."""
    workspace = Workspace(folder)
    dice = np.random.default_rng(SEED)
    reading = reader(workspace.rules)
    documents = [*made(rows, dice)]
    for first in range(0, len(documents), PART):
        some = documents[first : first + PART]
        entries = [entry_of(digest, file, "folder", {}) for digest, file, _ in some]
        workspace.register.lay(lambda _, entries=entries: (entries, None))
        outcomes = {
            one.digest: Outcome(
                key_of(reading, one.file, one.known), len(own), 0, own[0]["published"], False, "安平日报",  # noqa: FBT003
                own[0]["place"], "", file=one.file, origin="folder", known=one.known,
            )
            for one, (_, _, own) in zip(entries, some, strict=True)
        }  # fmt: skip
        laid = [row for _, _, own in some for row in own]
        frame = frame_of_all(laid, [digest for digest, _, own in some for _ in own])
        workspace.parts.add(parted(frame, outcomes))


def made(rows: int, dice: np.random.Generator) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield documents: digest, name, rows. Levels grow by some per cent a year, and each is stated with its growth."""
    entries = load_catalogue().entries
    counties = [area for area in areas().values() if area.level == "county"][:PLACES]
    names = [name for name in INDICATORS if name in entries]
    count = 0
    for number in range(rows):
        area = counties[number % len(counties)]
        last = YEARS[-1] - number // len(counties) * TOGETHER % len(YEARS)
        digest = id_of(number) * 4
        file = f"{area.code}-{last}-{number}.txt"
        own = []
        for year in range(last - TOGETHER + 1, last + 1):
            for name in names:
                level = _level(area.code, name, year) * dice.uniform(0.995, 1.005)
                growth = round((level / _level(area.code, name, year - 1) - 1) * 100, 1)
                for measure, value, unit in (
                    ("level", round(level), entries[name].unit),
                    ("yoy", growth, "%"),
                ):
                    start = len(own) * 60
                    text = f"{value}{unit}"
                    noise = "".join(map(chr, dice.integers(0x4E00, 0x5E00, 8)))
                    own.append(
                        dict.fromkeys(COLUMNS, "")
                        | {
                            "id": id_of(digest, start), "indicator": name, "measure": measure, "place": area.name,
                            "place_code": area.code, "period": str(year), "period_start": f"{year}-01-01",
                            "period_end": f"{year}-12-31", "year": year, "period_source": "stated", "value": value,
                            "low": value, "high": value, "unit": unit, "value_text": text, "qualifier": "exact",
                            "status": "actual", "derived": False,
                            "confidence": 0.5 if dice.integers(DOUBTFUL) == 0 else 0.98, "rule": "term_before",
                            "document": file, "title": f"{area.name}{last}年公报", "published": f"{last + 1}-03-01",
                            "source": "安平日报", "published_inferred": False, "start": start, "end": start + len(text),
                            "sentence": f"{year}年，{area.name}{noise}{entries[name].name.zh}{text}，{noise[::-1]}。",
                            "mentions": 1, "review": "pending",
                        }
                    )  # fmt: skip
        yield digest, file, own
        count += len(own)
        if count >= rows:
            return


def _level(code: str, name: str, year: int) -> float:
    base = int(id_of(code, name)[:6], 16)
    return (1e6 + base) * (1 + base % 7 / 100) ** (year - YEARS[0])


def checked(folder: Path) -> dict[str, str]:
    """Find out what stands beside the parts, as after the first reading: contradictions, revisions, findings."""
    shutil.rmtree(folder / "beside", ignore_errors=True)
    seconds, table = timed(lambda: Workspace(folder).stored())
    found = table.ask("SELECT kind, count(*) AS count FROM lines GROUP BY kind ORDER BY kind")
    octets = sum(file.stat().st_size for file in (folder / "beside").rglob("*.parquet"))
    told = ", ".join(f"{kind} {count}" for kind, count in found.itertuples(index=False, name=None))
    return {"all series": seconds, "found": told, "bytes": str(octets), "memory": memory()}


def opened(folder: Path) -> dict[str, str]:
    """Open the workspace and the table."""
    seconds, table = timed(lambda: Workspace(folder).stored())
    asked, _ = timed(table.count)
    return {"the table": seconds, "count": asked, "memory": memory()}


def overview(folder: Path) -> dict[str, str]:
    """Put the first page together in a started server, whose table is not open yet, then take it as it was kept."""
    from app.observations import ready
    from app.overview.first_page import first_page
    from app.wording import wording

    say = wording("zh")
    (folder / "overview.zh.json").unlink(missing_ok=True)
    ready()
    first, _ = timed(lambda: first_page(ready(), say))
    again, _ = timed(lambda: first_page(ready(), say))
    return {"put together": first, "as kept": again, "memory": memory()}


def reviewed(_: Path) -> dict[str, str]:
    """Ask the line of figures to review for its filters, its first item, and the items that hold two words."""
    from app.observations import load
    from app.review.line import line
    from pipeline.workspace.queue import Asked

    queue = line(load())
    filters, _ = timed(lambda: (queue.kinds(), queue.documents(), queue.indicators()))
    first, _ = timed(lambda: (queue.tally(Asked()), queue.rest(), queue.first(Asked())))
    sought, _ = timed(lambda: queue.first(Asked(sought="安平 2019")))
    return {"filters": filters, "first item": first, "search": sought, "memory": memory()}


def filtered(folder: Path) -> dict[str, str]:
    """Choose another indicator for five places, to the panels that are drawn."""
    from app.charts.views import View
    from app.compare.comparison import compared
    from app.selection import Selection, present_names
    from app.wording import wording

    table, catalogue = Workspace(folder).stored(), load_catalogue().entries
    names = tuple(present_names(table, "places")[:5])

    def choose(indicator: str) -> object:
        return compared(table, Selection((indicator,), "places", names), View(), catalogue, wording("zh"))

    choose(INDICATORS[0])
    seconds = sorted(timed(lambda name=name: choose(name))[0] for name in INDICATORS[1:6])
    rows, _ = timed(lambda: table.rows(Where({"indicator": [INDICATORS[5]], "area": names})))
    return {"drawn data": seconds[len(seconds) // 2], "their rows": rows, "memory": memory()}


def listed(folder: Path) -> dict[str, str]:
    """Count by indicator, year and place, as filters do."""
    table = Workspace(folder).stored()
    seconds = {
        " and ".join(by): timed(lambda by=by: table.counts(by))[0]
        for by in (["indicator"], ["year"], ["subject", "area"], ["indicator", "year"])
    }
    return {**seconds, "memory": memory()}


def added(folder: Path) -> dict[str, str]:
    """Add one document and read it, then forget it; the first look at all documents is not counted."""
    workspace = Workspace(folder)
    for name in ("first.txt", "new.txt"):  # the first has the rules loaded
        page = f"安平日报讯 2024年，安平县累计接待游客{time.time_ns() % 10**6}人次，同比增长12.5%。"
        one = workspace.add(name, page.encode())
        seconds, _ = timed(workspace.refresh)
        table, _ = timed(workspace.stored)
        workspace.remove([one.digest])
    return {
        "read and written": seconds,
        "the table after it": table,
        "memory": memory(),
    }


def tour(_: Path) -> dict[str, str]:
    """Look at each page in turn, without a browser."""
    from streamlit.testing.v1 import AppTest

    told = {}
    for page in PAGES:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=600)
        app.switch_page(f"app/pages/{page}.py")
        seconds, _ = timed(app.run)
        told[f"{page} {len(told)}"] = f"{seconds}, {memory()}" + (" (failed)" if app.exception else "")
    return {**told, "memory": memory()}


def timed(action: Callable[[], Any]) -> tuple[str, Any]:
    """Say how many seconds an action took, and how many of CPU in all threads; and return its result."""
    start, spent = time.perf_counter(), time.process_time()
    result = action()
    return f"{time.perf_counter() - start:.2f} s ({time.process_time() - spent:.2f} of CPU)", result


def memory() -> str:
    """Return the most that this process held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


if __name__ == "__main__":
    main()
