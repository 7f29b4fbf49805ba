"""The table answers the same from one frame and from its parts, and the checks find the same a piece at a time."""

import gc
import shutil
import tempfile
from pathlib import Path

import pytest

from pipeline.areas_apart import with_areas
from pipeline.comparable import whose
from pipeline.doubts import with_doubts
from pipeline.mistakes import refusal_said
from pipeline.revisions import EARLIER, EXACT, LATEST, ROUGH, with_revisions
from pipeline.stored import EVERY, Where, in_parquet, kept_counts
from pipeline.stored.engine import engine
from pipeline.stored.in_memory import FrameTable
from pipeline.workspace import Key, Verdict, Workspace

PAGES = {
    "a.txt": "青禾日报讯 2024年1月20日，2024年，青禾县累计接待游客36.2万人次，同比增长12.5%。常住人口30.5万人。",
    "b.txt": "青禾晚报讯 2024年，青禾县累计接待游客41.7万人次，同比增长12.5%。预计2025年接待游客50万人次。",
    "c.txt": "五年来，青禾县累计接待游客200万人次。开园以来，云上草原景区接待游客86.3万人次。",
    "d.txt": "南京市鼓楼区2023年接待游客5万人次，同比增长3%。2024年年初，全区有高新技术企业452家。",
    "e.txt": "徐州市鼓楼区2023年接待游客7万人次，同比下降3%。",
    "g.txt": "青禾报讯 2024年，青禾县累计接待游客36.9万人次。",
    "k.txt": "青禾日报讯 2022年，青禾县累计接待游客超九十万人次。",
    "l.txt": "青禾日报讯 2022年，青禾县累计接待游客93.6万人次。",
    "f.txt": "今年清明假期，安吉县累计接待游客86.3万人次，同比增长12.5%；项目计划总投资超15亿元。",
}
SERIES = {  # of one office: what the second says takes the place of what the first said
    "h.txt": ("2023年，青禾县累计接待游客30万人次。", "2024-03-01"),
    "i.txt": ("2023年，青禾县累计接待游客31万人次。", "2025-03-01"),
}
DECIDED = {"b.txt": "rejected", "e.txt": "accepted", "f.txt": "corrected"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = Workspace(tmp_path_factory.mktemp("stored") / "workspace")
    for name, page in PAGES.items():
        made.add(name, page.encode(), {"published": "2025-04-07", "title": "游客" if name == "a.txt" else ""})
        made.refresh()
    for name, (page, day) in SERIES.items():
        made.add(name, page.encode(), {"published": day, "title": "青禾县统计公报", "source": "青禾县统计局"})
    made.refresh()
    first = next(one for one in made.register.entries() if one.file == "a.txt")
    made.register.restate({first.digest: {"source": "青禾日报"}})
    made.refresh()
    table = made.observations().table
    for file, decision in DECIDED.items():
        row = next(table[(table["document"] == file) & ~table["derived"]].itertuples())
        key = Key(row.digest, row.start, row.end, row.indicator, row.measure, row.period)
        changes = {"value": row.value * 2} if decision == "corrected" else {}
        made.verdicts.append([Verdict(key, decision, changes=changes, file=file)])
    aside = next(one for one in made.register.entries() if one.file == "c.txt")
    made.register.look([aside.digest], aside=True)
    return made


@pytest.fixture(scope="module")
def whole(workspace):
    return with_doubts(with_revisions(with_areas(workspace.whole())), doubts(workspace))


def doubts(workspace):
    printed = workspace.observations().table
    return {row: {"jump"} for row in printed.loc[printed["measure"] == "level", "id"].head(4)}


@pytest.fixture(scope="module")
def parts(workspace):
    return workspace.stored().with_doubts(doubts(workspace))


def test_the_made_table_has_all_that_may_go_wrong(whole):
    assert {"pending", *DECIDED.values()} == set(whole["review"])
    assert (whole["conflict"] != "").sum() > 1
    assert {"", EARLIER, LATEST, ROUGH, EXACT} == set(whole["revision"])
    assert {"鼓楼区（南京市）", "鼓楼区（徐州市）"} <= set(whole["area"])
    assert whole["derived"].any()
    assert whole["title_stated"].any()
    assert (whole.loc[whole["derived"], "doubt"] != "").any()


def test_every_row_is_the_same_in_the_same_order(whole, parts):
    assert parts.rows()[whole.columns].copy().equals(whole.copy())


WHERES = {
    "every": EVERY,
    "an indicator": Where({"indicator": ["tourist_arrivals"]}),
    "no value": Where({"indicator": []}),
    "many values": Where({"id": [f"{number:016}" for number in range(200)]}),
    "about places, of one area": Where({"subject": [""], "area": ["青禾县", "鼓楼区（南京市）"]}),
    "of one area": Where({"area": ["青禾县"]}),
    "of one area of a name": Where({"area": ["鼓楼区（南京市）"]}),
    "of no area": Where({"area": [""]}),
    "about one place": Where({"subject": [""]}, names=["青禾县"]),
    "about all areas of a name": Where({"subject": [""]}, names=["鼓楼区"]),
    "about one area of a name": Where({"subject": [""]}, names=["鼓楼区（徐州市）"]),
    "about one subject": Where(names=["云上草原"]),
    "in force": Where(without={"review": ["rejected"], "rule": ["reference"]}),
    "in years": Where({"derived": [False]}, in_years=True),
    "in doubt": Where(without={"doubt": [""]}),
    "revised": Where({"revision": [EARLIER]}),
    "stated exactly": Where({"revision": [EXACT]}),
    "disputed": Where(without={"conflict": [""]}),
    "beyond a year": Where(in_years=False),
    "of names": Where(names=["青禾县", "鼓楼区", "云上草原"]),
    "compared in a year": Where(years=[2023]),
    "holding words": Where(holding="累计接待"),
    "of a year": Where({"year": [2023, 2024], "measure": ["level"]}),
}


@pytest.mark.parametrize("name", WHERES)
def test_parts_answer_as_the_frame_does(whole, parts, name):
    where, frame = WHERES[name], FrameTable(whole)
    columns = ["id", "year", "period_start", "value", "area", "doubt", "conflict", "revision", "title_stated"]
    assert parts.count(where) == frame.count(where)
    assert parts.rows(where, columns).copy().equals(frame.rows(where, columns).reset_index(drop=True).copy())
    for by in (["area", "subject"], ["indicator", "year"], ["derived"]):
        assert lines(parts.counts(by, where)) == lines(frame.counts(by, where))
        of = ["value", "document"]
        assert lines(parts.distinct(by, of, where)) == lines(frame.distinct(by, of, where))
    part = Where({"measure": ["level"]})
    assert parts.part(part).count(where) == frame.part(part).count(where)


@pytest.mark.parametrize("name", WHERES)
def test_all_columns_are_the_same_where_the_documents_of_a_large_table_are_looked_for_first(
    whole, parts, name, monkeypatch
):
    monkeypatch.setattr(in_parquet, "_SMALL", 0)
    asked = FrameTable(whole).rows(WHERES[name]).reset_index(drop=True)
    assert parts.rows(WHERES[name])[asked.columns].copy().equals(asked.copy())


COUNTED = (
    ["place", "place_code"],
    ["area", "subject"],
    ["indicator", "area", "document"],
    ["year", "derived"],
    ["whose"],
)


@pytest.fixture
def large(workspace, tmp_path, monkeypatch):
    """Give a copy of the workspace in which what each part holds is counted once."""
    monkeypatch.setattr(kept_counts, "LARGE", 0)
    monkeypatch.setattr(kept_counts, "_SHARE", 0)
    shutil.copytree(workspace.folder, tmp_path / "large")
    return Workspace(tmp_path / "large")


def test_what_is_kept_of_counts_holds_over_every_kind_of_change(large):
    def add_and_replace_and_take_aside():
        large.add("new.txt", "2024年，徐州市鼓楼区接待游客9万人次。".encode())
        large.register.restate({digest("b.txt"): {"source": "别处晚报"}})
        large.refresh()
        large.register.look([digest("g.txt")], aside=True)

    def remove_and_decide():
        large.remove([digest("f.txt")])
        large.refresh()
        row = next(large.observations().table.itertuples())
        large.verdicts.append([Verdict(large.key(row.id), "rejected", file=row.document)])

    def digest(file):
        return next(one.digest for one in large.register.entries() if one.file == file)

    def held():
        rows = with_areas(large.whole())
        frame, table = FrameTable(rows.assign(whose=whose(rows))), large.stored()
        for where in (
            EVERY,
            WHERES["in force"],
            Where({"subject": [""], "measure": ["level"]}, in_years=True),
        ):
            for by in COUNTED:
                assert lines(table.counts(by, where)) == lines(frame.counts(by, where))
        own = Where(without={"document": ["a.txt"]})
        assert lines(table.part(own).counts(["area"])) == lines(frame.part(own).counts(["area"]))

    held()
    for change in (add_and_replace_and_take_aside, remove_and_decide):
        change()
        held()


def test_what_was_counted_is_not_counted_again_and_no_changed_file_is_believed(large, monkeypatch):
    def asked():
        counted, kept = [], kept_counts.KeptCounts(large.folder)
        count = kept.of
        monkeypatch.setattr(kept, "of", lambda question, parts, ask: count(
            question, parts, lambda some: counted.append(question) or ask(some)
        ))  # fmt: skip
        nothing = large.observations().table.iloc[:0]
        table = in_parquet.ParquetTable(large.parts.in_force(), nothing, nothing, kept=kept)
        return counted, lines(table.counts(["indicator", "area"]))

    first, told = asked()
    assert first
    assert asked() == ([], told)
    for kept in large.folder.glob("counts/*.parquet"):
        octets = kept.read_bytes()
        kept.write_bytes(octets[:40] + bytes([octets[40] ^ 1]) + octets[41:])
    again, same = asked()
    assert again
    assert same == told


def test_counts_that_are_held_are_those_of_today(workspace, whole, monkeypatch):
    table, asked = workspace.stored(), []
    monkeypatch.setattr(table, "ask", lambda *given, ask=table.ask: asked.append(given) or ask(*given))
    first, again = (table.counts(["doubt"]) for _ in range(2))
    assert first.equals(again)
    assert len(asked) == 1
    first.loc[:, "count"] = 0  # whoever was given them may change them
    assert table.counts(["doubt"]).equals(again)
    marked = table.with_doubts({row: {"jump"} for row in whole["id"].head(9)})
    assert not marked.counts(["doubt"]).equals(again)


def lines(frame):
    return sorted(map(repr, frame.astype(object).where(frame.notna(), None).values.tolist()))


@pytest.mark.parametrize("octets", [None, b"", b"PAR1 no longer what was written PAR1"])
def test_a_part_that_is_gone_or_damaged_while_the_table_is_asked_is_a_refusal_of_the_system(tmp_path, octets):
    made = Workspace(tmp_path / "workspace")
    made.add("a.txt", PAGES["a.txt"].encode())
    made.refresh()
    table = made.stored()
    (part,) = made.parts.in_force()
    part.unlink()
    if octets is not None:
        part.write_bytes(octets)
    with pytest.raises(OSError, match="observations") as refused:
        table.rows()
    assert "observations" in refusal_said(refused.value, "en")


def test_what_does_not_fit_into_memory_is_written_where_the_system_keeps_such_files(workspace):
    assert workspace.stored().count()
    with engine().cursor() as cursor:
        (spilled,) = cursor.execute("SELECT current_setting('temp_directory')").fetchone()
    assert Path(spilled).parent == Path(tempfile.gettempdir())
    assert not Path(spilled).exists()  # unless there is need of it


def test_tables_that_nobody_asks_any_more_are_gone_from_the_engine(workspace):
    def spaces():
        with engine().cursor() as cursor:
            return {
                name for (name,) in cursor.execute("SELECT database_name FROM duckdb_databases()").fetchall()
            }

    gc.collect()
    before, table = spaces(), workspace.stored()
    assert len(spaces() - before) == 1
    del table
    gc.collect()
    assert spaces() == before
