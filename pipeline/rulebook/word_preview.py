"""Show what a change of the words does to documents: rows gained, lost and altered."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.batches import Source
from pipeline.indicators.layers import Laid
from pipeline.lines.folding import fold
from pipeline.rulebook.bearing import Bearing
from pipeline.rulebook.preview import Preview, Progress, ReadBy, compared
from pipeline.words import OwnWords


def preview_words(
    documents: Sequence[Source], rules: Laid, after: OwnWords, progress: Progress | None = None
) -> Preview:
    """Compare the rows of documents by the words in use and by others; only where one that differs stands, it matters."""
    before = rules.words.used
    differing = _all(before) ^ _all(after)
    change = Bearing(frozenset(frozenset(fold(word)) for _, word in differing))
    return compared(
        documents, (ReadBy(rules.catalogue, before), ReadBy(rules.catalogue, after)), change.on, progress
    )


def _all(words: OwnWords) -> set[tuple[str, str]]:
    return {(one.name, word) for one in words for word in (*one.added, *one.removed)}
