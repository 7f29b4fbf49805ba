"""Say which lists of words people may change, what each is for, and what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.words import OwnWords, program_words, with_changes


@dataclass(frozen=True, slots=True)
class OpenList:
    """Be a list that people may change: its file and keys, its name in both languages, a text in which its words work."""

    name: str
    title: Mapping[str, str]
    example: str


@cache
def open_lists() -> dict[str, OpenList]:
    """Return the lists that may be changed, in the order in which they are shown."""
    listed: dict[str, dict[str, str]] = program_words("open")["lists"]
    return {
        name: OpenList(name, {"zh": one["zh"], "en": one["en"]}, one["example"])
        for name, one in listed.items()
    }


def words_in(name: str, words: OwnWords = ()) -> tuple[str, ...]:
    """Return the words of a list, the program's or with changes laid over it."""
    return tuple(word for group in groups_in(name, words) for word in group)


def groups_in(name: str, words: OwnWords = ()) -> list[list[str]]:
    """Return the words of a list in its groups; those of one without groups are one."""
    file, *keys = name.split(".")
    held: Any = with_changes(file, words)
    for key in keys:
        held = held[key]
    groups = held if any(isinstance(one, list) for one in held) else [held]
    return [[word for word, _ in _words_below("", group)] for group in groups]


def without_open(file: str) -> dict[str, Any]:
    """Return the program's word lists of one file without those that people may change."""
    lists = deepcopy(program_words(file))
    for name in open_lists():
        of, *above, last = name.split(".")
        if of == file:
            held = lists
            for key in above:
                held = held[key]
            del held[last]
    return lists


def place_of(word: str, name: str, words: OwnWords = ()) -> str:
    """Name the other list in which a word stands that may stand in one list only; empty where there is none."""
    heads: list[str] = program_words("open")["apart"]
    head = next((one for one in heads if name.startswith(one)), "")
    if not head:
        return ""
    file = head.split(".")[0]
    places = _words_below(file, with_changes(file, words))
    return next(
        (place for one, place in places if one == word and place != name and place.startswith(head)), ""
    )


def _words_below(name: str, held: Any) -> list[tuple[str, str]]:
    """List the words of a list, of one in groups, or of all lists below a key, each with the name of its list."""
    if isinstance(held, dict):
        return [one for key, below in held.items() for one in _words_below(f"{name}.{key}", below)]
    if isinstance(held, list):
        return [one for below in held for one in _words_below(name, below)]
    return [(str(held), name)]
