import sqlite3

import pytest
from streamlit.testing.v1 import AppTest

from app.observations import load, opened, workspace_folder
from app.reader.place import digest_of, link_to
from app.wording import wording
from pipeline.documents import Content
from pipeline.stored.in_memory import FrameTable
from pipeline.workspace import Key, Verdict, Verdicts
from pipeline.workspace.verdicts import NotKeptError
from tests.dashboard_pages import show_documents
from tests.patience import SECONDS
from tests.samples import SPOKEN

PAGE = "app/pages/reader.py"
COLUMN = "安平日报讯（记者/李文）2024年，安平县文旅市场平稳向好，"
COLUMN += "全县累计接待游客36.2万人次，同比增长12.5%。全县共有12支志愿服务队伍。"
TEXT = (
    "\n".join(COLUMN[start : start + 15] for start in range(0, len(COLUMN), 15))
    + """

望海公司计划总投资2亿元。<script>alert(1)</script> ~~增长5~8%~~ $x$ |a| =cmd()

安平县2024年接待游客36.2万人次
"""
)
OTHER = "海州日报讯（记者/王平）1月22日，2024年，安平县累计接待游客{}万人次。\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return show_documents(monkeypatch, tmp_path, {"20250120.txt": TEXT})


@pytest.fixture
def digest(folder):  # noqa: ARG001 - the folder must be there
    return next(iter(load().entries))


def reader(**address):
    app = AppTest.from_file("../dashboard.py", default_timeout=SECONDS)
    app.query_params["lang"] = address.get("lang", "zh")
    app.run()
    app.switch_page(PAGE)
    return at(app, **address)


def at(app, **address):
    for key, value in address.items():
        app.query_params[key] = str(value)
    app.run()
    assert not app.exception
    return app


def shown(app):
    words = [str(part.proto.body) for part in app.get("html")]
    kinds = (app.text, app.success, app.button, app.selectbox)
    return "\n".join(
        [*words, *(str(part.value if hasattr(part, "value") else "") for kind in kinds for part in kind)]
    )


def numbers(app):
    return app.selectbox(key="number").options


def choose(app, words):
    listed = app.selectbox(key="number")
    listed.select_index(next(place for place, name in enumerate(listed.options) if words in name))
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.usefixtures("folder")
def test_every_number_of_the_document_is_listed_with_its_row_or_without(language):
    say = wording(language)
    app = reader(lang=language)
    assert app.title[0].value == say("page.reader")
    names = "\n".join(numbers(app))
    for printed in ("36.2万人次", "12.5%", "12支", "2亿元"):
        assert printed in names
    assert say("mark.unbound") in next(name for name in numbers(app) if name.startswith("12支"))
    assert any(say("mark.repeat") in name for name in numbers(app))
    assert dict(app.query_params)["document"]


@pytest.mark.usefixtures("folder")
def test_a_number_with_a_row_shows_its_sentence_and_all_its_rows():
    text = shown(choose(reader(lang="zh"), "36.2万人次"))
    assert "<mark>36.2万人次</mark>" in text
    assert wording("zh")("reader.several", count=2) in text  # last year's is computed from it
    assert wording("zh")("status.derived") in text


@pytest.mark.parametrize(
    ("language", "reason"), [("zh", "句中没有指标名称"), ("en", "No indicator is named")]
)
@pytest.mark.usefixtures("folder")
def test_a_number_without_a_row_says_why(language, reason):
    assert reason in shown(choose(reader(lang=language), "12支"))


@pytest.mark.usefixtures("folder")
def test_the_text_of_a_document_never_becomes_markup():
    app = reader(lang="zh", view="unwrapped")
    assert "<script>alert" not in shown(choose(app, "2亿元"))
    assert not any("安平" in part.value for part in app.markdown)


