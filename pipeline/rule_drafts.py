"""Judge the draft of one entry before it is saved: is it YAML, is it sound, and do the examples of all rules hold."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.checking import entry_failures
from pipeline.indicators import Catalogue, entry_of, reference_faults
from pipeline.rule_faults import FILE, Fault, RulesError
from pipeline.rule_reading import raw_entries
from pipeline.rule_text import tidy_entry, with_entry
from pipeline.traces import Traces


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold what a draft comes to.

    `catalogue` holds the rules with the draft in them, None while the draft is no sound entry. `faults` are the
    draft's own, `broken` those of the examples of other entries that the draft breaks.
    """

    catalogue: Catalogue | None
    faults: tuple[Fault, ...]
    broken: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether the draft may be saved."""
        return self.catalogue is not None and not self.faults and not self.broken


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
        return Judgement(None, (Fault("taken", entry, "id", values={"entry": entry}),))
    indicator, faults = entry_of(entry, raw[entry])
    if indicator is None:
        return Judgement(None, tuple(faults))
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
    return Judgement(catalogue, own, broken)


def file_with(text: str, draft: str, entry: str, file: str = FILE) -> str:
    """Return the text of the whole rules file with a draft in canonical form in its place."""
    return with_entry(text, entry, tidy_entry(draft, entry, file), file)
