"""Find the scenic area that needs no suffix: 「青云山接待游客6万人次」."""

from __future__ import annotations

from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.places.names import ends_in_area
from pipeline.reading import Reading
from pipeline.subjects import Subject
from pipeline.subjects.names import is_generic
from pipeline.words import words_of

_SPOTS = tuple(words_of("bindings")["spots"])
_STARTS = "，,；;：:、"
_SHORT, _LONGEST = 2, 8  # characters of its name


def scenic_spot(reading: Reading, step: int, entry: Indicator) -> Subject | None:
    """Return the mountain, lake or old town that opens the clause of a figure of visitors: 「青云山接待游客6万人次」."""
    token = reading.tokens[step]
    word = reading.word(token)
    if entry.about != "either" or dimensions().get(entry.unit) != "visits" or not word.endswith(_SPOTS):
        return None
    before = reading.tokens[step - 1] if step else None
    opens = before is None or before.kind in ("part", "period") or before.is_mark(_STARTS)
    named = _SHORT <= len(word) <= _LONGEST and not is_generic(word[:-1])
    named = named and not any(map(ends_in_area, (word, reading.text[token.start : token.end + 1])))
    return Subject(token.start, token.end, word, word, "scenic") if opens and named else None
