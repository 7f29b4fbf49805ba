"""Show a number as its cell does: 0.052 under 0.0% is 5.2%, 1234.5 under #,##0.00 is 1,234.50, 2021 is 2021.

What a cell says of a number below nought by a colour, a bracket or a triangle is said with a minus. Where a format cuts
off other thousands than its word says, the cell shows the stored number, too: 6001.2万(60012340000).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.quantities.numerals import GROUPS, RANKS, multiplier
from pipeline.words import words_of

_GENERAL = ("", "general", "@", "g/通用格式")
_DIGITS = 11  # that Excel shows of a number without a format
_MOST_DECIMALS = 15
_NO_PLACES = -1  # decimals of a section that shows words and no digit: 「—」 for nought
_QUOTED = re.compile(r'"([^"]*)"|[\\!](.)|[_*].')  # words, one character, a gap or a filling
_BRACKETED = re.compile(r"\[[^\]]*\]")  # a colour, a condition, a country's currency
_CONDITION = re.compile(r"\[[<>=]")
_POWER = re.compile(r"[0#?] ?/|/ ?[0#?]|[0#?]E[-+]", re.IGNORECASE)
# Digits with decimals, or with a point that only stands between them: 「0!.0,"万"」
_PLACES = re.compile(r"([0#?][0#?,]*)(?:\.([0#?]*)|\0\.\0([0#?]+))?(,*)")
_PLACE = re.compile("[0#?]")
_LITERAL = re.compile("\0([^\0]*)\0")
_AROUND = re.compile("\0([^\0]*)\0|[-+%()¥$]")
_DATED = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_SAID: dict[str, str] = words_of("tables")["shown_below_nought"]
_SIGNED = re.compile(
    rf"\s*(?:{'|'.join(_SAID['words'])}|[{re.escape(_SAID['marks'])}]|(?P<open>[(（]))*\s*(?P<left>.*)"
)
_MULTIPLIER = re.compile(f"[{''.join({*GROUPS, *RANKS})}]+")


class _Format(NamedTuple):
    """Be how numbers are shown: with so many decimals (None: as many as there are), thousands parted, words around them.

    One that is shown is `scale` of the stored number; `zero` says that a digit is shown of nought.
    """

    decimals: int | None
    parted: bool
    scale: Decimal
    before: str
    behind: str
    zero: bool


def shown(value: object, pattern: str) -> str:
    """Return the text that a cell shows of a value; "" for an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return _day(value, pattern)
    if isinstance(value, int | float):
        return _number(value, pattern)
    return str(value)


def around(pattern: str) -> tuple[str, str, Decimal] | None:
    """Return the words that a pattern shows before and behind a number, and how much of the stored number one shown is.

    Of 0.0% they are "", "%" and 0.01. None where a pattern shows days, no digit, or thousands cut off without a word.
    """
    if is_dated(pattern):
        return None
    form = None if _is_other(pattern) else _format(_section(pattern, 1))
    if form is None:
        return "", "", Decimal(1)
    if form.decimals == _NO_PLACES or not _is_scaled_as_said(form):
        return None
    return form.before, form.behind, form.scale


def is_dated(pattern: str) -> bool:
    """Say whether a pattern shows numbers as days or times."""
    bare = _BRACKETED.sub("", _QUOTED.sub(lambda match: match[1] or "", pattern.partition(";")[0]))
    return (
        bare.lower() not in _GENERAL
        and _DATED.search(bare) is not None
        and "0" not in bare
        and "#" not in bare
    )


def _day(value: datetime | date | time | timedelta, pattern: str) -> str:
    """Return a day as 2025-04-07, with its time where it has one; of a pattern without days 2025年4月, or 2025年."""
    if not isinstance(value, date):
        return str(value)
    bare = _BRACKETED.sub("", _QUOTED.sub("", pattern)).lower()
    if "y" in bare and "d" not in bare:
        return f"{value.year}年{value.month}月" if "m" in bare else f"{value.year}年"
    if not isinstance(value, datetime):
        return str(value)
    midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
    return str(value.date()) if midnight else value.strftime("%Y-%m-%d %H:%M:%S")


