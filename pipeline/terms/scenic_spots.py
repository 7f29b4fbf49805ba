"""Find the scenic area that needs no suffix, or that nothing else tells: 「青云山接待游客6万人次」, 「宏村景区接待…」."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.clauses.word_classes import last_word, word_class
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.places.names import ends_in_area
from pipeline.subjects import Subject
from pipeline.subjects.names import (
    has_loose_character,
    is_generic,
    opens_with_area,
    subject_words,
    tells_apart,
)
from pipeline.words import words_of

_SPOTS = tuple(words_of("bindings")["spots"])
_BUILT = tuple(words_of("bindings")["sights_built"])
_ENDINGS = tuple(sorted(subject_words()["endings"]["scenic"], key=len, reverse=True))
_CORES = tuple(words_of("bindings")["cores_of_sights"])
_STARTS = "，,；;：:、"
_ONLY = "仅"
_GUESTS = tuple(words_of("bindings")["guests"])
_RANKS = tuple(words_of("bindings")["ranks"])
_RANKED = re.compile(r"[一-鿿]{1,5}[区县市]")  # 「渝北区园博园」 opens with a county that was not found
_SHORT, _LONGEST = 2, 12  # characters of its name
_NAMES = ("ns", "nr", "nz")
_TELLING = 3  # characters of a name that only its ending tells


def scenic_spot(sentence: ParsedSentence, step: int, entry: Indicator, end: int = 0) -> Subject | None:
    """Return the sight that opens the clause of a figure of visitors: 「青云山接待游客6万人次」.

    The place right before belongs to its name, where no 县 or 区 ends it: 清溪|大峡谷. `end` is that of its name where
    the next token ends it: 恒山景|区.
    """
    token = sentence.tokens[step]
    end = end or token.end
    if entry.about != "either" or dimensions().get(entry.unit) != "visits":
        return None
    start, before = token.start, step - 1
    if step and sentence.tokens[before].kind == "place" and sentence.tokens[before].end == start:
        town = sentence.word(sentence.tokens[before])
        start = start if town.endswith(_RANKS) else sentence.tokens[before].start
        before -= 1
    if sentence.text.startswith(_ONLY, start):
        start += len(_ONLY)  # 「仅|清溪古镇就接待游客8万人次」
    word = sentence.text[start:end]
    led = sentence.tokens[before] if before >= 0 else None
    opens = led is None or led.kind in ("part", "period") or led.is_mark(_STARTS)
    described = any(map(is_generic, (word[:-1], sentence.text[token.start : end])))  # 青禾|乡村
    named = _SHORT <= len(word) <= _LONGEST and not described
    # 「渝中区洪崖洞…；渝北区园博园…」 is no sight of the county before it
    named = named and not (_RANKED.match(word) and any(one.kind == "place" for one in sentence.tokens[:step]))
    named = named and not any(map(ends_in_area, (word, sentence.text[token.start : end + 1])))
    if not (opens and named and _is_spot(sentence, step, word)):
        return None
    return Subject(start, end, word, word, "scenic")


def _of_guests(sentence: ParsedSentence, step: int) -> bool:
    """Say whether the term behind a name begins with the guests: 「京津|游客达到」."""
    term = next((one for one in sentence.tokens[step + 1 :] if one.kind == "mention"), None)
    return term is not None and sentence.word(term).startswith(_GUESTS)


def _is_spot(sentence: ParsedSentence, step: int, word: str) -> bool:
    """Say whether a word ends like a sight, or is a place that no gazetteer of areas holds: 云台山, 莫高窟.

    What ends in a garden or street too, where it is no ordinary word: 青禾园博园, but not 植物园.
    """
    if word.endswith(_SPOTS) or _is_scenic_area(word):
        return True
    if word_class(word) == "ns":  # 「京津游客达到130万人次」 come from there, 「北京路」 is a road
        return not (_of_guests(sentence, step) or opens_with_area(word))
    if not word.endswith(_BUILT) or word_class(word) == "n" or _RANKED.match(word):
        return False
    kind = last_word(word)
    if len(kind) > 1 and is_generic(kind):  # 洪溪美丽|乡村
        return False
    alone = len(word) >= _TELLING and not word_class(word) and has_loose_character(word[:-1])
    return alone or tells_apart(word, "scenic")


def _is_scenic_area(word: str) -> bool:
    """Say whether 景区 or 公园 ends a name that is a village, a cave, or an area too: 陶溪村|景区, 恒山|景区."""
    ending = next((one for one in _ENDINGS if word.endswith(one)), "")
    stem = word.removesuffix(ending)
    stem = stem.removesuffix(next((one for one in _CORES if stem.endswith(one)), ""))
    told = ending and len(stem) >= _SHORT and not is_generic(stem)
    if not told or any(one in stem for one in subject_words()["no_description"]):
        return False
    named = word_class(stem) in _NAMES and not opens_with_area(
        stem[:-1]
    )  # 恒山|景区, 七星|景区, but not 乡村|景区
    return named or stem.endswith((*_SPOTS, *_BUILT)) or tells_apart(stem, "scenic")
