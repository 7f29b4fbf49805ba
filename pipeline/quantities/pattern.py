"""The one pattern that finds numbers, and the things that only look like one, in folded text.

Each alternative is a named group of a few bounded repeats; none can start inside a run of digits, so the
search is linear. The words come from `words/numerals.yaml`, `hedges.yaml`, `units.yaml` and
`not_quantities.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.quantities.numerals import BARE_HEADS, DIGITS, GROUPS, RANKS, ZEROS
from pipeline.quantities.units import alternation, per_pattern, unit_pattern
from pipeline.words import words_of

_TRAPS = words_of("not_quantities")
_NUMERALS = words_of("numerals")
_HEDGES = words_of("hedges")
_UNITS = words_of("units")

HAN = r"\u3400-\u9fff"
_WHOLE = r"\d{1,3}(?:[,，]\d{3}){1,4}(?!\d)|\d{1,400}+"  # more than 15 digits are seen, and refused
ARABIC = rf"(?<!\d)(?<!\d\.)(?:{_WHOLE})(?:\.\d{{1,10}}+)?"
_INSIDE = "".join(_HEDGES["inside"]["over"])
_FORMAL = _NUMERALS["formal"]
SPACE = "[ \u3000]"
_NOTE = r"(?:(?<!10)[⁰¹²³⁴-⁹]{1,2})?"  # the mark of a note: 600.12¹亿元; 10⁴吨 is a power


def _numeral() -> str:
    """Compose the pattern of a Chinese numeral; 千 of 千瓦 belongs to the unit."""
    guards: dict[str, str] = _NUMERALS["rank_but_not_before"]
    plain = "".join({*DIGITS, *RANKS, *GROUPS} - set(guards))
    guarded = "|".join(f"{rank}(?![{stop}])" for rank, stop in guards.items())
    digits = "".join(DIGITS)
    decimals = f"{_NUMERALS['decimal_point']}[{digits}]{{1,4}}(?![{digits}十分])"
    return f"(?:{_formal_numeral()}|(?:[{plain}]|{guarded}){{1,20}}+(?:{decimals})?)"


def _formal_numeral() -> str:
    """Compose the pattern of 壹亿贰仟万; 伍 and 陆 end words too, and begin a numeral before 万元 or behind 为 alone."""
    ranks, groups, words = "".join(_FORMAL["ranks"]), "".join(GROUPS), _FORMAL["ends_words"]
    digits = "".join(_FORMAL["digits"])
    sure = "".join(digit for digit in digits if digit not in words)
    every = f"{digits}{ranks}{groups}{ZEROS}"
    unsure = "|".join(f"(?<![{before}]){digit}" for digit, before in words.items())
    behind = f"(?<=[{_FORMAL['begins_behind']}])[{digits}](?=[{groups}])"
    head = f"[{digits}](?=[{ranks}])|[{sure}](?=[{groups}])|(?:{unsure})(?=[{groups}]{{1,2}}[元圆{digits}])|{behind}"
    return f"(?:{head})[{every}]{{1,20}}+"


def multiplier_pattern() -> str:
    """Compose the pattern of a multiplier behind digits or an inner hedge: 万, 千万, 万亿."""
    guards: dict[str, str] = _NUMERALS["rank_but_not_before"]
    words = [*RANKS, *_FORMAL["ranks"]]
    ranks = "|".join(f"{rank}(?![{guards[rank]}])" if rank in guards else rank for rank in words)
    return f"(?:(?:{ranks})?(?:万亿|[{''.join(GROUPS)}])|{ranks}|{_NUMERALS['unread_multiplier']})"


def _counted() -> str:
    """Compose the pattern of what stands before 亿 in 3个多亿, 2个亿 and 2个亿元。; 2个亿元项目 are two projects."""
    word, follows = _NUMERALS["counted_group"], _NUMERALS["counted_may_follow"]
    ends = rf"(?!(?![{follows}])[{HAN}])|元(?:[{_TRAPS['clause_ends']}\s]|$)"
    return f"{word}(?:[{_INSIDE}](?=亿)|(?=亿(?:{ends})))"


def _steps() -> str:
    """Compose the pattern of what goes on behind a first multiplier: 1亿|3千|5百万, 12万|3456, 1亿|三千万."""
    mult = multiplier_pattern()
    arabic = r"(?!\d{1,4} ?[年月日])\d{1,16}+(?:,\d{3}){0,4}+(?:\.\d{1,8}+)?"
    hedged = f"[ ]?(?:[{_INSIDE}](?={mult}))?{mult}(?:[{_INSIDE}]?[{''.join(GROUPS)}])?"
    spelled = f"[{''.join(DIGITS)}](?=[{''.join(RANKS)}{''.join(GROUPS)}]){_numeral()}"
    joined = f"[{''.join(_NUMERALS['joins'])}]?"
    multiplied = f"[ ]?{joined}{arabic}{hedged}"
    any_number = rf"(?:{multiplied}|{joined}{arabic}|(?<=万) \d{{3,4}}(?!\d)|{joined}{spelled}){{1,6}}"
    # Behind 千亿 and 十 a number stands for itself: 培育百亿3家. Behind 两万 it goes on: 两万3千人.
    return f"(?(mult){any_number}|(?<=[{''.join(GROUPS)}])(?:{multiplied}){{1,6}})"


def _slogan(opening: str, closing: str, numeral: str) -> str:
    """Compose the pattern of a short quotation with a numeral in it that states no amount: “3个100”."""
    rest = rf"[^{opening}{closing}，。；\n]"
    amount = rf"(?!{rest}{{0,12}}(?:[{''.join(GROUPS)}]|%))"
    return rf"{opening}(?={rest}{{1,12}}{closing}){amount}{rest}{{0,6}}?[\d{numeral}]{rest}{{0,11}}{closing}"


def _lettered_traps() -> dict[str, str]:
    """Give the patterns of traps that begin with a letter, each with an example."""
    standards = alternation(_TRAPS["standards"])
    clause = r"(?:[.\-—:]\d{1,5}){0,3}"
    marks, number = alternation(_TRAPS["range_marks"]), r"\d[\d.,]{0,12}"
    unit = f"[{_INSIDE}]?(?:[万亿%元]|个百分点|{_counted()})"
    amount = rf"[A-Za-z&]{{1,8}}-?{number}(?:(?:{marks}){number})? ?{unit}"  # GDP52亿元, GDP52个亿
    return {
        "address": r"(?:https?://|www\.)[!-~]{1,500}+",  # https://a.cn/2024/1.html
        # GB/T 2260
        "standard": rf"(?<![A-Za-z])(?:{standards})(?:/[A-Z]{{1,4}})? ?\d{{1,6}}{clause}",
        # COVID-19, PM2.5, G325
        "code": rf"(?<![A-Za-z0-9])(?!{amount}|[A-Z]{{2}}\$)[A-Za-z][A-Za-z0-9_\-./@]{{0,80}}+",
    }


def _digit_traps() -> dict[str, str]:
    """Give the patterns of traps that begin with a digit, each with an example."""
    hour = r"(?<![\d:.])(?:[01]?\d|2[0-3])"
    ratio = "".join(f"(?<!{word})" for word in _TRAPS["ratio_words"])
    return {
        "date": r"(?<![\d.])\d{4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}(?!\d)",  # 2021/6/9
        "dotted": r"(?<![\d.])\d{1,4}\.\d{1,4}(?:\.\d{1,4}){1,6}+(?!\d)",  # 2.2.1
        "day": r"\d{1,2}月\d{1,2}(?:[-—~至、]\d{1,2}){0,3}日",  # 4月4—6日
        "time": rf"{ratio}{hour}:[0-5]\d(?::[0-5]\d)?(?![\d:.])",  # 14:45
        "hour": r"\d{1,2}[时点]\d{1,2}分|(?<!\d)\d{1,2}点(?=[钟多半整前后许至到—\-])",  # 9时30分
        # 0750-8888888
        "telephone": r"(?<![\d.])(?:0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-\d{3,4}|1[3-9]\d{9})"
        rf"(?![\d.]| ?(?:{unit_pattern()}))",
        "stroke": r"(?<!\d)\d{1,4}(?:/\d{1,4}){1,3}(?!\d)",  # 4/5G, 985/211
    }


def _other_traps() -> dict[str, str]:
    """Give the patterns of the other traps, each with an example."""
    numeral = "".join({*DIGITS, *RANKS, *GROUPS})
    digit = f"[{''.join(DIGITS)}十\\d]"
    quotes = "|".join(_slogan(a, b, numeral) for a, b in _TRAPS["quotes"])
    first, second = ("".join({word[place] for word in _TRAPS["words"]}) for place in (0, 1))
    return {
        "number_of_document": r"[〔\[(【]\d{4}[〕\])】](?:第)?\d{1,5}号",  # 粤府〔2024〕12号
        "list_number": r"[(\[【〔][\d,、\-—]{1,9}[)\]】〕]",  # (3)
        "word": f"(?=[{first}][{second}])(?:{alternation(_TRAPS['words'])})",  # 一把手
        "fraction": rf"{digit}{{1,3}}分之{digit}{{1,3}}(?!\d)",  # 三分之一
        "slogan": rf"(?:{quotes})",  # “3个100”
    }


# What stands behind the first digits of a trap. The others are most of a page's numbers, and not tried further.
_TRAP_AHEAD = r"(?=\d{1,4}(?:[-/:月时点]|\.\d{1,4}\.)|1[3-9]\d{9})"


def _trap() -> str:
    """Join the traps, which must be stepped over whole, to one alternation."""
    lettered, digits, others = ("|".join(t().values()) for t in (_lettered_traps, _digit_traps, _other_traps))
    return f"(?=[A-Za-z])(?:{lettered})|{_TRAP_AHEAD}(?:{digits})|{others}"


@cache
def quantity_pattern() -> re.Pattern[str]:
    """Compile the pattern: traps first, then 百分之五, 翻一番, 三成五, 第8位, number + multiplier + unit."""
    numeral, mult, groups = _numeral(), multiplier_pattern(), "".join(GROUPS)
    digits, inside = "".join(DIGITS), _INSIDE
    doubling = _NUMERALS["doubling"]
    unit, per = unit_pattern(), per_pattern()
    heads = alternation(_NUMERALS["fraction_heads"])
    symbols = alternation(_UNITS["symbols"])
    hanzi_digit = rf"[{digits}十]"
    tenths = f"{_NUMERALS['tenths']}(?![{_NUMERALS['tenths_not_before']}])"
    half = f"[{digits}半](?!(?![{_NUMERALS['tenths_may_follow']}])[{HAN}])"
    verbs, nouns = alternation(doubling["verbs"]), "".join(doubling["nouns"])
    counters = "".join(_UNITS["ranks"]["counters"])
    several = alternation(_TRAPS["several"])
    whole = f"(?<=[元圆])(?:{alternation(_FORMAL['whole'])})"  # 伍仟万元整
    figure = (
        rf"(?P<symbol>{symbols})?(?P<sign>(?<![\dA-Za-z%\-)])[-−](?=\d))?"
        rf"(?:(?P<arabic>{ARABIC})|(?P<numeral>{numeral}))(?P<gap>{_NOTE}{SPACE}{{0,2}})"
        rf"(?P<hedge>[{inside}]?{_counted()}|[{inside}](?={mult}|[ ]?(?:{unit})))?"
        rf"(?P<mult>{mult}(?:[{inside}]?[{groups}])?)?(?P<steps>{_steps()})?"
        rf"(?P<hedge2>[{inside}](?=[ ]?(?:{unit})))?"
        rf"(?:{SPACE}{{0,2}}(?P<unit>{unit})(?:/(?:每)?(?P<per>{per})(?![A-Za-z])|{whole}(?![{HAN}]))?)?"
    )
    parts = [
        rf"(?P<trap>{_trap()})",
        rf"(?P<head>{heads})(?P<part>{ARABIC}|{numeral})",
        rf"(?P<doubling>(?:{verbs})(?P<times>[{digits}\d])?[{nouns}])",
        rf"(?P<tenths>(?<![{digits}])(?P<whole>{hanzi_digit}|\d{{1,2}}){tenths}(?P<half>{half})?)",
        rf"第 ?(?P<place>\d{{1,4}}(?![\d.])|{hanzi_digit}{{1,3}}+)(?P<counter> ?[{counters}])?",
        rf"(?P<vague>(?<![{_TRAPS['several_not_after']}])(?:{several})[{''.join(RANKS)}{''.join(GROUPS)}]{{1,3}}+)",
        figure,
    ]
    first = "".join({*DIGITS, *RANKS, *GROUPS, *_FORMAL["digits"]}) + "".join(a for a, _ in _TRAPS["quotes"])
    starts = "".join({w[0] for w in [*_TRAPS["several"], *_TRAPS["words"], *doubling["verbs"]]})
    guard = rf"(?=[A-Za-z\d\-−第(\[【〔{first}{starts}{re.escape(''.join(_UNITS['symbols']))}])"
    return re.compile(f"{guard}(?:{'|'.join(parts)})")


@cache
def bare_head() -> frozenset[str]:
    """Give the characters with which a numeral begins that needs a hedge: 近千人次, 突破千亿元."""
    return frozenset(BARE_HEADS)
