"""A damaged file of the workspace is told in one sentence and kept aside; the rest works."""

import errno
import json
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from app.observations import load, opened, reading_of
from app.wording import wording
from pipeline.__main__ import main
from pipeline.workspace import Key, Verdict, Workspace, register
from pipeline.workspace.database import NotKeptError
from pipeline.workspace.kept_parts import KeptParts
from tests.dashboard_pages import opened as opened_page
from tests.dashboard_pages import shown
from tests.patience import SECONDS
from tests.samples import SPOKEN

PAGE = "青禾日报讯（记者/李文）1月20日，2024年，青禾县累计接待游客36.2万人次，同比增长12.5%。\n"
FILES = ("documents.sqlite3", "reviews.sqlite3")


def part(folder):
    """Return the one part of what was read that is in force."""
    (found,) = KeptParts(folder).in_force()
    return found


MANY = 400


def key(start):
    return Key("a" * 64, start, start + 5, "gdp", "level", "2024")


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """Make once what each test damages a copy of."""
    workspace = Workspace(tmp_path_factory.mktemp("ready") / "workspace")
    workspace.add("20250120.txt", PAGE.encode())
    workspace.refresh()
    for row in workspace.extracted().table.itertuples():
        own = Key(row.digest, row.start, row.end, row.indicator, row.measure, row.period)
        workspace.verdicts.append([Verdict(own, "accepted", file=row.document)])
    workspace.verdicts.append([Verdict(key(start), "rejected", "other 备注" * 20) for start in range(MANY)])
    with closing(sqlite3.connect(workspace.folder / "documents.sqlite3")) as connection, connection:
        connection.executemany(
            "INSERT INTO reference_tables (digest, file, octets) VALUES (?, ?, ?)",
            [(f"{number:064}", f"{number}.csv", b"%d," % number * 100) for number in range(MANY)],
        )
    return workspace.folder


@pytest.fixture
def made(ready, tmp_path):
    return Workspace(shutil.copytree(ready, tmp_path / "workspace"))


