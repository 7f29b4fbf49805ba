"""Decide what becomes of documents found in a folder or handed in: which are new, renamed, or described anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.documents import DocumentError
from pipeline.documents.naming import safe_name, unused
from pipeline.workspace.folders import Found
from pipeline.workspace.register import Entry, Names, entry_of, restated


@dataclass(frozen=True, slots=True)
class Added:
    """Tell what became of a document handed in: `digest` is empty where it cannot be read, `error` says why not.

    `error` is also set where the same text is there already; `digest` is then that document's.
    """

    file: str
    digest: str
    error: DocumentError | None = None


def taken(
    found: Iterable[Found], news: Mapping[str, Mapping[str, str]], origin: str, entries: Iterable[Entry]
) -> tuple[list[Entry], list[Added]]:
    """Return the entries to be put on the list, and what is told of each file.

    `news` says by digest what is newly stated. Documents of the folder that is mirrored take their new names, too;
    others keep the name that they came by.
    """
    there = {entry.digest: entry for entry in entries}
    found = list(found)
    own = {one.digest for one in found} if origin == "folder" else set()
    names = {
        entry.file: entry.digest
        for entry in there.values()
        if entry.origin != origin or entry.digest not in own
    }  # fmt: skip - documents of the folder mirrored are named anew: two may have changed names
    first: dict[str, str] = {}
    made: list[Entry] = []
    told: list[Added] = []
    for one in found:
        known = there.get(one.digest)
        stays = known is not None and (known.origin != origin or origin != "folder")
        copy = first.get(one.digest) or (known and stays and known.file)
        if known and stays and known.origin == origin:
            made.append(restated(known, news.get(one.digest, {})))
        if one.error or copy:
            error = one.error or DocumentError("same", file=one.file, first=str(copy))
            told.append(Added(one.file, one.digest, error))
            continue
        name = safe_name(one.file)
        name = first[one.digest] = name if names.get(name) == one.digest else unused(name, names)
        names[name] = one.digest
        entry = replace(known, file=name) if known else entry_of(one.digest, name, origin, {})
        made.append(restated(entry, news.get(one.digest, {})))
        told.append(Added(name, one.digest))
    return [entry for entry in made if entry != there.get(entry.digest)], told


def chosen(
    handed: Iterable[tuple[str, str, Mapping[str, str]]], origin: str, names: Names
) -> tuple[list[Entry], list[Added]]:
    """Return the entries of documents handed in (digest, name, what is stated), and what is told of each."""
    made, told = [], []
    for digest, file, known in handed:
        if first := names.of(digest):
            told.append(Added(file, digest, DocumentError("same", file=file, first=first)))
            continue
        name = unused(file, names)
        names.add(digest, name)
        made.append(entry_of(digest, name, origin, known))
        told.append(Added(name, digest))
    return made, told
