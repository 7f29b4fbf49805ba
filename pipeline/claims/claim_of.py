"""Make the claim of a figure and a term: its value, its time and status, its scope, whose it is."""

from __future__ import annotations

import re

from pipeline.claims.claim import Claim
from pipeline.claims.pair import figures_back
from pipeline.claims.state import BindingState
from pipeline.clauses.roles import OWNERS
from pipeline.clauses.signs import signed
from pipeline.dating.own_period import Dating, dating_of
from pipeline.dating.planned_period import dated_as
from pipeline.dating.status import has_hardly_begun, is_over, status_of
from pipeline.dating.sums_of_years import of_many_years
from pipeline.indicators import Indicator
from pipeline.periods import Period
from pipeline.terms.meaning import counted_above, sorted_by
from pipeline.terms.mentions import Term
from pipeline.terms.whole_term import Wholeness
from pipeline.words import words_of

_PLAN = "five_year_plan"  # the rule of the grammar
_PLANNED: str = words_of("bindings")["planned"]
_VERBS = ("plain", "lead", "done")
_PARTS = frozenset(words_of("scopes")["parts"])
_CONSTANT: str = words_of("scopes")["constant_prices"]
_PRICES = re.compile(
    f"(?:(?:19|20)[0-9]{{2}}年)?(?:{'|'.join(words_of('scopes')['growth'][_CONSTANT])})格?(?:[，,]下同)?"
)
_OF_WHOLES: dict[str, str] = words_of("scopes")["of_wholes"]


def claim_of(  # noqa: PLR0913 - a claim says many things
    state: BindingState,
    index: int,
    term: Term,
    rule: str,
    *,
    measure: str = "level",
    sign: int = 1,
    whole: Wholeness | None = None,
    mention: int | None = None,
) -> Claim:
    """Make the claim of a figure from what its sentence says about it."""
    quantity = state.quantity(index)
    status = status_of(state.sentence, index, state.published)
    period, flaw, since = _dating(state, index, term, status, measure)
    entry = state.entries[term.indicator]
    status = status_in(state, index, entry, period, status)
    scope = _scope_of(state, mention) if mention is not None else ""
    if mention is not None and entry.about == "subject":
        scope = scope or counted_above(state.sentence, mention)
    scope = scope or _scope_of_whole(state, index, term.indicator)
    scope = scope or (_prices_behind(state, index) if measure == "level" else "")
    return Claim(
        quantity=quantity,
        indicator=term.indicator,
        measure=measure,
        value=sign * quantity.value if measure == "level" else signed(sign, quantity.value),
        rule=rule,
        period=period,
        place=whole.place if whole else None,
        subject=whole.subject if whole else None,
        status=status,
        own=whole.own if whole else "",
        generic=term.generic,
        scope=scope,
        period_flaw=flaw,
        since=since,
    )


def status_in(state: BindingState, index: int, entry: Indicator, period: Period | None, said: str) -> str:
    """Return the status that the words before a figure give it, planned also by its period: 「2025年，…增长6%以上」."""
    if _PLANNED in entry.name_zh:
        return "planned"  # 「年度投资7亿元」 is what a year is to bring
    done = entry.about == "subject" or entry.kind == "rank"  # a list of 2019 is published before its end
    if not done and has_hardly_begun(state.sentence, index, period, state.published):
        return "planned"
    return said


def _dating(state: BindingState, index: int, term: Term, status: str, measure: str = "level") -> Dating:
    """Return the figure's period, and none for what stands for a span and is measured at a time."""
    said = dating_of(state.sentence, index, state.entries[term.indicator].kind)
    period = said.period
    if period is None and not said.flaw and of_many_years(state.sentence, index):
        return Dating(flaw="undated")
    at_once = state.entries[term.indicator].kind != "flow" or measure == "share"
    running = period and period.rule == _PLAN and period.first_day and not is_over(period, state.published)
    if status == "actual" and at_once and running and state.published:
        return Dating(flaw="undated")  # 「“十四五”期间，城镇化率达61%」: at its end, or now
    return dated_as(state.sentence, index, said, status, state.published)


def _scope_of(state: BindingState, mention: int) -> str:
    """Return the 口径 that the term holds, or the bracket behind it (规模以上, 不含农户), or its threshold (亿元以上).

    So do those whose it is: 「规上工业企业|完成|产值8.9亿元」.
    """
    tokens = state.sentence.tokens
    text = state.sentence.word(tokens[mention])
    close = state.sentence.opens.get(mention + 1)
    if close is not None:
        text = state.sentence.text[tokens[mention].start : tokens[close].start]
    before = next((step for step in range(mention - 1, -1, -1) if tokens[step].kind not in _VERBS), -1)
    owners = state.sentence.word(tokens[before]) if before >= 0 and tokens[before].kind == "mention" else ""
    said = (word for one in (text, owners) for word in words_of("scopes")["printed"] if word in one)
    return next(said, sorted_by(state.sentence, mention))


def _prices_behind(state: BindingState, index: int) -> str:
    """Return 可比价 where the bracket right behind a level says so, else "": 「53亿元（2010年可比价，下同）」."""
    close = state.sentence.opens.get(index + 1)
    if close is None:
        return ""
    tokens = state.sentence.tokens
    says = _PRICES.fullmatch(state.sentence.text, tokens[index + 1].end, tokens[close].start)
    return _CONSTANT if says else ""


def _scope_of_whole(state: BindingState, index: int, indicator: str) -> str:
    """Return the 口径 of the whole that 其中 leads from: taxes of 财政总收入 are more than those of the budget."""
    if indicator not in _PARTS:
        return ""
    for step, behind in figures_back(state, index, OWNERS):
        whole = next((one.indicator for one in state.claims(step) if one.indicator in _OF_WHOLES), "")
        if whole:
            return _OF_WHOLES[whole] if any(token.kind == "part" for token in behind) else ""
    return ""
