"""Find what is date-like beside the periods that were read: 20 24年, l2月, 第5季度, 24/25年度, 某年."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.periods import far_years
from pipeline.periods.fragments import WORDS, either
from pipeline.periods.holidays import NAMES
from pipeline.periods.period import OpenPeriod, Period
from pipeline.words import words_of

_UNREAD = WORDS["unread"]
_ALIKE = re.escape(WORDS["look_alikes"] + WORDS["zeros"].strip("0") + _UNREAD["blanks"])
_FIGURE = f"[0-9{_ALIKE}]"
_ALONE = "(?<![0-9A-Za-z.,])"
_YEAR = re.compile(f"{_ALONE}({_FIGURE}(?: ?{_FIGURE}){{0,5}}) {{0,2}}年")
_MONTH = re.compile(
    f"(?<![0-9A-Za-z.,第])({_FIGURE}(?: ?{_FIGURE}){{0,2}}) {{0,2}}月(?!{either(_UNREAD['month_not_before'])})"
)
_DATED_MONTH = re.compile("[^，,。；;、：:\n（(]")
_CENTURIES = ("19", "20")
_ISO_ENDS = either(_UNREAD["iso_not_before"])
_LOST = f"[{re.escape(words_of('not_quantities')['lost'])}]"  # 1—?10?月, as converters leave it
_LOST_FIRST = re.compile(f"{_LOST}{{1,4}}(?=[0-9])")
_DASHES = re.escape("".join(word for word in WORDS["dashes"] if len(word) == 1))
_NUMERALS = WORDS["digits"] + WORDS["zeros"]
# What is no date but in a form that the grammar does not have.
_OTHERS = re.compile(
    "|".join(
        (
            f"第 {{0,2}}(?:[05-9五六七八九十]|[{_ALIKE}])? {{0,2}}季度",
            f"{_UNREAD['fiscal_latin']} ?[0-9]{{2,4}}",
            f"[0-9]{{2,4}}年?(?:[-/][0-9]{{2,4}})?(?:{either(_UNREAD['fiscal'])})",
            f"{_ALONE}[0-9]{{2,4}}[-/—][0-9]{{2}}年度?(?!{_ISO_ENDS})",
            f"{_ALONE}(?:19|20)[0-9]{{2}}[-/](?:1[0-2]|0?[1-9])(?![0-9/-]|{_ISO_ENDS})",
            f"[0-9]{{1,4}} ?{_LOST} ?[年月日季]|[{_DASHES}] ?{_LOST} ?[0-9]",
            "(?<![^，,。；;、：:\n（( ])[0-9][05]年(?=[，,])",  # 20年，: a year or as many years
            far_years.PATTERN,
            f"(?<=旬)[{_DASHES}] ?(?:{either(WORDS['ten_days'])})",  # 10月上旬至下旬
            "(?<=年) {1,4}月(?: {1,4}日)?",
            "(?<=年)[春夏秋冬]季(?!学期)",  # 2023年冬季
            f"{_ALONE}[0-9]{{2}}年[末底](?!蕴)|(?<![{_NUMERALS}十])[{_NUMERALS}]{{2}}年[末底](?!蕴)",
        )
    )
)
_SOFT_YEAR = re.compile(
    f"(?:(?<![0-9.,])[0-9]{{1,4}} {{0,2}}年度?|(?<![{_NUMERALS}十])[{_NUMERALS}]{{2,4}}年"
    f"|(?<![0-9A-Za-z.,])(?:19|20)[0-9]{{2}}|(?<![A-Za-z])[{_ALIKE}])$"
)
_SOFT_DAY = re.compile(f" {{0,2}}{_FIGURE}{{1,2}} {{0,2}}[日号]")
_REACH = 8


def names_a_holiday(text: str) -> bool:
    """Say whether an expression names a public holiday."""
    return any(name in text for name in NAMES)


def hard_remnants(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what is a date by itself, whether the grammar has read it or not."""
    years = (match.span() for match in _YEAR.finditer(text) if _is_year(match[1]))
    months = (match.span() for match in _MONTH.finditer(text) if _is_month(text, match))
    for start, end in chain(years, months, (match.span() for match in _OTHERS.finditer(text))):
        lost = _LOST_FIRST.match(text, start)  # 「情况。?7?月份」: the first one ends the sentence before
        yield lost.end() if lost else start, end


def _is_year(figure: str) -> bool:
    """Say whether a figure before 年 is a year that was misprinted: 2O24, 20 24, 202?, 20245, 某; not 24, 5000."""
    bare = figure.replace(" ", "")
    digits = sum(sign.isdecimal() for sign in bare)
    if not digits:
        return all(sign in _UNREAD["blanks"] for sign in bare)
    if bare.isdecimal():
        return bare.startswith(_CENTURIES) and (len(bare) == 5 or (len(bare) == 4 and bare != figure))
    return digits >= 2 and 3 <= len(bare) <= 5 and (len(bare) == 4 or bare.startswith(_CENTURIES))


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Say whether a figure before 月 is a month that was misprinted: l2, 6?, 13, 0; not 36月 behind other words."""
    bare = match[1].replace(" ", "")
    before = text[match.start() - 1 : match.start()].strip()
    dated = before == "年" or not _DATED_MONTH.match(before)
    if match[1].isdecimal():
        return dated and not 1 <= int(bare) <= 12
    if bare == match[1] and not any(sign.isdecimal() for sign in bare):
        return before == "年" or all(sign in _UNREAD["blanks"] for sign in bare)
    return dated


def soft_years(text: str, periods: Sequence[Period]) -> Iterator[tuple[int, int]]:
    """Yield what stands for a year right before a part of one: 4年 in 4年一季度, 1898年 in 1898年5月, l in l2月."""
    for period in periods:
        if period.anchored or period.rule not in ("element", "as_of"):
            continue
        before = _SOFT_YEAR.search(text[max(0, period.start - _REACH) : period.start].rstrip(" "))
        if before:
            start = max(0, period.start - _REACH) + before.start()
            yield start, start + len(before[0])


def soft_days(text: str, found: Sequence[Period | OpenPeriod]) -> Iterator[tuple[int, int]]:
    """Yield what stands for a day right behind a month: 0日 in 1月0日."""
    for one in found:
        if isinstance(one, Period) and text[one.end - 1] == "月" and (day := _SOFT_DAY.match(text, one.end)):
            yield day.span()