def test_the_address_leads_to_the_number_and_follows_the_choice(digest):
    app = reader(document=digest, at=TEXT.index("12支"), lang="zh", show="rejected", view="unwrapped")
    assert "12支" in app.selectbox(key="number").options[0]
    assert app.button_group(key="view").value == "unwrapped"
    assert "句中没有指标名称" in shown(app)
    app.button_group(key="show").set_value("all").run()
    choose(app, "12.5%")
    assert app.query_params["at"] in (str(TEXT.index("12.5%")), [str(TEXT.index("12.5%"))])
    assert "show" not in app.query_params


def test_another_address_on_the_same_page_leads_elsewhere(digest):
    app = reader(document=digest, at=TEXT.index("12支"), lang="zh")
    at(app, at=TEXT.index("2亿元"))
    assert "<mark>2亿元</mark>" in shown(app)


def test_a_row_alone_leads_to_its_document_and_characters(digest):
    row = next(row for row in load().table.rows().itertuples() if row.measure == "yoy")
    app = reader(row=row.id, lang="zh")
    assert app.selectbox(key="document").value == digest
    assert "<mark>12.5%</mark>" in shown(app)


@pytest.mark.parametrize(
    ("place", "key"), [(3, "reader.no_number"), (99999, "reader.beyond"), (10**14, "reader.beyond")]
)
def test_an_offset_where_no_number_stands_is_said(digest, place, key):
    text = shown(reader(document=digest, at=place, lang="zh"))
    assert wording("zh")(key, at=place) in text
    assert "<mark>" not in text


@pytest.mark.parametrize("wrong", ["-1", "x", "1e3", "²", "9" * 40])
def test_an_offset_that_is_no_number_is_told(digest, wrong):
    text = shown(reader(document=digest, at=wrong, lang="zh"))
    assert "<mark>" not in text
    assert wording("zh")("link.not_used", names=wrong) in text


@pytest.mark.usefixtures("folder")
def test_a_document_that_is_not_there_is_one_sentence():
    assert wording("zh")("reader.unknown") in shown(reader(document="0" * 64, lang="zh"))


def test_a_document_whose_original_has_gone_is_one_sentence_on_every_page():
    row = next(load().table.rows().itertuples())  # of the samples
    opened(str(workspace_folder())).original(row.digest).unlink()
    assert wording("zh")("reader.empty") in shown(reader(document=row.digest, lang="zh"))
    app = AppTest.from_file("../dashboard.py", default_timeout=SECONDS).run()
    app.switch_page("app/pages/sources.py")
    assert wording("zh")("drawer.document_gone") in shown(at(app, row=row.id, lang="zh"))


def test_a_row_that_does_not_stand_where_it_says_is_never_shown_there(digest, monkeypatch):
    changed = TEXT.replace("12.5%", "99.9%")
    monkeypatch.setattr("app.observations.document_content", lambda _digest: Content(changed))
    app = reader(document=digest, lang="zh", show="rows")
    assert wording("zh")("reader.lost", count=1) in shown(app)
    assert not any("12.5%" in name for name in numbers(app))


def made(app, unit="人次", indicator="tourist_arrivals", **typed):
    app.selectbox(key=next(box.key for box in app.selectbox if str(box.key).startswith("indicator "))).select(
        indicator
    )
    app.run()
    fields = {one.label: one for one in app.text_input}
    for name, value in typed.items():
        fields[wording("zh")(f"column.{name}")].set_value(value)
    if unit:
        next(one for one in app.selectbox if one.label == wording("zh")("column.unit")).select(unit)
    next(one for one in app.button if one.label == wording("zh")("reader.save")).click()
    app.run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("folder")
def test_a_rejected_number_is_made_a_row_with_the_period_and_place_of_its_article_and_taken_back():
    before = len(load().table.rows())
    app = made(choose(reader(lang="zh"), "12支"))
    assert wording("zh")("reader.saved") in shown(app)
    (row,) = load().table.rows().query("rule == 'by_hand'").itertuples()
    assert (row.value, row.value_text, row.place, row.period) == (12, "12支", "安平县", "2024")
    assert row.sentence == "全县共有12支志愿服务队伍。"
    assert "<mark>12支</mark>" in shown(app)
    next(one for one in app.button if one.label == wording("zh")("reader.take_back")).click()
    app.run()
    assert len(load().table.rows()) == before
    assert "句中没有指标名称" in shown(app)


