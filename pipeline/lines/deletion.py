"""Delete line breaks from a text, and keep the way back to it."""

from collections.abc import Iterable


def without(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, list[int]]:
    """Return `text` without some spans, given in order, and for each character left its offset in `text`."""
    pieces: list[str] = []
    offsets: list[int] = []
    kept = 0
    for start, end in spans:
        pieces.append(text[kept:start])
        offsets.extend(range(kept, start))
        kept = end
    pieces.append(text[kept:])
    offsets.extend(range(kept, len(text)))
    return "".join(pieces), offsets
