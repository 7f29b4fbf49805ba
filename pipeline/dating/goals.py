"""Tell goals from deeds: lists that a goal opens, verbs that a plan reaches, goals named behind their figure."""

from __future__ import annotations

import re

from pipeline.clauses.lead_in import COMMAS, FARTHEST
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.periods import Period
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_GOALS = words_of("bindings")["goals"]
_OPENS = re.compile(
    rf"(?:{alternation(_GOALS['nouns'])})(?:{alternation(_GOALS['tails'])}){{0,2}}(?:[:：]|[是为][:：]?)"
    rf"|(?:{alternation(_GOALS['before_colon'])})[:：]"
)
_BOUND = "(?:左右|以上|以下|以内)?"
_LISTED = (
    r"(?:[、和][^，,。；;：:\d]{0,16}[\d.]+[^，,。；;：:\d]{0,8}?){0,4}"  # 「增长2%以上、B增长20%以上的目标」
)
_CALLED = re.compile(
    rf"{_BOUND}{_LISTED}(?:(?:是|为|作为)[^，。；;,：:、\d]{{0,10}}?|的?(?:{alternation(_GOALS['kinds'])})?)"
    rf"(?:{alternation(_GOALS['called'])})(?!的(?!完成|实现)|的?(?:完成|实现)(?!{alternation(_GOALS['in_doubt'])})|值)"
)
_MET = re.compile(alternation(_GOALS["met"]))
_SET = re.compile(f"(?:{alternation(_GOALS['set'])})了")
_YARDSTICK = f"(?:{alternation(_GOALS['of_goals'])}){{0,4}}?(?:{alternation(_GOALS['yardsticks'])})"
_MEASURED = re.compile(
    f"(?:{alternation(_GOALS['measured'])}){_YARDSTICK}(?![0-9]+[.0-9]*[^个])"
    f"|(?:{alternation(_GOALS['held'])}){_YARDSTICK}(?:{alternation(_GOALS['inside'])})"
)
_HELD = tuple(_GOALS["held"])
_HEADS = re.compile(rf"(?:{alternation(_GOALS['heads'])})[^，,。；;、：:\d]{{0,16}}$")
_STRIVES = re.compile(rf"[^，,。；;、：:\d]{{0,10}}?(?:{alternation(_GOALS['strives'])})(?!了)")
_BY_NOW = re.compile(alternation(_GOALS["by_now"]))
_PLANS = frozenset(_GOALS["plans"])
_MET_BEHIND = re.compile(rf"[，,；;（(]{{1,2}}(?:{alternation(_GOALS['done_of_it'])})")
_DONE_OF_IT = re.compile(rf"{_MET_BEHIND.pattern}(?=[0-9])")
_BEGUN = tuple(_GOALS["begun"])
_ASKS = re.compile(f"(?:{alternation(_GOALS['asks'])})(?:{alternation(_GOALS['asked'])})")
_BUDGETED = re.compile(f"(?:{alternation(_GOALS['budgeted'])})[0-9].*[，,；;]")
_BUDGETS = "安排"
_VERBS = tuple(words_of("bindings")["future"]["verbs"])
_ACHIEVES = tuple(_GOALS["achieves"])
_OTHERS = ("own", "place", "subject", "period", "done")
_CLAUSE = 40  # characters of a clause that are looked at
_NEAR = 12  # tokens
_LEAD = 16  # characters around a plan word in which it is measured by


def opens_list(sentence: ParsedSentence, step: int) -> bool:
    """Say whether a goal opens a list of aims: 「主要目标：」, 「预期目标是A增长6%，B增长8%」, not 「目标为6%」."""
    token = sentence.tokens[step]
    found = _OPENS.match(sentence.text, token.start, sentence.end) if token.kind == "plan" else None
    if found is None:
        return False
    behind = sentence.following(found.end(), _NEAR)
    first = next((one.kind for one in behind if one.kind in ("mention", "quantity")), "")
    return first == "mention"


def of_goal(sentence: ParsedSentence, index: int, period: Period) -> bool:
    """Say whether a figure stands in the list of a goal that the period dates: 「2024年主要目标：…」."""
    behind = (
        step for step in range(max(0, index - FARTHEST), index) if sentence.tokens[step].start >= period.end
    )
    return any(opens_list(sentence, step) for step in behind)


