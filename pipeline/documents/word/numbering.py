"""Count the numbers that Word sets before headings and lists by itself: 一、 （二） 3. are not in the text of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.documents.word.parts import child, name_of, value
from pipeline.words import words_of

_PLACE = re.compile(r"%([1-9])")
_COUNTED = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ]
)
_MARK = "bullet"
_MOST, _TEN = 99, 10
_CLOSED = "、.．)）:："


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    template: str
    first: int


class Numbering:
    """Hold the lists of a file by their ids, and how far each has been counted."""

    def __init__(self, root: etree._Element | None) -> None:
        """Take the lists that the root of a part defines."""
        self._kinds: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for one in () if root is None else root:
            name = name_of(one.tag)
            if name == "w:abstractNum":
                self._kinds[value(one, "abstractNumId") or ""] = _levels(one)
            elif name == "w:num":
                number = value(one, "numId") or ""
                self._lists[number] = value(child(one, "w:abstractNumId")) or ""
                for other in one:
                    start = _number(value(child(other, "w:startOverride")))
                    if start is not None:
                        self._starts[number, _number(value(other, "ilvl")) or 0] = start

    def next(self, numbered: tuple[str, int] | None, text: str) -> str:
        """Return what is printed before the next paragraph of a list, "" where it has no number or only a mark.

        A number in figures is left out before a text that begins with figures, which would run into it.
        """
        number, level = numbered or ("", 0)
        kind = self._lists.get(number, "")
        levels = self._kinds.get(kind, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        start = self._starts.pop((number, level), None)
        first = levels[level].first
        counts[level] = start if start is not None else counts.get(level, first - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        shown = _PLACE.sub(
            lambda place: self._shown(levels, counts, int(place[1]) - 1), levels[level].template
        )
        if (
            levels[level].form == _MARK
            or not shown
            or "\0" in shown
            or (text[:1].isdigit() and any(map(str.isdigit, shown)))
        ):
            return ""
        return shown if shown[-1] in _CLOSED else f"{shown} "

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        """Return the count of a level as it is printed, a NUL where its form is another one."""
        known = levels.get(level)
        count = counts.get(level, known.first if known else 1)
        if known and known.form in _COUNTED and 0 < count <= _MOST:
            return _in_characters(count)
        return str(count) if known and known.form == "decimal" and 0 <= count <= _MOST else "\0"


def _levels(kind: etree._Element) -> dict[int, _Level]:
    levels = (one for one in kind if name_of(one.tag) == "w:lvl")
    return {
        _number(value(one, "ilvl")) or 0: _Level(
            value(child(one, "w:numFmt")) or "decimal",
            value(child(one, "w:lvlText")) or "",
            _number(value(child(one, "w:start"))) or 1,
        )
        for one in levels
    }


def _number(said: str | None) -> int | None:
    return int(said) if said is not None and said.isdecimal() and len(said) < 6 else None


def _in_characters(count: int) -> str:
    """Return 一 for 1, 十二 for 12, 二十 for 20."""
    words = words_of("numerals")
    digits = {number: character for character, number in reversed(words["digits"].items())}
    ten = next(character for character, times in words["ranks"].items() if times == _TEN)
    tens, ones = divmod(count, _TEN)
    return (digits[tens] if tens > 1 else "") + (ten if tens else "") + (digits[ones] if ones else "")
