"""Make the chart of a panel for a slide or a document: its XML, and the workbook that it is edited by."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.charts.facets import facet_places, facets
from app.exports import AS_TEXT
from app.report.chart_parts import chart_xml
from app.report.data_sheet import write_data
from app.report.grid import grid, grid_of
from app.report.native_chart import native_chart

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.wording import Wording


@dataclass(frozen=True, slots=True)
class EmbeddedChart:
    """A chart as python-pptx takes it: it asks for the XML and for the workbook behind."""

    xml: bytes
    xlsx_blob: bytes

    def xml_bytes(self, _chart_type: object) -> bytes:
        """Give the XML of the chart part; the kind of chart stands in it."""
        return self.xml


def embedded_charts(panel: Panel, say: Wording, size: float, wide: float) -> list[EmbeddedChart]:
    """Make the chart of a panel, or a small one each series where they stand apart; sizes in points and pixels."""
    small = [*zip(facets(panel), facet_places(panel), strict=True)] if panel.apart else []
    parts: list[tuple[Panel, dict[int, int] | None]] = [*small] or [(panel, None)]
    blob = book_of(panel, panel, None, say, (size, wide), with_chart=False)
    charts = [book_of(panel, part, places, say, (size, wide), with_chart=True) for part, places in parts]
    return [EmbeddedChart(chart_xml(chart), blob) for chart in charts]


def book_of(
    panel: Panel,
    part: Panel,
    places: dict[int, int] | None,
    say: Wording,
    sizes: tuple[float, float],
    *,
    with_chart: bool,
) -> bytes:
    """Write the data of a panel as a workbook, with the chart of one of its parts or without."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, AS_TEXT) as book:
        page = book.add_worksheet(say("report.data"))
        placed = write_data(book, page, grid(panel, say), panel, say)
        if with_chart:
            own = placed if places is None else replace(placed, grid=grid_of(placed.grid, places))
            page.insert_chart(0, 0, native_chart(book, own, part, say, *sizes, titled=places is not None))
    return held.getvalue()
