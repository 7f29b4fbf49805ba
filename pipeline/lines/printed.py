"""Read what a web page's characters print: invisible ones deleted, entities decoded, bold marks taken off.

Each character left keeps its offset in the raw text, so that spans lead back: 35<ZWSP>6万 is 356万, five characters long.
"""

import re
from html import unescape

# Unicode's Default_Ignorable_Code_Point: soft hyphen, joiners, zero-width spaces, marks of direction, byte-order mark,
# Hangul fillers, variation selectors, tags. Python's unicodedata does not hold the property.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ENTITY = r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});"  # &nbsp; &#8203;
_FAINT = re.compile(rf"[{_INVISIBLE}]+|({_ENTITY})|(\*\*)")
_UNSEEN = re.compile(rf"[{_INVISIBLE}]")
# **356**万人次, but not 3**万
_OPEN = re.compile(r"(?<![\d*])\*\*(?=[^*\n]{1,80}\*\*(?!\*))")


def printed(raw: str) -> tuple[str, list[int] | None]:
    """Return what `raw` prints, and for each of its characters the offset in `raw`; None where nothing changed."""
    pieces: list[str] = []
    offsets: list[int] = []
    kept = 0
    closing = -1
    for match in _FAINT.finditer(raw):
        start, end = match.span()
        shown = ""
        if match[1]:
            shown = _decoded(match[1])
            if shown == match[1]:
                continue
        elif match[2] and start != closing:
            if not _OPEN.match(raw, start):
                continue
            closing = raw.index("**", end)
        pieces += [raw[kept:start], shown]
        offsets += [*range(kept, start), *[start] * len(shown)]
        kept = end
    if not kept:
        return raw, None
    pieces.append(raw[kept:])
    offsets += range(kept, len(raw))
    return "".join(pieces), offsets


def printed_end(raw: str, at: int) -> int:
    """Return where what prints one character at `at` ends: behind the whole of an entity."""
    entity = _FAINT.match(raw, at) if raw[at] == "&" else None
    return entity.end() if entity and entity[1] and _decoded(entity[1]) != entity[1] else at + 1


def _decoded(entity: str) -> str:
    """Return the space or mark that an entity stands for, "" for an invisible one, itself where it may be of a figure."""
    shown = unescape(entity)
    if len(shown) != 1 or shown.isalnum() or shown in "%‰.,+-−" or shown in "\r\n":
        return entity
    return "" if _UNSEEN.match(shown) else shown
