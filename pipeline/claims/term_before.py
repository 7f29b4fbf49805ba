"""Bind levels: the figure after its term, before its term, or carried on from the figure before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.checks import Check, passing
from pipeline.claims.claim_of import claim_of
from pipeline.claims.counts_before_terms import begun_in_part
from pipeline.claims.listed_figures import AND
from pipeline.claims.members_counted import phase_before
from pipeline.claims.named_before import households_before, named_before
from pipeline.claims.pair import Pair
from pipeline.claims.parts import is_part
from pipeline.claims.parts_of_unknown import among
from pipeline.claims.state import BindingState
from pipeline.claims.thresholds import threshold
from pipeline.clauses.lead_in import COMMAS, LeadIn, lead_in_of
from pipeline.clauses.roles import LINKS
from pipeline.clauses.signs import level_sign
from pipeline.dating.goals import held
from pipeline.dating.own_period import is_compared_level
from pipeline.dimensions import counts_all, dimensions, fits
from pipeline.places import Place
from pipeline.terms.newly_won import TOLD_OF_SOME
from pipeline.words import words_of

_OTHER_THINGS = tuple(words_of("bindings")["other_things"])
_OF_WHICH: str = words_of("bindings")["of_which"][0]
_ALL = tuple(words_of("bindings")["all"])
_OF_EACH = (*_ALL, *words_of("bindings")["each_of_all"])
_ABOVE = ("over", "at_least")
_INDEX: str = words_of("bindings")["index"]
_LEAST_INDEX = 50  # of the year before, which is 100


def term_before(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「高新技术企业342家」: the last mention before the figure, with only connecting words between."""
    mention = named_before(state, index, lead_in)
    if mention is None and (households := households_before(state, index)) is not None:
        lead_in = lead_in_of(state.sentence, households)
        mention = lead_in.last("mention")
    if mention is None or mention in state.used:
        return False
    between = lead_in.after(mention)
    if any(token.kind in ("up", "down") for token in between):
        return False
    if threshold(state, index):
        state.reject(index, "threshold")
        return False
    pair = passing(state, index, lead_in, mention, CHECKS, CHECKS_OF_WHOLE)
    if pair is None or pair.whole is None:
        return False
    whole = pair.whole
    if pair.entry.about == "subject" and whole.subject is None:
        whole = replace(whole, subject=phase_before(pair))
    state.used.add(mention)
    measure, sign = _measure(pair), level_sign(state.sentence, index) or 1
    bound = claim_of(
        state, index, pair.term, "term_before", measure=measure, sign=sign, whole=whole, mention=mention
    )
    bound = replace(bound, status="planned") if begun_in_part(pair) else bound
    if behind := _placed_behind(pair):
        bound = replace(bound, place=behind, own="")
    state.bind(index, bound, topic=not is_compared_level(state.sentence, index))
    return True


def _placed_behind(pair: Pair) -> Place | None:
    """Return the place that stands between a term and its figure: 「出口|云和县5亿元，景宁县3亿元」."""
    places = [token.value for token in pair.between if token.kind == "place"]
    return places[-1] if places and pair.entry.about == "place" else None


def _unfit(pair: Pair) -> str | None:
    """Return the unit that an indicator has where the figure has another one, or is its growth and not held so."""
    fit = fits(pair.entry, pair.quantity.unit) or _bare_sum(pair)
    if fit and (_measure(pair) == "level" or held(pair.sentence, pair.index)):
        return None
    return f"{pair.entry.name_zh}：{pair.entry.unit}"


def _counts_other_things(pair: Pair) -> str | None:
    """Return what is counted behind the figure: 「规上工业32个行业大类」 counts no enterprises."""
    end = pair.tokens[pair.index].end
    things = (one for one in _OTHER_THINGS if pair.sentence.text.startswith(one, end))
    return next(things, None) if counts_all(pair.entry) else None


def _tells_some(pair: Pair) -> str | None:
    """Return the word behind a term that tells of some of all: 「重点项目开工86个」, 「A级景区开放18家」."""
    words = ((token.kind, pair.sentence.word(token)) for token in pair.between)
    some = (
        word for kind, word in words if kind == "event" or (kind == "rest" and word.endswith(TOLD_OF_SOME))
    )
    return next(some, None) if counts_all(pair.entry) else None


