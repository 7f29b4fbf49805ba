"""List documents again from the bytes that are kept of them, where the list itself was lost."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from pipeline.documents.naming import unused
from pipeline.workspace.database import WorkspaceFault
from pipeline.workspace.extracted import Outcome
from pipeline.workspace.register import Register, entry_of

_SHOWN = 12  # characters of a digest that stand for a name


def list_again(
    register: Register,
    kept: Iterable[str],
    outcomes: Mapping[str, Outcome],
    decided: Mapping[str, str],
    mirrored: Container[str],
) -> list[WorkspaceFault]:
    """Put documents whose bytes are kept back on the list, and say how many, and of how many less is known than was.

    `kept` are their digests. Their outcomes say what they were called and what was stated of them. Without outcome
    a document's name is the one under which something was `decided`, else the beginning of its digest; one that was
    decided about and has no outcome while others have was no longer there. `mirrored` are those of the folder.
    """
    entries, past = register.entries(), register.past()
    lost = {*kept} - {one.digest for one in entries} - past.keys()
    gone = {
        digest: decided[digest]
        for digest in lost
        if outcomes and digest not in outcomes and digest in decided
    }
    register.remember(gone)
    names, made = {one.file for one in entries}, []
    again = sorted(lost - gone.keys(), key=lambda digest: (digest not in outcomes, digest))
    for digest in again:
        before = outcomes.get(digest)
        name = before.file if before else decided.get(digest, f"{digest[:_SHOWN]}.txt")
        name = unused(name, names)
        names.add(name)
        origin = before.origin if before else "folder" if digest in mirrored else "upload"
        made.append(entry_of(digest, name, origin, before.known if before else {}))
    register.lay(lambda _: (made, None))
    unknown = sum(digest not in outcomes for digest in again)
    if unknown:
        return [WorkspaceFault("listed_in_part", count=len(again), unknown=unknown)]
    return [WorkspaceFault("listed_again", count=len(again))] if again else []
