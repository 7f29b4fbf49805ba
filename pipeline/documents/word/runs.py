"""Read what a paragraph prints: runs, tabs, breaks, results of fields; not what was deleted, hidden or is a command."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents.raised import RAISED
from pipeline.documents.word.parts import child, is_on, name_of, value
from pipeline.documents.word.styles import Look, Styles

_RAISED = RAISED | str.maketrans("+-()", "⁺⁻⁽⁾")
_CONTENTS = ("TOC", "TC ", "INDEX", "XE ")  # fields of a table of contents or an index
_UNREADABLE = "□"  # what stands for a picture of a symbol font
# Deleted, moved away, a command, a reading beside its word, how something looks.
_UNREAD = frozenset(
    f"w:{name}"
    for names in (
        ("del", "moveFrom", "delText", "instrText", "delInstrText", "fldData"),
        ("rt", "annotationRef", "footnoteRef", "endnoteRef"),
        ("pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "tblPr", "tblGrid", "trPr", "tcPr"),
    )
    for name in names
)
_MOST_FIELDS = 20  # in each other
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_PICTURES = frozenset(("blip", "imagedata", "chart", "relIds", "OLEObject"))  # relIds: of a diagram
# Built of parts that stand above, below or before each other: 3/4 would be read as 34.
_BUILT = frozenset(
    f"m:{name}"
    for name in ("f", "sSup", "sSub", "sSubSup", "sPre", "rad", "nary", "m", "eqArr", "limLow", "limUpp")
)


@dataclass(slots=True)
class Printed:
    """Hold what a paragraph prints, and what hangs on it: text boxes, ids of notes, how large it is at most."""

    text: str = ""
    size: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Runs:
    """Read paragraphs one after the other; fields may begin in one and end in another.

    `unread` counts the pictures, charts and formulas that give no text, `white` the words that are white on white: those
    on the page itself (`on_page`), for what lies beneath a table or a text box is not known.
    """

    styles: Styles
    unread: int = 0
    white: int = 0
    on_page: bool = True
    _fields: list[_Field] = field(default_factory=list)

    def read(self, paragraph: etree._Element, look: Look) -> Printed:
        """Return what a paragraph (w:p) of a look prints."""
        printed = Printed()
        pieces = [piece for one in paragraph for piece in self._pieces(one, look, printed)]
        printed.text = "".join(pieces)
        # No command goes over a paragraph: an end that is missing must not cost the rest.
        self._fields = [one for one in self._fields if one.result]
        return printed

    def _pieces(self, element: etree._Element, look: Look, printed: Printed) -> Iterator[str]:
        name = name_of(element.tag)
        if name in _UNREAD or (name == "w:sdt" and is_prompt(element)):
            return
        if name == "w:r":
            properties = child(element, "w:rPr")
            own = self.styles.run(look, properties)
            text = "".join(piece for one in element for piece in self._in_run(one, own, printed))
            if own.hidden or own.struck:
                return
            if own.white and not own.shaded and self.on_page:
                self.white += bool(text.strip())
                return
            if text.strip():
                printed.size = max(printed.size, own.size)
            raised = value(child(properties, "w:vertAlign")) == "superscript"
            yield text.translate(_RAISED) if raised and _is_number(text) else text
        elif name in ("m:oMath", "m:oMathPara"):
            yield self._formula(element)
        elif name == "w:fldSimple" and (value(element, "instr") or "").strip().upper().startswith(_CONTENTS):
            return
        else:
            for one in chosen(element):
                yield from self._pieces(one, look, printed)

    def _in_run(self, element: etree._Element, look: Look, printed: Printed) -> Iterator[str]:
        """Yield what a child of a run prints."""
        name = name_of(element.tag)
        if name == "w:fldChar":
            self._step(value(element, "fldCharType") or "")
        elif name == "w:instrText" and self._fields:
            self._fields[-1].command += element.text or ""
        elif name in _UNREAD or any(one.is_unread for one in self._fields):
            return
        elif name == "w:t":
            yield _text(element)
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "w:sym":
            yield _symbol(value(element, "char") or "")
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            printed.notes.append((name[2:].removesuffix("Reference"), value(element, "id") or ""))
        elif name == "w:ruby":
            yield from self._pieces(element, look, printed)
        elif not look.hidden:
            self._drawn(element, printed)

    def _step(self, kind: str) -> None:
        """Take the begin, the middle or the end of a field."""
        if kind == "begin" and len(self._fields) < _MOST_FIELDS:
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawn(self, element: etree._Element, printed: Printed) -> None:
        """Keep the text boxes of a drawing; one that holds pictures or a chart instead is counted."""
        before = len(printed.boxes)
        waiting, pictures = [element], 0
        while waiting:
            one = waiting.pop()
            if name_of(one.tag) == "w:txbxContent":
                printed.boxes.append(one)
                continue
            pictures += name_of(one.tag) in _PICTURES
            waiting += reversed(list(chosen(one)))
        self.unread += pictures > 0 and len(printed.boxes) == before

    def _formula(self, element: etree._Element) -> str:
        """Return a formula that is one line of characters; one that is built of parts is a gap, and counted."""
        if any(name_of(one.tag) in _BUILT for one in element.iter()):
            self.unread += 1
            return " "
        return "".join(one.text or "" for one in element.iter() if name_of(one.tag) in ("m:t", "w:t"))


@dataclass(slots=True)
class _Field:
    """Be a field that is open: its command, and whether its result has begun."""

    command: str = ""
    result: bool = False

    @property
    def is_unread(self) -> bool:
        """Say whether what stands in it is a command, or the line of a table of contents."""
        return not self.result or self.command.strip().upper().startswith(_CONTENTS)


def chosen(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of an element; of what is there in several forms (a text box) those of one form only."""
    if name_of(element.tag) != "mc:AlternateContent":
        yield from element
        return
    forms = [one for one in element if name_of(one.tag) in ("mc:Choice", "mc:Fallback")]
    worded = (form for form in forms if any(name_of(one.tag) == "w:t" for one in form.iter()))
    yield from next(worded, forms[0] if forms else ())


def is_prompt(control: etree._Element) -> bool:
    """Say whether a content control (w:sdt) shows only what is to be put in, or is a table of contents."""
    properties = child(control, "w:sdtPr")
    gallery = value(child(properties, "w:docPartObj", "w:docPartGallery")) or ""
    return is_on(child(properties, "w:showingPlcHdr")) or gallery == "Table of Contents"


def _text(element: etree._Element) -> str:
    text = "".join(element.itertext()).replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return text if value(element, "space") == "preserve" else text.strip(" ")


def _symbol(code: str) -> str:
    """Return the character of a symbol; those of symbol fonts have no code that tells what they show."""
    try:
        point = int(code, 16)
        known = point >= ord(" ") and unicodedata.category(chr(point)) not in ("Co", "Cs", "Cn")
    except (ValueError, OverflowError):
        return _UNREADABLE
    return chr(point) if known else _UNREADABLE


def _is_number(text: str) -> bool:
    return bool(text) and all(character in "0123456789+-()" for character in text)
