"""Let indicators be found by more than their name: the words that texts have for them, pinyin and its first letters.

A list of choices is searched by what stands in it. So these words stand there between unseen signs, and `shell.js`
cuts them out of what people see and hear.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

UNSEEN = "\u2063"  # the invisible separator; shell.js has it too
PATTERN = frozenset("~*#")  # a term that has one of these is no word


def found_by(indicator: str, catalogue: Mapping[str, Any], language: str) -> str:
    """Give what stands unseen behind the name of an indicator; nothing where the catalogue has no such entry."""
    entry = catalogue.get(indicator)
    if entry is None:
        return ""
    others = [text for code, text in entry.name.model_dump().items() if code != language]
    terms = [term for term in entry.terms if not PATTERN & {*term}]
    return f"{UNSEEN} {' '.join(words(entry.name.zh, *others, *terms))}{UNSEEN}"


@lru_cache(maxsize=2000)
def words(name: str, *others: str) -> tuple[str, ...]:
    """List other names as they are, and the pinyin of a name and the first letters of all, each once."""
    return tuple(dict.fromkeys([*others, spelled(name), *map(first_letters, (name, *others))]))


def spelled(text: str) -> str:
    """Write Chinese in pinyin without tones: 旅游收入 → lvyoushouru, as it is typed."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text))


def first_letters(text: str) -> str:
    """Give the first letters of the pinyin: 旅游收入 → lysr."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
