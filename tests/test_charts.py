import datetime as dt
import io
import re

import openpyxl
import plotly.graph_objects as go
import pytest

from app.amounts import scale_in
from app.charts.axes import ticks
from app.charts.facets import facets
from app.charts.figure import figure
from app.charts.first_to_last import changes_html
from app.charts.name_widths import in_lines
from app.charts.notes import notes
from app.charts.palette import COLOURS, HOLLOW, tint
from app.charts.panels import arrange
from app.charts.period_parts import part_of
from app.charts.prints import print_figure
from app.charts.views import CHARTS, View
from app.compare.computed_rows import with_computed
from app.compare.index_view import base_years
from app.compare.panel_view import definitions
from app.compare.viewed_rows import viewed
from app.labels import amount_words
from app.period_labels import period_kind, period_words
from app.report.cells import table_cells
from app.report.grid import grid
from app.report.items import Item
from app.report.native_looks import pale
from app.report.workbook import workbook
from app.rows.row_tables import readable
from app.rows.row_view import for_a_phone
from app.selection import ALL, PLACES, Selection, named, select, telling_indicators
from app.wording import wording
from pipeline.indicators import load_catalogue
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_rows import rows

ZH, EN = wording("zh"), wording("en")
CATALOGUE = load_catalogue().entries
HAN = re.compile("[一-鿿]")
GROWTH = {"measure": "yoy", "unit": "%"}


def panels(table, *indicators, say=ZH, **wanted):
    chosen = indicators or tuple(dict.fromkeys(table["indicator"]))
    return arrange(select(table, Selection(chosen, **wanted)), CATALOGUE, say)


def drawn(drawing, kind):
    return [trace for trace in drawing.data if trace.type == kind and trace.customdata is not None]


def test_levels_are_columns_and_growth_is_a_line_on_a_second_axis():
    table = rows({"period": "2023", "value": 1.2e5}, {"value": 1.5e5}, {"value": 25.0, **GROWTH})
    (panel,) = panels(table)
    drawing = figure(panel, ZH)
    (columns,), (line,) = drawn(drawing, "bar"), drawn(drawing, "scatter")
    assert list(columns.y) == [12, 15]
    assert panel.unit == "万人次"
    assert (list(line.x), list(line.text), line.yaxis) == (["2024"], ["+25%"], "y2")


def test_every_mark_carries_the_id_of_its_row():
    table = rows({"value": 1.0}, {"value": 25.0, **GROWTH})
    drawing = figure(panels(table)[0], ZH)
    assert [trace.customdata[0][0] for trace in drawn(drawing, "bar") + drawn(drawing, "scatter")] == [
        "row0",
        "row1",
    ]


def test_planned_columns_are_hatched_and_computed_ones_hollow():
    table = rows({"period": "2022", "value": 5.0}, {"period": "2023", "value": 6.0, "derived": True},
                 {"period": "2025", "value": 9.0, "status": "planned"})  # fmt: skip
    (panel,) = panels(table)
    actual, planned = drawn(figure(panel, ZH), "bar")
    assert list(planned.marker.pattern.shape) == ["/"]
    assert list(actual.marker.color) == [COLOURS[0], HOLLOW]
    assert list(actual.marker.pattern.shape) == ["", ""]
    assert panel.marks == ("planned", "derived")


@pytest.mark.parametrize(
    ("qualifier", "label"),
    [
        ("over", "≥3"),
        ("at_least", "≥3"),
        ("nearly", "≤3"),
        ("at_most", "≤3"),
        ("about", "≈3"),
        ("exact", "3"),
    ],
)
def test_a_bound_or_an_approximation_is_marked_in_the_label(qualifier, label):
    (panel,) = panels(rows({"value": 3e4, "qualifier": qualifier}))
    assert panel.series[0].levels[0].label == label


def test_a_range_shows_both_ends():
    (panel,) = panels(rows({"value": 3e4, "low": 3e4, "high": 5e4, "qualifier": "range"}))
    assert panel.series[0].levels[0].label == "3–5"


def test_the_note_explains_the_marks_that_are_there_and_no_others():
    note, source = notes(panels(rows({"value": 3.0, "qualifier": "about"}))[0], ZH)
    assert note == f"注：{ZH('note.about')}。"
    assert source == "资料来源：《安平日报》2025年1月20日"
    assert notes(panels(rows({"value": 3.0}))[0], ZH) == [source]


def test_indicators_of_different_units_never_share_an_axis():
    table = rows({"value": 3e4}, {"indicator": "tourism_revenue", "unit": "元", "value": 3e4})
    assert [panel.unit for panel in panels(table)] == ["万人次", "亿元"]