def settled(folder):
    """Write all that is in the logs into the files themselves."""
    for file in FILES:
        with closing(sqlite3.connect(folder / file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def garbage(path):
    path.write_bytes(b"verdicts" * 1000)


def cut_to_a_half(path):
    octets = path.read_bytes()
    path.write_bytes(octets[: len(octets) // 2])


def cut_in_a_page(path):
    path.write_bytes(path.read_bytes()[:5000])


def overwritten_inside(path):
    octets = bytearray(path.read_bytes())
    middle = len(octets) // 2
    octets[middle : middle + 9000] = b"\xff" * 9000
    path.write_bytes(octets)


def of_another_program(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")


def of_another_program_with_a_table_of_the_same_name(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE documents (page TEXT)")
        connection.execute("CREATE TABLE verdicts (guilty TEXT)")


DAMAGES = (
    garbage, cut_to_a_half, cut_in_a_page, overwritten_inside, of_another_program,
    of_another_program_with_a_table_of_the_same_name,
)  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_database_is_kept_aside_and_told_and_the_rest_works(made, file, damage):
    settled(made.folder)
    damage(made.folder / file)
    octets = (made.folder / file).read_bytes()
    opened = Workspace(made.folder)
    fault = opened.faults()[0]
    for language in ("zh", "en"):
        assert file in fault.said(language)
        assert fault.values["kept"] in fault.said(language)
    stem, moment = file.split(".")[0], r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d"
    (kept,) = made.folder.glob(f"{stem}.damaged-*.sqlite3")
    assert kept.name == fault.values["kept"]
    assert re.fullmatch(rf"{stem}\.damaged-{moment}\.sqlite3", kept.name)
    assert kept.read_bytes() == octets
    opened.add("new.txt", PAGE.replace("36.2", "41.7").encode())
    opened.refresh()
    assert opened.verdicts.append([Verdict(key(9999), "accepted")])
    assert 417000 in set(opened.observations().table["value"])
    assert opened.official()
    assert Workspace(made.folder).faults() == []


@pytest.mark.parametrize("make", [Path.mkdir, *([os.mkfifo] if hasattr(os, "mkfifo") else [])])
@pytest.mark.parametrize("file", [*FILES, "observations/manifest.json"])
def test_what_is_no_file_in_the_place_of_one_is_kept_aside_and_the_rest_works(made, file, make):
    settled(made.folder)
    (made.folder / file).unlink()
    make(made.folder / file)
    opened = Workspace(made.folder)
    opened.add("new.txt", PAGE.replace("36.2", "41.7").encode())
    opened.refresh()
    assert file in " ".join(fault.said("zh") for fault in opened.faults())
    assert 417000 in set(opened.observations().table["value"])
    assert (made.folder / file).is_file()


@pytest.mark.parametrize("damage", [overwritten_inside])
def test_what_can_be_read_of_a_damaged_database_is_saved(made, damage):
    before = made.verdicts.history()
    settled(made.folder)
    for file in FILES:
        damage(made.folder / file)
    opened = Workspace(made.folder)
    after = opened.verdicts.history()
    assert len(after) > 100
    assert {one.number: one for one in before}.items() >= {one.number: one for one in after}.items()
    assert [one.file for one in opened.register.entries()] == ["20250120.txt"]
    assert {one.why for one in opened.faults()} == {"damaged"}


def test_two_damages_in_one_second_are_both_kept(made):
    for _ in range(3):
        garbage(made.folder / "reviews.sqlite3")
        Workspace(made.folder)
    assert len([*made.folder.glob("reviews.damaged-*")]) == 3


@pytest.mark.parametrize("file", FILES)
def test_a_database_that_is_damaged_while_the_program_runs_gives_one_sentence(made, file):
    settled(made.folder)
    for rest in made.folder.glob(f"{file}-*"):
        rest.unlink()
    garbage(made.folder / file)
    ask = made.register.entries if file == FILES[0] else made.verdicts.history
    with pytest.raises(NotKeptError) as raised:
        ask()
    assert raised.value.why == "broken"
    assert [file in raised.value.said(language) for language in ("zh", "en")] == [True, True]


def test_a_locked_list_of_documents_is_one_sentence_and_is_not_kept_aside(made, monkeypatch):
    monkeypatch.setattr(register, "_PATIENCE", 0.05)
    opened = register.Register(made.folder / "documents.sqlite3")
    with closing(sqlite3.connect(made.folder / "documents.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        (entry,) = opened.entries()
        with pytest.raises(NotKeptError) as raised:
            opened.restate({entry.digest: {"source": "青禾晚报"}})
    assert raised.value.why == "busy"
    assert [*made.folder.rglob("*.damaged-*")] == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("changes", '{"value": "很多"}'),
        ("changes", '{"value": null}'),
        ("changes", '{"value": true}'),
        ("changes", '{"value": 1e999}'),
        ("changes", '{"period": "去年"}'),
        ("changes", '{"period": 2024}'),
        ("changes", '{"colour": "red"}'),
        ("changes", "[1]"),
        ("changes", "{"),
        ("changes", "[" * 100_000),
        ("start", "far"),
        ("digest", b"\xff"),
        ("at", "yesterday"),
    ],
)
@pytest.mark.parametrize("decision", ["corrected", "added"])
def test_a_verdict_that_cannot_be_used_is_told_and_the_others_hold(made, column, value, decision):
    row = next(made.extracted().table.itertuples())
    cells = {
        "digest": row.digest, "start": row.start, "end": row.end, "indicator": row.indicator,
        "measure": row.measure, "period": row.period, "decision": decision, "reason": "",
        "changes": '{"value": 5}', "file": "a.txt", "at": "2999-01-01T00:00:00.000Z", column: value,
    }  # fmt: skip
    with closing(sqlite3.connect(made.folder / "reviews.sqlite3")) as connection, connection:
        names = ", ".join(f'"{name}"' for name in cells)
        connection.execute(
            f"INSERT INTO verdicts ({names}) VALUES ({', '.join('?' * len(cells))})",  # noqa: S608 - own names
            [*cells.values()],
        )
    opened = Workspace(made.folder)
    own = opened.observations().table
    assert set(own["review"]) == {"accepted"}
    (fault,) = opened.faults()
    assert (fault.why, fault.values["count"]) == ("verdicts", "1")
    assert fault.values["numbers"] in fault.said("en")


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", "7", "null", '{"stamps": []}', '{"stamps": [1]}', '{"stamps": {"a.txt": 5}}', "[" * 100_000,
     '{"stamps": {"a.txt": [1]}}', '{"stamps": {"a.txt": [1, 2, {}]}}', '{"stamps": {}, "stated": {"a": 1}}'],
)  # fmt: skip
def test_a_state_of_the_folder_of_a_wrong_shape_is_kept_aside_and_loses_nothing(made, tmp_path, kept):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(PAGE.replace("36.2", "41.7"), encoding="utf-8")
    made.mirror(pages)
    entry = next(one for one in made.register.entries() if one.file == "a.txt")
    made.register.restate({entry.digest: {"source": "青禾晚报"}})
    (made.folder / "folder.json").write_text(kept, "utf-8")
    made.mirror(pages)
    entry = next(one for one in made.register.entries() if one.file == "a.txt")
    assert entry.known["source"] == "青禾晚报"
    (fault,) = made.faults()
    aside = made.folder / fault.values["kept"]
    assert aside.read_text("utf-8") == kept
    assert json.loads((made.folder / "folder.json").read_text("utf-8"))["stamps"]


def test_a_table_that_is_not_as_it_was_written_is_kept_aside_and_its_documents_are_read_again(made):
    path = part(made.folder)
    before = made.extracted().table
    octets = bytearray(path.read_bytes())
    octets[len(octets) // 2] ^= 1
    path.write_bytes(octets)
    opened = Workspace(made.folder)
    assert opened.refresh()
    (fault,) = opened.faults()
    for language in ("zh", "en"):
        assert fault.values["kept"] in fault.said(language)
    assert (made.folder / fault.values["kept"]).read_bytes() == octets
    assert opened.extracted().table.equals(before)
    assert Workspace(made.folder).faults() == []


def test_a_table_of_an_earlier_version_is_read_again_without_a_word(made):
    path = part(made.folder)
    before = made.extracted().table
    pq.write_table(pq.read_table(path).replace_schema_metadata({"outcomes": "{}"}), path)
    opened = Workspace(made.folder)
    assert opened.refresh()
    assert (opened.faults(), [*made.folder.rglob("*.damaged-*")]) == ([], [])
    assert opened.extracted().table.equals(before)


@pytest.mark.parametrize(("old", "new"), [("36.2", "36.3"), ("青", "\udcff")])
def test_kept_bytes_that_were_damaged_give_no_figure_until_the_file_is_added_again(made, old, new):
    (entry,) = made.register.entries()
    path = made.original(entry.digest)
    path.write_bytes(PAGE.replace(old, new).encode("utf-8", "surrogateescape"))
    made.register.restate({entry.digest: {"source": "青禾晚报"}})
    made.refresh()
    assert made.extracted().table.empty
    assert made.outcomes()[entry.digest].skipped
    made.add("20250120.txt", PAGE.encode())
    made.refresh()
    assert 362000 in set(made.extracted().table["value"])
    assert not made.refresh()


@pytest.mark.parametrize("lose", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_decisions_that_are_gone_are_told_once(made, lose):
    settled(made.folder)
    for rest in made.folder.glob("reviews.sqlite3-*"):
        rest.unlink()
    lose(made.folder / "reviews.sqlite3")
    opened = Workspace(made.folder)
    assert [fault.why for fault in opened.faults()] == ["gone"]
    assert "reviews.sqlite3" in opened.faults()[0].said("en")
    assert set(opened.observations().table["review"]) == {"pending"}
    assert Workspace(made.folder).faults() == []


def listed(workspace):
    return {one.file: (one.origin, dict(one.known)) for one in workspace.register.entries()}


@pytest.fixture
def described(made, tmp_path):
    """Give the workspace, with a folder that it follows, and the documents described by people."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(PAGE.replace("36.2", "41.7"), encoding="utf-8")
    made.add("empty.txt", "春耕时节，农机手穿梭田间。\n".encode())
    made.mirror(pages)
    made.register.restate(
        {one.digest: {"source": "青禾晚报", "title": one.file} for one in made.register.entries()}
    )
    made.refresh()
    return made


@pytest.mark.parametrize(
    "destroy",
    [
        garbage,
        cut_in_a_page,
        of_another_program,
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
    ],
)
def test_documents_whose_list_is_destroyed_are_listed_again_with_names_and_what_people_typed(
    described, destroy, tmp_path
):
    before, table = listed(described), described.observations().table
    settled(described.folder)
    for rest in described.folder.glob("documents.sqlite3-*"):
        rest.unlink()
    destroy(described.folder / "documents.sqlite3")
    opened = Workspace(described.folder)
    assert listed(opened) == before
    fault = opened.faults()[-1]
    assert (fault.why, fault.values) == ("listed_again", {"count": "3"})
    assert "3" in fault.said("zh")
    opened.mirror(tmp_path / "pages")
    assert not opened.refresh()
    assert (listed(opened), opened.observations().orphans[MANY:]) == (before, ())
    assert opened.observations().table.equals(table)
    assert Workspace(described.folder).faults() == []
    (tmp_path / "pages" / "a.txt").unlink()
    opened.mirror(tmp_path / "pages")
    assert listed(opened).keys() == before.keys() - {"a.txt"}


def test_without_the_table_too_the_bytes_are_listed_again_and_what_is_lost_is_said(described, tmp_path):
    before = listed(described)
    settled(described.folder)
    garbage(described.folder / "documents.sqlite3")
    part(described.folder).unlink()
    opened = Workspace(described.folder)
    fault = opened.faults()[-1]
    assert (fault.why, fault.values) == ("listed_in_part", {"count": "3", "unknown": "3"})
    assert "3" in fault.said("en")
    opened.mirror(tmp_path / "pages")
    (unnamed,) = listed(opened).keys() - before.keys()
    assert {*listed(opened)} == {
        "20250120.txt",
        unnamed,
        "a.txt",
    }  # the first has decisions, the last is in the folder
    digest = next(one.digest for one in opened.register.entries() if one.file == unnamed)
    assert unnamed == f"{digest[:12]}.txt"
    assert [one.error for one in opened.mirror(tmp_path / "pages") if one.error] == []


def test_a_document_that_was_edited_since_is_not_listed_again_beside_its_edition(described, tmp_path):
    row = next(one for one in described.extracted().table.itertuples() if one.document == "a.txt")
    own = Key(row.digest, row.start, row.end, row.indicator, row.measure, row.period)
    described.verdicts.append([Verdict(own, "rejected", file=row.document)])
    page = tmp_path / "pages" / "a.txt"
    page.write_text("今日要闻\n" + page.read_text("utf-8"), encoding="utf-8")
    described.mirror(tmp_path / "pages")
    described.refresh()
    before, orphans = listed(described), described.observations().orphans
    settled(described.folder)
    garbage(described.folder / "documents.sqlite3")
    opened = Workspace(described.folder)
    assert listed(opened) == before
    assert (len(opened.observations().orphans), opened.observations().orphans) == (MANY, orphans)


@pytest.mark.parametrize("language", SPOKEN)
def test_the_page_of_documents_tells_what_was_kept_aside(workspace, language):
    Workspace(workspace).add("20250120.txt", PAGE.encode())
    garbage(workspace / "reviews.sqlite3")
    app = opened_page("documents", lang=language)
    (kept,) = workspace.glob("reviews.damaged-*")
    assert not app.exception
    assert kept.name in shown(app)


def emptied(path):
    path.write_bytes(b"")


def a_folder_instead(path):
    path.unlink()
    path.mkdir()


def a_pipe_instead(path):
    path.unlink()
    os.mkfifo(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_table_that_is_damaged_while_pages_are_open_is_read_again_at_the_next_look(workspace):
    Workspace(workspace).add("20250120.txt", PAGE.encode())
    before = load().table.rows()
    assert len(before)
    for number, damage in enumerate((garbage, emptied, cut_to_a_half, a_folder_instead, a_pipe_instead), 1):
        damage(part(workspace))
        after = load()
        assert after.table.rows().equals(before)
        assert [fault.why for fault in after.faults] == ["table"]
        kept = sorted(workspace.glob("observations/*.damaged-*"))
        assert len(kept) == number
        assert after.faults[0].values["kept"] in {f"observations/{one.name}" for one in kept}


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("part", ["entries", "words"])
def test_the_page_of_rules_opens_where_nobody_may_look_into_the_workspace(
    workspace, monkeypatch, language, part
):
    refused = Path.stat

    def stat(path, **how):
        if workspace in path.parents:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return refused(path, **how)

    monkeypatch.setattr(Path, "stat", stat)
    said = shown(opened_page("rules", lang=language, rule_part=part))
    assert {"zh": "没有权限", "en": "permission denied"}[language] in said
    assert "indicators.yaml，" not in said.split("documents.sqlite3")[-1].splitlines()[0]


def loop_instead(path):
    path.unlink(missing_ok=True)
    path.symlink_to(path)


def unreadable_values(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, columns in COLUMNS_OF_DOCUMENTS.items():
            for column in columns:
                connection.execute(f"UPDATE OR IGNORE {table} SET {column} = x'ff00fe'")  # noqa: S608 - own names


COLUMNS_OF_DOCUMENTS = {
    "documents": ("digest", "file", "origin", "added", "title", "published", "place", "source"),
    "typed": ("digest", "name", "value", "over", "at"),
    "reference_tables": ("digest", "file", "added"),
}


@pytest.mark.parametrize("column", COLUMNS_OF_DOCUMENTS["documents"])
def test_a_value_of_another_type_in_the_list_of_documents_is_damage(described, column):
    before = listed(described)
    with closing(sqlite3.connect(described.folder / FILES[0])) as connection, connection:
        connection.execute(f"UPDATE documents SET {column} = x'ff00fe' WHERE file = 'a.txt'")  # noqa: S608
    with pytest.raises(NotKeptError) as raised:
        described.entries()
    assert raised.value.why == "broken"
    opened = Workspace(described.folder)
    assert [fault.why for fault in opened.faults()] == ["damaged", "listed_again"]
    assert listed(opened) == before
    assert opened.whole() is not None


@pytest.mark.parametrize("table", ["typed", "reference_tables"])
def test_rows_of_another_type_are_left_out_and_the_file_is_kept(described, table):
    with closing(sqlite3.connect(described.folder / FILES[0])) as connection, connection:
        for column in COLUMNS_OF_DOCUMENTS[table]:
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = x'ff00fe' WHERE rowid = 1")  # noqa: S608
    opened = Workspace(described.folder)
    assert [fault.why for fault in opened.faults()] == ["damaged"]
    assert listed(opened) == listed(described)
    assert opened.whole() is not None
    assert len([*described.folder.glob("documents.damaged-*.sqlite3")]) == 1


def exported(folder, capsys):
    """Export a chart from the command line; give the exit code and what was told."""
    made = folder.parent / "chart.csv"
    code = main(
        ["export", str(folder), "--chart", "tourist_arrivals", "--format", "xlsx", "-o", f"{made}.xlsx"]
    )
    return code, "".join(capsys.readouterr())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("damage", [a_folder_instead, a_pipe_instead, loop_instead, unreadable_values])
def test_an_export_tells_that_the_list_of_documents_is_damaged(made, damage, capsys):
    settled(made.folder)
    damage(made.folder / FILES[0])
    code, told = exported(made.folder, capsys)
    assert code == 0
    assert "documents.sqlite3 已损坏" in told
    assert "重新列出 1 个文件" in told
    assert [one.file for one in Workspace(made.folder).register.entries()] == ["20250120.txt"]


def test_a_list_of_documents_without_tables_is_made_again_as_an_empty_file_is(described, capsys):
    before = listed(described)
    settled(described.folder)
    with closing(sqlite3.connect(described.folder / FILES[0])) as connection, connection:
        for table in ("documents", "typed", "past", "reference_tables"):
            connection.execute(f"DROP TABLE {table}")
    code, told = exported(described.folder, capsys)
    assert code == 0
    assert "重新列出 3 个文件" in told
    assert listed(Workspace(described.folder)) == before


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("beside", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("make", [Path.mkdir, loop_instead])
def test_what_stands_in_the_way_of_a_database_is_put_aside_and_nothing_is_lost(made, file, beside, make):
    settled(made.folder)
    before = made.verdicts.history(), listed(made)
    way = made.folder / f"{file}{beside}"
    way.unlink(missing_ok=True)
    make(way)
    opened = Workspace(made.folder)
    (fault,) = opened.faults()
    assert (fault.why, fault.values["file"]) == ("in_the_way", way.name)
    assert fault.values["kept"] in fault.said("en")
    assert os.path.lexists(made.folder / fault.values["kept"])
    assert (opened.verdicts.history(), listed(opened)) == before
    assert opened.verdicts.append([Verdict(key(9999), "accepted")])


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "damage", [garbage, cut_to_a_half, of_another_program, a_folder_instead, loop_instead]
)
def test_a_database_damaged_while_pages_are_open_leaves_documents_with_its_list(workspace, file, damage):
    Workspace(workspace).add("20250120.txt", PAGE.encode())
    before = load()
    settled(workspace)
    for rest in workspace.glob(f"{file}-*"):
        rest.unlink()
    damage(workspace / file)
    app = opened_page("documents", lang="zh")
    (kept,) = workspace.glob(f"{file.split('.')[0]}.damaged-*.sqlite3")
    assert kept.name in shown(app)
    assert load().entries.keys() == before.entries.keys()
    assert load().table.rows()["value"].equals(before.table.rows()["value"])
    assert "documents.none" not in shown(app)
    assert len(app.dataframe) == 1


FULL = sqlite3.OperationalError("database or disk is full")
FULL.sqlite_errorcode = sqlite3.SQLITE_FULL


class FullDisk(sqlite3.Connection):
    """Take nothing, as SQLite does on a full disk: it cannot make the files beside a database."""

    def execute(self, statement, *values):
        """Refuse all but what needs no file beside."""
        if not self.by_itself and not statement.startswith("PRAGMA synchronous"):
            raise FULL
        return super().execute(statement, *values)

    def executescript(self, _):
        """Refuse."""
        raise FULL

    def executemany(self, *_):
        """Refuse."""
        raise FULL


@pytest.fixture
def full(workspace, monkeypatch):
    """Give a workspace with a document, and what fills its disk."""
    Workspace(workspace).add("20250120.txt", PAGE.encode())
    load()
    settled(workspace)
    really = sqlite3.connect

    def connect(name, **how):
        if name == ":memory:":
            return really(name, **how)
        connection = really(name, factory=FullDisk, **how)
        connection.by_itself = "immutable" in str(name)
        return connection

    return lambda: monkeypatch.setattr(sqlite3, "connect", connect)


@pytest.mark.parametrize("cold", [False, True])
def test_documents_are_listed_on_a_full_disk_and_a_removal_is_refused_with_a_sentence(full, cold):
    full()
    if cold:
        opened.clear()
        reading_of.clear()
    app = opened_page("documents", lang="zh")
    assert len(app.dataframe) == 1
    entries = load().entries
    (digest,) = entries
    app = opened_page("documents", lang="zh", document=digest[:16])
    app.button(key="remove").click().run()
    assert not app.exception
    assert ["磁盘已满" in one.value for one in app.error] == [True]
    assert load().entries == entries


@pytest.mark.parametrize("key", ["accept", "skip"])
def test_a_verdict_on_a_full_disk_is_refused_with_a_sentence(full, key):
    row = next(load().table.rows().itertuples())
    app = opened_page("review", lang="zh", row=row.id)
    full()
    app.button(key=key).click().run()
    assert not app.exception
    assert (wording("zh")("review.failed_full") in shown(app)) == (key == "accept")
    assert set(load().table.rows()["review"]) == {"pending"}


def test_what_is_stated_on_a_full_disk_is_refused_with_a_sentence(full):
    (digest,) = load().entries
    app = opened_page("documents", lang="zh", document=digest[:16])
    full()
    title = next(one for one in app.text_input if one.label == wording("zh")("documents.field_title"))
    title.set_value("青禾县游客")
    next(one for one in app.button if one.label == wording("zh")("documents.save")).click().run()
    assert "磁盘已满" in shown(app)
    assert title.value == "青禾县游客"


@pytest.mark.parametrize("language", SPOKEN)
def test_documents_stay_listed_where_what_is_read_of_them_cannot_be_kept(workspace, monkeypatch, language):
    Workspace(workspace).add("20250120.txt", PAGE.encode())

    def full(*_):
        raise OSError(
            errno.ENOSPC, "No space left on device", str(workspace / "observations" / "part-1.parquet")
        )

    monkeypatch.setattr("pipeline.workspace.kept_parts.save", full)
    # On a busy machine reading takes longer than the page looks for before it shows how far it is
    monkeypatch.setattr("app.documents.reading_view.AT_ONCE", SECONDS)
    (digest,) = (one.digest for one in Workspace(workspace).register.entries())
    app = opened_page("documents", lang=language, document=digest[:16])
    assert {"zh": "磁盘已满", "en": "the disk is full"}[language] in shown(app)
    assert len(app.dataframe) == 1
    app.button(key="remove").click().run()
    assert not app.exception
    assert Workspace(workspace).register.entries() == []
