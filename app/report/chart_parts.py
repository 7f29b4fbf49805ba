"""Complete the chart parts of an Office file: what XlsxWriter leaves to Excel's habit is said outright.

PowerPoint and LibreOffice read a missing switch otherwise than Excel: as a smoothed line, a white negative column,
a label with the names of series and period, a blank drawn as zero.
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import copy
from typing import Any

CHART = re.compile(r"xl/charts/chart\d+\.xml")
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
NAMES = {"c": C, "a": A}
# Where a switch belongs, its value where it is missing, and the elements that the schema lets come before it.
SWITCHES = (
    ("//c:chartSpace", "roundedCorners", "0", ("date1904", "lang")),
    ("//c:chart", "dispBlanksAs", "gap", ("title", "autoTitleDeleted", "plotArea", "legend", "plotVisOnly")),
    ("//c:barChart", "varyColors", "0", ("barDir", "grouping")),
    ("//c:lineChart", "varyColors", "0", ("grouping",)),
    ("//c:barChart/c:ser", "invertIfNegative", "0", ("idx", "order", "tx", "spPr")),
    ("//c:barChart/c:ser/c:dPt", "invertIfNegative", "0", ("idx",)),
    ("//c:lineChart/c:ser", "smooth", "0", None),
    ("//c:title | //c:legend", "overlay", "0", ("tx", "legendPos", "legendEntry", "layout")),
    ("//c:catAx | //c:valAx", "delete", "0", ("axId", "scaling")),
)
# In the order of the schema; a label shows its figure and nothing else.
LABELS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def with_complete_charts(book: bytes) -> bytes:
    """Give a workbook whose charts look the same in every program."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, completed(content) if CHART.fullmatch(part.filename) else content)
    return held.getvalue()


def chart_xml(book: bytes) -> bytes:
    """Give the XML of the only chart of a workbook, completed."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return completed(parts.read("xl/charts/chart1.xml"))


def completed(xml: bytes) -> bytes:
    """Set what is missing in a chart part, and name each Latin font for Chinese as well."""
    from lxml import etree

    # XlsxWriter's own output, so nothing in it is foreign.
    root = etree.fromstring(xml)
    for where, name, value, before in SWITCHES:
        for parent in root.xpath(where, namespaces=NAMES):
            if parent.find(f"{{{C}}}{name}") is None:
                insert(parent, name, value, before)
    for labels in root.xpath("//c:dLbls | //c:dLbl", namespaces=NAMES):
        shown = labels.find(f"{{{C}}}showVal")
        if shown is not None:
            place = labels.index(shown)
            labels.remove(shown)
            for offset, name in enumerate(LABELS):
                labels.insert(place + offset, switch(labels, name, "1" if name == "showVal" else "0"))
    for text in root.xpath(
        "//c:dLbls//a:bodyPr", namespaces=NAMES
    ):  # else LibreOffice breaks 628.02（同比+4.1%）
        text.set("wrap", "none")
    for marker in root.xpath("//c:dPt/c:marker", namespaces=NAMES):  # shaped like the others of its line
        whole = marker.getparent().getparent().find(f"{{{C}}}marker")
        for child in reversed(whole.xpath("c:symbol | c:size", namespaces=NAMES)):
            marker.insert(0, copy(child))
    for latin in root.iter(f"{{{A}}}latin"):
        latin.addnext(latin.makeelement(f"{{{A}}}ea", {"typeface": latin.get("typeface")}))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def insert(parent: Any, name: str, value: str, before: tuple[str, ...] | None) -> None:
    """Put a switch behind the elements that come before it; None: behind all."""
    leading = [child for child in parent if before is None or child.tag.rpartition("}")[2] in before]
    made = switch(parent, name, value)
    if leading:
        leading[-1].addnext(made)
    else:
        parent.insert(0, made)


def switch(parent: Any, name: str, value: str) -> Any:
    """Make an element that holds one value."""
    return parent.makeelement(f"{{{C}}}{name}", {"val": value})