def test_indicators_shown_in_different_units_never_share_an_axis():
    unit = {"unit": "元"}
    table = rows(
        {"indicator": "gdp", **unit, "value": 3e10}, {"indicator": "gdp_per_capita", **unit, "value": 49809.0}
    )
    assert [(panel.unit, panel.series[0].levels[0].label) for panel in panels(table)] == [
        ("亿元", "300"), ("元", "49,809")]  # fmt: skip


def test_a_panel_of_growth_alone_is_in_per_cent():
    table = rows({"indicator": "gdp", "value": 5.8, **GROWTH})
    assert [panel.unit for panel in panels(table)] == ["%"]


def test_growth_that_rounds_to_nothing_has_no_sign():
    table = rows({"value": 0.0, **GROWTH}, {"value": 0.04, "derived": True, "period": "2023", **GROWTH},
                 {"value": 0.0, "period": "2022", "value_text": "0.0%", **GROWTH},
                 {"value": -0.004, "derived": True, "period": "2021", **GROWTH})  # fmt: skip
    assert {point.label for panel in panels(table) for point in panel.series[0].growths} == {"0%", "0.0%"}


def test_the_months_from_january_never_stand_beside_a_single_month():
    spring = {
        "period": "2024-01-01/2024-05-31",
        "period_start": dt.date(2024, 1, 1),
        "period_end": dt.date(2024, 5, 31),
    }
    may = {"period": "2024-05", "period_start": dt.date(2024, 5, 1), "period_end": dt.date(2024, 5, 31)}
    table = rows({"value": 5.0, **spring}, {"value": 1.0, **may})
    assert [panel.periods for panel in panels(table)] == [("2024年1—5月",), ("2024年5月",)]


def test_of_two_figures_for_one_year_the_latest_published_is_drawn_and_the_other_counted():
    table = rows({"value": 5.0}, {"value": 6.0, "published": dt.date(2025, 6, 1)})
    (panel,) = panels(table)
    assert [point.value for point in panel.series[0].levels] == [6.0]
    assert panel.left_out == 1
    assert "另有 1 个" in notes(panel, ZH)[0]


def test_many_subjects_of_one_year_lie_across_with_the_largest_on_top():
    names = ["甲公司", "乙公司", "丙公司"]
    table = rows(
        *({"subject": name, "value": value} for name, value in zip(names, (2e4, 9e4, 5e4), strict=True))
    )
    (bars,) = drawn(figure(panels(table, about=ALL)[0], ZH), "bar")
    assert bars.orientation == "h"
    assert list(bars.x) == [2, 5, 9]


def test_a_better_rank_stands_higher():
    table = rows(*({"indicator": "county_economy_rank", "unit": "位", "period": year, "value": place}
                   for year, place in (("2023", 12.0), ("2024", 8.0))))  # fmt: skip
    drawing = figure(panels(table)[0], ZH)
    low, high = drawing.layout.yaxis.range
    assert (low > 12, high < 8) == (True, True)


def test_names_from_a_document_are_never_read_as_markup():
    table = rows({"subject": "<b>甲</b>", "value": 1.0}, {"subject": "乙", "value": 2.0})
    drawing = figure(panels(table, about=ALL)[0], ZH)
    assert "<b>甲" not in drawing.to_json()
    assert "&lt;b&gt;甲" in str(drawing.layout.yaxis.ticktext)


def test_a_printed_picture_carries_title_unit_notes_and_source_on_light_ground():
    (panel,) = panels(rows({"value": 3e4, "qualifier": "over"}))
    drawing = print_figure(panel, notes(panel, ZH), ZH)
    texts = " ".join(annotation.text for annotation in drawing.layout.annotations)
    assert "安平县" in drawing.layout.title.text
    assert "单位：万人次" in texts
    assert "注：" in texts
    assert "资料来源：" in texts
    assert (drawing.layout.width, drawing.layout.paper_bgcolor) == (900, "#ffffff")