def _number(value: float, pattern: str) -> str:
    form = None if _is_other(pattern) else _format(_section(pattern, value))
    if form is None:
        return _general(value)
    if form.decimals == _NO_PLACES:
        return form.before
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    number = number / form.scale
    if form.decimals is None:
        number = Decimal(_general(float(number)))
    else:
        number = number.quantize(Decimal(1).scaleb(-form.decimals), ROUND_HALF_UP)
    number = abs(number)  # no minus before nought; signs are shown with the words
    if not number and not form.zero:
        return f"{form.before}{form.behind}"
    text = f"{form.before}{number:{',f' if form.parted else 'f'}}{form.behind}"
    text = below_nought(text) if value < 0 else text
    return text if _is_scaled_as_said(form) else f"{text}({_general(value)})"


def below_nought(text: str) -> str:
    """Return with a minus what a cell shows of a number below nought: 5.2 in red, (5.2) and ▲5.2 are -5.2.

    下降5.2 and ↓5.2 say it themselves.
    """
    said = _SIGNED.fullmatch(text)
    if said is None:
        return text
    left = said["left"]
    left = re.sub("[)）]", "", left, count=1) if said["open"] else left
    return f"-{left}" if left[:1].isdecimal() and re.search("[1-9]", left) else left


def _is_scaled_as_said(form: _Format) -> bool:
    """Say whether a format that cuts thousands off says no other word for them: 千 of 「0,"千"」."""
    said = _MULTIPLIER.match(form.behind)
    cut = form.scale > 1 and said is not None
    return not cut or multiplier(said[0] if said else "") == form.scale


@lru_cache(maxsize=1024)
def _is_other(pattern: str) -> bool:
    """Say whether a pattern shows fractions or powers of ten, or asks how large a number is: it is shown as stored."""
    bare = _QUOTED.sub("", pattern)
    return _CONDITION.search(bare) is not None or _POWER.search(_BRACKETED.sub("", bare)) is not None


def _section(pattern: str, value: float) -> str:
    """Return the part of a pattern that is for numbers of this sign."""
    sections = pattern.split(";")
    if value == 0 and len(sections) > 2:
        return sections[2]
    if value >= 0 or len(sections) < 2:
        return sections[0]
    return sections[1]


@lru_cache(maxsize=1024)
def _format(section: str) -> _Format | None:
    """Return how a section shows numbers, None where it says nothing of them."""
    bare = _BRACKETED.sub("", section)
    if bare.strip().lower() in _GENERAL:
        return None
    text = _QUOTED.sub(lambda match: f"\0{match[1] or match[2] or ''}\0", bare)
    places = _PLACES.search(_LITERAL.sub(_masked, text))
    if places is None:
        nothing = Decimal(1)
        return _Format(_NO_PLACES, False, nothing, _words(text).strip(), "", False) if "\0" in text else None  # noqa: FBT003
    whole, last = places[1], places[3] or ""
    decimals = places[2] or last
    before, behind = text[: places.start()], text[places.end() :]
    if _PLACE.search(_LITERAL.sub("", behind)):
        return None  # 「00-00」: digits behind what stands among them
    thousands = len(whole) - len(whole.rstrip(",")) + len(places[4])
    percent = "%" in _LITERAL.sub("", behind + before)
    scale = Decimal(1000) ** thousands * Decimal(10) ** len(last)
    return _Format(
        None if decimals.strip("0") else min(len(decimals), _MOST_DECIMALS),
        "," in whole.rstrip(","),
        scale / 100 if percent else scale,
        _words(before),
        _words(behind),
        "0" in whole + decimals,
    )


def _masked(literal: re.Match[str]) -> str:
    """Return a literal without digits to be taken for places, as long as it is; a point stays."""
    return literal[0] if literal[1] == "." else "\0" * len(literal[0])


def _words(text: str) -> str:
    """Return what a pattern shows around its digits: signs, and what is quoted."""
    return "".join(match[0] if match[1] is None else match[1] for match in _AROUND.finditer(text))


def _general(value: float) -> str:
    """Return a number without a format: whole, or with as many digits as Excel shows, never as a power of ten."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return format(Decimal(format(value, f".{_DIGITS}g")), "f")
