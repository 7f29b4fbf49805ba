"""Do jobs that come through a pipe, one after the other, and answer through another.

The process ends when its input does: whoever started it is gone then, killed or not.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from typing import Any, BinaryIO

from pipeline.execution.failure import Failure, failure_of
from pipeline.execution.going_on import GoesOn, listen
from pipeline.words import read_by


def serve(source: BinaryIO, answers: BinaryIO) -> None:
    """Do the jobs that come from a source until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this decides when it ends
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    listen(lambda said: _send(answers, said))
    jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(source, jobs), daemon=True).start()
    while True:
        function, job = jobs.get()
        try:
            answer = pickle.dumps(function(job), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the job's outcome
            answer = pickle.dumps(failure_of(error))
        answers.write(answer)
        answers.flush()


def _send(answers: BinaryIO, said: GoesOn) -> None:
    pickle.dump(said, answers)
    answers.flush()


def _receive(source: BinaryIO, jobs: queue.SimpleQueue[Any]) -> None:
    """Take in jobs; end the process at once, busy or not, where no more can come."""
    while True:
        try:
            jobs.put(pickle.load(source))  # noqa: S301 - written by the program that started this process
        except (EOFError, OSError):
            os._exit(0)
        except Exception as error:  # noqa: BLE001 - a job that cannot be understood has an outcome, too
            jobs.put((_raise, failure_of(error)))


def _raise(failure: Failure) -> Failure:
    return failure


def _serve_started() -> None:
    """Take in the words to read by, then do jobs, through standard input and output."""
    try:
        read_by(pickle.load(sys.stdin.buffer))  # noqa: S301 - written by the program that started this process
    except (EOFError, OSError):
        return
    serve(sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb"))


if __name__ == "__main__":
    _serve_started()
