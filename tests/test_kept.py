"""What people typed of a folder's documents stays while the documents are not there, and follows an edited text."""

import json
import sqlite3
from contextlib import closing

import pytest

from pipeline.workspace import Key, Verdict, Workspace
from pipeline.workspace.edited import is_edition, moved_span
from tests.counted_work import MOST, steps

PAGE = (
    "青禾日报讯（记者/李文）1月20日，2024年，青禾县累计接待游客36.2万人次，同比增长12.5%。\n"
    "全县实现旅游收入1.8亿元，同比增长9.3%。\n"
)
TYPED = {"title": "旅游收入增长", "published": "2025-01-20", "place": "青禾县", "source": "青禾日报"}


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    (folder / "b.txt").write_text("2023年，临水县接待游客28.4万人次。\n", encoding="utf-8")
    return folder


@pytest.fixture
def made(tmp_path, pages):
    workspace = Workspace(tmp_path / "workspace")
    workspace.mirror(pages)
    state(workspace, "a.txt", TYPED)
    return workspace


def entry(workspace, file):
    return next(one for one in workspace.register.entries() if one.file == file)


def state(workspace, file, typed):
    workspace.register.restate({entry(workspace, file).digest: typed})


def known(workspace, file="a.txt"):
    return dict(entry(workspace, file).known)


def level(workspace, indicator="tourist_arrivals"):
    table = workspace.observations().table
    rows = table[(table["indicator"] == indicator) & (table["measure"] == "level") & ~table["derived"]]
    return next(rows[rows["document"].str.startswith("a")].itertuples())


def decide(workspace, row, decision="rejected", **changes):
    key = Key(row.digest, row.start, row.end, row.indicator, row.measure, row.period)
    workspace.verdicts.append([Verdict(key, decision, changes=changes, file=row.document)])


def edit(pages, change, file="a.txt"):
    (pages / file).write_text(change((pages / file).read_text("utf-8")), encoding="utf-8")


def empty(pages):
    kept = {file: file.read_bytes() for file in pages.glob("*.txt")}
    for file in kept:
        file.unlink()
    return lambda: [file.write_bytes(octets) for file, octets in kept.items()]


def hidden(pages):
    (pages).rename(pages.with_name("elsewhere"))
    return lambda: (pages.with_name("elsewhere")).rename(pages)


def unmounted(pages):
    back = hidden(pages)
    pages.mkdir()
    return lambda: (pages.rmdir(), back())


