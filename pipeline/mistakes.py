"""Say in one sentence, in either language, what is wrong with what was given, where, and what was allowed."""

from __future__ import annotations

import errno
from functools import partial
from typing import ClassVar

from pipeline.words import words_of


def reason_of(error: OSError) -> str:
    """Name why the system refused: ENOSPC. It is the value `reason` of a sentence, which says it in its language."""
    name = errno.errorcode.get(error.errno or 0, "")
    return name if name in words_of("system_faults") else f"other {name}".strip()


def reason_said(reason: str, language: str = "zh") -> str:
    """Say why the system refused, in "zh" or "en"; what is no name that `reason_of` gives stays."""
    name, _, detail = reason.partition(" ")
    words = words_of("system_faults").get(name)
    return f"{words[language]} {detail}".strip() if words else reason


def refusal_said(error: OSError, language: str = "zh") -> str:
    """Say which file the system refused and why, in "zh" or "en"; one that says so itself, which has no number, is left."""
    if error.errno is None:
        return str(error)
    sentence = str(words_of("system_faults")["refused"][language])
    reason = reason_said(reason_of(error), language)
    return sentence.format(file=error.filename or error.filename2 or "—", reason=reason)


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
        values = {**self.values}
        if "reason" in values:
            values["reason"] = reason_said(values["reason"], language)
        sentence = str(words_of(self.WORDS)[self.why][language]).format(**values)
        return " ".join(sentence.splitlines())

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes by reason and values."""
        return partial(type(self), self.why, **self.values), ()
