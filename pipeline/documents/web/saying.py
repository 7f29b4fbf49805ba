"""Read what a page says of itself: its title, the day on which it was put out, and who did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from functools import cache
from html import unescape
from itertools import islice, takewhile

from pipeline.days import day_of
from pipeline.documents.publication import find_published, find_source
from pipeline.documents.web.body import TELLING, Shown, is_like, labels
from pipeline.documents.web.parts import Line, Markup
from pipeline.words import words_of

_LEAST, _LONGEST = 6, 200  # characters of a title, as against a site's
_MOST_HEADINGS = 20
_DAY = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_SECONDS = re.compile(r"\bvar\s{1,9}(?:ct|create_time)\s{0,9}=\s{0,9}[\"'](\d{10})[\"']")
_TYPED = re.compile(
    r"(?:\"(?:datePublished|pubDate)\"\s{0,9}:|\bvar\s{1,9}createTime\s{0,9}=)\s{0,9}[\"'](\d{4}-\d\d-\d\d)"
)
# Who put out a saved WeChat article: <a id="js_name">青禾发布</a>, and the same in a script
_ACCOUNT = re.compile(
    r"(?:\bid=[\"']js_name[\"'][^<>]{0,400}>|\bclass=[\"']profile_nickname[\"'][^<>]{0,400}>"
    r"|\bvar nickname\s{0,9}=\s{0,9}htmlDecode\([\"'])\s{0,99}([^<>\"'\n]{1,60})"
)
_ABOVE = 5  # lines above the headline
_MOST_LINES = 60  # between it and the first sentences
_CHINA = timedelta(hours=8)


def title_of(markup: Markup, lines: Sequence[Shown]) -> str:
    """Return the title: a line that the head names, a heading or line that is a part of the page's title, or its first.

    「青禾县2024年统计公报-统计数据-青禾县人民政府」 is printed as 「青禾县2024年统计公报」. A newspaper may come first.
    """
    named = _stated(markup.stated, "title_names")
    whole = " ".join(markup.title.split())[:_LONGEST]
    printed = [line for line in lines if isinstance(line, Line) and _LEAST <= len(line.text) <= _LONGEST]
    if named and any(is_like(line.text, named) for line in printed):
        return named
    parts = {"".join(part.split()) for part in _site_marks().split(whole)} | {"".join(whole.split())}
    unlinked = [
        line.text.strip() for line in printed if line.linked * 2 <= line.length
    ]  # a banner leads home
    opening = [line for line in unlinked if "".join(line.split()) in parts]
    headings = [line.text.strip() for line in printed if line.tag == "h1"][:_MOST_HEADINGS]
    headings = [line for line in headings if _shares(line, whole)]
    return max(headings or opening, key=len, default="") or named or _without_site(whole)


def _shares(line: str, title: str) -> bool:
    """Say whether most of a heading stands in the page's title, in one piece: it is no name of a site's."""
    if not title:
        return True
    longest = SequenceMatcher(None, line, title, autojunk=False).find_longest_match()
    return longest.size * 4 >= len(line) * 3


def _without_site(title: str) -> str:
    """Return a page's title without the names of its site, which marks divide."""
    for match in _site_marks().finditer(title):
        if match.start() >= _LEAST:
            return title[: match.start()].strip()
    return title


@cache
def _site_marks() -> re.Pattern[str]:
    """Match a mark between words: not 1-6月, not a dash of two."""
    marks = "".join(map(re.escape, words_of("web_pages")["title_marks"]))
    return re.compile(rf"(?<![\d{marks}])\s*[{marks}](?![{marks}])\s*(?!\d)|\s+[{marks}]\s+|_")


def published_of(markup: Markup, page: str, lines: Sequence[Shown], body: Sequence[Shown]) -> str:
    """Return the day on which a page was put out, as an ISO date; "" where it does not say it.

    What is printed around the headline counts before what the head of the page states, which may be when it was saved last.
    `page` is the page itself, where a script may hold the day: of a saved WeChat article the second, in China's time.
    """
    said = (_printed(body), *map(_day, _days(markup, page)), _printed(_above(lines, body)))
    return next(filter(None, said), "")


def _printed(lines: Iterable[Shown]) -> str:
    """Return the day that the first lines print, up to one that tells something."""
    first = islice(lines, _MOST_LINES)
    head = takewhile(lambda line: labels(line) or (isinstance(line, Line) and line.marks < TELLING), first)
    printed = find_published("\n".join(line.text for line in head if isinstance(line, Line)), wrapped=False)
    return str(printed or "")


def _above(lines: Sequence[Shown], body: Sequence[Shown]) -> list[Shown]:
    """Return the few lines above the body: 「第3版 2026年5月19日」 of a newspaper."""
    first = next((number for number, line in enumerate(lines) if body and line is body[0]), 0)
    return [*lines[max(0, first - _ABOVE) : first]]


def _days(markup: Markup, page: str) -> Iterator[str]:
    yield from (markup.stated.get(name, "") for name in words_of("web_pages")["day_names"])
    if found := _TYPED.search(page):
        yield found[1]
    if found := _SECONDS.search(page):
        yield str((datetime.fromtimestamp(int(found[1]), UTC) + _CHINA).date())


def _day(said: str) -> str:
    found = _DAY.search(said)
    if found is None:
        return ""
    try:
        return str(day_of(f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}"))
    except ValueError:
        return ""


def source_of(markup: Markup, page: str, text: str) -> str:
    """Return who put a page out: as its head names it, as its text does, the account of WeChat, or the site.

    Nobody is 本站 and the like. `page` is the page itself, which names the account.
    """
    site = _stated(markup.stated, "site_names")
    said = _stated(markup.stated, "source_names"), find_source(text, wrapped=False), _account(page)
    for named in said:
        if named not in words_of("web_pages")["nobody"] and re.search("[\u4e00-\u9fff]", named):
            return _in_full(named, site)
    return "" if site in words_of("web_pages")["nobody"] else site


def _account(page: str) -> str:
    found = _ACCOUNT.search(page)
    return unescape(found[1]).strip() if found else ""


def _in_full(source: str, site: str) -> str:
    """Return a source by its full name: 市统计局 on the site of 青禾市人民政府 is 青禾市统计局."""
    rank = source[:1]
    if rank in words_of("web_pages")["ranks"] and rank in site[1:]:
        return site[: site.index(rank, 1)] + source
    return source


def _stated(stated: Mapping[str, str], names: str) -> str:
    return next((stated[name] for name in words_of("web_pages")[names] if stated.get(name, "").strip()), "")
