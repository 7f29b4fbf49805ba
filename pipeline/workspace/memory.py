"""Remember what was made last, and make it again only when what it depends on has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Last(Generic[Made]):
    """Hold the last thing made, with the state that it was made in."""

    def __init__(self, make: Callable[[], Made]) -> None:
        """Take what makes it; nothing is made yet."""
        self._make = make
        self._held: tuple[object, Made] | None = None

    def at(self, state: object) -> Made:
        """Give the thing as it is in a state."""
        held = self._held
        if held is None or held[0] != state:
            held = self.keep(state, self._make())
        return held[1]

    def keep(self, state: object, made: Made) -> tuple[object, Made]:
        """Hold a thing that came with another one."""
        self._held = held = state, made
        return held
