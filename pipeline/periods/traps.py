"""Tell words that look like a period but name none: deadlines, names, titles, price bases."""

import re

from pipeline.periods.context import Groups, read_groups
from pipeline.periods.fragments import WORDS, either
from pipeline.periods.grammar import Grammar
from pipeline.periods.holidays import NAMES
from pipeline.periods.holidays import WORDS as HOLIDAY_WORDS

_AFTER = re.compile(either(WORDS["not_before"]))
_AFTER_NOW = re.compile(either(WORDS["now_not_before"]))
_AFTER_ROC = re.compile(either(WORDS["not_before_roc"]))
_BEFORE = tuple(entry["word"] for entry in WORDS["not_after"])
_BEFORE_ROC = tuple(WORDS["not_after_roc"])
_HOLIDAY_LISTED = tuple(name + joiner for name in NAMES for joiner in HOLIDAY_WORDS["together"]["joiners"])
_DEADLINE = next(entry["word"] for entry in WORDS["not_before"] if entry.get("edge"))
_WHOLE: str = WORDS["whole_year"]["word"]
_MET = tuple(WORDS["goals_met"])
_GOAL = re.compile(f"[^，,。；;：:0-9]{{0,10}}?(?:{either(WORDS['goals'])})")
_OF_AMOUNT = re.compile(r"元(?:以上)?的\Z")
_YEARS_NOUN = re.compile("[0-9]{4}年度?[一-鿿]{2}")
_NAMES = WORDS["not_before_year_names"]
_YEAR_NAME = re.compile(
    f"[{_NAMES['opens']}][^{_NAMES['closes']}]{{1,{_NAMES['longest']}}}{_NAMES['ends']}[{_NAMES['closes']}]"
)


def names_no_period(text: str, rule: str, match: re.Match[str], rules: Grammar) -> bool:
    """Say whether the surroundings of a match make it something else than a period."""
    start, end = match.span()
    if rule == "now":
        return _AFTER_NOW.match(text, end) is not None
    if match[0] == _WHOLE and text.endswith(_MET, 0, start) and _GOAL.match(text, end):
        return True  # 「提前完成全年接待游客目标，累计…」
    if text.endswith(_BEFORE, max(0, start - 4), start) or _follows_badly(text, match, rules):
        return True
    if _OF_AMOUNT.search(text, max(0, start - 4), start) and _YEARS_NOUN.match(text, start):
        return True  # 「投资8550万元的|2011年整村推进、投资…」
    if text.endswith(_HOLIDAY_LISTED, max(0, start - 8), start):
        return True  # 元旦、春节期间: of two holidays, no single one is meant
    return in_name(text, start, end)


def in_name(text: str, start: int, end: int) -> bool:
    """Say whether a span stands in a title 《…》 or in a short quoted name."""
    return _in_title(text, start, end) or _in_quoted(text, start, end)


def _follows_badly(text: str, match: re.Match[str], rules: Grammar) -> bool:
    start, end = match.span()
    after = _AFTER.match(text, end)
    if after and not (after[0] == _DEADLINE and "edge" in _groups(match, rules)):
        return True
    if rules.roc and set(_groups(match, rules)) == {"roc_bare"}:
        about = text.endswith(_BEFORE_ROC, max(0, start - 4), start)
        return about or _AFTER_ROC.match(text, end) is not None
    return _YEAR_NAME.match(text, end) is not None


def _groups(match: re.Match[str], rules: Grammar) -> Groups:
    """Read a match that is one element, with its groups."""
    inner = rules.element.fullmatch(match[0])
    return read_groups(inner) if inner else {}


def _in_title(text: str, start: int, end: int) -> bool:
    """Say whether a span stands in 《…》."""
    opens, closes, longest = (WORDS["titles"][key] for key in ("opens", "closes", "longest"))
    opened = text.rfind(opens, max(0, start - longest), start)
    if opened < 0 or text.rfind(closes, opened, start) >= 0:
        return False
    return text.find(closes, end, opened + longest) >= 0


def _in_quoted(text: str, start: int, end: int) -> bool:
    """Say whether a span is part of a short quoted name: “2024年度十佳企业”, not a sentence or “2024年”."""
    quotes = WORDS["quotes"]
    opened = max(text.rfind(mark, max(0, start - quotes["longest"]), start) for mark in quotes["opens"])
    if opened < 0:
        return False
    ends = [text.find(mark, opened + 1, opened + quotes["longest"] + 2) for mark in quotes["closes"]]
    closed = min((place for place in ends if place >= 0), default=-1)
    if closed < end or (opened + 1, closed) == (start, end):
        return False
    return not any(mark in quotes["sentence_marks"] for mark in text[opened + 1 : closed])
