"""Write the grid of a chart as cells: numbers as numbers in the formats of the chart, and flags beside them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from app.charts.mark_looks import flags_of
from app.charts.name_widths import text_width
from app.report.grid import GROWTH
from app.report.native_looks import FONT, number_format
from app.report.source_sheets import BROKEN, LINE, height_of

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.charts.points import Point
    from app.report.grid import Column, Grid
    from app.wording import Wording

TOP = 2  # title, unit; the headings stand in the third line
PERIODS, NAMES, FIGURES, FLAGS = 18, 34, 14, 60  # widths in characters
MOST_LINES = 3  # of a heading; a longer one has a wider column


@dataclass(frozen=True, slots=True)
class Placed:
    """A grid and where its cells are."""

    grid: Grid
    sheet: str
    first: int  # column of the first figures

    def references(self, column: Column) -> dict[str, Any]:
        """Name the cells of a column for a chart: its heading, the periods, the figures."""
        place = self.first + column.place
        last = TOP + len(self.grid.categories)
        return {
            "name": [self.sheet, TOP, place],
            "categories": [self.sheet, TOP + 1, self.first - 1, last, self.first - 1],
            "values": [self.sheet, TOP + 1, place, last, place],
        }


def write_data(book: Any, page: Any, made: Grid, panel: Panel, say: Wording) -> Placed:
    """Write a grid onto a worksheet: periods down, a column each series, flags last; tell where it stands."""
    text = book.add_format({"font_name": FONT, "valign": "top"})
    head = book.add_format(
        {"font_name": FONT, "bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    )
    right = book.add_format(
        {
            "font_name": FONT,
            "bold": True,
            "bottom": 1,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "right",
        }
    )
    told = book.add_format(
        {"font_name": FONT, "text_wrap": True, "valign": "top", "align": "left", "indent": 1}
    )
    page.write_string(0, 0, panel.title, book.add_format({"font_name": FONT, "bold": True, "font_size": 12}))
    page.write_string(1, 0, say("chart.unit", unit=panel.unit), text)
    short = made.ticks != made.categories
    first = 2 if short else 1
    headings = [made.heading, *([say("report.tick")] if short else []), *(one.name for one in made.columns)]
    for place, heading in enumerate([*headings, f"  {say('column.flags')}"]):
        named = place < first or place == len(headings)
        page.write_string(TOP, place, heading, head if named else right)
    for line, (category, tick) in enumerate(zip(made.categories, made.ticks, strict=True), start=TOP + 1):
        for place, words in enumerate((category, tick)[:first]):
            page.write_string(line, place, words, text)
    for place, column in enumerate(made.columns, start=first):
        write_column(book, page, place, column, panel)
    longest = max((len(point.label) for column in made.columns for point in column.known), default=0)
    # A number wider than its cell is shown as ####.
    wide = [max(FIGURES, longest + 2, ceil(text_width(one) * BROKEN / MOST_LINES) + 3) for one in headings]
    wide = [NAMES if made.across else PERIODS, *wide[1:], FLAGS]
    for place, width in enumerate(wide):
        page.set_column(place, place, width)
    page.set_row(TOP, height_of([*headings, ""], wide) + LINE / 2)
    for line, flags in enumerate(flag_words(made, say), start=TOP + 1):
        page.set_row(line, height_of([made.categories[line - TOP - 1], flags], [wide[0], FLAGS]))
        page.write_string(line, first + len(made.columns), flags, told)
    page.ignore_errors({"number_stored_as_text": f"A1:B{TOP + 1 + len(made.categories)}"})
    page.freeze_panes(TOP + 1, first)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    return Placed(made, page.get_name(), first)


def write_column(book: Any, page: Any, place: int, column: Column, panel: Panel) -> None:
    """Write the figures of a column: levels in the panel's unit, growth as parts of one."""
    factor = 100 if column.kind == GROWTH else panel.scale.factor
    looks: dict[str, Any] = {}
    for line, point in enumerate(column.points, start=TOP + 1):
        if point:
            number = number_format(column, point.decimals)
            if number not in looks:
                looks[number] = book.add_format({"font_name": FONT, "num_format": number, "valign": "top"})
            page.write_number(line, place, round(point.value / factor, 12), looks[number])


def flag_words(made: Grid, say: Wording) -> list[str]:
    """Write for each line what its figures are, where they are not plain printed ones."""
    lines = []
    for place in range(len(made.categories)):
        held = [(column.name, point) for column in made.columns if (point := column.points[place])]
        told = [f"{name} {point.label}{say('report.colon')}{flags_in_words(point, say)}" for name, point in held
                if flags_of(point)]  # fmt: skip
        lines.append(say("note.join").join(told))
    return lines


def flags_in_words(point: Point, say: Wording) -> str:
    """Write the flags of one figure."""
    return say("list.join").join(say(f"flag.{flag}") for flag in flags_of(point))
