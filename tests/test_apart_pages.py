"""Open the pages on documents about two areas of one name, and with figures of no year."""

import datetime as dt

import pytest

import app.observations
from app.wording import wording
from pipeline.areas_apart import with_areas
from pipeline.stored.beside import nothing
from pipeline.stored.in_parquet import ParquetTable
from tests.dashboard_pages import opened, show_documents, shown
from tests.dashboard_rows import rows
from tests.samples import SPOKEN

NANJING, XUZHOU = "320106", "320302"
LONG = {
    "period": "2021/2025",
    "period_start": dt.date(2021, 1, 1),
    "period_end": dt.date(2025, 12, 31),
    "year": 2025,
}


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Show a table of its own instead of what is read from a document."""
    show_documents(monkeypatch, tmp_path, {"20250120.txt": "2024年，安平县累计接待游客36.2万人次。"})
    own = {"place": "鼓楼区", "unit": "人次", "value_text": "30万人次"}
    table = rows(
        *(own | {"place_code": code, "period": year, "value": value + int(year)}
          for code, value in ((NANJING, 3e5), (XUZHOU, 2e5)) for year in ("2023", "2024")),
        own | {"place_code": NANJING, "period": "", "year": None, "period_source": "unread", "value": 9e5},
        own | {"place_code": NANJING, "period": "", "year": None, "period_source": "undated", "value": 8e5},
        own | LONG | {"place_code": NANJING, "value": 7e5},
        own | {"place_code": XUZHOU, "period": "", "year": 2025, "value": 5e5},
    )  # fmt: skip
    table = with_areas(table.assign(digest="", year=table["year"].astype("Int64"), start=0, end=0))
    decided = app.observations.decided

    def given(folder, state):
        from dataclasses import replace

        own = table.assign(fact=table["id"])
        asked = ParquetTable({}, own, own.iloc[:0])
        asked.take([], nothing())
        return replace(decided(folder, state), table=asked, state=f"{state} made")

    monkeypatch.setattr(app.observations, "decided", given)
    return table


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("language", SPOKEN)
def test_every_page_opens_on_rows_without_period_and_year(language):
    for page in ("overview", "compare", "sources", "review", "reader", "documents", "report"):
        assert opened(page, lang=language).title


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("language", "brackets"), [("zh", "（）"), ("en", [" (", ")"])])
def test_the_comparison_tells_two_areas_apart_and_says_what_it_leaves_out(language, brackets):
    say, page = wording(language), opened("compare", lang=language, indicators="tourist_arrivals")
    text = shown(page)
    causes = say("note.join").join(
        say(f"compare.beyond_{code}", count=1) for code in ("unread", "undated", "long")
    )
    assert say("compare.beyond", count=3, causes=causes) in text
    assert say("note.by_document") in text
    spec = page.get("plotly_chart")[0].proto.spec
    names = [f"鼓楼区{brackets[0]}{city}{brackets[1]}" for city in ("南京市", "徐州市")]
    assert all(name in spec.encode().decode("unicode_escape", "ignore") or name in spec for name in names)
    assert sorted(page.multiselect(key="names").options) == names


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("page", ["compare", "sources"])
def test_a_link_with_the_bare_name_still_leads_to_every_area_of_that_name(page):
    both = ["鼓楼区（南京市）", "鼓楼区（徐州市）"]
    seen = opened(page, lang="zh", indicators="tourist_arrivals", names="鼓楼区")
    assert sorted(seen.multiselect(key="names").value) == both
    one = opened(page, lang="zh", indicators="tourist_arrivals", names=both[0])
    assert one.multiselect(key="names").value == both[:1]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("language", SPOKEN)
def test_the_rows_that_are_left_out_can_be_listed_and_say_why(language):
    say, page = wording(language), opened("sources", lang=language, status="beyond")
    assert say("sources.count", count=3) in shown(page)
    listed = page.dataframe[0].value
    assert {say("period.unread"), say("period.undated")} <= set(listed[say("column.period")])
    page.session_state["row"] = "row4"
    page.run()
    assert say("period_source.unread") in shown(page)


@pytest.mark.usefixtures("made")
def test_years_that_are_offered_are_those_that_figures_are_of():
    page = opened("compare", lang="zh", indicators="tourist_arrivals")
    years = page.slider(key="span")
    assert (years.min, years.max, years.value) == (2023, 2025, (2023, 2025))
