import re
from itertools import chain
from pathlib import Path

import pytest

from app import address, pages
from app.address import PAGES as ADDRESSES
from app.amounts import scale_codes
from app.observations import load
from app.rows.source_drawer import marked_sentence
from app.shell import better_address
from app.wording import wording
from tests.dashboard_pages import opened, show_documents, shown
from tests.dashboard_rows import rows

KEPT = re.compile(
    r'\b(?:seed_\w+|publish|choice|many|flag|_one)\(\s*"(\w+)"'
)  # the name of what an address keeps
PAGES = ("overview", "compare", "sources")
TEXT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，
同比增长12.5%；实现旅游收入1.8亿元，同比增长9.3%。

望海公司计划总投资2亿元，建成后年产值不低于1.2亿元。~~增长5~8%~~ <b>不是标记</b>
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return show_documents(monkeypatch, tmp_path, {"20250120.txt": TEXT})


def charts(app):
    return app.get("plotly_chart")


def test_every_page_has_an_address_that_a_link_can_name():
    names = {page.stem for page in Path(pages.__file__).parent.glob("*.py")} - {"__init__"}
    assert names == {"overview", *ADDRESSES}
    assert not any(better_address(f"/{name}", "lang=zh") for name in ADDRESSES)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.usefixtures("folder")
def test_every_page_opens_in_both_languages(page, language):
    app = opened(page, lang=language)
    assert app.title[0].value == wording(language)(f"page.{page}")


@pytest.mark.usefixtures("folder")
def test_the_overview_shows_the_headline_with_growth_place_and_source():
    text = shown(opened("overview"))
    for part in ("接待游客人次", "36.2", "万人次", "+12.5%", "安平县", "《安平日报》"):
        assert part in text
    assert "另有" in text


@pytest.mark.usefixtures("folder")
def test_the_comparison_draws_what_the_address_asks_for():
    app = opened(PAGES[1], indicators="tourism_revenue", lang="zh")
    assert app.multiselect(key="indicators").value == ["tourism_revenue"]
    assert len(charts(app)) == 1
    assert "1.8" in charts(app)[0].proto.spec


@pytest.mark.usefixtures("folder")
def test_what_an_address_holds_beyond_the_allowed_is_ignored():
    app = opened(
        PAGES[1], indicators="no_such,tourism_revenue", lang="xx", years="1066", unit="7", row="zzz",
        planned="maybe", show="both",
    )  # fmt: skip
    assert app.multiselect(key="indicators").value == ["tourism_revenue"]
    assert app.title[0].value == wording("zh")("page.compare")
    assert app.slider(key="span").value == (2023, 2024)
    say = wording("zh")
    for given, instead in (
        ("no_such", "旅游收入"),
        ("xx", "中文"),
        ("1066", "2023–2024"),
        ("7", say("compare.unit_auto")),
        ("planned=maybe", say("link.turned_on")),
    ):
        assert say("link.not_here", names=given, shown=instead) in shown(app)
    assert say("link.not_used", names="zzz") in shown(app)
    assert say("link.unknown", names="show=both") in shown(app)


def test_each_choice_that_an_address_keeps_is_known_for_a_page():
    sources = (path.read_text("utf-8") for path in Path(address.__file__).parent.rglob("*.py"))
    calls = chain.from_iterable(KEPT.findall(source) for source in sources)
    kept = {*calls} - {""}
    assert len(kept) > 20
    assert kept <= {*address.ON_EVERY_PAGE, *chain.from_iterable(address.PARAMETERS.values())}


@pytest.mark.usefixtures("folder")
def test_the_switch_of_language_keeps_the_choice_and_changes_every_label():
    app = opened(PAGES[1], indicators="tourism_revenue", lang="zh")
    app.button_group(key="lang").set_value("en").run()
    assert app.title[0].value == wording("en")("page.compare")
    assert app.multiselect(key="indicators").value == ["tourism_revenue"]
    assert app.query_params["lang"] in ("en", ["en"])


