"""Show how far a long run is, how quick, and how long it will take, on standard error."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable

_LOOKED_AT = 60.0  # seconds by which the rate is measured, and between lines where there is no terminal


class Pace:
    """Be told how much is done, of how much in all (0 where nobody knows), and of what; show it with rate and time left.

    On a terminal one line is written over again. Elsewhere there is a line a minute, and one at the end.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Begin, by a clock in seconds."""
        self._now = now
        self._said = now()
        self._done: deque[tuple[float, int]] = deque([(self._said, 0)])

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show that so much is done, `name` the last of it."""
        now = self._now()
        self._done.append((now, done))
        while now - self._done[0][0] > _LOOKED_AT and len(self._done) > 2:
            self._done.popleft()
        if sys.stderr.isatty():
            said = f"{done}/{total or '?'}  {self._pace(total)}  {name[-60:]}"
            print(f"\r\x1b[K{said}", end="", file=sys.stderr, flush=True)  # noqa: T201 - the command line shows it
        elif total > 1 and done == total:
            self._tell(f"{done}/{total}")
        elif now - self._said >= _LOOKED_AT:
            self._said = now
            self._tell(f"{done}/{total or '?'}  {self._pace(total)}")

    @staticmethod
    def _tell(said: str) -> None:
        print(said, file=sys.stderr, flush=True)  # noqa: T201 - the command line shows it

    def _pace(self, total: int) -> str:
        """Say how many are done in a second, and in which time the others will be."""
        (begun, before), (now, done) = self._done[0], self._done[-1]
        if now <= begun or done <= before:
            return ""
        rate = (done - before) / (now - begun)
        left = f"，还需 {_time_said((total - done) / rate)}" if total else ""
        each = f"每秒 {rate:.{int(rate < 10)}f}" if rate >= 1 else f"每份 {1 / rate:.0f} 秒"
        return each + left


def _time_said(seconds: float) -> str:
    """Say a time as people do: 40 秒, 5 分, 3 小时 20 分."""
    if seconds < 60:
        return f"{seconds:.0f} 秒"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分"