@pytest.mark.parametrize(
    ("indicator", "value", "text", "unit", "language", "written"),
    [
        ("tourist_arrivals", 136400.0, "13.64万人次", "人次", "zh", "13.64 万人次"),
        ("tourist_arrivals", 136400.0, "136400人次", "人次", "zh", "13.64 万人次"),
        ("tourism_revenue", 6e7, "6000万元", "元", "zh", "0.6 亿元"),
        ("tourism_revenue", 2.6e8, "2.60亿元", "元", "zh", "2.60 亿元"),
        ("tourism_revenue", 2.6e8, "2.60亿元", "元", "en", "260 million yuan"),
        ("gdp", 278_750_000_000.0, "2,787.50亿元", "元", "zh", "2,787.50 亿元"),
        ("gdp", 123_456_789_012.0, "12345678.9012万元", "元", "zh", "1,234.56789012 亿元"),
        ("gdp", 0.0, "0", "元", "zh", "0 亿元"),
        ("gdp", 4.026e10, "402亿6000万元", "元", "zh", "402.6 亿元"),
        ("exports", 2.5e8, "2.50亿美元", "美元", "zh", "2.50 亿美元"),
        ("foreign_investment_used", 6_543_000.0, "654.3万美元", "美元", "zh", "654.3 万美元"),
        ("gdp_per_capita", 49809.0, "49809元", "元", "zh", "49,809 元"),
        ("hospital_beds", 7067.0, "7067张", "张", "zh", "7,067 张"),
        ("elder_care_beds", 56803.0, "5.6803万张", "张", "zh", "56,803 张"),
        ("grain_area", 823_000_041.15, "123.45万亩", "平方米", "zh", "123.45 万亩"),
        ("grain_area", 152_340_000.0, "15.234千公顷", "平方米", "zh", "22.851 万亩"),
        ("project_land_area", 30000.0, "3公顷", "平方米", "zh", "45.0 亩"),
        ("grain_output", 362_500.0, "7.25亿斤", "吨", "zh", "36.25 万吨"),
        ("industrial_enterprises", 715.0, "715家", "家", "zh", "715 家"),
        ("urbanization_rate", 97.5, "97.50%", "%", "zh", "97.50 %"),
        ("projects_total", 3.0, "三个", "个", "zh", "3 个"),
    ],
)
def test_an_amount_is_written_in_the_unit_of_its_indicator_with_all_its_digits(
    indicator, value, text, unit, language, written
):
    row = rows({"indicator": indicator, "value": value, "value_text": text, "unit": unit}).iloc[0]
    assert amount_words(row, CATALOGUE, wording(language)) == written


def test_a_corrected_amount_keeps_the_digits_of_the_correction():
    row = rows({"value": 84_251.0, "value_text": "842万人次", "review": "corrected"}).iloc[0]
    assert amount_words(row, CATALOGUE, ZH) == "8.4251 万人次"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_indicator_is_shown_in_a_unit_of_its_own(language):
    for name, entry in CATALOGUE.items():
        scale = scale_in(entry.unit, entry.shown_in, language)
        assert language == "zh" or not HAN.search(scale.unit), name
        if language == "zh" and entry.shown_in:
            assert scale.unit == entry.shown_in.replace("美元", "元"), name


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2024", "2024年", "2024"),
        ("2024-Q1", "2024年一季度", "Q1 2024"),
        ("2024-H1", "2024年上半年", "First half of 2024"),
        ("2025-04", "2025年4月", "Apr 2025"),
        ("2025-04-04/2025-04-06", "2025年4月4—6日", "4–6 Apr 2025"),
        ("2025-01-01/2025-05-31", "2025年1—5月", "Jan–May 2025"),
        ("2021-01-01/2025-12-31", "2021—2025年", "2021–2025"),
        ("2024-09-28/2024-10-07", "2024年9月28日—2024年10月7日", "28 Sep 2024 – 7 Oct 2024"),
        ("2025-04-07", "2025年4月7日", "7 Apr 2025"),
        ("", "未写明时期", "No period stated"),
    ],
)
def test_a_period_is_written_in_words(period, chinese, english):
    assert (period_words(period, ZH), period_words(period, EN)) == (chinese, english)


@pytest.mark.parametrize(
    ("period", "start", "kind"),
    [
        ("2024", dt.date(2024, 1, 1), "year"),
        ("2024-12-31", None, "year"),
        ("", None, "year"),
        ("2024-Q2", dt.date(2024, 4, 1), "quarter"),
        ("2025-04-04/2025-04-06", dt.date(2025, 4, 4), "span"),
        ("2025-01-01/2025-05-31", dt.date(2025, 1, 1), "cumulative"),
    ],
)
def test_the_kind_of_a_period_says_what_it_may_stand_beside(period, start, kind):
    assert period_kind(period, start) == kind


@pytest.mark.parametrize(("low", "high"), [(0, 13.64), (0, 715), (-5.1, 12), (0, 0.003), (0, 0)])
def test_ticks_are_round_and_within_the_axis(low, high):
    chosen = ticks(low, high)
    assert 1 <= len(chosen) <= 7
    assert all(low - 1e-9 <= tick <= max(high, 1) + 1e-9 for tick in chosen)


def test_the_first_comparison_prefers_levels_that_change_over_levels_that_stay():
    steady = [
        {"indicator": "industrial_enterprises", "unit": "家", "period": str(year), "value": 100.0}
        for year in (2022, 2023, 2024)
    ]
    moving = [{"period": str(year), "value": float(year)} for year in (2023, 2024)]
    assert telling_indicators(FrameTable(rows(*steady, *moving)), CATALOGUE, most=1) == ["tourist_arrivals"]


