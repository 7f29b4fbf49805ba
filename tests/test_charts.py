import datetime as dt

import pytest

from app.amounts import choose_scale
from app.axes import ticks
from app.charts import figure
from app.notes import notes
from app.palette import COLOURS, HOLLOW
from app.panels import arrange
from app.period_labels import period_kind, period_words
from app.prints import print_figure
from app.selection import ALL, PLACES, Selection, select, telling_indicators
from app.wording import wording
from pipeline.indicators import load_catalogue
from tests.dashboard_rows import rows

ZH, EN = wording("zh"), wording("en")
CATALOGUE = load_catalogue().entries
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
    (panel,) = panels(rows({"value": 3.0, "qualifier": qualifier}))
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
    assert [panel.unit for panel in panels(table)] == ["万人次", "万元"]


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
        *({"subject": name, "value": value} for name, value in zip(names, (2.0, 9.0, 5.0), strict=True))
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
    ("values", "unit", "language", "written"),
    [
        ([136400.0, 84200.0], "人次", "zh", "13.64 万"),
        ([6e7], "元", "zh", "6,000 万"),
        ([2.6e8], "元", "zh", "2.6 亿"),
        ([715.0, 452.0], "家", "zh", "715 "),
        ([97.5], "%", "zh", "97.5 "),
        ([2.6e8], "元", "en", "260 million "),
        ([1.165e9], "元", "en", "1.165 billion "),
        ([0.0], "元", "zh", "0 "),
    ],
)
def test_an_amount_is_written_as_a_yearbook_would(values, unit, language, written):
    scale = choose_scale(values, unit, language)
    assert f"{scale.write(values[0])} {scale.word}" == written


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
    assert telling_indicators(rows(*steady, *moving), CATALOGUE, most=1) == ["tourist_arrivals"]


def test_figures_of_a_company_are_left_out_when_whole_places_are_asked_for():
    table = rows({"value": 1.0}, {"value": 2.0, "subject": "甲公司"})
    assert list(select(table, Selection(("tourist_arrivals",), about=PLACES))["value"]) == [1.0]
