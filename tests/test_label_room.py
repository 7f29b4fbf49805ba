"""A label stands at the mark that it is of; a figure in doubt keeps its sign where its label has no room."""

from itertools import pairwise

import pytest

from app.charts.facets import facets, side_by_side
from app.charts.figure import figure
from app.charts.first_to_last import changes_html
from app.charts.label_room import fitting, labels_wanted, legend_entries, rooms_of, signs_apart
from app.charts.legend import add_legend
from app.charts.marks_laid import MARK, Marks, runs_through
from app.charts.panels import arrange
from app.charts.prints import SCREEN, WORD, print_figure
from app.charts.rooms import text_wide
from app.charts.sketch import Sketch
from app.charts.views import View
from app.compare.computed_rows import with_computed
from app.compare.viewed_rows import viewed
from app.selection import ALL, Selection, select
from app.wording import wording
from pipeline.indicators import load_catalogue
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_rows import rows

ZH = wording("zh")
CATALOGUE = load_catalogue().entries
VISITS = {
    "云渡县": {2021: 380.20, 2022: 350.10, 2024: 399.40, 2025: 842.0},
    "白石县": {2021: 301.07, 2022: 288.20, 2023: 402.80, 2024: 455.06, 2025: 498.70},
    "青禾县": {2020: 432.74, 2021: 512.36, 2022: 468.80, 2023: 655.70, 2024: 735.04},
}
YEARS = ("2021", "2022", "2023", "2024", "2025")
GROWTH = {"青禾县": {2021: 18.4, 2022: -8.5, 2024: 12.1}, "云渡县": {2025: 1.2}}


def panel_of(chart="columns", years=(), **view):
    """Make a panel of three counties; the largest figure is in doubt."""
    table = rows(
        *({"place": place, "period": str(year), "value": value * 1e4, "value_text": f"{value:.2f}万人次"}
          for place, values in VISITS.items() for year, value in values.items()),
        *({"place": place, "period": str(year), "value": rate, "measure": "yoy", "unit": "%"}
          for place, rates in GROWTH.items() for year, rate in rates.items()),
    )  # fmt: skip
    table["doubt"] = ["leap" if value == 842e4 else "" for value in table["value"]]
    wanted, seen = Selection(("tourist_arrivals",), ALL, years=years), View(chart, **view)
    chosen = with_computed(select(table, wanted), table, wanted, CATALOGUE)
    shown, _ = viewed(chosen, FrameTable(table), wanted, CATALOGUE, seen, ZH)
    (panel,) = arrange(shown, CATALOGUE, ZH, view=seen)
    return panel


def test_growth_stands_above_the_columns_of_its_own_series():
    traces = figure(panel_of(), ZH).data
    columns = {trace.name: trace.offsetgroup for trace in traces if trace.type == "bar" and trace.customdata}
    grown = [trace for trace in traces if trace.yaxis == "y2" and trace.customdata]
    assert len({*columns.values()}) == 3
    assert {trace.name for trace in grown} == {*columns}
    assert all(trace.offsetgroup == columns[trace.name] for trace in grown)


def test_no_label_of_growth_stands_over_the_mark_of_another_series():
    panel = panel_of()
    labels = [(label, since) for label, since, _ in fitting(panel, ZH) if label.growth]
    assert labels
    for room in rooms_of(panel):
        marks = Marks(panel, room)
        for label, since in labels:
            box = marks.box(label)
            others = (
                [dot for name, dot in marks.dots if name != label.point.id] if since <= room.since else []
            )
            assert not [one for one in others if one.left < box.right and box.left < one.right
                        and box.low - 3 * MARK < one.high and one.low < box.high]  # fmt: skip