def test_figures_of_a_company_are_left_out_when_whole_places_are_asked_for():
    table = rows({"value": 1.0}, {"value": 2.0, "subject": "甲公司"})
    assert list(select(table, Selection(("tourist_arrivals",), about=PLACES))["value"]) == [1.0]


def spans(first, last):
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return {"period": f"{first}/{last}", "period_start": start, "period_end": end, "year": end.year}


def with_view(table, chart, say=ZH, **view):
    """Give the panels of a view, and what it says that it leaves out."""
    wanted = Selection(tuple(dict.fromkeys(table["indicator"])))
    seen = View(chart, **view)
    chosen = with_computed(select(table, wanted), table, wanted, CATALOGUE)
    shown, remarks = viewed(chosen, FrameTable(table), wanted, CATALOGUE, seen, say)
    return arrange(shown, CATALOGUE, say, view=seen), remarks


def amounts(panel):
    return [[point.value for point in one.levels] for one in panel.series]


@pytest.mark.parametrize("chart", CHARTS)
def test_every_kind_of_chart_draws_what_plotly_knows(chart):
    table = rows(
        *({"period": str(year), "value": float(year), "qualifier": how, "high": 3000.0, "conflict": "c"}
          for year, how in ((2020, "exact"), (2021, "over"), (2022, "range"), (2024, "nearly"))),
        {"period": "2022", "value": 9.0, "conflict": "c"}, {"value": 12.0, **GROWTH},
        {"period": "2024", "value": 2100.0, "status": "planned"},
        {"indicator": "permanent_population", "unit": "人", "period": "2024", "value": 1e5},
        {"value": 30.0, "measure": "share", "unit": "%"},
    )  # fmt: skip
    drawings = [figure(panel, ZH) for panel in with_view(table, chart, base=2020)[0]]
    assert drawings
    for drawing in drawings:
        go.Figure(drawing.to_dict())  # raises ValueError at a property that does not exist


def test_an_absent_year_keeps_its_place_and_breaks_the_line():
    table = rows(*({"period": str(year), "value": 1.0 * year} for year in (2020, 2021, 2024)))
    (panel,), _ = with_view(table, "lines")
    (line,) = drawn(figure(panel, ZH), "scatter")
    assert list(line.x) == ["2020", "2021", "2022", "2023", "2024"]
    assert [height is None for height in line.y] == [False, False, True, True, False]
    assert line.connectgaps is False


def test_computed_growth_is_hollow_and_printed_growth_solid():
    table = rows({"period": "2022", "value": 100.0}, {"period": "2023", "value": 110.0}, {"value": 132.0},
                 {"period": "2024", "value": 20.0, **GROWTH})  # fmt: skip
    (panel,), _ = with_view(table, "columns")
    (line,) = drawn(figure(panel, ZH), "scatter")
    assert list(line.text) == ["+10%", "+20%"]
    assert [fill == HOLLOW for fill in line.marker.color] == [True, False]
    assert "growth_computed" in panel.marks
    names = [trace.name for trace in figure(panel, ZH).data if trace.showlegend is not False]
    assert {ZH("chart.growth_key"), ZH("chart.growth_computed_key")} <= {*names}


def test_computed_growth_that_differs_from_the_printed_one_stands_beside_the_line():
    table = rows({"period": "2023", "value": 100.0}, {"value": 132.0}, {"value": 20.0, **GROWTH})
    (panel,), _ = with_view(table, "columns")
    line, beside = drawn(figure(panel, ZH), "scatter")
    assert (list(line.y), [round(rate) for rate in beside.y], beside.mode) == ([20.0], [32], "markers")


def test_figures_that_documents_disagree_about_are_marks_at_the_same_period():
    table = rows(
        {"value": 5e4, "conflict": "c"},
        {"value": 6e4, "conflict": "c", "published": dt.date(2025, 6, 1), "document": "b.txt"},
    )
    (panel,) = panels(table)
    (crosses,) = drawn(figure(panel, ZH), "scatter")
    assert [point.value for point in panel.series[0].levels] == [6e4]
    assert (list(crosses.x), list(crosses.y), crosses.customdata[0][0]) == (["2024"], [5.0], "row0")
    assert (panel.left_out, "disputed" in panel.marks) == (0, True)


def test_a_lower_bound_ends_in_a_head_that_points_up_and_an_upper_one_down():
    table = rows(
        {"period": "2023", "value": 3e4, "qualifier": "over"}, {"value": 4e4, "qualifier": "at_most"}
    )
    (heads,) = drawn(figure(panels(table)[0], ZH), "scatter")
    assert list(heads.marker.symbol) == ["triangle-up", "triangle-down"]
    assert list(heads.text) == ["≥3", "≤4"]


