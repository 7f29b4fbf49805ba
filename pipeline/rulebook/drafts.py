"""Judge the draft of one entry before it is saved: is it YAML, is it sound, and do the examples of all rules hold."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.indicators import Catalogue, catalogue_of, entry_of, reference_faults
from pipeline.indicators.entry_blocks import tidy_entry, with_entry
from pipeline.indicators.faults import FILE, Fault, RulesError
from pipeline.indicators.rules_text import raw_entries
from pipeline.rulebook.checking import all_failures, entry_failures
from pipeline.rulebook.traces import Traces


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold what a draft comes to.

    `catalogue` holds the rules with the draft in them, None while more than its examples is wrong. `faults` are the
    draft's own, `broken` those of the examples of other entries that the draft breaks; `checked` says that the
    examples were run.
    """

    catalogue: Catalogue | None
    faults: tuple[Fault, ...]
    broken: tuple[Fault, ...] = ()
    checked: bool = False

    @property
    def holds(self) -> bool:
        """Say whether the draft may be saved."""
        return self.checked and not self.faults and not self.broken


def judge(draft: str, entry: str, base: Catalogue, *, new: bool = False) -> Judgement:
    """Judge the text of one entry against the rules that it would stand among.

    Of other entries only those examples are run that hold a term of the draft or of what it replaces; no other
    can change.
    """
    try:
        raw = raw_entries(draft)
    except RulesError as error:
        return Judgement(None, (error.fault,))
    if list(raw) != [entry]:
        return Judgement(None, (Fault("one_entry", entry, values={"found": "、".join(raw)}),))
    if new and entry in base.entries:
        return Judgement(None, (Fault("taken", entry, "id"),))
    indicator, faults = entry_of(entry, raw[entry])
    if indicator is None:
        return Judgement(_without_examples(entry, raw[entry], base), tuple(faults))
    catalogue = Catalogue(entries={**base.entries, entry: indicator})
    wrong = tuple(reference_faults(catalogue))
    if wrong:
        return Judgement(None, wrong)
    own = tuple(entry_failures(catalogue, indicator))
    changed = [(indicator, catalogue)] + ([(base[entry], base)] if entry in base.entries else [])
    traces = [Traces([one], rules) for one, rules in changed]
    broken = tuple(
        fault
        for other in catalogue.entries.values()
        if other.id != entry
        for fault in entry_failures(
            catalogue, other, lambda text: any(trace.in_text(text) for trace in traces)
        )
    )
    return Judgement(catalogue, own, broken, checked=True)


def _without_examples(entry: str, fields: object, base: Catalogue) -> Catalogue | None:
    """Return the rules with an entry whose examples are still to be written, None where more than those is wrong."""
    if not isinstance(fields, dict):
        return None
    placeholder = {"examples": [{"text": "–", "rows": [{}]}], "not_examples": []}
    indicator, _ = entry_of(entry, {**fields, **placeholder})
    if indicator is None:
        return None
    catalogue = Catalogue(entries={**base.entries, entry: indicator})
    return None if any(reference_faults(catalogue)) else catalogue


def file_with(text: str, draft: str, entry: str, file: str = FILE) -> str:
    """Return the text of the whole rules file with a draft in canonical form in its place."""
    return with_entry(text, entry, tidy_entry(draft, entry, file), file)


def new_failures(before: str, after: str, file: str = FILE) -> list[Fault]:
    """Run every example of two versions of the whole file; return what fails in the second alone.

    Raise RulesError where one of the two is no sound rules file. What failed before an edit does not forbid it.
    """
    failed = all_failures(catalogue_of(after, file))
    if not failed:
        return []
    old = {(one.entry, one.values["text"]) for one in all_failures(catalogue_of(before, file))}
    return [one for one in failed if (one.entry, one.values["text"]) not in old]