@pytest.mark.parametrize("other", [1240.57, 1168.3, 1500.0, 84.2])
@pytest.mark.parametrize("chart", ["columns", "lines"])
def test_no_cross_is_drawn_over_a_label(chart, other):
    table = rows(
        *({"period": "2024", "value": value * 1e4, "value_text": f"{value}万人次", "conflict": "one"}
          for value in (1204.57, other)),
        {"period": "2023", "value": 995e4, "value_text": "995万人次"},
        {"period": "2023", "value": 842e4, "value_text": "842万人次", "place": "白石县"},
    )  # fmt: skip
    table["doubt"] = ["conflict" if one else "" for one in table["conflict"]]
    wanted = Selection(("tourist_arrivals",), ALL)
    (panel,) = arrange(select(table, wanted), CATALOGUE, ZH, view=View(chart))
    assert [point for one in panel.series for point in one.disputed]
    labels = fitting(panel, ZH)
    assert labels
    for room in rooms_of(panel):
        marks = Marks(panel, room)
        crosses = [cross for number in range(len(panel.series)) for _, cross in marks.crosses(number)]
        for label, since, upto in labels:
            if since <= room.since and (not upto or room.since < upto):
                assert not any(map(marks.box(label).meets, crosses)), (label.text, room.wide)


def test_a_cross_right_above_its_column_leaves_the_label_whole():
    table = rows(
        *({"period": "2024", "value": value * 1e4, "value_text": f"{value}万人次", "conflict": "one"}
          for value in (1204.57, 1240.57)),
        {"period": "2023", "value": 995e4, "value_text": "995万人次"},
    )  # fmt: skip
    (panel,) = arrange(select(table, Selection(("tourist_arrivals",), ALL)), CATALOGUE, ZH, view=View())
    assert {"1,204.57", "1,240.57"} & {label.text for label, *_ in fitting(panel, ZH)}


def test_no_line_of_growth_runs_through_a_rate():
    panel = panel_of()
    labels = [(label, since) for label, since, _ in fitting(panel, ZH) if label.growth]
    assert {label.position for label, _ in labels} == {"top center", "bottom center"}
    for room in rooms_of(panel):
        marks = Marks(panel, room)
        assert marks.strokes
        for label, since in labels:
            if since <= room.since:
                assert not any(runs_through(stroke, marks.box(label)) for stroke in marks.strokes)


def test_the_legend_that_labels_leave_room_for_is_the_one_that_is_drawn():
    planned = {"status": "planned", "period": "2026", "value": 9e6}
    computed = {"derived": True, "period": "2019", "value": 2e6}
    bound = {"qualifier": "over", "period": "2018", "value": 2e6}
    spread = {"qualifier": "range", "period": "2017", "value": 2e6, "high": 3e6}
    marked = rows(planned, computed, bound, spread, {"place": "青禾县", "value": 3e6},
                  {"place": "青禾县", "value": 3.1, "measure": "yoy", "unit": "%"})  # fmt: skip
    (full,) = arrange(select(marked, Selection(("tourist_arrivals",), ALL)), CATALOGUE, ZH)
    for panel in (full, panel_of(), panel_of("lines"), panel_of("index", base=2021), *facets(panel_of())):
        drawing = Sketch()
        add_legend(drawing, panel, ZH)
        assert len(drawing.traces) <= legend_entries(panel) <= max(1, len(drawing.traces))
    assert legend_entries(full) == 7


def labels_at(panel, width):
    """Give the series, period and text of the labels that are shown in a chart so wide."""
    return {
        (panel.series[label.number].name, label.point.x, label.growth, label.text)
        for label, since, upto in fitting(panel, ZH)
        if since <= width and not 0 < upto <= width
    }


@pytest.mark.parametrize("chart", ["columns", "lines", "index"])
@pytest.mark.parametrize("width", [300, 358, 750, 1060])
def test_a_figure_in_doubt_has_its_sign_at_every_width(chart, width):
    panel = panel_of(chart, base=2021 if chart == "index" else 0)
    doubted = [
        (one.name, point.x, point in one.growths)
        for one in panel.series
        for point in (*one.levels, *(one.growths if chart == "columns" else ()))
        if point.doubtful
    ]
    assert doubted
    shown = labels_at(panel, width)
    for name in doubted:
        texts = [text for *label, text in shown if tuple(label) == name]
        assert [text for text in texts if text.endswith("?")], name


