"""Take documents from folders, and make those of one folder what they are there: new ones come, missing ones go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.batches import read_content, text_named
from pipeline.documents import DocumentError
from pipeline.documents.naming import names_of_file, safe_name
from pipeline.workspace.database import WorkspaceFault
from pipeline.workspace.edited import is_edition, latest_of, moved
from pipeline.workspace.folders import (
    Found,
    Stamps,
    Stated,
    digests_in,
    keep,
    look,
    recall,
    stamps_of,
    statements,
)
from pipeline.workspace.originals import Originals
from pipeline.workspace.register import Register
from pipeline.workspace.taking import Added, taken
from pipeline.workspace.typed import Typed, known_of
from pipeline.workspace.verdicts import Verdicts


class Mirror:
    """Take documents from folders into the list and the originals of a workspace.

    `stamps` is the file that keeps the state of the folder followed, `verdicts` what people decided.
    """

    def __init__(self, stamps: Path, register: Register, originals: Originals, verdicts: Verdicts) -> None:
        """Take what belongs to the workspace; no folder is looked at yet."""
        self._stamps, self._register, self._originals, self._verdicts = stamps, register, originals, verdicts
        self.faults: list[WorkspaceFault] = []

    def seen(self) -> set[str]:
        """Return the digests of the documents that were in the folder at the last look."""
        return {*digests_in(self._recalled()[0]).values()}

    def take(self, path: Path, origin: str, progress: Callable[[int], None] | None = None) -> list[Added]:
        """Keep every text file under a path, with what a documents.csv there says; the rest of the metadata stays.

        `progress` is called now and then with how many there were so far. Raises DocumentError where the path does not
        exist.
        """
        found = look(path, {}, progress)
        said = statements(found)
        return self._take(found, {digest: _filled(known) for digest, known in said.items()}, origin)

    def follow(self, path: Path) -> list[Added]:
        """Make the documents of origin `folder` those under a path: new ones come, changed and missing ones go.

        Only files that changed since the last time are read. What a person typed of a document holds until its
        documents.csv says something new; it stays while the document is not there, and comes back with its text or
        with another edition of it at the same path. Raises DocumentError where the path does not exist.
        """
        stamps, before = self._recalled()
        found = look(path, stamps)
        said = statements(found)
        self._register.adopt({**said, **before})
        there = {one.digest for one in found}
        folder = [entry for entry in self._register.entries() if entry.origin == "folder"]
        self._leave({entry.digest for entry in folder} - there)
        self._link(found, there)
        self._part(found, stamps)
        told = self._take(found, dict(self._known(found, said)), "folder")
        late = {one.digest for one in told if one.error and one.error.why == "changing"}
        keep(stamps_of(found, late), self._stamps)
        return told

    def _recalled(self) -> tuple[Stamps, Stated]:
        stamps, before, wrong = recall(self._stamps)
        self.faults += wrong
        return stamps, before

    def _known(self, found: list[Found], said: Stated) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield what is known of documents found in the folder, by digest: what people typed over what is stated.

        Where the row of a document cannot be used just now, what is known of it stays.
        """
        typed = self._register.typed()
        there = {one.digest for one in found}
        gone = typed.keys() - there
        editions = self._register.editions() if gone else {}
        earlier: dict[str, list[Typed]] = defaultdict(list)
        for old in gone:
            if now := latest_of(old, editions, there):
                earlier[now] += typed[old]
        listed = self._register.digests()
        for one in found:
            if one.digest and (one.digest in said or one.digest not in listed):
                yield (
                    one.digest,
                    known_of(said.get(one.digest, {}), [*typed.get(one.digest, ()), *earlier[one.digest]]),
                )

    def _link(self, found: list[Found], there: set[str]) -> None:
        """Keep which texts are editions of those that lay at their path, and of which people said something."""
        past = self._register.past()
        if not past:
            return
        editions = self._register.editions()
        gone: dict[str, list[str]] = defaultdict(list)
        for old in sorted((self.said() & past.keys()) - there):
            if latest_of(old, editions, there) is None:
                for file in names_of_file(past[old]):
                    gone[file].append(old)
        became = {
            old: one.digest
            for one in found if one.digest
            for old in gone.get(safe_name(one.file), ()) if self._is_edition(old, one)
        }  # fmt: skip
        if became:
            self._register.link(became)

    def _part(self, found: list[Found], stamps: Stamps) -> None:
        """Say of a file that was edited what people said of its text before, which its copy of the last look still has."""
        before = digests_in(stamps)
        was = [(one, before.get(one.where, "")) for one in found if one.digest]
        edited = [(one, old) for one, old in was if old and old != one.digest]
        copies = {old for one, old in was if old == one.digest}
        if not any(old in copies for _, old in edited):
            return  # as nearly always: nothing more is read
        said, listed = self.said(), self._register.digests()
        standing = self._verdicts.standing().values()
        for one, old in edited:
            new = one.digest not in said | listed and old in copies & said
            if not (new and self._is_edition(old, one)):
                continue
            if (text := self._originals.text(old)) is not None:
                ours = [verdict for verdict in standing if verdict.key.digest == old]
                also = moved(ours, text, _text(one), one.digest, safe_name(one.file))
                self._verdicts.append(also)
            self._register.say_also(old, one.digest)

    def said(self) -> set[str]:
        """Return the digests of documents that people said something of, or that took the place of such a one."""
        typed, aside = self._register.typed(), self._register.aside()
        return {*typed, *aside, *self._verdicts.documents(), *self._register.editions().values()}

    def _is_edition(self, old: str, found: Found) -> bool:
        """Say whether a file is another edition of a document that lay at its path."""
        before = self._originals.text(old)
        try:
            return before is None or is_edition(before, _text(found))
        except DocumentError:
            return False

    def _leave(self, digests: set[str]) -> None:
        """Take documents off the list that are not there now, and their bytes, unless people said something of them."""
        if digests:
            self._register.leave(digests)
            self._originals.remove(digests - self.said())

    def _take(self, found: list[Found], news: Mapping[str, Mapping[str, str]], origin: str) -> list[Added]:
        """Keep and register documents found in a folder."""
        listed = self._register.digests()
        new = [one for one in found if one.digest and one.digest not in listed]
        late = self._originals.take({one.digest: one.path for one in new if one.known is None})
        several: dict[Path, set[str]] = defaultdict(set)
        for one in new:
            if one.known is not None:
                several[one.path].add(one.digest)
        for path, digests in several.items():
            late |= self._originals.take_out(path, digests)
        found = [
            replace(one, error=DocumentError("changing", file=one.file)) if one.digest in late else one
            for one in found
        ]
        return self._register.lay(lambda entries: taken(found, news, origin, entries))


def _text(found: Found) -> str:
    content = text_named(found.where) if found.piece else read_content(found.path)
    return content.text


def _filled(known: Mapping[str, str]) -> dict[str, str]:
    """Return what is stated, without the cells left empty."""
    return {name: value for name, value in known.items() if value}