def _counted_with_others(pair: Pair) -> str | None:
    """Return what no indicator is and is counted together with the term: 「中小学、|幼儿园312所」."""
    at = pair.mention
    if at < 2 or not counts_all(pair.entry) or not pair.tokens[at - 1].is_mark("、"):
        return None
    other = pair.tokens[at - 2]
    return pair.sentence.word(other) if other.kind in ("rest", "plain") else None


def _averaged(pair: Pair) -> str | None:
    """Return the word that makes a figure an average: 「投资规模平均4.5亿元」."""
    means = (pair.sentence.word(token) for token in pair.between if token.kind == "average")
    return next(means, None) if pair.entry.kind != "rate" else None


def _unlinked(pair: Pair) -> str | None:
    return among(pair.state, pair.mention, figure_behind=True) or pair.unlinked(LINKS)


def _one_of_two(pair: Pair) -> str | None:
    """Return the figure that shares the term with this one: 「总投资为12亿元和8亿元」 is of two, and says not of whom."""
    behind = pair.tokens[pair.index + 1 : pair.index + 3]
    if len(behind) < 2 or pair.sentence.word(behind[0]) not in AND or behind[1].kind != "quantity":
        return None
    return pair.sentence.word(behind[1]) if behind[1].value.unit == pair.quantity.unit else None


def _doubtful(pair: Pair) -> str | None:
    return "" if level_sign(pair.sentence, pair.index) is None else None


def _of_each(pair: Pair) -> str | None:
    """Return the word by which a figure holds for each of several: 「清溪湖、白石山等景区接待人数都超过2000人」.

    So does a bound of anything: 「村集体经济收入全部突破10万元」.
    """
    bound = pair.quantity.qualifier in _ABOVE and pair.quantity.unit != "%"
    if not bound and dimensions().get(pair.entry.unit) != "visits":
        return None
    words = _OF_EACH if bound else _ALL
    return next((said for token in pair.between if (said := pair.sentence.word(token)) in words), None)


def _of_part(pair: Pair) -> str | None:
    spot = pair.whole and pair.whole.subject and pair.whole.assumed
    if spot and dimensions().get(pair.entry.unit) == "visits":
        return None
    return _OF_WHICH if is_part(pair) else None


# What is asked of a figure behind a term, before and behind the whole-term rule.
CHECKS = (
    Check("unit", _unfit, "2024年，全县常住人口42亿元。"),
    Check("unit", _counts_other_things, "2024年，全县规上工业企业32个行业增长。"),
    Check("restricted", _counted_with_others, "2024年，全县有中小学、幼儿园312所。"),
    Check("restricted", _tells_some, "2024年，全县A级景区开放18家。"),
    Check("yardstick", _averaged, "全县项目总投资平均4.5亿元。"),
    Check("no_binding", _unlinked, "2024年，全县固定资产投资项目库12亿元。"),
    Check("no_binding", _one_of_two, "2024年，全县两个园区税收收入为2亿元和1亿元。"),
    Check("sign", _doubtful, "2024年，全县规上工业利润总额-3.2亿元。"),
)
CHECKS_OF_WHOLE = (
    Check("restricted", _of_each, "清溪湖、白石山等景点持续升温，接待游客都超过2000人次。"),
    Check("part", _of_part, "2024年，全县高新技术企业87家，其中规上工业企业69家。"),
)


def _measure(pair: Pair) -> str:
    """Return what a figure is of an index: its growth where it is far below 100: 「居民消费价格指数控制在3%以内」."""
    grows = pair.entry.unit == _INDEX and pair.quantity.unit == "%" and pair.quantity.value < _LEAST_INDEX
    return "yoy" if grows else "level"


def _bare_sum(pair: Pair) -> bool:
    """Say whether a sum of money is printed without its 元: 「生产总值56.7亿，增长7.5%」."""
    bare = not pair.quantity.unit and pair.quantity.text.endswith("亿")
    money = dimensions().get(pair.entry.unit) == "currency"
    return (
        bare and money and pair.sentence.text.startswith((*COMMAS, *"；;。、"), pair.tokens[pair.index].end)
    )
