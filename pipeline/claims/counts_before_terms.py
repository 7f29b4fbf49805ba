"""Tell counts before their term that are of some, or whose term has a figure of its own behind it."""

from __future__ import annotations

from pipeline.claims.pair import Pair
from pipeline.dimensions import counts_all, dimensions, fits
from pipeline.terms.newly_won import being_built, newly_won, picked_by
from pipeline.words import words_of

_ACTS = tuple(words_of("bindings")["acts"])
_COUNTERS = frozenset(words_of("bindings")["counters"])
_ADDS_UP = tuple(words_of("bindings")["adds_up"])


def of_next(pair: Pair) -> str | None:
    """Return a term behind 、 that has a figure of its own: 「续建项目47个、新开工项目35个」."""
    behind = pair.tokens[pair.mention + 1 : pair.mention + 2]
    apart = any(one.is_mark("、") for one in pair.between)
    return pair.word if apart and any(one.kind == "quantity" for one in behind) else None


def of_figure_behind(pair: Pair) -> str | None:
    """Return a term that a figure behind it is of, each of those before, or some of them: 「14家养老机构床位907张」."""
    step = _figure_behind(pair)
    if step is None:
        return None
    unit, entry = pair.tokens[step].value.unit, pair.entry
    each = step == pair.mention + 1 and entry.about == "subject" and dimensions().get(unit) != "currency"
    other = fits(entry, unit) and unit == entry.unit != pair.quantity.unit  # 「两条年产5000吨的生产线」
    return pair.word if each or other else None


def of_sum_behind(pair: Pair) -> str | None:
    """Return the word that sums up what others have, for a figure behind it: 「12个示范园区累计签约项目45个」."""
    step = _figure_behind(pair)
    if step is None or not fits(pair.entry, pair.tokens[step].value.unit):
        return None
    words = (pair.sentence.word(one) for one in pair.between[1:])
    return next((word for word in words if word in _ADDS_UP), None)


def _figure_behind(pair: Pair) -> int | None:
    """Return the index of the figure behind a term, with neutral words alone between, or None."""
    behind = range(pair.mention + 1, len(pair.tokens))
    step = next((step for step in behind if pair.tokens[step].kind != "plain"), None)
    return step if step is not None and pair.tokens[step].kind == "quantity" else None


def of_some(pair: Pair) -> str | None:
    """Return the word before a count that makes it a count of some: 「来自全市的30家高新技术企业参加」, else None.

    Where a zone may hold them the names of the firms may stand there: 「其中宏远、正泰2户为高新技术企业」.
    """
    entry, sentence = pair.entry, pair.sentence
    if pair.term.side != "before" or not counts_all(entry):
        return None
    narrowing = ("deal", "narrow", "event", *(("rest",) if entry.about == "place" else ()))
    for step in reversed(pair.lead_in.indices):
        token = pair.tokens[step]
        won = newly_won(sentence, step, token.end, entry)  # 「培育8家规上工业企业」, 「、5家科技型中小企业」
        if token.kind in narrowing or won:
            return sentence.word(token)
        if token.kind == "mark":
            return None
    return None


def picked(pair: Pair) -> str | None:
    """Return what makes a count one of some, or of things not built yet: 「7个项目列入省重点项目」, else None."""
    about = picked_by(pair.sentence, pair.index, pair.mention) if counts_all(pair.entry) else ""
    return about or being_built(pair.sentence, pair.mention, pair.entry) or None


def of_fewer(pair: Pair) -> bool:
    """Say whether the deed behind a count is another count's: 「100个重点项目完工28个」."""
    behind = [
        one
        for one in pair.tokens[pair.mention + 1 : pair.mention + 4]
        if one.kind != "plain" and pair.sentence.word(one) not in _ACTS
    ][:1]  # 开工了65个, 开工在建26个
    counts = bool(behind) and behind[0].kind == "quantity" and behind[0].value.unit in _COUNTERS
    return counts and pair.word.endswith(_ACTS)


def begun_in_part(pair: Pair) -> bool:
    """Say whether so many were to be begun, for a figure behind tells how many are: 「新开工项目98个（已开工23个）」."""
    first = max(pair.mention, pair.index) + 1
    behind = [
        one for one in pair.tokens[first : first + 4] if one.kind != "plain" and not one.is_mark("(（,，")
    ]
    if [one.kind for one in behind[:2]] != ["event", "quantity"] or behind[1].value.unit not in _COUNTERS:
        return False
    return pair.sentence.word(behind[0]) in pair.word
