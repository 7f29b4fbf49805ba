"""Choose what binds a figure: the rules in their order, then what the whole sentence says of the claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.claims.acts_counted import act_counted
from pipeline.claims.binding import Rule, bind
from pipeline.claims.candidates import with_nearest
from pipeline.claims.carried_levels import carried_level
from pipeline.claims.claim import Claim, Rejection
from pipeline.claims.each_year import each_year
from pipeline.claims.ellipsis import budget_told, member, yielded
from pipeline.claims.growth import change, growth, growth_before
from pipeline.claims.growth_lists import growth_list
from pipeline.claims.inherited_labels import inherited
from pipeline.claims.kinds_listed import sums_of_kinds
from pipeline.claims.labels import labelled
from pipeline.claims.last_checks import LAST_CHECKS
from pipeline.claims.lists import respectively, shared_tail, side_by_side
from pipeline.claims.plans_met import of_plan
from pipeline.claims.pupils_of_schools import pupils
from pipeline.claims.ranks import rank
from pipeline.claims.rises_between_levels import risen_behind, risen_list, risen_share, undated_starts
from pipeline.claims.shares import ratio, share
from pipeline.claims.state import Beside, BindingState
from pipeline.claims.term_after import term_after
from pipeline.claims.term_before import term_before
from pipeline.claims.totals import total_behind
from pipeline.clauses.misprints import misprint
from pipeline.clauses.tokens import ParsedSentence
from pipeline.indicators import Catalogue

# The order matters: what has a mark of its own (a ratio, 分别, 占, a growth word) is tried before plain neighbours.
RULES: dict[str, Rule] = {
    "ratio": ratio,
    "respectively": respectively,
    "growth_list": growth_list,
    "side_by_side": side_by_side,
    "labelled": labelled,
    "risen_list": risen_list,
    "risen_share": risen_share,
    "risen_behind": risen_behind,
    "rank": rank,
    "of_plan": of_plan,
    "share": share,
    "member": member,
    "yielded": yielded,
    "budget_told": budget_told,
    "growth_before": growth_before,
    "growth": growth,
    "change": change,
    "total_behind": total_behind,
    "act_counted": act_counted,
    "term_before": term_before,
    "pupils": pupils,
    "shared_tail": shared_tail,
    "term_after": term_after,
    "carried_level": carried_level,
    "inherited": inherited,
}


def claims_in(
    sentence: ParsedSentence, catalogue: Catalogue, beside: Beside, published: date | None = None
) -> tuple[list[Claim], list[Rejection]]:
    """Return the claims of a sentence in order, and why each other figure became none.

    `beside` is text in which the context words of an indicator may stand too; `published` tells past periods
    from those to come.
    """
    state = BindingState(sentence, catalogue, beside, LAST_CHECKS, published)
    if wrong := misprint(sentence):
        for index in state.figures:
            state.reject(index, "misprint", wrong)
    bind(state, RULES)
    undated_starts(state)
    sums_of_kinds(state)
    each_year(state)
    claims = [claim for index in sorted(state.bound) for claim in state.bound[index]]
    rejected = [
        with_nearest(state, index, why)
        for index, why in sorted(state.rejected.items())
        if index not in state.bound
    ]
    if not any(token.kind in ("mention", "tail") for token in sentence.tokens):
        rejected = [replace(why, reason="no_indicator") for why in rejected]
    return claims, rejected
