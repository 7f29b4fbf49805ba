"""Make forms as offices have them, of rows of cells, and read what they ask for."""

import io

import openpyxl


def book_of(case):
    """Make the workbook of a case of tests/cases/forms.yaml, with its first sheet in view."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in case["sheets"].items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in case.get("hidden", ()):
            sheet.sheet_state = "hidden"
    first = book.worksheets[0]
    for cells in case.get("merged", ()):
        first.merge_cells(cells)
    for cell, pattern in case.get("formats", {}).items():
        first[cell].number_format = pattern
    return book


def octets_of_book(book):
    """Write a workbook to bytes."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
