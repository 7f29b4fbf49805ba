"""Leave out sums of kinds that a list goes through: 「新材料项目13个，总投资36亿元；食品项目7个，总投资28亿元」."""

from __future__ import annotations

import re

from pipeline.claims.binding import Sentence
from pipeline.claims.members_counted import counted_before
from pipeline.clauses.lead_in import stretch_before
from pipeline.words import words_of

_OWNERS = ("place", "own", "subject", "period")
_AMONG: str = words_of("bindings")["among"]
_GRADE: str = words_of("bindings")["grade"]
_GROUPS = frozenset(words_of("bindings")["grades"]["groups"])
_KINDS = tuple(words_of("bindings")["kinds_of_projects"])
_ENDS = "，,；;。：:"


def sums_of_kinds(sentence: Sentence) -> None:
    """Drop what is told of each kind of a list: it is neither the place's nor any one project's."""
    told = {index: count for index in sentence.bound if (count := _kind_of(sentence, index)) is not None}
    picked = any(why.about == _AMONG for why in sentence.rejected.values())  # 「在34个签约项目中，…」
    graded = any(_of_a_grade(sentence, count) for count in told.values())
    if len(set(told.values())) < 2 and not picked and not graded:
        return
    for index in told:
        if index not in sentence.bound:
            continue  # the growth of a kind before it
        level = sentence.bound.pop(index)[-1]
        sentence.reject(index, "part", sentence.quantity(index).text)
        for step in sorted(step for step in sentence.bound if step > index):
            carried = sentence.bound[step][-1]
            if carried.measure == "level" or carried.indicator != level.indicator:
                break
            del sentence.bound[step]  # its growth and share
            sentence.reject(step, "part", level.quantity.text)


def _kind_of(sentence: Sentence, index: int) -> int | None:
    """Return the count that a figure goes on about, if it is no indicator's and a noun before it tells a kind."""
    claim = sentence.bound[index][-1]
    entry = sentence.entries[claim.indicator]
    told = entry.about == "subject" or entry.group in _GROUPS
    if not told or claim.measure == "share" or claim.subject or claim.place or claim.own:
        return None
    count = counted_before(sentence, index)
    if count is None or count in sentence.bound:
        return None
    stretch = stretch_before(sentence.reading, count)
    mark = max((at for at, token in enumerate(stretch.held) if token.is_mark(_ENDS)), default=-1)
    clause = stretch.held[mark + 1 :]
    opens = mark >= 0 or stretch.behind < 0  # not 「新开工亿元以上项目42项」
    named = any(one.kind == "rest" for one in clause) and not any(one.kind in _OWNERS for one in clause)
    return count if opens and named else None


def _of_a_grade(sentence: Sentence, count: int) -> bool:
    """Say whether a count is of one grade or kind by its name: 「省级6项，概算投资140亿元」, 「民营企业投资项目35个，」."""
    reading = sentence.reading
    said = re.split(f"[{_ENDS}]", reading.text[reading.start : reading.tokens[count].start])[-1]
    return said.endswith(_GRADE) or said.startswith(_KINDS)
