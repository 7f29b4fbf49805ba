"""What was read is kept in parts: one more for what is added, and the table is that of one reading."""

import os
import shutil
import time

import pyarrow.parquet as pq
import pytest

from pipeline.parquet import sealed
from pipeline.stored.in_parquet import ParquetTable
from pipeline.workspace import Workspace
from pipeline.workspace.extracted import Extracted
from pipeline.workspace.growth import Growth
from pipeline.workspace.kept_parts import FORMER, MOST_ALIKE, KeptParts

PAGE = "青禾日报讯（记者/李文）1月20日，2024年，青禾县累计接待游客{}.2万人次，同比增长12.5%。\n"


def add(workspace, *numbers):
    workspace.add_all([(f"{number}.txt", PAGE.format(number).encode(), {}) for number in numbers])
    assert workspace.refresh()


def parts(workspace):
    return sorted(workspace.folder.glob("observations/part-*.parquet"))


@pytest.fixture
def filled(tmp_path):
    made = Workspace(tmp_path / "workspace")
    add(made, 36, 37)
    return made


@pytest.fixture
def at_once(tmp_path):
    def table(*numbers):
        made = Workspace(tmp_path / "at once")
        add(made, *numbers)
        return made.observations().table.copy()

    return table


def test_an_added_document_is_a_part_more_and_the_others_stay_as_they_are(filled, at_once):
    before = {part: part.read_bytes() for part in parts(filled)}
    add(filled, 12)
    after = {part: part.read_bytes() for part in parts(filled)}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()
    assert filled.observations().table.copy().equals(at_once(12, 36, 37))


def test_many_parts_are_laid_together_and_the_table_is_the_same(filled, at_once):
    numbers = [*range(40, 40 + MOST_ALIKE)]
    for number in numbers:
        add(filled, number)
    assert len(filled.parts.in_force()) == 1 + MOST_ALIKE  # nobody who adds waits for it
    assert filled.lay_together()
    opened = Workspace(filled.folder)
    assert len(opened.parts.in_force()) == 1
    assert filled.outcomes() == opened.outcomes()
    assert opened.observations().table.copy().equals(at_once(36, 37, *numbers))
    assert not opened.refresh()


def test_a_document_that_is_read_again_or_removed_has_its_old_rows_no_more(filled):
    add(filled, 12)
    first = next(one for one in filled.register.entries() if one.file == "36.txt")
    filled.register.restate({first.digest: {"source": "青禾晚报"}})
    filled.remove([one.digest for one in filled.register.entries() if one.file == "37.txt"])
    filled.refresh()
    table = Workspace(filled.folder).observations().table
    assert [*zip(table["document"], table["source"], strict=True)] == [
        *[("12.txt", "青禾日报")] * 3, *[("36.txt", "青禾晚报")] * 3,
    ]  # fmt: skip
    assert set(filled.outcomes()) == {one.digest for one in filled.register.entries()}


def test_the_one_file_of_an_earlier_version_is_the_first_part(filled):
    before = filled.observations().table.copy()
    (part,) = parts(filled)
    part.rename(filled.folder / FORMER)
    shutil.rmtree(filled.folder / "observations")
    opened = Workspace(filled.folder)
    assert not opened.refresh()
    assert opened.observations().table.copy().equals(before)
    assert not (filled.folder / FORMER).exists()


def test_a_part_of_an_earlier_version_is_not_asked_and_its_documents_are_read_again(filled):
    before = filled.observations().table.copy()
    (part,) = parts(filled)
    table = pq.read_table(part).drop_columns("number").replace_schema_metadata(None)
    with sealed(part, table.schema, {"documents": "{}"}) as file:
        file.write_table(table)
    opened = Workspace(filled.folder)
    assert opened.stored().count() == 0
    assert opened.refresh()
    assert opened.observations().table.copy().equals(before)
    assert opened.stored().count() == len(before)


