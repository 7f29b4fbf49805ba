"""Quote the sentence of a figure: whole, or of one without an end the part round the figure."""

from __future__ import annotations

from itertools import chain

from pipeline.lines import Flow
from pipeline.sentences import CLAUSE_ENDS, LEAD

LONGEST = 1000  # characters; whole sentences of communiqués with long lists have up to 900
_LONGEST_LEAD = 8  # characters of 「据了解到，」
_SEARCHED = 200  # characters in which a clause is sought to begin or end with
_ENDS = "，；;。！？、|\t\n"
_NUMBER = frozenset("0123456789０１２３４５６７８９.,．")
_CUT = "…"


def quoted(page: Flow, sentence: tuple[int, int], figure: tuple[int, int]) -> str:
    """Return the sentence that holds a figure as printed; of a longer one the clauses round it, … for what is left out."""
    text = page.display
    start, end = sentence
    near = LEAD.finditer(text, max(0, start - _LONGEST_LEAD), start)
    start = next((lead.start() for lead in near if lead.end() == start), start)
    first, last = start, end
    if end - start > LONGEST:
        first = max(start, min(figure[0] - LONGEST // 2, end - LONGEST))
        last = min(end, first + LONGEST)
        first = _edge(text, range(first, min(first + _SEARCHED, figure[0] + 1))) if first > start else start
        last = _edge(text, range(last, max(last - _SEARCHED, figure[1] - 1), -1)) if last < end else end
    # What has no end came in parts, each cut behind a clause.
    before = first > start or (start > 0 and text[start - 1] in CLAUSE_ENDS)
    behind = last < end or (
        text[end - 1] in CLAUSE_ENDS and not text[end : end + 1].isspace() and end < len(text)
    )
    return f"{_CUT if before else ''}{page.printed(first, last).strip()}{_CUT if behind else ''}"


def _edge(text: str, places: range) -> int:
    """Return the first place at which a clause ends, else the first that is in no number."""
    ends = (at for at in places if text[at - 1] in _ENDS)
    apart = (at for at in places if not _in_number(text, at))
    return next(chain(ends, apart), places.start)


def _in_number(text: str, at: int) -> bool:
    """Say whether a number goes on across a place: 1,2|34.5."""
    return text[at - 1] in _NUMBER and text[at] in _NUMBER
