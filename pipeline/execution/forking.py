"""Fork processes of one that has loaded what reading needs: each begins at once, and they share that memory.

Linux alone does so: on macOS the system's libraries do not survive it, Windows cannot.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import socket
import subprocess
import sys
import threading

import psutil

from pipeline.execution.failure import ROOT
from pipeline.words import OwnWords

FORKS = sys.platform == "linux"
_PATIENCE = 60  # seconds that loading may take on a slow machine
NUMBER = 8  # bytes of the number of a process
_MOST = 2  # sets of words of which the process to fork is kept: the program's, and those of a workspace
_lock = threading.Lock()
_templates: dict[OwnWords, _Template] = {}


class Forked:
    """Be a process that was forked, with the pipes to it and from it; it is asked as one of `subprocess.Popen` is."""

    def __init__(self, pid: int, stdin: int, stdout: int) -> None:
        """Take its number and the open ends of its pipes."""
        self.pid, self.stdin, self.stdout = pid, os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb")
        self._process: psutil.Process | None = None
        with contextlib.suppress(psutil.Error):
            self._process = psutil.Process(pid)

    def poll(self) -> int | None:
        """Return None while it is there."""
        return None if self._process is not None and self._process.is_running() else 0

    def wait(self) -> int:
        """Return once it is gone."""
        if self._process is not None:
            self._process.wait()
        return 0


class _Template:
    """Be the process that others are forked of. It ends with the program that started it."""

    def __init__(self, words: OwnWords) -> None:
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_PATIENCE)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                [sys.executable, "-P", "-m", "pipeline.execution.template", str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env=environment(),
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        if self._process.stdin is not None:
            with self._process.stdin as there:
                pickle.dump(words, there)

    def fork(self) -> Forked:
        """Return a new process. Raise OSError where this one is gone or does not answer."""
        (jobs, stdin), (stdout, answers) = os.pipe(), os.pipe()
        try:
            socket.send_fds(self._control, [b"1"], [jobs, answers])
            number = self._control.recv(NUMBER)
            if len(number) < NUMBER:
                raise ConnectionError
        except OSError:
            os.close(stdin)
            os.close(stdout)
            raise
        finally:
            os.close(jobs)
            os.close(answers)
        return Forked(int.from_bytes(number), stdin, stdout)

    def end(self) -> None:
        """End it; what was forked of it stays."""
        self._control.close()
        self._process.kill()
        self._process.wait()


def environment() -> dict[str, str]:
    """Return the variables with which a process of this program is started, so that it finds the program's modules."""
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": paths}


def forked(words: OwnWords) -> Forked | None:
    """Return a process that reads by these words; None where it cannot be forked, and is to be started otherwise."""
    with _lock:
        template = _templates.pop(words, None)
        try:
            template = template or _Template(words)
            made = template.fork()
        except OSError:
            if template is not None:
                template.end()
            return None
        _templates[words] = template
        if len(_templates) > _MOST:
            _templates.pop(next(iter(_templates))).end()
        return made


def end_templates() -> None:
    """End the processes that others are forked of."""
    with _lock:
        for template in _templates.values():
            template.end()
        _templates.clear()
