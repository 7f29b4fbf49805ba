"""Merge the facts that a document states more than once, and mark those on which statements disagree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pipeline.claims.price_bases import same_footing
from pipeline.observations import Observation
from pipeline.words import words_of


@dataclass(frozen=True, slots=True)
class Fact:
    """Be one fact of a document: the observation whose span is kept, and the spans of its repetitions."""

    kept: Observation
    repeats: tuple[tuple[int, int], ...]


def merge_repeats(observations: list[Observation]) -> list[Fact]:
    """Return each fact once, in order of its kept span; the fullest statement is kept (body before headline)."""
    groups: dict[tuple[str | float, ...], list[list[Observation]]] = defaultdict(list)
    for observation in observations:
        claim = observation.claim
        kind = (claim.indicator, claim.measure, observation.unit, observation.place.name)
        key = (*kind, claim.value, claim.quantity.qualifier, claim.status)
        for group in groups[key]:
            if _same(observation, group[0]) and _same(observation, group[-1]):
                group.append(observation)
                break
        else:
            groups[key].append([observation])
    facts = _preferred([_fact(group) for candidates in groups.values() for group in candidates])
    return sorted(facts, key=lambda fact: (fact.kept.claim.quantity.start, fact.kept.last_day()))


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
    return kept.claim.indicator, kept.claim.measure, kept.place.name, kept.first_day(), kept.last_day()


def _fact(group: list[Observation]) -> Fact:
    kept = max(group, key=_fullness)
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
    stated = one.last_day() and other.last_day()
    return not stated or (one.first_day(), one.last_day()) == (other.first_day(), other.last_day())