@pytest.mark.usefixtures("folder")
def test_choosing_a_row_from_the_list_shows_its_sentence_with_the_number_marked():
    app = opened(PAGES[1], indicators="tourism_revenue")
    listed = app.selectbox(key="row")
    level = next(name for name in listed.options if "1.8" in name)
    listed.select(level).run()
    assert "<mark>1.8亿元</mark>" in shown(app)


@pytest.mark.usefixtures("folder")
def test_no_indicator_chosen_is_one_sentence_and_no_chart():
    app = opened(PAGES[1])
    app.multiselect(key="indicators").set_value([]).run()
    assert wording("zh")("compare.choose") in shown(app)
    assert not charts(app)


@pytest.mark.usefixtures("folder")
def test_the_list_of_rows_is_searched_by_words():
    app = opened(PAGES[2])
    app.text_input(key="search").set_value("望海公司").run()
    assert app.dataframe[0].value[wording("zh")("column.sentence")].str.contains("望海公司").all()
    app.text_input(key="search").set_value("没有的字").run()
    assert wording("zh")("sources.nothing") in shown(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_folder_that_does_not_exist_is_one_sentence(page, monkeypatch):
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", "/nowhere/at/all")
    text = shown(opened(page))
    assert wording("zh")("failed.title") in text
    assert "/nowhere/at/all" in text
    assert "Traceback" not in text


def test_a_folder_without_figures_says_so(tmp_path, monkeypatch):
    show_documents(monkeypatch, tmp_path, {"a.txt": "今天天气很好。"})
    assert wording("zh")("failed.empty") in shown(opened("overview"))


def test_a_changed_document_is_read_again(folder):
    before = load().table.count()
    (folder / "20250121.txt").write_text(TEXT.replace("36.2", "41.7"), encoding="utf-8")
    assert load().table.count() > before


def test_a_folder_that_is_away_is_named_and_what_was_read_from_it_stays(folder):
    before = load()
    folder.rename(folder.with_name("elsewhere"))
    now = load()
    assert (now.away.why, now.away.values["file"], before.away) == ("missing", str(folder), None)
    assert [*now.table.rows()["id"]] == [*before.table.rows()["id"]] != []
    folder.with_name("elsewhere").rename(folder)
    assert load().away is None


def test_the_number_at_the_offset_is_marked_where_a_sentence_holds_it_twice():
    text = "去年新增10家，今年\n新增10家。"
    (row,) = rows(
        {"sentence": text.replace("\n", ""), "value_text": "10家", "start": text.rindex("10家")}
    ).itertuples()
    assert marked_sentence(row, text) == "去年新增10家，今年新增<mark>10家</mark>。"


def test_the_sentence_is_escaped_around_the_mark():
    (row,) = rows({"sentence": "<script>3家</script>", "value_text": "3家"}).itertuples()
    assert marked_sentence(row, "") == "&lt;script&gt;<mark>3家</mark>&lt;/script&gt;"


YEARS = {
    2022: "安平日报讯（记者/李文）1月20日，2022年，安平县累计接待游客30.1万人次；实现旅游收入1.2亿元。\n",
    2023: "安平日报讯（记者/李文）1月20日，2023年，安平县累计接待游客32.2万人次；实现旅游收入1.5亿元。\n",
    2024: "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%；实现旅游收入1.8亿元。\n"
    "2024年清明节假期，安平县接待游客2.1万人次。\n",
}


@pytest.fixture
def years(tmp_path, monkeypatch):
    show_documents(monkeypatch, tmp_path, {f"{year + 1}0120.txt": text for year, text in YEARS.items()})


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_link_opens_the_same_view_in_either_language(language):
    codes = {"chart": "index", "base": "2023", "period": "year", "split": "apart", "form": "table"}
    app = opened(PAGES[1], indicators="tourist_arrivals,tourism_revenue", lang=language, **codes)
    assert app.selectbox(key="base").value == "2023"
    assert app.selectbox(key="period").value == "year"
    assert app.button_group(key="chart").value == "index"
    assert wording(language)("chart.index_unit", base=2023) in shown(app)
    assert not charts(app)
    for key, code in codes.items():
        assert app.query_params[key] in (code, [code])


@pytest.mark.usefixtures("years")
def test_every_choice_of_the_comparison_is_in_the_address_and_read_from_it():
    first = opened(PAGES[1], indicators="tourist_arrivals", lang="zh")
    several = {
        "indicators": ["tourist_arrivals", "tourism_revenue"],
        "names": ["安平县"],
    }
    for key, codes in several.items():
        first.multiselect(key=key).set_value(codes).run()
    first.slider(key="span").set_value((2023, 2024)).run()
    one = {"about": "all", "chart": "lines", "split": "apart", "form": "table", "unit": scale_codes("zh")[2]}
    for key, code in one.items():
        first.button_group(key=key).set_value(code).run()
    first.selectbox(key="period").set_value("year").run()
    for key in ("planned", "derived"):
        first.toggle(key=key).set_value(False).run()
    address = {
        key: given[0] if isinstance(given, list) else given for key, given in first.query_params.items()
    }
    again = opened(PAGES[1], **address)
    assert {key: again.multiselect(key=key).value for key in several} == several
    assert again.slider(key="span").value == (2023, 2024)
    assert {key: again.button_group(key=key).value for key in one} == one
    assert again.selectbox(key="period").value == "year"
    assert [again.toggle(key=key).value for key in ("planned", "derived")] == [False, False]


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(
    ("codes", "span"),
    [({}, (2022, 2024)), ({"span": "2023,2024"}, (2023, 2024)), ({"years": "2023"}, (2023, 2023)),
     ({"years": "2022,2024"}, (2022, 2024)), ({"span": "2019,2022"}, (2022, 2022)), ({"span": "x"}, (2022, 2024))],
)  # fmt: skip
def test_the_slider_holds_the_years_of_a_link(codes, span):
    app = opened(PAGES[1], indicators="tourist_arrivals", lang="zh", derived="0", **codes)
    assert app.slider(key="span").value == span
    assert "years" not in app.query_params


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(("drawn", "later"), [((2022, 2024), (2022, 2025)), ((2023, 2024), (2023, 2024))])
def test_a_slider_that_nobody_drew_in_widens_with_the_figures_and_a_drawn_one_stays(drawn, later, tmp_path):
    (tmp_path / "20260120.txt").write_text("2025年，安平县实现旅游收入2.0亿元。", encoding="utf-8")
    app = opened(PAGES[1], indicators="tourist_arrivals", lang="zh")
    app.slider(key="span").set_value(drawn).run()
    app.multiselect(key="indicators").set_value(["tourist_arrivals", "tourism_revenue"]).run()
    assert app.slider(key="span").value == later


@pytest.fixture
def two_places(tmp_path):
    (tmp_path / "20250301.txt").write_text("2024年，武强县粮食播种面积20.3万亩。\n", encoding="utf-8")
    (tmp_path / "20250302.txt").write_text("2021年，安平县粮食总产量30.5万吨。\n", encoding="utf-8")
    (tmp_path / "20260302.txt").write_text("2025年，武强县粮食总产量20.5万吨。\n", encoding="utf-8")


@pytest.mark.usefixtures("years", "two_places")
@pytest.mark.parametrize("between", [[], ["grain_area"]])
def test_what_other_indicators_lack_of_a_choice_is_taken_up_again_with_the_first(between):
    app = opened(PAGES[1], indicators="tourist_arrivals", lang="zh", names="安平县")
    app.slider(key="span").set_value((2023, 2024)).run()
    app.selectbox(key="period").set_value("holiday").run()
    app.selectbox(key="period").set_value("year").run()
    app.multiselect(key="indicators").set_value(between).run()
    told = wording("zh")("link.aside", names="安平县")
    assert app.multiselect(key="names").value == []
    assert (told in shown(app)) == bool(between)
    app.multiselect(key="indicators").set_value(["tourist_arrivals"]).run()
    assert app.multiselect(key="names").value == ["安平县"]
    assert app.slider(key="span").value == (2023, 2024)
    assert app.selectbox(key="period").value == "year"
    assert told not in shown(app)
    app.multiselect(key="names").set_value([]).run()
    app.multiselect(key="indicators").set_value(["grain_output"]).run()
    assert app.multiselect(key="names").value == []


@pytest.mark.usefixtures("years", "two_places")
def test_a_span_that_reaches_beyond_the_years_here_is_not_cut_for_good():
    app = opened(PAGES[1], indicators="grain_output", lang="zh")
    app.slider(key="span").set_value((2021, 2023)).run()
    app.multiselect(key="indicators").set_value(["tourism_revenue"]).run()
    assert app.slider(key="span").value == (2022, 2023)
    app.multiselect(key="indicators").set_value(["grain_output"]).run()
    assert app.slider(key="span").value == (2021, 2023)


@pytest.mark.usefixtures("years", "two_places")
def test_an_own_choice_that_other_indicators_lack_is_told_of_no_link():
    app = opened(PAGES[1], indicators="tourist_arrivals", lang="zh", chart="index")
    app.selectbox(key="base").set_value("2023").run()
    app.multiselect(key="indicators").set_value(["grain_output"]).run()
    assert app.selectbox(key="base").value == "2021"
    assert wording("zh")("link.not_here", names="2023", shown="2021") not in shown(app)


@pytest.mark.usefixtures("years")
def test_the_address_names_no_choice_that_is_not_drawn():
    app = opened(PAGES[1], indicators="tourist_arrivals", lang="zh", chart="index", base="2023")
    app.button_group(key="chart").set_value("columns").run()
    assert "base" not in app.query_params
    app.button_group(key="unit").set_value(scale_codes("zh")[2]).run()
    app.button_group(key="chart").set_value("index").run()
    assert app.selectbox(key="base").value == "2023"
    assert "unit" not in app.query_params
    app.button_group(key="chart").set_value("lines").run()
    assert app.button_group(key="unit").value == scale_codes("zh")[2]


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize("page", PAGES)
def test_no_list_offers_all_in_the_words_of_the_library(page):
    asked = opened(page, lang="zh").multiselect
    assert [one.key for one in asked if one.proto.select_all] == []


@pytest.mark.usefixtures("years")
def test_a_kind_of_period_leaves_only_its_chart():
    app = opened(PAGES[1], indicators="tourist_arrivals", lang="zh")
    assert len(charts(app)) == 1
    assert wording("zh")("compare.year_parts", count=1) in [one.label for one in app.expander]
    app.selectbox(key="period").select("holiday").run()
    assert len(charts(app)) == 1
    assert "清明假期" in shown(app)


@pytest.mark.usefixtures("years")
def test_the_table_under_a_chart_has_its_numbers():
    app = opened(PAGES[1], indicators="tourist_arrivals", period="year", derived="0", form="both")
    values = list(app.dataframe[0].value[wording("zh")("column.value")])
    assert values == ["30.1", "32.2", "36.2", "+12.5"]
    assert all(value in charts(app)[0].proto.spec for value in values)


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(
    ("chart", "remark"), [("per_head", "compare.no_population"), ("shares", "compare.no_shares")]
)
def test_a_view_that_has_nothing_to_show_says_why(chart, remark):
    app = opened(PAGES[1], indicators="tourism_revenue", chart=chart, derived="0")
    assert wording("zh")(remark, **({"count": 3} if chart == "per_head" else {})) in shown(app)
    assert not charts(app)


@pytest.mark.usefixtures("folder")
def test_the_format_of_a_download_is_taken_from_the_address_and_remembered_on_the_next_page():
    app = opened(PAGES[1], format="sdmx")
    assert app.selectbox(key="format").value == "sdmx"
    app.switch_page(f"app/pages/{PAGES[2]}.py")
    app.run()
    assert app.selectbox(key="format").value == "sdmx"
    assert opened(PAGES[1], format="docx").selectbox(key="format").value == "csv"


def test_what_sdmx_cannot_take_is_said_before_it_is_downloaded(tmp_path, monkeypatch):
    show_documents(monkeypatch, tmp_path, {"a.txt": "安平县现有高新技术企业342家。\n"})
    said = wording("zh")("export.without_time", count=1)
    assert said in [text.value for text in opened(PAGES[2], lang="zh", format="sdmx").text]
    assert said not in [text.value for text in opened(PAGES[2], lang="zh", format="csv").text]
