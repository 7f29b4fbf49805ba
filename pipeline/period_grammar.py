"""Compose the pattern of periods from the word lists; no Chinese stands here.

A period is an *element* (base year, part of the year, edge), or a rule around elements (range, as of, since). The
page is scanned once with the pattern of all rules; the matched rule alone is then read again with its groups.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline import holidays

WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words" / "periods.yaml").read_text("utf-8"))
_GROUP = re.compile(r"\(\?P<\w+>")
_GROUP_NAME = re.compile(r"(<\w+:\w+|\(\?P<\w+)>")
_FRAGMENT = re.compile(r"(?<!\?P)<(\w+)(?::(\w+))?>")
AGAIN = "_y"  # ends the names of groups that stand behind a base year: month_y and month are the same month
_OPEN, _CLOSE = '[“‘「『"]?', '[”’」』"]?'


def either(words: Any) -> str:
    """Join words or entries with `word` as alternatives, the longest first, each behind its `not_after`."""
    entries = [word if isinstance(word, dict) else {"word": str(word)} for word in words]
    entries.sort(key=lambda entry: -len(entry["word"]))
    return "|".join(_guarded(entry) for entry in entries)


def _guarded(entry: dict[str, Any]) -> str:
    before = "|".join(re.escape(word) for word in entry.get("not_before", []))
    return _guard(entry.get("not_after", "")) + re.escape(entry["word"]) + (f"(?!{before})" if before else "")


def _guard(characters: str) -> str:
    return f"(?<![{re.escape(characters)}])" if characters else ""


def _fragments() -> dict[str, str]:
    """Name the pieces that patterns are written in; <piece:group> captures."""
    chinese = WORDS["digits"] + WORDS["zeros"]
    numerals = either(WORDS["numerals"])
    return {
        "sp": " ?",
        "dash": either(WORDS["dashes"]),
        "year": f"(?<![0-9{WORDS['about_years']}])(?:19|20)[0-9]{{2}}|[一二][{chinese}]{{3}}",
        "month": "(?:1[0-2]|0?[1-9])(?![0-9])",
        "month_name": "十[一二]?|[一二三四五六七八九]",
        "day": "(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])",
        "count": f"[0-9]{{1,2}}|{numerals}",
        "quarter": "[1-4一二三四]",
        "number_start": "(?<![0-9.,第个/])",
        "relative": either(WORDS["relative_years"]),
        "relative_month": either(WORDS["relative_months"]),
        "same": either([WORDS["same_span"]]),
        "half": either(WORDS["halves"]),
        "whole": WORDS["whole_year"]["word"],
        "ten_days": either(WORDS["ten_days"]),
        "edge": either(WORDS["edges"]),
        "bare_edge": _guard(WORDS["bare_edges_not_after"]) + f"(?:{either(WORDS['bare_edges'])})",
        "now": either(WORDS["now"]),
        "roc_name": either(WORDS["roc_names"]),
        "clause_start": "(?<![^，,。；;、：:\\n（( ])",
        "opening": either(WORDS["since_openers"]),
        "since": either(WORDS["since"]),
        "until": either(WORDS["until"]),
        "until_now": either(WORDS["until_now"]),
        "as_of": either(WORDS["as_of"]),
        "as_of_short": either(WORDS["as_of_at_clause_start"]),
        "plan": either(WORDS["plans"]),
        "plan_tail": either(WORDS["plan_tails"]),
        "century": either(WORDS["centuries"]),
        "decade": WORDS["decade"],
        "school_year": WORDS["school_year"],
        "holiday": _holiday_name(),
        "festival": _holiday_name(bare=True),
        "holiday_tail": either(holidays.WORDS["tails"]),
        "again": either(holidays.WORDS["again"]),
        "open": _OPEN,
        "close": _CLOSE,
    }


def _holiday_name(*, bare: bool = False) -> str:
    """Match one name in quotation marks or not, or two holidays joined (国庆、中秋); `bare` leaves out 十一."""
    entries = holidays.WORDS["holidays"].values()
    one = either(
        name
        for entry in entries
        for name in entry["names"]
        if not (bare and name in entry.get("needs_tail", []))
    )
    joiners = "".join(re.escape(joiner) for joiner in holidays.WORDS["together"]["joiners"])
    members = either(
        name
        for member in holidays.WORDS["together"]["members"]
        for name in holidays.WORDS["holidays"][member]["names"]
    )
    both = either(holidays.WORDS["together"]["names"])
    return f"{_OPEN}(?:{both}|(?:{members}){_CLOSE}[{joiners}]{_OPEN}(?:{members})|{one}){_CLOSE}"


PARTS = {
    "half": "<half:half>",
    "quarters": "(?:前|头)<count:quarters>个?季度|<quarter:quarter_from>(?:<dash>)<quarter:quarter_to>季度",
    "quarter": "第?<quarter:quarter>季度|Q(?P<quarter_letter>[1-4])|(?P<quarter_first>首季)度?",
    "months": "(?<![此之目提以日])[前头]<count:months>个?月份?",
    "month_range": "<number_start>(?:<month:month_from>月?份?<sp>(?:<dash>)<sp><month:month_to>"
    "|<month_name:month_name_from>月?份?(?:<dash>)<month_name:month_name_to>)月份?(?!<sp>[0-9]{1,2}[日号]|[上中下]旬)",
    "days": "<number_start><month:month>月(?:份?(?:<ten_days:ten_days>)|<sp><day:day><sp>日?<sp>"
    "(?:(?:<dash>)<sp><day:day_to><sp>)?[日号]|<sp><day:day_only><sp>[日号])",
    "month": "<number_start><month:month_alone>月份?(?![球龄嫩])",
    "month_name": "<month_name:month_name>月(?=份|[上中下]旬)份?(?:<ten_days:name_ten_days>)?",
    "whole": "<whole:whole>",
    "holiday": "<holiday:holiday>(?:(?:<holiday_tail:holiday_tail>)(?:(?!首)<count:holiday_days>[天日])?)",
}
AFTER_YEAR = {
    "month_name": "<month_name:month_name>月份?(?:<ten_days:name_ten_days>)?",
    "holiday": "<holiday:holiday>(?:<holiday_tail:holiday_tail>)?(?:(?!首)<count:holiday_days>[天日])?",
    "season": "第<quarter:season>季",
}
FIRST_DAYS = "(?:(?:前|头)<count:first_days>[天日]|(?P<first_day>首日|第一天))?"


def _compose(pattern: str) -> str:
    """Replace <piece> and <piece:group> by the fragments."""

    def put(match: re.Match[str]) -> str:
        body = _fragments_once()[match[1]]
        return f"(?P<{match[2]}>{body})" if match[2] else f"(?:{body})"

    return _FRAGMENT.sub(put, pattern)


@cache
def _fragments_once() -> dict[str, str]:
    return _fragments()


@cache
def element(*, roc: bool) -> str:
    """Return the pattern of one element, with groups: a base year and what follows it, or a part alone."""
    bare_roc = "(?<![0-9.,])(?P<roc_bare>1[0-3][0-9]){sp}年度?" if roc else "(?!)"
    parts = "|".join(PARTS.values())
    after_year = _GROUP_NAME.sub(rf"\1{AGAIN}>", "|".join((PARTS | AFTER_YEAR).values()))
    pattern = (
        "(?:(?:(?:<year:year_from><sp>年?度?<sp>(?:<dash>)<sp>)?<year:year><sp>年(?!代)度?"
        "|(?:<roc_name>)(?P<roc>[0-9]{1,3})<sp>年度?|"
        + bare_roc.replace("{sp}", " ?")
        + "|<relative:relative>)"
        f"<sp>(?:{after_year})?|(?:{parts})|<relative_month:relative_month>)"
        + FIRST_DAYS
        + "<edge:edge>?<same:same>?"
        "|<bare_edge:bare_edge>|<same:same_alone>|<clause_start><festival:holiday_alone>(?=[,，])"
    )
    return _compose(pattern)


def _rules(*, roc: bool) -> dict[str, str]:
    """Return the pattern of each rule, in the order in which they are tried at a place."""
    one = _GROUP.sub("(?:", element(roc=roc))
    first, second = f"(?P<first>{one})", f"(?P<second>{one})"
    tail = f"<sp><since:since>|<until_now:until_now>|<sp>(?:<dash>)<sp>{second}"
    return {
        "five_year_plan": _compose("<open>(?P<plan><plan>)<close>(?P<plan_tail><plan_tail>)"),
        "decade": _compose("(?P<century><century>)(?P<tens>[1-9]0|[一二三四五六七八九]十)(?:<decade>)"),
        "school_year": _compose("<year:from_year><sp>年?(?:<dash>)<year:to_year><sp>年?<school_year>"),
        "calendar_date": _compose("<year:iso_year>[-./]<month:iso_month>[-./]<day:iso_day>"),
        "opened": _compose(f"(?:<opening>){first}(?:{tail})"),
        "now": _compose("(?P<now><now>)"),
        "as_of": _compose(f"(?:(?:<as_of>)|<clause_start>(?:<as_of_short>))<sp>{first}(?:<until>)?"),
        "element": _compose(f"{first}(?:{tail})?"),
        "holiday_again": _compose(
            "(?<!["
            + "".join(holidays.WORDS["again_not_after"])
            + "])<again:again>(?:<count:again_days>[天日])?"
        )
        + _compose(FIRST_DAYS),
        "year_listed": _compose("<year:listed>(?=(?:[、和]<sp><year>){1,8}<sp>年)"),
    }


def _starts() -> str:
    """Look ahead for a character that can open a period: most places of a page are passed over in one step."""
    lists = ("relative_years", "relative_months", "now", "halves", "bare_edges", "plans", "centuries")
    words = [entry["word"] for name in lists for entry in WORDS[name]]
    words += [WORDS["same_span"]["word"], WORDS["whole_year"]["word"], *holidays.NAMES, *WORDS["roc_names"]]
    words += [word for name in ("since_openers", "as_of", "as_of_at_clause_start") for word in WORDS[name]]
    words += [entry["word"] for entry in holidays.WORDS["again"]]
    numerals = "".join(sorted({word[0] for word in WORDS["numerals"]}))
    others = "".join(sorted({word[0] for word in words} | set('“‘「『"第前头首Q')))
    others = re.escape("".join(sign for sign in others if sign not in numerals and not sign.isdecimal()))
    dashes = re.escape("".join(sorted({word[0] for word in WORDS["dashes"]})))
    follows = f" ?[年月季世上、和./{dashes}]"
    chinese = f"[{numerals}][{WORDS['digits']}{WORDS['zeros']}十]{{0,3}}(?:{follows}|五)"
    fixed = "[五十双九八][五一二三四节]|首季"
    return f"(?:(?=[{others}])|(?<![0-9])(?=[0-9]{{1,4}}+{follows})|(?={chinese}|{fixed}))"


class Grammar:
    """Hold the compiled patterns of one script."""

    def __init__(self, *, roc: bool) -> None:
        """Compile; `roc` says whether a bare 111年 counts in years of the Republic."""
        rules = _rules(roc=roc)
        self.element = re.compile(element(roc=roc))
        self.rules = {name: re.compile(pattern) for name, pattern in rules.items()}
        plain = "|".join(f"(?P<{name}>{_GROUP.sub('(?:', pattern)})" for name, pattern in rules.items())
        self.page = re.compile(f"{_starts()}(?:{plain})")


@cache
def grammar(*, roc: bool) -> Grammar:
    """Return the compiled grammar, built on first use."""
    return Grammar(roc=roc)
