"""End this program when the one that started it is gone, killed or not: the same on each system.

Whoever starts it keeps the other end of its standard input and writes nothing there; a program that is gone, however
it went, keeps nothing.
"""

import os
import signal
import sys
import threading
import time

OPTION = "--until-input-ends"
GRACE = 10  # seconds for what is being written


def hold() -> None:
    """Watch the standard input from now on."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    try:
        while os.read(sys.stdin.fileno(), 1024):
            pass
    except OSError:
        pass  # no input any more is its end
    os.kill(os.getpid(), signal.SIGTERM)  # as if it had been told to; on Windows this ends it at once
    time.sleep(GRACE)
    os._exit(1)
