"""Find cue words: what the words around an indicator and its figure do (grow, plan, compare, stand for a part)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from pipeline.words import words_of


class Cue(NamedTuple):
    """Mark one cue word in a text; `role` is the name of its list in words/cues.yaml."""

    start: int
    end: int
    role: str


@lru_cache(maxsize=1)
def cue_words() -> dict[str, str]:
    """Map each cue word to its role. Raise ValueError where a word stands in two lists."""
    roles: dict[str, str] = {}
    for role, groups in words_of("cues").items():
        for word in (word for group in groups for word in group):
            if word in roles:
                raise ValueError(
                    f"cues.yaml：“{word}” 同时在 {roles[word]} 和 {role} 中，一个词只能有一个作用。"
                )
            roles[word] = role
    return roles


@lru_cache(maxsize=1)
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    roles = cue_words()
    automaton = ahocorasick_rs.AhoCorasick(list(roles), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return automaton, list(roles.values())


def find_cues(text: str, start: int, end: int) -> list[Cue]:
    """Return the cue words of text[start:end], folded, left to right, longest first, never overlapping."""
    automaton, roles = _automaton()
    found = automaton.find_matches_as_indexes(text[start:end])
    return [Cue(first + start, last + start, roles[word]) for word, first, last in found]
