"""Say of the cells of a form what they ask for, what they get, and why; the same on the page and the command line."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.citations import citation_at
from app.labels import indicator_name
from app.period_labels import period_words
from pipeline.documents.locators import in_cell
from pipeline.forms.cell_colours import COMPUTED, DOUBTFUL
from pipeline.forms.filling import Entry
from pipeline.forms.sheets import reference
from pipeline.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from app.wording import Wording
    from pipeline.forms import Answer, Asked, FormReading, Heading, Untold

LONGEST_QUOTE = 160  # characters of a sentence in a note
MOST_OTHERS = 5


def cell_name(one: Asked | Untold | Heading) -> str:
    """Name a cell by its sheet and reference: 表1!C5."""
    return in_cell(one.sheet, reference((one.row, one.column)))


def asked_words(asked: Asked, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Say what a cell asks for: 鹤山市 2024年 接待游客人次 增速."""
    name = indicator_name(asked.indicator, catalogue, say)
    measure = "" if asked.measure == "level" else say(f"measure.{asked.measure}")
    planned = say("forms.planned") if asked.status == "planned" else ""
    period = period_words(asked.period, say) if asked.period else ""
    return " ".join(filter(None, (asked.place, period, name, measure, planned)))


def number_words(answer: Answer) -> str:
    """Write the number that a cell gets in the form's unit, whole: 13.64 万人次; a computed one with some digits."""
    if answer.stored is None:
        return ""
    shown = (answer.stored / answer.asked.scale).normalize()
    return f"{shown:f} {answer.asked.printed_unit}".strip()


def outcome_words(answer: Answer, say: Wording, *, replaced: bool = False) -> str:
    """Say what becomes of a cell, and why; `replaced` that other numbers in cells give way."""
    if answer.state == "empty":
        return say(f"forms.why_{answer.why}", about=answer.about)
    if answer.state == "kept":
        return say(f"forms.kept_{answer.asked.kept}")
    state = "replaced" if replaced and answer.state == "differs" else answer.state
    return say(f"forms.state_{state}", held=answer.asked.held.strip())


def tally(found: Sequence[Answer], reading: FormReading, say: Wording, *, replaced: bool = False) -> str:
    """Count in a sentence what became of the cells."""
    states = Counter(one.state for one in found)
    written = [one for one in found if one.state == "filled" or (replaced and one.state == "differs")]
    return say(
        "forms.tally", filled=len(written), computed=sum(one.computed for one in written),
        doubtful=sum(one.doubtful for one in written), same=states["same"],
        differs=0 if replaced else states["differs"], kept=states["kept"] + reading.formulas,
        empty=states["empty"], untold=len(reading.untold),
    )  # fmt: skip


def doubt_words(answer: Answer, say: Wording) -> list[str]:
    """List why a figure is computed or doubtful, each in a sentence."""
    row = answer.figure
    said: list[str] = []
    if row is None:
        return said
    if answer.computed:
        said.append(say("forms.computed", how=str(row.derivation)))
    if answer.bound:
        said.append(say("forms.bound", printed=str(row.value_text)))
    said += [say("forms.doubt", finding=one.said(say.language)) for one in answer.doubts]
    said += [
        say("forms.other", printed=str(one.value_text), source=citation_at(one, say))
        for one in answer.others[:MOST_OTHERS]
    ]
    return said


def note_words(answer: Answer, say: Wording) -> str:
    """Write the note of a cell: where its figure comes from, how it is printed there, and what is doubtful about it."""
    row = answer.figure
    sentence = str(row.sentence)
    quote = sentence if len(sentence) <= LONGEST_QUOTE else f"{sentence[: LONGEST_QUOTE - 1]}…"
    lines = [say("forms.source", source=citation_at(row, say))]
    lines += [] if answer.computed else [say("forms.printed", printed=str(row.value_text), sentence=quote)]
    return "\n".join([*lines, *doubt_words(answer, say)])


def untold_words(untold: Iterable[Untold], say: Wording) -> Iterator[tuple[str, str]]:
    """Yield the cells of which it is not known what they ask for, those of a row together: 表1!C5—E5, and why."""
    for _, same in groupby(untold, key=lambda one: (one.sheet, one.row, one.reason, one.about)):
        first, *others = same
        name = cell_name(first)
        if others:
            name = say("forms.cells_of", first=name, last=reference((others[-1].row, others[-1].column)))
        reason: str = words_of("reasons")[first.reason][say.language]
        yield name, reason.format(about=first.about)


def entries_of(answers: Iterable[Answer], say: Wording, *, replace: bool = False) -> list[Entry]:
    """List what is written into a form; what stands in a cell already is replaced only where that is asked for.

    A number that stays because the figure is the same gets its note, and no colour of its own but for a doubt.
    """
    entries = []
    for one in answers:
        written = one.state == "filled" or (replace and one.state == "differs")
        if written or one.state == "same":
            colour = DOUBTFUL if one.doubtful else COMPUTED if one.computed else ""
            number = one.stored if written else None
            entries.append(
                Entry(one.asked.sheet, one.asked.row, one.asked.column, number, note_words(one, say), colour)
            )
    return entries
