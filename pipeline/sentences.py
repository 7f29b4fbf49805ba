"""Cut unwrapped text into sentences."""

import re
from bisect import bisect_left
from itertools import pairwise

from pipeline.datelines import dateline
from pipeline.lines.gaps import LOST_BREAK
from pipeline.lines.glyphs import ITEM, NUMERAL
from pipeline.quantities.units import alternation
from pipeline.words import words_of

# A sentence ends at 。！？!? with the closing marks after it, and at a paragraph's end. 「增长3。1%」 is a
# misread decimal point, no end; 「位列第6。2025年」 is one. A ? or ! inside an address (?id=3) ends nothing.
END = re.compile(
    r"[。！？!?\n](?:(?<=\n)|(?:(?<=[！？])|(?<=[!?])(?![\w=&/])|(?<=。)(?:(?<!\d。)|(?!\d{1,4}(?![\d年月日时、.．]))))"
    r"[。！？!?]*[”’」』〞＂\"'）)】》]*+)"
)


def _run_in() -> re.Pattern[str]:
    """Return the pattern of a heading that a page has run into its first sentence.

    A number tells it (「八、财政金融 全年一般公共预算收入…」), or what it names and how its sentence opens (「工业经济
    全年…」). Where more words are parted so (「工业经济 全年 实现…」) a space ends nothing.
    """
    bindings, spaced = words_of("bindings"), words_of("bindings")["headings_spaced"]
    numbered = f"(?:{NUMERAL}、|[（(]{NUMERAL}[）)])[一-鿿、]{{2,14}}[ \u3000\xa0]+(?=[一-鿿]|[0-9—~至-]{{1,8}} ?[年月季])"
    names = alternation([*words_of("tables")["sections"], *bindings["headings_run_in"], *spaced["names"]])
    name = f"(?:{names})(?:{alternation(spaced['tails'])})?"
    own = [word for group in words_of("cues")["own"] for word in group]
    opens = alternation([*bindings["spans_of_reports"], *bindings["above_scale"], *spaced["behind"], *own])
    named = f"{name}(?:[、和与及 ]?{name}){{0,2}}[ \u3000\xa0]+(?=(?:{opens})[^ ]|[12][0-9]{{3}}年[^ ])"
    return re.compile(f"{numbered}|{named}")


RUN_IN = _run_in()
# Words that only say that somebody told what follows: 「据统计，全县…」 is read as 「全县…」. 「据初步核算」 says more.
LEAD = re.compile(f"(?:{alternation(words_of('bindings')['leads_neutral'])})[，,：:]")
_ITEM = re.compile(ITEM)
_MOST_HEADINGS = 2  # run into one sentence
SPACE = " \t\r\n\u3000\xa0"
LONGEST = 3000  # characters; communiqués with long lists have up to 900, and what has more is no sentence
CLAUSE_ENDS = "，；、;"
_SEARCHED = 500  # characters in which the end of a clause is sought


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of `text`, in order, without the white space around it.

    A semicolon stays inside: 「A，增长1%；B，增长2%。」 is one sentence. Linear in the text. What goes on without an end is
    cut behind a clause, for a figure is looked at with all that its sentence says.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*(match.end() for match in END.finditer(text)), len(text)):
        while end - start > LONGEST:
            cut = _behind_a_clause(text, start + LONGEST)
            _add(found, text, start, cut)
            start = cut
        _add(found, text, start, end)
        start = end
    return found


def _behind_a_clause(text: str, place: int) -> int:
    """Return where the last clause before a place ends, the place itself where none does nearby."""
    ends = (text.rfind(mark, place - _SEARCHED, place) + 1 for mark in CLAUSE_ENDS)
    return max(ends) or place


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a span without the white space around it, if anything is left."""
    start, end = _stripped(text, start, end)
    if told := dateline().match(text, start, end):
        start, end = _stripped(text, told.end(), end)
    if (item := _ITEM.match(text, start, end)) and not RUN_IN.match(text, start, end):
        start, end = _stripped(text, item.end(), end)
    if lead := LEAD.match(text, start, end):
        start = lead.end()
    ends = [
        start
    ]  # of each piece; a heading may lead another: 「九、人民生活和社会保障 人民生活 全年居民收入…」
    while len(ends) <= _MOST_HEADINGS and (heading := RUN_IN.match(text, ends[-1], end)):
        ends.append(heading.end())
    ends += [*(lost.end() for lost in LOST_BREAK.finditer(text, start, end)), end]
    for first, last in pairwise(ends):
        kept = len(text[first:last].rstrip(SPACE))
        if kept:
            found.append((first, first + kept))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space around it."""
    part = text[start:end]
    start += len(part) - len(part.lstrip(SPACE))
    return start, start + len(text[start:end].rstrip(SPACE))


def spans_within(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of an ordered list that begin inside text[start:end]."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]
