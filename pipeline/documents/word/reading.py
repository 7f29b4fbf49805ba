"""Read a Word file into a text: its paragraphs and tables in order, text boxes behind their paragraph, notes at the end.

Headers and footers are left out: they repeat on each page what stands in no sentence.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from lxml import etree

from pipeline.datelines import numbered, signature
from pipeline.documents.composing import Composer
from pipeline.documents.content import Content
from pipeline.documents.decoding import MOST_CHARACTERS, DocumentError
from pipeline.documents.locators import in_note, in_paragraph, in_table_row
from pipeline.documents.word.grids import Grid, grid_of, inside
from pipeline.documents.word.numbering import Numbering
from pipeline.documents.word.parts import Parts, child, name_of, value
from pipeline.documents.word.runs import Runs, is_prompt
from pipeline.documents.word.styles import Look, Styles
from pipeline.documents.word.tabs import Tabs
from pipeline.lines.folding import fold

_HEAD = 30  # paragraphs at the start that may be the title
_LONGEST_TITLE = 60
_SENTENCE_ENDS = "。；！？"
_CORE = "/core-properties"


def read(octets: bytes, file: str | Path) -> Content:
    """Return what a DOCX says. Raise DocumentError where it is damaged, locked, too large, or holds pictures alone."""
    parts = Parts(octets, file)
    story = Story(parts, file)
    for block in parts.blocks(parts.main, "w:body"):
        story.read(block)
    story.end()
    text, unread = story.composer.text(), story.runs.unread
    if unread and not text.strip():
        raise DocumentError("word_pictures_alone", file=file)
    counted = (("word_pictures", unread), ("white_words", story.runs.white))
    left_out = tuple(DocumentError(why, file=file, count=count) for why, count in counted if count)
    return Content(
        text, story.composer.layout(), title=story.title() or _stated(parts, text), left_out=left_out
    )


def _stated(parts: Parts, text: str) -> str:
    """Return the title that a file states of itself, where its text has the same words: else it is an older file's."""
    stated = parts.related("", _CORE)
    root = parts.root(stated) if stated else None
    titles = (
        ["".join(one.itertext()) for one in root if name_of(one.tag) == "title"] if root is not None else []
    )
    title = " ".join(" ".join(titles).split())
    return title if "".join(title.split()) in "".join(text.split()) else ""


