"""Bind lists whose members only spelling out makes terms: 「猪、牛、羊出栏分别为」, 「三次产业增加值分别增长」."""

from __future__ import annotations

from pipeline.claims.bases import other_base
from pipeline.claims.claim_of import claim_of
from pipeline.claims.members import AND, Named
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.signs import Sign
from pipeline.dimensions import fits
from pipeline.terms.mentions import terms_named
from pipeline.terms.whole_term import Wholeness
from pipeline.words import words_of

_THREE: tuple[str, ...] = tuple(words_of("bindings")["three_industries"]["terms"])
_INDUSTRIES: tuple[str, ...] = tuple(words_of("bindings")["three_industries"]["bare"])
_OF_WHOLE: str = words_of("bindings")["three_industries"]["bare_behind"]
_VALUE_ADDED: str = words_of("bindings")["three_industries"]["value_added"]
_GROWS = ("up", "down", "base_year")
_NEUTRAL = ("plain", "own", "place", "period")
_TOGETHER: tuple[str, ...] = tuple(words_of("bindings")["three_industries"]["together"])


def unnamed_list(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int) -> bool:
    """Bind the members of 「猪、牛、羊出栏分别为5万头、2万头、3万只」 that are indicators when they are spelled out."""
    tokens = state.sentence.tokens
    steps = [step for step in lead_in.indices if step < each]
    while steps and tokens[steps[0]].kind in ("plain", "own", "place", "period", "mark"):
        steps.pop(0)
    words = [state.word(step) for step in steps]
    behind = "".join(state.sentence.word(token) for token in lead_in.after(each) if token.kind == "rest")
    members, joins = words[::2], words[1::2]
    if len(members) != len(figures) or not set(joins) <= set(AND) or any(figures.values()):
        return False
    tails = [behind] if behind else [members[-1][cut:] for cut in range(1, len(members[-1]))]
    found = False
    for step, word in zip(figures, members, strict=True):
        terms = next((held for tail in tails if (held := terms_named(word + tail, state.catalogue))), [])
        one: Named | None = (each, terms[0], True) if terms else None
        bound = one is not None and bind_one(state, step, one, figures[step])
        found = found or bound
    return found


def three_industries(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int) -> bool:
    """Bind 「三次产业增加值分别增长3%、4%、5%」, 「第一、二、三产业分别实现增加值…」 to each of the three."""
    tokens = state.sentence.tokens
    clause = [step for step in lead_in.indices if step < each]
    last = max(
        (step for step in clause if tokens[step].kind == "part" or tokens[step].is_mark("，,：:")), default=-1
    )
    own = [tokens[step] for step in clause if step > last and tokens[step].kind not in _NEUTRAL]
    said = "".join(state.sentence.word(token) for token in own)
    behind = "".join(state.sentence.word(token) for token in lead_in.after(each) if token.kind not in _GROWS)
    before = state.before(next(iter(figures)))[::-1]
    topic = next((state.bound[step][-1] for step in before if step in state.bound), None)
    of_gdp = behind == _VALUE_ADDED or (topic is not None and topic.indicator == _OF_WHOLE and not behind)
    whole = (said in _TOGETHER and not behind) or (said in _INDUSTRIES and of_gdp)
    names = _THREE if len(figures) == len(_THREE) and whole else ()
    terms = [held[0] for name in names if (held := terms_named(name, state.catalogue))]
    if not terms or len(terms) != len(figures):
        return False
    if any(figures.values()) and other_base(state, lead_in):
        return False
    for step, term in zip(figures, terms, strict=True):
        bind_one(state, step, (each, term, True), figures[step])
    return True


def bind_one(state: BindingState, step: int, named: Named, sign: Sign) -> bool:
    """Bind one figure of a list to the term that the list names for it, as a level or, where it has a sign, as growth."""
    mention, term, shortened = named
    entry = state.entries[term.indicator]
    quantity = state.quantity(step)
    if sign is None:
        state.reject(step, "sign")
        return False
    if sign and (quantity.unit != "%" or entry.unit == "%"):
        return False
    if not sign and not fits(entry, quantity.unit):
        return False
    whole = Wholeness(whole=True) if shortened else state.judge(step, mention, term)
    if not whole.whole:
        return False
    measure = "yoy" if sign else "level"
    bound = claim_of(
        state, step, term, "respectively", measure=measure, sign=sign or 1, whole=whole, mention=mention
    )
    state.bind(step, bound)
    return True
