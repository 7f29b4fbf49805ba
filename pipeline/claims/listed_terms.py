"""Name the terms of a list: mentions, members that the list shortened, halves of a joined name, the three industries."""

from __future__ import annotations

from pipeline.claims.listed_figures import AND
from pipeline.claims.operators import Named
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.roles import GROWTH_WORDS
from pipeline.clauses.signs import Sign
from pipeline.terms.mentions import Term, completed, terms_named
from pipeline.words import words_of

_WORDS = words_of("bindings")
_COUNTERPARTS: dict[str, str] = _WORDS["counterparts"]
# What two names are joined in: 城乡 of 城镇 and 农村, 存贷款 of 存款 and 贷款.
_PAIRS: dict[str, list[str]] = _WORDS["joined_pairs"]
_THREE: tuple[str, ...] = tuple(_WORDS["three_industries"]["terms"])
_INDUSTRIES: tuple[str, ...] = tuple(_WORDS["three_industries"]["bare"])
_OF_WHOLE: str = _WORDS["three_industries"]["bare_behind"]
_VALUE_ADDED: str = _WORDS["three_industries"]["value_added"]
_TOGETHER: tuple[str, ...] = tuple(_WORDS["three_industries"]["together"])
_NEUTRAL = ("plain", "own", "place", "period")


def enumerated(state: BindingState, lead_in: LeadIn, each: int) -> list[Named | None]:
    """Return the members of the list before 分别: mentions, what shortened members stand for, None for others.

    「城镇、农村居民人均可支配收入」 has two members, the first shortened; 「增值税、税收收入」 an unknown first.
    """
    tokens = state.sentence.tokens
    members: list[Named | None] = []
    pending: list[str] = []
    for step in lead_in.indices:
        if step >= each:
            break
        token = tokens[step]
        if token.kind == "mention":
            held = [term for term, _ in state.candidates(step)]
            if members and held and (first := _shortened(state, step, held[0])):
                members[-1] = (step, first, True)
            spelled = [completed(word, state.sentence.word(token), state.catalogue) for word in pending]
            alone = state.word(step - 1) in AND or step == lead_in.indices[0] or not pending
            if not alone:
                spelled, pending = spelled[:-1], pending[-1:]
            members += [(step, term, True) if term else None for term in spelled]
            members.append((step, held[0], any(spelled)) if held and (alone or not pending) else None)
            pending = []
        elif members and (other := _counterpart(state, step)):
            members.append((step, other, True))
        elif token.is_mark("，,；;"):
            members, pending = [], []
        elif token.kind == "rest":
            pending.append(state.sentence.word(token))
    return members + [None for _ in pending]


def behind_another(state: BindingState, step: int) -> bool:
    """Say whether 、 or 和 joins the token at a step to a mention before it."""
    tokens = state.sentence.tokens
    return step > 1 and state.word(step - 1) in AND and tokens[step - 2].kind == "mention"


def _shortened(state: BindingState, step: int, second: Term) -> Term | None:
    """Return what a term alone stands for beside a longer one: 小学 of 「小学、初中在校生」 means its pupils."""
    if not behind_another(state, step):
        return None
    first = completed(state.word(step - 2), state.word(step), state.catalogue)
    return first if first and first.indicator != second.indicator else None


def _counterpart(state: BindingState, step: int) -> Term | None:
    """Return the term that a bare word stands for beside its counterpart: 「一般公共预算收入和支出分别达」."""
    if not behind_another(state, step):
        return None
    whole, word = state.word(step - 2), state.word(step)
    first = next((one for one, other in _COUNTERPARTS.items() if other == word and whole.endswith(one)), "")
    if not first:
        return None
    names = (whole[cut:].removesuffix(first) + word for cut in range(len(whole) - len(first)))
    return next((held[0] for name in names if (held := terms_named(name, state.catalogue))), None)


def both(state: BindingState, mention: int) -> list[Named | None]:
    """Return both that 「城乡居民人均可支配收入分别为」, 「存贷款余额分别达」 stand for; else none."""
    word = state.word(mention)
    pair = next((one for one in _PAIRS if one in word), "")
    if not pair or (mention > 0 and state.word(mention - 1) in AND):
        return []  # 「地区生产总值、城乡居民收入分别为90亿元、3万元」
    head, _, tail = word.partition(pair)
    found = [_half(half + tail, head, state) for half in _PAIRS[pair]]
    return [(mention, term, True) for term in found if term] if all(found) else []


def _half(rest: str, head: str, state: BindingState) -> Term | None:
    """Return the term of one half, with what stands before it or without: 金融机构|存款余额."""
    terms = terms_named(head + rest, state.catalogue) or terms_named(rest, state.catalogue)
    return terms[0] if terms else None


def positions(state: BindingState, lead_in: LeadIn, figures: dict[int, Sign]) -> list[Named | None]:
    """Return a term for each position of a ratio: 「三次产业占地区生产总值的比重分别为11.3%、54.5%、34.2%」."""
    mention = lead_in.last("mention")
    if mention is None or any(figures.values()) or any(state.quantity(step).unit != "%" for step in figures):
        return []
    terms = {term.position: term for term in state.sentence.tokens[mention].value.terms if term.position}
    return [(mention, terms[position], False) for position in sorted(terms)]


def spelled_out(
    state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int
) -> list[Named | None]:
    """Return the members of 「猪、牛、羊出栏分别为5万头、2万头、3万只」 that are indicators when they are spelled out."""
    tokens = state.sentence.tokens
    steps = [step for step in lead_in.indices if step < each]
    while steps and tokens[steps[0]].kind in (*_NEUTRAL, "mark"):
        steps.pop(0)
    words = [state.word(step) for step in steps]
    behind = "".join(state.sentence.word(token) for token in lead_in.after(each) if token.kind == "rest")
    members, joins = words[::2], words[1::2]
    if len(members) != len(figures) or not set(joins) <= set(AND) or any(figures.values()):
        return []
    tails = [behind] if behind else [members[-1][cut:] for cut in range(1, len(members[-1]))]
    found = [
        next((held[0] for tail in tails if (held := terms_named(word + tail, state.catalogue))), None)
        for word in members
    ]
    return [(each, term, True) if term else None for term in found] if any(found) else []


def three_industries(
    state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int
) -> list[Named | None]:
    """Return the three of 「三次产业增加值分别增长3%、4%、5%」, 「第一、二、三产业分别实现增加值…」."""
    tokens = state.sentence.tokens
    clause = [step for step in lead_in.indices if step < each]
    last = max(
        (step for step in clause if tokens[step].kind == "part" or tokens[step].is_mark("，,：:")), default=-1
    )
    own = [tokens[step] for step in clause if step > last and tokens[step].kind not in _NEUTRAL]
    said = "".join(state.sentence.word(token) for token in own)
    behind = "".join(
        state.sentence.word(token) for token in lead_in.after(each) if token.kind not in GROWTH_WORDS
    )
    before = state.before(next(iter(figures)))[::-1]
    topic = next((state.bound[step][-1] for step in before if step in state.bound), None)
    of_gdp = behind == _VALUE_ADDED or (topic is not None and topic.indicator == _OF_WHOLE and not behind)
    whole = (said in _TOGETHER and not behind) or (said in _INDUSTRIES and of_gdp)
    names = _THREE if len(figures) == len(_THREE) and whole else ()
    terms = [held[0] for name in names if (held := terms_named(name, state.catalogue))]
    return [(each, term, True) for term in terms]
