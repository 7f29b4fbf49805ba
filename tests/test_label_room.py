"""A label stands at the mark that it is of; a figure in doubt keeps its sign where its label has no room."""

from app.charts.figure import figure
from app.charts.label_room import MARK, Marks, fitting, rooms_of
from app.charts.panels import arrange
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
GROWTH = {"青禾县": {2021: 18.4, 2022: -8.5, 2024: 12.1}, "云渡县": {2025: 1.2}}


def panel_of(chart="columns", **view):
    """Make a panel of three counties; the largest figure is in doubt."""
    table = rows(
        *({"place": place, "period": str(year), "value": value * 1e4, "value_text": f"{value:.2f}万人次"}
          for place, values in VISITS.items() for year, value in values.items()),
        *({"place": place, "period": str(year), "value": rate, "measure": "yoy", "unit": "%"}
          for place, rates in GROWTH.items() for year, rate in rates.items()),
    )  # fmt: skip
    table["doubt"] = ["leap" if value == 842e4 else "" for value in table["value"]]
    wanted, seen = Selection(("tourist_arrivals",), ALL), View(chart, **view)
    chosen = with_computed(select(table, wanted), FrameTable(table), wanted, CATALOGUE)
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
    labels = [(label, since) for label, since in fitting(panel, ZH) if label.growth]
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
