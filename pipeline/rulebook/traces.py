"""Tell which texts an entry of the rules, or a word, can bear on without reading them: those that hold its characters."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.indicators import Catalogue, Indicator
from pipeline.lines.folding import fold
from pipeline.lines.printed import printed
from pipeline.words import words_of

_GAPS = "~*#"
_FIELDS = ("terms", "generic_terms", "after")
# What a reader of the table sees of an entry changes no row. Of its name in Chinese rules look for some words.
_OUTWARD = {"id", "name", "shown_in", "examples", "not_examples"}
_LENGTH = 16  # hexadecimal digits of a hash that tells versions of one entry apart


@dataclass(frozen=True, slots=True)
class EntryRead:
    """Be what an entry's rows depend on: its terms with their fields, what it is a share of, a hash of the `rest`."""

    terms: tuple[tuple[str, str], ...]
    share_of: tuple[str, ...]
    rest: str


def entry_read(entry: Indicator) -> EntryRead:
    """Return what the rows of an entry depend on."""
    terms = [(field, term) for field in _FIELDS for term in getattr(entry, field)]
    if entry.ratio:
        terms += [(f"ratio {entry.ratio.position}", term) for term in entry.ratio.terms]
    fields = entry.model_dump(exclude={*_OUTWARD, *_FIELDS, "ratio"}) | {"told": told_by_name(entry)}
    rest = hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return EntryRead((*terms,), entry.share_of or (), rest.hexdigest()[:_LENGTH])


def told_by_name(entry: Indicator) -> list[tuple[str, bool, bool]]:
    """Return the words that rules look for in the name of an indicator and find there, and whether it begins or ends so."""
    name = entry.name_zh
    return [(word, name.startswith(word), name.endswith(word)) for word in _told_by_names() if word in name]


def same_rows(one: Indicator | None, other: Indicator | None) -> bool:
    """Say whether two versions of an entry find the same figures: they differ in names or examples at most."""
    return one is other if one is None or other is None else entry_read(one) == entry_read(other)


class Traces:
    """Hold the characters that a text must have for entries to have a row in it, a set for each of their terms.

    A term may be put together of pieces that stand apart: 「城镇、农村居民收入」 names 城镇居民收入, 「粮食」 over 「产量」
    in a table 粮食产量. Whatever the pieces, they are made of the text's characters, and of ends that rules add.
    """

    def __init__(self, entries: Iterable[Indicator], catalogue: Catalogue) -> None:
        """Take the terms of entries; an indicator that is a share of two others is found by theirs."""
        own = {entry.id: entry for entry in entries}
        there = catalogue.entries | own
        near = {
            name for entry in own.values() for name in _near(entry.id, entry.share_of or ())
        } & there.keys()
        reads = {name: entry_read(there[name]) for name in near}
        self._needed = needed(word for name in own for word in words_for(name, reads))

    def in_text(self, text: str) -> bool:
        """Say whether a term may stand in a text: true wherever an entry has a row, sometimes where it has none."""
        return holds(characters(text), self._needed)


def words_for(entry: str, reads: Mapping[str, EntryRead]) -> set[str]:
    """Return words, folded: an entry has no row where of each of them a character is missing."""
    near = _near(entry, reads[entry].share_of) & reads.keys()
    terms = (term for name in near for term in reads[name].terms)
    return words_of_terms(terms).union(*(_bare_words().get(name, set()) for name in near))


def _near(entry: str, share_of: Iterable[str]) -> set[str]:
    """Return the indicators, itself among them, by whose terms an entry may be told."""
    return {entry, *share_of, *_led_to_by().get(entry, ())}


def words_of_terms(terms: Iterable[tuple[str, str]]) -> set[str]:
    """Return words, folded: a term with its field stands nowhere where of each of them a character is missing."""
    found = {word for _, term in terms for word in _pieces(fold(term))}
    halves = [(half, pair) for pair, both in words_of("bindings")["joined_pairs"].items() for half in both]
    return found | {word.replace(half, pair) for word in found for half, pair in halves}


def _pieces(term: str) -> Iterator[str]:
    """Yield what must stand of a term: what is behind its gap, or all but what a rule adds to it.

    「其中开工26个」 names 开工项目, 「三次产业增加值分别增长…」 第一产业增加值; 「城乡居民收入」 stands for 城镇居民收入.
    """
    yield term[max(map(term.rfind, _GAPS)) + 1 :]
    whole = "".join(one for one in term if one not in _GAPS)
    yield from (left for added in _added() if (left := whole.removesuffix(added)) not in ("", whole))
    if whole in words_of("bindings")["three_industries"]["terms"]:
        yield _of_three()


def needed(words: Iterable[str]) -> frozenset[frozenset[str]]:
    """Return the characters of each word."""
    return frozenset(map(frozenset, words))


def characters(text: str) -> frozenset[str]:
    """Return the characters that a text is read as."""
    return frozenset(fold(printed(text)[0]))


def holds(text: Collection[str], words: Iterable[frozenset[str]]) -> bool:
    """Say whether the characters of one of the words are all among those of a text."""
    return any(word.issubset(text) for word in words)


@cache
def _added() -> frozenset[str]:
    """Return the ends of terms that rules add to what stands in a text."""
    words, tables = words_of("bindings"), words_of("tables")
    longer = (whole.removeprefix(short) for short, whole in tables["short_rows"].items())
    return frozenset(map(fold, [words["gathered"][0], *tables["tails"].values(), *longer]))


@cache
def _of_three() -> str:
    """Return the characters that are in every word for the three industries together."""
    words = words_of("bindings")["three_industries"]
    return "".join(sorted(frozenset.intersection(*map(frozenset, (*words["together"], *words["bare"])))))


@cache
def _bare_words() -> Mapping[str, set[str]]:
    """Return the words that stand for an indicator behind its whole, its schools or its account, folded."""
    words = words_of("bindings")
    members = [*words["elided_members"].values(), words["pupils_of_schools"]["kinds"]]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, indicator in (pair for one in members for pair in one.items()):
        found[indicator].add(fold(word))
    for indicator in words["budgets_told"]["bare"].values():
        found[indicator].add(fold(words["budgets_told"]["account"]))
    return found


@cache
def _led_to_by() -> Mapping[str, set[str]]:
    """Return the indicators by whose terms another one's figure may be told: a company's 年产值 is its own output."""
    words = words_of("bindings")
    pairs = {*words["of_companies"]["indicators"].items(), *words["of_companies"]["of_places"].items()}
    pairs |= {(told, by) for by, told in words["of_companies"]["indicators"].items()}
    pairs |= {*words["completes"]["indicators"].items()}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for by, told in pairs:
        found[told].add(by)
    return found


@cache
def _told_by_names() -> tuple[str, ...]:
    """Return the words that rules look for in the name of an indicator: 计划 of 计划投资."""
    words = words_of("bindings")
    single = (words[name] for name in ("of_industry", "the_year", "planned", "project_counts_named"))
    return (*single, *words["above_scale"], *words_of("subjects")["whole_industries"])
