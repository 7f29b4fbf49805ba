import io

import openpyxl
import pytest

from app.observations import load
from app.wording import wording
from pipeline.reference_series import RULE
from pipeline.stored import Where
from tests.dashboard_pages import opened, shown

SAY = wording("zh")
HEADS = "place,period,indicator,measure,value,unit,source\n"
TABLE = f"{HEADS}青禾市,2023,gdp,level,4521.5,亿元,《青禾统计年鉴2024》\n"


@pytest.fixture
def uploaded():
    app = opened("reference")
    app.file_uploader[0].set_value([("official.csv", TABLE.encode("utf-8-sig"), "text/csv")]).run()
    assert not app.exception
    return app


def test_the_page_offers_the_sample_while_it_is_empty():
    app = opened("reference")
    assert SAY("reference.empty") in shown(app)
    app.button(key="sample reference").click().run()
    assert "jiangmen.csv" in [header.value for header in app.header]
    assert SAY("reference.empty") not in shown(app)


def test_a_table_handed_in_is_shown_drawn_and_there_after_a_restart(uploaded):
    assert SAY("reference.taken", file="official.csv", count=1) in shown(uploaded)
    again = opened("reference")
    assert "official.csv" in [header.value for header in again.header]
    assert again.dataframe[0].value[SAY("column.value")].tolist() == ["4,521.5"]
    again.query_params["indicators"] = "gdp"
    again.switch_page("app/pages/compare.py").run()
    assert "青禾市" in "".join(str(part.proto.body) for part in again.get("html"))


def test_the_name_of_a_yearbook_is_cited_as_it_is(uploaded):
    assert uploaded.dataframe[0].value[SAY("column.source")].tolist() == ["《青禾统计年鉴2024》"]


def test_each_mistake_of_a_table_is_said_and_nothing_is_taken():
    app = opened("reference")
    wrong = TABLE.replace("gdp", "<b>gpd</b>")
    app.file_uploader[0].set_value([("../../official.csv", wrong.encode(), "text/csv")]).run()
    assert "第 2 行 indicator 列：没有“<b>gpd</b>”" in shown(app)
    assert not app.header


def test_a_removed_table_is_gone(uploaded):
    assert SAY("reference.remove_ask") in shown(uploaded)
    assert SAY("reference.remove") not in [one.label for one in uploaded.button]  # it opens the question
    (button,) = [one for one in uploaded.button if one.label == SAY("app.remove_yes")]
    button.click().run()
    assert not uploaded.header


def test_the_years_of_a_table_are_whole_numbers():
    app = opened("reference")  # among rows of the samples that have no year
    lines = TABLE + TABLE.splitlines()[1].replace("2023", "2025") + "\n"
    app.file_uploader[0].set_value([("official.csv", lines.encode(), "text/csv")]).run()
    assert "年份：2023–2025；" in shown(app)


def test_the_sheets_of_a_workbook_that_are_not_read_are_named():
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(","))
    book.create_sheet("空表")
    book.create_sheet("2024年").append(["place", "period"])
    held = io.BytesIO()
    book.save(held)
    app = opened("reference")
    app.file_uploader[0].set_value([("official.xlsx", held.getvalue(), "application/xlsx")]).run()
    assert SAY("reference.taken", file="official.xlsx", count=1) in shown(app)
    assert SAY("reference.sheets_left_out", file="official.xlsx", names="2024年") in shown(app)


WIDE = "青禾市主要指标\n指标\t2022年\t2023年\n地区生产总值（亿元）\t4521.5\t4700\n神秘指标（亿元）\t3\t4\n"


def test_pasted_cells_of_a_wide_table_are_looked_at_before_they_are_taken():
    app = opened("reference")
    app.text_area[0].set_value(WIDE).run()
    app.button(key="take pasted").click().run()
    assert SAY("columns.count", count=2) in shown(
        app
    )  # a name that is no indicator is left out till someone says which
    assert not app.header
    name = f"{SAY('reference.pasted')}.csv"
    app.text_input(key=f"given {name} place").set_value("青禾市").run()
    app.button(key="take columns").click().run()
    assert SAY("reference.taken", file=name, count=2) in shown(app)
    assert app.dataframe[0].value[SAY("column.value")].tolist() == ["4,521.5", "4,700"]
    assert SAY("columns.title") not in shown(app)


