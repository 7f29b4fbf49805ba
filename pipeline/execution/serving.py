"""Do jobs that come through standard input, one after the other, and answer through standard output.

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


def serve() -> None:
    """Do jobs until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this decides when it ends
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    listen(lambda said: _send(answers, said))
    jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, jobs), daemon=True).start()
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
    """Take in the words to read by, then jobs; end the process at once, busy or not, where no more can come."""
    try:
        read_by(pickle.load(source))  # noqa: S301 - written by the program that started this process
    except (EOFError, OSError):
        os._exit(0)
    while True:
        try:
            jobs.put(pickle.load(source))  # noqa: S301 - written by the program that started this process
        except (EOFError, OSError):
            os._exit(0)
        except Exception as error:  # noqa: BLE001 - a job that cannot be understood has an outcome, too
            jobs.put((_raise, failure_of(error)))


def _raise(failure: Failure) -> Failure:
    return failure


if __name__ == "__main__":
    serve()
