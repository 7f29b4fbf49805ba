"""Run a function over many jobs behind a barrier: in processes of their own, each job under limits of time and memory.

Whatever a job does (raise, loop, fill the memory, kill its process) costs only itself. `processes` starts and ends
the processes, `serving` is what runs in them.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Generic, TypeVar

from pipeline.execution.failure import Failure
from pipeline.execution.going_on import GoesOn, goes_on
from pipeline.execution.processes import Process, idle_process, keep_idle
from pipeline.words import OwnWords

__all__ = ["LIMITS", "Failure", "Limits", "goes_on", "run_all"]

Job = TypeVar("Job")
Result = TypeVar("Result")
Heard = Callable[[int, GoesOn], None]
_LOOK = 0.25  # seconds between looks at the clock and the memory
_AHEAD = 16  # jobs a process that may be finished before an earlier one is


@dataclass(frozen=True, slots=True)
class Limits:
    """Say what one job may take: seconds, counted anew whenever it `goes_on`, and megabytes that its process holds."""

    seconds: float
    megabytes: int


# A page of 10 MB on a slow machine takes a minute and 700 MB; what takes more than this is no document of an office.
LIMITS = Limits(seconds=300, megabytes=4096)


@dataclass(slots=True)
class _Run(Generic[Job, Result]):
    """Hold the state of one run: which process does which job since when, and results that wait for their turn."""

    function: Callable[[Job], Result]
    limits: Limits
    words: OwnWords
    workers: int = 1
    heard: Heard | None = None
    answers: queue.SimpleQueue[tuple[Process, Any]] = field(default_factory=queue.SimpleQueue)
    busy: dict[Process, tuple[int, float]] = field(default_factory=dict)
    waiting: dict[int, Result | Failure] = field(default_factory=dict)
    looked: float = field(default_factory=time.monotonic)

    def begin(self, number: int, job: Job) -> None:
        """Give a job to a process that is free, or a new one."""
        process = idle_process(self.words, is_one_of_many=self.workers > 1)
        self.busy[process] = number, time.monotonic()
        process.give(self.function, job, self.answers)

    def look(self) -> None:
        """Take the next answer, or end a process that is over a limit or gone.

        What has answered is over no limit, however long nobody looked: while a process was started, say.
        """
        if self.answers.empty() and time.monotonic() - self.looked > _LOOK:
            self._end_what_is_over()
        try:
            process, answer = self.answers.get(timeout=_LOOK)
        except queue.Empty:
            return
        if process not in self.busy:
            return  # it was ended while it answered
        number, begun = self.busy.pop(process)
        if isinstance(answer, GoesOn):
            self.busy[process] = number, time.monotonic() if answer.anew else begun
            if answer.page and self.heard:
                self.heard(number, answer)
            return
        self.waiting[number] = answer
        if isinstance(answer, Failure) and answer.ends_process:
            process.end()
        else:
            keep_idle(process)

    def _end_what_is_over(self) -> None:
        self.looked = time.monotonic()
        for process, (number, begun) in list(self.busy.items()):
            if time.monotonic() - begun > self.limits.seconds:
                why = Failure("time", most=f"{self.limits.seconds:g}")
            elif process.megabytes() > self.limits.megabytes:
                why = Failure("memory", most=str(self.limits.megabytes))
            else:
                continue
            del self.busy[process]
            process.end()
            self.waiting[number] = why

    def stop(self) -> None:
        """End what is still at work."""
        for process in self.busy:
            process.end()
        self.busy.clear()


def run_all(
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    workers: int = 1,
    limits: Limits = LIMITS,
    words: OwnWords = (),
    heard: Heard | None = None,
) -> Iterator[Result | Failure]:
    """Yield what the function returns for each job, in their order, or the Failure that says why it has no result.

    The function is one of a module, jobs and results can be pickled. `workers` processes work at once and are kept
    for the next run; they read texts by the program's words with `words` laid over. Where the caller stops asking,
    what is at work is ended. `heard` is called with the number of a job, from 0, and the page that it has come to.
    """
    run: _Run[Job, Result] = _Run(function, limits, words, workers, heard)
    left, begun, more = iter(jobs), 0, True
    try:
        for number in count():
            while number not in run.waiting:
                while more and len(run.busy) < workers and begun - number < _AHEAD * workers:
                    job = next(left, _END)
                    more = job is not _END
                    if more:
                        run.begin(begun, job)  # type: ignore[arg-type]
                        begun += 1
                if not more and begun == number:
                    return
                run.look()
            yield run.waiting.pop(number)
    finally:
        run.stop()


_END = object()