def test_a_sign_stands_over_no_column_of_another_figure_where_there_is_room():
    levels = [("甲县", 1555), ("乙县", 998), ("丙县", 1060), ("丁县", 700)]
    table = rows(
        *({"place": name, "period": year, "value": value * 1e4} for name, value in levels for year in YEARS),
        *({"place": "甲县", "period": year, "value": 3.5, "measure": "yoy", "unit": "%"} for year in YEARS),
    )
    table["doubt"] = ["jump" if value in (998e4, 1060e4) else "" for value in table["value"]]
    (panel,) = arrange(select(table, Selection(("tourist_arrivals",))), CATALOGUE, ZH)
    every = [Marks(panel, room) for room in rooms_of(panel)]
    doubted = [label for label in labels_wanted(panel, ZH) if label.point.doubtful]
    assert len(doubted) == 2 * len(YEARS)
    signs = signs_apart(doubted, every)
    for marks in every[1:]:
        columns = [
            (marks.box(signs[name]), column) for name in signs for at, column in marks.columns if at != name
        ]
        assert not any(sign.meets(column) for sign, column in columns)


def test_a_small_chart_keeps_the_sign_of_a_figure_in_doubt():
    (small,) = [part for part in facets(panel_of(split="apart")) if part.title == "云渡县"]
    assert next(label.text for label, *_ in fitting(small, ZH) if label.point.value == 842e4)[-1] == "?"


def test_a_saved_picture_keeps_the_sign_of_a_figure_in_doubt():
    for chart in ("columns", "lines"):
        drawing = print_figure(panel_of(chart), [], ZH, WORD)
        labelled = [trace for trace in drawing.data if trace.type == "scatter" and "text" in trace.mode]
        texts = [text for trace in labelled for text in trace.text]
        assert [text for text in texts if text in {"842.00?", "?"}], chart


def test_a_change_to_a_figure_in_doubt_is_in_doubt():
    told = changes_html(panel_of(), ZH)
    assert "<strong>+121.5%?</strong>" in told
    assert "<strong>+65.6%</strong>" in told


@pytest.mark.parametrize(
    ("chart", "width", "told"),
    [
        ("lines", 358, {"842.00?", "498.70", "735.04"}),
        ("lines", 750, {"842.00?", "498.70", "735.04"}),
        ("index", 750, {"221.5?", "165.6"}),  # the third is among the lines of the others
    ],
)
def test_the_last_figures_of_several_lines_are_told(chart, width, told):
    panel = panel_of(chart, base=2021 if chart == "index" else 0)
    last = {(one.name, one.levels[-1].x) for one in panel.series}
    assert {text for name, period, _, text in labels_at(panel, width) if (name, period) in last} == told


def test_no_line_runs_through_a_label_and_no_other_mark_lies_between_it_and_its_own():
    for chart in ("lines", "index"):
        panel = panel_of(chart, base=2021 if chart == "index" else 0)
        shown = [*fitting(panel, ZH)]
        for room in rooms_of(panel):
            marks = Marks(panel, room)
            for label in (label for label, since, upto in shown if since == room.since and not upto):
                box = marks.box(label)
                assert not [name for name, dot in marks.dots if dot.meets(box) and name != label.point.id]
                assert not any(runs_through(stroke, box) for stroke in marks.strokes)


def test_figures_at_one_place_have_no_label_that_could_be_of_either():
    panel = panel_of("index", base=2021)
    assert [one for one in labels_at(panel, 1060) if one[1] == "2021"] == []


def test_a_per_cent_sign_takes_more_room_than_a_digit():
    assert text_wide("0%", 100) > 147  # as measured in Noto Sans SC


