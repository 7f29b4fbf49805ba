"""Change the words that texts are read by: save what is changed of a list, take it back, go back to the version before.

What is written is the file of what people changed, as `changing` does, and only where no example that held fails.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.apart import by_words
from pipeline.indicators.faults import Fault
from pipeline.indicators.layers import Laid, RuleFiles, laid
from pipeline.indicators.own_words import read_words, with_words
from pipeline.indicators.saving import history_of, kept_versions, read_rules
from pipeline.rulebook.changing import Changed, Written, change
from pipeline.rulebook.checking import all_failures
from pipeline.words import OwnWords, WordChange


def save_words(files: RuleFiles, words: WordChange, seen: str) -> Changed:
    """Save what is changed of one list, all of it; where that is nothing, the list is the program's again.

    `seen` is the digest of the words that it was begun with; where they have changed since, nothing is saved.
    """
    return _change(files, seen, lambda text: with_words(text, words, files.words_label))


def go_back(files: RuleFiles, seen: str) -> Changed:
    """Put the version in place that was replaced last; doing it again undoes it."""

    def altered(text: str) -> str:
        kept = kept_versions(history_of(files.words)) if files.words else []
        return read_rules(kept[-1]).text if kept else text

    return _change(files, seen, altered)


def _change(files: RuleFiles, seen: str, altered: Callable[[str], str]) -> Changed:
    if files.words is None:
        return Changed((Fault("whole_has_no_words", file=files.label),))
    return change(
        Written(files.words, files.words_label, read_words),
        seen,
        lambda: laid(files).words.digest,
        altered,
        lambda text: _broken_by(text, laid(files), files.words_label),
    )


def _broken_by(text: str, before: Laid, file: str) -> list[Fault]:
    """Return what would stop working with a text in the place of the file."""
    after = read_words(text, file)
    left_out = [one.fault for one in after.left_out if one not in before.words.left_out]
    if left_out or after.used == before.words.used:
        return left_out
    return new_failures(before, after.used)


def new_failures(before: Laid, after: OwnWords) -> list[Fault]:
    """Run every example by other words; return what fails by them alone."""
    failed = by_words(after, all_failures, before.catalogue)
    if not failed:
        return []
    old = {
        (one.entry, one.values["text"]) for one in by_words(before.words.used, all_failures, before.catalogue)
    }
    return [one for one in failed if (one.entry, one.values["text"]) not in old]
