"""Read a number with its multiplier, unit and hedges: 超1亿3千5百万元, 三百余户, 三 of 三至五亿元.

Rests on the word lists `words/numerals.yaml` and `words/units.yaml`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.quantities.compounds import compound_value
from pipeline.quantities.half_read import Rest, rest_of_digits, too_long
from pipeline.quantities.hedges import hedge_after, hedge_before, reached_before
from pipeline.quantities.number_traps import is_dropped
from pipeline.quantities.numerals import (
    DIGITS,
    FORMAL,
    GROUPS,
    RANKS,
    multiplier,
    numeral_value,
    spoken_range,
)
from pipeline.quantities.part import HALF_READ, Part
from pipeline.quantities.pattern import bare_head, multiplier_pattern
from pipeline.quantities.units import TIME_UNITS, alternation, unit_of
from pipeline.words import words_of

_UNITS = words_of("units")
_NUMERALS = words_of("numerals")
_RANKS = _UNITS["ranks"]
_ONE = Decimal(1)
_DIGITS_ONLY = frozenset(_UNITS["digits_only"])
_CURRENCY = sorted(_UNITS["currency_before"].items(), key=lambda item: -len(item[0]))
_CURRENCY_WORDS = tuple(word for word, _ in _CURRENCY)
_MOVES = tuple(_RANKS["moves"])
RANK_BEFORE = re.compile(
    rf"(?:{alternation(_RANKS['words'])})[^，。；,;：:、]{{0,12}}$|(?:{alternation(_RANKS['scopes'])})$"
)
_AMOUNT_BEFORE = re.compile(
    rf"(?:{alternation(_UNITS['amounts']['words'])})(?:{alternation(_UNITS['amounts']['between'])}){{0,3}}$"
)
_SIGNED_AFTER = re.compile(r"[为到率速于幅至\s(:,，、|]$")
_SIGNED = frozenset({"%", "‰", "百分点", "个百分点", None})
_ONE_AS_NUMBER = {"倍", "百分点"}  # 增长一倍, 提高一个百分点; elsewhere a single 一 is an article (一个项目)
_INSIDE = frozenset(words_of("hedges")["inside"]["over"])
# What a multiplier holds besides multipliers: 3个多亿, 1.2万余亿, 1 亿 3500 万.
_FILLERS = FORMAL | dict.fromkeys(
    map(ord, [*_INSIDE, *{*_NUMERALS["joins"]} - {*DIGITS}, _NUMERALS["counted_group"], " "])
)
_MULTIPLIER = re.compile(multiplier_pattern())
_READ = frozenset({*RANKS, *GROUPS})
_STEP = 10**4  # what a compound counts in
_MARKS = alternation(words_of("not_quantities")["range_marks"])
_RANGE_BEHIND = re.compile(rf" ?(?:{_MARKS}) ?[{''.join({*DIGITS, *RANKS})}\d]")
_RANGE_BEFORE = re.compile(rf"(?:{_MARKS}) ?$")
_ONE_OF_WORD = frozenset(_NUMERALS["one_not_after"])


class _Number(NamedTuple):
    """Be the value of a number as `number` × `scale`, None where its characters are no certain number."""

    number: Decimal | None
    scale: int
    top: Decimal | None = None


def figure(text: str, found: re.Match[str], glued: int) -> Part | None:
    """Read number, multiplier, unit and hedges; None where Chinese characters state no number."""
    start, end = found.span()
    arabic, form = found["arabic"], found["unit"]
    digits = arabic or found["numeral"]
    read = _number_of(digits, found)
    if read is None:
        return None
    number, flaw = (read.number, "") if read.number is not None else (Decimal(0), HALF_READ)
    if found["sign"] and form in _SIGNED and _SIGNED_AFTER.search(text[max(0, start - 1) : start] or " "):
        number = -number
    elif found["sign"]:
        start += 1
    if form is None:
        end = _end_of_bare(found)
    spare = False
    bare_rank = arabic is None and digits[0] in bare_head()
    inner = "" if _INSIDE.isdisjoint(text[found.end("gap") : _end_of_bare(found)]) else "over"
    qualifier = hedge_before(text, start, bare_rank=bare_rank) or inner or hedge_after(text, end)
    if arabic is None and not _is_number(text, start, digits, form, read.scale, qualifier):
        spare = _ends_range(text, start, end, digits)
        if not spare:
            return None
    name, factor = _unit(text, start, end, found, number * read.scale)
    top = None if read.top is None else read.top * read.scale * factor
    qualifier = qualifier or "exact"
    part = Part(start, end, digits, number, read.scale, factor, name, qualifier, top, spare=spare, flaw=flaw)
    return _settled(text, part, found, glued)


def _settled(text: str, part: Part, found: re.Match[str], glued: int) -> Part:
    """Drop a part that states no quantity, and mark one that goes on behind its digits."""
    bare = found["arabic"] and found.end("arabic") == part.end
    rest = rest_of_digits(text, found.start("arabic"), part.end) if bare else None
    # 1O.5亿, 42. 3亿 and a number of more digits than a value holds look like codes and items, and are none.
    seen = rest is not None and (text[part.end] == "." or not _LETTERS.isdisjoint(text[part.end : rest.end]))
    if is_dropped(text, part, found["unit"], glued, found["symbol"]) and not (seen or too_long(part.digits)):
        return part._replace(dropped=True)
    return part if rest is None else flawed(text, part.start, rest)


_LETTERS = frozenset(words_of("not_quantities")["lookalikes"])


def flawed(text: str, start: int, rest: Rest) -> Part:
    """Make a part that is not to be trusted, up to the unit that ends it."""
    unit = unit_of_name(rest.form) if rest.form else ""
    printed = text[start : rest.end]
    return Part(start, rest.end, printed, Decimal(0), 1, _ONE, unit, "about", flaw=HALF_READ)


def _number_of(digits: str, found: re.Match[str]) -> _Number | None:
    """Give the value of number, multiplier and what goes on behind it; None where no number is stated."""
    mult, steps = found["mult"] or "", found["steps"]
    if steps:
        uneven = steps[0] == " " and not found["gap"]  # 1亿 3500万 may be two amounts, 1 亿 3500 万 is one
        value = (
            None
            if uneven
            else compound_value(f"{digits}{mult}{steps}".replace("，", ",").translate(_FILLERS))
        )
        return _Number(None if value is None else value / _STEP, _STEP)
    number = value_of(digits)
    if mult == "" and number is not None:
        return _Number(number, 1)
    mult = mult.translate(_FILLERS)
    if mult and (not _READ.issuperset(mult) or not _MULTIPLIER.fullmatch(mult)):
        return _Number(None, _STEP)  # 1兆, 5万万
    if number is not None:
        return _Number(number, multiplier(mult))
    ends = spoken_range(digits)
    if ends is not None:
        return _Number(ends[0], multiplier(mult), ends[1])
    amount = digits[0] in DIGITS and found["unit"] and not GROUPS.keys().isdisjoint(digits)
    return _Number(None, _STEP) if amount else None  # 一亿三千元


def value_of(digits: str) -> Decimal | None:
    """Give the value of digits or of a Chinese numeral."""
    return (
        Decimal(digits.replace(",", "").replace("，", "")) if digits[0].isdecimal() else numeral_value(digits)
    )


def _ends_range(text: str, start: int, end: int, digits: str) -> bool:
    """Tell whether a numeral that is no number by itself ends a range: 三至五亿元, 百分之三至五."""
    if digits[0] in bare_head() or (digits == "一" and text[start - 1 : start] in _ONE_OF_WORD and start):
        return False
    before = text[max(0, start - 4) : start]
    return _RANGE_BEHIND.match(text, end) is not None or _RANGE_BEFORE.search(before) is not None


def _end_of_bare(found: re.Match[str]) -> int:
    """Give the end of a number without a unit; the space after it is not part of it."""
    for group in ("hedge2", "steps", "mult", "hedge", "arabic", "numeral"):
        if found[group] is not None:
            return found.end(group)
    return found.end()


def _is_number(text: str, start: int, digits: str, form: str | None, scale: int, qualifier: str) -> bool:
    """Tell whether Chinese characters state a number: 三百二十万, 近千, but not 一个, 四大, 千亿级."""
    if digits[0] in bare_head():
        lost = digits in GROUPS  # 「总投资达亿元」 has lost its digits, 达百亿元 has not
        return bool(qualifier) or (form is not None and not lost and reached_before(text, start))
    if form is None:
        return scale > 1 or digits[-1] in "万亿"
    if len(digits) == 1 and form in _DIGITS_ONLY:
        return bool(qualifier)
    return digits != "一" or scale > 1 or unit_of_name(form) in _ONE_AS_NUMBER


def unit_of_name(form: str) -> str:
    """Give the base unit of a printed form; a unit of time is its own."""
    return form if form in TIME_UNITS else unit_of(form, None).name


def _unit(text: str, start: int, end: int, found: re.Match[str], size: Decimal) -> tuple[str, Decimal]:
    """Give base unit and factor; currency words before it, ranks and amounts without 元 are settled here."""
    form = found["unit"]
    if form in TIME_UNITS:
        return form, _ONE
    if form is None or form == "元":
        before = text[max(0, start - 4) : start] + (found["symbol"] or "")
        if before.endswith(_CURRENCY_WORDS):
            return next(currency for word, currency in _CURRENCY if before.endswith(word)), _ONE
    if form is None:
        grouped = "万" in text[start:end] or "亿" in text[start:end]
        window = text[max(0, start - 14) : start]
        return ("元" if size >= 1000 and grouped and _AMOUNT_BEFORE.search(window) else ""), _ONE
    if form in _RANKS["counters"] and found["per"] is None:
        return _counter(text, start, form), _ONE
    unit = unit_of(form, found["per"])
    return unit.name, unit.factor


def _counter(text: str, start: int, form: str) -> str:
    """Tell 居全省71位 (a rank), 上升3位 (a move) and 12位老人 (persons) apart."""
    if form != _RANKS["unit"]:
        return form
    before = text[max(0, start - 16) : start]
    if before.endswith(_MOVES):
        return str(_RANKS["moved_unit"])
    return str(_RANKS["unit"] if RANK_BEFORE.search(before) else _RANKS["head_unit"])
