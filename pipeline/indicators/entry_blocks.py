"""Take single entries out of the text of a rules file, and put them back with every other character untouched.

The file is spliced as text. A library that round-trips YAML would rewrite all 4,700 lines in its own style to
change one entry, and the file has a canonical form already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from pipeline.indicators.canonical import canonical_entry
from pipeline.indicators.comments import with_comments
from pipeline.indicators.faults import FILE, Fault, RulesError
from pipeline.indicators.rules_text import check_depth, not_entries, not_yaml, raw_entries


@dataclass(frozen=True, slots=True)
class Block:
    """Mark an entry in the text of its file: text[start:end], its last line break included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Be a stretch of a file: an entry, or, where `entry` is empty, what stands between two."""

    entry: str
    text: str


def blocks_of(text: str, file: str = FILE) -> dict[str, Block]:
    """Return where each entry stands, in order. Raise RulesError where entries do not begin lines of their own.

    A comment at the left edge belongs to what follows it, so none stands at the end of a block.
    """
    check_depth(text, file)
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise RulesError(not_yaml(error, file)) from error
    if not isinstance(root, yaml.MappingNode):
        raise RulesError(not_entries(text if root else None, file))
    lines = text.splitlines(keepends=True)
    marks = [key.start_mark for key, _ in root.value]
    rows = [mark.line for mark in marks]
    if root.flow_style or len(set(rows)) < len(rows) or any(mark.column for mark in marks):
        raise RulesError(Fault("not_blocks", file=file))
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    blocks = {}
    for (key, _), first, after in zip(root.value, rows, [*rows[1:], len(lines)], strict=True):
        last = after
        while last > first + 1 and outside(lines[last - 1]):
            last -= 1
        blocks[str(key.value)] = Block(offsets[first], offsets[last])
    return blocks


def entry_text(text: str, entry: str, file: str = FILE) -> str:
    """Return the text of one entry. Raise KeyError where there is none."""
    block = blocks_of(text, file)[entry]
    return text[block.start : block.end]


def tidy_entry(draft: str, entry: str, file: str = FILE) -> str:
    """Return an entry's text in canonical form, its comments kept. Raise RulesError where it is not that one entry."""
    raw = raw_entries(draft, file)
    if list(raw) != [entry]:
        raise RulesError(Fault("one_entry", entry, file=file, values={"found": "、".join(raw)}))
    fields = raw[entry]
    if not isinstance(fields, dict):
        raise RulesError(Fault("not_fields", entry, file=file, values={"found": repr(fields)}))
    return with_comments(canonical_entry(entry, fields), draft)


def with_entry(text: str, entry: str, block: str, file: str = FILE) -> str:
    """Return the file's text with one entry's block in it, as `with_entries` does."""
    return with_entries(text, {entry: block}, file)


def with_entries(text: str, blocks: Mapping[str, str | None], file: str = FILE) -> str:
    """Return the file's text with each entry's block in its place, or at the end of its group where it is new there.

    A block is an entry's whole text; None takes the entry out. Only the entry moves whose group changed; a group
    that the file has not yet is opened at its end.
    """
    pieces = _pieces(text, file)
    groups = {key: _group(value) for key, value in raw_entries(text, file).items()}
    newline = "\r\n" if "\r\n" in text else "\n"
    for entry, given in blocks.items():
        block = given and given.strip("\r\n").replace("\r\n", "\n").replace("\n", newline) + newline
        group = _group(raw_entries(block, file).get(entry)) if block else None
        if block and entry in groups and groups[entry] == group:
            pieces[_at(pieces, entry)] = Piece(entry, block)
            continue
        if groups.pop(entry, None) is not None:
            _take_out(pieces, entry, newline)
        if block:
            fellows = [key for key in groups if groups[key] == group]
            _put_in(pieces, Piece(entry, block), fellows, f"# {group}", newline)
            groups[entry] = group
    return "".join(piece.text for piece in pieces)


def with_block(text: str, entry: str, block: str | None, file: str) -> str:
    """Return the text of a file without groups with an entry's block in its place, or at its end where it is new.

    None takes the entry out. Every other character stays. Raise RulesError where the file cannot be cut into entries.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    written = (block or "").replace("\n", newline)
    blocks = {} if is_empty(text) else blocks_of(text, file)
    if entry in blocks:
        here = blocks[entry]
        before = text[: here.start] if block else text[: here.start].rstrip("\r\n") + newline
        return before + written + text[here.end :]
    return f"{text.rstrip()}{newline}{newline}{written}" if block else text


def _pieces(text: str, file: str) -> list[Piece]:
    """Cut a file into its entries and what stands between them; each entry has such a piece on either side."""
    pieces, done = [], 0
    for entry, block in blocks_of(text, file).items():
        pieces += [Piece("", text[done : block.start]), Piece(entry, text[block.start : block.end])]
        done = block.end
    return [*pieces, Piece("", text[done:])]


def _at(pieces: list[Piece], entry: str) -> int:
    return next(number for number, piece in enumerate(pieces) if piece.entry == entry)


def _take_out(pieces: list[Piece], entry: str, newline: str) -> None:
    """Remove an entry and the blank lines before it."""
    at = _at(pieces, entry)
    before = pieces[at - 1].text.rstrip("\r\n")
    pieces[at - 1 : at + 2] = [Piece("", (before and before + newline) + pieces[at + 1].text)]


def _put_in(pieces: list[Piece], new: Piece, fellows: list[str], heading: str, newline: str) -> None:
    """Add an entry behind the last of its group, or at the end of the file under a heading."""
    if fellows:
        at = max(_at(pieces, fellow) for fellow in fellows) + 1
        parted = newline if pieces[at - 1].text.endswith("\n") else newline + newline
        pieces[at:at] = [Piece("", parted), new]
    else:
        tail = pieces[-1].text.rstrip()
        ended = len(pieces) < 2 or pieces[-2].text.endswith("\n")
        parted = newline if tail or not ended else ""
        pieces[-1:] = [Piece("", f"{tail}{parted}{newline}{heading}{newline}{newline}"), new, Piece("", "")]


def _group(fields: object) -> object:
    return fields.get("group") if isinstance(fields, dict) else None


def outside(line: str) -> bool:
    """Say whether a line stands between entries: blank, a comment at the left edge, the mark of a document."""
    return not line.strip() or line.startswith(("#", "---", "..."))


def is_empty(text: str) -> bool:
    """Say whether nothing but comments stands in a file."""
    return all(outside(line) for line in text.splitlines())