def test_a_part_that_was_written_before_a_kill_counts_for_nothing_and_goes_when_it_is_old(filled):
    before = filled.observations().table.copy()
    (part,) = parts(filled)
    left = part.with_name("part-0123456789abcdef.parquet")
    shutil.copy(part, left)
    assert Workspace(filled.folder).observations().table.copy().equals(before)
    assert left.exists()
    hours_ago = time.time() - 7200
    os.utime(left, (hours_ago, hours_ago))
    os.utime(part, (hours_ago, hours_ago))
    assert parts(Workspace(filled.folder)) == [part]


def test_a_changed_list_of_parts_is_kept_aside_and_the_documents_are_read_again(filled):
    before = filled.observations().table.copy()
    manifest = filled.folder / "observations" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"part-", b"part_", 1))
    opened = Workspace(filled.folder)
    assert opened.refresh()
    (fault,) = opened.faults()
    assert (filled.folder / fault.values["kept"]).exists()
    assert "manifest.json" in fault.said("en")
    assert opened.observations().table.copy().equals(before)


def test_where_one_part_is_damaged_only_its_documents_are_read_again(filled):
    add(filled, 12)
    before = filled.observations().table.copy()
    latest = [*filled.parts.in_force()][-1]
    latest.write_bytes(latest.read_bytes()[:-1])
    opened, read = Workspace(filled.folder), []
    assert opened.refresh(progress=lambda _done, _all, file: read.append(file))
    assert read == ["12.txt"]
    assert opened.observations().table.copy().equals(before)


def test_large_parts_are_laid_together_by_place_and_the_table_is_in_the_order_of_documents(
    tmp_path, monkeypatch
):
    pages = {
        f"{number}.txt": f"2024年，{place}接待游客{number}.2万人次，同比增长1.5%。云上草原景区接待游客{number}万人次。"
        for number, place in enumerate(("青禾县", "安平县", "万年县", "七星区", "安吉县") * 2, 10)
    }
    for constant, value in {"_TOGETHER": 4, "_AT_ONCE": 1}.items():
        monkeypatch.setattr(f"pipeline.workspace.extracted.{constant}", value)
    for constant, value in {"SMALL": 3, "GROWTH": 4, "MOST_ALIKE": 2}.items():
        monkeypatch.setattr(f"pipeline.workspace.kept_parts.{constant}", value)
    whole = Workspace(tmp_path / "at once")
    whole.add_all((name, page.encode(), {}) for name, page in pages.items())
    whole.refresh()
    read = whole.parts.extracted()
    (tmp_path / "in parts").mkdir()
    made = KeptParts(tmp_path / "in parts")
    for digest, outcome in read.outcomes.items():
        own = (
            frame[frame["digest"] == digest].reset_index(drop=True)
            for frame in (read.table, read.suggestions)
        )
        made.add(Extracted(next(own), {digest: outcome}, next(own)))
        while alike := made.alike():
            made.lay_together(alike)
    parts = [pq.read_table(part).to_pydict() for part in made.in_force()]
    assert len(parts) <= 2 * 3
    assert max(len({*part["document"]}) for part in parts) > 3
    for part in parts:
        assert part["place"] == sorted(part["place"], key=lambda one: (one is None, one))
    assert made.extracted().table.copy().equals(read.table.copy())
    assert ParquetTable(made.in_force(), *[read.table.iloc[:0]] * 2).rows(columns=["id"])["id"].tolist() == [
        *read.table["id"]
    ]
    assert [*made.of_row(read.table["id"].iloc[0])["document"]] == ["10.txt"]


def test_what_was_read_is_kept_within_seconds_at_first_and_later_every_half_minute(monkeypatch):
    clock = 0.0
    monkeypatch.setattr("pipeline.workspace.growth.time.monotonic", lambda: clock)
    growth, kept = Growth({}, []), []
    while clock < 200:
        clock += 1
        if growth.due:
            growth.taken()
            kept.append(clock)
    assert kept[:3] == [5, 11, 18]
    assert (kept[-1] - kept[-2], len(kept)) == (31, 11)
