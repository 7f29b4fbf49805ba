"""Compose the pieces that the grammar of periods is written in from the word lists."""

import re
from functools import cache
from typing import Any

from pipeline.periods import holidays
from pipeline.words import words_of

WORDS: dict[str, Any] = words_of("periods")
_FRAGMENT = re.compile(r"(?<!\?P)<(\w+)(?::(\w+))?>")
_JANUARY = "(?<![0-9万亿千百十一二三四五六七八九多单美欧日港])元(?=月|至|到|[-—])"
_OPEN, _CLOSE = '(?:[“‘「『"] ?)?', '(?: ?[”’」』"])?'


def either(words: Any) -> str:
    """Join words or entries with `word` as alternatives, the longest first, each behind its `not_after`."""
    entries = [word if isinstance(word, dict) else {"word": str(word)} for word in words]
    entries.sort(key=lambda entry: -len(entry["word"]))
    return "|".join(_guarded(entry) for entry in entries)


def _guarded(entry: dict[str, Any]) -> str:
    before = "|".join(re.escape(word) for word in entry.get("not_before", []))
    return (
        _guard(entry.get("not_after", ""))
        + re.escape(str(entry["word"]))
        + (f"(?!{before})" if before else "")
    )


def _guard(characters: str) -> str:
    return f"(?<![{re.escape(characters)}])" if characters else ""


@cache
def _fragments() -> dict[str, str]:
    """Name the pieces that patterns are written in; <piece:group> captures."""
    chinese = WORDS["digits"] + WORDS["zeros"]
    numerals = either(WORDS["numerals"])
    return {
        "sp": " {0,2}",
        "dash": f"{either(WORDS['dashes'])}|(?<=[0-9月]){WORDS['dash_like']}(?=[0-9])",
        "year": f"(?<![0-9{WORDS['about_years']}])(?:19|20)[0-9]{{2}}|[一二][{chinese}]{{3}}",
        "short_year": f"(?<![0-9A-Za-z.,/{WORDS['short_years_not_after']}])[0-9]{{2}}",
        "month": "(?:1[0-2]|0?[1-9])(?![0-9])",
        "month_name": f"十[一二]?|[一二三四五六七八九]|{_JANUARY}",
        "january": _JANUARY,
        "day": "(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])",
        "day_name": "三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九]",
        "count": f"[0-9]{{1,2}}|{numerals}",
        "quarter": "[1-4一二三四]",
        # Behind the number of an item, too: 「1.12月份，…」 on a line of its own
        "number_start": f"(?:(?<![0-9.第个/{WORDS['look_alikes']}])(?<![0-9],)|(?<=\\n[1-9][.])|(?<=^[1-9][.]))",
        "relative": either(WORDS["relative_years"]),
        "relative_month": either(WORDS["relative_months"]),
        "relative_quarter": either(WORDS["relative_quarters"]),
        "last": WORDS["last"],
        "expected": "(?<![^，,。；;、：:\\n（( 至止从自到于—-])",
        "expected_end": "(?=[)）,，:：；;。 \\n底末至到—全我]|-(?:19|20)[0-9]|$)",
        "behind_area": "(?<=[县市区旗州盟省])",  # 青禾县2024.1-3
        "months_end": f"(?![0-9.%％/—-]| {{0,2}}[{WORDS['counted_by']}])",
        "same": either([WORDS["same_span"]]),
        "meanwhile": f"(?:(?<=[{WORDS['meanwhile_after']}])|(?<![^，,。；;、：:\\n（( ]))"
        f"{WORDS['same_span']['word']}(?!{either(WORDS['meanwhile_not_before'])})",
        "half": either(WORDS["halves"]),
        "whole": WORDS["whole_year"]["word"],
        "ten_days": either(WORDS["ten_days"]),
        "edge": either(WORDS["edges"]),
        "bare_edge": _guard(WORDS["bare_edges_not_after"]) + f"(?:{either(WORDS['bare_edges'])})",
        "now": either(WORDS["now"]),
        "roc_name": either(WORDS["roc_names"]),
        "clause_start": "(?<![^，,。；;、：:\\n（()） ])",
        "opening": either(WORDS["since_openers"]),
        "since": either(WORDS["since"]),
        "since_event": f"[^{WORDS['quotes']['sentence_marks']}\n0-9]{{1,6}}?"
        f"(?:{either(WORDS['since'])}|{either(WORDS['until_now'])})",
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
    """Match one name in quotation marks or not, or two joined (国庆、中秋); `bare` leaves out 十一."""
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


def compose(pattern: str) -> str:
    """Replace <piece> and <piece:group> by the fragments."""

    def put(match: re.Match[str]) -> str:
        body = _fragments()[match[1]]
        return f"(?P<{match[2]}>{body})" if match[2] else f"(?:{body})"

    return _FRAGMENT.sub(put, pattern)
