"""Quote the sentence of a figure: whole, or of one without an end the part round the figure."""

from __future__ import annotations

LONGEST = 1000  # characters; whole sentences of communiqués with long lists have up to 900
_SEARCHED = 200  # characters in which a clause is sought to begin or end with
_ENDS = "，；;。！？、|\t\n"  # no comma or point that may stand in a number
_CUT = "…"


def quoted(text: str, sentence: tuple[int, int], figure: tuple[int, int]) -> str:
    """Return the sentence that holds a figure; of a longer one the clauses round it, … for what is left out."""
    start, end = sentence
    if end - start <= LONGEST:
        return text[start:end].strip()
    before = max(start, min(figure[0] - LONGEST // 2, end - LONGEST))
    behind = min(end, before + LONGEST)
    first = next(
        (at for at in range(before, min(before + _SEARCHED, figure[0])) if text[at - 1] in _ENDS), before
    )
    last = next(
        (at for at in range(behind, max(behind - _SEARCHED, figure[1]), -1) if text[at - 1] in _ENDS), behind
    )
    first, last = first if before > start else start, last if behind < end else end
    return f"{_CUT if first > start else ''}{text[first:last].strip()}{_CUT if last < end else ''}"
