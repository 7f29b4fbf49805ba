"""Count which rows are right, by rule and means, in judged rows, labelled documents and made sentences; keep the counts."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.confidence import JUDGED, LABELLED, SPELLINGS, Counts, means_of, share_of
from pipeline.confidence.labelled import first_column, judged, judged_rows, labelled_facts
from pipeline.documents import DocumentError, find_documents, read_document
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.left_out import Tell, tell_left_out
from pipeline.output_paths import check_not_read
from pipeline.spellings import load_book
from pipeline.spellings.judge import extraction_of, is_stated
from pipeline.spellings.trial import sentence_at
from pipeline.table import Row
from pipeline.words import FOLDER

FILE = FOLDER / "confidence.yaml"
_HEAD = """\
# How many rows of each rule and means were right, and how many there were: judged in texts before a rule was made for
# them, in labelled documents (every column of the row right), and in made sentences. Written by
# `python -m pipeline confidence --write`; not edited by hand.
# Example: term_before: {"named, actual, statistic": {judged: [88, 96], spellings: [2951, 2954]}}
counts:
"""
Tally = dict[str, dict[str, dict[str, list[int]]]]


def confidence(arguments: argparse.Namespace, tell: Tell) -> Iterator[str]:
    """Yield a line for each rule and means: the confidence, and its rows; keep the counts if asked.

    `tell` is given what was left out. Raise DocumentError where nothing was counted, with the counts as they were,
    and TableFileError where they would replace what is read.
    """
    if arguments.write:
        check_not_read(FILE, (*arguments.judged, *(path for pair in arguments.labelled for path in pair)))
    tally: Tally = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0, 0])))
    known = first_column(Path(arguments.indicators)) if arguments.indicators else None
    for table in arguments.judged:
        for row, right in judged_rows(Path(table)):
            _note(tally, [row], {row["id"]: right}, JUDGED)
    for table, folder in arguments.labelled:
        count_labelled(tally, Path(table), Path(folder), known, tell)
    if arguments.spellings:
        count_spellings(tally, arguments.spellings, arguments.seed)
    if not tally:
        raise DocumentError("nothing_counted")
    counts: Counts = {
        rule: {means: {name: (n[0], n[1]) for name, n in cell.items()} for means, cell in cells.items()}
        for rule, cells in tally.items()
    }
    for rule in sorted(counts):
        for means in sorted(counts[rule]):
            told = "  ".join(
                f"{name} {right}/{rows}" for name, (right, rows) in sorted(counts[rule][means].items())
            )
            yield f"{share_of(counts, rule, means):.2f}  {rule}  {means}  {told}"
    if arguments.write:
        FILE.write_text(_HEAD + "".join(_lines(counts)), encoding="utf-8")
        yield f"→ {FILE}"


def count_labelled(tally: Tally, table: Path, folder: Path, known: frozenset[str] | None, tell: Tell) -> None:
    """Add the rows of the labelled documents of a folder, of the indicators `known` to those who labelled (None: of all).

    Raise DocumentError where table or documents cannot be read.
    """
    catalogue = load_catalogue()
    labelled = labelled_facts(table)
    finds = find_documents(folder)
    tell_left_out([one.said() for one in finds.left_out], len(finds.left_out) + len(finds.documents), tell)
    for path, name in finds.documents.items():
        facts = labelled.get(name.rsplit("/", 1)[-1])
        if facts is None:
            continue
        extraction = extract_document(document := read_document(path, name), catalogue)
        # Rows come first: a fact that a row states is none of a suggestion.
        every = (*extraction.rows, *extraction.suggestions)
        given = [row for row in every if known is None or row["indicator"] in known]
        right = {row["id"]: is_right for row, is_right in judged(given, facts)}
        _note(tally, every, right, LABELLED, document.place)


def count_spellings(tally: Tally, count: int, seed: int) -> None:
    """Add the rows of made sentences of every kind."""
    catalogue = load_catalogue()
    kinds = tuple(load_book().kinds)
    for number in range(count):
        sentence = sentence_at(number, seed, kinds)
        extraction = extraction_of(sentence, catalogue)
        right = {row["id"]: is_stated(row, sentence) for row in extraction.rows if not row["derived"]}
        _note(tally, extraction.rows, right, SPELLINGS, extraction.document.place)


def _note(tally: Tally, rows: Iterable[Row], right: dict[str, bool], source: str, given: str = "") -> None:
    entries = load_catalogue().entries
    for row in rows:
        if row["id"] in right:
            entry = entries.get(row["indicator"])  # judged tables may be older than the rules
            means = means_of(row, entry.group if entry else "", given)
            cell = tally[row["rule"]][means][source]
            cell[0] += right[row["id"]]
            cell[1] += 1


def _lines(counts: Counts) -> Iterator[str]:
    for rule in sorted(counts):
        yield f"  {rule}:\n"
        for means, cell in sorted(counts[rule].items()):
            told = ", ".join(f"{name}: [{right}, {rows}]" for name, (right, rows) in sorted(cell.items()))
            yield f"    {means!r}: {{{told}}}\n"
