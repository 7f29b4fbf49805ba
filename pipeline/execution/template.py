"""Be the process that others are forked of: load what reading needs, then fork whenever that is asked for."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import sys
from datetime import date
from itertools import islice

from pipeline.execution.forking import NUMBER
from pipeline.execution.serving import serve
from pipeline.words import read_by

_EACH = 8  # indicators, of one of which an example is read, so that dictionaries, places and terms are loaded


def _serve_forks(control: socket.socket) -> None:
    """Load what reading needs, then fork whenever two pipes come: for jobs, and for answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    read_by(pickle.load(sys.stdin.buffer))  # noqa: S301 - written by the program that started this process
    _load()
    gc.freeze()  # what is never looked at again is not copied
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that were forked
    while True:
        said, pipes, *_ = socket.recv_fds(control, 1, 2)
        if not said:
            return
        child = os.fork()
        if not child:
            _serve(control, *pipes)
        for pipe in pipes:
            os.close(pipe)
        control.sendall(child.to_bytes(NUMBER))


def _serve(control: socket.socket, jobs: int, answers: int) -> None:
    """Be a process that was forked."""
    try:
        control.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        serve(os.fdopen(jobs, "rb"), os.fdopen(answers, "wb"))
    finally:
        os._exit(1)


def _load() -> None:
    """Read some examples of the rules, of all kinds of things."""
    from pipeline.documents import document_of
    from pipeline.extraction import extract_document
    from pipeline.indicators.layers import catalogue_by

    catalogue = catalogue_by()
    for entry in islice(catalogue.entries.values(), 0, None, _EACH):
        one = entry.examples[0]
        extract_document(document_of(one.text, date.fromisoformat(one.published), one.place), catalogue)


if __name__ == "__main__":
    _serve_forks(socket.socket(fileno=int(sys.argv[1])))
