"""Follow the colours of letters and of what they stand on, to tell what is printed white on white."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tinycss2.color3 import RGBA, parse_color

_INK = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]{1,60})")
_PAPER = re.compile(r"(?:^|[;\s])background(?:-color|-image)?\s*:\s*([^;!]{1,200})")
_LIFTED = re.compile(r"position\s*:\s*(?:absolute|fixed)")  # it may stand over a picture
_INHERITED = ("inherit", "initial", "unset")
_NO_GROUND = (*_INHERITED, "none", "transparent")
_PARTS = re.compile(r"[^\s()]+(?:\([^()]*\))?")
_NEAR = 0.02  # shares of a colour that no eye tells apart

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
CLEAR: Colour = (-1.0, -1.0, -1.0)  # letters through which their ground is seen


class Look(NamedTuple):
    """Say how letters are seen: whether they have a size, their colour and that below them; None is not known."""

    sized: bool = True
    ink: Colour | None = BLACK
    paper: Colour | None = WHITE

    @property
    def is_seen(self) -> bool:
        """Say whether anybody can see them."""
        if not self.sized or self.ink is None or self.paper is None:
            return self.sized
        return self.ink != CLEAR and any(
            abs(one - other) > _NEAR for one, other in zip(self.ink, self.paper, strict=True)
        )

    def within(self, attributes: Mapping[str, str], style: str) -> Look:
        """Return how letters are seen in an element with these attributes, and what is declared of it."""
        ink, paper = self.ink, self.paper
        if "color" in attributes:
            ink = _colour(attributes["color"])
        if "bgcolor" in attributes or "background" in attributes:
            paper = _colour(attributes.get("bgcolor", "")) if "background" not in attributes else None
        if "color" in style and (said := _INK.search(style)) and said[1].strip() not in _INHERITED:
            ink = CLEAR if _is_clear(said[1]) else _colour(said[1])
        if "background" in style:
            for ground in _PAPER.findall(style):
                paper = paper if ground.strip() in _NO_GROUND else _ground(ground)
        if "position" in style and _LIFTED.search(style):
            paper = None
        return Look(self.sized, ink, paper)


@lru_cache(maxsize=1024)
def _colour(said: str) -> Colour | None:
    """Return a colour that covers what is below it, None where it is not known."""
    found = parse_color(said.strip())
    if not isinstance(found, RGBA) or found.alpha < 1:
        return None
    return found.red, found.green, found.blue


@lru_cache(maxsize=1024)
def _is_clear(said: str) -> bool:
    found = parse_color(said.strip())
    return isinstance(found, RGBA) and found.alpha == 0


def _ground(said: str) -> Colour | None:
    """Return the one colour of a ground; of a picture or several colours it is not known."""
    colours = [one for part in _PARTS.findall(said) if (one := _colour(part))]
    return colours[0] if len(colours) == 1 and "url(" not in said and "gradient" not in said else None
