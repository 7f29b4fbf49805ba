"""Decide what becomes of documents found in a folder: which are new, which are renamed or described anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.batches import copied
from pipeline.workspace.folders import Found
from pipeline.workspace.naming import safe_name, unused
from pipeline.workspace.register import Entry, entry_of, restated


@dataclass(frozen=True, slots=True)
class Added:
    """Tell what became of a document handed in: `digest` is empty where it cannot be read, `said` says why not.

    `said` is also set where the same text is there already; `digest` is then that document's and `first` its name.
    `why` names in one word why it cannot be read, for other languages.
    """

    file: str
    digest: str
    said: str = ""
    why: str = ""
    first: str = ""


def taken(
    found: Iterable[Found], news: Mapping[str, Mapping[str, str]], origin: str, entries: Iterable[Entry]
) -> tuple[list[Entry], list[Added]]:
    """Return the entries to be put on the list, and what is told of each file.

    `news` says by digest what is newly stated. Documents of the folder that is mirrored take their new names, too;
    others keep the name that they came by.
    """
    there = {entry.digest: entry for entry in entries}
    names = {entry.file: entry.digest for entry in there.values()}
    first: dict[str, str] = {}
    made: list[Entry] = []
    told: list[Added] = []
    for one in found:
        known = there.get(one.digest)
        stays = known is not None and (known.origin != origin or origin != "folder")
        copy = first.get(one.digest) or (known and stays and known.file)
        if known and stays and known.origin == origin:
            made.append(restated(known, news.get(one.digest, {})))
        if one.said or copy:
            said = one.said or copied(one.file, str(copy))
            told.append(Added(one.file, one.digest, said, one.why, str(copy or "")))
            continue
        name = safe_name(one.file)
        name = first[one.digest] = name if names.get(name) == one.digest else unused(name, names)
        names[name] = one.digest
        entry = replace(known, file=name) if known else entry_of(one.digest, name, origin, {})
        made.append(restated(entry, news.get(one.digest, {})))
        told.append(Added(name, one.digest))
    return [entry for entry in made if entry != there.get(entry.digest)], told
