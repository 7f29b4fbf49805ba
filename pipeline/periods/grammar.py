"""Compose the pattern of periods; no Chinese word list stands here.

A period is an *element* (base year, part of the year, edge), or a rule around elements (range, as of, since).
The page is scanned for what can open a period; there the rules are tried in their order.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.periods import holidays
from pipeline.periods.fragments import WORDS, compose

_GROUP = re.compile(r"\(\?P<\w+>")
_NAMED_PIECE = re.compile(r"<(\w+):\w+>")
_GROUP_NAME = re.compile(r"(<\w+:\w+|\(\?P<\w+)>")
# Ends the names of groups that stand again: month_y and month are the same month.
AGAIN = re.compile("(?:_[xyz])+$")

PARTS = {
    "half": "<half:half>",
    "quarters": "[前头首]<sp><count:quarters><sp>个?季度?"
    "|<quarter:quarter_from>(?:<dash>)<quarter:quarter_to>季度",
    "quarter": "第?<sp><quarter:quarter><sp>季度|Q(?P<quarter_letter>[1-4])(?![0-9])|(?P<quarter_first>首季)度?",
    "months": "(?<![此之目提以日])[前头首]<sp><count:months><sp>个?月份?",
    "month_range": "<number_start>(?:<month:month_from>|<month_name:month_name_from>)<sp>月?份?<sp>"
    "(?:<dash>|(?P<months_listed>、))<sp>(?:<month:month_to>|<month_name:month_name_to>)<sp>月份?"
    "(?!<sp>[0-9]{1,2}[日号]|[上中下]旬)",
    "days": "(?:<number_start><month:month>|<january:month_x_x>)<sp>月"
    "(?:份?(?:<ten_days:ten_days>)|<sp><day:day><sp>[日号]?<sp>"
    "(?:(?:<dash>)<sp><day:day_to><sp>)?[日号]|<sp><day:day_only><sp>[日号])",
    "named_days": "<month_name:month_x>月<sp><day_name:day_x><sp>[日号]?<sp>(?:<dash>)<sp><day_name:day_to_x><sp>[日号]"
    "|<month_name:month_z>月<sp><day_name:day_only_x><sp>[日号]",
    "month": "<number_start><month:month_alone><sp>月份?(?![球龄嫩])",
    "month_name": "<month_name:month_name>月(?=份|[上中下]旬|月?[底末])份?(?:<ten_days:name_ten_days>)?"
    "|<clause_start><month_name:month_named>月(?=[,，全我])",
    "whole": "<whole:whole>",
    "holiday": "<holiday:holiday>(?:(?:<holiday_tail:holiday_tail>)(?:(?!首)<count:holiday_days>[天日])?"
    "|<count:holiday_bare>天(?:小?长假|假期|假日)?(?=[,，]))",  # 「国庆7天，」
}
AFTER_YEAR = {
    "month_name": "<month_name:month_name>月份?(?:<ten_days:name_ten_days>)?",
    "holiday": "<holiday:holiday>(?:<holiday_tail:holiday_tail>)?(?:(?!首)<count:holiday_days>[天日])?",
    "season": "第<quarter:season>季",
    "month_range_bare": "<month:month_from_z>(?:<dash>)<month:month_to_z><months_end>",
    "last": "<last>[一1]个?(?:(?P<last_month>月)|(?P<last_quarter>季度))",
}
# What may stand behind a year without 年 (2024上半年, 2023Q4), and what makes 24年 a year (24年末, 24年1—6月).
BEHIND_BARE = ("half", "quarters", "quarter", "whole", "holiday")
FIRST_DAYS = "(?:(?:前|头)<count:first_days>[天日]|(?P<first_day>(?:首日|第一天)(?![至到])))?"


def _years(*, roc: bool) -> str:
    """Return the pattern of what tells the year of an element: 2024年, 2023-, ’24年, 24, 民国113年, 今年."""
    bare_roc = "(?<![0-9.])(?<![0-9],)(?P<roc_bare>1[0-3][0-9])<sp>年度?" if roc else "(?!)"
    behind = "|".join(PARTS[name] for name in BEHIND_BARE)
    certain = "|".join((PARTS | AFTER_YEAR).values())
    return (
        "(?:<year:year_from><sp>年?度?<sp>(?:<dash>)<sp>)?<year:year><sp>年(?!代)(?:<sp>度)?"
        f"|<year:year_x>[-/.]?(?=<sp>(?:{_unnamed(behind)}|<edge>))"
        f"|[’']?<short_year:short><sp>年(?:度|(?=<sp>(?:{_unnamed(certain)}|<edge>)))|[’'](?P<short_x>[0-9]{{2}})年"
        "|<short_year:short_y>[-/]?(?=[QH][1-4])"
        "|<clause_start>(?![0-9][05])<short_year:short_z><sp>年(?=[，,全我])"
        f"|(?:<roc_name>)<sp>(?P<roc>[0-9]{{1,3}}|[一二三四五六七八九]?十?[一二三四五六七八九]|[一二三四五六七八九]?十)<sp>年度?|{bare_roc}|<relative:relative>"
    )


def _unnamed(pattern: str) -> str:
    """Take the groups out of a pattern that is only looked ahead for."""
    return _NAMED_PIECE.sub(r"(?:<\1>)", _GROUP.sub("(?:", pattern))


@cache
def element(*, roc: bool) -> str:
    """Return the pattern of one element, with groups: a base year and what follows it, or a part alone."""
    parts = "|".join(PARTS.values())
    after_year = _GROUP_NAME.sub(r"\1_y>", "|".join((PARTS | AFTER_YEAR).values()))
    pattern = (
        f"(?:(?:{_years(roc=roc)})<sp>(?:{after_year})?"
        "|(?:Q(?P<quarter_letter_x>[1-4])|(?P<half_x>H[12]))[ ,-]{1,2}<year:year_y>(?:年|(?![0-9.]))"
        "|(?:<expected>|<behind_area>(?=[0-9]{4}[./][0-9]{1,2}[-—~至]))<year:year_z>[-/.]"
        "(?:<month:month_from_x>(?:<dash>)<month:month_to_x>(?:月|<months_end>)"
        "|<month:month_alone_x>(?:月|<expected_end>))"
        f"|(?:{parts})|<relative_month:relative_month>|<relative_quarter:relative_quarter>)"
        + FIRST_DAYS
        + "(?:<sp><edge:edge>)?<same:same>?"
        "|<bare_edge:bare_edge>|<meanwhile:meanwhile>|<same:same_alone>|<clause_start><festival:holiday_alone>(?=[,，])"
    )
    return compose(pattern)


def _rules(*, roc: bool) -> dict[str, str]:
    """Return the pattern of each rule, in the order in which they are tried at a place."""
    one = _GROUP.sub("(?:", element(roc=roc))
    first, second = f"(?P<first>{one})", f"(?P<second>{one})"
    tail = f"<sp><since:since>|<until_now:until_now>|<sp>(?:<dash>)<sp>{second}|<since_event:since_event>"
    return {
        "five_year_plan": compose("<open>(?P<plan><plan>)<close>(?P<plan_tail><plan_tail>)"),
        "decade": compose("(?P<century><century>)(?P<tens>[1-9]0|[一二三四五六七八九]十)(?:<decade>)"),
        "school_year": compose("<year:from_year><sp>年?(?:<dash>)<year:to_year><sp>年?<school_year>"),
        "calendar_date": compose(
            r"<year:iso_year>(?=-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.)[-./]<month:iso_month>[-./]<day:iso_day>"
        ),
        "opened": compose(f"(?:<opening>){first}(?:{tail})"),
        "now": compose("(?P<now><now>)"),
        "as_of": compose(f"(?:(?:<as_of>)|<clause_start>(?:<as_of_short>))<sp>{first}(?:<until>)?"),
        "element": compose(f"{first}(?:{tail})?"),
        "holiday_again": compose(
            "(?<!["
            + "".join(holidays.WORDS["again_not_after"])
            + "])<again:again>(?:<count:again_days>[天日])?"
        )
        + compose(FIRST_DAYS),
        "year_listed": compose("<year:listed>(?=(?:[、和]<sp><year>){1,8}<sp>年)"),
    }


def _starts() -> str:
    """Look ahead for a character that can open a period, to pass over most of a page in one step."""
    lists = ("relative_years", "relative_months", "relative_quarters", "now", "halves", "bare_edges", "plans")
    words = [entry["word"] for name in (*lists, "centuries") for entry in WORDS[name]]
    words += [WORDS["same_span"]["word"], WORDS["whole_year"]["word"], *holidays.NAMES, *WORDS["roc_names"]]
    words += [word for name in ("since_openers", "as_of", "as_of_at_clause_start") for word in WORDS[name]]
    words += [entry["word"] for entry in holidays.WORDS["again"]]
    numerals = "".join(sorted({word[0] for word in WORDS["numerals"]}))
    fixed = "|".join(sorted({re.escape(word[:2]) for word in words if word[0] in numerals and len(word) > 1}))
    words = [word for word in words if word[0] not in numerals and not word[0].isdecimal()]
    short = re.escape(
        "".join(sorted({word for word in words if len(word) == 1} | set("“‘’'「『\"第前头首Q")))
    )
    first, second = (
        re.escape("".join(sorted({word[place] for word in words if word[1:]}))) for place in (0, 1)
    )
    dashes = re.escape("".join(sorted({word[0] for word in WORDS["dashes"]})) + WORDS["dash_like"])
    follows = f" {{0,2}}[年月季世上、和./{dashes}]"
    chinese = f"[{numerals}][{WORDS['digits']}{WORDS['zeros']}十]{{0,3}}(?:{follows}|五)"
    opens = f"(?=[0-9{numerals}{first}{short}])"
    figure = f"(?:19|20)[0-9]{{2}}(?![0-9])|[0-9]{{2}}[-/]?[QH]|[0-9]{{1,4}}+{follows}"
    return f"{opens}(?:(?=[{first}][{second}]|[{short}])|(?<![0-9])(?={figure})|(?={chinese}|{fixed}|首季))"


class Grammar:
    """Hold the compiled patterns of one script."""

    def __init__(self, *, roc: bool) -> None:
        """Compile; `roc` says whether a bare 111年 counts in years of the Republic."""
        self.roc = roc
        self.element = re.compile(element(roc=roc))
        self._rules = {name: re.compile(pattern) for name, pattern in _rules(roc=roc).items()}
        self._starts = re.compile(_starts())

    def found(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield what the rules match, each with the name of the first rule that does, none inside another."""
        reached = 0
        while opening := self._starts.search(text, reached):
            at = opening.start()
            reached = at + 1
            for name, rule in self._rules.items():
                if match := rule.match(text, at):
                    reached = match.end()
                    yield name, match
                    break


@cache
def grammar(*, roc: bool) -> Grammar:
    """Return the compiled grammar, built on first use."""
    return Grammar(roc=roc)
