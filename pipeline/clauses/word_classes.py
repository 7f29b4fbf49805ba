"""Ask jieba about the few words around a mention: where they are cut, and which part of speech they are."""

from __future__ import annotations

from functools import lru_cache

from pipeline.dictionary import dictionary

# What may stand before a term: adverbs, prepositions, particles. Verbs that may are listed in cues.yaml, for jieba
# calls 发明 in 发明专利 one too.
LEADING = frozenset("vd d ad dg p c u uj ul ud uz ug y".split())  # noqa: SIM905 - reads better than 12 strings
# Behind a term a verb connects as well: 「旅游收入首破5亿元」.
CONNECTING = LEADING | {"v", "vg"}


@lru_cache(maxsize=65536)
def last_word(text: str) -> str:
    """Return the last word of a few characters, as jieba cuts them."""
    words = dictionary.lcut(text)
    return words[-1] if words else ""


@lru_cache(maxsize=65536)
def first_word(text: str) -> str:
    """Return the first word of a few characters, as jieba cuts them."""
    words = dictionary.lcut(text[:8])
    return words[0] if words else ""


@lru_cache(maxsize=65536)
def leading_noun(text: str) -> str:
    """Return the characters before the first verb, as jieba cuts them."""
    name = ""
    for word in dictionary.lcut(text[:16]):
        if word_class(word).startswith(("v", "d", "p")) and name:
            return name
        name += word
    return ""


def word_class(word: str) -> str:
    """Return jieba's part of speech of a word ("" where it knows none)."""
    return dictionary.class_of(word)


@lru_cache(maxsize=65536)
def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a few characters, as jieba cuts them."""
    return tuple(dictionary.lcut(text))
