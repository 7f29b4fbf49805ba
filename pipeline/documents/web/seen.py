"""Make of the blocks of a page the lines that are seen: white space as a browser shows it, hard line breaks undone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.datelines import label, numbered
from pipeline.documents.composing import in_cell
from pipeline.documents.web.markup import LONGEST_LINK
from pipeline.documents.web.parts import BREAK, PICTURE, Block, Line, Piece
from pipeline.lines import flow
from pipeline.lines.folding import fold
from pipeline.lines.joins import NEVER_FIRST

_BEFORE_BREAK = re.compile(r"(?<![ \t])[ \t]++(?=[\r\n])")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LABEL = 12  # characters in which the colon of a label stands
_MID = "，、,(（"  # what a line that goes on may end in, beside a figure
_OPENS = ("(", "[", "（", "【", "|")


def lines_of(block: Block) -> list[Line]:
    """Return the lines of a block that are seen; pictures alone are a line without text."""
    pieces = [piece for piece in block.pieces if not piece.part.left_out]
    if block.tag == PICTURE:
        return [Line("", PICTURE, 0, 0)] if pieces else []
    if not any(BREAK in piece.text for piece in pieces):
        return _lines([pieces], block.tag)
    if block.tag in _HEADINGS:
        return _lines([[piece._replace(text=piece.text.replace(BREAK, "\n")) for piece in pieces]], block.tag)
    broken = _broken(pieces)
    if any(map(_linked, pieces)):
        return _lines(broken, block.tag)
    raw = "\n".join(_printed(line) for line in broken)
    return [Line(text, block.tag, _length(text), 0) for text in flow(raw).display.split("\n") if text.strip()]


def rejoined(lines: Sequence[Line]) -> list[Line]:
    """Return lines of the body with those put together again that one sentence was cut into: 「…2191.55」, 「亿元，…」."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before and before.text and line.marks and _may_go_on(before.text, line.text):
            pair = flow(f"{before.text.strip()}\n{line.text.strip()}").display
            if "\n" not in pair:
                found[-1] = Line(pair, before.tag, before.length + line.length, before.linked + line.linked)
                continue
        found.append(line)
    return found


def _may_go_on(text: str, following: str) -> bool:
    """Say whether a line may end in mid-sentence."""
    end = text.rstrip()[-1:]
    open_ended = end.isdigit() or end in _MID or following.lstrip()[:1] in NEVER_FIRST
    return open_ended and not numbered().match(fold(following.strip()))


def _broken(pieces: list[Piece]) -> list[list[Piece]]:
    """Divide pieces at the breaks in them."""
    parts: list[Piece | None] = []
    for piece in pieces:
        for number, text in enumerate(piece.text.split(BREAK)):
            parts += [None] if number else []
            parts += [piece._replace(text=text)] if text else []
    lines: list[list[Piece]] = [[]]
    for one in parts:
        if one is None:
            lines.append([])
        else:
            lines[-1].append(one)
    return lines


def _lines(lines: list[list[Piece]], tag: str) -> list[Line]:
    found: list[Line] = []
    for pieces in lines:
        text = _printed(pieces)
        if text.strip():
            linked = sum(_length(piece.text) for piece in pieces if _linked(piece))
            found.append(Line(text, tag, _length(text), linked))
    return found


def _printed(pieces: list[Piece]) -> str:
    """Return pieces as one line; labels of a page's own data that only its style divides are divided by a space."""
    texts: list[str] = []
    for piece in pieces:
        head = piece.text[:_LABEL].lstrip()
        if texts and ("：" in head or ":" in head) and label().match(fold(head)):
            _divide(texts)
        texts.append(piece.text)
    return in_cell(_BEFORE_BREAK.sub("", "".join(texts)))


def _divide(texts: list[str]) -> None:
    """Put a space behind texts, where they end in none and open no bracket."""
    while texts and not (end := texts.pop().rstrip()):
        pass
    if end:
        texts.append(end if end.endswith(_OPENS) else f"{end} ")


def _linked(piece: Piece) -> bool:
    return piece.link is not None and piece.link.length <= LONGEST_LINK


def _length(text: str) -> int:
    return len(text) - sum(map(str.isspace, text))
