"""What the first page shows is kept, and put together again as soon as anything that it depends on has changed."""

import json

import pytest
import streamlit as st

from app import observations
from app.charts.panels import arrange
from app.observations import shown_workspace, workspace_folder
from app.overview import first_page
from app.selection import MOST_NAMES, Selection, select
from app.wording import wording
from pipeline.indicators import RULES, load_catalogue
from pipeline.stored import EVERY
from pipeline.stored.in_memory import FrameTable
from pipeline.workspace import Verdict
from tests.dashboard_pages import opened, show_documents, shown
from tests.dashboard_rows import rows

DOCUMENT = "安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。"
OTHER = "安平日报讯（记者/李文）3月2日，记者获悉，2024年，安平县实现旅游收入1.8亿元，同比增长9.3%。"
MARK = "KEPT"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return show_documents(monkeypatch, tmp_path, {"20250120.txt": DOCUMENT})


def kept(language="zh"):
    return workspace_folder() / f"overview.{language}.json"


def marked(language="zh"):
    """Write a mark into the page that is kept: it shows wherever that page is used."""
    page = json.loads(kept(language).read_text("utf-8"))
    kept(language).write_text(json.dumps(page | {"cards": MARK}), encoding="utf-8")


def overview(**address):
    """Open the first page as a new start of the program does, with nothing in memory."""
    st.cache_resource.clear()
    return shown(opened("overview", **address))


@pytest.mark.usefixtures("folder")
def test_the_first_page_is_kept_and_shown_again_without_the_table(monkeypatch):
    before = overview()
    assert "36.2" in before

    def never(*_):
        raise AssertionError("the table was loaded")

    monkeypatch.setattr(first_page, "loaded_of", never)
    monkeypatch.setattr(observations, "decided", never)
    assert overview() == before


@pytest.mark.usefixtures("folder")
def test_each_language_has_its_own():
    overview(lang="zh")
    marked("zh")
    assert MARK not in overview(lang="en")
    assert MARK in overview(lang="zh")


def another_document(folder):
    (folder / "20250302.txt").write_text(OTHER, encoding="utf-8")


def a_document_less(folder):
    (folder / "20250120.txt").write_text(OTHER, encoding="utf-8")


def a_file_that_is_no_text(folder):
    (folder / "x.txt").write_bytes(b"")


def a_decision(_):
    workspace = shown_workspace()
    key = workspace.key(str(workspace.observations().table["id"].iloc[0]))
    workspace.verdicts.append([Verdict(key, "rejected")])


def an_official_figure(_):
    table = "place,period,indicator,value,unit,source\n安平县,2023,gdp,3,亿元,年鉴\n"
    shown_workspace().references.add("official.csv", table.encode())


@pytest.mark.parametrize(
    "change", [another_document, a_document_less, a_file_that_is_no_text, a_decision, an_official_figure]
)
def test_any_change_puts_it_together_again(folder, change):
    overview()
    marked()
    assert MARK in overview()
    change(folder)
    assert MARK not in overview()


def test_other_rules_or_another_program_put_it_together_again(folder, tmp_path_factory, monkeypatch):
    overview()
    marked()
    with monkeypatch.context() as changed:
        changed.setattr(first_page, "program", lambda: "another")
        assert MARK not in overview()
    marked()
    rules = tmp_path_factory.mktemp("rules") / "indicators.yaml"
    rules.write_text(RULES.read_text("utf-8") + "\n# another\n", encoding="utf-8")
    monkeypatch.setenv("COUNTY_INDICATORS_RULES", str(rules))
    assert MARK not in overview()
    assert folder.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": 1}', "\x00"])
@pytest.mark.usefixtures("folder")
def test_a_page_that_cannot_be_read_is_put_together_again(text):
    before = overview()
    kept().write_text(text, encoding="utf-8")
    assert overview() == before


def test_of_many_places_the_first_look_is_at_the_one_with_most_figures():
    years = {f"第{number}县": 5 + (number == 7) for number in range(1, 10)}
    table = rows(*(
        {"place": place, "period": str(2018 + year), "value": 1e5 + 1e3 * year}
        for place, count in years.items() for year in range(count)
    ))  # fmt: skip
    chosen = select(table, Selection(("tourist_arrivals",)))
    catalogue, say = load_catalogue().entries, wording("zh")
    (whole,) = arrange(chosen, catalogue, say)
    assert whole.apart
    panel = first_page.leading(whole, chosen, catalogue, say)
    assert (panel.who, len(panel.periods), panel.apart) == (("第7县",), 6, False)
    assert first_page.leading(panel, chosen, catalogue, say) is panel


@pytest.mark.parametrize("places", [MOST_NAMES, MOST_NAMES + 1])
def test_of_very_many_places_only_the_rows_of_the_leading_one_are_asked_for(places):
    table = Asking(rows(*(
        {"place": f"第{number}县", "period": str(2018 + year), "value": 1e5 + year, "indicator": name, "unit": unit}
        for number in range(places) for name, unit in (("tourist_arrivals", "人次"), ("gdp", "元"))
        for year in range(5 + (number == 7))
    )))  # fmt: skip
    panels = first_page.featured(table, ("gdp", "tourist_arrivals"), load_catalogue().entries, wording("zh"))
    assert [(one.indicators, one.who, len(one.periods)) for one in panels] == [
        (("gdp",), ("第7县",), 6), (("tourist_arrivals",), ("第7县",), 6)
    ]  # fmt: skip
    assert table.given == (12 if places > MOST_NAMES else (5 * places + 1) * 2)


class Asking(FrameTable):
    """Count the rows that are given."""

    given = 0

    def rows(self, where=EVERY, columns=None):
        """Return rows."""
        rows = super().rows(where, columns)
        if columns is None:
            self.given += len(rows)
        return rows


def test_without_any_row_nothing_is_kept_and_the_page_says_what_to_do(folder):
    (folder / "20250120.txt").write_text("全县平稳。", encoding="utf-8")
    assert "documents?lang=zh" in overview()
    assert not kept().exists()
