"""Let a job say that it goes on: its limit of seconds counts from then, so that many pages may take longer than one may."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


class GoesOn:
    """Be what a process sends while it is at work on a job."""


def goes_on() -> None:
    """Say that one more part of the job is done: a page. The job itself limits how many parts it takes on."""
    for listen in _listeners:
        listen()


def listen(told: Callable[[], None]) -> None:
    """Have a function called whenever a job of this process goes on."""
    _listeners.append(told)