def test_a_table_that_comes_beside_one_that_was_taken_is_asked_about_alone():
    app = opened("reference")
    first = ("first.csv", WIDE.encode(), "text/csv")
    app.file_uploader[0].set_value([first]).run()
    assert SAY("columns.lead", file="first.csv") in shown(app)
    app.button(key="drop columns").click().run()
    app.file_uploader[0].set_value([first, ("second.csv", WIDE.encode(), "text/csv")]).run()
    assert SAY("columns.lead", file="first.csv") not in shown(app)
    assert SAY("columns.lead", file="second.csv") in shown(app)


def test_columns_are_asked_for_in_their_order_and_those_of_numbers_left_out_are_named():
    app = opened("reference")
    heads = ["年份", "鹤山市", "开平市", "台山市", "恩平市", "合计"]
    table = "\t".join(heads) + "\n2023\t1\t2\t3\t4\t10\n"
    app.text_area[0].set_value(f"主要年份接待游客人次（万人次）\n{table}").run()
    app.button(key="take pasted").click().run()
    labels = [SAY("columns.column", number=at, head=head) for at, head in enumerate(heads, start=1)]
    assert [box.label for box in app.selectbox][: len(heads)] == labels
    assert SAY("columns.unused", names="合计") in shown(app)
    app.button(key="take columns").click().run()
    assert "4 个数据" in shown(app)


def test_a_name_is_given_its_indicator_and_what_is_missing_is_said():
    app = opened("reference")
    app.text_area[0].set_value(WIDE).run()
    app.button(key="take pasted").click().run()
    name = f"{SAY('reference.pasted')}.csv"
    app.selectbox(key=f"name {name} 神秘指标").set_value("retail_sales").run()
    assert SAY("columns.count", count=4) in shown(app)
    assert SAY("columns.missing", roles="地区") in shown(app)
    assert app.button(key="take columns").disabled
    app.text_input(key=f"given {name} place").set_value(
        "青禾市"
    ).run()  # what was chosen before is still there
    app.button(key="take columns").click().run()
    assert SAY("reference.taken", file=name, count=4) in shown(app)


def test_what_is_no_table_is_said_and_a_table_can_be_left():
    app = opened("reference")
    app.text_area[0].set_value("甲\t乙\n丙\t丁\n").run()
    app.button(key="take pasted").click().run()
    assert "没有认出数据列" in shown(app)
    app.text_area[0].set_value(WIDE).run()
    app.button(key="take pasted").click().run()
    app.button(key="drop columns").click().run()
    assert SAY("columns.title") not in shown(app)
    assert not app.header


def test_what_every_line_states_is_not_asked_for():
    app = opened("reference")
    names = "指标,2022,2023\n桃源县地区生产总值（亿元）,480.24,506.65\n桃源县粮食产量（万吨）,57.1,57.9\n"
    app.file_uploader[0].set_value([("主要指标.csv", names.encode(), "text/csv")]).run()
    assert SAY("columns.role_unit") not in [one.label for one in app.text_input]
    assert SAY("columns.role_place") not in [one.label for one in app.text_input]
    app.button(key="take columns").click().run()
    assert SAY("reference.taken", file="主要指标.csv", count=4) in shown(app)


def test_a_figure_that_an_official_table_has_too_is_shown_with_it_and_what_follows():
    fact = "鹤山市,2023,research_spending,level,11.65,亿元,《江门统计年鉴2024》\n"
    app = opened("reference")
    app.file_uploader[0].set_value([("official.csv", (HEADS + fact).encode(), "text/csv")]).run()
    read = load().table.rows(Where({"indicator": ["research_spending"], "measure": ["level"]}))
    row = next(one for one in read.itertuples() if one.rule != RULE and one.period == "2023")
    app = opened("compare", indicators="research_spending", row=row.id)
    assert SAY("drawer.reports", count=1) in shown(app)
