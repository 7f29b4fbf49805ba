"""End this program when the one that started it is gone, killed or not: the same on each system.

Whoever starts it keeps the other end of its standard input and writes nothing there; a program that is gone, however
it went, keeps nothing.
"""

import ctypes
import os
import signal
import sys
import threading
import time

OPTION = "--until-input-ends"
GRACE = 10  # seconds for what is being written
PAUSE = 1  # second between looks at the pipe


def hold() -> None:
    """Watch the standard input from now on."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    _until_input_ends()
    os.kill(os.getpid(), signal.SIGTERM)  # as if it had been told to; on Windows this ends it at once
    time.sleep(GRACE)
    os._exit(1)


def _until_input_ends() -> None:
    """Return when nobody keeps the other end any more.

    On Windows nothing may wait in a read of the pipe: a library that is loaded meanwhile asks what its standard input
    is, and waits for that read to end (NumPy's does, so that no page would ever come).
    """
    if sys.platform == "win32":
        import msvcrt

        pipe = ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdin.fileno()))
        while ctypes.windll.kernel32.PeekNamedPipe(pipe, None, 0, None, None, None):
            time.sleep(PAUSE)
        return
    try:
        while os.read(sys.stdin.fileno(), 1024):
            pass
    except OSError:
        pass  # no input any more is its end