def reaches(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a plan reaches a verb behind its comma: 「计划实施项目105个，完成投资80亿元」.

    It reaches a term that opens the clause too, where the plan has a verb and a figure: 「计划开工20个，总投资30亿元」.
    It does not where something of its own stands between, or where the verb tells what was done of the plan itself:
    「计划新增就业1.5万人，完成1.2万人」.
    """
    tokens = sentence.tokens
    between = tokens[step + 1 : index]
    if tokens[step].kind != "plan" or sentence.word(tokens[step]) not in _PLANS or between[0].kind == "mark":
        return False
    if any(token.kind in _OTHERS or _is_stop(sentence, token) for token in between):
        return False
    opening = max(place for place, token in enumerate(between) if token.is_mark(COMMAS)) + 1
    clause = sentence.text[between[opening - 1].end : tokens[index].start]
    deed = sentence.word(tokens[step]).endswith(_VERBS) or sentence.text.startswith(_VERBS, tokens[step].end)
    figured = deed and any(token.kind == "quantity" for token in between[:opening])
    named = figured and opening < len(between) and between[opening].kind == "mention"
    if not (named or clause.startswith(_VERBS)) or _BY_NOW.search(
        sentence.text, tokens[step].end, tokens[index].start
    ):
        return False
    units = {token.value.unit for token in between if token.kind == "quantity"}
    return not (clause.startswith(_ACHIEVES) and tokens[index].value.unit in units)


def _is_stop(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a token ends a plan's list: a colon, months without a year (1—2月)."""
    return token.is_mark(":：") or (token.kind == "plain" and sentence.word(token)[0].isdecimal())


def measures(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a goal is only what something is measured by: 「低于预期目标1.2个百分点」, 「控制在预期目标以内」."""
    first = max(sentence.start, token.start - _LEAD)
    return any(
        found.start() < token.start and token.end <= found.end()
        for found in _MEASURED.finditer(sentence.text, first, min(sentence.end, token.end + _LEAD))
    )


def held(sentence: ParsedSentence, index: int) -> bool:
    """Say whether a figure is a bound that is kept to: 「控制在3%以内」."""
    return sentence.text.endswith(_HELD, sentence.start, sentence.tokens[index].start)


def called_goal(sentence: ParsedSentence, index: int) -> bool:
    """Say whether the words around a figure call it a goal, not said to be met.

    「增长5%是底线」, 「增长6%的目标」, 「朝着500亿元的关口迈进」.
    """
    token = sentence.tokens[index]
    opens = max(sentence.start, token.start - _CLAUSE)
    if _HEADS.search(sentence.text[opens : token.start]) and _STRIVES.match(
        sentence.text, token.end, sentence.end
    ):
        return True
    if not _CALLED.match(sentence.text, token.end, sentence.end):
        return False
    start = max(sentence.start, token.start - _CLAUSE)
    return not _MET.search(_SET.sub("", re.split("[，,；;]", sentence.text[start : token.start])[-1]))


def met_behind(sentence: ParsedSentence, index: int) -> bool:
    """Say whether the next clause tells what came of a plan: 「全年计划投资138亿元，实际完成投资142亿元」."""
    return _MET_BEHIND.match(sentence.text, sentence.tokens[index].end, sentence.end) is not None


def done_of_it_behind(sentence: ParsedSentence, index: int) -> bool:
    """Say whether a figure is the task of which the next clause tells how much is done: 「改造300户，已完成312户」."""
    token = sentence.tokens[index]
    behind = _DONE_OF_IT.match(sentence.text, token.end, sentence.end)
    unit = token.value.unit if token.kind == "quantity" else "%"
    if behind is None or unit == "%":
        return False
    clause = sentence.text[sentence.opening(token.start, "，,；;。") : token.start]
    if _BY_NOW.search(clause) or any(word in clause for word in _BEGUN):
        return False  # 「新开工300套，已完成120套」
    done = next(iter(sentence.following(behind.end())), None)
    return done is not None and done.kind == "quantity" and done.value.unit == unit


def asked(sentence: ParsedSentence, index: int) -> bool:
    """Say whether a sentence asks for what its figure tells: 「要推动32个项目开工，完成投资26亿元」.

    So does a budget in its later items: 「收入计划安排9.38亿元，增长5%；支出安排39.6亿元」.
    """
    first, figure = sentence.start, sentence.tokens[index].start
    if _ASKS.match(sentence.text, first, figure):
        return True
    budgeted = _BUDGETED.search(sentence.text, first, figure) is not None
    return budgeted and sentence.text.endswith(_BUDGETS, first, figure)


def starts_rise(sentence: ParsedSentence, index: int) -> bool:
    """Say whether a figure is where a rise begins: 6亿元 of 「由现在的6亿元跃升到15亿元」."""
    behind = sentence.tokens[index + 1 : index + 2]
    rises = bool(behind) and (behind[0].kind == "to" or sentence.word(behind[0]) in ("到", "至"))
    before = reversed(sentence.tokens[max(0, index - _NEAR) : index])
    stop = next((one.kind for one in before if one.kind in ("from", "mark", "quantity", "period")), "")
    return rises and stop == "from"


def will_rise(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a rise is one to come: 「年产值将由6亿元跃升到15亿元」."""
    return token.kind == "from" and sentence.text.endswith(tuple(_GOALS["will"]), sentence.start, token.start)
