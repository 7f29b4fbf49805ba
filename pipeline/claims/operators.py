"""Bind a figure by one of three operators: direct, inherit from the claim before, distribute over as many labels.

A rule finds what a figure is of and checks that nothing speaks against it; an operator makes the claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.claims.claim import Claim
from pipeline.claims.claim_of import claim_of, status_in
from pipeline.claims.state import BindingState
from pipeline.clauses.signs import Sign, signed
from pipeline.dating.own_period import dating_of
from pipeline.dating.planned_period import dated_as
from pipeline.dating.status import status_of
from pipeline.dimensions import fits
from pipeline.terms.mentions import Term
from pipeline.terms.whole_term import Wholeness

Named = tuple[int, Term, bool]  # the mention's index, the term it stands for, whether the list shortened it


def direct(
    state: BindingState, index: int, named: Named, sign: Sign = 0, *, rule: str = "respectively", **said: Any
) -> bool:
    """Bind a figure to a term that is named for it: as a level or, where it has a sign, as growth.

    `said` are the roles that a list fills for it: its place, period or subject.
    """
    mention, term, shortened = named
    entry, unit = state.entries[term.indicator], state.quantity(index).unit
    if sign is None:
        state.reject(index, "sign")
        return False
    if not ((unit == "%" != entry.unit) if sign else fits(entry, unit)):
        return False
    whole = Wholeness(whole=True) if shortened else state.judge(index, mention, term)
    if not whole.whole:
        return False
    measure = "yoy" if sign else "level"
    claim = claim_of(state, index, term, rule, measure=measure, sign=sign or 1, whole=whole, mention=mention)
    if "period" in said:  # 「2023年、2024年分别为…」 of June 2024: the first is done
        told = status_of(state.sentence, index, state.published)
        said["status"] = status_in(state, index, state.entries[term.indicator], said["period"], told)
    state.bind(index, replace(claim, **said))
    return True


def inherit(
    state: BindingState,
    index: int,
    antecedent: Claim,
    rule: str,
    *,
    sign: int = 1,
    topic: bool = True,
    dated: bool = False,
    **said: Any,
) -> None:
    """Bind a figure to what an antecedent was told of; `said` are the roles that its own clause fills.

    `dated` says that its clause may tell another time and status, and that the antecedent's do not hold for it.
    """
    quantity = state.quantity(index)
    claim = replace(antecedent, quantity=quantity, rule=rule, **said)
    grows = claim.measure in ("yoy", "change")
    claim = replace(claim, value=signed(sign, quantity.value) if grows else sign * quantity.value)
    if dated:
        status = status_of(state.sentence, index, state.published)
        said_of = dating_of(state.sentence, index, state.entries[claim.indicator].kind)
        period, flaw, since = dated_as(state.sentence, index, said_of, status, state.published)
        claim = replace(claim, period=period, period_flaw=flaw, since=since, status=status)
    state.bind(index, claim, topic=topic)


def distribute(
    state: BindingState,
    figures: Mapping[int, Sign],
    named: Sequence[Named | None],
    about: str = "",
    labels: Sequence[dict[str, Any]] = (),
) -> bool:
    """Bind each figure of a list to the term named for it, none where their numbers differ.

    `labels` are the place, period or subject of each figure, where one term is told of several.
    """
    if len(named) != len(figures):
        return state.reject_all(figures, "no_binding", about)
    for (index, sign), one, label in zip(figures.items(), named, labels or [{}] * len(named), strict=True):
        if one is None or not direct(state, index, one, sign, **label):
            state.reject(index, "no_binding", about)
    return True
