"""What was read is kept in parts: one more for what is added, and the table is that of one reading."""

import os
import shutil
import time

import pytest

from pipeline.workspace import Workspace
from pipeline.workspace.kept_parts import FORMER, MOST_SMALL

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
    numbers = [*range(40, 40 + MOST_SMALL)]
    for number in numbers:
        add(filled, number)
    opened = Workspace(filled.folder)
    assert len(opened.parts.in_force()) == 1
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
