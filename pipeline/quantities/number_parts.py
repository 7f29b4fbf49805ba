"""Decide what each number in folded text is: a quantity with value and unit, or one to drop (a date, a code).

Rests on the word lists `words/units.yaml` and `words/not_quantities.yaml`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.quantities.half_read import is_half_read
from pipeline.quantities.hedges import hedge_after, hedge_before, reached_before
from pipeline.quantities.number_traps import is_dropped
from pipeline.quantities.numerals import (
    DIGITS,
    GROUPS,
    compound_value,
    multiplier,
    numeral_value,
    plain_numeral,
    spoken_range,
)
from pipeline.quantities.pattern import HAN, bare_head, quantity_pattern
from pipeline.quantities.units import TIME_UNITS, alternation, unit_of, unit_pattern
from pipeline.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TRAPS = words_of("not_quantities")
_UNITS = words_of("units")
_NUMERALS = words_of("numerals")
_RANKS = _UNITS["ranks"]
_ONE = Decimal(1)
HALF_READ = "half_read"
_SCANNED = re.compile(rf"[{_TRAPS['lookalikes']}][{_TRAPS['lookalikes']}\d.,]{{3,15}}")
_UNIT_BEHIND = re.compile(f" ?(?:{unit_pattern()}|[{''.join(GROUPS)}])")
_SIZE_BEHIND = re.compile(f" ?(?:[{''.join(GROUPS)}%元]|个百分点)")
_INSIDE = frozenset(words_of("hedges")["inside"]["over"])
_SAID_BETWEEN = _INSIDE | {*_NUMERALS["joins"], _NUMERALS["counted_group"]}  # 2个亿, 20亿零300万, 8000余万
_SHORT_NUMERAL = 3
_DIGITS_ONLY = frozenset(_UNITS["digits_only"])
_CURRENCY = sorted(_UNITS["currency_before"].items(), key=lambda item: -len(item[0]))
_CURRENCY_WORDS = tuple(word for word, _ in _CURRENCY)
_MOVES = tuple(_RANKS["moves"])
_RANK_BEFORE = re.compile(
    rf"(?:{alternation(_RANKS['words'])})[^，。；,;：:、]{{0,12}}$|(?:{alternation(_RANKS['scopes'])})$"
)
_AMOUNT_BEFORE = re.compile(
    rf"(?:{alternation(_UNITS['amounts']['words'])})(?:{alternation(_UNITS['amounts']['between'])}){{0,3}}$"
)
_SIGNED_AFTER = re.compile(r"[为到率速于幅至\s(:,，、|]$")
_SIGNED = frozenset({"%", "‰", "百分点", "个百分点", None})
_ONE_AS_NUMBER = {"倍", "百分点"}  # 增长一倍, 提高一个百分点; elsewhere a single 一 is an article (一个项目)


class Part(NamedTuple):
    """Be one number: `value` = `number` × `scale` × `unit_factor`, `top` the upper end of 两三 (2 to 3)."""

    start: int
    end: int
    digits: str
    number: Decimal
    scale: int
    unit_factor: Decimal
    unit: str
    qualifier: str
    top: Decimal | None = None
    dropped: bool = False
    flaw: str = ""
    tentative: bool = False  # a numeral that is a number only as the lower end of a range: 三至五亿元

    @property
    def value(self) -> Decimal:
        """Give the value in the base unit."""
        return self.number * self.scale * self.unit_factor

    @property
    def bare(self) -> bool:
        """Tell whether neither a multiplier nor a unit is printed."""
        return self.scale == 1 and self.unit == ""

    @property
    def shared_scale(self) -> int:
        """Give the multiplier that a number before it in a range shares: 3—5亿, 三至五亿."""
        numeral = self.digits.rstrip("".join(GROUPS))
        return self.scale * multiplier(self.digits[len(numeral) :])


def parts_in(text: str) -> list[Part]:
    """Give the numbers of a text in order, also those to drop, for they may end a range (2021—2025年)."""
    parts: list[Part] = []
    glued = -1
    for found in quantity_pattern().finditer(text):
        kind = found.lastgroup or ""
        if kind in _STEPPED_OVER:
            parts += _scanned(text, found)
            continue
        reader = _READERS.get(kind)
        part = reader(text, found) if reader else _figure(text, found, glued)
        if part is not None:
            parts.append(part)
            if not part.tentative:
                glued = -1 if part.dropped else part.end
    return parts


def _number(text: str) -> Decimal | None:
    """Give the value of digits or of a Chinese numeral."""
    return Decimal(text.replace(",", "")) if text[0].isdecimal() else numeral_value(text)


def _simple(text: str, start: int, end: int, number: Decimal, unit: str) -> Part:
    """Make a part whose unit needs no factor, with the hedges around it."""
    qualifier = hedge_before(text, start, bare_rank=False) or hedge_after(text, end) or "exact"
    return Part(start, end, text[start:end], number, 1, _ONE, unit, qualifier)


def _fraction(text: str, found: re.Match[str]) -> Part | None:
    """Read 百分之十二点五."""
    number = _number(found["part"])
    if number is None:
        return None
    return _simple(text, found.start(), found.end(), number, _NUMERALS["fraction_heads"][found["head"]])


def _doubling(text: str, found: re.Match[str]) -> Part | None:
    """Read 翻一番 as 2 倍, 翻两番 as 4 倍."""
    times = found["times"]
    count = 1 if times is None else int(DIGITS.get(times, 0) or times)
    if not 1 <= count <= 5 or (found[0][-1] == "倍" and count != 1):
        return None
    return _simple(text, found.start(), found.end(), Decimal(2**count), _NUMERALS["doubling"]["unit"])


def _tenths(text: str, found: re.Match[str]) -> Part | None:
    """Read 三成五 as 35 %; 一成 only with a hedge, because 统一成 and 一成不变 are words."""
    number = _number(found["whole"])
    if number is None or number > 10:
        return None
    half = found["half"]
    number = number * 10 + (5 if half == "半" else DIGITS[half] if half else 0)
    part = _simple(text, found.start(), found.end(), number, "%")
    return None if found["whole"] == "一" and part.qualifier == "exact" else part


def _place(text: str, found: re.Match[str]) -> Part | None:
    """Read 第8 and 第71位 as a rank where the words around say so; 第二批 and 第十三届 are none."""
    number = _number(found["place"])
    if number is None:
        return None
    before = text[max(0, found.start() - 16) : found.start()]
    certain = found["counter"] is not None and found["place"].isdigit() and found["place"].isascii()
    if not certain:
        following = text[found.end() : found.end() + 1]
        if (
            found["counter"] is None
            and re.match(f"[{HAN}A-Za-z]", following)
            and following not in _RANKS["may_follow"]
        ):
            return None
        if not _RANK_BEFORE.search(before):
            return None
    return Part(found.start(), found.end(), found[0], number, 1, _ONE, _RANKS["unit"], "exact")


def _formal(text: str, found: re.Match[str]) -> Part | None:
    """Read 伍仟陆佰万元整."""
    number = numeral_value(plain_numeral(found["formal"]))
    if number is None:
        return None
    unit = unit_of(found["formal_unit"], None)
    part = _simple(text, found.start(), found.end(), number, unit.name)
    return part._replace(unit_factor=unit.factor)


def _long(_: str, found: re.Match[str]) -> Part:
    """Keep a number of more digits than a value can have as one that cannot be read."""
    return Part(found.start(), found.end(), found[0], Decimal(0), 1, _ONE, "", "exact", flaw=HALF_READ)


def _scanned(text: str, found: re.Match[str]) -> Iterator[Part]:
    """Yield the number that scanning made a code of (GDP6S1390万元, Z.4亿元), as one that cannot be read."""
    size = (_UNIT_BEHIND if _SCANNED.fullmatch(found[0]) else _SIZE_BEHIND).match(text, found.end())
    if size and found[0][0].isalpha() and any(one.isdecimal() for one in found[0]):
        yield Part(found.start(), size.end(), found[0], Decimal(0), 1, _ONE, "", "exact", flaw=HALF_READ)


_STEPPED_OVER = frozenset({"trap", "vague"})
# By the last group of the pattern that closed; every other match is number, multiplier and unit.
_READERS: dict[str, Callable[[str, re.Match[str]], Part | None]] = {
    "part": _fraction,
    "doubling": _doubling,
    "tenths": _tenths,
    "place": _place,
    "counter": _place,
    "formal_unit": _formal,
    "long": _long,
}


def _figure(text: str, found: re.Match[str], glued: int) -> Part | None:
    """Read number, multiplier, unit and hedges."""
    start, end = found.span()
    symbol, sign, arabic, numeral, mult, form = found.group(
        "symbol", "sign", "arabic", "numeral", "mult", "unit"
    )
    digits = arabic or numeral
    number, top = _number(digits), None
    if number is None:
        ends = spoken_range(digits)
        if ends is None:
            return None
        number, top = ends
    if sign and form in _SIGNED and _SIGNED_AFTER.search(text[max(0, start - 1) : start] or " "):
        number = -number
    elif sign:
        start += 1
    scale, whole = (1, number) if mult is None else _scaled(text, found, number)
    if form is None:
        end = _end_of_bare(found)
    inside = {*_INSIDE} & {*(mult or ""), *(found["more"] or "")}
    inner = "over" if found["hedge"] or found["hedge2"] or inside else ""
    bare_rank = arabic is None and digits[0] in bare_head()
    qualifier = hedge_before(text, start, bare_rank=bare_rank) or inner or hedge_after(text, end)
    sized, dated = mult is not None or digits[-1] in GROUPS, form in TIME_UNITS
    # 「表1 2025年」 holds no number in pieces: dates are no quantities.
    if whole is None or (not dated and is_half_read(text, start, end, sized=sized, united=form is not None)):
        return Part(start, end, digits, Decimal(0), 1, _ONE, "", "exact", flaw=HALF_READ)
    number = whole
    if arabic is None and not _is_number(text, start, digits, form, scale, qualifier):
        if form is None and scale == 1 and len(digits) <= _SHORT_NUMERAL and top is None:
            return Part(start, end, digits, number, 1, _ONE, "", "exact", tentative=True)
        return None
    name, factor = _unit(text, start, end, found, number * scale)
    top = None if top is None else top * scale * factor
    part = Part(start, end, digits, number, scale, factor, name, qualifier or "exact", top)
    return part._replace(dropped=True) if is_dropped(text, part, form, glued, symbol) else part


def _scaled(text: str, found: re.Match[str], number: Decimal) -> tuple[int, Decimal | None]:
    """Split a number into a multiplier and what it multiplies: 2亿, 108万2156; None where its pieces make no number."""
    if not found["more"]:
        return multiplier(found["mult"]), number
    first = "arabic" if found["arabic"] is not None else "numeral"
    written = text[found.start(first) : found.end("more")]
    return 1, compound_value("".join(one for one in written if one not in _SAID_BETWEEN))


def _end_of_bare(found: re.Match[str]) -> int:
    """Give the end of a number without a unit; the space after it is not part of it."""
    for group in ("hedge2", "more", "mult", "hedge", "arabic", "numeral"):
        if found[group] is not None:
            return found.end(group)
    return found.end()


def _is_number(text: str, start: int, digits: str, form: str | None, scale: int, qualifier: str) -> bool:
    """Tell whether Chinese characters state a number: 三百二十万, 近千, but not 一个, 四大, 千亿级."""
    if digits[0] in bare_head():
        return bool(qualifier) or (form is not None and reached_before(text, start))
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
    return str(_RANKS["unit"] if _RANK_BEFORE.search(before) else _RANKS["head_unit"])