class Story:
    """Take blocks one after the other, and hold what was read of them."""

    def __init__(self, parts: Parts, file: str | Path) -> None:
        """Begin a story that reads with the styles and lists of a file."""
        self._parts, self._file = parts, file
        self.styles = Styles(self._related("/styles"))
        self.runs = Runs(self.styles)
        self.composer = Composer()
        self._numbering = Numbering(self._related("/numbering"))
        self._tabs = Tabs(self.composer)
        self._notes: list[tuple[str, str]] = []
        self._head: list[tuple[str, Look]] = []
        self._in_head = True
        self._body_size = 0
        self._carried = ""  # of a paragraph whose end was deleted
        self._paragraphs = self._tables = 0

    def read(self, block: etree._Element) -> None:
        """Read a paragraph or a table, or those that a content control holds."""
        name = name_of(block.tag)
        if name == "w:p":
            self._paragraph(block)
        elif name == "w:tbl":
            self._table(grid_of(block))
        elif name == "w:altChunk":
            self.runs.unread += 1
        elif name != "w:sdt" or not is_prompt(block):
            for one in inside(block, "w:p", "w:tbl"):
                self.read(one)
        self._check_length()

    def end(self) -> None:
        """Add what was held back, then the notes that the text refers to, each once, in their order."""
        self._tabs.paragraph(self._carried, in_paragraph(self._paragraphs + 1))
        self._tabs.flush()
        for number, (kind, name) in enumerate(dict.fromkeys(self._notes), start=1):
            if number == 1:
                self.composer.gap()
            for paragraph in self._notes_of(kind).get(name, ()):
                self.composer.paragraph(self._printed(paragraph)[0], in_note(number))

    def title(self) -> str:
        """Return the longest heading, or line in the middle, that is larger than the text below; "" where there is none.

        So the name of an office over a circular is none, nor the word 目录. Lines that look alike are parts of one title.
        """
        said = [(text, look) for text, look in self._head if look.heading or look.centred]
        large = [one for one in said if one[1].size > self._body_size or one[1].heading]
        alike = groupby(large, lambda one: (one[1].size, one[1].centred))
        stacks = ["".join(text for text, _ in stack) for _, stack in alike]
        return max(stacks or [text for text, _ in said[:1]], key=len, default="")

    def _paragraph(self, block: etree._Element) -> None:
        text, look, boxes = self._printed(block)
        if child(block, "w:pPr", "w:rPr", "w:del") is not None:
            self._carried += text
            text = ""
        elif self._carried:
            text, self._carried = self._carried + text, ""
        if text.strip():
            self._paragraphs += 1
            text = self._numbering.next(look.numbered, text) + text
            self._look_at(text, look)
            self._tabs.paragraph(text, in_paragraph(self._paragraphs))
        elif not boxes:
            self._tabs.flush()
            self.composer.gap()
        self._read_boxes(boxes)

    def _read_boxes(self, boxes: list[etree._Element]) -> None:
        on_page, self.runs.on_page = self.runs.on_page, False
        for box in boxes:
            self.read(box)
        self.runs.on_page = on_page

    def _printed(self, block: etree._Element) -> tuple[str, Look, list[etree._Element]]:
        """Return what a paragraph prints, how it looks, and its text boxes; nothing of a line of a table of contents."""
        look = self.styles.look(child(block, "w:pPr"))
        printed = self.runs.read(block, look)
        if look.contents:
            return "", look, []
        self._notes += printed.notes
        return printed.text, look.sized(printed.size), printed.boxes

    def _look_at(self, text: str, look: Look) -> None:
        """Keep the lines before the first sentence, of which one may be the title."""
        if not self._in_head:
            return
        if (
            len(text) > _LONGEST_TITLE
            or any(mark in text for mark in _SENTENCE_ENDS)
            or len(self._head) >= _HEAD
        ):
            self._in_head, self._body_size = False, look.size
        elif not signature().fullmatch(said := fold(text.strip())) and not numbered().match(said):
            self._head.append(("".join(text.split("\n")).strip(), look))

    def _table(self, grid: Grid) -> None:
        """Read a table; one of a single column is a frame around paragraphs, as is a row that holds other tables."""
        on_page, self.runs.on_page = self.runs.on_page, False
        self._tabs.flush()
        framed = grid.width <= 1
        self._in_head &= framed
        boxes: list[etree._Element] = []
        if not framed:
            self._tables += 1
            self.composer.gap()
        table = self._tables
        for number, row in enumerate(grid.rows, start=1):
            if framed or any(next(inside(place.cell, "w:tbl"), None) is not None for place in row):
                for place in row:
                    self.read(place.cell)
                self._tabs.flush()
                continue
            for place in row:
                place.field.text, more = self._cell(place.cell)
                boxes += more
            self.composer.row(grid.fields(row), in_table_row(table, number))
            self._check_length()
        if not framed:
            self.composer.gap()
        self._read_boxes(boxes)
        self.runs.on_page = on_page

    def _cell(self, cell: etree._Element) -> tuple[str, list[etree._Element]]:
        """Return the text of a cell and the text boxes in it."""
        printed = [self._printed(paragraph) for paragraph in inside(cell, "w:p")]
        return "\n".join(text for text, _, _ in printed), [box for _, _, boxes in printed for box in boxes]

    def _notes_of(self, kind: str) -> dict[str, list[etree._Element]]:
        """Return the paragraphs of each footnote or endnote by its id."""
        root = self._related(f"/{kind}s")
        return {} if root is None else {value(note, "id") or "": list(inside(note, "w:p")) for note in root}

    def _check_length(self) -> None:
        if self.composer.length > MOST_CHARACTERS:
            raise DocumentError("too_long", file=self._file, most=MOST_CHARACTERS)

    def _related(self, kind: str) -> etree._Element | None:
        part = self._parts.related(self._parts.main, kind)
        return self._parts.root(part) if part else None