def test_nothing_moves_the_labels_of_bars_across_along_the_bars():
    panel = panel_of(years=(2024,))
    assert panel.across
    assert figure(panel, ZH).layout.scattermode == "overlay"
    assert figure(panel_of(), ZH).layout.scattermode == "group"


def test_every_small_chart_of_a_print_has_its_labels():
    panel = panel_of(split="apart")
    drawing = print_figure(panel, [], ZH, SCREEN)
    labelled = {trace.xaxis for trace in drawing.data if trace.type == "scatter" and "text" in trace.mode}
    assert labelled == {"x", "x2", "x3"}
    texts = [
        text
        for trace in drawing.data
        if trace.type == "scatter" and "text" in trace.mode
        for text in trace.text
    ]
    assert [text for text in texts if text in {"842.00?", "?"}]


@pytest.mark.parametrize("sheet", [WORD, SCREEN])
def test_no_names_of_years_run_together_below_the_small_charts_of_a_print(sheet):
    drawing = print_figure(panel_of(split="apart"), [], ZH, sheet)
    plot = drawing.layout.width - drawing.layout.margin.l - drawing.layout.margin.r
    for name in ("xaxis", "xaxis2", "xaxis3"):
        axis = drawing.layout[name]
        slot = plot * (axis.domain[1] - axis.domain[0]) / len(axis.categoryarray)
        held = [axis.categoryarray.index(year) for year in axis.tickvals]
        apart = min(after - before for before, after in pairwise(held)) * slot
        assert text_wide("2025", drawing.layout.font.size) < apart


def test_four_small_charts_of_a_print_stand_in_two_rows():
    assert [side_by_side(count) for count in range(1, 8)] == [1, 2, 3, 2, 3, 3, 3]


def test_the_parts_of_a_structure_of_few_years_have_their_figures_in_small_charts():
    sectors = ("primary_value_added", "secondary_value_added", "tertiary_value_added", "gdp")
    table = rows(
        *({"indicator": name, "place": place, "period": str(year), "unit": "元", "value": value * 1e8,
           "value_text": f"{value:.2f}亿元"}
          for place in VISITS for year in (2023, 2024)
          for name, value in zip(sectors, (20.04, 30.36, 49.6, 100), strict=True))
    )  # fmt: skip
    wanted, seen = Selection(sectors), View("shares")
    shown, _ = viewed(
        select(table, wanted).assign(completion=float("nan")), FrameTable(table), wanted, CATALOGUE, seen, ZH
    )
    (panel,) = arrange(shown, CATALOGUE, ZH, view=seen)
    assert panel.structures
    for small in facets(panel):
        assert sorted({label.text for label, *_ in fitting(small, ZH)}) == ["20.04", "30.36", "49.60"]


def test_growth_stands_beside_all_bars_that_have_it_or_none():
    table = rows(
        *({"place": place, "value": value * 1e4, "value_text": f"{value:.2f}万人次"} for place, value in
          (("云渡县", 652.8), ("白石县", 498.2), ("青禾县", 486.5), ("安平县", 400.1))),
        *({"place": place, "measure": "yoy", "unit": "%", "value": 5.6} for place in ("云渡县", "白石县", "青禾县")),
    )  # fmt: skip
    found = select(table, Selection(("tourist_arrivals",))).assign(completion=float("nan"))
    (panel,) = arrange(found, CATALOGUE, ZH, view=View("columns"))
    assert panel.across
    for drawing in (
        figure(panel, ZH),
        print_figure(panel, [], ZH, WORD),
        print_figure(panel, [], ZH, SCREEN),
    ):
        groups = [trace.text for trace in drawing.data if trace.type == "scatter" and "text" in trace.mode]
        grown = [sum("同比" in text for text in texts) for texts in groups]
        assert sorted(filter(None, grown)) == [3]
