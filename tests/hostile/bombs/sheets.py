"""Make workbooks and lists that do harm."""

import json
import re
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
    texts = "<sst {0}><si><t>{1}</t></si></sst>"
    named = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
    often = "".join(named.format(n) for n in range(1, 45_000))
    articles = '<row r="1">{}</row>'.format(
        "".join(
            f'<c r="{at}1" t="inlineStr"><is><t>{said}</t></is></c>'
            for at, said in (("A", "标题"), ("B", "正文"))
        )
    )
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
        for n in range(2, 45_000)
    )
    word = '<c t="inlineStr"><is><t>甲县</t></is></c>'
    sentences = "全县人口42万人。" * 3000
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
        "one text in many cells": holding(often, **_texts(texts.format(space, "甲" * 30_000))),
        "one long text in many cells": holding(often, **_texts(texts.format(space, "1" * 900_000))),
        "one text in many articles": holding(articles + rows, **_texts(texts.format(space, sentences))),
        "as many cells as are read": holding(
            "".join(f'<row r="{n}">{word * 10}</row>' for n in range(1, 49_900))
        ),
        "more numbers than are read": holding(
            "".join(f'<row r="{n}">{"<c><v>1</v></c>" * 10}</row>' for n in range(1, 49_900))
        ),
        "as many numbers as are read": holding(
            "".join(f'<row r="{n}">{"<c><v>1</v></c>" * 10}</row>' for n in range(1, 19_900))
        ),
        "as many rows as numbers are read": holding(_of_figures(33_000)),
        "one sheet often": _sheets_alike,
        "styles that are not there": holding('<row r="1"><c r="A1" s="99999999"><v>1</v></c></row>'),
        "a day of no calendar": holding('<row r="1"><c r="A1" t="d"><v>9999-99-99T99</v></c></row>'),
        "shared formulas of each other": holding(
            '<row r="1">'
            + "".join(
                f'<c r="A1"><f t="shared" si="{n}" ref="A1:XFD1048576">A1</f></c>' for n in range(20_000)
            )
            + "</row>"
        ),
        "many cells": holding("".join(f"<row>{'<c><v>1</v></c>' * 100}</row>" for _ in range(50_000))),
        "many broad rows": holding("".join(cell.format(n, "XFD") for n in range(1, 3000))),
        "link outside": holding(
            cell.format(1, "A"), f'<hyperlinks><hyperlink ref="A1" location="{reach}"/></hyperlinks>'
        ),
    }


def _of_figures(count):
    """Return the rows of a sheet in which so many lines of six numbers are figures of indicators."""
    names = ("常住人口", "生产总值", "粮食产量", "一般公共预算收入", "固定资产投资", "社会消费品零售总额")
    units = ("万人", "亿元", "万吨", "亿元", "亿元", "亿元")
    named = [f"{name}（{unit}）" for name, unit in zip(names, units, strict=True)]
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'.format
    head = f"<row>{text('2023年主要指标')}</row><row>{text('地区')}{''.join(map(text, named))}</row>"
    return head + "".join(
        f"<row>{text('安吉县')}{''.join(f'<c><v>{n}.{at}</v></c>' for at in range(1, 7))}</row>"
        for n in range(count)
    )


def _texts(said):
    """Return the part of texts that cells share, with what makes it one."""
    types = parts_of(".xlsx")["[Content_Types].xml"].decode()
    shared = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    if shared not in types:
        named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{shared}"/></Types>'
        types = types.replace("</Types>", named)
    return {"xl/sharedStrings.xml": said, "[Content_Types].xml": types}


def _sheets_alike():
    """Return a workbook of 2,000 sheets that all are the same part of 20,000 cells."""
    parts = parts_of(".xlsx")
    book = parts["xl/workbook.xml"].decode()
    one = re.search(r"<sheet [^>]*/>", book)[0]
    many = "".join(
        re.sub(r'name="[^"]*"', f'name="表{n}"', re.sub(r'sheetId="\d+"', f'sheetId="{n}"', one))
        for n in range(1, 2001)
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_000))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return zipped(
        parts
        | {
            "xl/workbook.xml": book.replace(one, many),
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


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
        "one text repeated": holding(
            row.format(
                down.format(40_000),
                cell.format(across.format(20)).replace("<text:p>1", "<text:p>" + "甲" * 30_000),
            )
        ),
        "rows hidden without end": holding(
            row.format(down.format(10**7) + ' table:visibility="collapse"', cell.format(across.format(10**7)))
        ),
        "columns without end": holding(
            "".join(
                f'<table:table-column{across.format(10**7)} table:visibility="collapse"/>' for _ in range(50)
            )
            + row.format("", cell.format(""))
        ),
        "tables in tables": holding(
            ("<table:table-row><table:table-cell><table:table>" * 80)
            + ("</table:table></table:table-cell></table:table-row>" * 80)
        ),
        "spaces without end": holding(
            row.format(
                "", cell.format("").replace("<text:p>1", "<text:p>" + '<text:s text:c="999999999"/>' * 1000)
            )
        ),
        "spaces of no number": holding(
            row.format("", cell.format("").replace("<text:p>1", '<text:p><text:s text:c="x"/>'))
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


def json_lists(_):
    one = '{"title": "甲", "content": "全县人口42万人。"}'
    return {
        "open": lambda: f"[{one},".encode() * 2,
        "many": lambda: b"[" + b",".join([one.encode()] * 50_000) + b"]",
        "in lists": lambda: b"[" * 100_000 + one.encode(),
        "long text": lambda: b'[{"title": "a", "content": "' + b"1" * (40 * _MEGABYTE) + b'"}]',
        "long name": lambda: b'[{"title": "a", "content": "b", "' + b"1" * (10 * _MEGABYTE) + b'": 1}]',
        "many names": lambda: json.dumps([dict.fromkeys(map(str, range(200_000)), 1)]).encode(),
        "wrong characters": lambda: f"[{one}]".encode("gb18030")[:-5] + b"\xff\xfe" + one.encode(),
        "paragraphs": lambda: b'[{"title": "a", "content": [' + b'"1",' * 2_000_000 + b'"1"]}]',
        "commas": lambda: b'[{"title": "a", "content": "b"}' + b"," * (20 * _MEGABYTE),
    }