def test_a_range_is_an_interval_from_its_lower_to_its_upper_end():
    (panel,) = panels(rows({"value": 3e4, "high": 5e4, "qualifier": "range"}))
    (end,) = drawn(figure(panel, ZH), "scatter")
    assert (list(end.y), list(end.error_y.arrayminus)) == ([5.0], [2.0])


def test_a_rejected_figure_is_not_drawn_and_a_corrected_one_is_noted():
    table = rows(
        {"period": "2023", "value": 3.0, "review": "rejected"}, {"value": 4.0, "review": "corrected"}
    )
    (panel,), remarks = with_view(table, "columns")
    assert amounts(panel) == [[4.0]]
    assert panel.marks == ("corrected",)
    assert remarks == [ZH("compare.rejected", count=1)]


def test_how_far_a_target_is_met_stands_in_label_and_table():
    table = rows({"value": 5e5, "status": "planned"}, {"value": 6e5})
    (panel,), _ = with_view(table, "columns")
    labels = [text for trace in drawn(figure(panel, ZH), "bar") for text in trace.text]
    assert labels == ["60<br>完成120.0%", "50"]
    chosen = with_computed(
        select(table, (wanted := Selection(("tourist_arrivals",)))), table, wanted, CATALOGUE
    )
    assert sorted(readable(chosen, CATALOGUE, ZH, panel)[ZH("column.completion")]) == ["", "120.0%"]


def test_an_index_sets_each_series_against_its_base_year_and_names_what_has_none():
    table = rows({"period": "2022", "value": 50.0}, {"value": 60.0}, {"value": 7.0, "place": "永宁县"})
    (panel,), remarks = with_view(table, "index", base=2022)
    assert amounts(panel) == [[100.0, 120.0]]
    assert panel.unit == ZH("chart.index_unit", base=2022)
    assert remarks == [ZH("compare.no_base", names="永宁县", base=2022)]


def test_a_bound_is_no_base_of_an_index():
    table = rows({"period": "2022", "value": 50.0, "qualifier": "over"}, {"value": 60.0})
    assert base_years(select(table, Selection(("tourist_arrivals",)))) == [2024]


def test_amounts_per_head_are_divided_by_the_population_of_the_same_place_and_year():
    people = {"indicator": "permanent_population", "unit": "人", "period": "2024-12-31", "period_start": None,
              "period_end": dt.date(2024, 12, 31)}  # fmt: skip
    table = rows({"value": 60.0}, {"period": "2023", "value": 50.0}, {"value": 20.0, **people})
    (panel,), remarks = with_view(table, "per_head")
    assert amounts(panel) == [[3.0]]
    assert panel.unit == "人次/人"
    assert ZH("compare.no_population", count=1) in remarks


def test_shares_are_those_printed_and_those_of_a_whole_that_the_rules_name():
    whole = {"indicator": "gdp", "unit": "元", "value": 200.0}
    parts = [{"indicator": name, "unit": "元", "value": value}
             for name, value in (("primary_value_added", 20.0), ("secondary_value_added", 80.0))]  # fmt: skip
    found, _ = with_view(rows(whole, *parts), "shares")
    assert [amounts(panel) for panel in found] == [[[10.0], [40.0]]]
    assert all(point.derived for one in found[0].series for point in one.levels)
    printed, _ = with_view(rows({"value": 35.0, "measure": "share", "unit": "%"}, {"value": 9.0}), "shares")
    assert [amounts(panel) for panel in printed] == [[[35.0]]]


def test_parts_without_their_whole_give_no_share_but_a_sentence():
    found, remarks = with_view(rows({"value": 3.0}, {"value": 5.0, "place": "永宁县"}), "shares")
    assert (found, remarks) == ([], [ZH("compare.no_shares")])


@pytest.mark.parametrize(
    ("levels", "together"),
    [({"gdp": 318e8, "budget_revenue": 14e8}, [["gdp"], ["budget_revenue"]]),
     ({"gdp": 100e8, "budget_revenue": 10e8}, [["gdp", "budget_revenue"]]),
     ({"budget_revenue": 9.9e8, "gdp": 100e8, "secondary_value_added": 40e8, "retail_sales": 12e8},
      [["budget_revenue"], ["gdp", "secondary_value_added", "retail_sales"]]),
     ({"gdp": 100e8, "budget_revenue": 9e8, "tourism_revenue": 1e8, "secondary_value_added": 50e8},
      [["gdp", "secondary_value_added"], ["budget_revenue", "tourism_revenue"]]),
     ({"gdp": -5.0, "budget_revenue": 0.0}, [["gdp"], ["budget_revenue"]])],
)  # fmt: skip
def test_a_level_that_would_lie_flat_beside_another_has_a_panel_of_its_own(levels, together):
    table = rows(*({"indicator": name, "unit": "元", "value": top * share, "period": year}
                   for name, top in levels.items() for year, share in (("2023", 0.01), ("2024", 1.0))))  # fmt: skip
    assert [[*panel.indicators] for panel in panels(table)] == together


