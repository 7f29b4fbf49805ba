"""Take a mail apart into its body and what is attached to it, one document at a time; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path, PurePosixPath

from pipeline.documents.decoding import LARGEST, DocumentError
from pipeline.documents.mail import RAISED, name_of, octets_of_part, parts_of
from pipeline.documents.naming import safe_name, unused
from pipeline.documents.pieces.nested import Budget, documents_in
from pipeline.documents.pieces.taking_apart import Piece, opened
from pipeline.documents.suffixes import SUFFIXES

_BODY = "正文.eml"


def documents_of_mail(
    source: bytes | Path, file: str, depth: int = 1, budget: Budget | None = None
) -> Iterator[Piece] | None:
    """Return the documents that a mail holds, its body first; None where nothing is attached: it is a document itself.

    A mail that is too large or damaged is left to its reader, which says so.
    """
    with opened(source) as stream:
        octets = stream.read(LARGEST + 1)
    if len(octets) > LARGEST:
        return None
    try:
        attached = [(name, part) for part in parts_of(message_from_bytes(octets)) if (name := name_of(part))]
    except RAISED:
        return None
    return _pieces(octets, attached, file, depth, budget or Budget()) if attached else None


def _pieces(
    octets: bytes, attached: list[tuple[str, Message]], file: str, depth: int, budget: Budget
) -> Iterator[Piece]:
    yield Piece(f"{file}/{_BODY}", octets)
    taken, others = {_BODY}, Counter[str]()
    for named, part in attached:
        name = safe_name(named)
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in SUFFIXES:
            others[suffix or f"“{name}”"] += 1
            continue
        name = unused(name, taken)
        taken.add(name)
        label = f"{file}/{name}"
        try:
            held = octets_of_part(part)
        except RAISED:
            yield Piece(label, error=DocumentError("member_damaged", file=label))
            continue
        yield from documents_in(held, label, {}, depth, budget)
    if others:
        kinds = "、".join(f"{kind} {count}" for kind, count in others.most_common(5))
        yield Piece(file, error=DocumentError("other_kinds", file=file, count=others.total(), kinds=kinds))
