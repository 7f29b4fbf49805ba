"""Find the names that a table or a title prints with spaces between their characters: 「德　清」, 「鹤 山 市 2023 年」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_RUN = re.compile(r"(?<![^\t\n|│┃])[\u4e00-\u9fff](?: {1,4}[\u4e00-\u9fff\d(),、]){1,40}(?![^\t\n|│┃ ])")


class Spaced(NamedTuple):
    """Be a cell or a line of single characters: the same without its spaces, and where each of them stands."""

    text: str
    offsets: tuple[int, ...]


def spaced_in(text: str) -> Iterator[Spaced]:
    """Yield the cells and lines of a text whose characters spaces divide, each of them from the next."""
    for run in _RUN.finditer(text):
        at = [offset for offset in range(*run.span()) if text[offset] != " "]
        yield Spaced("".join(text[offset] for offset in at), tuple(at))
