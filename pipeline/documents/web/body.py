"""Choose what of a page is its body: no lists of links, no paths and banners above the headline, no foot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, groupby

from pipeline.datelines import label, path
from pipeline.documents.web.other_articles import without_other_articles
from pipeline.documents.web.parts import PICTURE, Block, Line, Table
from pipeline.documents.web.seen import lines_of, rejoined
from pipeline.documents.web.tables import blocks_in
from pipeline.lines.folding import fold
from pipeline.words import words_of

Shown = Line | Table
TELLING = 2  # marks of sentences in a line that tells something
_ABOVE = 5  # the headline has at most one in so many of the page's marks above it
_SHORT = 30  # characters of a line that goes with the links beside it
_TERM = 20  # characters of a term that its definition follows
_SPACE = re.compile(r"\s+")
_NAME = re.compile(r"[\u4e00-\u9fff]{4,20}(?:[(（][\u4e00-\u9fff]{1,8}[)）])?")
_VALUE = re.compile(
    r"\d[\d,]*(?:\.\d+)? ?(?:[万亿]?(?:元|美元|人|人次|吨|亩|户|家|个|件|千瓦时|平方米)|[%％])"
)
_GROWTH = re.compile(r"(?:同比|比上年|较上年)?(?:增长|下降|[↑↓+]) ?\d+(?:\.\d+)?[%％]")
_CARD = re.compile("nvg?|ng")
_CARDS = re.compile(
    "(?<![vg])(?:nvg?|ng){2,}(?![nvg])"
)  # no figure before them, and no name or figure behind
_FACT = re.compile(r"\d ?[%％‰万亿元]")  # no line of a page's foot has such a figure


def shown(items: Sequence[Block | Table]) -> list[Shown]:
    """Return the lines and tables of data of a page in order; tables that lay it out are what stands in them."""
    found: list[Shown] = []
    waiting = [*reversed(items)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Block):
            found += lines_of(item)
        elif item.is_data:
            found.append(item)
        else:
            waiting += reversed(blocks_in(item))
    return _with_cards(_with_terms(found))


def _with_terms(lines: list[Shown]) -> list[Shown]:
    """Put a term and its definition on one line: 「常住人口：42.3万人」."""
    found: list[Shown] = []
    for line in lines:
        before = found[-1] if found else None
        if (
            isinstance(line, Line)
            and isinstance(before, Line)
            and (before.tag, line.tag) == ("dt", "dd")
            and before.length <= _TERM
            and not before.marks
        ):
            colon = "" if before.text.rstrip().endswith(("：", ":")) else "："
            text = f"{before.text.rstrip()}{colon}{line.text.strip()}"
            found[-1] = Line(text, "dd", before.length + line.length, before.linked + line.linked)
        else:
            found.append(line)
    return found


def _with_cards(lines: list[Shown]) -> list[Shown]:
    """Put what stands on a card on one line: 「地区生产总值」, 「412.3亿元」, 「增长5.7%」, each in a line of its own.

    Of cards one below another the first line must be a name and the last none: where figures stand above their names,
    nobody knows it of one that stands between others.
    """
    found: list[Shown] = []
    kinds = "".join(map(_kind_on_card, lines))
    at = 0
    for cards in _CARDS.finditer(kinds):
        found += lines[at : cards.start()]
        for card in _CARD.finditer(kinds, cards.start(), cards.end()):
            told = [line for line in lines[card.start() : card.end()] if isinstance(line, Line)]
            name, *figures = (line.text.strip() for line in told)
            text = f"{name}：{'，'.join(figures)}"
            found.append(replace(told[0], text=text, length=len(text)))
        at = cards.end()
    return found + lines[at:]


def _kind_on_card(line: Shown) -> str:
    """Return n for what may be the name of a figure, v for one with its unit alone, g for its growth alone, else a dot."""
    text = line.text.strip() if isinstance(line, Line) and not line.linked else ""
    if _VALUE.fullmatch(text):
        return "v"
    if _GROWTH.fullmatch(text):
        return "g"
    return "n" if _NAME.fullmatch(text) else "."


def is_like(line: str, title: str) -> bool:
    """Say whether a line is a title, or its first words where it is broken, or it with a note behind it."""
    one, other = _SPACE.sub("", line), _SPACE.sub("", title)
    if not one or not other:
        return False
    return (
        one == other
        or (len(one) >= 6 and other.startswith(one))
        or (one.startswith(other) and len(one) < len(other) + 6)
    )


def body_of(lines: Sequence[Shown], title: str) -> list[Shown]:
    """Return what of the lines and tables of a page is its body; `title` is what its headline says."""
    kept = _without_links([line for line in lines if not _is_empty(line)], title)
    kept = [line for line in kept if not (isinstance(line, Line) and _is_path(line))]
    body = _above_foot(without_other_articles(_below_headline(kept, title)))
    runs = groupby(body, key=lambda line: isinstance(line, Line))
    found: list[Shown] = []
    for told, run in runs:
        found += rejoined([line for line in run if isinstance(line, Line)]) if told else run
    return found


def _is_empty(line: Shown) -> bool:
    """Say whether a line has marks and icons only."""
    return isinstance(line, Line) and line.tag != PICTURE and not any(map(str.isalnum, line.text))


def _without_links(lines: Sequence[Shown], title: str) -> list[Shown]:
    """Leave out lines that are links, and short ones among them: a date beside each headline, the name of a list."""
    linked = [
        isinstance(line, Line) and line.linked * 2 > line.length and not is_like(line.text, title)
        for line in lines
    ]
    kept: list[Shown] = []
    for number, line in enumerate(lines):
        among = number > 0 and linked[number - 1] and (number + 1 == len(lines) or linked[number + 1])
        short = isinstance(line, Line) and line.length < _SHORT and not line.marks
        if not linked[number] and not (among and short):
            kept.append(line)
    return kept


def _is_path(line: Line) -> bool:
    """Say whether a line is the path to the page: 「首页 > 政务公开 > 统计公报」."""
    return line.length < 2 * _SHORT and line.marks == 0 and path().search(line.text) is not None


def _below_headline(lines: list[Shown], title: str) -> list[Shown]:
    """Leave out what stands above the headline, but for what tells something and labels of the page's own data."""
    marks = [0, *accumulate(map(_marks, lines))]
    first = next((n for n, line in enumerate(lines) if _is_title(line, title)), None)
    if first is None or marks[first] * _ABOVE > marks[-1]:
        return lines
    for number in range(first + 1, len(lines)):
        if _marks(lines[number - 1]) >= TELLING:
            break
        if _is_title(lines[number], title):
            first = number
    above = [
        line for line in lines[:first] if labels(line) or (isinstance(line, Line) and line.marks >= TELLING)
    ]
    return above + lines[first:]