def test_another_figure_of_the_same_document_is_called_so():
    told = {"conflict": "c1", "period": "2024"}
    first, again = {"value": 3e5, "confidence": 0.95, **told}, {"value": 4e5, **told}
    for others, marks in (
        ([again], {"disputed_within"}),
        ([again | {"document": "b.txt", "confidence": 0.5}], {"disputed"}),
        (
            [again, again | {"document": "b.txt", "value": 5e5, "confidence": 0.5}],
            {"disputed", "disputed_within"},
        ),
    ):
        (panel,) = panels(rows(first, *others))
        assert {mark for mark in panel.marks if mark.startswith("disputed")} == marks
        assert ("同一文献" in notes(panel, ZH)[0]) == ("disputed_within" in marks)
        assert ("其他文献" in notes(panel, ZH)[0]) == ("disputed" in marks)


def test_the_same_holiday_of_two_years_stands_together_and_apart_from_another():
    table = rows({"value": 1.0, **spans("2024-04-04", "2024-04-06")},
                 {"value": 2.0, **spans("2025-04-04", "2025-04-06")},
                 {"value": 3.0, **spans("2024-05-01", "2024-05-05")})  # fmt: skip
    first, second = panels(table)
    assert (first.periods, first.ticks) == (("2024年清明假期", "2025年清明假期"), ("2024", "2025"))
    assert second.periods == ("2024年五一假期",)
    assert "清明假期" in first.title


