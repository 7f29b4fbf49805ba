"""List the kinds of files that charts are exported as; the page and the command line offer the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.charts.pictures import TYPES
from app.exports import XLSX_TYPE, file_name
from app.report.charts import html, pdf, png, svg
from app.report.document import document
from app.report.items import Item, ReportFailedError
from app.report.slides import slides
from app.report.workbook import workbook

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.wording import Wording

Writer = Callable[[Sequence[Item], Mapping[str, Any], "Wording"], bytes]
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its code, the key of its name, how a file of it ends, its media type, what writes it.

    With `several` it takes any number of charts, else one. With `browser` it needs one on this machine.
    """

    code: str
    label: str
    ending: str
    mime: str
    writer: Writer
    several: bool = False
    browser: bool = False

    def write(self, items: Sequence[Item], catalogue: Mapping[str, Any], say: Wording) -> bytes:
        """Make the file. Raise ReportFailedError or PictureFailedError with the key of the reason."""
        if not items:
            raise ReportFailedError("report.no_data")
        if len(items) > 1 and not self.several:
            raise ReportFailedError("report.one_only", kind=say(self.label), count=len(items))
        return self.writer(items, catalogue, say)

    def named(self, items: Sequence[Item], say: Wording) -> str:
        """Name the file after what it shows: 鹤山市_接待游客人次_2024-2025.png."""
        years = sorted({year for item in items for year in item.panel.years})
        if len(items) > 1:
            return file_name([say("report.title"), items[0].panel.title], years, self.ending)
        return panel_name(items[0].panel, self.ending)


def panel_name(panel: Panel, ending: str) -> str:
    """Name the file of one panel: the place or subject first, where all of it is about one."""
    who = panel.who[0] if len(panel.who) == 1 else ""
    return file_name([who, panel.title.removeprefix(who)], panel.years, ending)


KINDS = {
    kind.code: kind
    for kind in (
        Kind("png", "report.png", "png", TYPES["png"], lambda items, _, say: png(items[0], say), browser=True),
        Kind(
            "png_word", "report.png_word", "png", TYPES["png"],
            lambda items, _, say: png(items[0], say, "png_word"), browser=True,
        ),
        Kind(
            "png_slide", "report.png_slide", "png", TYPES["png"],
            lambda items, _, say: png(items[0], say, "png_slide"), browser=True,
        ),
        Kind("svg", "report.svg", "svg", TYPES["svg"], lambda items, _, say: svg(items[0], say), browser=True),
        Kind("pdf", "report.pdf", "pdf", "application/pdf", lambda items, _, say: pdf(items[0], say), browser=True),
        Kind("html", "report.html", "html", "text/html", lambda items, _, say: html(items[0], say)),
        Kind("xlsx", "report.xlsx", "xlsx", XLSX_TYPE, workbook, several=True),
        Kind("pptx", "report.pptx", "pptx", f"{OFFICE}.presentationml.presentation", slides, several=True),
        Kind("docx", "report.docx", "docx", f"{OFFICE}.wordprocessingml.document", document, several=True),
    )
}  # fmt: skip
