"""Find again, in a text that was edited, what was said of the text before."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.workspace.verdicts import Key, Verdict

_BEFORE, _BEHIND = (
    (20, 60, 180, 540),
    (3, 60, 180, 540),
)  # characters around a number that have to be the same
_ENDS = "。；！？"
_SHINGLE, _ALIKE = 4, 0.5
_COMPARED = 200_000  # characters of a text that tell whether another one is an edition of it


def moved_span(start: int, end: int, old: str, new: str) -> tuple[int, int] | None:
    """Return where the characters of a span stand in an edited text; None where that is not sure.

    The sentence before them, up to twenty characters, and a few behind have to be the same and to stand once in
    either text; where they stand more often, more of the neighbourhood has to be the same.
    """
    if not 0 <= start < end <= len(old):
        return None
    for before, behind in zip(_BEFORE, _BEHIND, strict=True):
        first = max(0, start - before)
        if before == _BEFORE[0]:
            first = max([first, *(old.rfind(mark, first, start) for mark in _ENDS)])
        around = old[first : end + behind]
        at = new.find(around)
        if at < 0:
            return None
        if new.find(around, at + 1) < 0 and old.find(around) == old.rfind(around):
            return at + start - first, at + end - first
    return None


def moved(standing: Iterable[Verdict], old: str, new: str, digest: str, file: str) -> list[Verdict]:
    """Return decisions about a text as decisions about its edition, those whose characters are found there."""
    spans = ((one, moved_span(one.key.start, one.key.end, old, new)) for one in standing)
    return [
        replace(one, key=Key(digest, *span, *one.key[3:]), file=file)
        for one, span in spans
        if span is not None
    ]


def is_edition(old: str, new: str) -> bool:
    """Say whether a text is another edition of one: half of the shorter one stands in the longer one."""
    parts = [
        {text[at : at + _SHINGLE] for at in range(max(1, min(len(text), _COMPARED) - _SHINGLE + 1))}
        for text in (old, new)
    ]
    return len(parts[0] & parts[1]) >= _ALIKE * min(map(len, parts))


def latest_of(digest: str, editions: Mapping[str, str], there: Container[str]) -> str | None:
    """Return the edition of a text that is there, edition by edition from it on; None where none is."""
    seen: set[str] = set()
    while digest not in there:
        seen.add(digest)
        if (then := editions.get(digest)) is None or then in seen:
            return None
        digest = then
    return digest


@dataclass(frozen=True, slots=True)
class Moves:
    """Say where decisions about texts that are no longer there belong: `homes` has the text that took their place.

    Both are digests; `text` gives a document's text, None where it is not kept. `files` has the names of today's
    documents by digest, `aside` those that are set aside.
    """

    homes: Mapping[str, str] = field(default_factory=dict)
    text: Callable[[str], str | None] = lambda _: None
    files: Mapping[str, str] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()

    def home(self, key: Key) -> str:
        """Return the digest of the document that a decision is about by now."""
        return self.homes.get(key.digest, key.digest)

    def placed(self, standing: Mapping[Key, Verdict]) -> dict[Key, Verdict]:
        """Return decisions by the key that they have in today's texts; what is not found stays under its own.

        A decision about today's text comes first, then the latest. Those about documents set aside wait.
        """
        standing = {key: one for key, one in standing.items() if self.home(key) not in self.aside}
        placed = {key: one for key, one in standing.items() if key.digest not in self.homes}
        texts: dict[str, str | None] = {}
        moved = [(key, one) for key, one in standing.items() if key.digest in self.homes]
        for key, one in sorted(moved, key=lambda pair: -pair[1].number):
            old, new = (self._text(digest, texts) for digest in (key.digest, self.homes[key.digest]))
            span = None if old is None or new is None else moved_span(key.start, key.end, old, new)
            now = key if span is None else Key(self.homes[key.digest], *span, *key[3:])
            placed[key if now in placed else now] = one
        return placed

    def _text(self, digest: str, texts: dict[str, str | None]) -> str | None:
        if digest not in texts:
            texts[digest] = self.text(digest)
        return texts[digest]
