"""Read from a document itself when and where it was published."""

import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import accumulate

from pipeline.datelines import any_of, beside_day, dateline, is_byline, words
from pipeline.days import is_plausible
from pipeline.lines import flow
from pipeline.lines.folding import fold
from pipeline.periods import is_traditional
from pipeline.periods.context import republic_year
from pipeline.periods.fragments import WORDS, either

HEAD, TAIL = 8, 6  # lines at the start and the end that may hold the day of publication
MENU = 60  # lines of a web page's menu that may stand before a labelled day, or one with its time
OPENING = 40  # characters of an article in which its first date is the article's own
ERA = rf"(?:{either(WORDS['roc_names'])}) {{0,2}}"
# 112年1月6日 is of the Republic in a text of Taiwan; 98年 alone is of no century that can be told.
PRINTED_YEAR = rf"(?P<year>\d{{4}})|{ERA}(?P<era_year>\d{{1,3}})(?=年)|(?P<bare_year>1[0-3]\d)(?=年)"
# 2024年1-9月 and 2024.1-3 are spans of months.
FULL_DATE = (
    rf"(?P<date>{PRINTED_YEAR})(?:(?P<mark>[-/.])|年)(?P<month>\d{{1,2}})(?(mark)(?P=mark)|月)"
    r"(?P<day>\d{1,2})日?(?![\d月季])"
)
DAY = re.compile(r"(?<![年\d])(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_SPANS = "[-—–~]"
_HALF, _QUARTER = 6, 3  # the last months of the first half and the first quarter of a year
EDGE = 80  # characters of a line in which its label may stand
NAME_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<mark>[-_.年]?)(?P<month>\d{1,2})(?:(?P=mark)|月)(?P<day>\d{1,2})日?(?![\d月季])"
)


def find_published(text: str, file: str = "", *, wrapped: bool = True) -> date | None:
    """Return the day on which a document was published, read from its file name or its text; None if untold.

    A file name with a date comes first, then a full date at the page's head or foot (发布时间：2026-05-12,
    or 2026年5月25日 on a line of its own), then the latest dateline (4月7日) in the latest year that the text
    names as present or past. A day of the first half of a year that the text tells of as over is of no year that
    it names.
    """
    folded = fold(text)
    page = _of_page(folded, roc=is_traditional(text, folded))
    return _of_name(file) or page or _of_datelines(flow(text, wrapped=wrapped).text)


def find_source(text: str, *, wrapped: bool = True) -> str:
    """Return the newspaper of datelines and bylines (江门日报), else what 来源： names, as printed."""
    page = flow(text, wrapped=wrapped)
    lines = page.text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    papers: Counter[str] = Counter()
    stated = ""
    for line, start in zip(lines, starts, strict=False):
        paper = dateline().match(line) or (is_byline(line) and _reporter().search(line))
        if paper and paper["paper"]:
            papers[page.display[start + paper.start("paper") : start + paper.end("paper")]] += 1
        elif not stated and (named := _source_label().search(line[:EDGE])):
            stated = page.display[start + named.start("source") : start + named.end("source")]
    return papers.most_common(1)[0][0] if papers else stated


@cache
def _reporter() -> re.Pattern[str]:
    """Match the newspaper in a byline: 「文/图 江门日报记者 湛磊」."""
    return re.compile(
        rf"(?<![\u4e00-\u9fff])(?P<paper>[\u4e00-\u9fff]{{1,8}}?(?:{any_of('papers', 'agencies')}))"
        rf"[\u4e00-\u9fff]{{0,4}}(?:{any_of('roles')})"
    )


@cache
def _source_label() -> re.Pattern[str]:
    """Match 「来源：江门日报」."""
    name = any_of("source_labels")
    return re.compile(rf"(?:^|[ \[(【|])(?:{name}) ?: {{0,3}}(?P<source>[\u4e00-\u9fffA-Za-z·]{{2,20}})")


@cache
def _dated_line() -> re.Pattern[str]:
    """Match a line that opens with a full date, or names one after a label: 「发稿时间：2021/6/9」.

    Dashes before it are those of a speech: 「——2023年1月5日在青禾县第十九届人民代表大会第三次会议上」.
    """
    label = rf"(?:^|[^\n]{{0,60}}?)(?:{any_of('date_labels')}) ?: {{0,3}}[\[(【]?"
    spoken = "(?P<dashes>[—─―–-]{1,2}) ?"
    return re.compile(
        rf"(?:{label}|[(\[【 ]{{0,3}}|{spoken}){FULL_DATE}(?(dashes)(?=[在于]))(?P<rest>.{{0,40}})"
    )


