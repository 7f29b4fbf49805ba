"""Write a value in each of the ways in which Chinese texts write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

_WAN, _YI, _WANYI = 10**4, 10**8, 10**12


@dataclass(frozen=True, slots=True)
class Written:
    """Hold a value as text, with the unit behind it, and what it means: of a range the lower and upper end."""

    text: str
    value: int
    qualifier: str = "exact"
    high: int | None = None


class Numerals:
    """Write values by named ways; a way that cannot write a value gives None."""

    def __init__(self, words: dict[str, Any], rng: Random) -> None:
        """Take the data of numerals.yaml; choices within a way are drawn from `rng`."""
        self._words = words
        self._rng = rng

    def write(self, way: str, value: int, unit: str) -> Written | None:
        """Return a value in one way, None where that way does not fit it (2个亿 of 1.35亿)."""
        if way.startswith("hedge"):
            return self._hedged(way.removeprefix("hedge_"), value, unit)
        if way.startswith("range"):
            return self._range(way.removeprefix("range_"), value, unit)
        maker: Callable[[int], str | None] = getattr(self, f"_{way}")
        text = maker(value)
        if text is None:
            return None
        # 2个亿 says no 元
        return Written(text if way == "counted" else text + unit, value)

    def scaled(self, value: int, unit: str) -> str | None:
        """Return the bare number that a table prints of a value in a unit like 亿元, None where it has too many digits."""
        scale = {"亿": _YI, "万": _WAN}.get(unit[0], 1)
        return _plain(value, scale)

    def _decimal(self, value: int) -> str | None:
        if value < 10**5 and value % 1000:
            return str(value)
        for scale, name in ((_WANYI, "万亿"), (_YI, "亿"), (_WAN, "万")):
            if value >= scale:
                number = _plain(value, scale)
                return number and number + name
        return str(value)

    def _small_scale(self, value: int) -> str | None:
        if value % _WAN or value >= 10**12:
            return str(value) if value < 10**8 else None
        return f"{value // _WAN}万"

    def _digits(self, value: int) -> str | None:
        return str(value) if value < 10**11 else None

    def _commas(self, value: int) -> str | None:
        return f"{value:,}" if 1000 <= value < 10**12 else None

    def _commas_scale(self, value: int) -> str | None:
        return f"{value // _WAN:,}万" if value % _WAN == 0 and value >= 1000 * _WAN else None

    def _mixed(self, value: int) -> str | None:
        big, scale, name, tail = (_YI, _WAN, "亿", "万") if value >= _YI else (_WAN, 1, "万", "")
        rest = value % big // scale
        if value < _WAN or value % scale or rest < 1000:
            return None
        return f"{value // big}{name}{rest}{tail}"

    def _mixed_steps(self, value: int) -> str | None:
        big, scale, name, tail = (_YI, _WAN, "亿", "万") if value >= _YI else (_WAN, 1, "万", "")
        rest = value % big // scale
        if value < _WAN or value % (scale * 100) or rest < 1000:
            return None
        hundreds = f"{rest // 100 % 10}百" if rest // 100 % 10 else ""
        return f"{value // big}{name}{rest // 1000}千{hundreds}{tail}"

    def _chinese(self, value: int) -> str | None:
        return self.spelled(value, "chinese") if _significant(value) <= 4 else None

    def _financial(self, value: int) -> str | None:
        return self.spelled(value, "financial") if _significant(value) <= 4 else None

    def _chinese_scaled(self, value: int) -> str | None:
        text = self._decimal(value)
        if text is None or "." not in text:
            return None
        whole, _, rest = text.partition(".")
        digits = self._words["digits"]["chinese"]
        decimals = "".join(digits[int(c)] if c.isdigit() else c for c in rest)
        return f"{self.spelled(int(whole), 'chinese')}点{decimals}"

    def _counted(self, value: int) -> str | None:
        return f"{value // _YI}个亿" if value % _YI == 0 and value < 100 * _YI else None

    def _full_width(self, value: int) -> str | None:
        text = self._decimal(value)
        return text and self.widened(text)

    def _full_width_mixed(self, value: int) -> str | None:
        text = self._mixed(value)
        return text and self.widened(text)

    def _thousand_scale(self, value: int) -> str | None:
        for step, name in ((10**7, "千万"), (10**6, "百万")):
            if value % step == 0 and value < 10 * step:
                return f"{value // step}{name}"
        return None

    def _trailing_zero(self, value: int) -> str | None:
        text = self._decimal(value)
        if text is None or text.isdigit():
            return None
        number, name = text.rstrip("万亿"), text[len(text.rstrip("万亿")) :]
        return (number + "0" if "." in number else number + ".0") + name

    def _hedged(self, where: str, value: int, unit: str) -> Written | None:
        choices = [(q, word) for q, words in self._words["hedges"][where].items() for word in words]
        qualifier, word = self._rng.choice(choices)
        if where != "inside":
            text = self._decimal(value)
            if text is None:
                return None
            return Written(word + text + unit if where == "before" else text + unit + word, value, qualifier)
        for scale, name in ((_WANYI, "万*亿"), (_YI, "*亿"), (_WAN, "*万")):
            if value >= scale and (number := _plain(value, scale)):
                behind = "." in number or value // scale < 10
                spelled = name if name == "万*亿" else (name[1:] + "*" if behind else name)
                return Written(number + spelled.replace("*", word) + unit, value, qualifier)
        return None

    def _range(self, way: str, value: int, unit: str) -> Written | None:
        high = value + self._rng.randint(1, 4) * 10 ** (len(str(value)) - 1)
        dash = self._rng.choice(self._words["between"])
        scale, name = (_YI, "亿") if value >= _YI else (_WAN, "万")
        low, top = _plain(value, scale), _plain(high, scale)
        if value < _WAN or low is None or top is None or value >= _WANYI:
            return None
        if way == "units":
            low = str(value // _WAN) if value < _YI <= high else None
            text = f"{low}万{dash}{_plain(high, _YI)}亿{unit}"
            return Written(text, value, "range", high) if low and value % _WAN == 0 else None
        if way == "full":
            return Written(f"{low}{name}{unit}{dash}{top}{name}{unit}", value, "range", high)
        if way == "chinese":
            if "." in low + top or int(low) > 9 or int(top) > 9:
                return None
            joint = self._rng.choice(self._words["between_chinese"])
            one, two = (self._words["digits"]["chinese"][int(end)] for end in (low, top))
            return Written(f"{one}{joint}{two}{name}{unit}", value, "range", high)
        return Written(f"{low}{dash}{top}{name}{unit}", value, "range", high)

    def spelled(self, value: int, alphabet: str) -> str:
        """Return an integer in words: 135000000 → 一亿三千五百万, 壹亿叁仟伍佰万."""
        digits, steps = self._words["digits"][alphabet], self._words["steps"][alphabet]
        text = ""
        for scale, name in ((_YI, "亿"), (_WAN, "万"), (1, "")):
            part, value = divmod(value, scale)
            if part >= _WAN:
                text += self.spelled(part, alphabet) + name
            elif part:
                gap = digits[0] if text and part < 1000 else ""
                text += gap + _below_ten_thousand(part, digits, steps) + name
        return text[1:] if alphabet == "chinese" and text.startswith("一十") else text

    def widened(self, text: str) -> str:
        """Return a text with full-width digits and point."""
        wide = self._words["digits"]["full_width"]
        return "".join(wide[int(c)] if c.isdigit() else "．" if c == "." else c for c in text)


def _below_ten_thousand(value: int, digits: str, steps: str) -> str:
    text, gap = "", False
    for power, name in ((1000, steps[0]), (100, steps[1]), (10, steps[2]), (1, "")):
        digit = value // power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + name
        gap = digit == 0
    return text


def _plain(value: int, scale: int) -> str | None:
    """Return value / scale without trailing zeros, None where more than four decimals would be needed."""
    number = (Decimal(value) / scale).normalize()
    exponent = number.as_tuple().exponent
    return f"{number:f}" if isinstance(exponent, int) and exponent >= -4 else None


def _significant(value: int) -> int:
    return len(str(value).rstrip("0"))
