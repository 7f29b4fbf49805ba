"""Cut unwrapped text into sentences."""

import re
from bisect import bisect_left

# A sentence ends at 。！？!? with the closing marks after it, and at a paragraph's end. 「增长3。1%」 is a
# misread decimal point, no end; 「位列第6。2025年」 is one. A ? or ! inside an address (?id=3) ends nothing.
END = re.compile(
    r"[。！？!?\n](?:(?<=\n)|(?:(?<=[！？])|(?<=[!?])(?![\w=&/])|(?<=。)(?:(?<!\d。)|(?!\d{1,4}(?![\d年月日时、.．]))))"
    r"[。！？!?]*[”’」』〞＂\"'）)】》]*+)"
)
SPACE = " \t\r\n\u3000\xa0"


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of `text`, in order, without the white space around it.

    A semicolon stays inside: 「A，增长1%；B，增长2%。」 is one sentence. Linear in the text.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in END.finditer(text):
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a span without the white space around it, if anything is left."""
    part = text[start:end]
    stripped = part.lstrip(SPACE)
    start += len(part) - len(stripped)
    end = start + len(stripped.rstrip(SPACE))
    if end > start:
        found.append((start, end))


def spans_within(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of an ordered list that begin inside text[start:end]."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]
