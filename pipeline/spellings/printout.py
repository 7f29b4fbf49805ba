"""Say in lines how the sentences of each kind were read, with examples of what was wrong or refused."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.spellings.judge import Verdict, differences
from pipeline.spellings.sentence import Sentence
from pipeline.spellings.trial import OUTCOMES, Tally
from pipeline.spellings.wanted import Wanted
from pipeline.table import Row

_WIDTH = 22


def lines_of(tallies: list[Tally], shown: tuple[str, ...]) -> Iterator[str]:
    """Yield the table by kind, then the examples of the outcomes to be shown."""
    yield "kind".ljust(_WIDTH) + "".join(name.rjust(16) for name in OUTCOMES)
    for tally in [*tallies, _sum(tallies)]:
        if tally.total:
            cells = (f"{n} {n / tally.total:7.1%}".rjust(16) for n in tally.counts.values())
            yield tally.kind.ljust(_WIDTH) + "".join(cells)
    for outcome in shown:
        for tally in tallies:
            for sentence, verdict in tally.examples.get(outcome, ()):
                yield ""
                yield from _example(sentence, verdict)


def _sum(tallies: list[Tally]) -> Tally:
    total = Tally("all")
    for tally in tallies:
        total.add(tally, 0)
    return total


def _example(sentence: Sentence, verdict: Verdict) -> Iterator[str]:
    shown = sentence.text.replace("\n", "⏎").replace("\t", "⇥")
    yield f"[{sentence.kind}: {verdict.outcome}] {shown}"
    yield f"    {sentence.published}  {sentence.place}"
    for fact in sentence.facts:
        yield f"    states  {_stated(fact)}"
    for row in verdict.wrong:
        near = min(sentence.wanted, key=lambda one: len(differences(row, one)))
        why = ", ".join(differences(row, near)) or "the same fact again"
        yield f"    gives   {_given(row)}  ≠ {why}"
    if verdict.reasons:
        yield f"    refused {', '.join(verdict.reasons)}"


def _stated(fact: Wanted) -> str:
    period = f"{fact.first or ''}/{fact.last or ''}"
    cells = (
        fact.indicator,
        fact.measure,
        f"{fact.value:.10g}",
        fact.unit,
        fact.qualifier,
        period,
        fact.places[0],
    )
    return " ".join((*cells, fact.subject, fact.status)).strip()


def _given(row: Row) -> str:
    period = f"{row['period_start'] or ''}/{row['period_end'] or ''}({row['period_source']})"
    cells = (row["indicator"], row["measure"], f"{row['value']:.10g}", row["unit"], row["qualifier"], period)
    return " ".join((*cells, row["place"], row["subject"], row["status"], row["rule"]))
