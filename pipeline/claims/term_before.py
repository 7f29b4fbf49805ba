"""Bind levels: the figure after its term, before its term, or carried on from the figure before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.claim_of import claim_of
from pipeline.claims.members_counted import phase_before
from pipeline.claims.parts import is_part
from pipeline.claims.parts_of_unknown import among
from pipeline.claims.state import BindingState
from pipeline.claims.thresholds import threshold
from pipeline.clauses.lead_in import COMMAS, LeadIn, connecting, lead_in_of
from pipeline.clauses.roles import LINKS
from pipeline.clauses.signs import Sign, level_sign, sign_tokens
from pipeline.clauses.tokens import Token
from pipeline.dating.goals import held
from pipeline.dating.own_period import is_compared_level
from pipeline.dimensions import counts_all, dimensions, fits
from pipeline.indicators import Indicator
from pipeline.terms.newly_won import TOLD_OF_SOME
from pipeline.words import words_of

_OTHER_THINGS = tuple(words_of("bindings")["other_things"])
_LONGEST_THING = max(map(len, _OTHER_THINGS))
_ALL = tuple(words_of("bindings")["all"])
_INDEX: str = words_of("bindings")["index"]
_HOUSEHOLDS, _PEOPLE = words_of("bindings")["households_and_people"]
_LEAST_INDEX = 50  # of the year before, which is 100


def term_before(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「高新技术企业342家」: the last mention before the figure, with only connecting words between."""
    mention = _named(state, index, lead_in)
    people = _beside_households(state, index) if mention is None else None
    mention = people if mention is None else mention
    if mention is None or mention in state.used:
        return False
    between = lead_in.after(mention) if people is None else []
    kinds = {token.kind for token in between}
    if "share" in kinds or (kinds & {"up", "down"} and "to" not in kinds):
        return False
    if threshold(state, index):
        state.reject(index, "threshold")
        return False
    commas = [token for token in between if token.is_mark(COMMAS)]
    signs = sign_tokens(state.sentence, index)
    broken = among(state, mention) or connecting(
        state.sentence, [t for t in between if t not in commas[:1] and t not in signs], LINKS
    )
    sign = level_sign(state.sentence, index)
    for term, entry in state.candidates(mention):
        if entry.kind == "rank" or term.position:
            continue
        if barred := _barred(state, index, entry, between, broken, sign):
            state.reject(index, *barred)
        elif (whole := state.judge(index, mention, term)).whole:
            if each := next((one for one in between if _of_each_scenic(state, one, entry)), None):
                state.reject(index, "restricted", state.sentence.word(each))
                continue
            spot = whole.subject and whole.assumed and dimensions().get(entry.unit) == "visits"
            if not spot and is_part(state, index, lead_in, mention, term):
                state.reject(index, "part", "其中")
                continue
            if entry.about == "subject" and whole.subject is None:
                whole = replace(whole, subject=phase_before(state, index, mention, term))
            state.used.add(mention)
            bound = claim_of(
                state,
                index,
                term,
                "term_before",
                measure=_measure(state, index, entry),
                sign=sign or 1,
                whole=whole,
                mention=mention,
                reach="far" if commas else "near",
            )
            state.bind(index, bound, topic=not is_compared_level(state.sentence, index))
            return True
    return False


def _named(state: BindingState, index: int, lead_in: LeadIn) -> int | None:
    """Return the mention that a level is told of: in or before a bracket beside it, else the last one before it."""
    for found in (in_bracket(state, index), _before_own_bracket(state, index, lead_in)):
        if found is not None:
            return found
    return lead_in.last("mention")


def _beside_households(state: BindingState, index: int) -> int | None:
    """Return the mention before a count of households that the people follow: 「户籍人口1.8万户、4.9万人」."""
    tokens = state.sentence.tokens
    before = next(iter(state.before(index, 1)), -1)
    beside = before >= 0 and (
        before == index - 1 or (before == index - 2 and tokens[index - 1].is_mark("、，,"))
    )
    if not beside or tokens[before].value.unit != _HOUSEHOLDS or state.quantity(index).unit != _PEOPLE:
        return None
    lead_in = lead_in_of(state.sentence, before)
    mention = lead_in.last("mention")
    return mention if mention is not None and not lead_in.after(mention) else None


