"""Values of numbers written in Chinese characters, in digits, or both.

The words are in `words/numerals.yaml`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pipeline.words import words_of

_NUMERALS = words_of("numerals")
DIGITS: dict[str, int] = _NUMERALS["digits"]
RANKS: dict[str, int] = _NUMERALS["ranks"]
GROUPS: dict[str, int] = _NUMERALS["groups"]
POINT: str = _NUMERALS["decimal_point"]
FORMAL = str.maketrans(_NUMERALS["formal"]["digits"] | _NUMERALS["formal"]["ranks"])
ZEROS = "".join(character for character, value in DIGITS.items() if value == 0)
BARE_HEADS = (set(RANKS) | set(GROUPS)) - {"十"}


@cache
def multiplier(text: str) -> int:
    """Multiply the characters of a multiplier out: 百万 is 1000000, the empty string 1."""
    product = 1
    for character in text.translate(FORMAL):
        product *= RANKS.get(character) or GROUPS[character]
    return product


def numeral_value(text: str) -> Decimal | None:
    """Give the value of a Chinese numeral (三百二十万), or None where it is none (一九四九, 百千万)."""
    whole, point, decimals = text.translate(FORMAL).partition(POINT)
    value = Decimal(0) if point and whole in ZEROS else _whole_value(whole)  # 百分之零点五
    if value is None or not point:
        return value
    if not decimals or any(c not in DIGITS for c in decimals):
        return None
    return value + Decimal("0." + "".join(str(DIGITS[c]) for c in decimals))


def _whole_value(text: str) -> Decimal | None:
    """Add up a whole numeral group by group: (一千二百)万 (三千)."""
    total, group, last_group = 0, "", 10**13
    for position, character in enumerate(text):
        if character not in GROUPS:
            group += character
            continue
        scale = GROUPS[character]
        follows_group = position > 0 and text[position - 1] in GROUPS
        if follows_group and not group:
            total *= scale  # 万亿
            continue
        value = _group_value(group) if group else 1
        if value is None or scale >= last_group:
            if value is None or total == 0 or scale < GROUPS["亿"]:
                return None
            value, total = value + total, 0  # 一万一千亿
        total, group, last_group = total + value * scale, "", scale
    if not group:
        return Decimal(total) if text else None
    tail = _group_value(group)
    if tail is None:
        return None
    if total and len(group) == 1 and group in DIGITS:
        tail *= last_group // 10  # 三万五
    elif total and last_group > GROUPS["万"] and group[0] not in ZEROS:
        return None  # 一亿三千 may be 1.3亿
    return Decimal(total + tail)


def _group_value(text: str) -> int | None:
    """Give the value of a numeral below 万: 三千二百零五, 十二, 百; None where ranks do not fall."""
    total, digit, last_rank = 0, None, 10**4
    for position, character in enumerate(text):
        if character in RANKS:
            rank = RANKS[character]
            if rank >= last_rank or digit == 0:
                return None
            if digit is None and position and character != "十":
                return None
            total, digit, last_rank = total + (1 if digit is None else digit) * rank, None, rank
        elif DIGITS[character] == 0:
            if digit is not None:
                return None
        else:
            if digit is not None:
                return None
            digit = DIGITS[character]
    if digit is None:
        return total or None
    if len(text) > 1 and last_rank >= 100 and text[-2] in RANKS:
        digit *= last_rank // 10  # 三百二 is 320
    return total + digit


def spoken_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Read two neighbouring digits as a range: 两三 is 2 to 3, 三五 3 to 5, 二三十 20 to 30."""
    for position in range(len(text) - 1):
        first, second = DIGITS.get(text[position]), DIGITS.get(text[position + 1])
        if first is None or second is None:
            continue
        if first == 0 or (second - first != 1 and (first, second) != (3, 5)):
            return None
        low = numeral_value(text[: position + 1] + text[position + 2 :])
        high = numeral_value(text[:position] + text[position + 1 :])
        return (low, high) if low is not None and high is not None else None
    return None
