"""Parts are laid together behind what adds them: whatever happens meanwhile, the table is that of one reading."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.stored.kept_counts import KeptCounts
from pipeline.workspace import Workspace, kept_parts
from pipeline.workspace.kept_parts import KeptParts

ROOT = Path(__file__).resolve().parent.parent
PAGE = "青禾日报讯（记者/李文）1月20日，2024年，青禾县累计接待游客{}.2万人次，同比增长12.5%。\n"


def add(workspace, *numbers):
    for number in numbers:
        workspace.add(f"{number}.txt", PAGE.format(number).encode())
        assert workspace.refresh()


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_parts, "MOST_ALIKE", 2)
    made = Workspace(tmp_path / "workspace")
    add(made, 36, 37, 38)
    return made


def table_of(folder):
    return Workspace(folder).observations().table.copy()


def at_once(folder, texts):
    made = Workspace(folder)
    made.add_all([(name, text.encode(), {}) for name, text in texts.items()])
    made.refresh()
    return made.observations().table.copy()


def meanwhile(monkeypatch, happens):
    """Let something happen after parts were laid together and before the whole takes their place."""
    lay_together = kept_parts.lay_together

    def laid(*given):
        lay_together(*given)
        happens()

    monkeypatch.setattr(kept_parts, "lay_together", laid)


def test_what_is_added_removed_and_read_again_meanwhile_counts(workspace, tmp_path, monkeypatch):
    digests = {entry.file: digest for digest, entry in workspace.entries().items()}

    def happens():
        other = Workspace(workspace.folder)
        other.remove([digests["37.txt"]])
        other.register.restate({digests["38.txt"]: {"source": "青禾晚报"}})
        add(other, 12)

    meanwhile(monkeypatch, happens)
    assert workspace.parts.lay_together(workspace.parts.alike())
    assert len(workspace.parts.in_force()) == 2
    table = table_of(workspace.folder)
    assert [*table["document"].unique()] == ["12.txt", "36.txt", "38.txt"]
    assert {*table.loc[table["document"] == "38.txt", "source"]} == {"青禾晚报"}
    others = at_once(tmp_path / "other", {f"{number}.txt": PAGE.format(number) for number in (12, 36)})
    assert table[table["document"] != "38.txt"].reset_index(drop=True).equals(others)
    opened = Workspace(workspace.folder)
    assert not opened.refresh()


def test_a_kill_meanwhile_leaves_the_parts_as_they_were(workspace):
    before, parts = table_of(workspace.folder), [*workspace.parts.in_force()]
    killed = (
        "import os, sys; from pathlib import Path; from pipeline.workspace import kept_parts;"
        " kept_parts.MOST_ALIKE = 2; lay = kept_parts.lay_together;"
        " kept_parts.lay_together = lambda *given: (lay(*given), os._exit(9));"
        " parts = kept_parts.KeptParts(Path(sys.argv[1])); parts.lay_together(parts.alike())"
    )
    ended = subprocess.run([sys.executable, "-c", killed, str(workspace.folder)], cwd=ROOT, check=False)
    assert ended.returncode == 9
    opened = Workspace(workspace.folder)
    assert [*opened.parts.in_force()] == parts
    assert opened.observations().table.copy().equals(before)
    assert workspace.lay_together()
    assert table_of(workspace.folder).equals(before)


def test_of_two_that_lay_the_same_together_one_does(workspace, monkeypatch):
    before, alike = table_of(workspace.folder), workspace.parts.alike()
    meanwhile(monkeypatch, lambda: monkeypatch.undo() or KeptParts(workspace.folder).lay_together(alike))
    assert workspace.parts.lay_together(alike) == ""
    parts = [*workspace.parts.in_force()]
    assert len(parts) == 1
    assert {*workspace.folder.glob("observations/part-*.parquet")} == {
        *parts, *(parts[0].with_name(name) for name in alike),
    }  # fmt: skip
    assert table_of(workspace.folder).equals(before)


def test_whoever_is_killed_while_changing_the_list_of_parts_holds_up_nobody(workspace):
    killed = (
        "import os, sys; from pathlib import Path; from pipeline.workspace.turns import turn\n"
        "with turn(Path(sys.argv[1])): os._exit(9)"
    )
    file = workspace.folder / "observations" / "turn"
    assert subprocess.run([sys.executable, "-c", killed, str(file)], cwd=ROOT, check=False).returncode == 9
    add(workspace, 12)
    assert "12.txt" in {*table_of(workspace.folder)["document"]}


def test_what_large_parts_count_to_is_not_counted_again_for_the_one_that_takes_their_place(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("pipeline.stored.kept_counts.LARGE", 1)
    made = Workspace(tmp_path / "workspace")
    add(made, *range(40, 60))
    asked = []

    def ask(parts):
        asked.append([*parts])
        return pa.table({"count": [len(asked)]})

    counts, parts = KeptCounts(made.folder), made.parts.in_force()
    counts.of("how many", parts, ask)
    assert made.lay_together()
    (whole,) = made.parts.in_force()
    for kept in (counts, KeptCounts(made.folder)):
        told, others = kept.of("how many", [whole], ask)
        assert (told.to_pydict(), others, len(asked)) == ({"count": [1]}, [], 1)
