"""Tell counts before their term that are of some, or whose term has a figure of its own behind it."""

from __future__ import annotations

from pipeline.claims.parts import of_others
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.dimensions import counts_all, dimensions, fits
from pipeline.indicators import Indicator
from pipeline.terms.newly_won import being_built, newly_won, picked_by
from pipeline.words import words_of

_ACTS = tuple(words_of("bindings")["acts"])
_COUNTERS = frozenset(words_of("bindings")["counters"])
_ADDS_UP = tuple(words_of("bindings")["adds_up"])


def picked(
    state: BindingState, index: int, lead_in: LeadIn, mention: int, entry: Indicator
) -> tuple[str, str] | None:
    """Return why a count is only of some, and the word for it: 「包括35个重大产业项目」, 「7个项目列入省重点项目」."""
    if of_others(state, index, lead_in, mention, entry):
        return "part", state.word(mention)
    about = picked_by(state.sentence, index, mention) if counts_all(entry) else ""
    about = about or being_built(state.sentence, mention, entry)
    return ("restricted", about) if about else None


def of_next(state: BindingState, index: int, mention: int) -> bool:
    """Say whether a term behind 、 has a figure of its own: 「续建项目47个、新开工项目35个」."""
    tokens = state.sentence.tokens
    behind = tokens[mention + 1 : mention + 2]
    return (
        any(one.is_mark("、") for one in tokens[index + 1 : mention])
        and bool(behind)
        and behind[0].kind == "quantity"
    )


def of_figure_behind(state: BindingState, index: int, mention: int, entry: Indicator) -> bool:
    """Say whether the figure behind a term is its own, and the one before counts another noun.

    「12个示范园区累计签约项目45个」; in 「两条年产5000吨的生产线」, 「14家养老机构床位907张」 it is of each, or of some.
    """
    tokens = state.sentence.tokens
    step = mention + 1
    while step < len(tokens) and tokens[step].kind == "plain":
        step += 1
    if step == len(tokens) or tokens[step].kind != "quantity":
        return False
    unit = state.quantity(step).unit
    each = step == mention + 1 and entry.about == "subject" and dimensions().get(unit) != "currency"
    if each or (fits(entry, unit) and unit == entry.unit != state.quantity(index).unit):
        state.used.add(mention)
        return True
    summed = any(state.sentence.word(one) in _ADDS_UP for one in tokens[index + 2 : mention])
    return summed and fits(entry, unit)


def of_fewer(state: BindingState, mention: int) -> bool:
    """Say whether the deed behind a count is another count's: 「100个重点项目完工28个」."""
    tokens = state.sentence.tokens
    behind = [
        one
        for one in tokens[mention + 1 : mention + 4]
        if one.kind != "plain" and state.sentence.word(one) not in _ACTS
    ][:1]  # 开工了65个, 开工在建26个
    counts = bool(behind) and behind[0].kind == "quantity" and behind[0].value.unit in _COUNTERS
    return counts and state.word(mention).endswith(_ACTS)


def begun_in_part(state: BindingState, mention: int) -> bool:
    """Say whether so many were to be begun, for a figure behind tells how many are: 「98个新开工项目已开工23个」."""
    behind = state.sentence.tokens[mention + 1 : mention + 4]
    word = state.word(mention)
    kinds = [one.kind for one in behind if one.kind != "plain"]
    act = next((state.sentence.word(one) for one in behind if one.kind == "event"), "")
    return kinds[:2] == ["event", "quantity"] and act in word


def of_some(state: BindingState, lead_in: LeadIn, entry: Indicator) -> str:
    """Return the word before a count that makes it a count of some: 「来自全市的30家高新技术企业参加」, else "".

    Where a zone may hold them the names of the firms may stand there: 「其中宏远、正泰2户为高新技术企业」.
    """
    narrowing = ("deal", "narrow", "event", *(("rest",) if entry.about == "place" else ()))
    for step in reversed(lead_in.indices):
        token = state.sentence.tokens[step]
        won = newly_won(
            state.sentence, step, token.end, entry
        )  # 「培育8家规上工业企业」, 「、5家科技型中小企业」
        if token.kind in ("mark", "quantity") and not won:
            return ""
        if token.kind in narrowing or won:
            return state.sentence.word(token)
    return ""
