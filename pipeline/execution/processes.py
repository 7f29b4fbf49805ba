"""Start processes that do jobs, give them jobs, and end them; idle ones are kept, for a start takes half a second."""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import psutil

from pipeline.execution.failure import Failure
from pipeline.execution.forking import FORKS, end_templates, environment, forked
from pipeline.execution.going_on import GoesOn
from pipeline.words import OwnWords

_MEGABYTE = 1 << 20
_MOST_IDLE = os.cpu_count() or 1
_MOST_KEPT = (
    400  # megabytes of a process that is kept: what a large document took is not given back before its end
)
_lock = threading.Lock()
_idle: list[Process] = []


class Process:
    """Be one process that does a job at a time. It ends by itself when the program that started it is gone.

    All its life it reads texts by the same `words`.
    """

    def __init__(self, words: OwnWords = (), *, is_one_of_many: bool = False) -> None:
        """Start it, or fork it where it is one of many and the system can."""
        self.words = words
        self._process = (forked(words) if FORKS and is_one_of_many else None) or self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        """Start a process of its own. It belongs to no terminal: Ctrl-C reaches the program, which then ends it."""
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
        started = subprocess.Popen(
            # -P: no folder named pipeline in the current folder is taken for this one
            [sys.executable, "-P", "-m", "pipeline.execution.serving"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            **apart,
        )
        # Apart from the first job, which is understood only once they are in force.
        with contextlib.suppress(OSError):
            if started.stdin is not None:
                pickle.dump(self.words, started.stdin, pickle.HIGHEST_PROTOCOL)
        return started

    def give(
        self, function: Callable[[Any], Any], job: object, answers: queue.SimpleQueue[tuple[Process, Any]]
    ) -> None:
        """Have a job done; the answer comes into the queue, a Failure where the process dies on it."""
        threading.Thread(target=self._ask, args=(function, job, answers), daemon=True).start()

    def _ask(
        self, function: Callable[[Any], Any], job: object, answers: queue.SimpleQueue[tuple[Process, Any]]
    ) -> None:
        there, back = self._process.stdin, self._process.stdout
        answer: Any = Failure("died")
        # A process that is gone closes its pipes; what it had begun to say is no answer.
        with contextlib.suppress(OSError, ValueError, EOFError, pickle.UnpicklingError):
            if there is not None and back is not None:
                pickle.dump((function, job), there, pickle.HIGHEST_PROTOCOL)
                there.flush()
                while isinstance(said := pickle.load(back), GoesOn):  # noqa: S301 - written by this program's own process
                    answers.put((self, said))
                answer = said
        answers.put((self, answer))

    @property
    def alive(self) -> bool:
        """Say whether the process is there."""
        return self._process.poll() is None

    def megabytes(self) -> float:
        """Return the memory that it and what it started hold, 0 where it is gone."""
        return sum(map(_resident, self._tree())) / _MEGABYTE

    def own_megabytes(self) -> float:
        """Return the memory that it alone holds; looking for what it started takes longer than a short job."""
        try:
            return _resident(psutil.Process(self._process.pid)) / _MEGABYTE
        except psutil.Error:
            return 0.0

    def _tree(self) -> list[psutil.Process]:
        """Return it and what it started, none where it is gone."""
        try:
            process = psutil.Process(self._process.pid)
            return [process, *process.children(recursive=True)]
        except psutil.Error:
            return []

    def end(self) -> None:
        """End it at once, with the programs that it started."""
        for one in self._tree():
            with contextlib.suppress(psutil.Error):
                one.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss)
    except psutil.Error:
        return 0.0


def idle_process(words: OwnWords = (), *, is_one_of_many: bool = False) -> Process:
    """Return a process that is free and reads by these words, started where there is none, as `Process` does."""
    with _lock:
        for process in [one for one in _idle if one.words == words]:
            _idle.remove(process)
            if process.alive:
                return process
    return Process(words, is_one_of_many=is_one_of_many)


def keep_idle(process: Process) -> None:
    """Keep a process for the next job; end one that has grown large, and of too many the one that was kept longest."""
    if process.own_megabytes() > _MOST_KEPT:
        process.end()
        return
    with _lock:
        _idle.append(process)
        over = _idle.pop(0) if len(_idle) > _MOST_IDLE else None
    if over is not None:
        over.end()


@atexit.register
def end_idle() -> None:
    """End the processes that are kept."""
    with _lock:
        kept, _idle[:] = _idle[:], []
    for process in kept:
        process.end()
    end_templates()
