"""Decide which line breaks stand inside a paragraph.

A line joins the next one where it fills its column and ends in mid-sentence, or where the text itself shows
that it was cut: an open bracket, a comma, a number without its unit.
"""

import re
from collections import Counter
from functools import cache
from unicodedata import category

from pipeline.datelines import (
    LONGEST,
    any_of,
    caption_marks,
    dateline,
    is_byline,
    is_credit,
    label,
    numbered,
    words,
)
from pipeline.lines.columns import (
    COMMA,
    FIRST_CHARACTERS,
    FIRST_LINE,
    PAUSE,
    PUNCTUATION,
    SHORTEST,
    Line,
    Page,
    measure,
)

NEVER_FIRST = frozenset("，。、；：！？,;:!?)》”’」』%‰")  # no paragraph starts with them
BRACKETS = (("(", ")"), ("《", "》"), ("“", "”"), ("「", "」"))
SENTENCE_END = re.compile(r"[。！？；!?;]")
SPACED = re.compile(r"[\u4e00-\u9fff”」] +[\u4e00-\u9fff“「]")  # 创新赋能 积蓄长远发展潜力
CELLS = re.compile(r"\t|\|[^|]{0,40}\||\S {2,}\S.{0,40}? {2,}\S")  # a row of a table
# 「青禾经济开发区2025⏎年预算执行情况：」, but not the figure of a row before 「年末常住人口」
YEAR_END, YEAR_GOES_ON = re.compile(r"[一-鿿)）](?:19|20)\d\d$"), re.compile("年(?![末初底均产度内终])")
# 「31.⏎2亿元」, but not 「1.⏎2亿元项目」, the number of an item that stands alone
POINT_END, FRACTION = re.compile(r"[一-鿿]\d{1,6}\.$"), re.compile(r"\d{1,4}(?=\D)")
HANGING = 6  # half-widths of the marks that may hang over the end of a column: 80%。”
SHAPES, CJK_SIGNS, EMOJI = 0x25A0, 0x3200, 0x1F000  # first code points; of ㎡ and ㈠ none opens a list
_NUMERALS = frozenset("一二三四五六七八九十")
LONG = 40  # characters; no longer line is a heading


def joins(lines: list[Line]) -> list[bool]:
    """Tell for each line but the last whether the next one continues it. Linear in the text."""
    if len(lines) < 2:
        return []
    page = measure(lines)
    hint = _hint()
    apart = [
        (hint.search(text) is not None and _apart(text)) or _ends_in_figures(text) for text in page.texts
    ]
    items = _items(page.texts)
    joined: list[bool] = []
    after = False  # whether line k continues the line before it
    for k in range(len(lines) - 1):
        if apart[k] or apart[k + 1] or items[k + 1] or _opens(page, k + 1, after=after):
            after = False
        else:
            after = _fills(page, k, after=after) or _cut(page, k)
        joined.append(after)
    return _prose_only(page, joined)


@cache
def _hint() -> re.Pattern[str]:
    """Match any line that may stand apart; most lines of prose hold none of it."""
    first = "".join({word[0] for name in ("roles", "credits") for word in words()[name]})
    return re.compile(rf"[\t|:{first} ](?:(?<! )|(?= ))")


def _apart(text: str) -> bool:
    """Tell whether a line is a row of a table, a byline, a credit or a label, which join nothing."""
    if CELLS.search(text) or label().match(text):
        return True
    return len(text) <= LONGEST and (is_byline(text) or is_credit(text)) and not dateline().match(text)


def _ends_in_figures(text: str) -> bool:
    """Tell whether a line is a row of a table by its last figures."""
    return (text[-1].isdigit() or text[-1] == "%") and _figures().search(
        text, max(0, len(text) - LONG)
    ) is not None


