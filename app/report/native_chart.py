"""Build a native chart that can be edited: columns for levels, a line for growth on a second axis.

XlsxWriter writes it over the cells of a grid (data_sheet.py); Excel, WPS and LibreOffice draw it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

from app.charts.across import beside_words, free_across
from app.charts.axes import growth_axis, small
from app.charts.label_room import fitting
from app.charts.marks_laid import LINE, gap_of
from app.charts.points import DOUBTFUL
from app.charts.rooms import Room
from app.charts.views import INDEX
from app.report.grid import GROWTH, LEVEL, OFFICIAL, PLAIN
from app.report.native_looks import (
    INK,
    QUIET,
    RULE,
    fill_of,
    font,
    ink_of,
    label_texts,
    labels_of,
    marker_of,
    number_format,
    point_fills,
    point_markers,
    usual,
    usual_decimals,
)
from app.report.number_formats import decimal_format, level_scale, rank_scale, rate_scale

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.report.data_sheet import Placed
    from app.report.grid import Column
    from app.wording import Wording

MARK = 8  # points
PLOT, LOW = 0.72, 0.25  # of the width of a chart that a plot is wide and high at least
PIXELS = 96 / 72  # a point


def native_chart(
    book: Any, placed: Placed, panel: Panel, say: Wording, size: float, wide: float, *, titled: bool
) -> Any:
    """Make the chart of a panel over its cells; font size in points, width in pixels. With `titled`, it has its title."""
    room = Room(PLOT * wide, LOW * wide, size * PIXELS)
    drawing = Drawing(book, placed, replace(panel, room=room), say, size)
    chart = drawing.chart()
    if titled:
        chart.set_title({"name": panel.title, "name_font": font(size + 4, bold=True), "overlay": False})
    else:
        chart.set_title({"none": True})
    several = len(placed.grid.drawn) > 1
    explained = not small(panel) and (several or placed.grid.drawn[0].look not in (PLAIN, OFFICIAL))
    chart.set_legend({"position": "top", "font": font(size)} if explained else {"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.show_blanks_as("gap")
    return chart


class Drawing:
    """Hold what the parts of one chart need to know of each other."""

    def __init__(self, book: Any, placed: Placed, panel: Panel, say: Wording, size: float) -> None:
        """Take the book that the chart goes to, its cells, the panel, the words and the font size in points."""
        self.book, self.placed, self.panel, self.say, self.size = book, placed, panel, say, size
        self.columns = placed.grid.drawn
        self.levels = [one for one in self.columns if one.kind == LEVEL]
        self.rates = [one for one in self.columns if one.kind == GROWTH]
        self.lines = panel.rank or (panel.as_lines and not panel.across)
        labels = [] if panel.across else [label for label, *_ in fitting(self.panel, say)]
        self.fitting = {label.point.id for label in labels if label.text != DOUBTFUL} - self.under_others()
        # Of a figure in doubt whose label has no room the sign stands alone.
        self.signed = {label.point.id for label in labels if label.text == DOUBTFUL} - self.fitting
        self.several = len({one.number for one in self.columns}) > 1

    def chart(self) -> Any:
        """Make levels and growth, and their axes."""
        main = self.book.add_chart(self.kind())
        for column in self.levels:
            main.add_series(self.level_series(column))
        if self.rates:
            line = self.book.add_chart({"type": "line"}) if self.levels else main
            for column in self.rates:
                line.add_series(self.rate_series(column))
            if self.levels:
                main.combine(line)
            rates = [point.value for one in self.rates for point in one.known]
            rates += self.panel.reach[1]
            axis = rate_scale(rates, with_levels=bool(self.levels)) | self.axis_look()
            axis["major_gridlines"] = {"visible": False}
            (line.set_y2_axis if self.levels else main.set_y_axis)(axis)
        self.lay_axes(main)
        return main

    def under_others(self) -> set[str]:
        """Give the ids of growth right below that of another series: its label would stand at the other's mark.

        For here all growth of a period stands in its middle, not each above its own column.
        """
        rates = [point.value for one in self.rates for point in one.known]
        if not rates:
            return set()
        low, high = growth_axis([*rates, *self.panel.reach[1]], with_levels=bool(self.levels))["range"]
        room = self.panel.room
        near = (LINE * room.text + MARK) / room.high * (high - low) if room else 0.0
        periods = zip(*(one.points for one in self.rates), strict=True)
        return {
            point.id
            for points in periods
            for point, other in permutations(filter(None, points), 2)
            if 0 <= other.value - point.value < near
        }

    def kind(self) -> dict[str, str]:
        """Choose the kind of chart for the levels."""
        if not self.levels or self.lines:
            return {"type": "line"}
        if self.panel.across:
            return {"type": "bar"}
        return {"type": "column", **({"subtype": "stacked"} if self.panel.stacked else {})}

    def level_series(self, column: Column) -> dict[str, Any]:
        """Describe the series of one column of levels."""
        ink = ink_of(column, several=self.several)
        series: dict[str, Any] = self.placed.references(column)
        if self.lines:
            series |= {
                "marker": marker_of(usual(column), LEVEL, ink, 10 if self.panel.rank else MARK),
                "line": {"color": ink, "width": 1 if self.panel.rank else 2},
                "points": [mark and {"fill": mark["fill"], "border": {"color": ink, "width": 2}}
                           for mark in point_markers(column, ink, MARK)],
            }  # fmt: skip
            if self.panel.rank:
                series["line"]["dash_type"] = "round_dot"
            if not column.joined:
                series["line"] = {"none": True}
        else:
            shared = self.placed.grid.shared or self.panel.stacked
            gap = round(100 * gap_of(self.panel) / (1 - gap_of(self.panel)))
            series |= fill_of(column.look, ink, self.panel.chart)
            series |= {
                "points": point_fills(column, ink, self.panel.chart),
                "gap": min(gap, 500),
                "overlap": 100 if shared else 0,
            }
        if self.written(column):
            texts = self.signs_in(column, label_texts(column, self.beside(), self.panel.scale, self.say))
            number = number_format(column, usual_decimals(column))
            place = "above" if self.lines else "center" if self.panel.stacked else "outside_end"
            look = font(self.size, ink if self.lines else INK)
            series["data_labels"] = labels_of(texts, look, number, place, self.crowded(column))
        series |= self.interval(column, ink)
        return {name: part for name, part in series.items() if name != "points" or any(part)}

    def rate_series(self, column: Column) -> dict[str, Any]:
        """Describe the line of one column of growth rates."""
        ink = ink_of(column, several=self.several)
        series: dict[str, Any] = self.placed.references(column) | {
            "y2_axis": bool(self.levels),
            "marker": marker_of(usual(column), GROWTH, ink, MARK),
            "line": {"color": ink, "width": 2} if column.joined else {"none": True},
        }
        points = point_markers(column, ink, MARK)
        if any(points):
            series["points"] = points
        if self.written(column):
            number = number_format(column, usual_decimals(column))
            texts = self.signs_in(column, label_texts(column, {}, self.panel.scale, self.say))
            series["data_labels"] = labels_of(
                texts, font(self.size, ink), number, "above", self.crowded(column)
            )
        return series

    def written(self, column: Column) -> bool:
        """Tell whether some figure of a column has room for its label, or for the sign of a doubt."""
        return self.panel.across or not all(self.crowded(column))

    def signs_in(self, column: Column, texts: list[str | None]) -> list[str | None]:
        """Put the sign of a doubt where the label of a figure has no room."""
        return [
            DOUBTFUL if point and point.id in self.signed else text
            for point, text in zip(column.points, texts, strict=True)
        ]

    def crowded(self, column: Column) -> list[bool]:
        """Tell of each figure of a column whether it bears no label."""
        if self.panel.across:
            return [False] * len(column.points)
        shown = self.fitting | self.signed
        return [bool(point and point.id not in shown) for point in column.points]

    def beside(self) -> dict[str, str]:
        """Write growth beside the bars of a chart across, by the id of the level."""
        grid = self.placed.grid
        rates = [one for one in grid.columns if one.kind == GROWTH] if grid.across else []
        return {
            level.id: beside_words(rate, self.say)
            for column in reversed(rates)  # a printed rate before a computed one
            for level, rate in zip(self.levels[0].points, column.points, strict=True)
            if level and rate
        }

    def interval(self, column: Column, ink: str) -> dict[str, Any]:
        """Draw ranges from their lower to their upper end."""
        factor = self.panel.scale.factor
        spans = [
            (point.high - point.value) / factor if point and point.high else 0 for point in column.points
        ]
        if not any(spans):
            return {}
        bars = {
            "type": "custom", "plus_values": spans, "minus_values": [0] * len(spans), "direction": "plus",
            "end_style": 1, "line": {"color": ink, "width": 1.5},
        }  # fmt: skip
        return {"x_error_bars" if self.panel.across else "y_error_bars": bars}

    def lay_axes(self, chart: Any) -> None:
        """Lay out periods below and levels on the left; a better rank stands higher."""
        periods = self.axis_look() | {"line": {"color": QUIET}, "major_gridlines": {"visible": False}}
        if self.panel.across:
            periods |= {"reverse": True, "crossing": "max"}  # the largest on top, amounts below
        # Of bars across XlsxWriter calls the axis of names y.
        across = self.panel.across
        (chart.set_y_axis if across else chart.set_x_axis)(
            periods | {"label_position": "next_to" if self.panel.rank else "low"}
        )
        if self.levels:
            (chart.set_x_axis if across else chart.set_y_axis)(self.level_axis())

    def level_axis(self) -> dict[str, Any]:
        """Describe the axis of levels, with the unit that is written at the upper right."""
        factor = self.panel.scale.factor
        found = [point for one in self.levels for point in one.known]
        levels = [(point.high or point.value) / factor for point in found] + [*self.panel.reach[0]]
        if self.panel.stacked:
            levels = [100.0]
        axis = self.axis_look() | {
            "major_gridlines": {"visible": not self.panel.rank, "line": {"color": RULE}}
        }
        if self.panel.rank:
            ends = rank_scale(levels)
            return axis | ends | {"num_format": decimal_format(0), "reverse": True, "crossing": "max"}
        if self.panel.across and self.panel.room:
            beside = self.beside()
            texts = [point.told + beside.get(point.id, "") for point in found]
            levels.append(max(levels) * (1 + free_across(texts, [self.panel.room])))
        lines = self.panel.chart == INDEX
        scale = level_scale(levels, self.panel, with_growth=bool(self.rates), from_zero=not lines)
        return axis | scale

    def axis_look(self) -> dict[str, Any]:
        """Give what all axes have: quiet labels, no ticks, no line."""
        return {
            "num_font": font(self.size, INK), "line": {"none": True},
            "major_tick_mark": "none", "minor_tick_mark": "none",
        }  # fmt: skip
