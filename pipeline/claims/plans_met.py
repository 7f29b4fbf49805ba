"""Pass over how far a plan or budget is met: 「，占年度投资计划的48.3%」 measures the topic and is no row."""

from __future__ import annotations

import re

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS = words_of("bindings")["met_plans"]
# 「年度投资计划」, 「市下达任务」, 「预算调整数」, not 一般公共预算收入
_PLAN = (
    rf"[^，,、。；;：:0-9]{{0,14}}?(?<![{_WORDS['not_after']}])(?:{alternation(_WORDS['plans'])})"
    rf"(?:{alternation(_WORDS['tails'])}){{0,2}}的?"
)
_MET = re.compile(rf"[,，、]?(?:{alternation(_WORDS['verbs'])})了?{_PLAN}")
_OF_PLAN = re.compile(rf"{_PLAN}|(?:{alternation(_WORDS['of_years'])})的?")


def of_plan(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Pass over 「，完成年初预算9600万元的45.2%」: it measures the topic, which the growth behind it is still about."""
    topic = state.topic
    if topic is None or topic.measure != "level":
        return False
    if lead_in.has("mention") and state.quantity(index).unit != "%":
        return False
    said = "".join(state.sentence.word(token) for token in lead_in.tokens)
    before = state.rejected.get(lead_in.behind)
    if not _MET.fullmatch(said) and not (said == "的" and before and before.reason == "of_plan"):
        return False
    state.reject(index, "of_plan")
    return True


def is_plan(said: str) -> bool:
    """Say whether what a share is of is a plan or budget: 「年度计划投资的」."""
    return _OF_PLAN.fullmatch(said) is not None
