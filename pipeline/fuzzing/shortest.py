"""Cut a text down to what still does what it does."""

from __future__ import annotations

from collections.abc import Callable

_MOST_TRIES = 400


def shortest(text: str, does: Callable[[str], bool]) -> str:
    """Return a text of which no piece can be left out without `does` becoming false, or nearly so.

    Pieces of half the length are left out first, then of a quarter, down to a character; some hundred tries at most.
    """
    size, tries = max(len(text) // 2, 1), 0
    while tries < _MOST_TRIES:
        before, at = text, 0
        while at < len(text) and tries < _MOST_TRIES:
            less = text[:at] + text[at + size :]
            tries += 1
            if does(less):
                text = less
            else:
                at += size
        if size == 1 and text == before:
            break
        size = max(size // 2, 1)
    return text
