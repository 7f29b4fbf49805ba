"""Leave out the headlines of other articles that a page prints beside its own, and what its readers say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.datelines import label
from pipeline.documents.web.parts import Line, Table
from pipeline.lines.folding import fold
from pipeline.words import words_of

_LONGEST = 60  # characters of a headline
_TELLING = 2  # marks of sentences that no headline has
_ENDS = ("。", "；", "：", ":")  # of what goes on or tells something
_SHORT = 12  # characters of a label: 相关阅读：


@cache
def _opens(kind: str) -> re.Pattern[str]:
    """Match a word of one list of `words/web_pages.yaml` that opens a line: with a colon behind it, or alone."""
    words = "|".join(sorted(map(re.escape, words_of("web_pages")[kind]), key=len, reverse=True))
    return re.compile(rf"\W{{0,3}}(?:{words})\W{{0,3}}?(?:(?P<colon>[：:])\W{{0,3}}|$)")


def without_other_articles(lines: Sequence[Line | Table]) -> list[Line | Table]:
    """Return lines without those of other articles: 「上一篇：…」, a list below 「热点新闻」, 「网友评论：…」.

    A list of headlines stands below what tells something, and ends at a sentence, a heading, a label of the page's own
    data or a table, so that no text of the page's own is lost with it.
    """
    found: list[Line | Table] = []
    waiting = 0  # headlines that may follow: one below a bare 「上一篇：」, any number below 「相关阅读」
    told = False
    for line in lines:
        if not isinstance(line, Line):
            told, waiting = True, 0
            found.append(line)
            continue
        text = line.text.strip()
        neighbour, listed = _opens("neighbours").match(text), _opens("lists").match(text)
        if _is_headline(line) and neighbour and neighbour["colon"]:
            waiting = int(neighbour.end() == len(text))
        elif _is_headline(line) and listed and told:
            waiting = len(lines)
        elif _is_headline(line) and waiting and line.tag[:1] != "h" and not label().match(fold(text)):
            waiting -= 1
        else:
            told, waiting = told or line.marks >= _TELLING, 0
            found += _without_readers(line)
    return found


def _is_headline(line: Line) -> bool:
    """Say whether a line may be a headline, a label before one, or the name of a list of them."""
    text = line.text.strip()
    return line.length <= _LONGEST and line.marks < _TELLING and (len(text) < _SHORT or text[-1] not in _ENDS)


@cache
def _readers() -> re.Pattern[str]:
    words = "|".join(map(re.escape, words_of("web_pages")["readers"]))
    return re.compile(rf"(?:^|\s)(?:{words})[：:]")


def _without_readers(line: Line) -> list[Line]:
    """Return a line up to the words of a reader, none where it begins with them."""
    said = _readers().search(line.text)
    if said is None:
        return [line]
    text = line.text[: said.start()].strip()
    return [Line(text, line.tag, len("".join(text.split())), 0)] if text else []
