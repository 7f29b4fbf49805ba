"""Find the last lines of a table of accounts: of 「政府性基金预算收入合计」 the lines of that name above are parts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tables.grid import Row
from pipeline.tables.headings import Heading, Reader
from pipeline.words import words_of

_TOTALS = tuple(words_of("tables")["totals"])


def totals_of(rows: Sequence[Row], names: int, reader: Reader) -> dict[str, Heading]:
    """Return by its indicator each row of the table that is the total of what it names; `names` is their column."""
    found: dict[str, Heading] = {}
    for row in rows:
        name = row.at(names) if len(row.filled) > 1 else None
        if name is None or not name.text.replace(" ", "").endswith(_TOTALS):
            continue
        heading = reader.read(name.text, name.start, name.end)
        if not heading.unknown:
            found |= {term.indicator: heading for term in heading.terms}
    return found
