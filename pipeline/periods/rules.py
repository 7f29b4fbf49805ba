"""Turn what each rule of the grammar matched into days: one function a rule."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipeline.periods.context import Context, Groups, Span, base_year, has_base, latest, number, read_groups
from pipeline.periods.fragments import WORDS
from pipeline.periods.grammar import Grammar
from pipeline.periods.holidays import TOGETHER, days_off, holiday_named
from pipeline.periods.spans import PARTS, cut, in_year, month_edge, month_of, quarter_of, shifted

_PLANS = {entry["word"]: entry for entry in WORDS["plans"]}
_PLAN_TAILS = {entry["word"]: entry["means"] for entry in WORDS["plan_tails"]}
_CENTURIES = {entry["word"]: entry for entry in WORDS["centuries"]}
_CENTURY = 100  # years
_PERIOD_ENDS = {entry["word"] for entry in WORDS["bare_edges"] if entry.get("of_period")}
_MONTH_EDGES = {entry["word"] for entry in WORDS["bare_edges"] if entry["of"] == "month"}
_HOLIDAYS = {"holiday", "holiday_alone"}
# 四季度 and 10月 printed on 26 October are those that have begun.
_BEGUN = {"quarter", "quarter_letter", "month_alone", "month_name", "month_named"}
_DAYS = {"day", "day_only"}  # 4月7日 is near the document's date, whatever year it reports on
_ANTECEDENT = {
    entry["word"]: int(entry["years"]) for entry in WORDS["relative_years"] if entry["of"] == "antecedent"
}
# Of 12月28日至1月3日 and 11月至3月 everybody knows the second year; 10月8日至1日 and 四季度至一季度 are slips or riddles.
_OVER_NEW_YEAR = (range(11, 13), range(1, 4))  # months that such a span begins and ends in
_BY = "前"
_SOON = 45  # days to a holiday of which something is expected
_HALF_YEAR = 184  # days: 10月至2025年3月 begins the year before, 10月8日至2025年10月1日 is a slip
Rule = Callable[[re.Match[str], Context, Grammar], Span | None]


def _groups(match: re.Match[str], part: str, grammar: Grammar) -> Groups:
    """Read one element again, with its groups and its neighbours in the text."""
    found = grammar.element.match(match.string, match.start(part))
    if found is None or found.end() != match.end(part):
        found = grammar.element.fullmatch(match[part])
    return read_groups(found) if found else {}


def element_span(groups: Groups, context: Context, *, begun: bool = False) -> Span | None:
    """Return the days of one element, None where its year cannot be known."""
    if not groups:
        return None
    for name, told in _TOLD.items():
        if name in groups:
            return told(groups, context)
    if of_topic := _of_topic(groups, context):
        return of_topic
    if groups.get("bare_edge") in _MONTH_EDGES:
        return month_edge(context)
    if has_base(groups):
        year = base_year(groups, context)
        return None if year is None else in_year(groups, year)
    if context.reference and _DAYS & groups.keys():
        said = context.said if "day_to" in groups else None  # a day by itself is that of the news
        context = replace(context, year=None, said=said)
    if context.reference and holiday_named(groups.get("holiday", "")) == TOGETHER:
        return _together(groups, context.year, context.reference)
    begun = begun or bool((_HOLIDAYS | _BEGUN) & groups.keys())
    return latest(lambda year: in_year(groups, year), context, begun=begun)


def _meanwhile(_: Groups, context: Context) -> Span | None:
    """Return the span spoken of: 「我县同期地区生产总值…」."""
    spoken = context.topic or context.earlier
    return replace(spoken, anchored=True) if spoken else None


def _of_topic(groups: Groups, context: Context) -> Span | None:
    """Return what is measured from the span spoken of: 「1—9月…，期末实有…」, 「今年…，全年…」."""
    topic = context.topic
    if topic is None or has_base(groups):
        return None
    if groups.get("bare_edge") in _PERIOD_ENDS:
        return Span(None, topic.last, anchored=topic.anchored)
    return in_year(groups, topic.last.year) if "whole" in groups and topic.anchored else None


def _together(groups: Groups, year: int | None, reference: date) -> Span | None:
    """Return 双节 of the latest year in which it has begun; none where the days off of that year do not touch."""
    off = days_off("national", reference.year)
    latest_year = reference.year if off and off.first <= reference else reference.year - 1
    span = in_year(groups, latest_year if year is None else year)
    return replace(span, anchored=False) if span else None


def _same_span(groups: Groups, context: Context) -> Span | None:
    """Return 去年同期, 上年同期, 同期: the span spoken of, a year before or in the year named."""
    if any(name in groups for name in PARTS):
        year = base_year(groups, context)
        return in_year(groups, year) if year is not None else None
    year = base_year(groups, context) if has_base(groups) else None
    model = context.topic or context.earlier
    if model is not None and year == model.last.year and "year" not in groups:
        year = None  # 全年…比去年同期 printed in January of the next year
    if model is not None:
        return replace(
            shifted(model, (model.last.year - 1 if year is None else year) - model.last.year), anchored=True
        )
    if year is None:
        start = context.year or (context.reference.year if context.reference else None)
        year = start - 1 if start else None
    return in_year({}, year) if year is not None else None


def _element(match: re.Match[str], context: Context, grammar: Grammar) -> Span | None:
    """Return one element, a range of two (A至B), or the days since one (以来, 至今)."""
    if match["second"]:
        return _range(match, context, grammar)
    if match["since"] or match["until_now"] or match["since_event"]:
        return _since(match, context, grammar)
    groups = _groups(match, "first", grammar)
    span = _to_come(groups, match, context) or element_span(groups, context)
    told = groups.get("holiday_bare")
    if told and span and span.first and (span.last - span.first).days + 1 != number(told):
        return None  # 「国庆3天，」 are some of the days off
    return span


def _to_come(groups: Groups, match: re.Match[str], context: Context) -> Span | None:
    """Return the next holiday of which something is expected: 「元旦期间预计接待1.5万人次」 printed in December.

    So of a month by whose end something is to be: 「10月底|前，新开工项目5个」 printed in July.
    """
    if "edge" in groups and match.string.startswith(_BY, match.end()):
        return _deadline(groups, context)
    expected = match.string.startswith(tuple(WORDS["expected_of_holidays"]), match.end())
    if "holiday" not in groups or has_base(groups) or context.reference is None or not expected:
        return None
    for year in (context.reference.year, context.reference.year + 1):
        span = in_year(groups, year)
        if span and span.first and 0 < (span.first - context.reference).days <= _SOON:
            return span
    return None


def _deadline(groups: Groups, context: Context) -> Span | None:
    """Return the end of a month without a year that is yet to come in the year of the document's date."""
    if context.reference is None or has_base(groups) or (context.year, context.said) != (None, None):
        return None
    span = in_year(groups, context.reference.year)
    return span if span and span.last > context.reference else None


