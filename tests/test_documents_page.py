from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pandas as pd
import pytest

from app.documents.form import is_day
from app.documents.intake import take_list, take_pasted, take_path, take_uploads
from app.documents.listing_view import MOST_LISTED, first, ordered
from app.documents.paste_view import markup_of
from app.documents.reading import Counted, Progress, Reading, counted
from app.documents.reading_view import progress_words
from app.documents.understood_view import beginning, beginning_html
from app.observations import SAMPLES, reading_of
from app.wording import wording
from pipeline.documents import DocumentError
from pipeline.workspace import Workspace
from pipeline.workspace.listing import listing
from tests.dashboard_pages import opened, shown
from tests.samples import SPOKEN

open_documents = partial(opened, "documents")

PAGE = "安平日报讯（记者/李文）2025年1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。\n"
B_TXT = "2023年，全县累计接待游客28.4万人次。\n".encode()
OTHER = PAGE.replace("36.2", "41.7")
say = wording("zh")


@pytest.fixture
def filled(workspace):
    made = Workspace(workspace)
    made.add("20250120.txt", PAGE.encode())
    made.add("b.txt", B_TXT)
    return made


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    return folder


def taken(files, rows):
    return say("documents.taken", documents=say("documents.counted_files", count=files), rows=str(rows))


def table(app):
    return app.dataframe[0].value


def files(app):
    return [*table(app)[say("column.document")]]


def chosen(app, file):
    app.selectbox(key="pick").select(next(o for o in app.selectbox(key="pick").options if o == file)).run()
    return app


def field(app, name):
    return next(one for one in app.text_input if (one.key or "").startswith(f"{name} "))


def saved(app):
    next(one for one in app.button if one.label == say("documents.save")).click().run()
    return app


def test_an_uploaded_file_is_read_at_once_and_still_there_in_a_new_session(filled):
    app = open_documents()
    app.file_uploader[0].upload("new.txt", OTHER.replace("1月20日", "1月21日").encode()).run()
    assert taken(1, 3) in shown(app)
    assert "new.txt" in files(open_documents())
    assert 417000 in set(filled.observations().table["value"])


def test_a_file_or_folder_is_added_by_its_path(pages, filled):
    app = open_documents()
    app.text_input(key="path").set_value(str(pages))
    next(one for one in app.button if one.label == say("documents.path_add")).click().run()
    text = shown(app)
    assert taken(1, 3) in text
    assert DocumentError("same", file="a.txt", first="20250120.txt").said() in text
    assert len(filled.register.entries()) == 3


def test_a_path_that_does_not_exist_is_one_sentence():
    app = open_documents()
    app.text_input(key="path").set_value("/nowhere/at/all")
    next(one for one in app.button if one.label == say("documents.path_add")).click().run()
    assert DocumentError("missing", file="/nowhere/at/all").said() in shown(app)


def test_a_documents_csv_beside_the_files_states_their_metadata(filled, pages):
    (pages / "documents.csv").write_text("file,source\nb.txt,安平晚报\n", encoding="utf-8")
    take_path(filled, str(pages / "b.txt"))
    assert {one.known["source"] for one in filled.register.entries()} == {"", "安平晚报"}


def test_an_uploaded_documents_csv_states_metadata_of_new_and_old_documents(filled):
    stated = "file,published,source\nb.txt,2024-01-05,\nc.txt,,安平晚报\n".encode()
    take_uploads(filled, [("c.txt", OTHER.encode()), ("documents.csv", stated)])
    known = {one.file: one.known for one in filled.register.entries()}
    assert known["b.txt"]["published"] == "2024-01-05"
    assert known["c.txt"]["source"] == "安平晚报"


