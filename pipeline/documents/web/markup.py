"""Read the markup of a page into blocks of text and tables, in order, each with the parts of the page that it stands in.

libxml2 reports elements one by one and builds no tree, whose depth it limits; it expands no entity and opens no network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from lxml import etree

from pipeline.documents.decoding import DocumentError
from pipeline.words import words_of

PICTURE = "img"
BREAK = "\0"  # in the text of a piece: a line break that is printed
MOST_EVENTS = 1_000_000  # elements and stretches of text; a page of 5 MB has some 300,000
MOST_NESTED = 60  # tables in tables; cells of deeper ones are blocks
LONGEST_LINK = 300  # characters; what is longer is text in a link that nobody closed
_MARKS = re.compile("[。，；]")
_CONTROLS = dict.fromkeys((*range(9), *range(14, 28), 127)) | dict.fromkeys(
    (11, 12, *range(28, 32), 0x85, 0x2028, 0x2029), " "
)
_HIDDEN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)|mso-hide\s*:\s*all)"
)
_SIZE = re.compile(r"(?:^|[;\s])font-size\s*:\s*([\d.]*)")
_PRINTED_BREAKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_BLOCK, _INLINE = (
    re.compile(r"display\s*:\s*(?:block|table|flex|grid|list-item)"),
    re.compile(r"display\s*:\s*inline\s*(?:;|!|$)"),
)
_RAISED = re.compile(r"vertical-align\s*:\s*super")
_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NOTE = re.compile(r"\s*(?:[\[(（［〔【]?注?\d{1,3}[\])）］〕】]?|[①-⑳*＊※†]{1,3})\s*")
_POWERS = {"2": "²", "3": "³"}
_LENGTHS = ("m", "M", "米")  # km², 万m³


@dataclass(slots=True, eq=False)
class Part:
    """Be a part of the page that may not be of its body: what is hidden, beside it, or named like what stands beside it.

    `marks` counts the marks of sentences, and the figures in cells, that stand in it outside links.
    """

    above: Part | None = None
    why: str = ""
    marks: int = 0
    left_out: bool = False


@dataclass(slots=True, eq=False)
class Link:
    """Be a link: how long its text is."""

    part: Part
    length: int = 0
    marks: int = 0


class Piece(NamedTuple):
    """Be a stretch of text and what it stands in."""

    text: str
    part: Part
    link: Link | None


@dataclass(slots=True)
class Block:
    """Be the pieces of text between two edges of blocks; `tag` is the element that they stand in, img of pictures alone."""

    tag: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """Be a line of the page as it is seen: its text, the element it stands in, and how much of it is in links."""

    text: str
    tag: str
    length: int
    linked: int

    @property
    def marks(self) -> int:
        """Count the marks of sentences in it."""
        return len(_MARKS.findall(self.text))


@dataclass(slots=True)
class Cell:
    """Be a cell of a table, how many rows and columns it spans, and what stands in it."""

    rows: int
    columns: int
    items: list[Block | Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Be a table; `tables.judge` says how many characters it holds, and whether it is one of data or of layout."""

    rows: list[list[Cell]] = field(default_factory=list)
    length: int = 0
    is_data: bool = False


@dataclass(slots=True)
class Markup:
    """Hold the blocks and tables of a page in order, its title, and what its head states (name in lower case → content).

    `tables` are all of them, those in others first.
    """

    items: list[Block | Table]
    tables: list[Table]
    title: str
    stated: Mapping[str, str]


class _Open(NamedTuple):
    """Be what an element changed, to be put back where it ends."""

    edge: bool
    part: Part
    link: Link | None
    silent: bool
    breaks: bool
    raised: bool
    tag: str
    closes: str


def markup_of(page: str, file: object) -> Markup:
    """Return what the markup of a page holds. Raise DocumentError where it has more elements than any page."""
    reader = _Reader(file)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True, huge_tree=True)
    octets = page.encode("utf-8", "replace")
    return etree.fromstring(octets, parser) if octets.strip() else reader.close()