def half_written(pages):
    kept = (pages / "a.txt").read_bytes()
    (pages / "a.txt").write_bytes(kept[: len(kept) // 3])
    return lambda: (pages / "a.txt").write_bytes(kept)


def emptied(pages):
    kept = (pages / "a.txt").read_bytes()
    (pages / "a.txt").write_bytes(b"")
    return lambda: (pages / "a.txt").write_bytes(kept)


def a_link_to_nowhere(pages):
    (pages / "a.txt").rename(pages / ".a")
    (pages / "a.txt").symlink_to(pages / "nowhere")
    return lambda: (pages / ".a").rename(pages / "a.txt")


def binary(pages):
    kept = (pages / "a.txt").read_bytes()
    (pages / "a.txt").write_bytes(b"\0" * 1000)
    return lambda: (pages / "a.txt").write_bytes(kept)


@pytest.mark.parametrize("away", [empty, hidden, unmounted, half_written, emptied, a_link_to_nowhere, binary])
def test_a_folder_not_seen_for_one_look_loses_nothing_that_people_typed_or_decided(made, pages, away):
    made.refresh()
    decide(made, level(made))
    decide(made, level(made, "tourism_revenue"), "corrected", value=2e8)
    came, before = entry(made, "a.txt").added, made.observations().table
    back = away(pages)
    for _ in range(2):
        try:
            made.mirror(pages)
        except ValueError:  # the folder itself is not there
            assert away is hidden
        made.refresh()
    back()
    made.mirror(pages)
    made.refresh()
    assert (known(made), entry(made, "a.txt").added) == (TYPED, came)
    again = Workspace(made.folder).observations()
    assert again.orphans == ()
    order = ["document", "start", "id"]
    assert again.table.sort_values(order, ignore_index=True).equals(
        before.sort_values(order, ignore_index=True)
    )


def test_a_file_that_cannot_be_read_for_one_look_loses_nothing(made, pages, monkeypatch):
    from pipeline.workspace import folders

    read = folders.Path.read_bytes

    def refused(path):
        if path.suffix == ".txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    edit(pages, lambda text: text + "\n")
    with monkeypatch.context() as patched:
        patched.setattr(folders.Path, "read_bytes", refused)
        assert [one.error.why for one in made.mirror(pages) if one.error] == ["unreadable"]
    edit(pages, lambda text: text[:-1])
    made.mirror(pages)
    assert known(made) == TYPED


def test_an_edited_file_keeps_what_was_typed_of_it_edit_after_edit_and_back_again(made, pages):
    for old, new in (("36.2", "36.3"), ("12.5", "12.6"), ("36.3", "36.2"), ("12.6", "12.5")):
        edit(pages, lambda text, old=old, new=new: text.replace(old, new))
        made.mirror(pages)
        assert known(made) == TYPED


def test_what_was_typed_last_holds_whichever_edition_it_was_typed_of(made, pages):
    edit(pages, lambda text: text.replace("36.2", "36.3"))
    made.mirror(pages)
    state(made, "a.txt", {"title": "另一标题", "source": ""})
    edit(pages, lambda text: text.replace("36.3", "36.2"))
    made.mirror(pages)
    assert known(made) == {**TYPED, "title": "另一标题", "source": ""}


def test_a_renamed_file_keeps_all_and_an_edit_after_it_too(made, pages):
    made.refresh()
    decide(made, level(made))
    (pages / "a.txt").rename(pages / "a-2025.txt")
    made.mirror(pages)
    made.refresh()
    assert known(made, "a-2025.txt") == TYPED
    assert level(made).review == "rejected"
    edit(pages, lambda text: "本报讯\n" + text, "a-2025.txt")
    made.mirror(pages)
    made.refresh()
    assert known(made, "a-2025.txt") == TYPED
    assert level(made).review == "rejected"


def test_another_text_at_the_path_of_a_renamed_or_replaced_one_takes_nothing_of_it(made, pages):
    other = "春耕时节，各村抓紧整地、育秧，农机手穿梭田间，农资供应充足，预计月底全面完成插秧任务。\n"
    (pages / "a.txt").rename(pages / "c.txt")
    (pages / "a.txt").write_text(PAGE.replace("36.2", "41.7"), encoding="utf-8")
    made.mirror(pages)
    assert (known(made, "c.txt"), known(made)["title"]) == (TYPED, "")
    (pages / "c.txt").write_text(other, encoding="utf-8")
    made.mirror(pages)
    assert known(made, "c.txt")["published"] == ""


def test_a_documents_csv_that_is_gone_or_half_written_for_one_look_undoes_nothing_typed(made, pages):
    table = pages / "documents.csv"
    whole = "file,title,source\na.txt,表中标题,青禾晚报\nb.txt,别的标题,\n"
    table.write_text(whole, encoding="utf-8")
    made.mirror(pages)
    assert known(made)["title"] == "表中标题"  # said after it was typed
    state(made, "a.txt", {"title": "人写的标题"})
    for part in ("", "file,title,source\n", 'file,title,source\na.txt,"表中', "file,title,source\na.txt,表"):
        table.write_text(part, encoding="utf-8")
        made.mirror(pages)
    table.unlink()
    made.mirror(pages)
    assert known(made)["title"] == "人写的标题"
    table.write_text(whole, encoding="utf-8")
    made.mirror(pages)
    assert known(made) == {**TYPED, "title": "人写的标题", "source": "青禾晚报"}
    assert known(made, "b.txt")["title"] == "别的标题"
    table.write_text(whole.replace("表中标题", "新的标题"), encoding="utf-8")
    made.mirror(pages)
    assert known(made)["title"] == "新的标题"


def test_a_wrong_documents_csv_is_told_once_and_its_folder_is_still_shown(made, pages):
    (pages / "documents.csv").write_text("file,day\na.txt,1\n", encoding="utf-8")
    (pages / "c.txt").write_text(PAGE.replace("36.2", "41.7"), encoding="utf-8")
    assert [one.error.why for one in made.mirror(pages) if one.error] == ["column"]
    assert known(made) == TYPED
    assert entry(made, "c.txt")


def test_a_document_that_a_person_removes_takes_what_was_typed_of_it_along(made):
    made.add("c.txt", PAGE.replace("36.2", "41.7").encode())
    state(made, "c.txt", TYPED)
    made.remove([entry(made, "c.txt").digest])
    made.add("c.txt", PAGE.replace("36.2", "41.7").encode())
    assert set(known(made, "c.txt").values()) == {""}


def test_a_file_that_changes_while_it_is_looked_at_is_taken_at_the_next_look(made, pages, monkeypatch):
    from pipeline.workspace import originals

    octets = PAGE.replace("36.2", "41.7").encode()
    (pages / "c.txt").write_bytes(octets)
    with monkeypatch.context() as patched:
        patched.setattr(originals.Path, "read_bytes", _first_then(octets, octets[:30]))
        assert [one.error.why for one in made.mirror(pages) if one.error] == ["changing"]
    made.mirror(pages)
    assert made.original(entry(made, "c.txt").digest).read_bytes() == octets


def _first_then(first, then):
    left = [first]
    return lambda _path: left.pop() if left else then


def test_verdicts_follow_an_edited_text_where_their_characters_are_found_and_else_are_orphans(made, pages):
    made.refresh()
    decide(made, level(made))
    decide(made, level(made, "tourism_revenue"), "corrected", value=2e8)
    edit(pages, lambda text: "今日要闻\n" + text.replace("36.2", "36.3"))
    made.mirror(pages)
    made.refresh()
    ruled = made.observations()
    assert [one.key.indicator for one in ruled.orphans] == ["tourist_arrivals"]
    assert (level(made).value, level(made).review) == (363000, "pending")
    row = level(made, "tourism_revenue")
    assert (row.value, row.review, [*ruled.carried]) == (2e8, "corrected", [row.id])
    edit(pages, lambda text: text.removeprefix("今日要闻\n").replace("36.3", "36.2"))
    made.mirror(pages)
    made.refresh()
    assert (made.observations().orphans, level(made).review) == ((), "rejected")


def test_a_verdict_that_followed_is_confirmed_withdrawn_and_followed_one_by_one_as_at_once(made, pages):
    made.refresh()
    decide(made, level(made))
    decide(made, level(made, "tourism_revenue"))
    edit(pages, lambda text: "今日要闻\n" + text)
    made.mirror(pages)
    made.refresh()
    row = level(made)
    assert row.review == "rejected"
    old = made.observations().carried[row.id]
    made.verdicts.append([Verdict(old.key, "withdrawn", file=old.file)])
    decide(made, row, "accepted")
    step, whole = made.observations(), Workspace(made.folder).observations()
    assert level(made).review == "accepted"
    assert level(made, "tourism_revenue").review == "rejected"
    assert step.table.equals(whole.table)
    assert (step.orphans, dict(step.carried)) == (whole.orphans, dict(whole.carried))


def test_a_row_made_by_hand_follows_its_number_and_can_be_taken_back_there(made, pages):
    made.refresh()
    row = level(made)
    digits = PAGE.index("12.5")
    changes = {
        name: getattr(row, name)
        for name in ("place", "place_code", "subject", "title", "source", "published_inferred", "sentence")
    }
    changes |= {"indicator": "gdp", "measure": "yoy", "period": "2024", "value": 12.5, "unit": "%",
                "value_text": "12.5%", "status": "actual", "published": "2025-01-20"}  # fmt: skip
    key = Key(row.digest, digits, digits + 5, "gdp", "yoy", "2024")
    made.verdicts.append([Verdict(key, "added", changes=changes, file="a.txt")])
    (pages / "a.txt").write_text("", encoding="utf-8")
    made.mirror(pages)
    (pages / "a.txt").write_text(PAGE, encoding="utf-8")
    made.mirror(pages)
    edit(pages, lambda text: "今日要闻\n" + text)
    made.mirror(pages)
    made.refresh()
    table = made.observations().table
    (row,) = table[table["indicator"] == "gdp"].itertuples()
    assert (row.document, row.start, row.value) == ("a.txt", digits + 5, 12.5)
    assert made.key(row.id) == key
    made.verdicts.append([Verdict(key, "withdrawn", file="a.txt")])
    assert "gdp" not in set(made.observations().table["indicator"])


def rename(pages, old, new):
    (pages / new).parent.mkdir(parents=True, exist_ok=True)
    (pages / old).rename(pages / new)
    return new


def edited(pages, file):
    edit(pages, lambda text: "快讯\n" + text, file)
    return file


def swapped(pages, file):
    other = "b.txt" if file == "a.txt" else "a.txt"
    rename(pages, file, "c.txt")
    rename(pages, other, file)
    return rename(pages, "c.txt", other)


MOVES = {
    "renamed": lambda pages, file: rename(pages, file, f"1{file}"),
    "moved": lambda pages, file: rename(pages, file, f"more/{file}"),
    "swapped": swapped,
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_file_that_was_edited_and_then_moved_and_edited_keeps_what_was_typed_and_decided(made, pages, move):
    made.refresh()
    decide(made, level(made))
    file = "a.txt"
    for step in (edited, move, edited, move):
        file = step(pages, file)
        made.mirror(pages)
        made.refresh()
        assert known(made, file) == TYPED
        ruled = made.observations()
        reviews = ruled.table.loc[ruled.table["document"] == file, "review"]
        assert (ruled.orphans, {*reviews}) == ((), {"pending", "rejected"})


def test_a_file_named_as_an_uploaded_one_keeps_what_was_typed_of_it_too(made, pages):
    made.add("d.txt", PAGE.replace("36.2", "50.1").encode())
    (pages / "d.txt").write_text(PAGE.replace("36.2", "41.7"), encoding="utf-8")
    made.mirror(pages)
    state(made, "d (2).txt", TYPED)
    edit(pages, lambda text: text + "\n", "d.txt")
    made.mirror(pages)
    assert (known(made, "d (2).txt"), set(known(made, "d.txt").values())) == (TYPED, {""})


def test_many_files_renamed_and_edited_at_once_are_looked_at_in_proportion(tmp_path):
    def renamed(count):
        """Return the steps of the look at a folder whose files all have new names and texts, and where all are typed of."""
        folder = tmp_path / f"pages{count}"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.txt").write_text(PAGE.replace("36.2", f"{number}.2"), encoding="utf-8")
        workspace = Workspace(tmp_path / f"workspace{count}")
        workspace.mirror(folder)
        workspace.register.restate({one.digest: TYPED for one in workspace.register.entries()})
        for number in range(count):
            (folder / f"{number}.txt").write_text(PAGE.replace("36.2", f"{number}.3"), encoding="utf-8")
            (folder / f"{number}.txt").rename(folder / f"b{number}.txt")
        taken = steps(lambda: workspace.mirror(folder))
        assert set(known(workspace, "b0.txt").values()) == {
            ""
        }  # under another name another text is another document
        return taken

    renamed(1)  # what is loaded once
    once, twice = renamed(150), renamed(300)
    assert twice <= MOST * once, (once, twice)


def test_two_files_that_change_names_keep_their_own(made, pages):
    for old, new in (("a", "c"), ("b", "a"), ("c", "b")):
        (pages / f"{old}.txt").rename(pages / f"{new}.txt")
    made.mirror(pages)
    assert [one.file for one in made.register.entries()] == ["a.txt", "b.txt"]
    assert (known(made, "b.txt"), known(made)["title"]) == (TYPED, "")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("全县接待游客36.2万人次，增长5%。", "要闻：全县接待游客36.2万人次，增长5%。", True),
        ("全县接待游客36.2万人次，增长5%。", "全县接待游客36.2万人次，增长6%。", True),
        ("去年平稳。全县接待游客36.2万人次。", "去年较快。全县接待游客36.2万人次。", True),
        ("清溪镇接待游客36.2万人次。", "临江镇接待游客36.2万人次。", False),
        ("全县接待游客36.2万人次。", "全县接待游客36.3万人次。", False),
        ("全县接待游客36.2万人次。", "全县接待游客36.2万人次。全县接待游客36.2万人次。", False),
        ("一月。全县接待游客36.2万人次。二月。全县接待游客36.2万人次。",
         "又，一月。全县接待游客36.2万人次。二月。全县接待游客36.2万人次。", True),
        ("清溪镇接待游客36.2万人次；临江镇接待游客36.2万人次。", "临江镇接待游客36.2万人次。", False),
    ],
)  # fmt: skip
def test_characters_are_found_again_only_where_they_stand_once_among_the_same_neighbours(old, new, found):
    start = old.index("36.2")
    span = moved_span(start, start + 7, old, new)
    assert span is not None if found else span is None
    assert span is None or new[slice(*span)] == old[start : start + 7]


def test_finding_characters_again_takes_a_time_that_grows_with_the_text():
    text = "接待游客36.2万人次；" * 200_000
    start = len(text) // 2 + text[len(text) // 2 :].index("36.2")
    assert moved_span(start, start + 7, text, "，" + text) is None
    assert is_edition(text, text[:100])


OLD = """
CREATE TABLE documents (
    digest TEXT PRIMARY KEY, file TEXT NOT NULL UNIQUE, origin TEXT NOT NULL,
    added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    title TEXT NOT NULL, published TEXT NOT NULL, place TEXT NOT NULL, source TEXT NOT NULL)
"""


@pytest.mark.parametrize("look", ["with", "without", "damaged"])
@pytest.mark.parametrize("away", [empty, half_written])
def test_an_older_workspace_opens_with_all_that_people_typed_in_it(made, pages, look, away):
    (pages / "documents.csv").write_text("file,source\na.txt,青禾日报\n", encoding="utf-8")
    entries = made.register.entries()
    for file in made.folder.glob("documents.sqlite3*"):
        file.unlink()
    with closing(sqlite3.connect(made.folder / "documents.sqlite3")) as connection, connection:
        connection.execute(OLD)
        for one in entries:
            connection.execute(
                "INSERT INTO documents (digest, file, origin, title, published, place, source) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (one.digest, one.file, one.origin, *one.known.values()),
            )
    kept = json.loads((made.folder / "folder.json").read_text("utf-8"))
    digest = next(one.digest for one in entries if one.file == "a.txt")
    said = {"title": "", "published": "", "place": "", "source": "青禾日报", "file": "a.txt"}
    if look == "with":
        (made.folder / "folder.json").write_text(json.dumps(kept | {"stated": {digest: said}}), "utf-8")
    elif look == "without":
        (made.folder / "folder.json").unlink()
    else:
        (made.folder / "folder.json").write_text('{"stamps": [1], "stated": 7}', "utf-8")
    back = away(pages)
    opened = Workspace(made.folder)
    assert known(opened) == TYPED
    opened.mirror(pages)
    back()
    opened.mirror(pages)
    assert known(opened) == TYPED
    (pages / "documents.csv").write_text("file,source\na.txt,青禾晚报\n", encoding="utf-8")
    opened.mirror(pages)
    assert known(opened)["source"] == "青禾晚报"


def test_an_edited_file_and_its_unedited_copy_both_keep_what_was_typed_and_decided(made, pages):
    made.refresh()
    decide(made, level(made))
    for copy in ("0-copy.txt", "sub/a.txt"):
        (pages / copy).parent.mkdir(exist_ok=True)
        (pages / copy).write_bytes((pages / "a.txt").read_bytes())
    made.mirror(pages)
    edit(pages, lambda text: "本报讯\n" + text)
    made.mirror(pages)
    made.refresh()
    assert known(made) == TYPED
    assert known(made, "0-copy.txt") == TYPED
    table = made.observations().table
    levels = table[
        (table["indicator"] == "tourist_arrivals") & (table["measure"] == "level") & ~table["derived"]
    ]
    judged = {row.document: row.review for row in levels.itertuples() if row.value == 362_000}
    assert judged == {"a.txt": "rejected", "0-copy.txt": "rejected"}
    state(made, "a.txt", {"title": "改过的标题"})
    made.mirror(pages)
    assert (known(made)["title"], known(made, "0-copy.txt")["title"]) == ("改过的标题", TYPED["title"])
