"""A figure with an open doubt bears a mark wherever it is shown, and so does what is computed from it."""

import io
import zipfile

import pandas as pd
import pytest

from app.charts.views import View
from app.compare.comparison import compared
from app.observations import load
from app.overview.headlines import cards_html, headlines
from app.report.formats import formats
from app.report.kinds import KINDS
from app.rows.row_flags import flags_of_row
from app.selection import Selection, select
from app.wording import wording
from pipeline.computed import growth_between
from pipeline.doubts import with_doubts
from pipeline.indicators import load_catalogue
from pipeline.revisions import with_revisions
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_pages import opened, press, show_documents, shown
from tests.dashboard_rows import rows
from tests.report_items import items

CATALOGUE = load_catalogue().entries
ZH = wording("zh")
TEXT = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客{visits}万人次，同比增长12.5%。\n"
LEVEL = {"digest": "d", "value": 362000.0, "value_text": "36.2万人次", "document": "a.txt"}
BEFORE = LEVEL | {
    "period": "2023",
    "year": 2023,
    "value": 322000.0,
    "value_text": "32.2万人次",
    "start": 9,
    "document": "b.txt",
}
RATE = LEVEL | {"measure": "yoy", "value": 12.5, "unit": "%", "value_text": "12.5%", "start": 5}
LAST_YEAR = BEFORE | {"derived": True, "start": 0, "document": "a.txt", "rule": "last_year_from_yoy"}


def marked(kinds, *given):
    table = rows(*given).assign(digest=[row["digest"] for row in given])
    return with_doubts(table, kinds)


def test_a_level_that_is_computed_bears_the_doubts_of_level_and_growth():
    table = marked({"row0": {"jump"}, "row1": {"low_confidence"}}, LEVEL, RATE, LAST_YEAR)
    assert [*table["doubt"]] == ["jump", "low_confidence", "jump+low_confidence"]
    table = marked({"row1": {"low_confidence"}}, LEVEL, RATE, LAST_YEAR)
    assert [*table["doubt"]] == ["", "low_confidence", "low_confidence"]


def test_growth_between_two_levels_bears_the_doubt_of_either():
    for doubted in ("row0", "row1"):
        table = marked({doubted: {"jump"}}, LEVEL, BEFORE)
        assert [*growth_between(table, CATALOGUE)["doubt"]] == ["jump"]
    assert [*growth_between(marked({}, LEVEL, BEFORE), CATALOGUE)["doubt"]] == [""]


@pytest.mark.parametrize("settled", [{"review": "accepted"}, {"review": "corrected"}, {"rule": "reference"}])
def test_a_figure_that_a_person_decided_about_and_an_official_one_are_in_no_doubt(settled):
    assert [*marked({"row0": {"conflict"}}, LEVEL | settled)["doubt"]] == [""]


def test_the_mark_stands_in_chart_card_table_and_every_file():
    table = marked({"row0": {"jump"}}, LEVEL, RATE).assign(title_stated=False)
    (one,) = items(table, "tourist_arrivals")
    assert one.panel.series[0].levels[0].told == "36.2?"
    assert "doubtful" in one.panel.marks
    for kind, part, sign in (
        ("docx", "word/document.xml", "36.2?"), ("pptx", "ppt/charts/chart", "36.2?"), ("xlsx", "xl/charts/chart", "36.2?"),
    ):  # fmt: skip
        with zipfile.ZipFile(io.BytesIO(KINDS[kind].write([one], CATALOGUE, ZH))) as file:
            text = "".join(file.read(name).decode() for name in file.namelist() if name.startswith(part))
        assert sign in text, kind
    assert "doubtful" in flags_of_row(next(table.itertuples()))
    assert "doubtful" not in flags_of_row([*table.itertuples()][1])
    assert cards_html(headlines(FrameTable(with_revisions(table))), CATALOGUE, ZH).count('class="doubt"') == 1
    chosen = select(table, Selection(("tourist_arrivals",)))
    (csv,) = (one.write(chosen, CATALOGUE, ZH) for one in formats() if one.code == "csv")
    assert [*pd.read_csv(io.BytesIO(csv))["doubt"].fillna("")] == ["jump", ""]
    (csv,) = (one.write(chosen, CATALOGUE, ZH) for one in formats() if one.code == "csv_shown")
    assert csv.decode("utf-8-sig").count(ZH("flag.doubtful")) == 1


def test_figures_that_contradict_each_other_are_marked_until_a_person_decides(tmp_path, monkeypatch):
    texts = {"20250120.txt": TEXT.format(visits="36.2"), "20250120b.txt": TEXT.format(visits="36.9")}
    show_documents(monkeypatch, tmp_path / "documents", texts)
    page = opened("compare", lang="zh", indicators="tourist_arrivals")
    assert "36.9?" in page.get("plotly_chart")[0].proto.spec
    assert load().doubts == 1
    assert 'content: "\\2002 1"' in shown(page)  # beside the link to Review
    press(opened("review", lang="zh"), "accept all")
    page = opened("compare", lang="zh", indicators="tourist_arrivals")
    assert "36.9?" not in page.get("plotly_chart")[0].proto.spec
    assert load().doubts == 0


@pytest.mark.parametrize("chart", ["index", "per_head", "shares"])
def test_what_a_view_divides_by_lends_its_doubt(chart):
    base = LEVEL | {"period": "2023", "indicator": "tourist_arrivals"}
    people = LEVEL | {"indicator": "permanent_population", "value": 300000.0, "unit": "人"}
    whole = LEVEL | {"indicator": "gdp", "value": 9e9, "unit": "元"}
    part = whole | {"indicator": "primary_value_added", "value": 1e9}
    level = base | {"period": "2024"}
    given = {"index": (level, base), "per_head": (level, people), "shares": (part, whole)}[chart]
    table = marked({"row1": {"jump"}}, *given).assign(title_stated=False)
    asked = Selection((given[0]["indicator"],))
    seen = compared(FrameTable(table), asked, View(chart=chart, base=2023), CATALOGUE, ZH)
    doubts = {str(row.period): row.doubt for row in seen.figures.itertuples()}
    assert doubts["2024"] == "jump"


def test_how_far_a_target_is_met_bears_the_doubt_of_the_target():
    target = LEVEL | {"status": "planned", "value": 400000.0}
    table = marked({"row1": {"jump"}}, LEVEL, target)
    seen = compared(FrameTable(table), Selection(("tourist_arrivals",)), View(), CATALOGUE, ZH)
    met = seen.rows[seen.rows["completion"].notna()]
    assert [*met["doubt"]] == ["jump"]