@pytest.mark.parametrize(
    ("period", "first", "last", "kind", "part"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year", "Y"),
        ("2024-Q3", "2024-07-01", "2024-09-30", "quarter", "Q3"),
        ("2024-05", "2024-05-01", "2024-05-31", "month", "M05"),
        ("2024-01/2024-05", "2024-01-01", "2024-05-31", "cumulative", "C05"),
        ("2024-01-01/2024-05-20", "2024-01-01", "2024-05-20", "cumulative", "C0520"),
        ("2025-04-04/2025-04-06", "2025-04-04", "2025-04-06", "holiday", "tomb_sweeping"),
        ("2025-04-04/2025-04-09", "2025-04-04", "2025-04-09", "span", "04-04/04-09"),
    ],
)
def test_a_period_is_a_part_of_its_year(period, first, last, kind, part):
    assert part_of(period, dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == (kind, part)


def test_months_stand_in_order_with_the_year_under_the_first_of_each():
    months = [{"period": f"{year}-{month:02d}", "period_start": dt.date(year, month, 1), "year": year,
               "period_end": dt.date(year, month, 28), "value": 1.0}
              for year, month in ((2023, 11), (2024, 2))]  # fmt: skip
    (panel,) = panels(rows(*months))
    assert panel.ticks == ("11月<br>2023", "12月", "1月<br>2024", "2月")


def test_only_the_asked_part_of_the_year_is_selected():
    table = rows({"value": 1.0, **spans("2024-04-04", "2024-04-06")}, {"value": 2.0})
    wanted = Selection(("tourist_arrivals",), kind="holiday", parts=("tomb_sweeping",))
    assert list(select(table, wanted)["value"]) == [1.0]


def test_figures_of_a_narrower_scope_are_a_series_of_their_own():
    table = rows({"period": "2023", "value": 5.0}, {"value": 3.0, "scope": "规上"})
    assert amounts(panels(table)[0]) == [[5.0], [3.0]]


def test_many_places_over_years_have_small_charts_with_one_reach():
    table = rows(*({"place": f"{letter}县", "period": year, "value": value}
                   for value, letter in enumerate("甲乙丙丁戊己", 1) for year in ("2023", "2024")))  # fmt: skip
    (panel,) = panels(table)
    parts = facets(panel)
    assert (panel.apart, len(parts)) == (True, 6)
    assert len({figure(part, ZH).layout.yaxis.range for part in parts}) == 1


def test_the_table_has_the_numbers_of_the_chart_and_flags():
    table = rows({"period": "2023", "value": 1.2e5, "derived": True}, {"value": 1.5e5, "qualifier": "over"})
    (panel,) = panels(table)
    shown = readable(select(table, Selection(("tourist_arrivals",))), CATALOGUE, ZH, panel)
    assert list(shown[ZH("column.value")]) == [point.label for point in panel.series[0].levels]
    assert list(shown[ZH("column.flags")]) == [ZH("flag.derived"), ZH("flag.lower")]


def test_many_subjects_with_figures_of_several_years_have_a_small_chart_each_with_the_years_on_one_axis():
    table = rows(*({"subject": f"{letter}公司", "period": str(2019 + value), "value": value}
                   for value, letter in enumerate("甲乙丙丁戊己", 1)))  # fmt: skip
    (panel,) = panels(table, about=ALL)
    assert (panel.apart, panel.across) == (True, False)


def test_official_figures_are_a_series_of_their_own_beside_those_read():
    table = rows(
        {"value": 360000.0, "period": "2023"},
        {"value": 362000.0, "period": "2024"},
        {"value": 358000.0, "period": "2023", "rule": "reference", "source": "《安平统计年鉴2024》"},
    )
    (panel,) = arrange(select(table, Selection(("tourist_arrivals",))), CATALOGUE, ZH)
    assert {one.name: [point.value for point in one.levels] for one in panel.series} == {
        ZH("chart.read"): [360000.0, 362000.0],
        ZH("chart.official"): [358000.0],
    }
    assert "official" in panel.marks


@pytest.mark.parametrize(("computed", "drawn"), [(310540.0, [311000.0]), (309000.0, [309000.0, 311000.0])])
def test_a_computed_level_is_not_drawn_beside_an_official_one_that_it_rounds_to(computed, drawn):
    table = rows(
        {"value": computed, "period": "2023", "derived": True, "value_text": "31.1万人次"},
        {"value": 311000.0, "period": "2024"},
        {"value": 310500.0, "period": "2023", "rule": "reference"},
    )
    (panel,) = arrange(select(table, Selection(("tourist_arrivals",))), CATALOGUE, ZH)
    assert {one.name: [point.value for point in one.levels] for one in panel.series} == {
        ZH("chart.read"): drawn,
        ZH("chart.official"): [310500.0],
    }


@pytest.mark.parametrize(
    ("value", "text", "label"),
    [(310500.0, "31.05万吨", "31.05"), (310190.0, "31.05万吨", "31.0"), (270000.0, "27.0万吨", "27.0"),
     (84200.0, "13.64万吨", "8.42"), (300000.0, "300000吨", "30.0")],
)  # fmt: skip
def test_a_computed_level_that_equals_what_it_comes_from_is_written_like_it(value, text, label):
    table = rows(
        {"indicator": "grain_output", "unit": "吨", "value": value, "value_text": text, "derived": True}
    )
    (panel,) = panels(table)
    assert [point.label for point in panel.series[0].levels] == [label]


def test_computed_shares_have_the_colours_of_their_parts():
    table = rows({"indicator": "gdp", "unit": "元", "value": 200.0},
                 {"indicator": "primary_value_added", "unit": "元", "value": 20.0},
                 {"indicator": "secondary_value_added", "unit": "元", "value": 80.0})  # fmt: skip
    (panel,), _ = with_view(table, "shares")
    fills = {fill for trace in drawn(figure(panel, ZH), "bar") for fill in trace.marker.color}
    assert fills == {tint(COLOURS[0]), tint(COLOURS[1])}
    book = openpyxl.load_workbook(io.BytesIO(workbook([Item(panel, table)], CATALOGUE, ZH)))
    (chart,) = [chart for sheet in book for chart in sheet._charts]  # noqa: SLF001
    points = [point for one in chart.series for point in one.dPt]
    shades = {point.graphicalProperties.solidFill.srgbClr for point in points}
    assert shades == {pale(ink).lstrip("#") for ink in COLOURS[:2]}


def test_a_figure_has_the_digits_that_were_printed_and_none_of_those_beside_it():
    table = rows(
        {"period": "2023", "value": 3.994e6, "value_text": "399.40万人次"},
        {"value": 8.42e6, "value_text": "842万人次"},
        {"period": "2023", "value": 1.2, "value_text": "1.2%", **GROWTH},
        {"value": 5.55, "value_text": "5.55%", **GROWTH},
    )
    for say, levels in ((ZH, ["399.40", "842"]), (EN, ["3,994.0", "8,420"])):
        (panel,) = panels(table, say=say)
        (one,) = panel.series
        assert [point.label for point in one.levels] == levels
        assert [*readable(table.assign(who="", completion=None), CATALOGUE, say, panel)[say("column.value")]] == [
            *levels, "+1.2", "+5.55",
        ]  # fmt: skip
        assert [line[1:] for line in table_cells(grid(panel, say), say)[1:]] == [
            [levels[0], "1.2"],
            [levels[1], "5.55"],
        ]
        assert all(f">{level}</b>" in changes_html(panel, say) for level in levels)


def test_computed_figures_beside_each_other_have_equal_decimals_in_chart_and_sentence():
    table = rows({"period": "2023", "value": 3e6}, {"value": 3.535e6}, {"period": "2025", "value": 3.21e6})
    (panel,) = with_view(table, "index", base=2023)[0]
    assert [point.label for point in panel.series[0].levels] == ["100.0", "117.8", "107.0"]
    assert "117.8" in panel.sentence
    assert "107.0" in panel.sentence


MONEY = {"indicator": "retail_sales", "unit": "元"}


@pytest.mark.parametrize(
    ("row", "chart", "priced"),
    [
        (MONEY, "columns", True),
        (MONEY, "index", True),
        ({}, "columns", False),
        ({}, "index", False),
        ({"indicator": "permanent_population", "unit": "人"}, "columns", False),
        ({"indicator": "urban_unemployment_rate", "unit": "%"}, "columns", False),
        ({"indicator": "tertiary_share", "unit": "%"}, "shares", False),
    ],
)
@pytest.mark.parametrize(("say", "prices"), [(ZH, "价格"), (EN, "prices")])
def test_prices_are_spoken_of_where_figures_are_money_alone(row, chart, priced, say, prices):
    table = rows({**row, "period": "2023", "value": 40.0}, {**row, "value": 50.0})
    (panel,) = with_view(table, chart, say, base=2023)[0]
    assert (prices in changes_html(panel, say)) is priced
    if chart == "columns":
        for form in ("note", "note_table"):
            assert (prices in " ".join(notes(panel, say, form))) is priced


PARTS = ("primary_value_added", "gdp", "tertiary_value_added", "secondary_value_added")


def test_several_indicators_of_one_place_are_not_sorted_and_each_leads_to_its_definition():
    table = rows(*(
        {"indicator": name, "unit": "元", "value": value}
        for name, value in zip(PARTS, (3e9, 2.6e10, 1.2e10, 1.1e10), strict=True)
    ))  # fmt: skip
    (panel,) = panels(table)
    assert panel.title == "安平县第一产业增加值、地区生产总值、第三产业增加值、第二产业增加值：2024年"
    (bars,) = drawn(figure(panel, ZH), "bar")
    assert [*bars.x][::-1] == [30, 260, 120, 110]
    assert [point.label for point in grid(panel, ZH).columns[0].points] == ["30", "260", "120", "110"]
    assert all(f"={name}" in definitions(panel, CATALOGUE, ZH) for name in PARTS)


def test_places_are_said_in_the_order_of_their_bars_where_one_figure_is_in_doubt():
    table = rows(
        *({"place": place, "value": value} for place, value in (("甲县", 1e5), ("乙县", 3e5), ("丙县", 2e5)))
    )
    (panel,) = panels(table.assign(doubt=["", "jump", ""]))
    assert panel.title.endswith("从高到低")
    assert panel.sentence == "2024年接待游客，乙县30万人次（存疑）、丙县20万人次、甲县10万人次。"


def test_a_legend_hangs_from_the_top_of_its_picture_where_a_change_of_width_leaves_it():
    (panel,) = panels(rows({"place": "甲县", "value": 1e5}, {"place": "乙县", "value": 3e5}))
    legend = figure(panel, ZH).layout.legend
    assert (legend.yref, legend.yanchor, legend.y) == ("container", "top", 1)


def test_on_a_page_a_table_has_first_what_tells_its_rows_apart():
    visits = {"period": "2023", "value": 1.2e5}
    both, one = (
        for_a_phone(readable(named(rows(visits, other), ALL), CATALOGUE, ZH), ZH).columns
        for other in ({"indicator": "gdp", "unit": "元", "value": 25.0}, {"value": 1.5e5})
    )
    assert [*both[:5]] == ["指标", "数值", "单位", "时期", "地区或对象"]
    assert [*one[:5]] == ["数值", "单位", "时期", "地区或对象", "指标"]
    assert {*both} == {*one}


def test_a_table_of_rows_says_beside_the_unit_what_is_no_level():
    table = rows({"period": "2023", "value": 1.2e5}, {"value": 1.5e5}, {"value": 25.0, **GROWTH})
    shown = readable(select(table, Selection(("tourist_arrivals",))), CATALOGUE, ZH)
    assert {*shown[ZH("column.indicator")]} == {"接待游客人次"}
    assert sorted(zip(shown[ZH("column.unit")], shown[ZH("column.measure")], strict=True)) == [
        ("%", "同比"), ("万人次", ""), ("万人次", ""),
    ]  # fmt: skip
    levels = select(table[table["measure"] == "level"], Selection(("tourist_arrivals",)))
    assert ZH("column.measure") not in readable(levels, CATALOGUE, ZH)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("桃源县", ["桃源县"]),
        ("地区未载明（鹤山市2021公报.txt）", ["地区未载明", "（鹤山市2021公报.txt）"]),
        ("area not stated (鹤山市2021公报.txt)", ["area not stated", "(鹤山市2021公报.txt)"]),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳", ["甲乙丙丁戊己…丑寅卯辰巳"]),
    ],
)
def test_a_long_name_above_a_small_chart_breaks_before_its_bracket(name, lines):
    assert in_lines(name, 24) == lines
