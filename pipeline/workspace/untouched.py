"""Find the documents whose rows a change of the rules cannot alter: by the characters of their unread texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.batches import Source
from pipeline.documents import DocumentError
from pipeline.execution import Failure, run_all
from pipeline.indicators.layers import Rules, words_by
from pipeline.rulebook.bearing import Bearing, bearing
from pipeline.version import read_by
from pipeline.workspace.readers import Readers

_TOGETHER = 100  # documents looked at in one job: to give a job takes as long as to look at some


def untouched(
    read: Mapping[str, str], sources: Mapping[str, Source], readers: Readers, rules: Rules
) -> set[str]:
    """Return those documents, by their digests, that have the same rows by rules as by the reader that `read` names.

    What cannot be looked at, and what was read by a reader that is not kept, is not among them. What is found is kept.
    """
    now = read_by(rules)
    known = readers.alike(now.digest)
    found = {digest for digest, name in read.items() if digest in known.get(name, ())}
    before = {name: readers.named(name) for name in {*read.values()}}
    changes = {name: bearing(reader, now) for name, reader in before.items() if reader}
    looked = [
        (digest, sources[digest], change)
        for digest, name in read.items()
        if digest not in found and (change := changes.get(name)) and change.words is not None
    ]
    if looked:
        found |= {*_untouched(looked, rules)}
        readers.keep_alike(now.digest, {digest: read[digest] for digest in found})
    return found


def _untouched(looked: Sequence[tuple[str, Source, Bearing]], rules: Rules) -> Iterator[str]:
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
    return change.on(
        content.text, (source.file, content.title, content.source, *(source.known or {}).values())
    )
