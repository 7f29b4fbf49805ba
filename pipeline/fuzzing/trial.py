"""Read the texts of many numbers behind the barrier, and gather the promises that they break."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from pipeline.execution import Failure, Limits, run_all
from pipeline.fuzzing.promises import broken_by, broken_by_folder
from pipeline.fuzzing.shortest import shortest
from pipeline.fuzzing.texts import text_at

_CHUNK = 50  # texts that one job reads
_FOLDER = 10  # of each chunk in turn, one text in so many is read from a folder, too
_FOLDER_EVERY = 20  # chunks
_LIMITS = Limits(seconds=120, megabytes=2048)  # a chunk takes a second, the first one ten times that


@dataclass(frozen=True, slots=True)
class Fault:
    """Be a promise that the text of a number breaks; `text` is the shortest that was found to break it."""

    number: int
    promise: str
    text: str


@dataclass(slots=True)
class Tally:
    """Count the texts read, and hold the first fault of each kind with how often it came."""

    seed: int
    texts: int = 0
    seconds: float = 0.0
    faults: dict[str, tuple[Fault, int]] = field(default_factory=dict)

    def note(self, fault: Fault) -> None:
        """Count a fault; keep it where it is the first of its kind or has the shorter text."""
        kept, times = self.faults.get(fault.promise, (fault, 0))
        self.faults[fault.promise] = min(kept, fault, key=lambda one: len(one.text)), times + 1


def trial(
    seed: int, *, seconds: float = float("inf"), texts: int | None = None, first: int = 0, workers: int = 1
) -> Tally:
    """Read the texts from number `first` on until so many are read or so many seconds are over."""
    tally, begun = Tally(seed), time.monotonic()
    last = None if texts is None else first + texts
    asked: list[tuple[int, int, int]] = []

    def jobs() -> Iterator[tuple[int, int, int]]:
        for start in count(first, _CHUNK):
            end = start + _CHUNK if last is None else min(start + _CHUNK, last)
            if start >= end or time.monotonic() - begun > seconds:
                return
            asked.append((seed, start, end))
            yield seed, start, end

    for number, answer in enumerate(run_all(faults_of, jobs(), workers=workers, limits=_LIMITS)):
        _, start, end = asked[number]
        tally.texts += end - start
        found = _one_by_one(seed, start, end) if isinstance(answer, Failure) else answer
        if number % _FOLDER_EVERY == 0:
            found = [*found, *_faults_of_folder(seed, range(start, end, max(1, (end - start) // _FOLDER)))]
        for fault in found:
            tally.note(fault)
    tally.seconds = time.monotonic() - begun
    return tally


def faults_of(job: tuple[int, int, int]) -> list[Fault]:
    """Return the faults of the texts of a seed from one number up to another. It runs in a process of its own."""
    seed, start, end = job
    texts = ((number, text_at(number, seed)) for number in range(start, end))
    broken = ((number, text, broken_by(text)) for number, text in texts)
    return [Fault(number, said, _shortest(text, said)) for number, text, said in broken if said]


def _shortest(text: str, promise: str) -> str:
    return shortest(text, lambda less: broken_by(less) == promise)


def _one_by_one(seed: int, start: int, end: int) -> list[Fault]:
    """Return the faults of texts that together were ended: each is read by itself."""
    jobs = [(seed, number, number + 1) for number in range(start, end)]
    found = []
    for job, answer in zip(jobs, run_all(faults_of, jobs, limits=_LIMITS), strict=True):
        if isinstance(answer, Failure):
            found.append(Fault(job[1], f"is ended: {answer.why}", text_at(job[1], seed)))
        else:
            found += answer
    return found


def _faults_of_folder(seed: int, numbers: range) -> list[Fault]:
    """Return the fault of some texts that are read as the files of a folder."""
    with tempfile.TemporaryDirectory() as name:
        seen: set[str] = set()
        for number in numbers:
            text = text_at(number, seed)
            if text not in seen:  # of two files with one text, the second gives nothing
                (Path(name) / f"{number}.txt").write_bytes(text.encode("utf-8"))
            seen.add(text)
        promise = broken_by_folder(Path(name))
    return [Fault(numbers.start, promise, "")] if promise else []
