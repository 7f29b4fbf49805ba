"""Tell a list of articles from a table: a column of prose under a heading that means the text of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from statistics import median

from pipeline.documents.decoding import DocumentError
from pipeline.documents.pieces.taking_apart import Columns
from pipeline.words import words_of

USES = ("body", "title", "published", "place", "source", "link")  # what a column may be for
Record = tuple[int, Mapping[str, str]]  # the number of a row, and its cells by heading
Records = Iterator[Record | DocumentError]
LONGEST_CELL = 1 << 21  # characters; a saved page has 100,000, one with its pictures in it a million
Rows = Sequence[Sequence[str]]
Heads = Callable[[Rows], int | None]  # which of the first rows of a file heads a list, or NO_HEADINGS
TOP = 25  # rows that tell it
ABOVE = 5  # rows that may stand above the headings, one of them the 「sep=;」 of a spreadsheet
_TRIED = 20  # rows whose bodies tell prose from cells of a table
_PROSE = re.compile(r"[。！？；，]|<\w{1,12}[\s/>]")
_ENDING = ("list_cell", "list_broken")  # what no row is read after
_LONG = 40  # characters; no cell of a table has as many
# A column whose heading tells nothing holds the articles: half of its cells as long, and each closed as a sentence is.
_LONG_BODY, _CLOSED = 30, re.compile(r"[。！？…!?.][”’」』\"')）]*\s*$|</\w{1,12}>\s*$")
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 3
NO_HEADINGS = -1  # in place of the row that heads a list: its first row is an article
_DAY = re.compile(r"(?:19|20)\d{2}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?!\d)|\d{4}(?!\d)).{0,20}", re.DOTALL)
_LONGEST_TITLE, _SHORTEST_TITLE = 60, 6
_LONGEST_HEADING = 20
_FIGURE = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*%?")
_OF_FIGURES = re.compile(r"[.,%]")
_PLAIN = re.compile(r"[\s_\-:：（）()\"'“”*]")


@dataclass(frozen=True, slots=True)
class Listed:
    """Be a list: its headings, what each column is for, and its rows, which are read while they are asked for."""

    headings: Sequence[str]
    columns: Columns
    records: Records


def list_in(source: bytes | Path, kind: str, file: str, columns: Columns | None = None) -> Listed | None:
    """Return the list that a file is, None where it is none: then it is a table, or a text.

    Where no heading tells which column holds the articles, the one with sentences in most of its cells is taken; where
    there are no headings, that of days and that of titles, too.
    """
    if kind == "json":
        from pipeline.documents.pieces.json_rows import records_of
    elif kind in (
        "text",
        "csv",
        "html",
    ):  # articles in markup, below headings, look like a page cut out of another
        from pipeline.documents.pieces.csv_rows import records_of
    elif kind == "xlsx":
        from pipeline.documents.pieces.workbook_rows import records_of
    else:
        return None
    reading: Callable[..., tuple[Sequence[str], Records] | None] = records_of
    unseen: Sequence[Heads] = (named,) if kind == "html" else HEADS
    found = reading(source, file, unseen if columns is None else (_having(columns),))
    if found is None:
        return None
    headings, records = found
    uses = dict(columns) if columns else uses_of(headings)
    first = list(islice(records, _TRIED))
    cells = [record[1] for record in first if isinstance(record, tuple)]
    # Of a list that breaks off before its first article only the headings tell what it is
    ends = not cells and any(isinstance(one, DocumentError) and one.why in _ENDING for one in first)
    if "body" not in uses or (len(uses) == 1 and columns is None):
        at = _body_of([[row.get(name, "") for name in headings] for row in cells])
        if at < 0:
            return None
        known = uses if headings != numbered(len(headings)) else _uses_of_cells(headings, at, cells)
        uses = {use: name for use, name in known.items() if name != headings[at]} | {"body": headings[at]}
    elif columns is None and not ends and not _is_prose(row.get(uses["body"], "") for row in cells):
        return None
    return Listed(headings, uses, chain(first, records))


def named(rows: Rows) -> int | None:
    """Return which row heads a list: it names a column for the text of articles, and one more that is known."""
    return next((at for at, row in enumerate(rows[:ABOVE]) if _is_heading(row)), None)


def by_sentences(rows: Rows) -> int | None:
    """Return which row heads a list whose headings tell nothing: below it a column holds sentences, none holds figures."""
    for at, row in enumerate(rows[:ABOVE]):
        headings = [cell.strip() for cell in row]
        if len(headings) < _FEWEST_COLUMNS or len({*headings}) < len(headings):
            continue
        if any(len(one) > _LONGEST_HEADING or _PROSE.search(one) for one in headings):
            continue
        below = [one for one in rows[at + 1 :] if any(one)]
        if len(below) < _FEWEST_ROWS or any(len(one) != len(headings) for one in below):
            continue
        body = _body_of(below)
        others = (column for column in range(len(headings)) if column != body)
        if body >= 0 and not any(_is_of_figures([one[column] for one in below]) for column in others):
            return at
    return None


def without_headings(rows: Rows) -> int | None:
    """Return NO_HEADINGS where the first row is an article as all below it are: a day, and a column of sentences."""
    rows = [row for row in rows if any(row)]
    alike = len(rows) >= _FEWEST_ROWS and len({len(row) for row in rows}) == 1
    if not alike or _body_of(rows) < 0 or not _CLOSED.search(rows[0][_body_of(rows)]):
        return None
    columns = [*zip(*rows, strict=True)]
    dated = any(all(map(_DAY.fullmatch, column)) for column in columns)
    return NO_HEADINGS if dated and not any(map(_is_of_figures, columns)) else None


HEADS: tuple[Heads, ...] = (named, by_sentences, without_headings)


def numbered(count: int) -> list[str]:
    """Return the headings of columns that have none: #1, #2."""
    return [f"#{number}" for number in range(1, count + 1)]


