"""Lend a figure that has but a label of its own what the one before was told to be: 「甲镇税收收入2亿元，乙镇1亿元」."""

from __future__ import annotations

from pipeline.claims.claim import Claim
from pipeline.claims.growth_carried import can_grow
from pipeline.claims.labelled_figures import Labelled, labelled_figure
from pipeline.claims.operators import direct, inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.dating.status import status_of
from pipeline.dimensions import fits
from pipeline.places import Place

_JOINS = "，,、；;"
_BESIDE = ("%", "百分点", "位")
_MOST = 4
_ENDS = "，,、；;。）)！"


def inherited(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind a figure whose clause holds but another place or owner, and a growth whose clause holds but another term."""
    before = next(iter(state.before(index, 1)), -1)
    if before < 0 or lead_in.inside or not _ends(state, index):
        return False
    member = labelled_figure(state, index)
    if member and member.label == before + 2 and state.sentence.tokens[before + 1].is_mark(_JOINS):
        topic = _antecedent(state, index, "yoy" if state.quantity(index).unit == "%" else "level")
        return topic is not None and _of_other(state, topic, member)
    topic = next(iter(state.claims(before)), None)
    return topic is not None and _of_other_term(state, index, lead_in, topic)


def _antecedent(state: BindingState, index: int, measure: str) -> Claim | None:
    """Return the nearest claim of a measure before a figure, over growths and ranks: 「甲镇2亿元，增长8%，乙镇1亿元」."""
    for step in reversed(state.before(index, _MOST)):
        found = next((one for one in state.claims(step) if one.measure == measure), None)
        if found or state.quantity(step).unit not in _BESIDE:
            return found
    return None


def _of_other(state: BindingState, topic: Claim, member: Labelled) -> bool:
    """Bind the figure of another place, or another owner, of the kind that the figure before has."""
    label = state.sentence.tokens[member.label].value
    place, owner = topic.place, topic.subject
    if isinstance(label, Place):
        alike = (
            place is not None and owner is None and place.level == label.level and place.name != label.name
        )
    else:
        alike = owner is not None and getattr(label, "kind", "") == owner.kind and label.name != owner.name
    quantity, entry = state.quantity(member.figure), state.entries[topic.indicator]
    level = topic.measure == "level"
    fit = fits(entry, quantity.unit) and member.sign == 0 if level else quantity.unit == "%"
    if not (alike and fit) or entry.kind == "rank" or member.sign is None:
        return False
    sign = member.sign or (1 if topic.value >= 0 else -1)
    said = {"place": label} if isinstance(label, Place) else {"subject": label}
    status = status_of(state.sentence, member.figure, state.published)
    inherit(
        state, member.figure, topic, "inherited", sign=1 if level else sign, own="", status=status, **said
    )
    return True


def _of_other_term(state: BindingState, index: int, lead_in: LeadIn, topic: Claim) -> bool:
    """Bind the second growth of 「出口增长6.2%、进口3.1%」, which goes the way of the first."""
    alone = (
        len(lead_in.tokens) == 2
        and lead_in.tokens[0].is_mark("、，,")
        and lead_in.tokens[1].kind == "mention"
    )
    if not alone or topic.measure != "yoy" or state.quantity(index).unit != "%":
        return False
    for term, entry in state.candidates(index - 1):
        if not term.position and can_grow(entry, "yoy", "%") and entry.about != "subject":
            sign = 1 if topic.value >= 0 else -1
            said = {"place": topic.place, "subject": topic.subject, "own": topic.own}
            return direct(state, index, (index - 1, term, False), sign, rule="inherited", **said)
    return False


def _ends(state: BindingState, index: int) -> bool:
    """Say whether nothing but the end of a clause stands behind a figure."""
    tokens = state.sentence.tokens
    return index + 1 == len(tokens) or tokens[index + 1].is_mark(_ENDS)
