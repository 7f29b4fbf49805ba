"""Read a list in JSON, one object a row, in a list or line by line; one object is held at a time.

A list may stand in what a service answers: {"code": 0, "data": {"total": 3, "list": [{…}, …]}}.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from pipeline.documents.decoding import DocumentError, encoding_of
from pipeline.documents.pieces.lists import LONGEST_CELL, TOP, Heads, Records
from pipeline.documents.pieces.taking_apart import opened

_HEAD = 1 << 18  # bytes that tell the encoding
_CHUNK = 1 << 16  # characters
_BETWEEN = re.compile(r"[\s,]*")
# What a service says before the list that it answers: names with words and numbers, and of what it is in
_BEFORE = re.compile(
    r'(?:[\s{},]*+"[^"\\]{0,99}+"\s*+:\s*+(?:"(?:[^"\\]|\\.){0,499}+"|[-+.\w]{1,40}+|\[\s*+\])?+)++\s*+(?=\[\s*+\{)'
)
_decode = json.JSONDecoder().raw_decode


def records_of(
    source: bytes | Path, file: str, heads: Sequence[Heads]
) -> tuple[Sequence[str], Records] | None:
    """Return the keys of the first object and all objects, None where its keys do not pass for headings of a list."""
    with opened(source) as stream:
        head = stream.read(_HEAD)
    if (
        len(head) == _HEAD
    ):  # no character is cut where a line or a word ends, which are no part of one in any encoding
        head = head[: head.rfind(b"\n") + 1 or head.rfind(b'"') + 1 or len(head)]
    try:
        encoding, mark = encoding_of(head, file)
    except DocumentError:
        return None
    for answered in (False, True):
        objects = partial(_objects, source, file, (encoding, mark), answered=answered)
        first = [one for one in islice(objects(), TOP - 1) if isinstance(one, dict)]
        headings = [name.strip() for name in first[0]] if first else []
        below = [[_said(one.get(name)) for name in first[0]] for one in first]
        if first and any(head_of([headings, *below]) == 0 for head_of in heads):
            return headings, _records(objects(), file)
    return None


def _records(objects: Iterator[dict[str, object] | DocumentError], file: str) -> Records:
    for number, held in enumerate(objects, start=1):
        if not isinstance(held, dict):
            yield held
            return
        cells = {str(name).strip(): _said(value) for name, value in held.items()}
        if max(map(len, cells.values()), default=0) > LONGEST_CELL:
            yield DocumentError("list_cell", file=file, line=number, most=LONGEST_CELL)
            return
        yield number, cells


def _objects(
    source: bytes | Path, file: str, coded: tuple[str, int], *, answered: bool
) -> Iterator[dict[str, object] | DocumentError]:
    """Yield the objects of a list; `answered` says that it stands in what a service answers, whose end is not looked at."""
    encoding, mark = coded
    with opened(source) as stream:
        stream.seek(mark)
        text = io.TextIOWrapper(stream, encoding, errors="surrogateescape")
        try:
            yield from _parsed(text, file, answered=answered)
        except UnicodeDecodeError:
            yield DocumentError("list_broken", file=file, line="?")


def _parsed(text: TextIO, file: str, *, answered: bool) -> Iterator[dict[str, object] | DocumentError]:
    held, at, number, step = text.read(_CHUNK).lstrip(), 0, 0, _CHUNK
    if answered:
        before = _BEFORE.match(held) if held.startswith("{") else None
        if before is None:
            return
        at = before.end()
    at += held.startswith("[", at)
    while True:
        at = _BETWEEN.match(held, at).end()  # type: ignore[union-attr]
        if answered and held.startswith("]", at):
            return
        try:
            value, at = _decode(held, at)
        except ValueError:
            long = len(held) - at > LONGEST_CELL
            if not long and (
                more := text.read(step)
            ):  # twice as much each time, so that a long object is tried a few times only
                held, at, step = held[at:] + more, 0, 2 * step
                continue
            if long:
                yield DocumentError("list_cell", file=file, line=number + 1, most=LONGEST_CELL)
            elif held[at:].strip(" \t\r\n]"):
                yield DocumentError("list_broken", file=file, line=number + 1)
            return
        except RecursionError:
            value = None
        number, step = number + 1, _CHUNK
        if not isinstance(value, dict):
            yield DocumentError("list_broken", file=file, line=number)
            return
        yield _flat(value)


def _flat(value: dict[str, object]) -> dict[str, object]:
    """Return an object with what the objects in it hold under names that it has not itself: {"id": 1, "data": {…}}."""
    held = {name: one for name, one in value.items() if not isinstance(one, dict)}
    inner = (one for one in value.values() if isinstance(one, dict))
    return {name: said for one in inner for name, said in one.items()} | held


def _said(value: object) -> str:
    """Return a value as a cell: a list of paragraphs line by line, nothing for what is empty or nested."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return "" if value is None or isinstance(value, dict | list) else str(value)
