"""Write the figures of a grid as cells of a printed table: digits as printed, — for none, signs for planned, computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.report.grid import GROWTH, OTHER

if TYPE_CHECKING:
    from app.charts.points import Point
    from app.report.grid import Column, Grid
    from app.wording import Wording


def table_cells(made: Grid, say: Wording) -> list[list[str]]:
    """Give the lines of a table, the headings first; series in columns, periods or names down.

    Figures that differ only in how a chart draws them (achieved, planned, computed) share a column.
    """
    groups = merged([one for one in made.columns if one.kind != OTHER])
    lines = [[made.heading, *(heading(group, say) for group in groups)]]
    for place, category in enumerate(made.categories):
        written = [cell(group, place, say) for group in groups]
        if any(words != say("report.none") for words in written):
            lines.append([category, *written])
    return lines


def merged(columns: list[Column]) -> list[list[Column]]:
    """Group columns of one series and kind whose figures never stand for the same period."""
    groups: list[list[Column]] = []
    for column in columns:
        for group in groups:
            alike = (group[0].kind, group[0].number) == (column.kind, column.number)
            if alike and not any(
                one and point for held in group for one, point in zip(held.points, column.points, strict=True)
            ):
                group.append(column)
                break
        else:
            groups.append([column])
    return groups


def heading(group: list[Column], say: Wording) -> str:
    """Name a column of the table: a growth rate says that it is in per cent, and whether all of it is computed."""
    first = group[0]
    if first.kind != GROWTH:
        return first.name
    series, dot, _ = first.name.rpartition(" · ")
    computed = all(point.derived for column in group for point in column.known)
    return f"{series}{dot}{say('report.growth_computed' if computed else 'report.growth')}"


def cell(group: list[Column], place: int, say: Wording) -> str:
    """Write the figure of a column for one line, or — for none."""
    point = next((column.points[place] for column in group if column.points[place]), None)
    if point is None:
        return say("report.none")
    text = rate(point) if group[0].kind == GROWTH else point.label
    return text + point.signs + sign(point, say)


def rate(point: Point) -> str:
    """Write a growth rate without plus and per cent: 12.5, −3.0, ≥10."""
    return point.label.replace("+", "").removesuffix("%")


def sign(point: Point, say: Wording) -> str:
    """Give the sign of a planned or computed figure, or of a year's beginning, in brackets behind it."""
    key = "note_table.derived_sign" if point.derived else "note_table.planned_sign" if point.planned else ""
    told = say(key) if key else say("chart.opening", year=point.opening) if point.opening else ""
    return say("report.signed", sign=told) if told else ""
