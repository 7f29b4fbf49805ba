"""Word where a figure stands in an original, for people: 第3页, 表1!C5, 第12段, 表2第3行; and say the same in English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.words import words_of

_CELL = re.compile(r"(.+)!([A-Z]{1,3})([1-9][0-9]{0,6})", re.DOTALL)
_LETTERS = 26
_KINDS = ("page", "paragraph", "table_row", "note", "list_row")


@cache
def on_page(number: int) -> str:
    """Name a page, from 1."""
    return _said("page", number=number)


def in_paragraph(number: int) -> str:
    """Name a paragraph of the body, from 1; headings count, tables do not."""
    return _said("paragraph", number=number)


def in_note(number: int) -> str:
    """Name a footnote or an endnote, from 1 in the order in which the text refers to them."""
    return _said("note", number=number)


def in_table_row(table: int, row: int) -> str:
    """Name a row of a table of a page or a report, both from 1."""
    return _said("table_row", table=table, row=row)


def in_cell(sheet: str, reference: str) -> str:
    """Name a cell of a workbook by its sheet and its reference: 表1!C5."""
    return f"{sheet}!{reference}"


def in_list_row(number: int) -> str:
    """Name a row of a list, as a spreadsheet numbers it: the heading is row 1."""
    return _said("list_row", number=number)


def cell_of(locator: str) -> tuple[str, str, int] | None:
    """Return sheet, letters of the column and number of the row of a cell's name, None for any other name."""
    found = _CELL.fullmatch(locator)
    return (found[1], found[2], int(found[3])) if found else None


def letters_of(number: int) -> str:
    """Return the letters of a spreadsheet's column by its number, from 1: 3 is C, 27 is AA; none for 0."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def number_of(letters: str) -> int:
    """Return the number of a column, from 1: C is 3, AA 27."""
    number = 0
    for letter in letters:
        number = _LETTERS * number + ord(letter) - ord("A") + 1
    return number


def locator_said(locator: str, language: str) -> str:
    """Say a locator in "zh" or "en"; names of cells are the same in both."""
    kind, values = _told(locator)
    wording: str = words_of("locators")[kind][language] if kind else ""
    return wording.format(**values) if kind else locator


def locators_said(locators: Iterable[str], language: str) -> str:
    """Say several locators at once, each once: 第3、5页; 表1!C5、D5."""
    join: str = words_of("locators")["join"][language]
    runs: list[tuple[tuple[str, str, str], list[str]]] = []  # what stands around numbers, and the numbers
    for locator in dict.fromkeys(filter(None, locators)):
        *around, number = _around(locator, language)
        if runs and runs[-1][0] == (*around,):
            runs[-1][1].append(number)
        else:
            runs.append(((around[0], around[1], around[2]), [number]))
    return join.join(
        f"{many if len(numbers) > 1 else one}{join.join(numbers)}{after}"
        for (one, many, after), numbers in runs
    )


def _around(locator: str, language: str) -> tuple[str, str, str, str]:
    """Part a locator into what stands before one number, before several and behind them, and the number."""
    if cell := cell_of(locator):
        sheet = f"{cell[0]}!"
        return sheet, sheet, "", f"{cell[1]}{cell[2]}"
    words = words_of("locators")
    kind, values = _told(locator)
    if kind not in words["several"]:
        return "", "", "", locator_said(locator, language)
    before, after = words[kind][language].split("{number}")
    return before, words["several"][kind] if language == "en" else before, after, values["number"]


def _said(kind: str, **values: int) -> str:
    wording: str = words_of("locators")[kind]["zh"]
    return wording.format(**values)


def _told(locator: str) -> tuple[str, dict[str, str]]:
    """Return of what kind a locator is, with its numbers; no kind for the name of a cell."""
    for kind, pattern in _patterns():
        if found := pattern.fullmatch(locator):
            return kind, found.groupdict()
    return "", {}


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Make of each wording the pattern that knows it again."""
    words = words_of("locators")
    return [(kind, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[0-9]+)", words[kind]["zh"]))) for kind in _KINDS]