@cache
def _figures() -> re.Pattern[str]:
    """Match the end of a row in the figure of its label, or in two: 「常住人口(万人):42.3」, 「常住人口 42.1 42.3」."""
    unit = rf"\((?:[十百千万亿]{{0,2}}(?:{any_of('units_go_on')})|[%‰])\)"
    return re.compile(rf"(?:{unit}[ :]{{0,9}}| -?[\d.,]{{1,16}}%? )-?\d[\d.,]{{0,16}}%?$")


def _opens(page: Page, k: int, *, after: bool) -> bool:
    """Tell whether line k starts something new: an indented paragraph, a dateline, a caption, a heading."""
    text = page.texts[k]
    if page.lines[k].indented or text[0] in caption_marks():
        return True
    if dateline().match(text) or _heads_section(page, k):
        return True
    if k and page.ends[k - 1] > COMMA and text[0] in _NUMERALS and numbered().match(text):
        return True  # 「二、」 behind a full stop
    if page.ends[k] >= PAUSE or page.column[k] or (page.marked[k] and PUNCTUATION.search(text, 4)):
        return False
    if numbered().match(text):
        return True
    alone = page.lines[k].gap and (k + 1 == len(page.lines) or page.lines[k + 1].gap)
    return alone and after and not page.lines[k - 1].gap and not page.marked[k]


def _items(texts: list[str]) -> list[bool]:
    """Tell of each line whether it begins as an item of a list does: with a sign (●, ✅), or a dash as other lines do."""
    dashes = [next((one for one in words()["dashes_of_items"] if text.startswith(one)), "") for text in texts]
    counts = Counter(dashes)
    return [
        (bool(dash) and counts[dash] > 1)
        or (category(text[0]) == "So" and not CJK_SIGNS <= ord(text[0]) < EMOJI and ord(text[0]) >= SHAPES)
        for text, dash in zip(texts, dashes, strict=True)
    ]


@cache
def _goes_on() -> re.Pattern[str]:
    """Match the start of a line that continues a number: 「亿元，较上年」, 「家，增长」."""
    return re.compile(rf"(?:{any_of('numbers_go_on')})|(?:{any_of('units_go_on')})(?=[，。；、,;)(])")


def _cut(page: Page, k: int) -> bool:
    """Tell whether the text itself shows that line k was cut before line k + 1."""
    text, following = page.texts[k], page.texts[k + 1]
    if (following[0] in NEVER_FIRST and len(text) > 1) or cut_at_point(text, following):
        return True
    if page.ends[k] >= PAUSE or len(text) < SHORTEST:
        return False
    prose = page.ends[k + 1] >= PAUSE or page.marked[k + 1]
    if page.ends[k] == COMMA:
        return prose or page.full[k]
    if text[-1] == ".":
        return following[0].isdigit()
    if YEAR_END.search(text) and YEAR_GOES_ON.match(following):
        return True
    return (text[-1].isdigit() and _goes_on().match(following) is not None) or _bracket_open(text, following)


def cut_at_point(text: str, following: str) -> bool:
    """Tell of two folded lines whether a number is cut beside its point: 「产值达31.⏎2亿元」, 「产值达31⏎.2亿元」."""
    if text[-1].isdigit():
        return following[0] == "." and following[1:2].isdigit()
    rest = FRACTION.match(following) if text[-1] == "." and POINT_END.search(text) else None
    if rest is None:
        return False
    return following[rest.end()] == "%" or _goes_on().match(following, rest.end()) is not None


def _bracket_open(text: str, following: str) -> bool:
    """Tell whether a bracket or quotation that a line leaves open is closed in the next one."""
    for opening, closing in BRACKETS:
        if text.rfind(opening) > text.rfind(closing):
            here = following.find(closing)
            return here >= 0 and following.find(opening, 0, here) < 0
    return False


