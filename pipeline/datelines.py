"""Know a line that is no prose: dateline, byline, caption, credit, label, numbered heading.

All patterns are composed from `words/datelines.yaml` and read folded text. Every repeat is bounded, and a
line longer than `LONGEST` characters is never a byline, credit or heading: all are linear in the text.
"""

import re
from functools import cache
from typing import Any

from pipeline.words import words_of

_PAGE = r"(?:第?[A-Z]?\d{1,3}版|[A-Z]\d{1,2}|第\d{1,6}期)"  # of a newspaper
LONGEST = 60  # characters; no byline or heading is longer


@cache
def words() -> dict[str, Any]:
    """Return the word lists of `words/datelines.yaml`."""
    lists: dict[str, Any] = words_of("datelines")
    return lists


def any_of(*names: str) -> str:
    """Return an alternation of word lists, longest word first."""
    listed = (word for name in names for word in words()[name])
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


def is_newspaper(name: str) -> bool:
    """Tell whether a publisher is a newspaper by what its name ends in: 江门日报, and not 怀化市统计局."""
    return name.endswith(tuple(words()["papers"]))


@cache
def dateline() -> re.Pattern[str]:
    """Match 「江门日报讯（记者/谌磊）」 at the start of an article; group `paper` is the newspaper or who else reports.

    The bracket may be cut off by the line's end. 「本报」 leaves `paper` empty.
    """
    name = r"[\u4e00-\u9fff]"
    agency = rf"(?:{any_of('agencies')})"
    written = rf"(?= {{0,3}}\([^()\n]{{0,4}}(?:{any_of('roles')}))"
    houses = (
        rf"{name}{{1,10}}?(?:{any_of('papers')}){agency}?",
        rf"{name}{{0,10}}?{agency}{{1,2}}",
        rf"{name}{{1,10}}?(?:{any_of('named_wires')}){written}",
        rf"{name}{{2,12}}?(?=(?:{any_of('wires')}){written})",  # whoever it is: 微桃源讯（记者 谌磊）
    )
    own = any_of("own_papers")
    paper = rf"(?:(?!{any_of('told_by')}|{own})(?P<paper>{'|'.join(houses)})|(?:{own}))"
    wire = rf"(?:(?:{any_of('wires')})(?= {{0,3}}\(|[ ,，:]|\d)|(?:{any_of('wires_before_brackets')})(?= {{0,3}}[(:]))"
    where = r"(?P<where>[\u4e00-\u9fff]{0,6}\d{0,2}月?\d{0,2}日?)"
    named = any_of("named_wires")
    reporters = r"(?: {0,3}\([^()\n]{0,80}\)?)?"
    return re.compile(rf"{paper}(?:(?<={named}){written}|{where}{wire}){reporters}")


@cache
def byline() -> re.Pattern[str]:
    """Match a whole line that names its writers: 「文/图 江门日报记者 湛磊 通讯员 鹤财宣」."""
    divided = "[" + "".join(re.escape(mark) for mark in words()["role_divisions"]) + "]{1,3}"
    one = rf"[\u4e00-\u9fff·]{{0,10}}?(?:{any_of('roles')}){divided}"
    names = r"[\u4e00-\u9fffA-Za-z·]{2,8}(?:[ 、,][\u4e00-\u9fff·]{2,4}){0,4}"
    return re.compile(rf"\(?(?:{one}(?:{names})?[ 、,]{{0,3}}){{1,4}}\)?")


@cache
def label() -> re.Pattern[str]:
    """Match the start of a page's own data: 「发布时间：2026-05-12」, 「【 字体：大 中 小 】」."""
    return re.compile(rf"[【\[( ]{{0,3}}(?:{any_of('labels')}) ?:")


@cache
def credit() -> re.Pattern[str]:
    """Match the end of a caption: 「景区供图」, 「 谌磊 摄」."""
    return re.compile(rf"(?:^|[ (。])[\u4e00-\u9fff]{{0,12}} ?(?:{any_of('credits')})\)?$")


@cache
def numbered() -> re.Pattern[str]:
    """Match the number of a section heading: 「一、」, 「（二）」, 「第三章」, 「第四部分」, 「1.」."""
    digits = f"[{words()['heading_digits']}]{{1,3}}"
    return re.compile(
        rf"(?:{digits}[、.．]|\({digits}\)|第{digits}(?:[章节篇编]|部分)|\(?\d{{1,2}}(?:[、．)]|\.(?!\d)))"
    )


@cache
def signature() -> re.Pattern[str]:
    """Match a whole line that is an office or a day, no title: 「某市统计局」, 「（2026年3月31日）」."""
    return re.compile(
        rf"[\u4e00-\u9fff ]{{2,40}}(?:{any_of('offices')})|\(?\d{{4}}年\d{{1,2}}月\d{{1,2}}日\)?"
    )


@cache
def beside_day() -> str:
    """Return a pattern of what stands beside the day of a page: its paper, weekday, time and number."""
    weekday = rf"(?:{any_of('weekdays')})[一二三四五六日天]"
    paper = rf"[\u4e00-\u9fff]{{2,10}}(?:{any_of('papers', 'agencies')})"
    return rf"(?:{weekday}|\d{{1,2}}:\d{{2}}(?::\d{{2}})?|{_PAGE}|{paper})"


@cache
def folio() -> re.Pattern[str]:
    """Match a whole line that says of which day a page is: 「湖州日报 2025年4月15日 星期二 第3版」."""
    day = r"\d{4}(?:年\d{1,2}月\d{1,2}日|(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2})"
    around = rf"(?:{beside_day()}[ |()\[\]/]{{0,3}}){{0,4}}"
    return re.compile(rf"[(\[]?{around}(?P<day>{day})[ |()\[\]/]{{0,3}}{around}")


def is_folio(line: str) -> bool:
    """Tell whether a folded, stripped line gives the day of a page with its paper, weekday or number; not a day alone."""
    found = folio().fullmatch(line) if len(line) <= LONGEST else None
    return found is not None and len(found["day"]) + 2 < len(line)


def is_byline(line: str) -> bool:
    """Tell whether a folded, stripped line is a byline and nothing else."""
    return len(line) <= LONGEST and byline().fullmatch(line) is not None


@cache
def caption_marks() -> frozenset[str]:
    """Return the marks that open a picture's caption: ▲◀."""
    return frozenset(words()["caption_marks"])


def is_credit(line: str) -> bool:
    """Tell whether a folded, stripped line closes a caption: 「踏青郊游的好去处。 景区供图」."""
    return len(line) <= LONGEST and credit().search(line) is not None


@cache
def path() -> re.Pattern[str]:
    """Match what only the path to a page has: 当前位置, or a name between two of its marks."""
    web = words_of("web_pages")
    marks = "".join(map(re.escape, web["path_marks"]))
    opens = "|".join(map(re.escape, web["path_words"]))
    return re.compile(rf"(?:{opens})|[{marks}][^{marks}]{{1,40}}[{marks}]|--*[{marks}]")


def is_path(line: str) -> bool:
    """Tell whether a line is the path to its page: 「首页 > 政务公开 > 统计公报」; 「产值100→120→150」 tells of figures."""
    prose = any(mark in "，,。；;0123456789" for mark in line)
    return len(line) <= LONGEST and not prose and path().search(line) is not None
