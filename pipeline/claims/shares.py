"""Bind shares (占地区生产总值比重) and the places of a ratio (三次产业结构为5.1:40.2:54.7)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.claim import Claim
from pipeline.claims.claim_of import claim_of
from pipeline.claims.listed_figures import AND, row
from pipeline.claims.members_counted import of_part
from pipeline.claims.named_before import in_bracket
from pipeline.claims.operators import inherit
from pipeline.claims.parts_of_unknown import among
from pipeline.claims.plans_met import is_plan
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.dimensions import dimensions
from pipeline.terms.mentions import Term
from pipeline.terms.whole_term import Wholeness
from pipeline.words import words_of

_RULE = "share_of_whole"
_OF = "占"
_COLONS = (":", "：")
_SUMS = tuple(words_of("bindings")["sums"])


def share(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「第一产业增加值占地区生产总值比重为6.6%」 to the indicator of that share, or as a share of its part."""
    if state.quantity(index).unit != "%" or not lead_in.has("share") or in_bracket(state, index) is not None:
        return False
    tokens = state.sentence.tokens
    first = next(step for step in lead_in.indices if tokens[step].kind == "share")
    if not lead_in.has("to") and any(
        tokens[step].kind in ("up", "down") for step in lead_in.indices if step > first
    ):
        state.reject(index, "growth_points")
        return True
    opens = _opening(state, lead_in, first)
    if _of_plan(state, index, opens):
        state.reject(index, "of_plan")
        return True
    mentions = [step for step in lead_in.indices if tokens[step].kind == "mention"]
    # 「在工业投资中的占比为42.2%」 is the share of another thing
    before = [step for step in mentions if tokens[step].end <= opens and not among(state, step)]
    whole_of = next((step for step in mentions if tokens[step].start >= opens), None)
    if _of_several(state, lead_in, opens):
        part = None
    elif before:
        part = _part(state, index, before[-1], first)
    elif state.topic and not any(tokens[step].kind == "rest" for step in lead_in.indices if step < first):
        part = _of_topic(state, state.topic, lead_in, first)
    else:
        part = None
    if part is None or _of_other_whole(state, index, part, opens, whole_of):
        state.reject(index, "part", state.word(first))
        return False
    named = _named_share(state, part.indicator, _wholes(state, index, whole_of, opens))
    indicator, measure = named or part.indicator, "level" if named else "share"
    inherit(state, index, part, _RULE, topic=False, indicator=indicator, measure=measure)
    return True


def _of_plan(state: BindingState, index: int, opens: int) -> bool:
    """Say whether a share is of a plan, also behind a bare 占: 「占年度计划的9.8%；马店镇完成6000万元，|占5.1%」."""
    said = state.sentence.text[opens : state.quantity(index).start]
    if said.strip():
        return is_plan(said)
    for step in reversed(state.before(index)):
        if (passed := state.rejected.get(step)) and passed.reason == "of_plan":
            return True
        if any(one.rule == _RULE for one in state.claims(step)):
            return False
    return False


def _opening(state: BindingState, lead_in: LeadIn, first: int) -> int:
    """Return where the words for the whole begin: behind the cue, or behind the 占 that leads to it (占|园区产值比重)."""
    sentence = state.sentence
    held = [sentence.tokens[step] for step in lead_in.indices if step < first]
    led = next((one for one in reversed(held) if one.kind == "rest" and sentence.word(one)[0] == _OF), None)
    apart = led is None or any(one.kind == "mark" for one in held[held.index(led) :])
    return sentence.tokens[first].end if led is None or apart else led.start + 1


def _of_several(state: BindingState, lead_in: LeadIn, opens: int) -> bool:
    """Say whether a share is that of a sum, or of some counted: 「合计占82%」, 「其中产业项目15个，投资占比72%」."""
    led = [one for one in lead_in.tokens if one.end <= opens]
    if any(state.sentence.word(one) in _SUMS for one in led):
        return True
    counts = lead_in.behind >= 0 and dimensions().get(state.quantity(lead_in.behind).unit) == "count"
    named = any(one.kind in ("place", "own", "subject") for one in led)
    return counts and lead_in.carried and not named and of_part(state, lead_in.behind)