TABLE = "安平县历年财政\n单位：{unit}\n年份\t地区生产总值\t某某收入\n2021\t91.2\t7.73\n2022\t98.65\t8.21\n"


@pytest.mark.parametrize(("unit", "value"), [("亿元", 821_000_000), ("万元", 82_100)])
def test_one_click_makes_a_row_of_a_cell_with_the_unit_and_year_of_its_table(folder, unit, value):
    (folder / "20250120.txt").unlink()
    (folder / "历年.txt").write_text(TABLE.format(unit=unit), encoding="utf-8")
    made(choose(reader(lang="zh"), "8.21"), unit="", indicator="budget_revenue")
    (row,) = load().table.rows().query("rule == 'by_hand'").itertuples()
    assert (row.value, row.unit, row.period, row.place) == (value, "元", "2022", "安平县")
    assert row.title == "安平县历年财政"


def test_a_cell_whose_table_does_not_tell_the_unit_is_no_row_until_it_is_chosen(folder):
    (folder / "20250120.txt").unlink()
    (folder / "历年.txt").write_text(
        TABLE.replace("单位：{unit}\n", "").replace("总值", "总值（亿元）"), encoding="utf-8"
    )
    app = made(choose(reader(lang="zh"), "8.21"), unit="", indicator="budget_revenue")
    assert not len(load().table.rows().query("rule == 'by_hand'"))
    assert "原文没有写明单位" in shown(app)
    app = made(app, unit="", indicator="budget_revenue", value="8.21亿元")
    (row,) = load().table.rows().query("rule == 'by_hand'").itertuples()
    assert (row.value, row.unit) == (821_000_000, "元")


def test_a_row_made_of_a_cell_says_where_it_stands(folder):
    (folder / "20250120.txt").unlink()
    (folder / "历年.csv").write_text(
        "安平县历年财政,,\n年份,地区生产总值（亿元）,某某收入（万元）\n2021,91.2,7.73\n2022,98,8.21\n",
        encoding="utf-8",
    )
    made(choose(reader(lang="zh"), "8.21"), unit="", indicator="budget_revenue")
    (row,) = load().table.rows().query("rule == 'by_hand'").itertuples()
    assert row.locator == "C4"


@pytest.mark.parametrize(("field", "typed"), [("value", "很多"), ("period", "很久以前"), ("place", "")])
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_read_in_the_form_is_one_sentence_and_makes_no_row(field, typed):
    before = len(load().table.rows())
    app = made(choose(reader(lang="zh"), "12支"), **{field: typed})
    assert len(load().table.rows()) == before
    assert any(typed in text.value and text.value.endswith("。") for text in app.text)


def test_a_verdict_changes_the_name_of_the_mark(digest):
    row = next(row for row in load().table.rows().itertuples() if row.measure == "yoy")
    key = Key(digest, row.start, row.end, row.indicator, row.measure, row.period)
    opened(str(workspace_folder())).verdicts.append([Verdict(key, "rejected", file=row.document)])
    app = reader(lang="zh")
    assert wording("zh")("mark.rejected") in next(name for name in numbers(app) if "12.5%" in name)


@pytest.mark.parametrize(("printed", "verdict"), [("36.2", "agrees"), ("41.7", "differs")])
def test_other_reports_of_the_same_fact_stand_beside_its_row(folder, printed, verdict):
    (folder / "20250122.txt").write_text(OTHER.format(printed), encoding="utf-8")
    row = next(
        row for row in load().table.rows().itertuples() if row.value_text == "36.2万人次" and not row.derived
    )
    text = shown(reader(row=row.id, lang="zh"))
    assert wording("zh")("drawer.reports", count=1) in text
    assert wording("zh")(f"drawer.{verdict}") in text
    assert "海州日报" in text


