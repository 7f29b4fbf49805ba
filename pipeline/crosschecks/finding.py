"""Say what a cross-check found: which rows do not fit together, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.indicators import Indicator
from pipeline.table import id_of
from pipeline.words import words_of

LEAST_HARM = 0.05  # below which nobody is asked: one wrong figure in twenty, each drawn once
# What stands in values between the parts of a list and around an aside; each language writes its own.
AND, OPEN, CLOSE = "\x1f", "\x1e", "\x1d"
_MARKS = {
    language: str.maketrans(dict(zip((AND, OPEN, CLOSE), marks, strict=True)))
    for language, marks in (("zh", ("、", "（", "）")), ("en", (", ", " (", ")")))
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Be one finding: its kind, the ids of the rows involved, the values of its sentence, its weight.

    The id is the same for the same rows on every machine. The weight is between 0 and 1, the more urgent the higher.
    `harm` is what is to be expected where nobody looks: how likely a figure is wrong, times how much is drawn from it; 1
    where something is wrong for certain.
    """

    id: str
    kind: str
    rows: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    weight: float
    harm: float = 1.0

    def said(self, language: str = "zh", period: tuple[str, str] = ("", "")) -> str:
        """Say the finding in a sentence, in "zh" or "en"; `period` is its label, and the words for it."""
        values = {name: value.translate(_MARKS[language]) for name, value in self.values}
        label, words = period
        if label and values["about"].endswith(label):
            values["about"] = values["about"].removesuffix(label) + words
        return str(words_of("findings")[self.kind][language]).format(**values)


# How urgent each kind is, by the harm to be expected: what cannot be true and is in the table and drawn first, then what
# is merely doubtful, last what is suggested and in no table yet.
_WEIGHTS = {
    "jump": 1.0,
    "conflict": 0.9,
    "shares_100": 0.85,
    "parts_total": 0.8,
    "reference": 0.7,
    "growth_levels": 0.6,
    "ceiling": 0.5,
    "unread_period": 0.45,
    "completion": 0.4,
    "low_confidence": 0.3,
    "revision": 0.2,
    "suggestion": 0.18,
}


def finding(
    kind: str,
    rows: Sequence[str],
    entry: Indicator,
    about: Sequence[str],
    lighter: float = 0,
    harm: float = 1.0,
    **values: str,
) -> Finding:
    """Make a finding about an indicator; `about` names place, subject and period, `lighter` lowers its weight."""
    said = {"about": " ".join(filter(None, about)), "zh": entry.name.zh, "en": entry.name.en} | values
    told = (values["reference"], values["source"]) if kind == "reference" else ()
    return Finding(
        id_of(kind, *rows, *told), kind, tuple(rows), tuple(said.items()), _WEIGHTS[kind] - lighter, harm
    )