@cache
def _clocked_line() -> re.Pattern[str]:
    """Match a line that opens with a full date behind its label, or without one before a time of day."""
    label = rf"(?P<label>(?:{any_of('date_labels')}) ?: {{0,3}})?"
    return re.compile(rf"{label}{FULL_DATE}(?(label)| {{0,2}}\d{{1,2}}:\d{{2}})")


@cache
def _paper_line() -> re.Pattern[str]:
    """Match a short line that ends with a full date: 「青禾日报 2019-11-18 10:56」, 「青禾日报 2019年11月18日 第3版」.

    Who wrote it may stand behind it, and behind its time of day WeChat's province: 「2025年4月18日 17:30 湖南」.
    In brackets it may stand behind a longer line: 「——在青禾县第十七届人民代表大会第四次会议上(2020年1月8日)」.
    """
    written = rf"(?:{any_of('roles')})[ :/]{{1,2}}[\u4e00-\u9fff]{{2,4}}"
    behind = rf"(?<=:\d\d) [\u4e00-\u9fff]{{2,3}}|(?: {{1,3}}{written}){{1,3}}"
    beside = rf"(?P<rest>(?: {{1,3}}{beside_day()}){{0,4}}(?:{behind})?)"
    mark = r"[^\n。，,；;！？]"
    return re.compile(
        rf"(?:{mark}{{2,30}} |{mark}{{2,60}}(?P<bracket>[(]) ?){FULL_DATE}(?(bracket) ?[)]){beside}$"
    )


@cache
def _still_to_come() -> str:
    """Return a pattern of what follows a year that is still to come: 2027年前, not 2025年前三季度."""
    part = r"(?:[一二三四五六七八九十两\d]{1,2}(?:个?月|季度)|半年)"
    return rf"(?:{any_of('before')})(?!{part})"


@cache
def _past_year() -> re.Pattern[str]:
    """Match a year that the text names as present or past.

    Not 到2030年, 2027年前, the end of 行动方案(2024-2027年), nor what something is measured by: 2011年的1.9倍, 2019年同期.
    """
    not_behind = rf"(?!{_still_to_come()}|的\d|同期|(?<={_SPANS}\d{{4}}年)\))"
    return re.compile(rf"(?<!\d){_not_behind('ahead', 'compared')}(?P<year>(?:19|20)\d{{2}})年{not_behind}")


@cache
def _compared_year() -> re.Pattern[str]:
    """Match a year that figures are only compared with: 比2019年增长6%, 2019年同期的92%."""
    return re.compile(rf"(?:{any_of('compared')})((?:19|20)\d{{2}})年|(?<!\d)((?:19|20)\d{{2}})年同期")


@cache
def _intended() -> re.Pattern[str]:
    """Match what is intended, to the end of its sentence: 「计划于2026年5月开工，2027年10月建成」."""
    return re.compile(rf"(?:{any_of('intended')})[^。;\n]*")


@cache
def _year_over() -> re.Pattern[str]:
    """Match a year that all is told of, by 全年 beside it or behind: 「2025年，…。全年…」, not 「…，全年计划…」.

    So it is where its end is told of: 「2025年末，常住人口82.3万人」, not 「到2025年底」.
    """
    whole = f"全年(?!{_still_to_come()})"
    late = rf"(?:{any_of('late_in_year')})(?!{_still_to_come()})"
    behind = rf"(?:[，,][^\n]{{0,120}}[。；;，,])?{whole}|{late}"
    return re.compile(rf"(?<!\d){_not_behind('ahead')}(?P<year>(?:19|20)\d{{2}})年(?:{behind})")


@cache
def _year_done() -> re.Pattern[str]:
    """Match a year in which something is achieved: 「2024年，全县实现…」, not 「2024年春节期间，…」, 「2024年以来」.

    So is one of which a level is told with its growth: 「2023年播种面积为59万亩，增长0.4%」.
    """
    word = rf"(?:(?!{any_of('parts_of_years')}|{_still_to_come()})[^，,。；;\d\n])"
    growth = rf"(?:[\d.]+%[，,]{word}{{0,8}}?)?"  # 「接待游客增长12.5%，达到936.4万人次」
    between = rf"[，,]?{word}{{0,24}}?{growth}"
    amount = (
        rf"(?!{any_of('growth_in_year')})[^，,。；;\d\n]"  # growth alone, and what has a bound, may be an aim
    )
    done = rf"(?:{any_of('done_in_year')})(?:{amount}){{0,12}}[\d.,]+(?![^，,。；;\n]{{0,6}}(?:{any_of('bounds_in_year')}))"
    level = r"(?<!\d)\d[\d.,]{0,12}[^，,。；;\d\n%]{1,6}"
    grown = rf"{level}[，,](?:同比|比上年|较上年)?(?:{any_of('growth_in_year', 'growth_told')})"
    bound = rf"\d[\d.]*%(?![^，,。；;\n]{{0,2}}(?:{any_of('bounds_in_year')}))"
    told = rf"{between}(?:{done}|{grown}(?:了|率为)?{bound})"
    return re.compile(rf"(?<!\d){_not_behind('ahead')}(?P<year>(?:19|20)\d{{2}})年{told}")


