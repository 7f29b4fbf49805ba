"""Bind lists: 「A、B分别为1、2」, shortened lists (3家省级、5家市级中心), one figure for each of several years."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.claims.bases import other_base
from pipeline.claims.binding import Sentence, claim
from pipeline.claims.enumerated import enumerated
from pipeline.claims.growth_rows import signs_in_row
from pipeline.claims.members import AND, row
from pipeline.claims.owners_listed import over_members, over_topic, several
from pipeline.claims.pairs import both
from pipeline.claims.unnamed import bind_one, three_industries, unnamed_list
from pipeline.clauses.lead_in import Stretch
from pipeline.clauses.signs import Sign

_BETWEEN = ("plain", "done", "plan", "plan_onward", "each")


def respectively(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「A、B、C分别增长1%、2%、3%」: as many mentions, places or periods as figures, one to one."""
    figures = signs_in_row(sentence, index, stretch) if stretch.has("each") else {}
    tokens = sentence.reading.tokens
    mention = stretch.last("mention")
    each = next((step for step in reversed(stretch.indices) if tokens[step].kind == "each"), -1)
    if len(figures) < 2:
        single = bool(figures) and figures[index] != 0 and each > (mention or -1)
        single = single or (each >= 0 and several(sentence, stretch, each))
        return single and _none_bound(sentence, figures, each)  # 「两项分别增长5%」
    if three_industries(sentence, figures, stretch, each):
        return True
    if mention is None:
        return over_topic(sentence, figures, stretch, each) or unnamed_list(sentence, figures, stretch, each)
    if any(figures.values()) and (base := other_base(sentence, stretch)):
        return sentence.reject_all(figures, "other_base", base)
    if over_members(sentence, figures, stretch, each) or _over_positions(sentence, figures, stretch):
        return True
    named = both(sentence, stretch, each) or enumerated(sentence, stretch, each)
    if len(named) != len(figures) or several(sentence, stretch, each):
        return _none_bound(sentence, figures, each)
    for step, one in zip(figures, named, strict=True):
        if one is None or not bind_one(sentence, step, one, figures[step]):
            sentence.reject(step, "no_binding", sentence.reading.word(tokens[each]))
    return True


def side_by_side(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「出口和进口达到30亿元和9亿元」: as many figures as terms that only 、 and 和 join, none where they differ.

    So are the figures of as many places: 「清溪镇、白石镇税收收入2亿元、1亿元」.
    """
    mention = stretch.last("mention")
    figures = row(sentence, index)
    if mention is None or len(figures) < 2 or any(one.kind not in _BETWEEN for one in stretch.after(mention)):
        return False
    if several(sentence, stretch, mention):
        levels: dict[int, Sign] = dict.fromkeys(figures, 0)
        return over_members(sentence, levels, stretch, mention) or _none_bound(sentence, figures, mention)
    tokens = sentence.reading.tokens
    members = [mention]
    while members[-1] - 2 in stretch.indices and tokens[members[-1] - 2].kind == "mention":
        if sentence.reading.word(tokens[members[-1] - 1]) not in AND:
            break
        members.append(members[-1] - 2)
    if len(members) < 2:
        return False
    if len(members) != len(figures):
        return _none_bound(sentence, figures, mention)
    for step, member in zip(figures, reversed(members), strict=True):
        terms = [term for term, _ in sentence.candidates(member) if not term.position]
        if not terms or not bind_one(sentence, step, (member, terms[0], False), 0):
            sentence.reject(step, "no_binding", sentence.reading.word(tokens[member]))
    return True


def _none_bound(sentence: Sentence, figures: Iterable[int], each: int) -> bool:
    return sentence.reject_all(figures, "no_binding", sentence.reading.word(sentence.reading.tokens[each]))


def _over_positions(sentence: Sentence, figures: dict[int, Sign], stretch: Stretch) -> bool:
    """Bind 「三次产业占地区生产总值的比重分别为11.3%、54.5%、34.2%」: a percentage for each position of a ratio."""
    mention = stretch.last("mention")
    if mention is None or any(figures.values()):
        return False
    terms = {term.position: term for term in sentence.reading.tokens[mention].value.terms if term.position}
    per_cent = all(sentence.quantity(step).unit == "%" for step in figures)
    if not terms or len(terms) != len(figures) or not per_cent:
        return False
    for position, step in enumerate(figures, start=1):
        if not sentence.judge(step, mention, terms[position]).whole:
            return False
        sentence.bind(step, claim(sentence, step, terms[position], "respectively", mention=mention))
    return True
