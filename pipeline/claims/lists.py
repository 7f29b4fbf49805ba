"""Bind lists: 「A、B分别为1、2」, shortened lists (3家省级、5家市级中心), one figure for each of several years."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.binding import Sentence, claim
from pipeline.claims.growth import other_base
from pipeline.claims.members import AND, Named, row
from pipeline.claims.pairs import both
from pipeline.claims.shortened import complete_member
from pipeline.claims.stretch import Stretch
from pipeline.claims.unnamed import bind_one, growths_of, three_industries, unnamed_list
from pipeline.dimensions import fits
from pipeline.periods import OpenPeriod


def respectively(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「A、B、C分别增长1%、2%、3%」: as many mentions, places or periods as figures, one to one."""
    figures = row(sentence, index) if stretch.has("each") else []
    if len(figures) < 2:
        return False
    tokens = sentence.reading.tokens
    each = next(step for step in reversed(stretch.indices) if tokens[step].kind == "each")
    if three_industries(sentence, figures, stretch, each):
        return True
    if stretch.last("mention") is None:
        return unnamed_list(sentence, figures, stretch, each) or _growth_of_levels(sentence, figures, stretch)
    if growths_of(sentence, stretch) and (base := other_base(sentence, stretch)):
        for step in figures:
            sentence.reject(step, "other_base", base)
        return True
    if _over_members(sentence, figures, stretch, each) or _over_positions(sentence, figures, stretch):
        return True
    named = both(sentence, stretch, each) or _enumerated(sentence, stretch, each)
    if len(named) == len(figures):
        sentence.listed = []
        for step, one in zip(figures, named, strict=True):
            if one is None or not bind_one(sentence, step, stretch, one):
                sentence.reject(step, "no_binding", sentence.reading.word(tokens[each]))
            sentence.listed.append(sentence.bound[step][0] if step in sentence.bound else None)
        return True
    for step in figures:
        sentence.reject(step, "no_binding", sentence.reading.word(tokens[each]))
    return True


def _growth_of_levels(sentence: Sentence, figures: list[int], stretch: Stretch) -> bool:
    """Bind 「申请专利3512件，专利授权1890件，分别增长12.1%和9.5%」 to the levels just before, one to one."""
    levels = [
        step for step in sentence.before(figures[0]) if sentence.quantity(step).unit not in ("%", "百分点")
    ]
    known = [sentence.bound.get(step, [None])[0] for step in levels[-len(figures) :]]
    sentence.listed = list(known)
    return growth_list(sentence, figures[0], stretch)


def growth_list(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「分别完成86亿元、32亿元，增长6.2%、15.8%」: as many growths as the list before had members."""
    if not sentence.listed or stretch.has("mention"):
        return False
    figures = row(sentence, index)
    growths = growths_of(sentence, stretch)
    if len(figures) < 2 or not growths:
        return False
    if base := other_base(sentence, stretch) or _measured(sentence, stretch):
        for step in figures:
            sentence.reject(step, "other_base", base)
        return True
    sign = -1 if growths[-1] == "down" else 1
    paired = len(figures) == len(sentence.listed) and all(
        sentence.quantity(one).unit == "%" for one in figures
    )
    for position, step in enumerate(figures):
        level = sentence.listed[position] if paired else None
        if level is None or level.measure != "level" or sentence.entries[level.indicator].unit in ("%", "‰"):
            sentence.reject(step, "no_binding")
            continue
        quantity = sentence.quantity(step)
        grown = replace(
            level, quantity=quantity, measure="yoy", value=sign * quantity.value, rule="growth_list"
        )
        sentence.bind(step, grown)
    return True


def _measured(sentence: Sentence, stretch: Stretch) -> str:
    """Return what growth itself is measured by: 「对经济增长的贡献率分别为3.3%、43.4%和53.3%」, else ""."""
    return next((sentence.reading.word(token) for token in stretch.tokens() if token.kind == "block"), "")


def _over_members(sentence: Sentence, figures: list[int], stretch: Stretch, each: int) -> bool:
    """Bind 「2022年、2023年接待游客分别为80万、95万人次」: one indicator over as many periods or places as figures."""
    tokens = sentence.reading.tokens
    mentions = [step for step in stretch.indices if step < each and tokens[step].kind == "mention"]
    if len(mentions) != 1:
        return False
    held = [(term, entry) for term, entry in sentence.candidates(mentions[0]) if not term.position]
    for kind in ("period", "place"):
        at = [step for step in stretch.indices if step < each and tokens[step].kind == kind]
        members = [tokens[step].value for step in at]
        if not _one_list(sentence, at) or any(isinstance(member, OpenPeriod) for member in members):
            continue
        if len(members) != len(figures) or not held:
            continue
        term, entry = held[0]
        if not all(fits(entry, sentence.quantity(step).unit) for step in figures):
            return False
        for step, member in zip(figures, members, strict=True):
            bound = claim(sentence, step, term, "respectively", mention=mentions[0])
            sentence.bind(step, replace(bound, **{kind: member}))
        return True
    return False


def _one_list(sentence: Sentence, at: list[int]) -> bool:
    """Say whether only 、 and 和 join the members: not 「到2027年，…在2022年的基础上…」."""
    if not at:
        return False
    between = [step for step in range(at[0], at[-1]) if step not in at]
    return all(sentence.reading.word(sentence.reading.tokens[step]) in (*AND, "，", ",") for step in between)


def _over_positions(sentence: Sentence, figures: list[int], stretch: Stretch) -> bool:
    """Bind 「三次产业占地区生产总值的比重分别为11.3%、54.5%、34.2%」: a percentage for each position of a ratio."""
    mention = stretch.last("mention")
    if mention is None or growths_of(sentence, stretch):
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


def _enumerated(sentence: Sentence, stretch: Stretch, each: int) -> list[Named | None]:
    """Return the members of the list before 分别: mentions, what shortened members stand for, None for others.

    「城镇、农村居民人均可支配收入」 has two members, the first shortened; 「增值税、税收收入」 an unknown first.
    """
    tokens = sentence.reading.tokens
    members: list[Named | None] = []
    pending: list[str] = []
    for step in stretch.indices:
        if step >= each:
            break
        token = tokens[step]
        if token.kind == "mention":
            held = [term for term, _ in sentence.candidates(step)]
            completed = [complete_member(sentence, word, token) for word in pending]
            alone = (
                sentence.reading.word(tokens[step - 1]) in AND or step == stretch.indices[0] or not pending
            )
            if not alone:
                completed, pending = completed[:-1], pending[-1:]
            members += [(step, term, True) if term else None for term in completed]
            members.append((step, held[0], any(completed)) if held and (alone or not pending) else None)
            pending = []
        elif token.kind == "mark" and token.value in "，,；;":
            members, pending = [], []
        elif token.kind == "rest":
            pending.append(sentence.reading.word(token))
    return members + [None for _ in pending]