def _not_behind(*names: str) -> str:
    """Return a pattern of what no word of some lists stands before."""
    return "".join(rf"(?<!{re.escape(word)})" for name in names for word in words()[name])


@cache
def _reported_year() -> re.Pattern[str]:
    """Match a year that figures are reported of: 2024年6月末, 「2023年，」; not 比2020年, 2024年成立."""
    reported = rf"(?P<year>(?:19|20)\d{{2}})年(?!{_still_to_come()})(?={any_of('reported')})"
    return re.compile(rf"(?<!\d){_not_behind('ahead', 'beside', 'compared')}{reported}")


def latest_year(text: str) -> int | None:
    """Return the latest year that a folded text reports figures of, None where it names none."""
    return max((int(match["year"]) for match in _reported_year().finditer(text)), default=None)


def _day(match: re.Match[str], year: int) -> date | None:
    """Return the date of a match in a year, or None for one like 2月30日, or of no year that figures are of."""
    try:
        day = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day if is_plausible(day) else None


def _year(match: re.Match[str], *, roc: bool) -> int:
    """Return the year of a full date as printed; 0 for a bare 112年 where no text of the Republic prints it."""
    if match["year"]:
        return int(match["year"])
    if match["bare_year"]:
        return republic_year(int(match["bare_year"])) if roc else 0
    return republic_year(int(match["era_year"]))


def _of_name(file: str) -> date | None:
    """Return the date in a file name: 20250407.txt, 2025-04-07_A2.txt, 2025年4月7日.txt."""
    name = fold(file.rsplit("/", 1)[-1])
    for match in NAME_DATE.finditer(name):
        plain = not match["mark"]
        if plain and len(match[0]) != len("20250407"):
            continue
        found = _day(match, int(match["year"]))
        if found:
            return found
    return None


def _of_page(folded: str, *, roc: bool) -> date | None:
    """Return the full date that stands at the head or the foot of the page; `roc` says whether 112年 is one's year."""
    lines = [line.strip() for line in folded.splitlines() if line.strip()]
    edge = lines if len(lines) <= HEAD + TAIL else lines[:HEAD] + lines[-TAIL:]
    clocked = [line for line in lines[HEAD:MENU] if _clocked_line().match(line)]
    for line in edge + clocked:
        match = _dated_line().match(line[:120]) or _paper_line().match(line)
        if not match:
            continue
        found = _day(match, _year(match, roc=roc))
        alone = not re.search(r"[，。,；]", match["rest"]) and not match["rest"].startswith(("至", "-"))
        if found and (alone or match.start("date") > 3):  # or after a label
            return found
    return None


def _of_datelines(folded: str) -> date | None:
    """Return the latest dateline; one without a year is of the latest that the text names as present or past."""
    told = _intended().sub("", folded)
    latest = max((int(match["year"]) for match in _past_year().finditer(told)), default=0)
    compared = (int(match[1] or match[2]) for match in _compared_year().finditer(told))
    latest = (
        0 if max(compared, default=0) > latest else latest
    )  # it is of a later year, which it does not name
    over = any(int(match["year"]) == latest for match in _year_over().finditer(told))
    done = any(int(match["year"]) == latest for match in _year_done().finditer(told))
    until = _HALF if over else _QUARTER if done else 0  # the last month that cannot be of that year
    lines = folded.split("\n")
    found = [(line, match.end()) for line in lines if (match := dateline().match(line))]
    days = [DAY.search(line, 0, end + OPENING) for line, end in found]
    if not any(days):
        days = [next((day for line in lines if (day := DAY.match(line))), None)]
    dates = [
        _day(day, int(day["year"] or latest))
        for day in days
        if day and (day["year"] or int(day["month"]) > until)
    ]
    return max((known for known in dates if known), default=None)