@cache
def _words() -> dict[str, frozenset[str]]:
    listed: dict[str, Any] = words_of("web_pages")
    return {
        name: frozenset(listed[name])
        for name in ("silent", "blocks", "preformatted", "beside", "roles", "names")
    }


class _Reader:
    """Take what the parser reports: the start and end of elements, and the text between."""

    def __init__(self, file: object) -> None:
        self._file = file
        self._events = 0
        self._words = _words()
        self._page = Part()
        self._parts = [self._page]
        self._links: list[Link] = []
        self._stated: dict[str, str] = {}
        self._title: list[str] | None = None
        self._titles: list[str] = []
        self._open: list[_Open] = []
        self._part = self._page
        self._link: Link | None = None
        self._silent = self._breaks = self._raised = False
        self._tag = ""
        self._items: list[Block | Table] = []
        self._outer: list[list[Block | Table]] = []  # what a cell interrupts
        self._tables: list[Table] = []
        self._done: list[Table] = []
        self._block = Block("")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self._count()
        style = attributes.get("style", "").lower() if attributes else ""
        edge = (tag in self._words["blocks"] and not (style and _INLINE.search(style))) or bool(
            style and _BLOCK.search(style)
        )
        if edge:
            self._end_block()
        closes = self._structure(tag, attributes)
        self._open.append(
            _Open(edge, self._part, self._link, self._silent, self._breaks, self._raised, self._tag, closes)
        )
        if edge:
            self._tag = tag
        if tag in self._words["silent"]:
            self._silent = True
        elif tag == "br":
            self._add(BREAK)
        elif tag == PICTURE:
            self._block.pieces.append(Piece("", self._part, None))
        elif tag == "sup":
            self._raised = True
        elif tag in self._words["preformatted"]:
            self._breaks = True
        if attributes or tag in self._words["beside"]:
            self._attributes(tag, attributes, style)

    def end(self, _tag: str) -> None:
        """Take the end of an element."""
        opened = self._open.pop()
        if opened.edge:
            self._end_block()
        if opened.closes == "cell":
            self._end_block()
            self._items = self._outer.pop()
        elif opened.closes == "table":
            self._end_block()
            self._done.append(self._tables.pop())
            self._items.append(self._done[-1])
        elif opened.closes == "title" and self._title is not None:
            self._titles.append("".join(self._title))
            self._title = None
        _, self._part, self._link, self._silent, self._breaks, self._raised, self._tag, _ = opened

    def data(self, text: str) -> None:
        """Take a stretch of text."""
        self._count()
        if self._title is not None:
            self._title.append(text)
        elif not self._silent:
            text = text.translate(_CONTROLS)
            if self._raised:
                text = self._lowered(text)
            if self._breaks:
                text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", BREAK)
            self._add(text)

    def close(self) -> Markup:
        """Return what was read."""
        self._end_block()
        for link in self._links:
            if link.length > LONGEST_LINK:
                link.part.marks += link.marks
        for part in reversed(self._parts):
            if part.above:
                part.above.marks += part.marks
        for part in self._parts:
            part.left_out = _is_beside(part, self._page.marks) or bool(part.above and part.above.left_out)
        title = next((one for one in self._titles if one.strip()), "")
        return Markup(self._items, self._done, title, self._stated)

    def _count(self) -> None:
        self._events += 1
        if self._events > MOST_EVENTS:
            raise DocumentError("page_elements", file=self._file, most=MOST_EVENTS)

    def _structure(self, tag: str, attributes: Mapping[str, str]) -> str:
        """Begin what the element begins of a table or of the head; return what ends with it."""
        if tag == "title":
            self._title = []
            return "title"
        if self._silent:
            return ""
        if tag == "table" and len(self._tables) < MOST_NESTED:
            self._tables.append(Table())
            return "table"
        if not self._tables:
            return ""
        if tag == "tr":
            self._tables[-1].rows.append([])
        elif tag in ("td", "th"):
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            cell = Cell(_number(attributes.get("rowspan")), _number(attributes.get("colspan")))
            table.rows[-1].append(cell)
            self._end_block()
            self._outer.append(self._items)
            self._items = cell.items
            return "cell"
        return ""

    def _attributes(self, tag: str, attributes: Mapping[str, str], style: str) -> None:
        """Take what the attributes of an element say of what is in it."""
        if tag == "meta":
            name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
            if name and attributes.get("content", "").strip():
                self._stated.setdefault(name.lower(), attributes["content"].strip())
            return
        href = attributes.get("href", "").strip() if tag == "a" else ""
        if href and not href.startswith("#"):
            self._links.append(link := Link(self._part))
            self._link = link
        if why := self._why_beside(tag, attributes, style):
            self._part = Part(self._part, why)
            self._parts.append(self._part)
        if style:
            self._raised = self._raised or bool(_RAISED.search(style))
            self._breaks = self._breaks or bool(_PRINTED_BREAKS.search(style))
            self._sized(style)

    def _why_beside(self, tag: str, attributes: Mapping[str, str], style: str) -> str:
        """Return why the element may not be of the body, "" where nothing says so."""
        words = self._words
        hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        if hidden or (style and _HIDDEN.search(style)):
            return "hidden"
        if tag in words["beside"] or attributes.get("role", "").lower() in words["roles"]:
            return "beside"
        named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if len(named) > 1 and not words["names"].isdisjoint(map(str.lower, _NAME.findall(named[:200]))):
            return "named"
        return ""

    def _sized(self, style: str) -> None:
        """Take a font size: of none nothing is seen, until an element within has one again."""
        if found := _SIZE.search(style):
            shown = bool(found[1].strip("0."))
            if shown and self._part.why == "sizeless" and self._part.above:
                self._part = self._part.above
            elif not shown and found[1]:
                self._part = Part(self._part, "sizeless")
                self._parts.append(self._part)

    def _lowered(self, text: str) -> str:
        """Return what stands raised as it is to be read: nothing for the mark of a note, ² of km²."""
        before = self._block.pieces[-1].text.rstrip()[-1:] if self._block.pieces else ""
        plain = text.strip()
        if plain in _POWERS and before in _LENGTHS:
            return _POWERS[plain]
        if before.isdigit() and plain.isdigit():  # 10⁴
            return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in plain if digit.isascii())
        return "" if _NOTE.fullmatch(text) else text

    def _add(self, text: str) -> None:
        """Add text to the block."""
        if self._silent or not text:
            return
        self._block.tag = self._tag if not self._block.pieces else self._block.tag
        self._block.pieces.append(Piece(text, self._part, self._link))
        marks = len(_MARKS.findall(text)) or bool(self._outer and any(map(str.isdecimal, text[:20])))
        if self._link:
            self._link.length += len(text)
            self._link.marks += marks
        else:
            self._part.marks += marks

    def _end_block(self) -> None:
        if any(piece.text.strip() for piece in self._block.pieces):
            self._items.append(self._block)
        elif not all(piece.text for piece in self._block.pieces):
            self._items.append(Block(PICTURE, [piece for piece in self._block.pieces if not piece.text]))
        if self._block.pieces:
            self._block = Block(self._tag)


def _number(value: str | None) -> int:
    """Return how many rows or columns a cell spans, from 1."""
    return (
        min(int(value), 65534) or 1
        if value and value.isascii() and value.isdecimal() and len(value) < 6
        else 1
    )


def _is_beside(part: Part, marks: int) -> bool:
    """Say whether a part is left out; one with most of what the page says is its body, however it is marked or named."""
    if not part.why:
        return False
    return part.marks * 5 <= marks if part.why == "named" else part.marks * 3 <= marks * 2
