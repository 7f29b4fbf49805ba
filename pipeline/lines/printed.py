"""Read what a web page's characters print: invisible ones deleted, entities decoded, bold marks taken off.

Words that are spread out are closed up: 「地 区 生 产 总 值」. No figure is: 「三 万 元」 stays as it is.

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
_HAN, _GAP = "[\u4e00-\u9fff]", "[ \u00a0\u3000]"
# From its first gap on a word of four characters or more with one or two spaces each, which is none behind a figure
_WORD = (
    rf"(?<={_HAN})(?<!{_HAN}{_HAN})(?<!{_HAN}{_GAP}{_HAN})(?<!{_HAN}{_GAP}{{2}}{_HAN})"
    rf"(?<!\d[^年月日])(?<!\d{_GAP}[^年月日])(?P<gap>{_GAP}{{1,2}}){_HAN}(?:(?P=gap){_HAN}){{2,40}}(?!{_HAN})"
)
_YEAR = rf"(?<=[12])(?<!\d[12])(?<!\d{_GAP}[12])(?P<step>{_GAP}{{1,2}})\d(?:(?P=step)\d){{2}}(?P=step)?(?=年)"
_SPREAD = rf"(?={_GAP})(?:{_WORD}|{_YEAR})"
_FAINT = re.compile(rf"[{_INVISIBLE}]+|({_ENTITY})|(\*\*)|(?P<spread>{_SPREAD})")
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿两半]")
_NO_FIGURES = re.compile("零售|[上下]半年|第[一二三]|一般|[一二三]产业?|三次产业|[一二三四]季度")
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
        if match["spread"]:
            if _NUMERAL.search(_NO_FIGURES.sub("", "".join(raw[start - 1 : end].split()))):
                continue
            left = [at for at in range(start, end) if not raw[at].isspace()]
            pieces += [raw[kept:start], *(raw[at] for at in left)]
            offsets += [*range(kept, start), *left]
            kept = end
            continue
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
