"""Find the articles of a page: where each starts and ends, its headline, the day of its dateline.

On a page with datelines (江门日报讯（记者/…）) each of them starts an article, and so does the text after a
headline: a section under a heading of its own is an article too, for another report may begin there and
nothing may be inherited across. Headlines may stand before their article, after it, or a few articles further
on; the one whose words the body shares is its title. A page without datelines is one article.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from operator import add
from typing import NamedTuple

from pipeline.datelines import (
    LONGEST,
    any_of,
    caption_marks,
    dateline,
    is_byline,
    is_credit,
    is_folio,
    is_path,
    label,
    numbered,
    signature,
)
from pipeline.lines import Flow

BODY = 3000  # characters of a body that a headline is compared with
SHARED = 0.25  # share of a headline's pairs of characters that its own body holds, at least
FEW = 6  # pairs that count as missing, so that 「改革大局」 does not beat a full headline
NEAR = 4  # blocks of headlines before and after its own that may hold an article's title
FARTHER = 0.05  # what one block of headlines farther away costs
WINDOW = 40  # characters after the dateline in which the article's own day stands
WEB_TITLE = 3  # paragraphs at the head of a page without datelines that may be its title
DAY = re.compile(r"(?<![年\d])(\d{1,2})月(\d{1,2})日")
COMMA = re.compile("[，,]")
MOST_COMMAS = 2  # in a headline
ENDS = frozenset("。；;，,")


@dataclass(frozen=True, slots=True)
class Article:
    """Hold one article as a span of flow.text, headlines included.

    `body` is where its text starts, after the dateline. `title` is its headline as printed, which may stand
    outside the span; empty where there is none. `month` and `day` are the dateline's, None where it has none.
    `apart` says that the document's title is not its own: it is about another area than the article before, or that title
    is the headline of another article of the page.
    """

    start: int
    end: int
    body: int
    title: str
    month: int | None
    day: int | None
    apart: bool = False


class Paragraph(NamedTuple):
    """Be one paragraph and what it is: dateline, lede, headline, body or aside (byline, caption, label)."""

    start: int
    end: int
    kind: str


class Block(NamedTuple):
    """Be the paragraphs [first, last) of one article's text, or of the headlines between two."""

    first: int
    last: int


def articles(flow: Flow) -> list[Article]:
    """Return the articles of a page in order; together they cover flow.text. Empty for no text."""
    if not flow.text:
        return []
    paragraphs = paragraphs_of(flow.text)
    starts = [k for k, paragraph in enumerate(paragraphs) if paragraph.kind in ("dateline", "lede")]
    if not any(paragraphs[k].kind == "dateline" for k in starts):
        return [_single(flow, paragraphs)]
    bodies = [_body(paragraphs, first, last) for first, last in pairwise([*starts, len(paragraphs)])]
    gaps = [Block(0, bodies[0].first)]
    gaps += [
        Block(body.last, after) for body, after in zip(bodies, [*starts[1:], len(paragraphs)], strict=True)
    ]
    headlines = _headlines(paragraphs, Block(0, len(paragraphs)))
    asked = set[str]().union(*(_headline_pairs(flow.text[one.start : one.end]) for one in headlines))
    texts = (flow.text[paragraphs[b.first].start : paragraphs[b.last - 1].end][:BODY] for b in bodies)
    pairs = [asked.intersection(map(add, text, text[1:])) for text in texts]
    cuts = [0, *(_cut(flow, paragraphs, gaps[k], pairs[k - 1], pairs[k]) for k in range(1, len(bodies)))]
    found = []
    for k, (first, last) in enumerate(pairwise([*cuts, len(paragraphs)])):
        title = _title(flow, paragraphs, gaps, k, pairs[k])
        if not title and len(bodies) == 1:  # nothing else is there that the headline could belong to
            title = _at_head(flow, paragraphs, bodies[0].first)
        found.append(_article(flow, paragraphs, Block(first, last), bodies[k].first, title))
    return found


