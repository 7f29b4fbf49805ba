"""Change the rules: save an entry, hide it, take it back, go back to the version before.

What is written is the file of what people changed, never the program's own; where a whole file was given, that file.
It is written only where nothing else stops working by it: no other entry is left out, no example that held fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.apart import by_words
from pipeline.indicators import load_catalogue
from pipeline.indicators.entry_blocks import entry_text, tidy_entry
from pipeline.indicators.faults import Fault, RulesError
from pipeline.indicators.layers import Laid, RuleFiles, laid, lay
from pipeline.indicators.own_entries import OwnEntry, digest_of, own_entries, with_own
from pipeline.indicators.rules_text import raw_entries
from pipeline.indicators.saving import RulesFile, digest, history_of, kept_versions, read_rules, save_rules
from pipeline.mistakes import reason_of
from pipeline.rulebook.drafts import file_with, new_failures
from pipeline.workspace.aside import keep_aside

Alter = Callable[[Laid, str], str]  # the rules as they are, and the text of the file to be written


@dataclass(frozen=True, slots=True)
class Written:
    """Be a file to be written, and its name as it is said to people.

    `understood` raises RulesError where a text is no such file; without it, one that is missing is not made.
    """

    path: Path
    label: str
    understood: Callable[[str, str], object] | None


@dataclass(frozen=True, slots=True)
class Changed:
    """Tell what became of a change: `faults` forbid it, and nothing was written; `digest` is of the rules as they are now.

    `kept` is the name under which a damaged file was kept aside.
    """

    faults: tuple[Fault, ...] = ()
    digest: str = ""
    kept: str = ""


def save_entry(files: RuleFiles, draft: str, entry: str, seen: str) -> Changed:
    """Save the text of an entry; one that is as the program's is taken back.

    `seen` is the digest of the rules that it was begun with; where they have changed since, nothing is saved.
    """

    def altered(rules: Laid, text: str) -> str:
        if files.own is None:
            return file_with(text, draft, entry, files.label)
        tidy = tidy_entry(draft, entry, files.label)
        there = raw_entries(rules.program)
        if entry in there and tidy == tidy_entry(entry_text(rules.program, entry), entry):
            return with_own(text, entry, None, files.label)
        known = rules.own.get(entry)
        made_from = known.made_from if known else _digest_in(there, entry)
        return with_own(text, entry, OwnEntry(raw_entries(tidy)[entry], tidy, made_from), files.label)

    return _change(files, seen, altered)


def hide(files: RuleFiles, entry: str, seen: str) -> Changed:
    """Take an entry away from the rules; one that the program has stays hidden until it is taken back."""

    def altered(rules: Laid, text: str) -> str:
        made_from = _digest_in(raw_entries(rules.program), entry)
        hidden = OwnEntry({}, "", made_from, hidden=True) if made_from else None
        return with_own(text, entry, hidden, files.label)

    return _change(files, seen, altered)


def take_back(files: RuleFiles, entry: str, seen: str) -> Changed:
    """Let the program's entry be read by again; one that the program has not is gone."""
    return _change(files, seen, lambda _, text: with_own(text, entry, None, files.label))


def keep_own(files: RuleFiles, entry: str, seen: str) -> Changed:
    """Stay with an entry although the program's has changed, which is then no news any more."""

    def altered(rules: Laid, text: str) -> str:
        made_from = _digest_in(raw_entries(rules.program), entry)
        return with_own(text, entry, replace(rules.own[entry], made_from=made_from), files.label)

    return _change(files, seen, altered)


def go_back(files: RuleFiles, seen: str) -> Changed:
    """Put the version in place that was replaced last; doing it again undoes it."""

    def altered(_: Laid, text: str) -> str:
        kept = kept_versions(history_of(files.own or files.whole))
        return read_rules(kept[-1]).text if kept else text

    return _change(files, seen, altered)


def _digest_in(entries: dict[str, object], entry: str) -> str:
    return digest_of(entries[entry]) if entry in entries else ""


def _change(files: RuleFiles, seen: str, altered: Alter) -> Changed:
    return change(
        Written(files.own or files.whole, files.label, own_entries if files.own else None),
        seen,
        lambda: laid(files).digest,
        lambda text: altered(laid(files), text),
        lambda text: _broken_by(text, laid(files), files),
    )


def change(
    file: Written,
    seen: str,
    now: Callable[[], str],
    altered: Callable[[str], str],
    broken_by: Callable[[str], list[Fault]],
) -> Changed:
    """Write a file anew where its version of `now` is the one `seen`, and nothing is broken by its altered text."""
    try:
        read, damaged = _to_write(file)
        if now() != seen:
            return Changed((Fault("changed", file=file.label),))
        text = altered(read.text)
        faults = broken_by(text)
        if faults:
            return Changed(tuple(faults))
        kept = keep_aside(read.path) if damaged else ""
        save_rules(text, read, history_of(file.path))
    except RulesError as error:
        return Changed((error.fault,))
    except OSError as error:
        values = {"reason": reason_of(error)}
        return Changed((Fault("unwritable", file=file.label, values=values),))
    return Changed(digest=now(), kept=kept)


def _to_write(file: Written) -> tuple[RulesFile, bool]:
    """Read the file to be written; say whether what lies there is damaged: a new one then takes its place."""
    if file.understood is None:
        return read_rules(file.path), False
    try:
        read = read_rules(file.path, may_be_missing=True)
        file.understood(read.text, file.label)
    except RulesError:
        return RulesFile(file.path, "", digest(b"")), True
    return read, False


def _broken_by(text: str, before: Laid, files: RuleFiles) -> list[Fault]:
    """Return what would stop working with a text in the place of the file to be written."""
    if files.own is None:
        return new_failures(before.text, text, files.label)
    after = lay(text, before.program, load_catalogue(files.whole), files.label)
    left_out = [one.fault for one in after.left_out if one not in before.left_out]
    if left_out or after.text == before.text:
        return left_out
    return by_words(before.words.used, new_failures, before.text, after.text, files.label)
