"""Read the markup of a page into blocks of text and tables, in order, each with the parts of the page that it stands in.

libxml2 reports elements one by one and builds no tree, whose depth it limits; it expands no entity and opens no network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.documents.decoding import DocumentError
from pipeline.documents.raised import RAISED
from pipeline.documents.web.inks import Look
from pipeline.documents.web.parts import BREAK, MARKS, PICTURE, Block, Cell, Link, Markup, Part, Piece, Table
from pipeline.documents.web.sheets import Sheets
from pipeline.documents.web.styles import (
    elements,
    has_size,
    is_edge,
    is_raised,
    prints_breaks,
    takes_no_place,
    why_beside,
)

MOST_EVENTS = 1_000_000  # elements and stretches of text; a page of 5 MB has some 300,000
MOST_NESTED = 60  # tables in tables; cells of deeper ones are blocks
LONGEST_LINK = 300  # characters; what is longer is text in a link that nobody closed
_CONTROLS = dict.fromkeys((*range(9), *range(14, 28), 127)) | dict.fromkeys(
    (11, 12, *range(28, 32), 0x85, 0x2028, 0x2029), " "
)
_NOTE = re.compile(  # ① [1] 注2 1,2
    r"\s*(?:[\[(（［〔【]?注?\d{1,3}(?:[,，、~—-]\d{1,3}){0,9}[\])）］〕】]?|[①-⑳*＊※†]{1,3})\s*"
)
_POWERS = {"2": "²", "3": "³"}
_LENGTHS = ("m", "M", "米")  # km², 万m³


_UNSEEN = "unseen"  # letters without a size, or in the colour that they stand on


class _Open(NamedTuple):
    """Be what an element changed, to be put back where it ends."""

    edge: bool
    part: Part
    look: Look
    link: Link | None
    silent: bool
    breaks: bool
    raised: bool
    tag: str
    closes: str


def markup_of(page: str, file: object) -> Markup:
    """Return what the markup of a page holds. Raise DocumentError where it has more elements than any page."""
    reader = _Reader(Sheets(page, file), file)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True, huge_tree=True)
    octets = page.encode("utf-8", "replace")
    return etree.fromstring(octets, parser) if octets.strip() else reader.close()


class _Reader:
    """Take what the parser reports: the start and end of elements, and the text between."""

    def __init__(self, sheets: Sheets, file: object) -> None:
        self._file = file
        self._sheets = sheets
        self._look = Look() if sheets.are_whole else Look(paper=None)
        self._events = 0
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
        attributes = dict(attributes) if attributes else {}  # the parser's own mapping is slow to ask
        style = attributes.get("style", "").lower()
        edge = is_edge(tag, style)
        if edge:
            self._end_block()
        closes = self._structure(tag, attributes)
        self._open.append(
            _Open(
                edge,
                self._part,
                self._look,
                self._link,
                self._silent,
                self._breaks,
                self._raised,
                self._tag,
                closes,
            )
        )
        if edge:
            self._tag = tag
        if tag in elements("silent"):
            self._silent = True
        elif tag == "br":
            self._add(BREAK)
        elif tag == PICTURE:
            self._block.pieces.append(Piece("", self._part, None))
        elif tag == "meta":
            self._state(attributes)
        declared = self._sheets.enter(tag, attributes)
        self._enter(tag, attributes, style, declared)
        if closes == "cell" and takes_no_place(attributes, declared):
            self._tables[-1].rows[-1][-1].without_place = self._part

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
        self._sheets.leave()
        self._part, self._look, self._link = opened.part, opened.look, opened.link
        self._silent, self._breaks, self._raised, self._tag = (
            opened.silent,
            opened.breaks,
            opened.raised,
            opened.tag,
        )

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
        return Markup(self._items, self._done, title, self._stated, self._hidden())

    def _hidden(self) -> int:
        """Count the marks of sentences in what is left out because nobody sees it."""
        unseen = (part for part in self._parts if part.left_out and part.why in ("hidden", _UNSEEN))
        return sum(part.marks for part in unseen if part.above and not part.above.left_out)

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

    def _state(self, attributes: Mapping[str, str]) -> None:
        """Take what the page states of itself, the first time."""
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        if name and (content := attributes.get("content", "").strip()):
            self._stated.setdefault(name.lower(), content)

    def _enter(self, tag: str, attributes: Mapping[str, str], style: str, declared: str) -> None:
        """Take what an element says of what is in it; `declared` is also what the page's rules say of it."""
        href = attributes.get("href", "").strip() if tag == "a" else ""
        if href and not href.startswith("#"):
            self._links.append(link := Link(self._part))
            self._link = link
        if why := why_beside(tag, attributes, declared):
            self._begin_part(why)
        self._raised = self._raised or is_raised(tag, attributes, style)
        self._breaks = self._breaks or prints_breaks(tag, style)
        sized = has_size(declared)
        look = self._look.within(attributes, declared)
        self._look = look if sized is None else look._replace(sized=sized)
        if not self._look.is_seen and self._part.why != _UNSEEN:
            self._begin_part(_UNSEEN)
        elif self._look.is_seen and self._part.why == _UNSEEN and self._part.above:
            self._part = self._part.above  # within it, letters are seen again

    def _begin_part(self, why: str) -> None:
        self._part = Part(self._part, why)
        self._parts.append(self._part)

    def _lowered(self, text: str) -> str:
        """Return what stands raised as it is to be read: nothing for the mark of a note, ² of km²."""
        before = self._block.pieces[-1].text.rstrip()[-1:] if self._block.pieces else ""
        plain = text.strip()
        if plain in _POWERS and before in _LENGTHS:
            return _POWERS[plain]
        if before.isdigit() and plain.isdigit():  # 10⁴
            return "".join(filter(str.isascii, plain)).translate(RAISED)
        return "" if _NOTE.fullmatch(text) else text

    def _add(self, text: str) -> None:
        """Add text to the block."""
        if self._silent or not text:
            return
        self._block.tag = self._tag if not self._block.pieces else self._block.tag
        self._block.pieces.append(Piece(text, self._part, self._link))
        marks = len(MARKS.findall(text)) or bool(self._outer and any(map(str.isdecimal, text[:20])))
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
    return int(value) or 1 if value and value.isascii() and value.isdecimal() and len(value) < 6 else 1


def _is_beside(part: Part, marks: int) -> bool:
    """Say whether a part is left out; one with most of what the page says is its body, however it is marked or named.

    So is what waits hidden for a script. What is folded or behind another tab goes out: nobody would see the figure there.
    """
    if not part.why:
        return False
    return part.marks * 2 <= marks if part.why == "named" else part.marks * 3 <= marks * 2
