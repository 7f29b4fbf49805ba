"""Lay out a panel for print: fixed size, light ground, title, unit, notes and source on the picture itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from app.charts.across import name_across
from app.charts.facets import facets, name_above, side_by_side
from app.charts.figure import figure
from app.charts.line_ends import end_room
from app.charts.name_widths import text_width
from app.charts.palette import FONT
from app.charts.rooms import SMALL_HIGH, Room
from app.charts.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.charts.panel import Panel
    from app.wording import Wording

INK, QUIET, RULE, PAPER = "#1d2a33", "#5d6a73", "#dcd8cc", "#ffffff"
EDGE, SIDE = 24, 72  # pixels beside the small print, and beside the plot
LEAD, TITLE = 20, 26  # pixels of a line below the title, and of a further one of it
BELOW_KEY = 24  # pixels between a legend and the plot: the label of the highest figure stands there
BOLD = 1.1  # times as wide is a bold letter
KEY, ROW = 44, 22  # pixels of a legend's mark with its gaps, and of a line of the legend
PLOT = 0.4  # of a sheet is its plot high at least
NUMBER = re.compile(r"[\d.,]+$")  # that a line ends with
COLUMN = 0.56  # of its size is the width of a letter; a Chinese character takes two


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a print: pixels wide and high, dots a pixel, text in pixels; `ratio` keeps width to height."""

    width: int
    height: int
    dots: float
    text: int
    ratio: bool = False

    @property
    def small(self) -> int:
        """Give the size of unit and small print."""
        return self.text - 1

    @property
    def title(self) -> int:
        """Give the size of the title."""
        return self.text + 4


SCREEN = Sheet(900, 560, 2, 14)
WORD = Sheet(640, 400, 1772 / 640, 13)  # 15 cm, a usual column in Word, at 300 dots an inch: text of 9 points
SLIDE = Sheet(960, 540, 2, 15, ratio=True)  # 1920 × 1080 dots


def print_figure(
    panel: Panel, notes: list[str], say: Wording, sheet: Sheet = SCREEN, *, titled: bool = True
) -> go.Figure:
    """Draw a panel for a report: it explains itself when it is cut out of the page.

    Without `titled` a document around it carries title and notes; unit and legend stay.
    """
    wide = sheet.width - side_room(panel, sheet) - max(SIDE, EDGE + end_room(panel))
    columns = side_by_side(len(facets(panel))) if panel.apart else 1
    small = Room(wide / columns - SIDE, SMALL_HIGH, sheet.text)
    whole = Room(wide, PLOT * sheet.height, sheet.text)
    panel = replace(panel, room=small if panel.apart else whole)
    drawing = go.Figure(figure(panel, say).to_dict())  # checked, for its parts are set one by one
    lead, foot = ([*lines_of(words, sheet)] if titled else [] for words in (panel.lead, notes))
    left, right = side_room(panel, sheet), max(SIDE, EDGE + end_room(panel))
    rows = legend_rows(drawing, sheet, sheet.width - left - right)
    title = title_lines(panel, sheet) if titled else []
    top = head_room(title)
    head = top + LEAD * len(lead)
    above = head + BELOW_KEY + ROW * rows + (26 if panel.apart else 0)
    below = (62 if foot else 44) + (sheet.small + 6) * len(foot)
    drawn = drawing.layout.height
    height = max(sheet.height, drawn + 120) + (0 if sheet.ratio else LEAD * len(lead))
    # The plot keeps the room that labels were laid out for, however much is told above and below it.
    plot = drawn - 60 if panel.apart or panel.across else round(PLOT * sheet.height)
    height = max(height, above + plot + below)
    if sheet.ratio:
        sheet = replace(sheet, width=round(height * sheet.width / sheet.height), height=height)
    drawing.update_layout(
        template="none", width=sheet.width, height=height, paper_bgcolor=PAPER, plot_bgcolor=PAPER,
        font={"family": FONT, "size": sheet.text, "color": INK},
        margin={"l": left, "r": right, "t": above, "b": below},
        legend={"y": 1 - (head + 4) / height, "yref": "container", "yanchor": "top",
                "font": {"size": sheet.small}},
    )  # fmt: skip
    return dressed(drawing, panel, (title, lead, foot), say, sheet, columns)


