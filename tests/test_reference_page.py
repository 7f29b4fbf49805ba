import pytest
from streamlit.testing.v1 import AppTest

from app.wording import wording

SECONDS = 60
SAY = wording("zh")
TABLE = "place,period,indicator,measure,value,unit,source\n青禾市,2023,gdp,level,4521.5,亿元,《青禾统计年鉴2024》\n"


def opened(page="app/pages/reference.py"):
    app = AppTest.from_file("../dashboard.py", default_timeout=SECONDS)
    app.run()
    app.switch_page(page).run()
    assert not app.exception
    return app


def texts(app):
    return "\n".join(str(part.value) for part in app.text)


@pytest.fixture
def uploaded():
    app = opened()
    app.file_uploader[0].set_value([("official.csv", TABLE.encode("utf-8-sig"), "text/csv")]).run()
    assert not app.exception
    return app


def test_the_page_offers_the_sample_while_it_is_empty():
    app = opened()
    assert SAY("reference.empty") in texts(app)
    app.button(key="sample reference").click().run()
    assert "jiangmen.csv" in [header.value for header in app.header]
    assert SAY("reference.empty") not in texts(app)


def test_a_table_handed_in_is_shown_drawn_and_there_after_a_restart(uploaded):
    assert SAY("reference.taken", file="official.csv", count=1) in texts(uploaded)
    again = opened()
    assert "official.csv" in [header.value for header in again.header]
    assert again.dataframe[0].value[SAY("column.value")].tolist() == ["4,521.5"]
    again.query_params["indicators"] = "gdp"
    again.switch_page("app/pages/compare.py").run()
    assert "青禾市" in "".join(str(part.proto.body) for part in again.get("html"))


def test_the_name_of_a_yearbook_is_cited_as_it_is(uploaded):
    assert uploaded.dataframe[0].value[SAY("column.source")].tolist() == ["《青禾统计年鉴2024》"]


def test_each_mistake_of_a_table_is_said_and_nothing_is_taken():
    app = opened()
    wrong = TABLE.replace("gdp", "<b>gpd</b>")
    app.file_uploader[0].set_value([("../../official.csv", wrong.encode(), "text/csv")]).run()
    assert "第 2 行 indicator 列：没有“<b>gpd</b>”" in texts(app)
    assert not app.header


def test_a_removed_table_is_gone(uploaded):
    (button,) = [one for one in uploaded.button if one.label == SAY("reference.remove")]
    button.click().run()
    assert not uploaded.header