def paragraphs_of(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text and what each is."""
    lines = text.split("\n")
    ends = accumulate(len(line) + 1 for line in lines)
    found: list[Paragraph] = []
    for line, after in zip(lines, ends, strict=True):
        kind = _kind(line)
        before = found[-1].kind if found else ""
        if kind == "body" and (before == "headline" or (before == "aside" and _opener().match(line))):
            kind = "lede"
        found.append(Paragraph(after - 1 - len(line), after - 1, kind))
    return found


def _kind(line: str) -> str:
    """Return what a paragraph is by itself."""
    if dateline().match(line):
        return "dateline"
    if len(line) > LONGEST:
        return "body"
    if (
        "\t" in line
        or line[:1] in caption_marks()
        or is_byline(line)
        or is_credit(line)
        or label().match(line)
        or is_folio(line)
        or is_path(line)
    ):
        return "aside"
    closed = line.rstrip("”’」』)）》\"' ")
    if (
        closed[-1:] in ENDS
        or "。" in line
        or numbered().match(line)
        or len(COMMA.findall(line)) > MOST_COMMAS
    ):
        return "body"
    return "headline"


@cache
def _opener() -> re.Pattern[str]:
    """Match the start of an article without a dateline: 「近日，」, 「4月7日，」."""
    return re.compile(rf"(?:{any_of('openers')})[，,]|\d{{1,2}}月\d{{1,2}}日(?:[，,]|至|上午|下午)")


def _body(paragraphs: list[Paragraph], first: int, last: int) -> Block:
    """Return the article's text: from its first paragraph to the last that is neither headline nor aside."""
    while last > first + 1 and paragraphs[last - 1].kind in ("headline", "aside"):
        last -= 1
    return Block(first, last)


@lru_cache(maxsize=1024)  # a headline is compared with every body near it
def _headline_pairs(headline: str) -> set[str]:
    """Return the pairs of neighbouring characters that hold no mark or space."""
    return {pair for pair in map(add, headline, headline[1:]) if pair.isalnum()}


def _share(headline: str, body: set[str]) -> float:
    """Return the share of a headline's pairs that a body holds, lower for a headline of few words."""
    pairs = _headline_pairs(headline)
    return len(pairs & body) / (len(pairs) + FEW)


def _headlines(paragraphs: list[Paragraph], block: Block) -> list[Paragraph]:
    """Return the headlines among some paragraphs."""
    return [paragraph for paragraph in paragraphs[block.first : block.last] if paragraph.kind == "headline"]


def _cut(flow: Flow, paragraphs: list[Paragraph], gap: Block, before: set[str], after: set[str]) -> int:
    """Return the paragraph at which the next article starts: where headlines begin to speak of it."""
    best, best_at, total = 0.0, gap.first, 0.0
    for k in range(gap.first, gap.last):
        paragraph = paragraphs[k]
        if paragraph.kind == "headline":
            text = flow.text[paragraph.start : paragraph.end]
            total += _share(text, before) - _share(text, after)
        elif paragraph.kind == "aside":
            total += 0.01
        if total > best:
            best, best_at = total, k + 1
    return best_at


def _title(flow: Flow, paragraphs: list[Paragraph], gaps: list[Block], k: int, body: set[str]) -> str:
    """Return the headline near article k that shares most with its body, as printed; empty if none does."""
    best, title = SHARED, ""
    for near in range(max(0, k - NEAR), min(len(gaps), k + 2 + NEAR)):
        distance = k - near if near <= k else near - k - 1
        for headline in _headlines(paragraphs, gaps[near]):
            score = _share(flow.text[headline.start : headline.end], body) - FARTHER * distance
            if score > best:
                best, title = score, flow.display[headline.start : headline.end]
    return title


def _single(flow: Flow, paragraphs: list[Paragraph]) -> Article:
    """Return a web page or communiqué as one article; its title is the headline at its head."""
    title = _at_head(flow, paragraphs, len(paragraphs))
    return _article(flow, paragraphs, Block(0, len(paragraphs)), 0, title)


def _at_head(flow: Flow, paragraphs: list[Paragraph], before: int) -> str:
    """Return the first headline among the first paragraphs of a page, before one of them, as printed; empty for none."""
    head = _headlines(paragraphs, Block(0, min(WEB_TITLE, before)))
    titles = (p for p in head if not signature().fullmatch(flow.text, p.start, p.end))
    return next((flow.display[p.start : p.end] for p in titles), "")


def _article(flow: Flow, paragraphs: list[Paragraph], block: Block, first: int, title: str) -> Article:
    """Put an article together, with the day that its dateline or first words name."""
    opening = paragraphs[first]
    match = dateline().match(flow.text, opening.start, opening.end)
    body = match.end() if match else opening.start
    day = (
        DAY.search(flow.text, opening.start, min(body + WINDOW, len(flow.text)))
        if opening.kind != "body"
        else None
    )
    month, number = (int(day[1]), int(day[2])) if day else (None, None)
    start, end = paragraphs[block.first].start, paragraphs[block.last - 1].end
    return Article(start, end, body, title, month, number)