def _of_other_whole(state: BindingState, index: int, part: Claim, opens: int, whole_of: int | None) -> bool:
    """Say whether the whole is none: of another time (7月全月), of some (园区工业产值), or the part's own name (总投资)."""
    sentence = state.sentence
    said = [one for one in sentence.leading_to(sentence.tokens[index].start) if one.start >= opens]
    if any(one.kind == "period" and one.value != part.period for one in said):
        return True
    if whole_of is None:
        return False
    led = [one for one in said if one.end <= sentence.tokens[whole_of].start]
    if any(one.kind in ("rest", "subject") for one in led):
        return True
    alike = any(term.indicator == part.indicator for term, _ in state.candidates(whole_of))
    return alike and not (led or part.place or part.subject or part.scope)


def _of_topic(state: BindingState, topic: Claim, lead_in: LeadIn, first: int) -> Claim | None:
    """Return the share of the topic: of the place named before 占 (「全县80亿元，清溪镇占9%」), of no other subject."""
    tokens = state.sentence.tokens
    named = [
        tokens[step] for step in lead_in.indices if step < first and tokens[step].kind in ("place", "subject")
    ]
    if any(token.kind == "subject" for token in named) or len(named) > 1:
        return None
    place = named[0].value if named else topic.place
    return replace(topic, measure="share", place=place, own="" if named else topic.own)


def _part(state: BindingState, index: int, mention: int, first: int) -> Claim | None:
    between = state.sentence.tokens[mention + 1 : first]
    if any(token.kind in ("rest", "subject", "quantity", "up", "down") for token in between):
        return None
    for term, _ in state.candidates(mention):
        whole = state.whole(mention, term)
        if whole.whole:
            return claim_of(state, index, term, _RULE, measure="share", whole=whole)
    return None


def _wholes(state: BindingState, index: int, whole_of: int | None, opens: int) -> set[str]:
    """Return the indicators that a share may be of: its own whole, behind a bare 占 that of the share before."""
    if whole_of is not None:
        return {term.indicator for term, _ in state.candidates(whole_of)}
    if opens < state.quantity(index).start:
        return set()
    before = (one.indicator for step in state.before(index) for one in state.claims(step))
    said = (state.entries[one].share_of for one in before)
    return {parts[1] for parts in said if parts}


def _named_share(state: BindingState, part: str, wholes: set[str]) -> str:
    """Return the indicator of the catalogue that is this part's share of one of the wholes, or ""."""
    for entry in state.entries.values():
        if entry.share_of and entry.share_of[0] == part and entry.share_of[1] in wholes:
            return entry.id
    return ""


def ratio(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind each number of 「三次产业结构为5.1:40.2:54.7」 to the indicator of its position."""
    tokens = state.sentence.tokens
    mention = lead_in.last("mention")
    if mention is None and lead_in.has("to"):  # 「由13.7∶46.4∶39.9调整为12.4∶48.3∶39.3」
        earlier = (step for step in range(index, -1, -1) if tokens[step].kind == "mention")
        mention = next(earlier, None)
    if mention is None:
        return False
    positions: dict[int, Term] = {
        term.position: term for term in tokens[mention].value.terms if term.position
    }
    if not positions:
        return False
    # 「由5.1%、40.2%和54.7%调整为…」, where no other word leads to them
    percents = state.quantity(index).unit == "%" and not lead_in.has("each", "up", "down", "share", "block")
    figures = row(state.sentence, index, (*_COLONS, *AND) if percents else _COLONS)
    if len(figures) != len(positions):
        return False
    for position, step in enumerate(figures, start=1):
        term = positions[position]
        whole = state.whole(mention, term)
        if not whole.whole:
            return False
        state.bind(step, claim_of(state, step, term, "ratio", whole=Wholeness(whole=True, place=whole.place)))
    return True