def _range(match: re.Match[str], context: Context, grammar: Grammar) -> Span | None:
    """Return A至B; an end without a year takes it from the other, 12月至次年2月 runs over the new year.

    None where B would lie before A, but for what people write of a winter: 2024年12月28日至1月3日.
    """
    first, second = _groups(match, "first", grammar), _groups(match, "second", grammar)
    if has_base(first):
        start = element_span(first, context)
        if start is None:
            return None
        end = (
            element_span(second, replace(context, topic=start)) if has_base(second) else _after(second, start)
        )
        return _joined(start, end)
    years = _ANTECEDENT.get(second.get("relative", ""))
    if years is not None:
        second.pop("relative")
    if has_base(second):
        end = element_span(second, context)
        return _before(first, end, longest=_HALF_YEAR) if end else None

    def of_year(year: int) -> Span | None:
        end = in_year(second, year)
        if end is None or years is None:
            return _before(first, end) if end else None
        return _joined(in_year(first, year - years), end)

    return latest(of_year, context)


def _after(groups: Groups, start: Span) -> Span | None:
    """Return the end of a span that prints no year, in the year of its beginning or, of a winter, in the next."""
    end = in_year(groups, start.last.year)
    if end is None or end.last >= start.last:
        return end
    end = in_year(groups, start.last.year + 1)
    return end if end and _over_new_year(start, end) else None


def _before(groups: Groups, end: Span, longest: int = 0) -> Span | None:
    """Return A至B whose A prints no year: in the year of B, or in the one before where it is of a winter.

    Where B prints its year, any A within the `longest` span of days before is meant.
    """
    start = in_year(groups, end.last.year)
    if start is None or (start.first or start.last) <= end.last:
        return _joined(start, end)
    span = _joined(in_year(groups, end.last.year - 1), end)
    if span is None or span.first is None:
        return None
    near = (end.last - span.first).days < longest
    return span if near or _over_new_year(span, end) else None