def _is_title(line: Shown, title: str) -> bool:
    return isinstance(line, Line) and is_like(line.text, title)


def _marks(line: Shown) -> int:
    """Count the marks of a line; a table counts by its rows."""
    return line.marks if isinstance(line, Line) else len(line.rows)


def labels(line: Shown) -> bool:
    """Say whether a line or table holds labels of the page's own data: 索引号：, 发布时间：."""
    if isinstance(line, Line):
        return label().match(fold(line.text.strip())) is not None
    return any(
        label().match(fold(one.text.strip())) for row in line.rows for cell in row for one in cell.lines
    )


def _has_fact(line: Shown) -> bool:
    return isinstance(line, Line) and _FACT.search(line.text) is not None


@cache
def _foot() -> Callable[[str], object]:
    words = "|".join(map(re.escape, words_of("web_pages")["foot"]))
    return re.compile(words, re.IGNORECASE).search


def _above_foot(lines: list[Shown]) -> list[Shown]:
    """Leave out the foot of the page: what follows the words that open it, below the last line that tells something."""
    last = max((n for n, line in enumerate(lines) if _marks(line) >= TELLING or _has_fact(line)), default=-1)
    for number in range(last + 1, len(lines)):
        line = lines[number]
        if isinstance(line, Line) and _foot()(line.text):
            return lines[:number]
    return lines
