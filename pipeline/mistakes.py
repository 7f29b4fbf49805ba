"""Say in one sentence, in either language, what is wrong with what was given, where, and what was allowed."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from pipeline.words import words_of


class MistakeError(ValueError):
    """Be one mistake: `why` is a key of a list of words, whose placeholders `values` fill. As text it is Chinese."""

    WORDS: ClassVar[str]

    def __init__(self, why: str, **values: object) -> None:
        """Take the reason and what its sentence names."""
        self.why = why
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(self.said())

    def said(self, language: str = "zh") -> str:
        """Say it in one sentence without line breaks, in "zh" or "en"."""
        sentence = str(words_of(self.WORDS)[self.why][language]).format(**self.values)
        return " ".join(sentence.splitlines())

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes by reason and values."""
        return partial(type(self), self.why, **self.values), ()
