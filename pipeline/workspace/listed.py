"""Hold the list of documents, and which of them are read as they would be read now, while both change.

Of a list of a hundred thousand only what changed is looked at; whatever goes over all of it is left to dict and set.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import compress
from operator import is_not
from threading import Lock
from typing import TypeVar

from pipeline.batches import RETURNING
from pipeline.version import reader_in
from pipeline.workspace.extracted import Outcome
from pipeline.workspace.register import SINCE_EVER, Entry, Register

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Documents:
    """Hold documents by digest, in order of name; those that are set aside, and those whose title somebody stated."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()

    def after(self, changed: Mapping[str, Entry | None]) -> Documents:
        """Return the documents after a change: None stands for one that is gone."""
        now = {digest: one for digest, one in changed.items() if one}
        entries, before = {**self.entries, **now}, self.entries
        for digest in changed.keys() - now.keys():
            entries.pop(digest, None)
        named = [
            one for one in now.values() if one.digest not in before or before[one.digest].file != one.file
        ]
        if before and named:
            entries = _in_order(entries, named)
        return Documents(
            entries,
            (self.aside - changed.keys()) | {digest for digest, one in now.items() if one.look == "aside"},
            (self.titled - changed.keys()) | {digest for digest, one in now.items() if one.known["title"]},
        )


def _in_order(entries: dict[str, Entry], named: Collection[Entry]) -> dict[str, Entry]:
    """Return entries in order of name; all but those `named` are."""
    for one in named:
        del entries[one.digest]
    # Not in pairs: for a hundred thousand of them all memory would be looked through for what is free.
    digests, every = [*entries], [*entries.values()]
    for one in named:  # to sort all takes as long as to look each up
        at = bisect(every, one.file, key=_file)
        digests.insert(at, one.digest)
        every.insert(at, one)
    return dict(zip(digests, every, strict=True))


def _file(entry: Entry) -> str:
    return entry.file


class Listed:
    """Hold the documents of a register."""

    def __init__(self, register: Register) -> None:
        """Take the register; nothing is read yet."""
        self._register = register
        self._lock = Lock()
        self._state = ""
        self._since = SINCE_EVER
        self._held = Documents()

    def now(self) -> Documents:
        """Return the documents as they are now."""
        state = self._register.state()
        with self._lock:
            if state != self._state:
                since, whole, changed = self._register.changed(self._since)
                self._held = (Documents() if whole else self._held).after(changed)
                self._state, self._since = state, since
            return self._held


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold which documents have the rows that they would be read into now (`same`), which have not (`due`).

    Of those that are `lost` the bytes were not there. `readers` names all that documents were read by, and maybe more.
    """

    reading: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    same: frozenset[str] = frozenset()
    due: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()

    def after(
        self,
        reading: str,
        entries: Mapping[str, Entry],
        outcomes: Mapping[str, Outcome],
        look: Callable[[Collection[str]], Collection[str]],
    ) -> Settled:
        """Return the same of other documents or outcomes; `look` returns which of some are the same."""
        changed = _others(self.entries, entries) | _others(self.outcomes, outcomes)
        if reading != self.reading:
            same = frozenset(look(entries.keys() & outcomes.keys()))
            changed = {*outcomes}
        else:
            same = (self.same - changed) | {*look(changed & entries.keys() & outcomes.keys())}
        told = [(digest, outcomes[digest]) for digest in changed if digest in outcomes]
        lost = {digest for digest, one in told if one.why in RETURNING}
        readers = {reader_in(one.key) for _, one in told}
        before = self.readers if reading == self.reading else frozenset[str]()
        asked = (self.due | changed) if reading == self.reading else entries.keys()
        due = frozenset(digest for digest in asked if digest in entries and digest not in same)
        return Settled(reading, entries, outcomes, same, due, (self.lost - changed) | lost, before | readers)

    def unread(self) -> list[Entry]:
        """Return the documents that are not the same, in order of name, and those whose bytes were not there."""
        due = self.due | {digest for digest in self.lost if digest in self.entries}
        return sorted((self.entries[digest] for digest in due), key=lambda entry: entry.file)


def _others(before: Mapping[str, One], now: Mapping[str, One]) -> set[str]:
    """Return the keys of what has changed, come or gone: what is kept is the very object."""
    other = map(is_not, map(before.get, now), now.values())
    return {*compress(now, other), *(before.keys() - now.keys())}
