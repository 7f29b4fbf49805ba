"""Find the terms of the catalogue in a text, by one automaton over all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import ahocorasick_rs

from pipeline.indicators import Catalogue
from pipeline.lines.folding import fold
from pipeline.words import words_of

_GAPS: tuple[Literal["~", "*", "#"], ...] = ("~", "*", "#")
_CLAUSE_ENDS = frozenset("，,；;。！？\n")
_YEAR_BEFORE = frozenset("0123456789去今前全当每上本次近半同明往来历一二三四五六七八九十两几")
_REACH = 40  # characters that a head may stand before its tail, brackets included


@dataclass(frozen=True, slots=True)
class Term:
    """Be one way to name an indicator: `tail` is searched for, `head` must stand before it.

    `generic` terms mean the indicator only where the text says whose figure it is. `gap` says what may stand
    between head and tail: nothing, neutral words only (`~`), any few characters (`*`), the figure itself (`#`).
    """

    indicator: str
    tail: str
    head: str
    gap: Literal["", "~", "*", "#"]
    side: Literal["before", "after"]
    position: int = 0
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Mark where a tail stands in the text and which terms it may complete."""

    start: int
    end: int
    terms: tuple[Term, ...]

    @property
    def leads(self) -> bool:
        """Say whether one of the terms may stand before its figure."""
        return any(term.side == "before" for term in self.terms)


# 「规模以上工业企业实现营业收入9亿元,…;实现利润总额2亿元」: the clause goes on about what opens the sentence
_CARRIED_ON = re.compile(rf"[,，;；](?:{'|'.join(words_of('bindings')['carried_on'])})$")
# 「协议资金90亿元，实际到位资金18亿元」: so it does behind a head with a figure of its own
_TOLD_ON = re.compile(rf"[,，、](?:{'|'.join(words_of('bindings')['carried_on'])})?(?:实际|已)?$")
_OWN_FIGURE = tuple(words_of("bindings")["units_of_heads"])
_ENDS = frozenset("。！？!?\n:：")
_LONGER = re.compile("|".join(words_of("bindings")["longer_words"]))


class _Lexicon:
    """Hold the automaton over the tails of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        by_tail: dict[str, list[Term]] = defaultdict(list)
        for entry in catalogue.entries.values():
            sides: tuple[tuple[Literal["before", "after"], tuple[str, ...]], ...]
            sides = (("before", entry.terms), ("after", entry.after))
            for word in entry.generic_terms:
                term = replace(_term(entry.id, word, "before"), generic=True)
                by_tail[term.tail].append(term)
            for side, words in sides:
                for word in words:
                    term = _term(entry.id, word, side)
                    by_tail[term.tail].append(term)
            if entry.ratio:
                for word in entry.ratio.terms:
                    by_tail[fold(word)].append(
                        Term(entry.id, fold(word), "", "", "before", entry.ratio.position)
                    )
        self.whole: dict[str, list[Term]] = defaultdict(list)
        for term in (term for terms in by_tail.values() for term in terms):
            if not term.generic and (not term.head or term.gap == "~"):
                self.whole[term.head + term.tail].append(term)
        self.openings = {name[:2] for name in self.whole}
        self.terms = [tuple(terms) for terms in by_tail.values()]
        self.blocks = {
            entry.id: tuple(fold(word) for word in entry.block) for entry in catalogue.entries.values()
        }
        self.automaton = ahocorasick_rs.AhoCorasick(list(by_tail))

    def standing(self, text: str, start: int, end: int, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        """Return the terms that a tail may complete here: their head stands before it, nothing behind blocks them."""
        before = text[max(0, start - _REACH) : start]
        return tuple(
            [
                term
                for term in terms
                if term.head in before
                and (not term.head or term.gap == "#" or _headed(before, term))
                and not text.startswith(self.blocks[term.indicator], end)
            ]
        )


def _headed(before: str, term: Term) -> bool:
    """Say whether the head that stands before a tail does so in the same clause (brackets may hold marks)."""
    between = before.rpartition(term.head)[2]
    if "(" in between or not _CLAUSE_ENDS.intersection(between):
        return True
    if term.gap != "~" or _ENDS.intersection(between):
        return False
    told = term.head.endswith(_OWN_FIGURE) and _TOLD_ON.search(between)
    return bool(told or _CARRIED_ON.search(between))


def _term(indicator: str, word: str, side: Literal["before", "after"]) -> Term:
    folded = fold(word)
    for gap in _GAPS:
        head, found, tail = folded.partition(gap)
        if found:
            return Term(indicator, tail, head, gap, "after" if gap == "#" else side)
    return Term(indicator, folded, "", "", side)


@lru_cache(maxsize=8)
def _lexicon(catalogue: Catalogue) -> _Lexicon:
    return _Lexicon(catalogue)


def find_mentions(text: str, catalogue: Catalogue) -> list[Mention]:
    """Return the mentions in a folded text, in order: leftmost, then longest, never overlapping.

    A term with a head counts only where its head stands not far before it; the sentence decides later what may
    lie between.
    """
    lexicon = _lexicon(catalogue)
    inside = {offset for word in _LONGER.finditer(text) for offset in range(word.start() + 1, word.end())}
    matches = lexicon.automaton.find_matches_as_indexes(text, overlapping=True)
    found: list[Mention] = []
    reached = 0
    for index, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
        if start < reached or (text[start] == "年" and start and text[start - 1] in _YEAR_BEFORE):
            continue  # 「2024年产值」: the 年 belongs to the year
        if start in inside:
            continue  # 「中小学在校生」: the 小学 belongs to 中小学
        terms = lexicon.standing(text, start, end, lexicon.terms[index])
        if terms:
            found.append(Mention(start, end, terms))
            reached = end
    return found


def terms_named(word: str, catalogue: Catalogue) -> list[Term]:
    """Return the terms that are exactly these folded characters: a cell of a table, a member of a shortened list."""
    return _lexicon(catalogue).whole.get(word, [])


def may_open_term(text: str, at: int, catalogue: Catalogue) -> bool:
    """Say whether the two characters at an offset begin a term."""
    return text[at : at + 2] in _lexicon(catalogue).openings


def completed(word: str, whole: str, catalogue: Catalogue) -> Term | None:
    """Return the term that `word` and an end of `whole` make: 城镇 + 农村居民收入 → 城镇居民收入."""
    names = (word + whole[cut:] for cut in range(1, len(whole)))
    return next((held[0] for name in names if (held := terms_named(name, catalogue))), None)
