"""Find the periods that a text names: 2024年上半年, 1—5月, 去年国庆假期, 截至2024年底, “十四五”期间.

grammar.py composes the grammar from words/periods.yaml and words/holidays.yaml; one pass over the text
gives the matches, one function a rule (rules.py) gives their days.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from pipeline.lines.deletion import without
from pipeline.lines.folding import fold, points
from pipeline.periods.context import Context, Span
from pipeline.periods.fragments import WORDS, either
from pipeline.periods.grammar import Grammar, grammar
from pipeline.periods.left_open import flaw_of, with_open
from pipeline.periods.period import OpenPeriod, Period
from pipeline.periods.rules import RULES, beginning_of
from pipeline.periods.said import year_said
from pipeline.periods.spans import is_within
from pipeline.periods.traps import names_no_period

__all__ = [
    "OpenPeriod",
    "Period",
    "find_periods",
    "periods_in",
    "points_back",
    "reporting_period",
    "times_in",
]

_BREAK = re.compile(r"[ \t\u3000]*(?:\r?\n[ \t\u3000]*)+")
_SENTENCE_END = re.compile("[。！？!?\n]")
_YEAR_AHEAD = re.compile("[为到至]((?:19|20)[0-9]{2})年")
_AHEAD = 40  # characters
# Behind a time in a title: 「恢复2019年的92%」, 2018年建成的.
_PASSED = re.compile(
    f"(?:同期)?(?:水平)?的?[0-9.]+(?:%|倍|成)|(?:正式|竣工)?(?:{either(WORDS['undated']['foundings'])})"
)
_TRADITIONAL_SHARE = 0.05
_FIRST_IDEOGRAPH = 0x4E00


def find_periods(
    text: str, reference: date | None = None, year: int | None = None, *, roc: bool | None = None
) -> list[Period]:
    """Find the periods of any text, also with line breaks inside them; offsets index the text given.

    `reference` is the document's date (今年, 目前), `year` the reporting year of bare ones (全年, 1—5月).
    Without it, and for days (4月7日), they take their latest occurrence that ended by the reference; a
    holiday need only have begun. What neither can place is left out.
    `roc` says whether 111年 is a year of the Republic of China; None decides by the script.
    """
    folded = fold(text)
    roc = is_traditional(text, folded) if roc is None else roc
    joined, offsets = _unwrapped(folded)
    found = []
    for period in periods_in(joined, reference, year, roc=roc):
        start, end = offsets[period.start], offsets[period.end - 1] + 1
        found.append(replace(period, start=start, end=end, text=_BREAK.sub("", text[start:end])))
    return found


def periods_in(
    text: str, reference: date | None, year: int | None, *, roc: bool = False, offset: int = 0
) -> list[Period]:
    """Find the periods of a text that is already unwrapped and folded; it stands at an offset of another one."""
    found = times_in(text, reference, year, roc=roc, offset=offset)
    return [period for period in found if isinstance(period, Period)]


def times_in(
    text: str, reference: date | None, year: int | None, *, roc: bool = False, offset: int = 0
) -> list[Period | OpenPeriod]:
    """Find what `periods_in` finds, and the stretches beside whose period stays open, in order of start."""
    found, known = _read(text, reference, year, grammar(roc=roc))
    times = with_open(text, found, known)
    if not offset:
        return times
    return [replace(one, start=one.start + offset, end=one.end + offset) for one in times]


def _read(
    text: str, reference: date | None, year: int | None, rules: Grammar
) -> tuple[list[Period | OpenPeriod], list[tuple[int, int]]]:
    """Return what the grammar finds, and the spans that it knows to be no period (《…2024年…》, 每年4月)."""
    found: list[Period | OpenPeriod] = []
    known: list[tuple[int, int]] = []
    topic: Span | None = None
    earlier: Span | None = None
    holiday: Span | None = None
    sentence = 0
    for name, match in rules.found(text):
        if topic and _SENTENCE_END.search(text, sentence, match.start()):
            topic = None
        sentence = match.end()
        start, end = match.span()
        if names_no_period(text, name, match, rules):
            known.append((start, end))
            continue
        listed = found[-1] if found and text[found[-1].end : start] in _JOINERS else None
        own = listed.last_day.year if isinstance(listed, Period) and listed.first_day else year
        said = None if listed else year_said(text, found, start)
        context = Context(reference, own, topic or _named_ahead(text, match), earlier, holiday, said)
        span = RULES[name](match, context, rules)
        if span is None or (span.first and span.first > span.last) or _is_beyond(span):
            since = beginning_of(match, rules) if reference is None else None
            flaw = "undated" if since else "unread" if span else flaw_of(name, match[0], context)
            if flaw:
                found.append(OpenPeriod(start, end, flaw, since=since))
            continue
        found.append(Period(start, end, match[0], span.first, span.last, span.anchored, name, span.holiday))
        holiday = span if span.holiday else holiday
        if _is_topic(name, match[0]):
            topic = earlier = span
    return list(_paired(found, text)), known


def _is_beyond(span: Span) -> bool:
    """Say whether a span reaches into years that no figures are of: 去年同期 of 1900."""
    return not is_within(span.first or span.last, span.last)


def _paired(found: list[Period | OpenPeriod], text: str) -> Iterator[Period | OpenPeriod]:
    """Yield what was found, 年初 moved to the year whose 年末 its sentence names: 「年初312家，…年末335家」."""
    for place, one in enumerate(found):
        behind = found[place + 1] if place + 1 < len(found) else None
        if isinstance(one, Period) and isinstance(behind, Period) and one.text in _BEGINNINGS:
            bare = behind.text in _YEAR_ENDS and not (one.anchored or behind.anchored)
            if (
                bare
                and one.last_day > behind.last_day
                and not _SENTENCE_END.search(text, one.end, behind.start)
            ):
                one = one.in_year(behind.last_day.year)  # noqa: PLW2901 - the same words in another year
        yield one


def _named_ahead(text: str, match: re.Match[str]) -> Span | None:
    """Return the year that 上年 is measured from where the sentence names it behind: 「由上年的19.6调整为2016年的18.9」."""
    if (
        not match[0].startswith(_COMPARISONS)
        or text[match.start() - 1 : match.start()] not in WORDS["from_words"]
    ):
        return None
    named = _YEAR_AHEAD.search(text, match.end(), match.end() + _AHEAD)
    if named is None or _SENTENCE_END.search(text, match.end(), named.start()):
        return None
    return Span(date(int(named[1]), 1, 1), date(int(named[1]), 12, 31))


def _is_topic(rule: str, text: str) -> bool:
    """Say whether others may point back to a period; not to comparisons (上年同期) and 目前."""
    return rule != "now" and WORDS["same_span"]["word"] not in text and not text.startswith(_COMPARISONS)


_BEGINNINGS = frozenset(one["word"] for one in WORDS["bare_edges"] if one["side"] == "start")
_YEAR_ENDS = frozenset(
    one["word"] for one in WORDS["bare_edges"] if one["side"] == "end" and one["of"] == "year"
)
_JOINERS = tuple(WORDS["joiners"])
_COMPARISONS = tuple(
    entry["word"] for entry in WORDS["relative_years"] if entry["of"] == "topic" and entry["years"]
)


def points_back(period: Period) -> bool:
    """Say whether a period is told by the year spoken of (上年, 上年度): it opens no report."""
    return period.text.startswith(_COMPARISONS)


def is_traditional(text: str, folded: str) -> bool:
    """Say whether a text is in Traditional script: at least 5% of its ideographs fold to another one."""
    printed, plain = points(text), points(folded)
    ideographs = printed >= _FIRST_IDEOGRAPH
    enough = _TRADITIONAL_SHARE * np.count_nonzero(ideographs)
    return bool(0 < enough <= np.count_nonzero(ideographs & (printed != plain)))


def reporting_period(title: str, reference: date | None) -> Period | None:
    """Return what a folded title reports on: 2016年上半年经济运行情况 → 2016-H1, 《…（2024年）》 → None.

    A time that something is measured on or began in (「接待游客比2019年增长8%」, 从2013年的…, 2018年建成的) is none.
    """
    found = (one for one in periods_in(title, reference, None) if one.first_day and one.rule != "now")
    return next((one for one in found if not _is_passed(title, one)), None)


def _is_passed(title: str, period: Period) -> bool:
    """Say whether a title only names a period on the way to what it reports on."""
    before = title[: period.start].endswith(tuple(WORDS["passed_in_titles"]["behind"]))
    return before or _PASSED.match(title, period.end) is not None


def _unwrapped(text: str) -> tuple[str, list[int]]:
    """Delete line breaks with the white space around them, except between two numbers (-3.3⏎2025年)."""
    return without(text, (gap.span() for gap in _BREAK.finditer(text) if not _keeps_apart(text, gap)))


def _keeps_apart(text: str, gap: re.Match[str]) -> bool:
    before = re.search(r"[0-9.,]*$", text[max(0, gap.start() - 8) : gap.start()])
    after = re.match(r"[0-9]{0,5}", text[gap.end() : gap.end() + 5])
    if not before or not after or not before[0] or not after[0]:
        return False
    joined = before[0] + after[0]
    return not (joined.isdecimal() and len(joined) <= 4)
