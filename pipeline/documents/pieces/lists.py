"""Tell a list of articles from a table: a column of prose under a heading that means the text of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path

from pipeline.documents.decoding import DocumentError
from pipeline.documents.pieces.taking_apart import Columns
from pipeline.words import words_of

USES = ("body", "title", "published", "place", "source", "link")  # what a column may be for
Record = tuple[int, Mapping[str, str]]  # the number of a row, and its cells by heading
Records = Iterator[Record | DocumentError]
LONGEST_CELL = 1 << 21  # characters; a saved page has 100,000, one with its pictures in it a million
_TRIED = 20  # rows whose bodies tell prose from cells of a table
_PROSE = re.compile(r"[。！？；，]|<\w{1,12}[\s/>]")
_ENDING = ("list_cell", "list_broken")  # what no row is read after
_LONG = 40  # characters; no cell of a table has as many
_PLAIN = re.compile(r"[\s_\-:：（）()\"'“”*]")


@dataclass(frozen=True, slots=True)
class Listed:
    """Be a list: its headings, what each column is for, and its rows, which are read while they are asked for."""

    headings: Sequence[str]
    columns: Columns
    records: Records


def list_in(source: bytes | Path, kind: str, file: str, columns: Columns | None = None) -> Listed | None:
    """Return the list that a file is, None where it is none: then it is a table, or a text."""
    if kind == "json":
        from pipeline.documents.pieces.json_rows import records_of
    elif kind in ("text", "csv"):
        from pipeline.documents.pieces.csv_rows import records_of
    elif kind == "xlsx":
        from pipeline.documents.pieces.workbook_rows import records_of
    else:
        return None
    reading: Callable[..., tuple[Sequence[str], Records] | None] = records_of
    found = reading(source, file, is_heading if columns is None else set(columns.values()).issubset)
    if found is None:
        return None
    headings, records = found
    uses = dict(columns) if columns else uses_of(headings)
    first = list(islice(records, _TRIED))
    bodies = [record[1].get(uses["body"], "") for record in first if isinstance(record, tuple)]
    # Of a list that breaks off before its first article only the headings tell what it is
    ends = not bodies and any(isinstance(one, DocumentError) and one.why in _ENDING for one in first)
    if columns is None and not ends and not _is_prose(bodies):
        return None
    return Listed(headings, uses, chain(first, records))


def uses_of(headings: Iterable[str]) -> dict[str, str]:
    """Return what columns are for, by their headings: use → heading."""
    known: dict[str, str] = {}
    for heading in headings:
        known.setdefault(plain(heading), heading)
    return {
        use: known[name]
        for use in USES if (name := next((one for one in _names()[use] if one in known), None))
    }  # fmt: skip


def is_heading(cells: Iterable[str]) -> bool:
    """Say whether a row heads a list: a column for the text of articles, and one more that is known."""
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
