"""Bind the figures of a sentence to the indicators that it names, by named rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.claims.acts_counted import act_counted
from pipeline.claims.behind import term_after
from pipeline.claims.binding import Beside, Rule, Sentence, bind
from pipeline.claims.candidates import with_nearest
from pipeline.claims.carried import carried_level
from pipeline.claims.claim import Claim, Rejection
from pipeline.claims.completion import of_plan
from pipeline.claims.each_year import each_year
from pipeline.claims.elided import budget_told, member, yielded
from pipeline.claims.growth import change, growth, growth_before
from pipeline.claims.growth_lists import growth_list
from pipeline.claims.inheriting import inherited
from pipeline.claims.kinds_listed import sums_of_kinds
from pipeline.claims.labels import labelled
from pipeline.claims.levels import term_before
from pipeline.claims.lists import respectively, side_by_side
from pipeline.claims.misprints import misprint
from pipeline.claims.pairs import pair
from pipeline.claims.ranks import rank
from pipeline.claims.rises import risen_list, undated_starts
from pipeline.claims.shares import ratio, share
from pipeline.claims.shortened import shared_tail
from pipeline.claims.totals import total_behind
from pipeline.clauses.tokens import Reading
from pipeline.indicators import Catalogue

# The order matters: what has a mark of its own (a ratio, 分别, 占, a growth word) is tried before plain neighbours.
RULES: dict[str, Rule] = {
    "ratio": ratio,
    "pair": pair,
    "respectively": respectively,
    "growth_list": growth_list,
    "side_by_side": side_by_side,
    "labelled": labelled,
    "risen_list": risen_list,
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
    "shared_tail": shared_tail,
    "term_after": term_after,
    "carried_level": carried_level,
    "inherited": inherited,
}

__all__ = ["RULES", "Beside", "Claim", "Rejection", "claims_in"]


def claims_in(
    reading: Reading, catalogue: Catalogue, beside: Beside, published: date | None = None
) -> tuple[list[Claim], list[Rejection]]:
    """Return the claims of a sentence in order, and why each other figure became none.

    `beside` is text in which the context words of an indicator may stand too; `published` tells past periods
    from those to come.
    """
    sentence = Sentence(reading, catalogue, beside, published)
    if wrong := misprint(reading):
        for index in sentence.figures:
            sentence.reject(index, "misprint", wrong)
    bind(sentence, RULES)
    undated_starts(sentence)
    sums_of_kinds(sentence)
    each_year(sentence)
    claims = [claim for index in sorted(sentence.bound) for claim in sentence.bound[index]]
    rejected = [
        with_nearest(sentence, index, why)
        for index, why in sorted(sentence.rejected.items())
        if index not in sentence.bound
    ]
    if not any(token.kind in ("mention", "tail") for token in reading.tokens):
        rejected = [replace(why, reason="no_indicator") for why in rejected]
    return claims, rejected