def _uses_of_cells(headings: Sequence[str], body: int, rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what columns without headings are for: the one column of days, and the longest words that are no address."""
    columns = {name: [row.get(name, "").strip() for row in rows] for name in headings}
    days = [name for name in headings if all(map(_DAY.fullmatch, columns[name]))]
    lengths = {name: median(map(len, columns[name])) for at, name in enumerate(headings) if at != body}
    titles = [
        name
        for name in lengths
        if name not in days
        and _SHORTEST_TITLE <= lengths[name] <= _LONGEST_TITLE
        and not any("://" in cell for cell in columns[name])
    ]
    title = {"title": max(titles, key=lengths.__getitem__)} if titles else {}
    return title | ({"published": days[0]} if len(days) == 1 else {})


def _having(columns: Columns) -> Heads:
    wanted = {*columns.values()}

    def heading(rows: Rows) -> int | None:
        at = next((at for at, row in enumerate(rows[:ABOVE]) if wanted.issubset(row)), None)
        unnamed = at is None and rows and wanted.issubset(numbered(len(rows[0])))
        return without_headings(rows) if unnamed else at

    return heading


def _body_of(rows: Rows) -> int:
    """Return the column of the longest cells, if these are sentences, else -1."""
    columns = [[cell.strip() for cell in column] for column in zip(*rows, strict=False)]
    lengths = [median(map(len, column)) for column in columns]
    body = max(range(len(columns)), key=lengths.__getitem__, default=-1)
    if body < 0 or lengths[body] < _LONG_BODY:
        return -1
    closed = sum(bool(_CLOSED.search(cell)) for cell in columns[body])
    return body if 2 * closed > len(rows) else -1


def _is_of_figures(cells: Sequence[str]) -> bool:
    """Say whether a column is one of a table: numbers that are no mere counts of readers or rows."""
    figures = [cell for cell in cells if _FIGURE.fullmatch(cell.strip())]
    return 2 * len(figures) > len(cells) and any(map(_OF_FIGURES.search, figures))


def uses_of(headings: Iterable[str]) -> dict[str, str]:
    """Return what columns are for, by their headings: use → heading."""
    known: dict[str, str] = {}
    for heading in headings:
        known.setdefault(plain(heading), heading)
    return {
        use: known[name]
        for use in USES if (name := next((one for one in _names()[use] if one in known), None))
    }  # fmt: skip


def _is_heading(cells: Iterable[str]) -> bool:
    uses = uses_of(cells)
    return "body" in uses and len(uses) >= 2


def plain(heading: str) -> str:
    """Return a heading without case, spaces, strokes and brackets."""
    return _PLAIN.sub("", heading).casefold()


@cache
def _names() -> dict[str, list[str]]:
    return {use: [plain(one) for one in words_of("list_columns")[use]] for use in USES}


def _is_prose(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    prose = sum(len(cell) >= _LONG or bool(_PROSE.search(cell)) for cell in filled)
    return bool(filled) and 2 * prose >= len(filled)
