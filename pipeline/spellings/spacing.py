"""Change the spaces of a text as pages do, and its figures as scanning does."""

from __future__ import annotations

import re
from random import Random
from typing import Any

OPEN, CLOSE = "\ue000", "\ue001"  # private characters that carry a figure's span through a change of spaces
_FIGURE = r"[0-9][0-9,.]*"
_SEAM = re.compile(
    rf"(?<=[^\x00-\x7f{OPEN}{CLOSE}])[{OPEN}{CLOSE}]?(?={_FIGURE})|(?<=[0-9%])(?=[{OPEN}{CLOSE}]?[\u4e00-\u9fff])"
)


def spaced(text: str, words: dict[str, Any], rng: Random) -> str:
    """Return a text with one kind of mark at every seam between a figure and Chinese, or with no space at all."""
    way: str = rng.choice([*words["seams"], "none"])
    if way == "none":
        return text.replace(" ", "")
    mark: str = words["seams"][way]
    return _SEAM.sub(lambda seam: mark + seam.group(), text)


def scanned(figure: str, words: dict[str, Any], rng: Random) -> str:
    """Return a figure with one fault of scanning: a letter for a digit, or a broken decimal."""
    places = [at for at, c in enumerate(figure) if c in words["scans"]]
    points = [at for at, c in enumerate(figure) if c == "."]
    if points and (not places or rng.random() < 0.4):
        broken: str = rng.choice(words["broken"])
        return figure[: points[0]] + broken + figure[points[0] + 1 :]
    if not places:
        first = next(at for at, c in enumerate(figure) if c.isdigit())
        return figure[: first + 1] + " " + figure[first + 1 :]
    at = rng.choice(places)
    letter: str = rng.choice(words["scans"][figure[at]])
    return figure[:at] + letter + figure[at + 1 :]
