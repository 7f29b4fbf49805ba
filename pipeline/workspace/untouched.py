"""Find the documents whose rows a change of the rules cannot alter: by the characters of their texts, which are not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.batches import Source
from pipeline.documents import DocumentError
from pipeline.execution import Failure, run_all
from pipeline.indicators.layers import Rules, words_by
from pipeline.rulebook.bearing import Bearing, bearing
from pipeline.version import read_by
from pipeline.workspace.readers import Readers

_TOGETHER = 100  # documents looked at in one job: to give a job takes as long as to look at some


def untouched(documents: Mapping[str, tuple[str, Source]], readers: Readers, rules: Rules) -> Iterator[str]:
    """Yield the digests of those documents that have the same rows by rules as by the reader, which is named, of each.

    What cannot be looked at, and what was read by a reader that is not kept, is not among them.
    """
    now = read_by(rules)
    before = {name: readers.named(name) for name in {name for name, _ in documents.values()}}
    changes = {name: bearing(reader, now) for name, reader in before.items() if reader}
    looked = [
        (digest, source, change)
        for digest, (name, source) in documents.items()
        if (change := changes.get(name)) and change.words is not None
    ]
    if not looked:
        return
    bunches = [looked[start : start + _TOGETHER] for start in range(0, len(looked), _TOGETHER)]
    jobs = ([(source, change) for _, source, change in bunch] for bunch in bunches)
    for bunch, touched in zip(bunches, run_all(_are_touched, jobs, words=words_by(rules)), strict=True):
        if not isinstance(touched, Failure):
            yield from (digest for (digest, *_), is_one in zip(bunch, touched, strict=True) if not is_one)


def _are_touched(documents: list[tuple[Source, Bearing]]) -> list[bool]:
    return [_is_touched(source, change) for source, change in documents]


def _is_touched(source: Source, change: Bearing) -> bool:
    try:
        content = source.content()
    except (DocumentError, OSError):
        return True
    return change.on(content.text, (source.file, content.title, content.source, *(source.known or {}).values()))
