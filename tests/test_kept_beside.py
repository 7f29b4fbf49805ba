"""What stands beside the parts is what all rows together say, after every change, and only what it touches is made anew."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.crosschecks import findings
from pipeline.doubts import NO_DOUBTS, with_doubts
from pipeline.indicators import load_catalogue
from pipeline.workspace import Verdict, Workspace

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = load_catalogue()
VISITS = "安平日报讯 {year}年，{place}累计接待游客{visits}万人次，同比增长12.5%。"
SECTORS = "安平日报讯 2024年，{place}三次产业结构为5.1:40.2:{third}。"
PAGES = {
    "a": VISITS.format(year=2024, place="安平县", visits=36.2),
    "b": VISITS.format(year=2023, place="安平县", visits=30),
    "c": VISITS.format(year=2024, place="南京市鼓楼区", visits=5),
    "d": SECTORS.format(place="青禾县", third=54.7),
    "jump": VISITS.format(year=2022, place="安平县", visits=3000),
    "conflict": VISITS.format(year=2024, place="安平县", visits=37),
    "shares_100": SECTORS.format(place="安平县", third=57.7),
    "parts_total": "青禾县讯 东源机械有限公司项目总投资2亿元。西岭食品有限公司项目总投资5000万元。"
    "全县共引进2个项目落户工业园，总投资达2.6亿元。",
    "elsewhere": VISITS.format(year=2023, place="南京市鼓楼区", visits=500),
    "namesake": "徐州市鼓楼区2024年常住人口30.5万人。",
}
FIRST = ("a", "b", "c", "d")


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Read all pages once, in two parts."""
    made = Workspace(tmp_path_factory.mktemp("beside") / "workspace")
    for some in (FIRST, PAGES.keys() - {*FIRST}):
        for name in some:
            made.add(f"{name}.txt", PAGES[name].encode(), {"published": "2025-01-20"})
        made.refresh()
    return made.folder


@pytest.fixture
def workspace(documents, tmp_path):
    shutil.copytree(documents, tmp_path / "workspace")
    made = Workspace(tmp_path / "workspace")
    show(made, *FIRST)
    return made


def show(workspace, *names):
    """Set all documents aside but some, and hold what is kept to what the rows of these say."""
    entries = workspace.register.entries()
    for aside in (True, False):
        some = [one.digest for one in entries if (one.file.removesuffix(".txt") in names) != aside]
        workspace.register.look(some, aside=aside)
    return held(workspace)


def digest_of(workspace, name):
    return next(one.digest for one in workspace.register.entries() if one.file == f"{name}.txt")


def held(workspace):
    """Hold what is kept to what all rows say, and return the findings."""
    table, whole = workspace.stored(), workspace.whole()
    told = table.ask("SELECT id, kind, said, weight, rows FROM lines")
    kept = sorted(
        (one.id, one.kind, tuple(json.loads(one.said).items()), one.weight, tuple(one.rows))
        for one in told.itertuples()
    )
    found = findings(whole, CATALOGUE)
    assert kept == sorted((one.id, one.kind, one.values, one.weight, one.rows) for one in found)
    kinds = {}
    for one in found:
        for row in one.rows if one.kind not in NO_DOUBTS else ():
            kinds.setdefault(row, set()).add(one.kind)
    doubted = table.rows(columns=["id", "doubt"]), with_doubts(whole, kinds)
    own, all_at_once = (dict(zip(rows["id"], rows["doubt"], strict=True)) for rows in doubted)
    assert own == all_at_once
    return {one.kind for one in found}


def batches(workspace):
    return len(json.loads((workspace.folder / "beside" / "manifest.json").read_bytes()))


def spoken_for(workspace):
    """Return the series that the last change had looked at again."""
    name = json.loads((workspace.folder / "beside" / "manifest.json").read_bytes())[-1]
    return set(pq.read_table(workspace.folder / "beside" / name / "series.parquet")["series"].to_pylist())


