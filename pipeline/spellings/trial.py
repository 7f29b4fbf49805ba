"""Have many sentences read, in one process or several, and count how they were read, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from random import Random

from pipeline.indicators import load_catalogue
from pipeline.spellings.book import load_book
from pipeline.spellings.judge import Verdict, judge
from pipeline.spellings.sentence import Sentence, sentence_of

OUTCOMES = ("right", "refused", "silent", "wrong")
_CHUNK = 500


@dataclass(slots=True)
class Tally:
    """Count the sentences of one kind by outcome, and keep the first few of each that a reader should see."""

    kind: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    reasons: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[tuple[Sentence, Verdict]]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many sentences there were."""
        return sum(self.counts.values())

    def note(self, sentence: Sentence, verdict: Verdict, keep: int) -> None:
        """Count one sentence."""
        self.counts[verdict.outcome] += 1
        for reason in verdict.reasons:
            self.reasons[reason] = self.reasons.get(reason, 0) + 1
        kept = self.examples.setdefault(verdict.outcome, [])
        if len(kept) < keep and verdict.outcome != "right":
            kept.append((sentence, verdict))

    def add(self, other: Tally, keep: int) -> None:
        """Take the count of another part of the same kind."""
        for outcome, count in other.counts.items():
            self.counts[outcome] += count
        for reason, count in other.reasons.items():
            self.reasons[reason] = self.reasons.get(reason, 0) + count
        for outcome, kept in other.examples.items():
            self.examples.setdefault(outcome, []).extend(kept)
            del self.examples[outcome][keep:]


def sentence_at(number: int, seed: int, kinds: Sequence[str]) -> Sentence:
    """Return the sentence of a number: the same for the same seed and kinds, on every machine."""
    return sentence_of(load_book(), kinds[number % len(kinds)], Random(f"{seed}:{number}"))  # noqa: S311  # no secret


def run(count: int, seed: int, kinds: Sequence[str], *, workers: int = 1, keep: int = 3) -> list[Tally]:
    """Read `count` sentences, taken in turn from each kind, and return a tally a kind."""
    parts = [
        (start, min(start + _CHUNK, count), seed, tuple(kinds), keep) for start in range(0, count, _CHUNK)
    ]
    tallies = {kind: Tally(kind) for kind in kinds}
    for part in _counted(parts, workers):
        for tally in part:
            tallies[tally.kind].add(tally, keep)
    return list(tallies.values())


def _counted(parts: list[tuple[int, int, int, tuple[str, ...], int]], workers: int) -> Iterator[list[Tally]]:
    if workers <= 1:
        yield from map(_part, parts)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_part, parts)


def _part(part: tuple[int, int, int, tuple[str, ...], int]) -> list[Tally]:
    start, end, seed, kinds, keep = part
    catalogue = load_catalogue()
    tallies = {kind: Tally(kind) for kind in kinds}
    for number in range(start, end):
        sentence = sentence_at(number, seed, kinds)
        tallies[sentence.kind].note(sentence, judge(sentence, catalogue), keep)
    return list(tallies.values())
