"""Know what year an expected figure is of: 预计 looks ahead, but in winter also back on the year that has just ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.claims import Claim
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.dating.status import is_over
from pipeline.observations.article_context import ArticleContext
from pipeline.observations.reviews import whole_year
from pipeline.observations.told_back import (
    is_span_told,
    is_told_back,
    year_described,
    year_looked_back_on,
)
from pipeline.periods import Period
from pipeline.words import words_of

_WINTER = 3  # the last month in which a text may tell what the year before is expected to have come to
_SUMMER = 6  # the last month in which a report on the year before is given
_IN_CLAUSE, _ONWARD = _PLANS = ("plan", "plan_onward")  # how far each plans
_EXPECTS = tuple(words_of("bindings")["expects"])
_FIRST_COUNTS = tuple(words_of("bindings")["first_counts"])


def settle(
    sentence: ParsedSentence,
    claim: Claim,
    claims: Sequence[Claim],
    lent: Period | None,
    context: ArticleContext,
) -> tuple[Claim, Period | None] | None:
    """Return a claim as its 预计 means it, and the period lent to it; None where the text tells neither way.

    An expected figure of a span that is over is preliminary: an actual one. All others are returned as they are.
    """
    expecting = _expecting(sentence, claim)
    if expecting is None:
        return claim, lent
    if context.published is None and is_span_told(sentence, expecting):
        return replace(claim, status="actual"), lent
    if claim.period_flaw:
        return claim, lent
    if context.published is None:
        reviewed = _reviews(sentence, context) and _is_of_reporting(claim, lent, context)
        said, told = claim.period or lent, year_looked_back_on(sentence.text, claim.quantity.start)
        reviewed = reviewed or (told is not None and (said is None or said.last_day.year == told))
        untimed = said is None
        reviewed = reviewed or (untimed and is_told_back(sentence.text, sentence.start, claim.quantity.start))
        return (replace(claim, status="actual") if reviewed else claim), lent
    if claim.period is None and lent is not None and is_over(lent, context.published):
        return replace(claim, status="actual"), lent
    back = _looks_back(sentence, claim, expecting, claims, context, context.published)
    if back is None:
        return None
    return _of_year_before(claim, lent, context.published.year - 1) if back else (claim, lent)


def _of_year_before(claim: Claim, lent: Period | None, year: int) -> tuple[Claim, Period | None]:
    """Return a figure expected of the year before, a deed of that year unless it names its own."""
    done = replace(claim, status="actual")
    if claim.period is None:
        return done, whole_year(year)
    if claim.period.anchored:
        return done, lent
    return replace(done, period=claim.period.in_year(year)), lent  # 全年, 年末


def _expecting(sentence: ParsedSentence, claim: Claim) -> Token | None:
    """Return the 预计 by which a figure is planned, None where another word plans it or nothing does."""
    if claim.status != "planned":
        return None
    clause = sentence.opening(claim.quantity.start, "，,；;。")
    plans = [
        token
        for token in sentence.leading_to(claim.quantity.start)
        if token.kind == _ONWARD or (token.kind == _IN_CLAUSE and token.start >= clause)
    ]
    return plans[-1] if plans and sentence.word(plans[-1]) in _EXPECTS else None


def _looks_back(
    sentence: ParsedSentence,
    claim: Claim,
    expecting: Token,
    claims: Sequence[Claim],
    context: ArticleContext,
    published: date,
) -> bool | None:
    """Say whether 预计 looks back on the year before; None where the text tells neither way.

    It does of a point that is over, behind 初步, in the part of a report that looks back, and beside a deed of the same
    全年 (「全年实现税收3亿元；预计实现生产总值…」); not behind 今年, 将 or 力争, nor from April on but in a report.
    """
    if published.month > _SUMMER:
        return False
    if claim.period is not None and claim.period.anchored:
        return claim.period.last_day < published  # 「“十三五”末，预计…」
    reviews = _reviews(sentence, context)
    if not reviews and published.month > _WINTER:
        return False
    counted = sentence.text[sentence.start : expecting.start].endswith(_FIRST_COUNTS)
    told = year_described(sentence.text, expecting.start) == published.year - 1
    if reviews or told or counted or _shares_time(claim, expecting, claims, published):
        return True
    ahead = any(_is_ahead(token, published) for token in sentence.leading_to(expecting.start))
    return False if ahead else None


def _reviews(sentence: ParsedSentence, context: ArticleContext) -> bool:
    """Say whether a sentence stands in the part of a report that looks back."""
    return context.forecast is not None and sentence.start < context.forecast.start


def _is_of_reporting(claim: Claim, lent: Period | None, context: ArticleContext) -> bool:
    """Say whether a figure is of the year that its report is on."""
    said, over = claim.period or lent, context.reporting
    return said is not None and over is not None and said.last_day.year == over.last_day.year


def _shares_time(claim: Claim, expecting: Token, claims: Sequence[Claim], published: date) -> bool:
    """Say whether a figure before 预计 is a deed of the year that is over, by the same 全年 before both."""
    deeds = (one.period for one in claims if one.status == "actual" and one.quantity.start < expecting.start)
    return any(
        period.start < expecting.start
        and period.last_day.year < published.year
        and (claim.period is None or claim.period.start == period.start)
        for period in deeds
        if period is not None
    )


def _is_ahead(token: Token, published: date) -> bool:
    """Say whether a token before 预计 speaks of what is yet to come: 今年, 将, 力争."""
    if token.kind == "period" and isinstance(token.value, Period):
        return token.value.anchored and token.value.last_day >= published
    return token.kind in _PLANS
