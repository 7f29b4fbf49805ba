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
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.indicators import load_catalogue  # noqa: E402 - the path comes first
from pipeline.places.gazetteer import areas  # noqa: E402 - the same
from pipeline.stored import Where  # noqa: E402 - the same
from pipeline.table import COLUMNS, fact_of, id_of  # noqa: E402 - the same
from pipeline.version import key_of, reader  # noqa: E402 - the same
from pipeline.workspace import Workspace  # noqa: E402 - the same
from pipeline.workspace.extracted import OWN, SUGGESTED, Outcome, parted  # noqa: E402 - the same
from pipeline.workspace.register import entry_of  # noqa: E402 - the same

PLACES, YEARS, TOGETHER = 2800, range(2005, 2025), 5  # years of one document
INDICATORS = (
    "gdp", "permanent_population", "households", "grain_output", "rice_output", "tourist_arrivals", "tourism_revenue",
    "registered_population", "new_urban_jobs",
)  # fmt: skip
DOUBTFUL = 40  # rows, one of which is little certain
PART = 2000  # documents
ROWS = TOGETHER * len(INDICATORS) * 2  # of a document: each level with its growth
NOISE = 16  # characters in a sentence that no other has
# What a fact is known by.
STATED = (
    "indicator", "measure", "place", "subject", "period_start", "period_end", "status", "unit", "scope", "derived",
    "document",
)  # fmt: skip
SEED = 20261130
PAGES = (
    "overview", "sources", "compare", "reader", "review", "documents", "reference", "rules", "report", "forms", "overview",
)  # fmt: skip
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
    every = range(-(-rows // ROWS))
    for first in range(0, len(every), PART):
        frame = made(every[first : first + PART], dice)
        told = frame.drop_duplicates("digest")[["digest", "document", "published", "place"]]
        entries = [
            entry_of(digest, file, "folder", {})
            for digest, file in zip(told["digest"], told["document"], strict=True)
        ]
        workspace.register.lay(lambda _, entries=entries: (entries, None))
        outcomes = {
            one.digest: Outcome(
                key_of(reading, one.file, one.known), ROWS, 0, str(published), False, "安平日报",  # noqa: FBT003
                place, "", file=one.file, origin="folder", known=one.known,
            )
            for one, published, place in zip(entries, told["published"], told["place"], strict=True)
        }  # fmt: skip
        workspace.parts.add(parted(frame, outcomes))


def made(numbers: range, dice: np.random.Generator) -> pd.DataFrame:
    """Return the rows of some documents. Levels grow by some per cent a year, and each is stated with its growth."""
    entries = load_catalogue().entries
    counties = [area for area in areas().values() if area.level == "county"][:PLACES]
    own = [counties[number % len(counties)] for number in numbers]
    last = [YEARS[-1] - number // len(counties) * TOGETHER % len(YEARS) for number in numbers]
    documents = pd.DataFrame(
        {
            "number": numbers, "digest": [id_of(number) * 4 for number in numbers], "last": last,
            "place": [area.name for area in own], "place_code": [area.code for area in own],
            "document": [f"{area.code}-{year}-{number}.txt" for area, year, number in zip(own, last, numbers, strict=True)],
        }
    )  # fmt: skip
    each = pd.MultiIndex.from_product(
        [numbers, range(1 - TOGETHER, 1), INDICATORS, ("level", "yoy")],
        names=["number", "back", "indicator", "measure"],
    )
    rows = each.to_frame(index=False).merge(documents, on="number")
    count, grows = len(rows), (rows["measure"] == "yoy").to_numpy()
    year = (rows["last"] + rows["back"]).to_numpy()
    base = np.array(
        [_base(code, name) for code, name in zip(rows["place_code"], rows["indicator"], strict=True)]
    )
    level = _level(base, year) * np.repeat(dice.uniform(0.995, 1.005, count // 2), 2)
    value = np.where(grows, ((level / _level(base, year - 1) - 1) * 100).round(1), level.round())
    unit = np.where(grows, "%", rows["indicator"].map({name: entries[name].unit for name in INDICATORS}))
    text = [
        f"{one if rate else int(one)}{its}"
        for one, rate, its in zip(value.tolist(), grows, unit, strict=True)
    ]
    name = rows["indicator"].map({name: entries[name].name.zh for name in INDICATORS})
    noise = dice.integers(0x4E00, 0x5E00, (count, NOISE), np.uint32).view(f"<U{NOISE}").ravel().tolist()
    start = np.arange(count) % ROWS * 60
    rows = rows.assign(
        id=[id_of(digest, place) for digest, place in zip(rows["digest"], start.tolist(), strict=True)],
        subject="", period=year.astype("str"), period_start=[date(one, 1, 1) for one in year.tolist()],
        period_end=[date(one, 12, 31) for one in year.tolist()], year=year, period_source="stated", value=value, low=value,
        high=value, unit=unit, value_text=text, qualifier="exact", status="actual", derived=False, derivation="",
        confidence=np.where(dice.integers(DOUBTFUL, size=count) == 0, 0.5, 0.98), rule="term_before", scope="",
        title=rows["place"] + rows["last"].astype("str") + "年公报",
        published=[date(one + 1, 3, 1) for one in rows["last"].tolist()], source="安平日报", published_inferred=False,
        sentence=[
            f"{at}年，{place}{dust[:8]}{its}{figure}，{dust[8:]}。"
            for at, place, dust, its, figure in zip(year.tolist(), rows["place"], noise, name, text, strict=True)
        ],
        start=start, end=[at + len(figure) for at, figure in zip(start.tolist(), text, strict=True)], locator="",
        mentions=1, repeats="", conflict="", review="pending", **dict.fromkeys(SUGGESTED, ""),
    )  # fmt: skip
    fact = [
        fact_of(dict(zip(STATED, cells, strict=True)))
        for cells in zip(*(rows[one] for one in STATED), strict=True)
    ]
    return rows.assign(fact=fact)[[*COLUMNS, *OWN, *SUGGESTED]].astype(
        {"year": "Int64", "start": "Int64", "end": "Int64", "mentions": "Int64"}
    )


@cache
def _base(code: str, name: str) -> int:
    return int(id_of(code, name)[:6], 16)


def _level(base: np.ndarray, year: np.ndarray) -> np.ndarray:
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