def test_documents_of_no_bytes_and_of_no_figures_are_read_without_harm(folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "words.txt").write_text("今天天气很好。", encoding="utf-8")
    (folder / "20250120.txt").unlink()
    for digest in load().entries:
        app = reader(document=digest, lang="zh")
        assert not app.exception


@pytest.mark.parametrize("language", SPOKEN)
def test_a_document_without_a_figure_says_so_and_why_what_looks_like_one_is_none(folder, language):
    (folder / "words.txt").write_text("总额达万亿，编号³²½。", encoding="utf-8")
    (digest,) = (digest for digest, entry in load().entries.items() if entry.file == "words.txt")
    text = shown(reader(document=digest, lang=language))
    assert wording(language)("reader.no_figures", count=2) in text
    assert "✗ 万亿" in text
    assert "✗ ³²½" in text


def test_a_long_line_is_shown_in_parts_that_together_are_the_whole(folder):
    line = "今天天气很好，" * 40_000 + "安平县2024年接待游客36.2万人次。"
    (folder / "20250120.txt").write_text(line, encoding="utf-8")
    digest = next(iter(load().entries))
    app = reader(document=digest, at=line.index("36.2"), lang="zh")
    last = app.number_input(key="part").value
    assert last > 1
    beyond = shown(reader(document=digest, part=last + 1, lang="zh"))
    assert wording("zh")("link.not_here", names=str(last + 1), shown=str(last)) in beyond
    assert wording("zh")("reader.parts", count=last, length=f"{len(line):,}") in shown(app)
    assert "<mark>36.2万人次</mark>" in shown(app)
    assert wording("zh")("reader.long") in shown(app)
    next(one for one in app.button if one.label == wording("zh")("reader.find")).click()
    app.run()
    assert wording("zh")("reader.long") not in shown(app)


@pytest.mark.usefixtures("folder")
def test_a_row_that_cannot_be_kept_is_said_and_the_number_stays_without_one(monkeypatch):
    def full(self, verdicts):  # noqa: ARG001
        raise NotKeptError(self._path, sqlite3.OperationalError("disk full"))

    app = choose(reader(lang="zh"), "12支")
    monkeypatch.setattr(Verdicts, "append", full)
    app = made(app)
    assert app.error[0].value == wording("zh")("reader.not_kept")
    assert "句中没有指标名称" in shown(app)


def test_a_document_without_any_date_is_shown_on_every_page(folder):
    (folder / "20250120.txt").write_text("安平县累计接待游客36.2万人次。", encoding="utf-8")
    (folder / "20250120.txt").rename(folder / "page.txt")
    app = AppTest.from_file("../dashboard.py", default_timeout=SECONDS).run()
    assert not app.exception
    assert "36.2万人次" in numbers(reader(lang="zh"))[0]


@pytest.mark.usefixtures("folder")
def test_a_row_computed_from_others_leads_to_the_document_of_its_level():
    table = load().table.rows()
    level = next(row for row in table.itertuples() if row.value_text == "36.2万人次" and not row.derived)
    (computed,) = table[table["id"] == level.id].drop(columns=["digest", "fact"]).itertuples()
    assert digest_of(computed, FrameTable(table)) == level.digest
    assert link_to(computed, level.digest) == {"document": level.digest, "at": str(level.start)}


def test_a_choice_on_the_page_comes_before_an_address_that_is_late(digest):
    app = reader(document=digest, at=TEXT.index("12支"), lang="zh")
    listed = app.selectbox(key="number")
    listed.select_index(next(place for place, name in enumerate(listed.options) if "2亿元" in name))
    at(app, at=TEXT.index("12.5%"))  # what the browser held when the choice was made
    assert "<mark>2亿元</mark>" in shown(app)
