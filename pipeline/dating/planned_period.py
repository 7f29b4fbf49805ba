"""Say what dates a plan: no period that is over, but a goal's or one that is printed right before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.clauses.tokens import ParsedSentence
from pipeline.dating.budgets import budgeted
from pipeline.dating.goals import met_behind, of_goal
from pipeline.dating.own_period import Dating
from pipeline.dating.status import is_over
from pipeline.periods import Period

_PLANNED_TERM = 5  # tokens from a year, over its plan, to the figure


def dated_as(
    sentence: ParsedSentence, index: int, said: Dating, status: str, published: date | None
) -> Dating:
    """Return what dates a figure of a status.

    A plan has no period that is over, nor that of what was done before a semicolon, but a goal's, a budget's, that of
    what came of it, or one printed right before it (2020年计划投资); its 全年 is to come. A budget that was so at the
    beginning of a year is that year's.
    """
    period = said.period
    if status != "planned" or not period:
        return said
    budget = budgeted(sentence, sentence.tokens[index].start, sentence.tokens[index].end)
    if budget and period.first_day is None:
        period = replace(
            period, first_day=date(period.last_day.year, 1, 1), last_day=date(period.last_day.year, 12, 31)
        )
        said = Dating(period)
    goal = budget or of_goal(sentence, index, period) or met_behind(sentence, index)
    planned_in = _is_planned_in(sentence, index, period)
    if not goal and not planned_in and _is_of_item_before(sentence, index, period):
        return Dating()
    if not period.anchored and published and not goal:
        return Dating(period.in_year(published.year))
    return said if goal or planned_in or not is_over(period, published) else Dating()


def _is_of_item_before(sentence: ParsedSentence, index: int, period: Period) -> bool:
    """Say whether a part of a year dates what was done in an item before: 「1-6月完成投资9亿元；|计划新开工项目8个」."""
    if period.lasts_year or period.first_day is None:
        return False
    between = [
        token for token in sentence.leading_to(sentence.tokens[index].start) if token.start >= period.end
    ]
    counted = next((at for at, token in enumerate(between) if token.kind == "quantity"), len(between))
    planned = any(token.kind.startswith("plan") for token in between[:counted])
    return not planned and any(token.is_mark("；;") for token in between[counted:])


def _is_planned_in(sentence: ParsedSentence, index: int, period: Period) -> bool:
    """Say whether a plan stands right behind its period, with nothing but a term before the figure: 「2020年计划投资」."""
    tokens = sentence.tokens[max(0, index - _PLANNED_TERM) : index]
    step = next((step for step, token in enumerate(tokens) if token.start == period.start), len(tokens))
    behind = [token.kind for token in tokens[step + 1 :]]
    return behind[:1] == ["plan"] and not {"mark", "quantity"}.intersection(behind)
