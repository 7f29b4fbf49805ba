"""Take apart what an archive or a mail holds, which may be archives, mails and lists again, as deep as is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.documents.decoding import DocumentError
from pipeline.documents.kinds import kind_of
from pipeline.documents.pieces.taking_apart import Piece, pieces_of

_DEEPEST = 3  # archives and mails in one another


@dataclass(slots=True)
class Budget:
    """Count what an archive and those in it have given so far."""

    members: int = 0
    octets: int = 0


def documents_in(
    octets: bytes, label: str, known: Mapping[str, str], depth: int, budget: Budget
) -> Iterator[Piece]:
    """Yield the documents of a member of what is so deep: itself, or those that it holds; `known` is stated of it."""
    from pipeline.documents.pieces.attachments import documents_of_mail
    from pipeline.documents.pieces.zips import members

    kind = kind_of(octets)
    if kind not in ("zip", "mail"):
        held = pieces_of(octets, label)
    elif depth == _DEEPEST:
        yield Piece(label, error=DocumentError("kind_zip", file=label))
        return
    elif kind == "zip":
        yield from members(octets, label, depth + 1, budget)  # says itself what is read of each
        return
    else:
        held = documents_of_mail(octets, label, depth + 1, budget)
    if held is None:
        yield Piece(label, octets, known)
        return
    for piece in held:
        own = {name: said for name, said in piece.known.items() if said}
        yield Piece(piece.file, piece.octets, {**known, **own}, piece.error)
