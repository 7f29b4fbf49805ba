"""Read a CSV table that people may have made, line by line, so that no mistake in it swallows a line in silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator
from itertools import zip_longest
from pathlib import Path

from pipeline.documents import DocumentError

_LONGEST_CELL = 2**24  # characters; the places where a document repeats a fact may be many
csv.field_size_limit(_LONGEST_CELL)


def csv_lines(
    text: str, file: str | Path, many_lined: Container[str] = ()
) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line that is not empty, the heading first, with the number of the line it begins in.

    A cell stands in one line, but in the columns `many_lined`, so that a quotation mark left open swallows nothing.
    Raises DocumentError naming file and line. How many cells a line has is for those who read it to check.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if cells:
                header = header or cells
                named = zip_longest(header, cells, fillvalue="")
                if any("\n" in cell and name not in many_lined for name, cell in named):
                    raise DocumentError("quote_left_open", file=file, line=line)
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError("quote_left_open", file=file, line=line) from error
