import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.documents.scans import is_installed
from pipeline.workspace import Key, Verdict, Workspace

ROOT = Path(__file__).resolve().parent.parent
PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。\n"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "workspace"


@pytest.fixture
def filled(folder):
    made = Workspace(folder)
    made.add("20250120.txt", PAGE.encode())
    made.refresh()
    return made


def level(workspace, *, derived=False):
    table = workspace.observations().table
    (row,) = table[(table["measure"] == "level") & (table["derived"] == derived)].itertuples()
    return row


def key(row):
    return Key(row.digest, row.start, row.end, row.indicator, row.measure, row.period)


def decide(workspace, row, decision, **changes):
    workspace.verdicts.append([Verdict(key(row), decision, changes=changes, file=row.document)])


def test_a_document_handed_in_gives_its_rows_and_is_there_after_a_restart(filled, folder):
    before = filled.observations().table
    again = Workspace(folder)
    assert not again.refresh()
    assert again.observations().table.equals(before)
    assert set(before["measure"]) == {"level", "yoy"}


def test_the_bytes_received_are_kept_as_they_were(folder):
    octets = PAGE.encode("gb18030")
    workspace = Workspace(folder)
    added = workspace.add("a.txt", octets)
    assert workspace.original(added.digest).read_bytes() == octets


@pytest.mark.parametrize(
    "name", ["../../x.txt", "..\\..\\x.txt", "/etc/x.txt", "C:\\x.txt", "a\x00/../x.txt"]
)
def test_a_name_with_steps_upwards_is_only_a_name(folder, name):
    workspace = Workspace(folder)
    added = workspace.add(name, PAGE.encode())
    assert added.file.endswith("x.txt")
    assert ".." not in added.file
    assert {file.name for file in folder.parent.iterdir()} == {"workspace"}


def test_the_same_text_is_kept_once_in_whatever_encoding_and_said_so(filled):
    added = filled.add("b.txt", PAGE.encode("gb18030"))
    assert "20250120.txt" in added.error.said()
    assert len(filled.register.entries()) == 1


def test_two_documents_of_one_name_are_told_apart(filled):
    added = filled.add("20250120.txt", PAGE.replace("36.2", "41.7").encode())
    assert added.file == "20250120 (2).txt"


def test_what_is_no_text_is_refused_with_a_sentence(filled):
    added = filled.add("x.bin", b"\x00\x01")
    assert (added.digest, "x.bin" in added.error.said()) == ("", True)


def test_only_new_documents_are_read(filled):
    read = []
    filled.add("b.txt", PAGE.replace("36.2", "41.7").encode())
    filled.refresh(progress=lambda _done, _all, file: read.append(file))
    assert read == ["b.txt"]


def test_changed_metadata_is_read_into_the_rows(filled):
    (entry,) = filled.register.entries()
    filled.register.restate({entry.digest: {"source": "安平晚报"}})
    assert filled.refresh()
    assert set(filled.observations().table["source"]) == {"安平晚报"}


def test_what_two_programs_state_of_a_document_at_once_all_stands(filled, folder):
    (entry,) = filled.register.entries()
    other = Workspace(folder)

    def state(workspace, column):
        for number in range(10):
            workspace.register.restate({entry.digest: {column: str(number)}})

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(state, filled, "title"), pool.submit(state, other, "source")]:
            done.result()
    (now,) = filled.register.entries()
    assert (now.known["title"], now.known["source"]) == ("9", "9")
    assert len(filled.register.typed()[entry.digest]) == 20


def test_a_document_that_another_program_removed_does_not_come_back_when_it_is_described(filled, folder):
    (entry,) = filled.register.entries()
    Workspace(folder).remove([entry.digest])
    assert filled.register.restate({entry.digest: {"title": "x"}}) == []
    assert not filled.register.entries()


def test_while_one_program_is_alone_with_the_list_nothing_it_says_changes(filled):
    before = filled.register.state()
    with filled.register.alone():
        assert len(filled.register.entries()) == 1  # others read on
    assert filled.register.state() == before


