"""Let a job say how far it is, and that it goes on: its limit of seconds counts from then, so that pages may take long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_listeners: list[Callable[[GoesOn], None]] = []


@dataclass(frozen=True, slots=True)
class GoesOn:
    """Be what a process sends while it is at work on a job: the page that it reads, of how many; 0 where it says none.

    `anew` lets the limit of seconds count from now.
    """

    page: int = 0
    pages: int = 0
    anew: bool = False


def goes_on() -> None:
    """Say that one more part of the job is done: a page. The job itself limits how many parts it takes on."""
    _tell(GoesOn(anew=True))


def reads_page(page: int, pages: int) -> None:
    """Say which page is being read, of how many; the limit of seconds is that of the whole job."""
    _tell(GoesOn(page, pages))


def listen(told: Callable[[GoesOn], None]) -> None:
    """Have a function called with what a job of this process says of itself."""
    _listeners.append(told)


def _tell(said: GoesOn) -> None:
    for listen in _listeners:
        listen(said)
