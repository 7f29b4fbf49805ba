"""Find cue words: what the words around an indicator and its figure do (grow, plan, compare, stand for a part)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from pipeline.dictionary import dictionary
from pipeline.quantities.units import alternation
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


_OF_YEAR = re.compile("(?<=[0-9])年")
_HEADED = ("plan", "each")
_NEUTRAL = "plain"
_RANKS = frozenset(words_of("bindings")["ranks"])
_WINDOW = 6  # characters before, in which its word is cut


@lru_cache(maxsize=1)
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    roles = cue_words()
    automaton = ahocorasick_rs.AhoCorasick(list(roles), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return automaton, list(roles.values())


def find_cues(text: str, start: int, end: int) -> list[Cue]:
    """Return the cue words of text[start:end], folded, left to right, longest first.

    将 before a verb, and what tells when a thing is built (全部建成投产后), may overlap one.
    """
    automaton, roles = _automaton()
    # 「2025年初步核算」 has no 年初: the 年 behind a year belongs to it.
    found = automaton.find_matches_as_indexes(_OF_YEAR.sub("\0", text[start:end]))
    cues = [Cue(first + start, last + start, roles[word]) for word, first, last in found]
    futures = sorted(_futures(text, start, end))
    taken = {offset for future in futures for offset in range(future.start, future.end)}
    apart = (cue for cue in cues if cue.start not in taken or cue.end - 1 not in taken)
    return sorted([*futures, *apart])


def cue_head(text: str, cue: Cue) -> list[Cue]:
    """Return 计划 of 计划新增, 分别 of 分别完成, whose end may be a term's own: 「计划新增城镇就业」, 「分别完成投资」."""
    if cue.role not in _HEADED:
        return []
    ends = (
        end
        for end in range(cue.end - 1, cue.start + 1, -1)
        if cue_words().get(text[cue.start : end]) == cue.role
    )
    return [Cue(cue.start, end, cue.role) for end in ends][:1]


def ends_word(text: str, cue: Cue, start: int) -> bool:
    """Say whether a neutral character ends a word that jieba knows: 约 of 签约, 上 of 网上; not 将 of 江门|将."""
    if cue.role != _NEUTRAL or text[cue.start] in _RANKS or text[cue.start - 1] in cue_words():
        return False
    return _ends(text[max(start, cue.end - _WINDOW) : cue.end])


@lru_cache(maxsize=65536)
def _ends(text: str) -> bool:
    return len(dictionary.lcut(text, HMM=False)[-1]) > 1


@lru_cache(maxsize=1)
def _future() -> re.Pattern[str]:
    future = words_of("bindings")["future"]
    said, adverbs, verbs = ("|".join(future[name]) for name in ("words", "adverbs", "verbs"))
    ahead = f"(?=(?:{verbs})(?!{future['verbs_not_before']}))"
    return re.compile(f"(?<![{future['not_after']}])(?:{said})(?:{adverbs}){{0,2}}{ahead}")


def _futures(text: str, start: int, end: int) -> Iterator[Cue]:
    """Yield 将 before a verb, which may be a term's own (将完成投资4亿元), and what comes when a thing is built.

    A mark that is passed (突破百亿大关) is neutral: the figure stands behind it.
    """
    for pattern, role in (
        (_future(), "plan_onward"),
        (built_when(), "plan_onward"),
        (_milestone(), "plain"),
    ):
        for match in pattern.finditer(text, start, end):
            yield Cue(*match.span(), role)


@lru_cache(maxsize=1)
def _milestone() -> re.Pattern[str]:
    words = words_of("bindings")["milestones"]
    verbs, marks = alternation(words["verbs"]), alternation(words["marks"])
    return re.compile(
        f"(?:{verbs})(?:[0-9一二两三四五六七八九十]个)?[一两二三四五六七八九十百千万亿]{{0,6}}级?(?:{marks})"
    )


@lru_cache(maxsize=1)
def built_when() -> re.Pattern[str]:
    """Match what tells of the time when a thing is built: 全部建成投产后, 待项目达产."""
    words = words_of("bindings")["when_built"]
    before, deeds, more, behind = (alternation(words[name]) for name in ("before", "deeds", "more", "behind"))
    built = f"(?:{deeds})(?:{more}){{0,2}}"
    awaited = f"(?<![{words['not_after']}]){words['waits']}[^，,。；;、0-9]{{0,10}}?{built}(?:{behind})?"
    return re.compile(f"{awaited}|(?:{before})?{built}(?:{behind})")
