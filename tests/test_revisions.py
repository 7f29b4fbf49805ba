"""Draw the latest of figures that were revised, list the earlier ones, and let scopes of one meaning be one series."""

import datetime as dt
import io

import docx
import openpyxl
import pptx
import pytest

from app.charts.first_to_last import changes_html
from app.charts.notes import notes
from app.charts.panels import arrange
from app.charts.views import View
from app.compare.viewed_rows import viewed
from app.overview.headlines import headlines
from app.report.document import document
from app.report.formats import formats
from app.report.slides import slides
from app.report.workbook import workbook
from app.rows.row_tables import readable
from app.selection import Selection, select
from pipeline.computed import growth_between
from pipeline.revisions import EARLIER, LATEST, REVISION, with_revisions
from pipeline.scopes import plain_scope, series_scope
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_rows import rows
from tests.report_items import CATALOGUE, EN, ZH, items

OFFICE = {"indicator": "tourism_revenue", "unit": "元", "conflict": "c1", "source": "安平县统计局"}
FIRST = {**OFFICE, "value": 4.4e9, "published": dt.date(2025, 1, 20), "document": "a.txt"}
SECOND = {**OFFICE, "value": 4.6e9, "published": dt.date(2025, 11, 20), "document": "b.txt"}
TOLD = (
    "安平县旅游收入2024年：44 亿元（安平县统计局，a.txt，2025年1月20日） → "
    "46 亿元（安平县统计局，b.txt，2025年11月20日）"
)


@pytest.fixture(scope="module")
def revised():
    return with_revisions(rows(FIRST, SECOND, {"period": "2023", **OFFICE, "value": 4e9, "conflict": ""}))


def test_the_latest_figure_is_drawn_and_the_earlier_ones_are_listed(revised):
    (item,) = items(revised)
    (one,) = item.panel.series
    assert [(point.x, point.value) for point in one.levels] == [("2023", 4e9), ("2024", 4.6e9)]
    assert one.disputed == ()
    assert item.panel.left_out == 0
    assert "disputed" not in item.panel.marks
    assert f"修订：{TOLD}。" in notes(item.panel, ZH)
    assert (
        items(revised, say=EN)[0]
        .panel.vintages[0]
        .startswith("Tourism revenue, 安平县, 2024: 4,400 million yuan (")
    )


GREW = {**FIRST, "measure": "yoy", "unit": "%", "value": 4.1, "conflict": ""}


def test_growth_of_a_figure_before_its_revision_is_not_joined_to_the_revised_one():
    before = {"period": "2023", **OFFICE, "value": 4e9, "conflict": "", "published": dt.date(2024, 1, 20)}
    (item,) = items(with_revisions(rows(before, FIRST, SECOND, GREW)))
    (one,) = item.panel.series
    assert [point.value for point in one.levels] == [4e9, 4.6e9]
    assert one.growths == ()
    assert item.panel.sentence == "安平县旅游收入由2023年的40亿元增至2024年的46亿元（修订数）。"
    assert item.panel.left_out == 0
    assert item.panel.vintages[1] == (
        "安平县旅游收入2024年：同比 +4.1%（安平县统计局，a.txt，2025年1月20日）说的是修订前的数，图中不画"
    )
    assert ZH("flag.latest") in changes_html(item.panel, ZH)


def test_a_card_has_the_latest_figure_however_sure_the_earlier_is_and_growth_that_belongs_to_it():
    sure = [FIRST | {"confidence": 0.99}, GREW | {"confidence": 0.99}]
    revised = SECOND | {"confidence": 0.8}
    again = FIRST | {"published": dt.date(2025, 3, 1), "document": "c.txt"}  # the same figure, told once more
    grew = GREW | {"value": 8.2, "published": SECOND["published"]}
    for given, level, growth in (
        ([*sure, revised], 4.6e9, None),
        ([*sure, revised, grew], 4.6e9, 8.2),
        ([*sure, again], 4.4e9, 4.1),
    ):
        ((row, rate),) = headlines(FrameTable(with_revisions(rows(*given)))).chosen
        assert (row.value, rate and rate.value) == (level, growth)


