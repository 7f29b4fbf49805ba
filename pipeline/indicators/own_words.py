"""Read and write the file of the words that people changed: of each list only those added and those taken away.

    cues.plan_onward:
      added: [拟于]
      removed: [一旦]

So a word that an update of the program adds to a list holds beside them. What is wrong in it costs only itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from pipeline.indicators.entry_blocks import is_empty, with_block
from pipeline.indicators.faults import Fault, LeftOut
from pipeline.indicators.rules_text import raw_entries
from pipeline.indicators.word_lists import open_lists, place_of, words_in
from pipeline.words import OwnWords, WordChange

HEADER = """\
# The words that were added to the program's lists here, and those that were taken away from them.
# pipeline/words/open.yaml names the lists.
"""
SHORTEST, LONGEST = 2, 12  # characters: one alone stands in too many other words
FIELDS = ("added", "removed")
_MOST_SHOWN = 60  # characters of what is wrong


@dataclass(frozen=True, slots=True)
class ReadWords:
    """Hold what people changed of the words: `used` is laid over the program's, `left_out` says why the rest is not.

    `held` is all that could be understood, also what changes nothing: a word to be added that the program has by now,
    one to be taken away that it no longer has. `digest` names the version of the file, empty where there is none.
    """

    used: OwnWords = ()
    held: OwnWords = ()
    left_out: tuple[LeftOut, ...] = ()
    digest: str = ""

    def of(self, name: str) -> WordChange:
        """Return what the file says of one list."""
        return next((one for one in self.held if one.name == name), WordChange(name))

    def idle(self, name: str) -> set[str]:
        """Return the words of one list that are added to it or taken away from it without effect."""
        held, used = self.of(name), next((one for one in self.used if one.name == name), WordChange(name))
        return {*held.added, *held.removed} - {*used.added, *used.removed}


def read_words(text: str, file: str) -> ReadWords:
    """Read the text of such a file. Raise RulesError where it is none at all."""
    if is_empty(text):
        return ReadWords()
    faults: list[Fault] = []
    held = tuple(
        _change(name, fields, faults)
        for name, fields in raw_entries(text, file, without="no_lists").items()
        if _is_list(name, fields, faults)
    )
    used = _usable(held, faults)
    left_out = tuple(LeftOut(replace(one, file=file), instead="own_word_left_out") for one in faults)
    return ReadWords(used, held, left_out)


def with_list(read: ReadWords, name: str, words: Mapping[str, Sequence[str]], file: str) -> ReadWords:
    """Return the changes with those of one list replaced, as they are typed; `left_out` is of that list alone."""
    faults: list[Fault] = []
    change = _change(name, {field: [*typed] for field, typed in words.items()}, faults)
    held = (*(one for one in read.held if one.name != name), change)
    used = _usable(held, faults)
    own = [replace(one, file=file) for one in faults if one.entry == name]
    return ReadWords(used, held, tuple(LeftOut(one, instead="own_word_left_out") for one in own), read.digest)


def with_words(text: str, change: WordChange, file: str) -> str:
    """Return the file's text with the changes of one list in the place of what they were; every other character stays."""
    fields = {field: [*held] for field in FIELDS if (held := getattr(change, field))}
    block = yaml.safe_dump(
        {change.name: fields}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110
    )
    return with_block(text or (HEADER if fields else ""), change.name, block if fields else None, file)


def _is_list(name: str, fields: object, faults: list[Fault]) -> bool:
    """Say whether an entry is one of a list that may be changed."""
    if name not in open_lists():
        faults.append(Fault("no_list", name))
    elif not isinstance(fields, dict) or not fields:
        faults.append(Fault("no_changes", name, values={"found": _short(fields)}))
    else:
        return True
    return False


def _change(name: str, fields: Any, faults: list[Fault]) -> WordChange:
    """Return what a file says of one list, as far as it can be understood."""
    said: dict[str, tuple[str, ...]] = {}
    for field, words in fields.items():
        if field not in FIELDS or not isinstance(words, list):
            faults.append(Fault("no_changes", name, values={"found": _short({field: words})}))
            continue
        known = [_word(field, word) for word in words]
        faults += [
            Fault("no_word", name, values={"word": _short(word), "least": SHORTEST, "most": LONGEST})
            for word, sound in zip(words, known, strict=True)
            if not sound
        ]
        said[field] = tuple(dict.fromkeys(filter(None, known)))
    added, removed = (said.get(field, ()) for field in FIELDS)
    both = {*added} & {*removed}
    faults += [Fault("word_both", name, values={"word": word}) for word in sorted(both)]
    return WordChange(name, _without(added, both), _without(removed, both))


def _word(field: str, said: object) -> str:
    """Return a word as texts are written when they are read (實現 is 实现); empty where it cannot be used.

    What is added is made of letters, characters and digits, so that it is no pattern anywhere.
    """
    from pipeline.lines.folding import fold

    if not isinstance(said, str):
        return ""
    if field == "removed":
        return said if said.isprintable() else ""
    word = fold(said.strip())
    fit = SHORTEST <= len(word) <= LONGEST and word.isalnum() and not word.isdigit()
    return word if fit else ""


def _short(found: object) -> str:
    return str(found)[:_MOST_SHOWN]


def _usable(held: OwnWords, faults: list[Fault]) -> OwnWords:
    """Return what of the changes bears on the program's lists of today."""
    used = {one.name: _taken_away(one, faults) for one in held}
    for one in held:
        there, added = words_in(one.name), []
        for word in one.added:
            place = place_of(word, one.name, tuple(used.values()))
            if place:
                faults.append(Fault("word_elsewhere", one.name, values={"word": word, "other": place}))
            elif word not in there:
                added.append(word)
        used[one.name] = replace(used[one.name], added=tuple(added))
    return tuple(one for one in used.values() if one.added or one.removed)


def _taken_away(change: WordChange, faults: list[Fault]) -> WordChange:
    """Return what is taken away of a list; one that would be left without a word stays whole."""
    there = words_in(change.name)
    removed = tuple(word for word in change.removed if word in there)
    if len(removed) == len({*there}):
        faults.append(Fault("none_left", change.name))
        removed = ()
    return WordChange(change.name, (), removed)


def _without(words: tuple[str, ...], left_out: set[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in left_out)
