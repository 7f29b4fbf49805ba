"""Make web pages and RTF that do harm."""

from functools import partial

_MEGABYTE = 1 << 20
_DEEP = 1_000_000


def pages(reach):
    page = "<!DOCTYPE html><html><body>{}</body></html>".format
    cell = "<table><tr><td colspan={0} rowspan={0}>1</td><td>2</td></tr></table>"
    made = {
        "deep": "<div>" * _DEEP,
        "deep tables": "<table><tr><td>" * 200_000,
        "deep lists": "<ul><li>" * 300_000 + "1",
        "broad": "<p>全县人口42万人。" * 300_000,
        "unclosed": "<b><i><font>" * 300_000,
        "wide cell": cell.format(10**9),
        "wide cells": cell.format(1000) * 300,
        "many spans": "<table>"
        "<tr>" + "<td rowspan=65534 colspan=1000>1</td>" * 1000 + "</tr>" * 1000 + "</table>",
        "many rows": "<table>" + "<tr><td>1<td>2<td>3" * 200_000 + "</table>",
        "long attribute": f'<p class="{"a" * 20 * _MEGABYTE}">1</p>',
        "many attributes": f"<p {' '.join(f'a{n}=1' for n in range(300_000))}>1</p>",
        "entities": "&nbsp;&#0;&#xD800;&#x110000;&#99999999999;" * 100_000,
        "comments": "<!--" * _DEEP,
        "never ending tag": "<" * _DEEP,
        "outside": "".join(
            f'<img src="{reach}a"><script src="{reach}b"></script><link rel=stylesheet href="{reach}c">'
            f'<iframe src="{reach}d"></iframe><object data="{reach}f"></object><base href="{reach}">'
            f'<meta http-equiv=refresh content="0;url={reach}g">'
            for _ in range(3)
        ),
        "spaces": "<p>" + "　 \t" * _DEEP + "1",
    }
    pages = {
        name: partial(lambda inner: page(inner).encode("utf-8", "replace"), inner)
        for name, inner in made.items()
    }
    return pages | {
        "a lie about its encoding": lambda: b"\xff\xfe" + page("全县").encode() + b'<meta charset="utf-7">',
        "no such encoding": lambda: (
            b'<html><meta charset="../../etc/passwd">' + "全县人口42万人。".encode("gbk")
        ),
        "laughs": lambda: (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;">' % (n + 1, n, n, n) for n in range(97, 120))
            + b"]><html>&x;</html>"
        ),
    }


def rich_texts(reach):
    return {
        "deep": lambda: b"{\\rtf1 " + b"{" * 200_000,
        "binary": lambda: b"{\\rtf1 \\bin999999999 a}",
        "outside": lambda: (
            b'{\\rtf1 a {\\field{\\*\\fldinst INCLUDEPICTURE "%s"}{\\fldrslt b}}{\\*\\template %st}}'
            % (reach.encode(), reach.encode())
        ),
        "broad table": lambda: (
            b"{\\rtf1 " + b"\\trowd" + b"\\cellx9" * 60_000 + b"\\pard\\intbl a\\cell" * 60_000 + b"\\row}"
        ),
        "picture": lambda: (
            b"{\\rtf1{\\pict\\pngblip\\picw60000\\pich60000 " + b"89504e47" * 1_000_000 + b"}}"
        ),
        "object": lambda: b"{\\rtf1{\\object\\objemb{\\*\\objdata " + b"d0cf11e0" * 100_000 + b"}}a}",
        "huge numbers": lambda: b"{\\rtf1\\fs99999999999\\li-99999999999\\u99999999999?\\uc999999999 a}",
        "many styles": lambda: b"{\\rtf1{\\stylesheet" + b"{\\s1\\sbasedon1 a;}" * 100_000 + b"}a}",
    }