def test_growth_published_with_the_revised_figure_or_after_it_belongs_to_it():
    later = {**GREW, "value": 8.2, "published": SECOND["published"], "document": "b.txt"}
    for growths in ([later], [GREW, later]):
        (item,) = items(with_revisions(rows(FIRST, SECOND, *growths)))
        assert [point.value for point in item.panel.series[0].growths] == [8.2]
    (item,) = items(with_revisions(rows(FIRST, GREW)))
    assert [point.value for point in item.panel.series[0].growths] == [4.1]


@pytest.mark.parametrize(("published", "grown"), [(dt.date(2024, 1, 20), []), (SECOND["published"], [15.0])])
def test_no_growth_is_computed_from_a_revised_level_and_one_before_the_revision(published, grown):
    before = {"period": "2023", **OFFICE, "value": 4e9, "conflict": "", "published": published}
    table = with_revisions(rows(before, FIRST, SECOND))
    assert [*growth_between(table, CATALOGUE)["value"]] == pytest.approx(grown)


def test_figures_of_two_newspapers_stay_crosses():
    paper = {"source": "安平日报"}
    (item,) = items(with_revisions(rows({**FIRST, **paper}, {**SECOND, **paper})))
    assert [point.value for point in item.panel.series[0].disputed] == [4.4e9]
    assert item.panel.vintages == ()


def test_communiques_of_nobody_knows_which_place_revise_nothing():
    nobody = {"place": ""}
    assert [*with_revisions(rows({**FIRST, **nobody}, {**SECOND, **nobody}))[REVISION]] == ["", ""]


