"""Measure how long pages of 1 and 5 MB take to read, each kind in turn: prose, breaks, tables, and pages made to be slow.

    python benchmarks/web_pages.py

The machines it runs on are noisy: the times of 5 MB are to be about five times those of 1 MB (seconds of one core).
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.documents import DocumentError, content_of  # noqa: E402 - the path comes first

SENTENCE = "全年地区生产总值286.5亿元，比上年增长5.2%。"
SPAN = '<span style="font-family:仿宋;font-size:16pt">'
UNITS = {
    "prose": f'<p style="text-indent:2em">{SPAN}{SENTENCE}</span></p>\n',
    "breaks": f"　　{SENTENCE}<br>\n",
    "short lines": "全年3<br>",
    "table": "<tr>" + '<td style="width:80px">286.5</td>' * 8 + "</tr>",
    "small tables": "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>",
    "links": "<li><a href=/1>全县一般公共预算收入12亿元</a></li>",
    "nested": "<div><span>甲，",
    "nested tables": "<table><tr><td>甲",
    "hidden": "<div hidden>甲，",
    "wide cells": "<tr><td colspan=1000>1<td>2",
    "attributes": 'a="1" ',
    "entities": "&#24180;&nbsp;",
    "open tags": "<a",
}
BEFORE = {
    "breaks": "<p>",
    "short lines": "<p>",
    "table": "<table>",
    "wide cells": "<table>",
    "attributes": "<p ",
}


def main() -> None:
    """Print the seconds of each kind, and the most memory held."""
    for kind, unit in UNITS.items():
        told = []
        for size in (1, 5):
            count = size * 2**20 // len(unit.encode())
            page = f"<html><body>{BEFORE.get(kind, '')}{unit * count}".encode()
            begun = time.process_time()
            try:
                outcome = f"{len(content_of(page, 'page').text):,} characters"
            except DocumentError as fault:
                outcome = fault.said()
            told.append(f"{time.process_time() - begun:6.2f} s")
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{kind:14} 1 MB {told[0]}   5 MB {told[1]}   {held:5} MB held   {outcome}")


if __name__ == "__main__":
    main()
