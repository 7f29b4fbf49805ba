"""Find the scenic area that needs no suffix: 「青云山接待游客6万人次」."""

from __future__ import annotations

import re

from pipeline.claims.word_classes import word_class
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.places.names import ends_in_area
from pipeline.reading import Reading
from pipeline.subjects import Subject
from pipeline.subjects.names import is_generic, opens_with_area, tells_apart
from pipeline.words import words_of

_SPOTS = tuple(words_of("bindings")["spots"])
_BUILT = tuple(words_of("bindings")["sights_built"])
_STARTS = "，,；;：:、"
_GUESTS = tuple(words_of("bindings")["guests"])
_RANKED = re.compile(r"[一-鿿]{1,5}[区县市]")  # 「渝北区园博园」 opens with a county that was not found
_SHORT, _LONGEST = 2, 8  # characters of its name


def scenic_spot(reading: Reading, step: int, entry: Indicator) -> Subject | None:
    """Return the mountain, lake or old town that opens the clause of a figure of visitors: 「青云山接待游客6万人次」."""
    token = reading.tokens[step]
    word = reading.word(token)
    if entry.about != "either" or dimensions().get(entry.unit) != "visits" or not _is_spot(reading, step):
        return None
    before = reading.tokens[step - 1] if step else None
    opens = before is None or before.kind in ("part", "period") or before.is_mark(_STARTS)
    named = _SHORT <= len(word) <= _LONGEST and not is_generic(word[:-1])
    named = named and not any(map(ends_in_area, (word, reading.text[token.start : token.end + 1])))
    return Subject(token.start, token.end, word, word, "scenic") if opens and named else None


def _of_guests(reading: Reading, step: int) -> bool:
    """Say whether the term behind a name begins with the guests: 「京津|游客达到」."""
    term = next((one for one in reading.tokens[step + 1 :] if one.kind == "mention"), None)
    return term is not None and reading.word(term).startswith(_GUESTS)


def _is_spot(reading: Reading, step: int) -> bool:
    """Say whether a word ends like a sight, or is a place that no gazetteer of areas holds: 云台山, 莫高窟.

    What ends in a garden or street too, where it is no ordinary word: 青禾园博园, but not 植物园.
    """
    word = reading.word(reading.tokens[step])
    if word.endswith(_SPOTS):
        return True
    if word_class(word) == "ns":  # 「京津游客达到130万人次」 come from there, 「北京路」 is a road
        return not (_of_guests(reading, step) or opens_with_area(word))
    built = word.endswith(_BUILT) and word_class(word) != "n" and not _RANKED.match(word)
    return built and tells_apart(word, "scenic")
