"""Values of numbers written in Chinese characters, in digits, or both.

The words are in `words/numerals.yaml`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pipeline.words import words_of

_NUMERALS = words_of("numerals")
DIGITS: dict[str, int] = _NUMERALS["digits"]
RANKS: dict[str, int] = _NUMERALS["ranks"]
GROUPS: dict[str, int] = _NUMERALS["groups"]
POINT: str = _NUMERALS["decimal_point"]
BARE_HEADS = (set(RANKS) | set(GROUPS)) - {"十"}


@cache
def multiplier(text: str) -> int:
    """Multiply the characters of a multiplier out: 百万 is 1000000, 万余亿 10**12, the empty string 1."""
    product = 1
    for character in text:
        product *= RANKS.get(character) or GROUPS.get(character, 1)
    return product


_PIECE = re.compile(rf"(\d[\d,.]*|[{''.join(DIGITS)}])?([{''.join((*RANKS, *GROUPS))}]*)")


def compound_value(text: str) -> Decimal | None:
    """Give the value of 1亿3千5百万, 1万亿5000亿, 12万3456: digits and multipliers that fall from left to right.

    None where they do not fall, where a decimal stands before the last piece, or where the last digits do not fill
    the places that the multiplier before them leaves (5万6).
    """
    pieces = [(digits, ranks) for digits, ranks in _PIECE.findall(text) if digits or ranks]
    total, section, group, rank = Decimal(0), Decimal(0), 0, 0
    for place, (digits, ranks) in enumerate(pieces):
        number = Decimal(DIGITS[digits] if digits in DIGITS else digits.replace(",", "") or 1)
        inner = ranks.rstrip("".join(GROUPS))
        outer = ranks[len(inner) :]
        if ("." in digits and place < len(pieces) - 1) or any(one in GROUPS for one in inner):
            return None
        if not ranks:
            open_places = len(str(rank or group)) - 1
            return total + section + number if len(digits.replace(",", "")) == open_places else None
        part = number * multiplier(inner)
        # 3千5亿 may be 3500亿 or 3005亿
        if rank and (part >= rank or (not inner and len(digits.replace(",", "")) < len(str(rank)) - 1)):
            return None
        section, rank = section + part, multiplier(inner) if inner else 0
        if outer:
            if group and section * multiplier(outer) >= group:
                return None
            group, rank = multiplier(outer), 0
            total, section = total + section * group, Decimal(0)
    return total + section


def plain_numeral(formal: str) -> str:
    """Write formal numerals as plain ones: 伍仟陆佰万 → 五千六百万."""
    words = _NUMERALS["formal"]
    return "".join((words["digits"] | words["ranks"]).get(character, character) for character in formal)


def numeral_value(text: str) -> Decimal | None:
    """Give the value of a Chinese numeral (三百二十万), or None where it is none (一九四九, 百千万)."""
    whole, point, decimals = text.partition(POINT)
    value = _whole_value(whole)
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
