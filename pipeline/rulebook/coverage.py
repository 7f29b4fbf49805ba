"""Find the terms and words that no example needs: taken out of their list, every example still gives its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from zlib import crc32

from pipeline.apart import by_words
from pipeline.documents import DocumentError
from pipeline.execution import Failure, run_all
from pipeline.indicators import Catalogue
from pipeline.indicators.layers import RuleFiles, laid
from pipeline.indicators.word_lists import open_lists, words_in
from pipeline.lines.folding import fold
from pipeline.rulebook.checking import Concerns, entry_failures
from pipeline.rulebook.traces import Traces
from pipeline.words import OwnWords, WordChange

Progress = Callable[[int, int, str], None]
_FIELDS = ("terms", "generic_terms", "after")
_FILES = ("cues.", "bindings.")


@dataclass(frozen=True, slots=True)
class Listed:
    """Name one term of an entry (gdp.terms: GDP总量) or one word of a list (cues.plan: 力争)."""

    where: str
    word: str

    def in_sample(self, one_in: int) -> bool:
        """Say whether it is in a sample of one in so many: always the same, whatever is added beside it."""
        return crc32(f"{self.where} {self.word}".encode()) % one_in == 0


def listed_terms(catalogue: Catalogue) -> list[Listed]:
    """List every term, in the order of the file."""
    return [
        Listed(f"{entry.id}.{field}", term)
        for entry in catalogue.entries.values()
        for field in _FIELDS
        for term in getattr(entry, field)
    ]


def listed_words(own: OwnWords = ()) -> list[Listed]:
    """List the words around an indicator and its figure that people may change."""
    names = [name for name in open_lists() if name.startswith(_FILES)]
    return [Listed(name, word) for name in names for word in words_in(name, own)]


def terms_not_needed(
    files: RuleFiles, terms: Sequence[Listed], progress: Progress, workers: int = 1
) -> list[Listed]:
    """Return the terms without which every example still passes; with them, all do."""
    needed = run_all(partial(_term_needed, files), terms, workers=workers, words=laid(files).words.used)
    return list(_not_needed(terms, needed, progress))


def words_not_needed(
    files: RuleFiles, words: Sequence[Listed], progress: Progress, workers: int = 1
) -> list[Listed]:
    """Return the words without which every example still passes, those that stand in none at once.

    Each of the others is tried in a process of its own that reads without it, which takes seconds.
    """
    rules = laid(files)
    texts = [fold(text) for text in _texts(rules.catalogue)]
    standing = [one for one in words if any(fold(one.word) in text for text in texts)]
    with ThreadPoolExecutor(workers) as pool:
        needed = pool.map(partial(_word_needed, rules.catalogue, rules.words.used), standing)
        left = set(_not_needed(standing, needed, progress))
    return [one for one in words if one in left or one not in standing]


def _not_needed(
    tried: Sequence[Listed], needed: Iterable[bool | Failure], progress: Progress
) -> Iterator[Listed]:
    for done, (one, answer) in enumerate(zip(tried, needed, strict=True), 1):
        progress(done, len(tried), f"{one.where} {one.word}")
        if not answer:  # a Failure: without it an example cannot even be read
            yield one


def _term_needed(files: RuleFiles, term: Listed) -> bool:
    catalogue = laid(files).catalogue
    name, field = term.where.split(".")
    entry = catalogue[name]
    bare = entry.model_copy(update={**dict.fromkeys(_FIELDS, ()), "ratio": None, "share_of": None})
    traces = Traces([bare.model_copy(update={field: (term.word,)})], catalogue)
    if not any(traces.in_text(text) for text in _texts(catalogue)):
        return False
    left = tuple(word for word in getattr(entry, field) if word != term.word)
    without = entry.model_copy(update={field: left})
    return _fails(Catalogue(entries={**catalogue.entries, name: without}), name, traces.in_text)


def _word_needed(catalogue: Catalogue, own: OwnWords, word: Listed) -> bool:
    without = (*own, WordChange(word.where, removed=(word.word,)))
    try:
        return by_words(without, _fails_without, catalogue, fold(word.word))
    except DocumentError:  # the process ends: nothing can be read without it
        return True


def _fails_without(catalogue: Catalogue, word: str) -> bool:
    return _fails(catalogue, "", lambda text: word in fold(text))


def _fails(catalogue: Catalogue, first: str, concerns: Concerns) -> bool:
    """Say whether an example fails; those of the entry named are read first."""
    entries = sorted(catalogue.entries.values(), key=lambda entry: entry.id != first)
    return any(fault for entry in entries for fault in entry_failures(catalogue, entry, concerns))


def _texts(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue.entries.values():
        yield from (one.text for one in entry.examples)
        yield from (one.text for one in entry.not_examples)
