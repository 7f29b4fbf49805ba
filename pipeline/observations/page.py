"""Hold all that a page is made of, before anything is bound: its figures, terms, places, names, sentences and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.articles import Paragraph
from pipeline.clauses.tokens import Layers
from pipeline.documents import Document
from pipeline.lines import Flow
from pipeline.places import Place
from pipeline.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what is found on the page of a document, each in order of its offsets in `flow.text`.

    `area` is what the document is about; `found` has no periods, for each article lends them its own year. `roc` says that
    111年 is a year of the Republic of China.
    """

    document: Document
    flow: Flow
    area: Place
    found: Layers
    sentences: list[tuple[int, int]]
    paragraphs: list[Paragraph]
    grids: list[Grid]
    roc: bool


class Section(NamedTuple):
    """Be the stretch of an article that is about one area; its text begins at `body`, behind its heading.

    `title` is what its rows give as theirs, `area` what 全市 means in it, `place` what a figure is of whose place nothing
    says.
    """

    start: int
    end: int
    body: int
    title: str
    area: Place
    place: Place
