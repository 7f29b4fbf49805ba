"""Put notes at cells, as Excel shows them: a text in the sheet's list of notes, and the box that it is drawn in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.documents.workbook.sheet import Position
from pipeline.forms.fault import FormError
from pipeline.forms.parts import MAIN, OFFICE, Parts
from pipeline.forms.sheets import FormSheet, reference

_NOTES = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND = (  # what stands behind the reference to the boxes in a sheet's markup, in the order of the standard
    "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_KIND = "_x0000_t202"
_SHAPE = re.compile(rb"_x0000_s(\d{1,9})")
_PER_SHEET = 1024  # numbers of boxes that belong to one drawing
_WIDE, _LONGEST = 24, 1200  # characters of a line in a box, and of a note
_FEWEST_LINES = 3
_FRAME = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/>'
    "</o:shapelayout></xml>"
)
_TYPE = (
    f'<v:shapetype id="{_KIND}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape id="_x0000_s{number}" type="#' + _KIND + '" style="position:absolute;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 4, {right}, 15,'
    " {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_BOX_COLUMNS = 4


def add_notes(parts: Parts, sheet: FormSheet, notes: Mapping[Position, str], author: str) -> None:
    """Put notes at cells of a sheet; a cell that has one keeps it. Raise FormError where its own cannot be read."""
    part = parts.linked(sheet.part, "comments")
    tree = parts.tree(part) if part else etree.Element(f"{MAIN}comments", nsmap={None: MAIN[1:-1]})
    authors, listed = (_child(tree, name) for name in ("authors", "commentList"))
    taken = {one.get("ref") for one in listed}
    new = {at: text for at, text in sorted(notes.items()) if reference(at) not in taken}
    if not new:
        return
    etree.SubElement(authors, f"{MAIN}author").text = author
    for at, text in new.items():
        one = etree.SubElement(listed, f"{MAIN}comment", ref=reference(at), authorId=str(len(authors) - 1))
        said = etree.SubElement(etree.SubElement(one, f"{MAIN}text"), f"{MAIN}t")
        said.text = text[:_LONGEST]
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    if part:
        parts.change(part)
    else:
        part = parts.unused("xl/comments{}.xml")
        parts.change(part, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
        parts.declare(part, _NOTES)
        parts.link(sheet.part, "comments", part)
    _draw(parts, sheet, new)


def _draw(parts: Parts, sheet: FormSheet, notes: Mapping[Position, str]) -> None:
    """Add a box for each note to the sheet's drawing of boxes, made where there is none."""
    named = sheet.tree.find(f"{MAIN}legacyDrawing")
    if named is None:
        drawing = parts.unused("xl/drawings/vmlDrawing{}.vml")
        parts.change(drawing, _FRAME.format(number=_free_number(parts)).encode())
        parts.declare(drawing, _DRAWING)
        named = etree.Element(f"{MAIN}legacyDrawing")
        named.set(f"{{{OFFICE}}}id", parts.link(sheet.part, "vmlDrawing", drawing))
        behind = next((one for one in sheet.tree if etree.QName(one).localname in _BEHIND), None)
        if behind is None:
            sheet.tree.append(named)
        else:
            behind.addprevious(named)
        parts.change(sheet.part)
    else:
        _, drawing = parts.targets(sheet.part).get(named.get(f"{{{OFFICE}}}id", ""), ("", ""))
    octets = parts.octets(drawing) if drawing in parts.names else b""
    before, end, behind_it = octets.rpartition(b"</xml>")
    if not end:
        raise FormError("damaged", file=parts.file)
    numbers = [int(one) for one in _SHAPE.findall(octets)]
    data = re.search(rb'\bdata="(\d{1,6})', octets)
    number = max([*numbers, int(data[1]) * _PER_SHEET if data else _PER_SHEET])
    boxes = [] if _KIND.encode() in octets else [_TYPE]
    for step, (at, text) in enumerate(notes.items(), start=1):
        lines = max(_FEWEST_LINES, sum(len(line) // _WIDE + 1 for line in text[:_LONGEST].splitlines()))
        boxes.append(
            _BOX.format(
                number=number + step, row=at[0], column=at[1], left=at[1] + 1, right=at[1] + 1 + _BOX_COLUMNS,
                top=max(at[0] - 1, 0), bottom=max(at[0] - 1, 0) + lines,
            )
        )  # fmt: skip
    parts.change(drawing, before + "".join(boxes).encode() + end + behind_it)


def _free_number(parts: Parts) -> int:
    """Return a number for a drawing of boxes that no other has."""
    drawings = [name for name in parts.names if name.endswith(".vml")]
    taken = {int(one) for name in drawings for one in re.findall(rb'\bdata="(\d{1,6})', parts.octets(name))}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _child(tree: etree._Element, name: str) -> etree._Element:
    found = tree.find(f"{MAIN}{name}")
    return etree.SubElement(tree, f"{MAIN}{name}") if found is None else found
