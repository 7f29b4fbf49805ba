"""Write a value in each of the ways in which Chinese texts write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WAN, YI, WANYI = 10**4, 10**8, 10**12


@dataclass(frozen=True, slots=True)
class Written:
    """Hold a value as text, with the unit behind it, and what it means: of a range the lower and upper end."""

    text: str
    value: int
    qualifier: str = "exact"
    high: int | None = None


class Numerals:
    """Write values by named ways; a way that cannot write a value gives None."""

    def __init__(self, words: dict[str, Any]) -> None:
        """Take the data of numerals.yaml."""
        self._words = words

    def write(self, way: str, value: int, unit: str) -> Written | None:
        """Return a value in one way, None where that way does not fit it (2个亿 of 1.35亿)."""
        if way == "financial_whole":
            words = self._financial(value)
            return Written(words + unit + self._words["whole"], value) if words and unit == "元" else None
        maker: Callable[[int], str | None] = getattr(self, f"_{way}")
        text = maker(value)
        if text is None:
            return None
        # 2个亿 says no 元
        return Written(text if way == "counted" else text + unit, value)

    def scaled(self, value: int, unit: str) -> str | None:
        """Return the bare number that a table prints of a value in a unit like 亿元, None where it has too many digits."""
        scale = {"亿": YI, "万": WAN}.get(unit[0], 1)
        return plain(value, scale)

    def _decimal(self, value: int) -> str | None:
        if value < 10**5 and value % 1000:
            return str(value)
        for scale, name in ((WANYI, "万亿"), (YI, "亿"), (WAN, "万")):
            if value >= scale:
                number = plain(value, scale)
                return number and number + name
        return str(value)

    def _small_scale(self, value: int) -> str | None:
        if value % WAN or value >= 10**12:
            return str(value) if value < 10**8 else None
        return f"{value // WAN}万"

    def _digits(self, value: int) -> str | None:
        return str(value) if value < 10**11 else None

    def _commas(self, value: int) -> str | None:
        return f"{value:,}" if 1000 <= value < 10**12 else None

    def _commas_scale(self, value: int) -> str | None:
        return f"{value // WAN:,}万" if value % WAN == 0 and value >= 1000 * WAN else None

    def _mixed(self, value: int) -> str | None:
        if value >= WANYI:
            rest = value % WANYI // YI
            return f"{value // WANYI}万亿{rest}亿" if value % YI == 0 and rest >= 1000 else None
        big, scale, name, tail = (YI, WAN, "亿", "万") if value >= YI else (WAN, 1, "万", "")
        rest = value % big // scale
        if value < WAN or value % scale or rest < 1000:
            return None
        return f"{value // big}{name}{rest}{tail}"

    def _traditional(self, value: int) -> str | None:
        if value % WAN or not YI <= value < WANYI or value % YI < 1000 * WAN:
            return None
        words = self._words["traditional"]
        return f"{value // YI}{words['亿']}{value % YI // WAN:,}{words['万']}"

    def _mixed_steps(self, value: int) -> str | None:
        big, scale, name, tail = (YI, WAN, "亿", "万") if value >= YI else (WAN, 1, "万", "")
        rest = value % big // scale
        if value < WAN or value % (scale * 100) or rest < 1000:
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
        return f"{value // YI}个亿" if value % YI == 0 and value < 100 * YI else None

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

    def spelled(self, value: int, alphabet: str) -> str:
        """Return an integer in words: 135000000 → 一亿三千五百万, 壹亿叁仟伍佰万."""
        digits, steps = self._words["digits"][alphabet], self._words["steps"][alphabet]
        text = ""
        for scale, name in ((YI, "亿"), (WAN, "万"), (1, "")):
            part, value = divmod(value, scale)
            if part >= WAN:
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


def plain(value: int, scale: int) -> str | None:
    """Return value / scale without trailing zeros, None where more than four decimals would be needed."""
    number = (Decimal(value) / scale).normalize()
    exponent = number.as_tuple().exponent
    return f"{number:f}" if isinstance(exponent, int) and exponent >= -4 else None


def _significant(value: int) -> int:
    return len(str(value).rstrip("0"))
