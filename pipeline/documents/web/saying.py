"""Read what a page says of itself: its title, the day on which it was put out, and who did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from functools import cache
from itertools import takewhile

from pipeline.documents.days import day_of
from pipeline.documents.publication import find_published
from pipeline.documents.web.body import TELLING, Shown, is_like
from pipeline.documents.web.markup import Line, Markup
from pipeline.words import words_of

_LEAST, _LONGEST = 6, 200  # characters of a title, as against a site's
_DAY = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_SECONDS = re.compile(r"\bvar\s{1,9}(?:ct|create_time)\s{0,9}=\s{0,9}[\"'](\d{10})[\"']")
_TYPED = re.compile(r"\"(?:datePublished|pubDate)\"\s{0,9}:\s{0,9}\"(\d{4}-\d\d-\d\d)")
_CHINA = timedelta(hours=8)


def title_of(markup: Markup, lines: Sequence[Shown]) -> str:
    """Return the title: as the head names it, as a line that the page's title opens with, or that without its site.

    「青禾县2024年统计公报-统计数据-青禾县人民政府」 is printed as 「青禾县2024年统计公报」.
    """
    if named := _stated(markup.stated, "title_names"):
        return named
    whole = " ".join(markup.title.split())[:_LONGEST]
    printed = [line.text.strip() for line in lines if isinstance(line, Line)]
    opening = [line for line in printed if len(line) >= _LEAST and _opens(whole, line)]
    if opening:
        return max(opening, key=len)
    headings = [line.text.strip() for line in lines if isinstance(line, Line) and line.tag == "h1"]
    return next((line for line in headings if _shares(line, whole)), "") or _without_site(whole)


def _shares(line: str, title: str) -> bool:
    """Say whether most of a heading stands in the page's title, in one piece: it is no name of a site's."""
    if not title or not _LEAST <= len(line) <= _LONGEST:
        return len(line) >= _LEAST and not title
    longest = SequenceMatcher(None, line, title, autojunk=False).find_longest_match()
    return longest.size * 4 >= len(line) * 3


def _opens(title: str, line: str) -> bool:
    """Say whether a page's title is a line of it, with the names of its site behind a mark or with none."""
    if not is_like(line, title) or len(line) > len(title) + 1:
        return False
    rest = re.sub(r"\s", "", title)[len(re.sub(r"\s", "", line)) :]
    return not rest or rest[0] in words_of("web_pages")["title_marks"] or rest[0] in "(（【["


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


def published_of(markup: Markup, page: str, body: Sequence[Shown]) -> str:
    """Return the day on which a page was put out, as an ISO date; "" where it does not say it.

    What is printed around the headline counts before what the head of the page states, which may be when it was saved last.
    `page` is the page itself, where a script may hold the day: of a saved WeChat article the second, in China's time.
    """
    head = takewhile(lambda line: isinstance(line, Line) and line.marks < TELLING, body)
    printed = find_published("\n".join(line.text for line in head if isinstance(line, Line)), wrapped=False)
    return str(printed) if printed else next(filter(None, map(_day, _days(markup, page))), "")


def _days(markup: Markup, page: str) -> Iterator[str]:
    yield _stated(markup.stated, "day_names")
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


def source_of(markup: Markup) -> str:
    """Return who put a page out, as its head names it; "" for 本站 and the like."""
    named = _stated(markup.stated, "source_names")
    return (
        "" if named in words_of("web_pages")["nobody"] or not re.search("[\u4e00-\u9fff]", named) else named
    )


def in_full(source: str, site: str) -> str:
    """Return a source by its full name: 市统计局 on the site of 青禾市人民政府 is 青禾市统计局."""
    rank = source[:1]
    if rank in words_of("web_pages")["ranks"] and rank in site[1:]:
        return site[: site.index(rank, 1)] + source
    return source


def site_of(markup: Markup) -> str:
    """Return the name of the site as the head names it."""
    return _stated(markup.stated, "site_names")


def _stated(stated: Mapping[str, str], names: str) -> str:
    return next((stated[name] for name in words_of("web_pages")[names] if stated.get(name, "").strip()), "")