def _before_own_bracket(state: BindingState, index: int, lead_in: LeadIn) -> int | None:
    """Return the mention of 「税收收入（10亿元）」: right before the bracket that holds the figure alone, and no count.

    「（5000万元以上）」 is a threshold, 「签约项目（5个）」 the head of a list.
    """
    sentence, quantity = state.sentence, state.quantity(index)
    opening = index - 1
    alone = lead_in.inside and sentence.opens.get(opening) == index + 1
    if (
        not alone
        or quantity.qualifier not in ("exact", "about")
        or dimensions().get(quantity.unit) == "count"
    ):
        return None
    return opening - 1 if opening > 0 and sentence.tokens[opening - 1].kind == "mention" else None


def _barred(
    state: BindingState, index: int, entry: Indicator, between: list[Token], broken: str, sign: Sign
) -> tuple[str, str] | None:
    """Return the reason why the figure is no level of the indicator, and what it is about, or None."""
    if not (fits(entry, state.quantity(index).unit) or _bare_sum(state, index, entry)):
        return "unit", f"{entry.name_zh}：{entry.unit}"
    if _measure(state, index, entry) == "yoy" and not held(state.sentence, index):
        return "unit", f"{entry.name_zh}：{entry.unit}"
    end = state.sentence.tokens[index].end
    behind = state.sentence.text[end : end + _LONGEST_THING]
    if counts_all(entry) and (thing := next((one for one in _OTHER_THINGS if behind.startswith(one)), "")):
        return "unit", thing  # 「规上工业32个行业大类」 counts no enterprises
    if counts_all(entry) and (act := next((one for one in between if _tells_some(state, one)), None)):
        return "restricted", state.sentence.word(act)  # 「重点项目已开工86个」 are some of all
    average = next((token for token in between if token.kind == "average"), None)
    if average and entry.kind != "rate":
        return "yardstick", state.sentence.word(average)  # 「投资规模平均4.5亿元」
    if broken:
        return "no_binding", broken
    return ("sign", "") if sign is None else None


def _tells_some(state: BindingState, token: Token) -> bool:
    """Say whether a word behind a term tells of some of all: 「重点项目开工86个」, 「A级景区开放18家」."""
    some = token.kind == "rest" and state.sentence.word(token).endswith(TOLD_OF_SOME)
    return some or token.kind == "event"


def _of_each_scenic(state: BindingState, token: Token, entry: Indicator) -> bool:
    """Say whether a figure of visits holds for each of several: 「清溪湖、白石山等景区接待人数都超过2000人」."""
    return dimensions().get(entry.unit) == "visits" and state.sentence.word(token) in _ALL


def _measure(state: BindingState, index: int, entry: Indicator) -> str:
    """Return what a figure is of an index: its growth where it is far below 100: 「居民消费价格指数控制在3%以内」."""
    quantity = state.quantity(index)
    grows = entry.unit == _INDEX and quantity.unit == "%" and quantity.value < _LEAST_INDEX
    return "yoy" if grows else "level"


def _bare_sum(state: BindingState, index: int, entry: Indicator) -> bool:
    """Say whether a sum of money is printed without its 元: 「生产总值56.7亿，增长7.5%」."""
    quantity = state.quantity(index)
    if quantity.unit or not quantity.text.endswith("亿") or dimensions().get(entry.unit) != "currency":
        return False
    end = state.sentence.tokens[index].end
    return state.sentence.text.startswith((*COMMAS, *"；;。、"), end)


def in_bracket(state: BindingState, index: int) -> int | None:
    """Return the mention of 「占总人口比重（常住人口城镇化率）为73.57%」: alone in the bracket before the figure."""
    tokens = state.sentence.tokens
    close = index - 1
    while close >= 0 and tokens[close].kind == "plain":
        close -= 1
    opening = state.sentence.closes.get(close)
    if opening is None or close - opening != 2 or tokens[close - 1].kind != "mention":
        return None
    return close - 1
