"""Refuse what a rule bound where the figure, its clause, or what the sentence goes on about forbids it.

These checks are made of every claim, whichever rule made it, in the order of LAST_CHECKS.
"""

from __future__ import annotations

import re

from pipeline.claims.claim import Claim
from pipeline.claims.others_figures import of_capacity, of_firm, of_firms_above_scale, of_project_built
from pipeline.claims.pair import figures_back
from pipeline.claims.spoken_of import goes_on_about
from pipeline.claims.state import BindingState, LastCheck, Refusal
from pipeline.clauses.lead_in import lead_in_of
from pipeline.clauses.misprints import revised
from pipeline.clauses.roles import OWNERS
from pipeline.dating.status import is_half_told, when_built
from pipeline.dimensions import dimensions
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_OF_ONE_DAY = tuple(words_of("bindings")["of_one_day"])
_EACH, _OF_ALL = "人均", "亿"
_MOST_OF_EACH = 1_000_000  # yuan that no average of persons reaches
_DIFFERS = words_of("bindings")["differs"]
_APART = re.compile(
    f"(?:(?P<apart>{alternation(_DIFFERS['apart'])})|{alternation(_DIFFERS['by'])})(?:{alternation(_DIFFERS['links'])})?$"
)


def read_whole(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse a figure that could not be read whole."""
    del claim
    flaw = state.quantity(index).flaw
    return Refusal(flaw, "", ends_topic=True) if flaw else None


def has_unit(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse persons that are counted without a unit, in fractions or behind one, and what one has in 亿.

    「常住人口（万人）42」; 「农民纯收入1.5亿元」, 「农民纯收入52000万元」 are of all of them.
    """
    quantity, entry = state.quantity(index), state.entries[claim.indicator]
    of_all = _OF_ALL in quantity.text or quantity.value >= _MOST_OF_EACH
    if claim.measure == "level" and _EACH in entry.name_zh and of_all:
        return Refusal("unit", entry.unit)
    if claim.measure != "level" or quantity.unit or entry.kind == "rate":
        return None
    before = state.sentence.text[state.sentence.start : quantity.start].rstrip(" :：\t")
    lacks = not float(quantity.value).is_integer() or before.endswith((")", "）"))
    return Refusal("unit", entry.unit) if lacks else None


def of_any_day(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse the most of any one day: 「单日接待游客1.5万人次」."""
    if claim.measure != "level":
        return None
    tokens = lead_in_of(state.sentence, index).tokens
    said = state.sentence.text[tokens[0].start : tokens[-1].end] if tokens else ""
    day = next((word for word in _OF_ONE_DAY if word in said), "")
    return Refusal("yardstick", day) if day else None


def of_level(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse by how much one exceeds another: 「较清溪县，我县出口总额多7亿元」, 「与清溪县相差7亿元」."""
    if claim.measure != "level":
        return None
    word = _exceeding(state.sentence.text[state.sentence.start : state.quantity(index).start])
    return Refusal("yardstick", word) if word else None


def _exceeding(said: str) -> str:
    """Return the word before a figure by which it is what lies between two others, or ""."""
    apart = _APART.search(said)
    compared = apart and (apart["apart"] or any(word in said for word in _DIFFERS["than"]))
    return apart[0] if apart and compared else ""


def of_what_is_built(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse money that a project will bring, as a place's: 「全部投产后，出口创汇2000万美元」."""
    entry = state.entries[claim.indicator]
    if entry.about != "place" or dimensions().get(entry.unit) != "currency":
        return None
    built = when_built(state.sentence, index)
    return Refusal("restricted", built) if built else None


def of_another(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse a figure without an owner in a sentence that goes on about another one's figures."""
    if claim.place or claim.own or claim.subject:
        return None
    about = goes_on_about(state, index, state.entries[claim.indicator]) or _of_sight(state, index)
    return Refusal("restricted", about, ends_topic=True) if about else None


def _of_sight(state: BindingState, index: int) -> str:
    """Return the sight without a suffix whose figure stands before, or "": 「云溪古镇接待4万人次，旅游收入300万元」."""
    for step, _ in figures_back(state, index, OWNERS, "；;"):
        for claim in state.claims(step):
            if claim.subject is None or claim.subject.kind != "scenic":
                return ""
            named = (one for one in state.sentence.tokens[:step] if one.kind == "rest")
            return claim.subject.name if any(one.start == claim.subject.start for one in named) else ""
    return ""


def of_what_holds(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse a level that the next figure takes the place of: 「初步核算数为286.7亿元，经最终核实为289.1亿元」.

    「由286.7亿元修订为」 leads on to the other. The other is told of the same.
    """
    tokens = state.sentence.tokens
    behind = next((step for step in range(index + 1, len(tokens)) if tokens[step].kind == "quantity"), None)
    named = any(token.kind == "mention" for token in tokens[index + 1 : behind])
    if claim.measure != "level" or behind is None or named:
        return None
    leads_on = lead_in_of(state.sentence, index).has("from")
    word = revised(state.sentence, state.quantity(index).end, state.quantity(behind).start, leads_on=leads_on)
    return Refusal("misprint", word, topic=claim) if word else None


def of_unfinished_year(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse what a text of the second half of a year gives for that year and does not call planned or done."""
    entry, period = state.entries[claim.indicator], claim.period
    if claim.status != "actual" or entry.kind != "flow" or entry.about == "subject":
        return None
    if not is_half_told(state.sentence, index, period, state.published):
        return None
    return Refusal("not_over", period.text if period else "", ends_topic=True)


LAST_CHECKS: tuple[LastCheck, ...] = (
    read_whole,
    of_unfinished_year,
    of_what_holds,
    has_unit,
    of_any_day,
    of_level,
    of_what_is_built,
    of_firm,
    of_firms_above_scale,
    of_project_built,
    of_capacity,
    of_another,
)
