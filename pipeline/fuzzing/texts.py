"""Make the text of a number: sentences, pages and tables that are there, cut, joined and damaged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pipeline.indicators import load_catalogue
from pipeline.words import words_of

ROOT = Path(__file__).resolve().parent.parent.parent
_MOST_WOUNDS = 6
_MOST_ROWS, _MOST_COLUMNS = 6, 5
_ANY_CHARACTER = 0x110000
_SURROGATES = range(0xD800, 0xE000)  # no encoding of a file gives one


def text_at(number: int, seed: int) -> str:
    """Return the text of a number: the same for the same seed and files."""
    chance = Random(f"{seed}:{number}")  # noqa: S311 - no secret
    text = "".join(chance.choice(_SOURCES)(chance) for _ in range(chance.randint(1, 3)))
    for _ in range(chance.randint(0, _MOST_WOUNDS)):
        text = chance.choice(_WOUNDS)(text, chance)
    return text


@cache
def _sentences() -> tuple[str, ...]:
    """Return the examples and counterexamples of the rules."""
    entries = load_catalogue().entries.values()
    examples = [one.text for entry in entries for one in entry.examples]
    return (*examples, *(one.text for entry in entries for one in entry.not_examples))


@cache
def _lines() -> tuple[str, ...]:
    """Return the lines of the sample documents."""
    pages = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return tuple(line for page in pages for line in page.splitlines(keepends=True) if line.strip())


@cache
def _bits() -> dict[str, Any]:
    """Return what is put into a text, by kind."""
    known: dict[str, Any] = words_of("fuzzing")
    return known


def _sentence(chance: Random) -> str:
    return chance.choice(_sentences()) + chance.choice(["", "\n", "。"])


def _list_of_kinds(chance: Random) -> str:
    """Say the same clauses of several things: 「农业项目48项，完成投资22亿元，增长7%；工业项目50项，…」."""
    clauses = _clauses(chance.choice(_sentences())) + _clauses(chance.choice(_sentences()))
    first = chance.randrange(len(clauses))
    told = clauses[first : first + chance.randint(1, 4)]
    items = []
    for _ in range(chance.randint(2, 5)):
        owner = str(chance.choice(_bits()["bits"][chance.choice(["kinds", "owners", "places"])]))
        items.append(owner + "，".join(_other_figure(clause, chance) for clause in told))
    return chance.choice("；；，、。").join(items) + "。"


def _clauses(sentence: str) -> list[str]:
    return [clause for clause in re.split("[，；。：]", sentence) if clause]


def _page(chance: Random) -> str:
    lines = _lines()
    first = chance.randrange(len(lines))
    return "".join(lines[first : first + chance.randint(1, 8)])


def _bits_in_a_row(chance: Random) -> str:
    return "".join(_bit(chance) for _ in range(chance.randint(1, 12)))


def _bit(chance: Random) -> str:
    kind = chance.choice([*_bits()["bits"]])
    return str(chance.choice(_bits()["bits"][kind]))


def _table(chance: Random) -> str:
    """Make a table: a header of years or measures, and rows of indicators; some cells hold anything."""
    divider = chance.choice(_bits()["dividers"])
    columns = chance.randint(1, _MOST_COLUMNS)
    head = [chance.choice(_bits()["heads"]) for _ in range(columns)]
    entries = [*load_catalogue().entries.values()]
    lines = [["指标", *head]] if chance.random() < 0.9 else []
    for _ in range(chance.randint(1, _MOST_ROWS)):
        entry = chance.choice(entries)
        unit = chance.choice(["", f"（{entry.unit}）", f"（{_bit(chance)}）"])
        lines.append([entry.name.zh + unit, *(_cell(chance) for _ in range(columns))])
    edge = divider if divider == "|" and chance.random() < 0.5 else ""
    return "\n" + "\n".join(edge + divider.join(cells) + edge for cells in lines) + "\n"


def _cell(chance: Random) -> str:
    if chance.random() < 0.2:
        return _bit(chance)
    return f"{chance.uniform(-20, 2000):.{chance.randint(0, 3)}f}"


def _cut_out(text: str, chance: Random) -> str:
    start, end = _span(text, chance)
    return text[:start] + text[end:]


def _twice(text: str, chance: Random) -> str:
    start, end = _span(text, chance)
    return text[:end] + text[start:end] * chance.choice([1, 1, 1, 2, 30]) + text[end:]


def _moved(text: str, chance: Random) -> str:
    start, end = _span(text, chance)
    rest, at = text[:start] + text[end:], chance.randint(0, len(text) - (end - start))
    return rest[:at] + text[start:end] + rest[at:]


def _put_in(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + _bit(chance) + text[at:]


def _put_in_any(text: str, chance: Random) -> str:
    at, point = chance.randint(0, len(text)), chance.randrange(_ANY_CHARACTER)
    return text[:at] + ("" if point in _SURROGATES else chr(point)) + text[at:]


def _other_figure(text: str, chance: Random) -> str:
    """Write another figure over one: 12.5% → 1千万%."""
    places = [at for at, character in enumerate(text) if character.isdecimal()]
    if not places:
        return text
    start = end = chance.choice(places)
    while end < len(text) and (text[end].isdecimal() or text[end] == "."):
        end += 1
    return text[:start] + str(chance.choice(_bits()["bits"]["figures"])) + text[end:]


def _wrapped(text: str, chance: Random) -> str:
    width, ending = chance.randint(1, 40), chance.choice(["\n", "\r\n", "\n\n", " \n　　"])
    return ending.join(text[at : at + width] for at in range(0, len(text), width))


def _in_other_characters(text: str, chance: Random) -> str:
    """Write a span in full-width or in normalised characters."""
    start, end = _span(text, chance)
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text[start:end])
    normal = unicodedata.normalize(chance.choice(["NFKC", "NFD"]), text[start:end])
    return text[:start] + chance.choice([wide, normal]) + text[end:]


def _span(text: str, chance: Random) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + chance.choice([1, 2, 4, 10, 30]))


_SOURCES: list[Callable[[Random], str]] = [
    _sentence, _sentence, _sentence, _list_of_kinds, _page, _table, _bits_in_a_row,
]  # fmt: skip
_WOUNDS: list[Callable[[str, Random], str]] = [
    _cut_out, _twice, _moved, _put_in, _put_in, _put_in_any, _other_figure, _other_figure, _wrapped,
    _in_other_characters,
]  # fmt: skip