def test_what_was_kept_is_read_again_once_scans_can_be_read(filled, monkeypatch):
    there = is_installed()
    assert filled.unread() == []
    monkeypatch.setattr("pipeline.version.is_installed", lambda: not there)
    assert [one.file for one in filled.unread()] == ["20250120.txt"]
    filled.refresh()
    assert filled.unread() == []


def test_changed_rules_make_documents_be_read_again(folder, tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "visits:\n  name: {zh: 游客, en: Visits}\n  group: 旅游\n  unit: 人次\n  kind: flow\n  terms: [接待游客]\n"
        "  examples:\n    - text: 全县接待游客3人次。\n      rows: [{measure: level, value: 3}]\n",
        encoding="utf-8",
    )
    workspace = Workspace(folder)
    workspace.add("a.txt", PAGE.encode())
    workspace.refresh()
    other = Workspace(folder, rules)
    assert other.refresh()
    assert set(other.observations().table["indicator"]) == {"visits"}


def test_a_folder_is_mirrored_with_what_comes_changes_and_goes(folder, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(PAGE, encoding="utf-8")
    (pages / "b.txt").write_text(PAGE.replace("36.2", "41.7"), encoding="utf-8")
    workspace = Workspace(folder)
    workspace.mirror(pages)
    (pages / "a.txt").write_text(PAGE.replace("36.2", "99.9"), encoding="utf-8")
    (pages / "b.txt").unlink()
    workspace.mirror(pages)
    workspace.refresh()
    assert [entry.file for entry in workspace.register.entries()] == ["a.txt"]
    assert 999000 in set(workspace.observations().table["value"])


def test_a_correction_holds_and_what_was_computed_from_it_is_computed_again(filled):
    decide(filled, level(filled), "corrected", value=450000.0)
    row, computed = level(filled), level(filled, derived=True)
    assert (row.value, row.low, row.review) == (450000.0, 450000.0, "corrected")
    assert computed.value == pytest.approx(450000 / 1.125)
    assert "450000人次" in computed.derivation


def test_a_corrected_period_moves_the_row_and_ends_what_was_computed_from_it(filled):
    decide(filled, level(filled), "corrected", period="2023-Q1")
    table = filled.observations().table
    (row,) = table[table["measure"] == "level"].itertuples()
    assert (str(row.period_start), str(row.period_end), row.year) == ("2023-01-01", "2023-03-31", 2023)
    assert not table["derived"].any()


def test_a_rejected_row_stays_on_record_and_nothing_is_computed_from_it(filled):
    decide(filled, level(filled), "rejected")
    table = filled.observations().table
    assert set(table.loc[table["measure"] == "level", "review"]) == {"rejected"}
    assert not table["derived"].any()


def test_a_decision_taken_back_leaves_the_row_as_extracted(filled):
    before = filled.observations().table
    decide(filled, level(filled), "rejected")
    decide(filled, level(filled), "withdrawn")
    assert filled.observations().table.equals(before)


def test_a_decision_whose_row_is_gone_is_kept_as_an_orphan_and_holds_when_the_text_comes_back(filled):
    row = level(filled)
    decide(filled, row, "rejected")
    filled.register.remove([row.digest])
    filled.refresh()
    assert [one.key for one in filled.observations().orphans] == [key(row)]
    filled.add("20250120.txt", PAGE.encode())
    filled.refresh()
    assert filled.observations().orphans == ()
    assert level(filled).review == "rejected"


def test_figures_of_two_documents_that_disagree_conflict_until_one_is_rejected(filled):
    filled.add("20250121.txt", PAGE.replace("36.2", "36.9").encode())
    filled.refresh()
    table = filled.observations().table
    disputed = table[(table["conflict"] != "") & ~table["derived"]]
    assert sorted(disputed["value"]) == [362000, 369000]
    decide(filled, next(disputed.itertuples()), "rejected")
    table = filled.observations().table
    assert not (table["conflict"] != "").any()


def test_rows_of_a_document_set_aside_count_nowhere_and_come_back_with_what_was_decided(filled, folder):
    filled.add("20250121.txt", PAGE.replace("36.2", "41.7").encode())
    filled.refresh()
    (row,) = filled.observations().table.query("value == 362000").itertuples()
    hand = Key(row.digest, 0, 4, "tourism_revenue", "level", "2024")
    filled.verdicts.append(
        [
            Verdict(key(row), "accepted", file=row.document),
            Verdict(hand, "added", changes={"value": 3.0, "unit": "元"}, file=row.document),
        ]
    )
    before = filled.observations()
    assert set(before.table["conflict"]) != {""}
    filled.register.look([row.digest], aside=True)
    for workspace in (filled, Workspace(folder)):
        assert not workspace.refresh()
        now = workspace.observations()
        assert row.digest not in {*now.table["digest"], *workspace.suggestions()["digest"]}
        assert set(now.table["conflict"]) == {""}
        assert now.orphans == ()
        assert len(workspace.rows_read(row.digest))
    filled.register.look([row.digest], aside=False)
    assert filled.observations().table.equals(before.table)


def test_what_is_set_aside_in_a_folder_stays_so_while_it_is_away_and_when_it_is_edited(folder, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(PAGE, encoding="utf-8")
    workspace = Workspace(folder)
    workspace.mirror(pages)
    (entry,) = workspace.entries().values()
    assert entry.look == "new"
    workspace.register.look([entry.digest], aside=True)
    (pages / "a.txt").unlink()
    workspace.mirror(pages)
    (pages / "a.txt").write_text(PAGE + "全县经济平稳。\n", encoding="utf-8")
    workspace.mirror(pages)
    workspace.refresh()
    (entry,) = workspace.entries().values()
    assert entry.look == "aside"
    assert workspace.observations().table.empty
    workspace.remove([entry.digest])
    workspace.add("a.txt", (pages / "a.txt").read_bytes())
    assert [one.look for one in workspace.entries().values()] == ["new"]


def test_decisions_can_neither_be_changed_nor_deleted(filled):
    import sqlite3

    decide(filled, level(filled), "accepted")
    with sqlite3.connect(filled.folder / "reviews.sqlite3") as connection:
        for statement in ("DELETE FROM verdicts", "UPDATE verdicts SET decision = 'rejected'"):
            with pytest.raises(sqlite3.IntegrityError, match="appended"):
                connection.execute(statement)


def test_pages_that_add_files_at_once_all_succeed(folder):
    made = [Workspace(folder) for _ in range(8)]
    pages = [PAGE.replace("36.2", f"{number}.2") for number in range(8)]

    def add(number):
        """Add the page that all add, and one of its own under the name that all use."""
        files = [("same.txt", PAGE.encode(), {}), ("20250120.txt", pages[number].encode(), {})]
        return made[number].add_all(files)

    with ThreadPoolExecutor(8) as pool:
        told = [one for both in pool.map(add, range(8)) for one in both]
    names = [entry.file for entry in Workspace(folder).register.entries()]
    numbered = [f"20250120 ({number}).txt" for number in range(2, 9)]
    assert sorted(names) == [*numbered, "20250120.txt", "same.txt"]
    assert sum(one.error is not None for one in told) == 7  # the same text, said so
    assert {file.suffix for file in (folder / "originals").iterdir()} == {".txt"}


ADDING = """
import sys, time
from pathlib import Path
from pipeline.workspace import Workspace
folder, who = Path(sys.argv[1]), sys.argv[2]
workspace = Workspace(folder)
(folder / f"ready{who}").touch()
while len(list(folder.glob("ready*"))) < 3:
    time.sleep(0.01)
for number in range(25):
    told = workspace.add_all([
        ("same.txt", f"2024年，安平县旅游收入{number}亿元。".encode(), {}),
        ("own.txt", f"第{who}组，2024年，安平县旅游收入{number}亿元。".encode(), {}),
    ])
    assert all(one.error is None or one.error.why == "same" for one in told), told
"""


def test_programs_that_add_files_at_once_all_succeed(folder):
    adding = [
        subprocess.Popen([sys.executable, "-c", ADDING, str(folder), str(who)], cwd=ROOT) for who in range(3)
    ]
    try:
        assert [one.wait(120) for one in adding] == [0, 0, 0]
    finally:
        for one in adding:
            one.kill()
    names = [entry.file for entry in Workspace(folder).register.entries()]
    assert (len(names), len({*names})) == (100, 100)
