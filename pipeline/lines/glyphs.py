"""Read the glyphs whose meaning their neighbours tell, one character to one: list numbers, bullets, lost characters."""

import re
from functools import cache

from pipeline.words import words_of

LOST = "\ufffd"  # what fold() makes of a character that was lost on the way
BULLET = "●"  # what fold() makes of pictures and bullets
_PRIVATE = "\ue000"  # what fold() makes of a glyph that only a font knows
_HAN = r"[\u4e00-\u9fff]"
_PROSE = re.compile("[，。；！？]")
NUMERAL = "[一二三四五六七八九十]{1,3}"  # of a heading or an item
# What marks an item of a list, no part of what it says: 「1、全县…」, 「(一)全县…」, 「——全县…」, 「●全县…」.
ITEM = (
    rf"(?:[●·]{{1,3}}|—{{2}}|[—–-](?![0-9])|{NUMERAL}、(?!{NUMERAL}[、产季次线级])|\d{{1,2}}、(?!\d{{1,2}}[、月季日])"
    rf"|\((?:{NUMERAL}|\d{{1,2}})\)) {{0,2}}"  # not 「一、二、三产业结构」, 「1、2月份」
)
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"  # which may be that of a page where it opens a line
# An item whose first sentence tells a figure, as no heading does, not even one run into its sentence (「八、财政 全年…」).
_TELLS = re.compile(
    rf"^{ITEM}(?!{_DAY}|[一-鿿、]{{2,14}} )(?=[^。\n\t|]{{2,200}}?\d ?[%‰万亿元人家个户项吨亩公所张件次][^\n\t|]*。)",
    re.MULTILINE,
)
_AROUND = 60  # characters that tell a line of prose
_FIGURE = r"\d[\d.,]{0,11}"


@cache
def _told() -> re.Pattern[str]:
    """Compose the glyphs that need a look around them."""
    words = words_of("folding")
    zeros = "".join(words["zeros"])
    numerals = f"[{zeros}{words['numerals']}]"
    return re.compile(
        rf"(?P<keycap>[0-9#*]\u20e3)"
        rf"|(?P<bullet>(?<![^\s，。；、:●]){_PRIVATE})|(?P<lost>{_PRIVATE})"
        rf"|(?P<pair>(?<={_HAN})\?{_FIGURE}(?:\??[~—-]\??{_FIGURE})?\?(?={_HAN}|%))"
        rf"|(?P<space>(?<={_HAN})(?<![{words['asking']}])\?(?={_HAN})|(?<=[12]\d{{3}})\?(?=年))"
        rf"|(?P<gone>(?<=\d)\?(?=\w)|(?<=\w)(?<![{words['asking']}])\?(?=\d))"
        rf"|(?P<ring>(?<!{numerals})○(?!{numerals}))"
        rf"|(?<![^ \n])(?P<folio>[-—–·](?P<inner> ?)\d{{1,3}}(?P=inner)[-—–·])(?![^ \n])"
        rf"|(?:(?<=[\s。；;●:])|^)(?:\d{{1,2}}|{NUMERAL})(?P<point>\.)(?=[^\d\s.]| {{1,2}}(?:[^\d\s.]|[12]\d{{3}}年))"
    )


def read_glyphs(text: str) -> str:
    """Return folded text with each such glyph read as what it stands for; the length never changes.

    1⃣ and a private-use glyph before a clause are bullets, ○ is one where no numeral stands beside it, 「1.接待游客」 and
    「1. 接待游客」 open an item. What marks an item that tells a figure becomes breaks: it opens as any paragraph does.
    A "?" has replaced a space in 「2024?年」, 「全县?接待」 and on both sides of 「游客?356?万」, but 「增加值?8.95亿」 may
    have lost a digit. The number of a page within a sentence is nothing: 「增长 —9— 9.3%」.
    """
    return _TELLS.sub(lambda item: "\n" * len(item[0]), _told().sub(_read, text))


def _is_folio(match: re.Match[str]) -> bool:
    """Say whether a number between two dashes stands in a line of prose and in the midst of no other number."""
    first, mark, text = match.start(), match["folio"][0], match.string
    before = text[max(0, first - _AROUND) : first].rpartition("\n")[2]
    behind = text[match.end() : match.end() + _AROUND].partition("\n")[0]
    parted = before.rstrip()[-1:].isdigit() and behind.lstrip()[:1].isdigit()
    prose = (before + behind).strip() and _PROSE.search(before + behind)
    return match[0].endswith(mark) and bool(prose) and not parted and "\t" not in before + behind


def _read(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if match["folio"]:
        return " " * len(match[0]) if _is_folio(match) else match[0]
    if kind == "point":
        return match[0][:-1] + "、"
    if kind in ("lost", "gone"):
        return LOST
    if kind == "pair":
        return match[0].replace("?", " ")
    return " " if kind == "space" else BULLET * len(match[0])
