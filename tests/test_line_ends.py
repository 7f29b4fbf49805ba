"""Lines are named at their ends where every name has room; else a legend names them."""

import pytest

from app.charts.figure import figure
from app.charts.line_ends import end_room, line_ends
from app.charts.name_widths import shortened, text_width
from app.charts.panels import arrange
from app.charts.prints import SCREEN, SLIDE, WORD, folded, print_figure
from app.charts.views import LINES, TOGETHER, View
from app.selection import ALL, Selection, select
from app.wording import wording
from pipeline.indicators import load_catalogue
from tests.dashboard_rows import rows

ZH, EN = wording("zh"), wording("en")
CATALOGUE = load_catalogue().entries
VIEW = View(chart=LINES, split=TOGETHER)


def panel_of(lines, say=ZH):
    """Make a panel of a line a place: its values from 2021 on, None for a year without one."""
    table = rows(*(
        {"place": place, "period": str(2021 + year), "value": value}
        for place, values in lines.items() for year, value in enumerate(values) if value is not None
    ))  # fmt: skip
    (panel,) = arrange(select(table, Selection(("tourist_arrivals",), ALL)), CATALOGUE, say, view=VIEW)
    return panel


def legend_of(drawing):
    return [trace.name for trace in drawing.data if trace.showlegend is not False and trace.name]


def texts_of(drawing):
    return [[one or "" for one in trace.text] for trace in drawing.data if trace.text is not None]


def test_lines_far_apart_are_named_behind_their_last_figure_and_have_no_legend():
    panel = panel_of({"安平县": [1e5, 2e5, 3e5], "宁河县": [5e5, 6e5, 7e5]})
    drawing = figure(panel, ZH)
    named = [texts for texts in texts_of(drawing) if any("县" in text for text in texts)]
    assert sorted(named) == [["", "", "宁河县 70"], ["", "", "安平县 30"]]
    first = [texts for texts in texts_of(drawing) if texts not in named]
    assert sorted(first) == [["10"], ["50"]]  # of both lines
    assert legend_of(drawing) == []
    assert drawing.layout.margin.r == 8 + end_room(panel) > 8


@pytest.mark.parametrize(
    "lines",
    [
        {"安平县": [1e5, 2e5, 6.9e5], "宁河县": [5e5, 6e5, 7e5]},  # the names would touch
        {"安平县": [1e5, 4e5, None], "宁河县": [5e5, 6e5, 2e5]},  # a line would run through a name
        {"安平县": [1e5, 2e5, 3e5], "宁" * 15 + "县": [5e5, 6e5, 7e5]},  # a name is too wide
    ],
)
def test_where_one_name_has_no_room_the_legend_names_all(lines):
    panel = panel_of(lines)
    assert line_ends(panel) == ()
    assert sorted(legend_of(figure(panel, ZH))) == sorted(map(shortened, lines))


def test_a_line_that_ends_early_is_named_there_when_the_place_behind_is_free():
    panel = panel_of({"安平县": [1e5, 1.2e5, None, None], "宁河县": [5e5, 6e5, 7e5, 7.2e5]})
    assert {(one.text, one.at) for one in line_ends(panel)} == {("安平县 12", 1), ("宁河县 72", 3)}


def test_what_sets_figures_apart_is_still_explained_beside_named_lines():
    table = rows(
        {"period": "2022", "value": 1e5, "derived": True}, {"period": "2023", "value": 2e5},
        {"place": "宁河县", "period": "2022", "value": 6e5}, {"place": "宁河县", "period": "2023", "value": 7e5},
    )  # fmt: skip
    (panel,) = arrange(select(table, Selection(("tourist_arrivals",), ALL)), CATALOGUE, ZH, view=VIEW)
    assert line_ends(panel)
    assert legend_of(figure(panel, ZH)) == [ZH("status.derived")]


@pytest.mark.parametrize("sheet", [SCREEN, WORD, SLIDE])
def test_a_print_has_room_for_the_names(sheet):
    panel = panel_of({"安平经济开发区": [1e5, 2e5, 3e5], "宁河县": [5e5, 6e5, 7e5]})
    drawing = print_figure(panel, [], ZH, sheet)
    slot = (drawing.layout.width - drawing.layout.margin.l - drawing.layout.margin.r) / 3
    widest = max(one.wide for one in line_ends(panel))
    assert drawing.layout.margin.r + slot / 2 >= widest


def test_names_are_shortened_by_the_columns_that_they_take():
    assert shortened("Total retail sales of consumer goods") == "Total retail sales of consumer goods"
    long = shortened("广东省广晟资本投资有限公司鹤山分公司江门办事处")
    assert (long[:5], long[-5:], text_width(long) <= 36) == ("广东省广晟", "江门办事处", True)


def test_no_line_of_small_print_ends_with_an_opening_bracket():
    assert folded("资料来源：《年鉴》、《年鉴》", 22) == ["资料来源：《年鉴》、", "《年鉴》"]
