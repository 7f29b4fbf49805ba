"""Merge the facts that a document states more than once, and mark those on which statements disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.claims.price_bases import same_footing
from pipeline.observations.alike import MOST, Alike, name_of
from pipeline.observations.observation import Observation
from pipeline.periods import Period
from pipeline.words import words_of

_DIGITS = re.compile("[^0-9]")
Key = tuple[str | float, ...]
_TELLING = 4  # digits that no two projects of a page have in common: 102.09亿元


@dataclass(frozen=True, slots=True)
class Fact:
    """Be one fact of a document: the observation whose span is kept, and the spans of its repetitions."""

    kept: Observation
    repeats: tuple[tuple[int, int], ...]


def merge_repeats(observations: list[Observation]) -> list[Fact]:
    """Return each fact once, in order of its kept span; the fullest statement is kept (body before headline)."""
    figures: dict[Key, list[Observation]] = defaultdict(list)
    for observation in observations:
        claim = observation.claim
        figures[*_figure(observation), observation.place.name, claim.status].append(observation)
    groups = [group for stated in figures.values() for group in _grouped(stated)]
    facts = _preferred([_fact(group) for group in _one_status(groups)])
    return sorted(facts, key=lambda fact: (fact.kept.claim.quantity.start, fact.kept.last_day()))


def _figure(observation: Observation) -> Key:
    """Return what two statements of one fact must have in common."""
    claim = observation.claim
    return claim.indicator, claim.measure, observation.unit, claim.value, claim.quantity.qualifier


def _grouped(stated: list[Observation]) -> list[list[Observation]]:
    """Group the statements of one figure, each with the first group whose first and last one it agrees with."""
    if len(stated) == 1:
        return [stated]  # nearly all of a large table are
    groups = Alike(name_of(one) for one in stated)
    for one in stated:
        near = groups.near(one)
        group = next((held for held in near if _same(one, held[0]) and _same(one, held[-1])), None)
        if group is None:
            groups.add([one])
        else:
            group.append(one)
    return groups.groups


def _one_status(groups: list[list[Observation]]) -> list[list[Observation]]:
    """Join what a document plans of a project with where it only repeats it: 「计划总投资12亿元 … 总投资12亿元」.

    A figure that is printed to four digits is the project's also where the company's name stands for it. A statement
    with a period of its own tells what was done.
    """
    joined: list[list[Observation]] = []
    names: dict[Key, list[str]] = defaultdict(list)
    for group in groups:
        names[_figure(group[0])].append(name_of(group[0]))
    waiting = {figure: _Waiting(named) for figure, named in names.items() if len(named) > 1}
    for group in sorted(groups, key=lambda group: group[0].claim.status != "planned"):
        first = group[0]
        before = waiting.get(_figure(first))
        near = before.near(first) if before else ()
        planned = next((one for one in near if _repeats(one[0], first)), None)
        if planned is not None:
            planned += group
            continue
        joined.append(group)
        if before and first.entry.about == "subject":
            before.add(group)
    return joined


class _Waiting:
    """Hold groups of one figure that a further one may repeat."""

    def __init__(self, names: Iterable[str]) -> None:
        self._planned = Alike(names)
        self._alike: dict[tuple[str, Period | None], list[list[Observation]]] = defaultdict(list)

    def add(self, group: list[Observation]) -> None:
        claim = group[0].claim
        if claim.status == "planned":
            self._planned.add(group)
        self._alike[claim.status, claim.period].append(group)

    def near(self, one: Observation) -> Iterator[list[Observation]]:
        """Yield the groups of its subject that plan what it says, of any where the figure tells; then its equals."""
        claim = one.claim
        if claim.status != "planned" and claim.period is None:
            yield from self._planned.groups[:MOST] if _tells(one) else self._planned.near(one)
        yield from self._alike.get((claim.status, claim.period), ())[:MOST]


def _repeats(one: Observation, other: Observation) -> bool:
    """Say whether another statement, in another sentence, only repeats what the first one says of a subject."""
    telling = _tells(other)
    alike = one.place.name == other.place.name and _same(one, other)
    if one.sentence == other.sentence or not (alike or telling):
        return False
    if one.claim.status == other.claim.status:
        return telling and one.claim.period == other.claim.period
    return one.claim.status == "planned" and other.claim.period is None


def _tells(one: Observation) -> bool:
    """Say whether a figure is printed to so many digits that it is one project's."""
    return len(_DIGITS.sub("", one.claim.quantity.text).strip("0")) >= _TELLING


def _preferred(facts: list[Fact]) -> list[Fact]:
    """Leave out the narrower 口径 where the same fact is given in the wider one (人民币 beside 本外币)."""
    narrower = {narrow: wide for wide, narrow in words_of("scopes")["preferred"]}
    wider = frozenset(narrower.values())
    given = {(_about(fact), fact.kept.claim.scope) for fact in facts if fact.kept.claim.scope in wider}
    return [
        fact
        for fact in facts
        if fact.kept.claim.scope not in narrower
        or (_about(fact), narrower[fact.kept.claim.scope]) not in given
    ]


def _about(fact: Fact) -> tuple[str, ...]:
    kept = fact.kept
    place = kept.place
    return kept.claim.indicator, kept.claim.measure, place.name, place.code, kept.first_day(), kept.last_day()


def _fact(group: list[Observation]) -> Fact:
    planned = [one for one in group if one.claim.status == "planned"]
    kept = max(planned or group, key=_fullness)
    spans = {(other.claim.quantity.start, other.claim.quantity.end) for other in group}
    spans.discard((kept.claim.quantity.start, kept.claim.quantity.end))
    return Fact(kept, tuple(sorted(spans)))


def _fullness(observation: Observation) -> tuple[bool, bool, bool, int, int]:
    """Order statements: not a headline, with a subject, with a period, in a longer sentence, first."""
    start, end = observation.sentence
    return (
        not observation.headline,
        bool(observation.subject),
        observation.period is not None,
        end - start,
        -start,
    )


def _same(one: Observation, other: Observation) -> bool:
    named = one.subject and other.subject and not (one.headline or other.headline)
    if named and one.subject not in other.subject and other.subject not in one.subject:
        return False
    if one.claim.scope and other.claim.scope and not same_footing(one.claim.scope, other.claim.scope):
        return False
    if one.place.code and other.place.code and one.place.code != other.place.code:
        return False  # 鼓楼区 of 南京市 and of 徐州市
    stated = one.last_day() and other.last_day()
    return not stated or (one.first_day(), one.last_day()) == (other.first_day(), other.last_day())