def _fills(page: Page, k: int, *, after: bool) -> bool:
    """Tell whether line k fills its column and line k + 1 can be the next line of the same paragraph."""
    if page.ends[k] >= PAUSE:
        return _full_stop(page, k, after=after)
    text = page.texts[k]
    if after and page.full[k] and page.full[k + 1] and _no_longer(page, k):
        return True
    shorter = _no_longer(page, k)
    plain = not page.marked[k]
    if not after and (_heads_section(page, k) or (plain and _headline(page, k))):
        return False
    ended = page.ends[k + 1] >= PAUSE
    prose = ended or page.marked[k + 1]
    gap = page.lines[k + 1].gap
    if page.full[k]:
        fits = shorter or page.widths[k + 1] <= page.widths[k] + FIRST_LINE
        fits = fits or page.lengths[k + 1] <= page.lengths[k] + FIRST_CHARACTERS
        if fits and (prose or page.full[k + 1]):
            return True
    if len(text) >= LONG and gap and not plain:  # a paragraph cut by the column: 体现在实绩上⏎⏎来。
        return prose
    shorter = shorter and len(text) > SHORTEST
    alike = abs(page.widths[k + 1] - page.widths[k]) <= 3 or page.lengths[k + 1] == page.lengths[k]
    return shorter and (ended and not gap if plain else ended or (alike and prose))


def _heads_section(page: Page, k: int) -> bool:
    """Tell whether line k is a numbered heading by its last word: 「二、2024年预期目标」, though the next is as long."""
    text = page.texts[k]
    number = numbered().match(text)
    if number is None or PUNCTUATION.search(text, number.end()):
        return False
    goes_on = "".join(page.texts[k + 1 : k + 2]).startswith(tuple(words()["headings_go_on"]))
    return text.endswith(tuple(words()["ends_of_headings"])) and not goes_on


def _headline(page: Page, k: int) -> bool:
    """Tell whether line k, which has no punctuation, is a heading rather than a first line."""
    text = page.texts[k]
    if (k == 0 or page.lines[k + 1].gap) and text.endswith(tuple(words()["ends_of_titles"])):
        return True  # 「…统计公报」 above a line that happens to be as long
    if page.column[k] and page.lengths[k + 1] == page.lengths[k]:
        return False
    if dateline().match(text):
        return False
    if SPACED.search(text) or numbered().match(text):
        return True
    return page.lines[k + 1].gap and not page.column[k]


def _full_stop(page: Page, k: int, *, after: bool) -> bool:
    """Tell whether line k ends its sentence at the very end of the column, and the paragraph goes on."""
    last = len(page.lines) - 1
    if page.lines[k + 1].gap and not all(page.lines[i].gap for i in (k, k + 2) if 0 < i <= last):
        return False  # empty lines divide the paragraphs here
    near = k - 1 if after else k + 1  # a line that shows the width
    if page.ends[near] >= PAUSE and not (page.column[k] and page.cut_near[k]):
        return False
    wider, longer = page.widths[k] - page.widths[near], page.lengths[k] - page.lengths[near]
    fills = longer == 0 or -4 <= wider <= HANGING
    if not fills or page.lengths[k] < SHORTEST:
        return False
    if page.column[k + 1] or (page.ends[k + 1] >= PAUSE and _no_longer(page, k)):
        return True
    return near > k and page.marked[near]


def _no_longer(page: Page, k: int) -> bool:
    """Tell whether line k + 1 is at most as long as line k, in width or in characters."""
    return page.widths[k + 1] <= page.widths[k] + 2 or page.lengths[k + 1] <= page.lengths[k]


def _prose_only(page: Page, joined: list[bool]) -> list[bool]:
    """Take back the joins of what holds no sentence end: a stack of headlines, a list of names."""
    kept = list(joined)
    first = 0
    for k in range(len(joined) + 1):
        if k < len(joined) and joined[k]:
            continue
        report = k > first and dateline().match(page.texts[first])
        if not report and not any(SENTENCE_END.search(text) for text in page.texts[first : k + 1]):
            kept[first:k] = [_cut(page, i) for i in range(first, k)]
        first = k + 1
    return kept
