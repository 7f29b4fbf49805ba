"""Bind how many projects an act was done to: 「重点项目120个，其中开工26个，竣工19个」."""

from __future__ import annotations

from pipeline.claims.claim import Claim
from pipeline.claims.claim_of import claim_of
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.terms.mentions import terms_named
from pipeline.words import words_of

_PROJECTS: str = words_of("bindings")["gathered"][0]
_COUNTERS = frozenset(words_of("bindings")["project_counters"])
_NAMES: str = words_of("bindings")["project_counts_named"]
_BY_NOW = tuple(words_of("bindings")["goals"]["by_now"])
_COSTS = frozenset(words_of("bindings")["costs_of_projects"])
_NEUTRAL = ("plain", "event", "mention", "done", "own", "period", "plan")


def act_counted(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 26 of 「其中开工26个」 to the projects begun, where the figure before, or the clause, counts projects."""
    if state.quantity(index).unit not in _COUNTERS or not lead_in.has("event"):
        return False
    clause = lead_in.clause
    whole = len(clause) == len(lead_in.tokens)
    named = lead_in.last("mention")
    counted = whole and named in state.used and lead_in.behind in state.bound
    if counted and named is not None:  # 「98个重点|新开工项目已开工23个」
        clause = lead_in.after(named)
    if any(token.kind not in _NEUTRAL for token in clause):
        return False
    kinds = [token.kind for token in clause]
    if "plan" in kinds and "mention" in kinds[kinds.index("plan") :]:
        return False  # 「10个计划投产项目实现投产7个」 plans the ten alone
    acts = "".join(state.sentence.word(token) for token in clause if token.kind == "event")
    terms = terms_named(acts + _PROJECTS, state.catalogue)
    if not terms or not (counted or _names_projects(state, lead_in) or _behind_projects(state, lead_in)):
        return False
    bound = claim_of(state, index, terms[0], "act_counted")
    before = state.claims(lead_in.behind)
    said = state.sentence.text[clause[0].start : clause[-1].end]
    if (
        bound.status == "actual"
        and any(one.status == "planned" for one in before)
        and not said.startswith(_BY_NOW)
    ):
        state.reject(
            index, "no_binding", acts
        )  # 「计划实施项目120个，开工80个」: planned too, or done by now
        return True
    state.bind(index, bound)
    return True


def _names_projects(state: BindingState, lead_in: LeadIn) -> bool:
    """Say whether the clause is about projects, and all of them: 「全县重点项目已开工86个」."""
    mention = lead_in.last("mention")
    if mention is None or not state.word(mention).endswith(_PROJECTS):
        return False
    whole = (state.whole(mention, term).whole for term, _ in state.candidates(mention))
    return any(whole)


def _behind_projects(state: BindingState, lead_in: LeadIn) -> bool:
    """Say whether the figure before counts projects: those of 「签约项目86个、」, 「，开工52个，」.

    What they cost may stand between: 「实施重点项目86个，总投资90亿元，已开工52个」.
    """
    if not lead_in.tokens or lead_in.has("mention"):
        return False
    step = lead_in.behind
    while step >= 0 and any(_costs(one) for one in state.claims(step)):
        before = lead_in_of(state.sentence, step)
        if not before.carried or before.has("part", "place", "subject"):
            return False
        step = before.behind
    entries = [state.entries[one.indicator] for one in state.claims(step) if one.measure == "level"]
    return any(entry.about == "place" and entry.name_zh.endswith(_NAMES) for entry in entries)


def _costs(said: Claim) -> bool:
    """Say whether a claim tells what projects cost that nobody is named for."""
    return said.subject is None and said.measure == "level" and said.indicator in _COSTS
