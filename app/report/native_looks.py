"""Give the marks of native charts the looks of the printed picture: fills, hatches, lines, labels."""

from __future__ import annotations

from statistics import mode
from typing import TYPE_CHECKING, Any

from app.charts.palette import GROWTH_COLOUR, colour
from app.charts.views import SHARES
from app.labels import signed
from app.report.grid import DERIVED, GROWTH, OFFICIAL, PLANNED, look_of
from app.report.number_formats import decimal_format, rate_format

if TYPE_CHECKING:
    from app.amounts import Scale
    from app.charts.points import Point
    from app.report.grid import Column
    from app.wording import Wording

FONT = "Microsoft YaHei"
RANGE = "–"  # stands between the ends of a range
INK, QUIET, RULE = "#1D2A33", "#5D6A73", "#DCD8CC"


def font(size: float, shade: str = INK, *, bold: bool = False) -> dict[str, Any]:
    """Give a font that Excel, PowerPoint and WPS show Chinese in; size in points."""
    return {"name": FONT, "size": size, "color": shade, "bold": bold}


def fill_of(look: str, ink: str, chart: str) -> dict[str, Any]:
    """Fill achieved figures, dot official ones, hatch planned ones, leave computed ones hollow, computed shares pale."""
    border = {"border": {"color": ink, "width": 1.25}}
    if look == PLANNED:
        return border | {
            "pattern": {"pattern": "wide_upward_diagonal", "fg_color": ink, "bg_color": "#FFFFFF"}
        }
    if look == OFFICIAL:
        return border | {"pattern": {"pattern": "percent_20", "fg_color": "#FFFFFF", "bg_color": ink}}
    if look == DERIVED:
        return border | {"fill": {"color": pale(ink)} if chart == SHARES else {"none": True}}
    return border | {"fill": {"color": ink}}


def marker_of(point: Point | None, kind: str, ink: str, size: int) -> dict[str, Any]:
    """Fill the marks on a line, leave computed ones hollow; growth has diamonds, planned and official levels squares."""
    square = point and (point.planned or point.official)
    shape = "diamond" if kind == GROWTH else "square" if square else "circle"
    hollow = bool(point and (point.derived or (point.planned and kind != GROWTH)))
    fill = {"color": pale(ink) if hollow else ink}  # LibreOffice draws no border: white would vanish there
    return {"type": shape, "size": size, "fill": fill, "border": {"color": ink, "width": 1.5}}


def pale(ink: str) -> str:
    """Mix a colour with three parts of white."""
    return "#" + "".join(f"{(part + 3 * 255) // 4:02X}" for part in bytes.fromhex(ink.lstrip("#")))


def ink_of(column: Column, *, several: bool) -> str:
    """Give a column its colour: growth that stands alone has one of its own."""
    return GROWTH_COLOUR if column.kind == GROWTH and not several else colour(column.number)


def point_fills(column: Column, ink: str, chart: str) -> list[dict[str, Any] | None]:
    """Give those figures a look of their own that differ from their column."""
    looks = [point and look_of(point) for point in column.points]
    return [fill_of(look, ink, chart) if look and look != column.look else None for look in looks]


def usual(column: Column) -> Point:
    """Give the figure that stands for a column on a line: a printed one where there is one."""
    return next((point for point in column.known if not point.derived), column.known[0])


def point_markers(column: Column, ink: str, size: int) -> list[dict[str, Any] | None]:
    """Give those marks a look of their own that differ from the usual one of their line."""
    first = marker_of(usual(column), column.kind, ink, size)
    made = [marker_of(point, column.kind, ink, size) if point else first for point in column.points]
    return [None if one == first else {"fill": one["fill"], "border": one["border"]} for one in made]


def number_format(column: Column, decimals: int) -> str:
    """Give the number format of figures of a column that have so many decimals."""
    return rate_format(decimals) if column.kind == GROWTH else decimal_format(decimals)


def usual_decimals(column: Column) -> int:
    """Count the decimals that the most figures of a column have, and one typed in later gets."""
    return mode(point.decimals for point in column.known)


def labels_of(
    texts: list[str | None], look: dict[str, Any], number: str, position: str, crowded: list[bool]
) -> dict[str, Any]:
    """Label marks with their figures, but for crowded ones; where text is given (a bound, a range) it stands instead."""
    labels: dict[str, Any] = {"value": True, "num_format": number, "font": look, "position": position}
    if any(texts) or any(crowded):
        ground = {"fill": {"color": "#FFFFFF"}}  # the bar of a range runs behind its label
        labels["custom"] = [
            {"delete": True}
            if without
            else {"value": text, "font": look} | (ground if RANGE in text else {})
            if text
            else None
            for text, without in zip(texts, crowded, strict=True)
        ]
    return labels


def label_texts(column: Column, rates: dict[str, str], scale: Scale, say: Wording) -> list[str | None]:
    """Write the labels that the number format cannot: bounds, ranges, other decimals, targets met, growth beside bars."""
    texts: list[str | None] = []
    usual = usual_decimals(column)
    for point in column.points:
        text = None
        if point and column.kind == GROWTH:
            text = point.told if point.told != f"{signed(point.value, usual)}%" else None
        elif point:
            words = point.told + rates.get(point.id, "")
            if point.opening:
                words += "\n" + say("chart.opening", year=point.opening)
            if point.completion is not None and not point.planned:
                words += "\n" + say("chart.met", share=f"{point.completion:.1f}")
            text = words if words != scale.write(point.value, usual) else None
        texts.append(text)
    return texts