def test_a_document_that_comes_and_goes_has_its_own_series_alone_looked_at_again(workspace):
    assert "jump" in show(workspace, *FIRST, "jump")
    digest = digest_of(workspace, "jump")
    series = spoken_for(workspace)
    assert {one.split("\x1f")[1] for one in series - {digest}} == {"安平县"}
    assert "jump" not in show(workspace, *FIRST)
    assert spoken_for(workspace) == series
    assert batches(workspace) == 3


def test_a_new_start_after_a_document_is_gone_looks_at_nothing_again(workspace):
    show(workspace, *FIRST, "jump")
    show(workspace, *FIRST)
    before = batches(workspace)
    Workspace(workspace.folder).stored()
    assert batches(workspace) == before


def test_a_new_start_and_a_decision_look_at_nothing_again(workspace):
    show(workspace, *FIRST, "jump")
    manifest = workspace.folder / "beside" / "manifest.json"
    before = manifest.read_bytes()
    program = (
        "import sys; from pathlib import Path; from pipeline.workspace import Workspace;"
        " Workspace(Path(sys.argv[1])).stored()"
    )
    for seed in "12":  # another order of sets
        started = [sys.executable, "-c", program, str(workspace.folder)]
        subprocess.run(started, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
        assert manifest.read_bytes() == before
    row = workspace.extracted().table["id"].iloc[0]
    workspace.verdicts.append([Verdict(workspace.key(row), "rejected")])
    assert workspace.stored().counts(["review"])["review"].tolist() == ["pending", "rejected"]
    Workspace(workspace.folder).stored()
    assert manifest.read_bytes() == before


@pytest.mark.parametrize("kind", ["conflict", "shares_100", "parts_total"])
def test_what_a_document_brings_up_is_found_and_gone_with_it(workspace, kind):
    assert kind not in held(workspace)
    assert kind in show(workspace, *FIRST, kind)
    assert kind not in show(workspace, *FIRST)


def test_a_second_area_of_a_name_names_the_first_anew_in_what_was_found(workspace):
    assert "jump" in show(workspace, *FIRST, "elsewhere")
    show(workspace, *FIRST, "elsewhere", "namesake")
    assert any("鼓楼区（南京市）" in one for one in workspace.stored().ask("SELECT said FROM lines")["said"])


def test_official_figures_are_held_against_what_was_read_and_no_more_once_they_are_removed(workspace):
    table = "place,period,indicator,value,unit,source\n安平县,2024,tourist_arrivals,50,万人次,年鉴\n"
    kept = workspace.references.add("official.csv", table.encode())
    assert "reference" in held(workspace)
    workspace.references.remove(kept.digest)
    assert "reference" not in held(workspace)


@pytest.mark.parametrize("file", ["manifest.json", "depends.parquet", "findings.parquet"])
def test_what_is_missing_or_damaged_is_made_again(workspace, file):
    assert "jump" in show(workspace, *FIRST, "jump")
    for octets in (b"", None):
        for damaged in (workspace.folder / "beside").rglob(file):
            damaged.unlink() if octets is None else damaged.write_bytes(octets)
        assert "jump" in held(Workspace(workspace.folder))


def test_many_batches_are_laid_together(workspace, monkeypatch):
    monkeypatch.setattr("pipeline.workspace.kept_beside.MOST_BATCHES", 1)
    assert "jump" in show(workspace, *FIRST, "jump")
    before = batches(workspace)
    assert workspace.lay_together()
    assert (before, batches(workspace)) == (2, 1)
    assert "jump" in held(workspace)
    assert "jump" in held(Workspace(workspace.folder))


def test_what_cannot_be_kept_is_found_all_the_same(workspace):
    shutil.rmtree(workspace.folder / "beside")
    (workspace.folder / "beside").write_text("in the way")
    assert "jump" in show(Workspace(workspace.folder), *FIRST, "jump")
