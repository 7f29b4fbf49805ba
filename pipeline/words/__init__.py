"""The word lists of the pipeline, one YAML file a list; each word stands in one list, beside an example.

`open.yaml` says which lists people may change. What they changed is laid over the program's lists in processes that
read by it and by nothing else: the modules of reading compose their patterns from the lists when they are imported.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class WordChange:
    """Hold the words that people added to one list and took away from it; `name` is its file and keys: cues.plan."""

    name: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


OwnWords = tuple[WordChange, ...]  # one of each list that people changed; none: the program's words alone
_in_force: OwnWords = ()


@cache
def words_of(name: str) -> dict[str, Any]:
    """Load the word list `words/{name}.yaml`, with what this process reads by laid over it."""
    return with_changes(name, _in_force)


def read_by(words: OwnWords) -> None:
    """Lay words over the lists of this process, before anything that reads texts is imported in it."""
    global _in_force  # noqa: PLW0603 - one process reads by one set of words
    _in_force = words
    words_of.cache_clear()


def in_force() -> OwnWords:
    """Return the words that are laid over the program's in this process."""
    return _in_force


@cache
def program_words(name: str) -> dict[str, Any]:
    """Load the program's own list `words/{name}.yaml`."""
    loaded: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def with_changes(name: str, words: OwnWords) -> dict[str, Any]:
    """Return the list `words/{name}.yaml` with changes laid over it."""
    lists = program_words(name)
    changes = [(one, keys) for one in words for file, *keys in [one.name.split(".")] if file == name]
    if changes:
        lists = copy.deepcopy(lists)
    for change, (*above, last) in changes:
        held = lists
        for key in above:
            held = held[key]
        held[last] = _changed(held[last], change)
    return lists


def _changed(held: Sequence[Any], change: WordChange) -> list[Any]:
    """Return a list without what was taken away and with what was added; one of groups gets it as a further group."""
    if any(isinstance(one, list) for one in held):
        return [*(_changed(group, WordChange("", removed=change.removed)) for group in held), [*change.added]]
    left = [word for word in held if word not in change.removed]
    for word in change.added:
        # Before the first that begins it: a pattern of alternatives takes the first that fits.
        at = next((at for at, other in enumerate(left) if word.startswith(other)), len(left))
        left.insert(at, word)
    return left