@pytest.mark.parametrize(
    ("name", "octets", "why"),
    [
        ("a.rar", b"Rar!", "archive"),
        ("a.zip", b"PK\3\4", "zip_damaged"),
        ("a.pptx", b"file", "suffix"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"\x00\x01", "no_text"),
        ("a.txt", b"\xff\xff\xff", "encoding"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(filled, name, octets, why):
    (added,) = take_uploads(filled, [(name, octets)])
    assert (added.digest, added.error.why) == ("", why)
    assert name.rsplit("/")[-1] in added.error.said("en")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.txt", "~~$x$ |a|.txt", "=cmd().txt", "../../x"])
def test_a_hostile_name_is_shown_as_a_name_and_nothing_else(name, workspace):
    app = open_documents()
    app.file_uploader[0].upload(name, PAGE.encode()).run()
    entry = next(one for one in Workspace(workspace).register.entries() if one.origin == "upload")
    app = chosen(app, entry.file)
    assert "<script>alert" not in shown(app)
    assert ".." not in entry.file
    assert entry.file in files(app)


def test_a_stated_date_is_saved_and_only_that_document_is_read_again(filled):
    filled.refresh()
    app = chosen(open_documents(), "b.txt")
    before = Workspace(filled.folder).observations().table
    field(app, "published").set_value("2024-01-05")
    app = saved(app)
    assert say("documents.saved", count=1) in shown(app)
    after = filled.observations().table
    assert set(after.loc[after["document"] == "b.txt", "published"].astype(str)) == {"2024-01-05"}
    rest = [one[one["document"] == "20250120.txt"].reset_index(drop=True) for one in (before, after)]
    assert rest[0].equals(rest[1])


def test_of_two_pages_open_on_a_document_each_saves_only_what_was_typed_in_it(filled):
    first, second = (chosen(open_documents(), "b.txt") for _ in range(2))
    field(first, "title").set_value("甲题")
    saved(first)
    field(second, "source").set_value("乙源")
    saved(second)
    entry = next(one for one in filled.register.entries() if one.file == "b.txt")
    assert (entry.known["title"], entry.known["source"]) == ("甲题", "乙源")
    assert field(second, "title").value == "甲题"
    saved(second)  # and nothing that was not typed here is lost by saving once more
    field(first, "source").set_value("丙源")
    saved(first)
    assert "来源已被另一页改过，现以这里填写的为准。" in shown(first)
    entry = next(one for one in filled.register.entries() if one.file == "b.txt")
    assert (entry.known["title"], entry.known["source"]) == ("甲题", "丙源")


def test_a_date_that_is_none_is_one_sentence_and_is_not_saved(filled):
    app = chosen(open_documents(), "b.txt")
    field(app, "published").set_value("2024-02-30")
    app = saved(app)
    assert say("documents.bad_date", given="2024-02-30") in shown(app)
    assert all(not one.known["published"] for one in filled.register.entries())


@pytest.mark.parametrize("given", ["20250407", "2025-4-7", "2025-W15-1", "0001-01-01", "2025-04-07x"])
def test_only_a_day_written_with_dashes_is_a_date(given):
    assert not is_day(given)
    assert is_day("2025-04-07")


@pytest.mark.usefixtures("filled")
def test_a_place_that_the_gazetteer_does_not_know_is_kept_and_said():
    app = chosen(open_documents(), "b.txt")
    field(app, "place").set_value("望海新区")
    app = saved(app)
    assert say("documents.place_unknown", place="望海新区") in shown(app)
    assert "望海新区" in set(table(app)[say("column.place")])


def test_several_documents_are_described_together_and_empty_cells_change_nothing(filled):
    digests = [one.digest for one in filled.register.entries()]
    app = open_documents()
    app.session_state["documents chosen"] = digests
    app.run()
    field(app, "source").set_value("安平晚报")
    saved(app)
    assert {one.known["source"] for one in filled.register.entries()} == {"安平晚报"}
    assert {one.known["published"] for one in filled.register.entries()} == {""}


def test_a_removed_document_goes_with_its_figures_and_bytes_and_the_others_stay(filled):
    app = chosen(open_documents(), "b.txt")
    (digest,) = (one.digest for one in filled.register.entries() if one.file == "b.txt")
    app.button(key="remove").click().run()
    assert "b.txt" not in files(app)
    assert not filled.original(digest).exists()
    assert set(filled.observations().table["document"]) == {"20250120.txt"}


def test_the_samples_are_marked_and_go_once_asked_about(workspace):
    app = open_documents()
    assert table(app)[say("documents.warnings")].str.contains(say("documents.is_sample")).all()
    assert say("documents.samples_ask", count=len(files(app))) in shown(app)
    app.button(key="remove_samples").click().run()
    assert say("documents.none") in shown(app)
    assert Workspace(workspace).register.entries() == []
    app.button(key="samples_back").click().run()
    assert len(files(app)) == len([*SAMPLES.glob("*.txt")])


def test_documents_of_a_folder_shown_cannot_be_removed_but_others_stand_beside_them(pages, monkeypatch):
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", str(pages))
    app = open_documents()
    assert say("documents.mirrors", folder=pages) in shown(app)
    app = chosen(app, "a.txt")
    assert say("documents.follows_folder") in shown(app)
    assert not [one for one in app.button if one.key == "remove"]
    app.file_uploader[0].upload("mine.txt", PAGE.replace("36.2", "50.1").encode()).run()
    assert files(app) == ["a.txt", "b.txt", "mine.txt"]


@pytest.mark.parametrize("language", SPOKEN)
def test_while_a_folder_shown_is_away_its_documents_and_uploads_are_there(pages, monkeypatch, language):
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", str(pages))
    open_documents().file_uploader[0].upload("mine.txt", PAGE.replace("36.2", "50.1").encode()).run()
    pages.rename(pages.with_name("elsewhere"))
    app = open_documents(lang=language)
    words = wording(language)
    away = words("failed.away", reason=DocumentError("missing", file=pages).said(language))
    assert app.text[0].value == away
    assert "indicators.yaml" not in away
    assert [*table(app)[words("column.document")]] == ["a.txt", "b.txt", "mine.txt"]
    app.file_uploader[0].upload("more.txt", PAGE.replace("36.2", "60.2").encode()).run()
    assert "more.txt" in [*table(app)[words("column.document")]]
    for page in ("overview", "sources", "compare", "reader", "review", "report"):
        text = shown(opened(page, lang=language))
        assert away in text
        assert words("failed.title") not in text
    pages.with_name("elsewhere").rename(pages)
    assert away not in shown(open_documents(lang=language))


def test_with_a_folder_that_never_was_there_documents_can_be_added(monkeypatch, tmp_path):
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", str(tmp_path / "nowhere"))
    app = open_documents()
    assert str(tmp_path / "nowhere") in app.text[0].value
    app.file_uploader[0].upload("mine.txt", PAGE.encode()).run()
    assert files(app) == ["mine.txt"]


def test_what_a_person_states_of_a_folders_document_outlives_the_next_look(pages, workspace):
    made = Workspace(workspace)
    made.mirror(pages)
    entry = made.register.entries()[0]
    made.register.restate({entry.digest: {"source": "安平晚报"}})
    made.mirror(pages)
    assert made.register.entries()[0].known["source"] == "安平晚报"
    (pages / "documents.csv").write_text("file,source\na.txt,新报\n", encoding="utf-8")
    made.mirror(pages)
    assert made.register.entries()[0].known["source"] == "新报"


def test_the_warnings_tell_what_was_not_found(workspace):
    made = Workspace(workspace)
    made.add("a.txt", "今天天气很好。".encode())
    made.add("b.txt", PAGE.encode())
    unread = listing(made.register.entries(), made.outcomes())
    made.refresh()
    read = listing(made.register.entries(), made.outcomes())
    assert [*unread["warnings"]] == [("unread",), ("unread",)]
    assert [*read["warnings"]] == [("no_date", "no_place", "no_figure"), ()]
    assert (read["place"][1], bool(read["place_inferred"][1])) == ("安平县", True)


def test_the_list_is_searched_filtered_and_ordered_by_the_address(filled):
    filled.refresh()
    assert files(open_documents(find="20250120")) == ["20250120.txt"]
    assert files(open_documents(show="warned")) == ["b.txt"]
    assert files(open_documents(sort="rows")) == ["20250120.txt", "b.txt"]
    assert say("documents.nothing") in shown(open_documents(find="没有的字"))


def test_a_link_opens_a_document_in_either_language(filled):
    digest = next(one.digest for one in filled.register.entries() if one.file == "b.txt")
    app = open_documents(document=digest[:16], lang="en")
    assert "reader?lang=en&amp;document=" + digest in shown(app)


class Pausing(Workspace):
    """Pause the reading as soon as the first document is read."""

    def refresh(self, *, progress, **heard):  # noqa: D102 - its own
        def noted(done, total, file):
            self.reading.pause()
            progress(done, total, file)

        return super().refresh(progress=noted, **heard)


def test_reading_that_is_paused_keeps_what_was_read_and_goes_on_from_there(filled):
    pausing = Pausing(filled.folder)
    pausing.reading = Reading(pausing)
    pausing.reading.start()
    assert pausing.reading.wait()
    assert [one.file for one in filled.unread()] == ["b.txt"]
    pausing.reading.go_on()
    assert pausing.reading.wait()
    assert filled.unread() == []


def test_documents_that_come_while_others_are_read_are_counted_with_them(filled):
    pausing = Pausing(filled.folder)
    pausing.reading = Reading(pausing)
    pausing.reading.start()
    assert pausing.reading.wait()
    filled.add("c.txt", OTHER.encode())
    told = pausing.reading.progress()
    assert (told.done, told.total) == (Counted(files=1), Counted(files=3))


class _Long:
    """Be a workspace of many documents that are read already, and count how often all of them are looked at."""

    looks = 0

    def entries(self):
        return {str(number): SimpleNamespace(file=f"{number}.txt") for number in range(100)}

    def outcomes(self):
        return self

    def keys(self):
        self.looks += 1
        return self.entries().keys()


def test_of_many_documents_none_is_looked_for_among_all_by_itself():
    workspace = _Long()
    assert Reading(workspace).progress().total == Counted()
    assert workspace.looks == 1


def test_progress_counts_files_articles_and_the_observations_so_far(filled):
    listed = f"标题,正文\n甲,{OTHER.strip()}\n乙,今天没有数字。\n".encode()
    take_list(filled, "文章.csv", listed, {"title": "标题", "body": "正文"})
    filled.refresh()
    filled.add("z.txt", PAGE.replace("安平", "青禾").encode())
    filled.add("zz.txt", b"2024.")
    pausing = Pausing(filled.folder)
    pausing.reading = Reading(pausing)
    pausing.reading.start()
    assert pausing.reading.wait()
    told = pausing.reading.progress()
    assert (told.done, told.total, told.rows) == (Counted(1), Counted(2), 3)
    assert counted(one.file for one in filled.register.entries()) == Counted(files=4, articles=2)
    words = progress_words(replace(told, total=Counted(4, 2), left=None), say)
    assert [part in words for part in ("1 / 4 个文件", "0 / 2 篇文章", "3 个观测值")] == [True] * 3


def test_the_bar_moves_with_the_pages_of_a_document():
    one = Progress(Counted(1), Counted(2), 0, "长.pdf", None, page=6, pages=10)
    assert one.share == pytest.approx(0.75)


def test_no_time_is_foretold_once_a_document_takes_longer_than_that(filled, monkeypatch):
    clock = iter([0, 10, 11, 3600])  # it begins, the first document is read, and twice somebody looks
    monkeypatch.setattr("app.documents.reading.monotonic", lambda: next(clock))
    pausing = Pausing(filled.folder)
    pausing.reading = Reading(pausing)
    pausing.reading.start()
    assert pausing.reading.wait()
    assert pausing.reading.progress().left == pytest.approx(10 * len(B_TXT) / len(PAGE.encode()) - 1)
    assert pausing.reading.progress().left is None


def test_what_is_added_while_reading_is_paused_is_not_said_to_be_read(filled):
    filled.refresh()
    app = open_documents()
    reading_of(str(filled.folder)).pause()
    app.file_uploader[0].upload("new.txt", OTHER.encode()).run()
    assert say("documents.taken_paused", documents=say("documents.counted_files", count=1)) in shown(app)
    place = place_of_taken(app)
    app.button(key="go_on").click().run()
    assert taken(1, 3) in shown(app)
    # at another place the browser would draw it anew
    assert place_of_taken(app) == place


def place_of_taken(app):
    return next(
        number
        for number, part in app.main.children.items()
        if part.type == "flex_container" and any("1 个文件" in one.value for one in part.get("text"))
    )


def test_while_a_folder_or_uploads_are_taken_it_is_told_how_many_there_were(filled, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(250):
        (folder / f"{number:03}.txt").write_text(f"第{number}篇。{PAGE}", encoding="utf-8")
    told = []
    take_path(filled, str(folder), told.append)
    assert told == [0, 200]
    take_uploads(
        filled, [(f"u{number}.txt", f"又{number}。{PAGE}".encode()) for number in range(250)], told.append
    )
    assert told == [0, 200, 0, 200]


def test_while_articles_are_kept_it_is_told_how_many_there_were(filled):
    rows = "".join(f"标题{n},2025-04-07,第{n}篇。{PAGE.strip()}\n" for n in range(450))
    told = []
    take_list(
        filled, "文章.csv", f"标题,日期,正文\n{rows}".encode(),
        {"title": "标题", "published": "日期", "body": "正文"}, progress=told.append,
    )  # fmt: skip
    assert told == [0, 200, 400]


def test_a_stop_in_the_middle_of_reading_loses_nothing_that_was_read(filled):
    def stop(_done, _all, _file):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.refresh(progress=stop)
    assert len(filled.unread()) == 1
    assert set(filled.observations().table["document"]) == {"20250120.txt"}


def test_a_folder_without_text_files_is_refused_with_a_sentence(filled, tmp_path):
    (tmp_path / "x").mkdir()
    assert [one.error.why for one in take_path(filled, str(tmp_path / "x"))] == ["no_texts"]


LIST = (
    '某栏,发布时间,正文,摘要\n青禾见闻,2025-04-07,"安静的一天，\n没有数字。","2024年，青禾县接待游客30万人次。"\n'
    '青禾要闻,2025-04-08,"又是安静的一天，\n没有数字。","2024年，青禾县接待游客40万人次。"\n'
)


def test_the_columns_of_a_list_are_shown_and_corrected_before_it_is_read(filled):
    app = open_documents()
    app.file_uploader[0].upload("n.csv", LIST.encode("gb18030")).run()
    assert {one.origin for one in filled.register.entries()} == {"upload"}
    assert len(filled.register.entries()) == 2
    uses = {
        name: next(one for one in app.selectbox if one.key.startswith(f"{name} 1"))
        for name in ("body", "title")
    }
    assert (uses["body"].value, uses["title"].value) == ("正文", "")
    uses["body"].select("摘要")
    uses["title"].select("某栏").run()
    app.button(key="list_read").click().run()
    rows = {one.file: one.known for one in filled.register.entries() if "#" in one.file}
    assert {name: (known["title"], known["published"]) for name, known in rows.items()} == {
        "n.csv#2": ("青禾见闻", "2025-04-07"),
        "n.csv#3": ("青禾要闻", "2025-04-08"),
    }
    filled.refresh()
    table = filled.observations().table
    assert {300000.0, 400000.0} <= {*table.loc[table["document"].isin(rows), "value"]}
    assert not [one for one in app.button if one.key == "list_read"]


def test_a_list_that_is_put_away_leaves_nothing(filled):
    app = open_documents()
    app.file_uploader[0].upload("n.csv", LIST.encode()).run()
    app.button(key="list_drop").click().run()
    assert len(filled.register.entries()) == 2
    assert not app.exception


def test_a_pasted_text_is_a_document_and_keeps_its_table(filled):
    app = open_documents()
    pasted = "指标\t2023年\t2024年\n接待游客（万人次）\t30\t40\n"
    app.text_area[0].input(pasted)
    next(one for one in app.text_input if (one.key or "").startswith("pasted title")).input("公报 1/2")
    next(one for one in app.text_input if (one.key or "").startswith("pasted place")).input("青禾县")
    next(one for one in app.button if one.label == say("documents.paste_add")).click().run()
    entry = next(one for one in filled.register.entries() if one.known["title"])
    assert (entry.file, entry.known["place"]) == ("公报 1／2.txt", "青禾县")
    filled.refresh()
    table = filled.observations().table
    assert [*table.loc[table["document"] == entry.file, "value"]] == [300000.0, 400000.0]
    assert app.text_area[0].value in (None, "")


def test_the_markup_of_a_paste_is_kept_only_where_the_text_is_that_paste_and_nothing_else(workspace):
    copied = {
        "text": "指标\n\n地区生产总值\n",
        "markup": "<table><tr><td><p>地区生产总值</p></td></tr></table>",
    }
    assert markup_of("指标\r\n\r\n地区生产总值", copied) == copied["markup"]
    assert markup_of("指标\n\n生产总值", copied) == markup_of("指标", None) == ""
    for markup, name in ((copied["markup"], "公报.html"), ("", "公报.txt")):
        (added,) = take_pasted(Workspace(workspace), copied["text"], {"title": "公报"}, markup)
        assert (added.file, bool(added.digest)) == (name, True)


def test_a_paste_with_no_text_or_a_wrong_date_is_refused_in_one_sentence(filled):
    app = open_documents()
    next(one for one in app.button if one.label == say("documents.paste_add")).click().run()
    assert say("documents.paste_empty") in shown(app)
    app.text_area[0].input(PAGE)
    next(one for one in app.text_input if (one.key or "").startswith("pasted published")).input("昨天")
    next(one for one in app.button if one.label == say("documents.paste_add")).click().run()
    assert say("documents.bad_date", given="昨天") in shown(app)
    assert len(filled.register.entries()) == 2


def test_the_text_as_it_was_understood_is_written_as_text_and_its_tables_as_tables():
    text = "<b>标题</b> *甲* $x$\n\n指标\t2024年\n游客 <i>\t30\n全年3\n1亿元。"
    figures = [(text.index("30"), text.index("30") + 2), (text.index("3\n1"), text.index("元。") + 1)]
    assert beginning_html(text, beginning(text), figures) == (
        "<p>&lt;b&gt;标题&lt;/b&gt; *甲* $x$</p>"
        "<table><tr><td>指标</td><td>2024年</td></tr><tr><td>游客 &lt;i&gt;</td><td><mark>30</mark></td></tr></table>"
        "<p>全年<mark>3</mark></p><p><mark>1亿元</mark>。</p>"
    )


@pytest.mark.usefixtures("filled")
def test_what_was_added_shows_its_text_with_its_figures_before_anything_else():
    app = open_documents()
    app.file_uploader[0].upload("new.txt", OTHER.replace("1月20日", "1月21日").encode()).run()
    text = shown(app)
    assert say("documents.understood_figures", count=2) in text
    assert "<mark>41.7万人次</mark>" in text


def test_a_document_set_aside_counts_nowhere_until_it_is_taken_again(filled):
    app = chosen(open_documents(), "20250120.txt")
    assert table(app)[say("documents.warnings")].iloc[0] == say("documents.is_new")
    next(one for one in app.button if one.label == say("documents.set_aside")).click().run()
    assert table(app)[say("documents.warnings")].iloc[0] == say("documents.is_aside")
    assert say("documents.explain_aside", count=1) in shown(app)
    assert "36.2" not in shown(opened("sources"))
    assert say("documents.is_aside") in [*table(open_documents())[say("documents.warnings")]]
    next(one for one in app.button if one.label == say("documents.take_again")).click().run()
    assert table(app)[say("documents.warnings")].iloc[0] == ""
    assert 362000 in set(filled.observations().table["value"])


@pytest.mark.usefixtures("filled")
def test_documents_are_new_until_somebody_says_that_they_looked():
    app = open_documents()
    assert say("documents.show_new", count=2) in app.segmented_control(key="show").options
    next(one for one in chosen(app, "b.txt").button if one.label == say("documents.looked_at")).click().run()
    assert say("documents.show_new", count=1) in app.segmented_control(key="show").options


def as_list(headings=("标题", "日期", "正文", "来源"), of="12"):
    rows = [
        (f"安平旅游{n}", "2025-04-07", f"全县接待游客{of}.{n}万人次，同比增长3%。", "安平日报")
        for n in (1, 2)
    ]
    return "\n".join(",".join(row) for row in (headings, *rows)).encode()


def drop(app, *files):
    app.file_uploader[0].set_value([(name, octets, "text/plain") for name, octets in files]).run()
    assert not app.exception
    return app


def read_list(app, **columns):
    for use, heading in columns.items():
        next(one for one in app.selectbox if (one.key or "").startswith(f"{use} ")).select(heading)
    app.button(key="list_read").click().run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("filled")
def test_lists_that_wait_are_there_when_the_page_is_left_and_opened_again():
    drop(open_documents(), ("n.csv", as_list()), ("m.csv", as_list(of="13")))
    app = open_documents()  # another session, as a link of the page opens one
    assert say("documents.list_lead", file="n.csv") in shown(app)
    assert say("documents.list_of", count=2) in shown(app)
    read_list(app)
    assert say("documents.list_lead", file="m.csv") in shown(app)
    app.button(key="list_drop").click().run()
    assert "list_lead" not in shown(app)
    assert not [one for one in open_documents().button if one.key == "list_read"]


def test_a_list_that_is_read_again_by_other_columns_takes_the_place_of_what_it_was(filled):
    read_list(drop(open_documents(), ("n.csv", as_list())), published="来源")
    before = {one.digest: one.known for one in filled.register.entries() if "#" in one.file}
    app = read_list(drop(open_documents(), ("n.csv", as_list())), published="日期")
    rows = [one for one in filled.register.entries() if "#" in one.file]
    assert [one.file for one in rows] == ["n.csv#2", "n.csv#3"]
    assert {one.known["published"] for one in rows} == {"2025-04-07"}
    assert {one["published"] for one in before.values()} == {""}
    assert say("documents.taken", documents=say("documents.counted_articles", count=2), rows="4") in shown(
        app
    )


def test_a_list_of_the_same_name_with_other_articles_is_told_of(filled):
    read_list(drop(open_documents(), ("n.csv", as_list())))
    app = read_list(drop(open_documents(), ("n.csv", as_list(of="13"))))
    assert len([one for one in filled.register.entries() if "#" in one.file]) == 4
    assert DocumentError("list_before", file="n.csv", count=2).said() in shown(app)


@pytest.mark.usefixtures("filled")
def test_what_two_files_of_one_drop_have_in_common_is_told():
    app = drop(open_documents(), ("x.txt", OTHER.encode()), ("y.txt", OTHER.encode()))
    assert DocumentError("same", file="y.txt", first="x.txt").said() in shown(app)


@pytest.mark.usefixtures("filled")
def test_a_list_of_which_some_cells_are_no_dates_is_not_said_to_be_left_out():
    app = read_list(drop(open_documents(), ("n.csv", as_list())), published="来源")
    assert say("documents.noted", count=1) in shown(app)
    assert say("documents.refused", count=1) not in shown(app)


@pytest.mark.usefixtures("filled")
def test_of_many_files_it_is_said_that_the_first_are_shown():
    given = [(f"{n}.txt", OTHER.replace("41.7", f"4{n}.7").encode()) for n in range(7)]
    assert say("documents.understood_first", most=5) in shown(drop(open_documents(), *given))


@pytest.mark.parametrize("language", SPOKEN)
def test_a_file_that_cannot_be_read_is_counted_apart_and_named_with_what_to_do(filled, language):
    octets = b"%PDF-1.4\nthis is no page\n%%EOF\n"
    filled.add("坏.pdf", octets)
    filled.refresh()
    (entry,) = (one for one in filled.register.entries() if one.file == "坏.pdf")
    said = filled.outcomes()[entry.digest].said(language)
    assert said.startswith("坏.pdf")
    told = wording(language)
    app = chosen(open_documents(lang=language), "坏.pdf")
    assert said in shown(app).replace("&#x27;", "'")
    assert told("documents.explain_gone") not in shown(app)
    assert said in shown(opened("reader", lang=language, document=entry.digest))
    assert str(filled.folder) not in shown(opened("overview", lang=language))


@pytest.mark.usefixtures("workspace")
def test_files_that_cannot_be_read_are_not_counted_among_those_that_were_added():
    app = drop(open_documents(), ("坏.pdf", b"%PDF-1.4\nthis is no page\n%%EOF\n"), ("x.txt", OTHER.encode()))
    assert taken(1, 3) in shown(app)
    assert say("documents.taken_silent", count=1) in shown(app)


def test_of_very_many_documents_the_first_are_listed_and_those_chosen_behind_them():
    names = [f"{number:05}.txt" for number in range(MOST_LISTED + 5)]
    documents = pd.DataFrame({"digest": names, "file": names[::-1]})
    order = ordered(documents, "file")
    listed = first(documents, order, [names[0], names[3], "gone"])
    assert [*listed["file"]] == [*sorted(names)[:MOST_LISTED], names[-4], names[-1]]
    assert len(first(documents, order[:9], [names[0]])) == 9  # what a filter leaves out stays out
