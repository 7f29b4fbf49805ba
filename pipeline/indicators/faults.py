"""Say what is wrong with the rules: where, what, and what was allowed, in either language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.mistakes import reason_said
from pipeline.words import words_of

FILE = "indicators.yaml"


@dataclass(frozen=True, slots=True)
class Fault:
    """Be one mistake: `reason` is a key of words/rule_faults.yaml, `values` fill its placeholders.

    `where` is the dotted field (`examples.0.rows`), empty where the whole entry or the whole file is meant.
    """

    reason: str
    entry: str = ""
    where: str = ""
    file: str = FILE
    values: dict[str, Any] = field(default_factory=dict)

    def what(self, language: str = "zh") -> str:
        """Say what is wrong, without where."""
        words = {
            name: str(words_of("rule_faults")[value.key][language]) if isinstance(value, Word) else value
            for name, value in self.values.items()
        }
        if "problem" in words and language == "zh":
            problems = words_of("yaml_problems")
            words["problem"] = problems.get(str(words["problem"]), problems["other"])
        if "reason" in words:
            words["reason"] = reason_said(str(words["reason"]), language)
        return str(words_of("rule_faults")[self.reason][language]).format(**{"entry": self.entry, **words})

    def said(self, language: str = "zh") -> str:
        """Say where and what in one sentence without line breaks."""
        place = "in_field" if self.where else "in_entry" if self.entry else "in_file"
        where = _words(place, language).format(file=self.file, entry=self.entry, field=self.where)
        return " ".join(_words("head", language).format(where=where, what=self.what(language)).splitlines())


@dataclass(frozen=True, slots=True)
class Word:
    """Stand for a phrase of words/rule_faults.yaml inside another one."""

    key: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Be a fault of what people changed, for which an entry, or every one where `entry` is empty, is not used.

    `instead` is a key of words/rule_faults.yaml, which says what is done.
    """

    fault: Fault
    entry: str = ""
    instead: str = "own_file_left_out"

    def said(self, language: str = "zh") -> str:
        """Say what is wrong and what is done instead, in "zh" or "en"."""
        return self.fault.said(language) + _words(self.instead, language).format(entry=self.entry)


class RulesError(ValueError):
    """Say in one sentence which entry and field of the rules is wrong, and what was allowed."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault, so that it can be said in the other language and shown at its field."""
        super().__init__(fault.said())
        self.fault = fault

    def __reduce__(self) -> tuple[type[RulesError], tuple[Fault]]:
        """Travel between processes as the fault."""
        return RulesError, (self.fault,)


def _words(key: str, language: str) -> str:
    return str(words_of("rule_faults")[key][language])