def test_each_file_of_a_chart_lists_the_earlier_figures(revised):
    chosen = items(revised)
    page = docx.Document(io.BytesIO(document(chosen, CATALOGUE, ZH)))
    assert any(TOLD in line.text for line in page.paragraphs)
    (slide,) = pptx.Presentation(io.BytesIO(slides(chosen, CATALOGUE, ZH))).slides
    assert any(TOLD in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    book = openpyxl.load_workbook(io.BytesIO(workbook(chosen, CATALOGUE, ZH)))
    assert any(TOLD in str(cell.value) for line in book["注"].iter_rows() for cell in line)


def test_rows_and_files_of_rows_say_what_was_revised(revised):
    assert [*revised[REVISION]] == [EARLIER, LATEST, ""]
    found = select(revised, Selection(("tourism_revenue",)))
    flags = dict(zip(found["id"], readable(found, CATALOGUE, ZH)["标记"], strict=True))
    assert flags == {"row0": "修订前", "row1": "修订后", "row2": ""}
    csv = next(one for one in formats() if one.code == "csv").write(found, CATALOGUE, ZH).decode("utf-8-sig")
    assert csv.splitlines()[0].endswith(f",{REVISION}")


def test_a_rejected_figure_is_revised_by_none(revised):
    rejected = revised.drop(columns=REVISION).assign(review=["rejected", "pending", "pending"])
    assert [*with_revisions(rejected)[REVISION]] == ["", "", ""]


def test_scopes_of_one_meaning_are_one_series_and_stay_as_printed():
    table = rows(
        *(
            {"indicator": name, "unit": "元", "period": year, "scope": scope, "value": value}
            for name, years in (
                ("industrial_profit", (("2022", ""), ("2023", "规上"), ("2024", "规模以上"))),
                ("gdp", (("2023", ""), ("2024", "初步核算数"))),
            )
            for value, (year, scope) in enumerate(years, start=1)
        )
    )
    for item in items(table):
        for one in item.panel.series:
            assert len(one.levels) == len(table[table["indicator"] == one.indicator])
    assert sorted(items(table)[0].rows["scope"]) == ["", "", "初步核算数", "规上", "规模以上"]


@pytest.mark.parametrize(
    ("indicator", "scope", "known"),
    [
        ("industrial_profit", "规上", ""),
        ("fixed_asset_investment", "规上", "规模以上"),
        ("fixed_asset_investment", "规模以上", "规模以上"),
        ("retail_sales", "限上", "限额以上"),
        ("above_limit_retail_sales", "限上", ""),
        ("fiscal_revenue_total", "全部口径", "全口径"),
        ("deposits", "本外币", "本外币"),
        ("unknown", "人民币", "人民币"),
    ],
)
def test_a_series_is_known_by_the_first_word_for_its_scope(indicator, scope, known):
    assert series_scope(indicator, scope) == known


def test_a_scope_that_the_name_has_is_none():
    assert plain_scope("规上", "规上工业增加值") == ""
    assert plain_scope("", "规上工业增加值") == ""


PART = {"indicator": "primary_value_added", "unit": "元", "source": "安平县统计局"}
WHOLE = {"indicator": "gdp", "unit": "元", "source": "安平县统计局"}
EARLY, LATE = ({name: one[name] for name in ("published", "document")} for one in (FIRST, SECOND))
OTHERS = {**PART, "indicator": "tertiary_value_added"}


def view_of(table, chart, base=0, wanted=()):
    """Give the panels of a view of a table."""
    chosen = Selection(wanted or tuple(dict.fromkeys(table["indicator"])))
    view, stored = View(chart=chart, base=base), FrameTable(table)
    shown, _ = viewed(
        select(table, chosen).assign(completion=float("nan")), stored, chosen, CATALOGUE, view, ZH
    )
    return arrange(shown, CATALOGUE, ZH, view=view)


def shares_of(*given):
    """Give the only panel of shares of rows made up for a case, and what it draws."""
    (panel,) = view_of(with_revisions(rows(*given)), "shares")
    return panel, [point.value for one in panel.series for point in one.levels]


def test_parts_before_a_revision_are_shares_of_the_whole_before_it():
    wholes = (
        {**WHOLE, **EARLY, "value": 2e10, "conflict": "c2"},
        {**WHOLE, **LATE, "value": 2.5e10, "conflict": "c2"},
    )
    panel, drawn = shares_of(*wholes, {**PART, **EARLY, "value": 5e9}, {**OTHERS, **EARLY, "value": 1.5e10})
    assert drawn == [25, 75]
    assert ZH("note.share_of_earlier") in notes(panel, ZH)[0]


def test_parts_and_whole_revised_together_are_listed_as_they_were_before():
    wholes = (
        {**WHOLE, **EARLY, "value": 2e10, "conflict": "c2"},
        {**WHOLE, **LATE, "value": 2.5e10, "conflict": "c2"},
    )
    parts = (
        {**PART, **EARLY, "value": 5e9, "conflict": "c3"},
        {**PART, **LATE, "value": 7.5e9, "conflict": "c3"},
    )
    panel, drawn = shares_of(*wholes, *parts)
    assert drawn == [30]
    assert "share_of_earlier" not in panel.marks
    (told,) = panel.vintages
    assert "5000000000元 ÷ 20000000000元" in told
    assert "7500000000元 ÷ 25000000000元" in told


def test_a_part_and_a_whole_of_two_vintages_give_no_share():
    whole = (
        {**WHOLE, **EARLY, "value": 2e10, "conflict": "c2"},
        {**WHOLE, **LATE, "value": 2.5e10, "conflict": "c2"},
    )
    part = {**PART, **EARLY, "value": 5e9, "document": "c.txt"}
    table = with_revisions(rows(*whole, part))
    assert [point.value for one in view_of(table, "shares") for point in one.series[0].levels] == [25]
    later = table[table["document"] != "a.txt"]
    assert view_of(later, "shares") == []


@pytest.mark.parametrize(
    ("chart", "base", "drawn"), [("index", 2023, [100, 115]), ("per_head", 0, [4e4, 4.6e4])]
)
def test_an_index_and_figures_per_head_list_what_was_revised_as_it_was_printed(chart, base, drawn):
    people = [
        {"indicator": "permanent_population", "unit": "人", "period": year, "value": 1e5}
        for year in ("2023", "2024")
    ]
    levels = (FIRST, SECOND, {"period": "2023", **OFFICE, "value": 4e9, "conflict": ""})
    table = with_revisions(rows(*levels, *people))
    (panel,) = view_of(table, chart, base, ("tourism_revenue",))
    assert [point.value for point in panel.series[0].levels] == pytest.approx(drawn)
    assert (panel.left_out, len(panel.vintages)) == (0, 1)
    assert "4400000000元（安平县统计局，a.txt，2025年1月20日） → 4600000000元" in panel.vintages[0]
