"""Make workbooks and lists that do harm."""

from functools import partial

from tests.hostile.bombs.markup import parts_of, with_part
from tests.hostile.sound import zipped

_MEGABYTE = 1 << 20
_DEEP = 1_000_000


def workbooks(reach):
    sheet, space = (
        "xl/worksheets/sheet1.xml",
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    )

    def holding(rows, more="", **parts):
        return partial(
            _sheet, sheet, f"<worksheet {space}><sheetData>{rows}</sheetData>{more}</worksheet>", parts
        )

    cell = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    merged = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 19_000))
    return {
        "a cell far off": holding(cell.format(1_048_576, "Z")),
        "a cell at the end": holding(cell.format(1_048_576, "XFD")),
        "a row of 10^9": holding(cell.format(10**9, "A")),
        "a row of 10^30": holding(cell.format(10**30, "A")),
        "rows backwards": holding(cell.format(200_000, "A") + cell.format(1, "A")),
        "a column of no name": holding(cell.format(1, "ZZZZZZZZZ")),
        "dimension": holding(cell.format(1, "A"), '<dimension ref="A1:XFD1048576"/>'),
        "merged all": holding(
            cell.format(1, "A"), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "merged rows": holding(cell.format(1, "A"), f"<mergeCells>{merged}</mergeCells>"),
        "a shared text that is not there": holding('<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>'),
        "a number of a million digits": holding(f'<row r="1"><c r="A1"><v>{"9" * _DEEP}</v></c></row>'),
        "many cells": holding("".join(f"<row>{'<c><v>1</v></c>' * 100}</row>" for _ in range(50_000))),
        "many broad rows": holding("".join(cell.format(n, "XFD") for n in range(1, 3000))),
        "link outside": holding(
            cell.format(1, "A"), f'<hyperlinks><hyperlink ref="A1" location="{reach}"/></hyperlinks>'
        ),
    }


def _sheet(name, part, parts):
    return zipped(parts_of(".xlsx") | {name: part} | parts)


def open_sheets(_):
    def holding(table):
        return partial(
            with_part,
            ".ods",
            "content.xml",
            lambda part, _: _between(part, b"<table:table ", b"</table:table>", table),
            "",
        )

    cell = '<table:table-cell office:value-type="string"{}><text:p>1</text:p></table:table-cell>'
    row = "<table:table-row{}>{}</table:table-row>"
    down, across = ' table:number-rows-repeated="{}"', ' table:number-columns-repeated="{}"'
    return {
        "rows repeated": holding(row.format(down.format(10**9), cell.format(""))),
        "cells repeated": holding(row.format("", cell.format(across.format(10**9)))),
        "both repeated": holding(row.format(down.format(1_048_576), cell.format(across.format(1024)))),
        "empty repeated": holding(
            row.format(down.format(1_048_575), "<table:table-cell/>") + row.format("", cell.format(""))
        ),
        "negative repeated": holding(row.format(down.format(-1), cell.format(across.format(-1)))),
    }


def _between(part, first, last, inner):
    start = part.index(b">", part.index(first)) + 1
    return part[:start] + inner.encode() + part[part.index(last) :]


def lists(_):
    return {
        "broad": lambda: b"title,date,content\n" + b"a," * (5 * _DEEP),
        "long cell": lambda: b'title,content\na,"' + b"1" * (40 * _MEGABYTE) + b'"\n',
        "open quote": lambda: b'title,content\na,"' + b"1\n" * (10 * _MEGABYTE),
        "many rows": lambda: b"title,content\n" + "甲,全县人口42万人。\n".encode() * 50_000,
        "quotes": lambda: b"title,content\n" + b'"' * (5 * _DEEP),
        "numbers": lambda: b"title,content\na," + b"9" * (2 * _DEEP) + b"\n",
    }


def json_lines(_):
    return {
        "deep": lambda: b"[" * _DEEP,
        "deep objects": lambda: b'{"content":' * 300_000 + b"1" + b"}" * 300_000,
        "long number": lambda: b'{"content": "a", "n": ' + b"9" * _DEEP + b"}\n",
        "long text": lambda: b'{"content": "' + b"1" * (30 * _MEGABYTE) + b'"}\n',
        "one key often": lambda: b"{" + b'"content": "a",' * 500_000 + b'"b": 1}\n',
        "halves": lambda: b'{"title": "\\ud800", "content": "\\ud800\\u0000"}\n' * 3,
        "no number": lambda: b'{"content": NaN, "date": Infinity, "title": null}\n' * 3,
    }