def _over_new_year(start: Span, end: Span) -> bool:
    """Say whether a span from one to the other is of a winter: 11月至3月, 12月28日至1月3日."""
    begins, ends = _OVER_NEW_YEAR
    return (start.first or start.last).month in begins and end.last.month in ends


def _joined(start: Span | None, end: Span | None) -> Span | None:
    if start is None or end is None:
        return None
    first = start.first or start.last
    return Span(first, end.last) if first <= end.last else None


def _since(match: re.Match[str], context: Context, grammar: Grammar) -> Span | None:
    """Return the days from an element to the reference; 年初以来 ends with the reporting year, if it lies in it."""
    span = element_span(_groups(match, "first", grammar), context, begun=True)
    if span is None:
        return None
    whole = _until_reference(span.first or span.last, context)
    if whole and context.year is not None and not span.anchored:
        end = date(context.year, 12, 31)
        return replace(whole, last=min(whole.last, max(end, span.last)), anchored=False)
    return whole


def beginning_of(match: re.Match[str], grammar: Grammar) -> date | None:
    """Return the first day of 2016年6月营业至今 in a text without a date, where the span has no end."""
    if "since_event" not in match.re.groupindex:
        return None
    if not (match["since"] or match["until_now"] or match["since_event"]):
        return None
    span = element_span(_groups(match, "first", grammar), Context())
    return (span.first or span.last) if span else None


def _until_reference(first: date, context: Context) -> Span | None:
    if context.reference is None or first > context.reference:
        return None
    return Span(first, context.reference)


def _as_of(match: re.Match[str], context: Context, grammar: Grammar) -> Span | None:
    """Return the point of 截至2024年底; 截至4月 in a text of 7 April is that day."""
    groups = _groups(match, "first", grammar)
    span = element_span(groups, context, begun=True)
    if span is None:
        return None
    reference = context.reference
    within = span.first and reference and span.first <= reference <= span.last
    return Span(None, reference if within and reference else span.last, anchored=span.anchored)


def _now(_: re.Match[str], context: Context, __: Grammar) -> Span | None:
    return Span(None, context.reference) if context.reference else None


def _plan(match: re.Match[str], context: Context, _: Grammar) -> Span | None:
    """Return a five-year plan: “十四五”期间, 以来, 末, 初; “十五” counts only in quotation marks."""
    entry = _PLANS[match["plan"]]
    marked = match[0][0] != match["plan"][0]
    if entry.get("marked") and not marked:
        return None
    first = date(entry["first_year"], 1, 1)
    last = date(entry["first_year"] + 4, 12, 31)
    means = _PLAN_TAILS[match["plan_tail"]]
    if means == "since":
        return _until_reference(first, context)
    if means == "whole":
        return Span(first, last)
    return Span(None, last if means == "end" else first)


def _decade(match: re.Match[str], context: Context, __: Grammar) -> Span | None:
    tens, century = match["tens"], _CENTURIES[match["century"]]
    first = century["first_year"]
    if century.get("of") == "publication" and context.reference:
        first = (context.reference.year // _CENTURY - 1) * _CENTURY  # 上世纪 in 1998 is the 19th
    first += int(tens) if tens.isdecimal() else 10 * number(tens[0])
    return Span(date(first, 1, 1), date(first + 9, 12, 31))


def _school_year(match: re.Match[str], _: Context, __: Grammar) -> Span | None:
    first, last = number(match["from_year"]), number(match["to_year"])
    return Span(date(first, 9, 1), date(last, 8, 31)) if last == first + 1 else None


def _calendar_date(match: re.Match[str], _: Context, __: Grammar) -> Span | None:
    day = {"month": match["iso_month"], "day": match["iso_day"]}
    return in_year(day, number(match["iso_year"]))


def _holiday_again(match: re.Match[str], context: Context, _: Grammar) -> Span | None:
    return cut(read_groups(match), context.holiday)


def _listed(match: re.Match[str], _: Context, __: Grammar) -> Span | None:
    return in_year({}, number(match["listed"]))


_TOLD: dict[str, Callable[[Groups, Context], Span | None]] = {
    "relative_month": month_of,
    "relative_quarter": quarter_of,
    "same": _same_span,
    "same_alone": _same_span,
    "meanwhile": _meanwhile,
}
RULES: dict[str, Rule] = {
    "five_year_plan": _plan,
    "decade": _decade,
    "school_year": _school_year,
    "calendar_date": _calendar_date,
    "opened": _element,
    "now": _now,
    "as_of": _as_of,
    "element": _element,
    "holiday_again": _holiday_again,
    "year_listed": _listed,
}
