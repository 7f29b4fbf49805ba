"""Propose the words before a term as whose its figure is, where no list holds them: 「九天峰共接待游客6万人次」."""

from __future__ import annotations

from pipeline.claims.state import BindingState
from pipeline.clauses.word_classes import last_word, word_class
from pipeline.subjects import Subject

_LONGEST_NAME = 24  # characters before a term that may name whose figure it is
_DISTRICT = "区"  # opens a term, and ends the name before it
_NAMING = ("rest", "subject", "place", "narrow")
# Classes of a last word that names nobody: 「今年共|需」, 「|开放」.
_NO_NAMES = ("v", "d", "p", "c", "u", "t", "m", "r", "f")


def owner_proposed(state: BindingState, mention: int) -> Subject | None:
    """Return what the words right before a term name, back to a mark or a figure: 九天峰 of 「，九天峰共接待游客」."""
    tokens = state.sentence.tokens
    step = mention - 1
    while step >= 0 and tokens[step].kind in ("plain", "lead", "done"):
        step -= 1
    last = step
    if step < 0 or tokens[step].kind not in ("rest", "subject"):
        return None
    while (
        step >= 0 and tokens[step].kind in _NAMING and tokens[last].end - tokens[step].start <= _LONGEST_NAME
    ):
        step -= 1
    if step == last:
        return None
    start, end = tokens[step + 1].start, tokens[last].end
    if state.sentence.text.startswith(_DISTRICT, end):
        end += len(_DISTRICT)  # 「陶艺村景|区接待6万人次」
    name = state.sentence.text[start:end].strip()
    last_class = word_class(last_word(name))
    no_name = last_class.startswith(_NO_NAMES) and last_class != "vn"
    return None if no_name else Subject(start, end, name, name, "scenic_area")
