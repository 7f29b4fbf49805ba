"""Read what rises from one level to another: lists of both, and starts at a time that is not said."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.claim import Rejection
from pipeline.claims.listed_figures import AND, row
from pipeline.claims.operators import direct, inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.tokens import ParsedSentence
from pipeline.dimensions import fits
from pipeline.words import words_of

_JOINS = (*AND, ":", "：")
_TO = tuple(words_of("bindings")["rises_to"])
_LEADS = (
    "period",
    "plain",
    "each",
    "mention",
)  # from 由 to its figure: 「由2020年末的」, 「从常住人口50万人」
_SHARE = "share_of_whole"
_BEGUN = "term_before"
_GROWS = ("base_other", "base_year", "up", "down", "plain")  # 「年均增长」
_BETWEEN = 3  # tokens from the start to the word that leads to the end: 「115家预计增加到173家」


def risen_list(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind C and D of 「城乡居民收入分别由A、B提高到C、D」 to what A and B are of; none where they do not pair."""
    if not lead_in.has("to") or lead_in.behind < 0 or lead_in.has("mention"):
        return False
    starts, ends = _row_before(state.sentence, lead_in.behind), row(state.sentence, index, _JOINS)
    if len(starts) == len(ends) == 1:
        return False
    if len(starts) != len(ends) or not all(step in state.bound for step in starts):
        return state.reject_all(ends, "no_binding", state.sentence.word(lead_in.tokens[-1]))
    for start, end in zip(starts, ends, strict=True):
        begun, quantity = state.bound[start][-1], state.quantity(end)
        if begun.measure != "level" or begun.quantity.unit != quantity.unit:
            state.reject(end, "no_binding", state.sentence.word(lead_in.tokens[-1]))
            continue
        inherit(state, end, begun, "carried_level", dated=True)
    return True


def risen_share(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 36% of 「工业增加值占地区生产总值比重由31%提高到36%」 to what the share before is of."""
    before = state.claims(lead_in.behind)[-1:]
    shares = bool(before) and before[0].rule == _SHARE and state.quantity(index).unit == "%"
    leads = lead_in.has("to") and lead_in.kinds <= {"to", "period", "plain"}
    if not (shares and leads and lead_in_of(state.sentence, lead_in.behind).has("from")):
        return False
    inherit(state, index, before[0], _SHARE, topic=False, dated=True)
    return True


def risen_behind(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 174亿元 of 「生产总值年均增长7.8%，由2020年的174亿元增加到2024年的286亿元」 to the term of that growth."""
    passed = state.rejected.get(lead_in.behind)
    kinds = [token.kind for token in lead_in.tokens]
    starts = kinds[:3] == ["mark", "from", "period"] and set(kinds[3:]) <= {"plain"} and lead_in.carried
    if (
        not starts
        or passed is None
        or passed.reason != "other_base"
        or _end_of_rise(state.sentence, index) is None
    ):
        return False
    growth = lead_in_of(state.sentence, lead_in.behind)
    mention = growth.last("mention")
    if mention is None or any(token.kind not in _GROWS for token in growth.after(mention)):
        return False
    return any(
        direct(state, index, (mention, term, False), rule=_BEGUN)
        for term, entry in state.candidates(mention)
        if fits(entry, state.quantity(index).unit) and entry.unit != "%"
    )


def undated_starts(state: BindingState) -> None:
    """Leave where a rise began without a time where none is said: 60家 of 「由60家增加到72家」 is not of this year.

    Of 「2024年由60家增加到72家」 it is dropped: the year is that of the second alone.
    """
    for index in list(state.bound):
        end = _end_of_rise(state.sentence, index)
        if end is None:
            continue
        start = state.bound[index][-1]
        if start.measure not in ("level", "share"):
            continue
        if start.period is None:
            flaw = start.period_flaw or "undated"
            state.bound[index] = [replace(start, period_flaw=flaw, status="actual")]
            continue
        ends = (one for step in row(state.sentence, end, _JOINS) for one in state.claims(step))
        if any((one.indicator, one.period) == (start.indicator, start.period) for one in ends):
            del state.bound[index]
            state.rejected[index] = Rejection(start.quantity, "no_period", start.quantity.text)


def _end_of_rise(sentence: ParsedSentence, index: int) -> int | None:
    """Return the figure, or the first of the list, that what stands between 由 or 从 and it rises to, or None."""
    tokens = sentence.tokens
    before = _row_before(sentence, index)[0] - 1
    while before > 0 and tokens[before].kind in _LEADS:
        before -= 1
    if before < 0 or tokens[before].kind != "from":
        return None
    last = row(sentence, index, _JOINS)[-1]
    behind = tokens[last + 1 : last + 2 + _BETWEEN]
    end = next((at for at, token in enumerate(behind) if token.kind in ("mark", "quantity")), len(behind))
    if end == len(behind) or behind[end].kind == "mark":
        return None
    leads = any(one.kind == "to" or sentence.word(one).endswith(_TO) for one in behind[:end])
    return last + 1 + end if leads and behind[end].value.unit == tokens[index].value.unit else None


def _row_before(sentence: ParsedSentence, index: int) -> list[int]:
    """Return the figures of the list that ends at `index`, joined as one that begins there."""
    first = index
    while first > 1 and sentence.word(sentence.tokens[first - 1]) in _JOINS:
        if sentence.tokens[first - 2].kind != "quantity":
            break
        first -= 2
    return list(range(first, index + 1, 2))
