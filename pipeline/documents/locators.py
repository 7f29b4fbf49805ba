"""Word where a figure stands in an original, for people: 第3页, 表1!C5, 第12段, 表2第3行."""

from __future__ import annotations

from pipeline.words import words_of


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


def _said(name: str, **values: int) -> str:
    wording: str = words_of("locators")[name]
    return wording.format(**values)