def dressed(
    drawing: go.Figure,
    panel: Panel,
    words: tuple[list[str], list[str], list[str]],
    say: Wording,
    sheet: Sheet,
    columns: int,
) -> go.Figure:
    """Write title, what is seen, unit and small print onto a laid out figure, and quiet its axes.

    `words` are the lines of each; `columns` is how many small charts stand side by side.
    """
    room: Any = drawing.layout.margin
    title, lead, foot = words
    top = head_room(title)
    if title:
        drawing.update_layout(
            title={"text": f"<b>{'<br>'.join(map(as_text, title))}</b>", "x": 0.5, "xanchor": "center", "y": 1,
                   "yanchor": "top", "pad": {"t": 20}, "font": {"size": sheet.title}}
        )  # fmt: skip
    room_each = (sheet.width - 2 * SIDE) / columns / (COLUMN * sheet.small)
    for name, part in zip(drawing.layout.annotations, facets(panel), strict=False):  # of small charts
        name.text = name_above(part.title, int(room_each))
        name.font.size = sheet.small
    drawing.update_xaxes(
        linecolor=QUIET, showline=not panel.across, gridcolor=RULE, title=None, zeroline=False
    )
    drawing.update_yaxes(gridcolor=RULE, zerolinecolor=QUIET, title=None, automargin=False)
    beside = {
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "font": {"size": sheet.small, "color": QUIET},
    }
    drawing.add_annotation(
        beside, text=as_text(say("chart.unit", unit=panel.unit)), x=1, y=1, xanchor="right", yanchor="bottom",
        xshift=room.r - EDGE, yshift=room.t - top - LEAD * len(lead),
    )  # fmt: skip
    drawing.add_annotation(
        beside, text="<br>".join(map(as_text, lead)), font={"size": sheet.small, "color": INK}, align="left", x=0, y=1,
        xanchor="left", yanchor="top", xshift=EDGE - room.l, yshift=room.t - top + 22,
    )  # fmt: skip
    drawing.add_annotation(
        beside, text="<br>".join(map(as_text, foot)), align="left", x=0, y=0, xanchor="left", yanchor="top",
        xshift=EDGE - room.l, yshift=-42,
    )  # fmt: skip
    return drawing


def lines_of(told: Iterable[str], sheet: Sheet) -> Iterator[str]:
    """Break what is told above or below a chart into the lines that a sheet holds."""
    columns = round((sheet.width - 2 * EDGE) / (COLUMN * sheet.small))
    return (line for words in told for line in folded(words, columns))


def title_lines(panel: Panel, sheet: Sheet) -> list[str]:
    """Break the title into the lines that a sheet holds; its letters are bold, and so wider."""
    return folded(panel.title, int((sheet.width - 2 * EDGE) / (BOLD * COLUMN * sheet.title)))


def head_room(title: list[str]) -> int:
    """Give the pixels above the legend: the unit, and the lines of the title where it stands on the picture."""
    return 70 + TITLE * (len(title) - 1) if title else 24


def legend_rows(drawing: go.Figure, sheet: Sheet, room: int) -> int:
    """Count the lines that the legend takes in a room of so many pixels."""
    names = [trace.name for trace in drawing.data if trace.showlegend is not False and trace.name]
    wide = [KEY + COLUMN * sheet.small * text_width(name) for name in names]
    # Plotly gives every entry the room of the widest.
    beside = max(1, int(room // max(wide, default=1)))
    return -(-len(names) // beside) if sum(wide) > room else min(len(names), 1)


def side_room(panel: Panel, sheet: Sheet) -> int:
    """Give the left margin in pixels: bars across carry their names there, columns and lines the figures of their axis."""
    if not panel.across:
        highest = max((abs(point.value) for one in panel.series for point in one.levels), default=0.0)
        return max(SIDE, 20 + round(COLUMN * sheet.text * len(f"{highest / panel.scale.factor:,.0f}")))
    names = (name_across(one, point, panel) for one in panel.series for point in one.levels)
    return 40 + round(COLUMN * (sheet.text - 1) * max(map(text_width, names)))


def folded(text: str, columns: int) -> list[str]:
    """Break a line where it gets wider than so many columns, not before a comma, behind an opening bracket, in a word."""
    lines, width = [""], 0
    for character in text:
        width += text_width(character)
        if width > columns and unicodedata.category(character) not in ("Po", "Pe", "Pf"):
            begun = begins(lines[-1], character)
            while unicodedata.category(lines[-1][begun - 1 : begun] or " ") in ("Ps", "Pi"):
                begun -= 1
            lines[-1:] = [lines[-1][:begun].rstrip(), lines[-1][begun:]]
            width = text_width(lines[-1] + character)
        lines[-1] += character
    return lines


def begins(line: str, character: str) -> int:
    """Give where the next line may begin: before the word of letters or the number that a character goes on with."""
    if " " in line and f"{line[-1:]}{character}".isascii() and not f"{line[-1:]}{character}".isspace():
        return line.rfind(" ") + 1
    number = NUMBER.search(line) if character.isdigit() or character in ".%" else None
    return number.start() if number and number.start() else len(line)
