"""Fill in a form from the command line: `python -m pipeline fill FORM.xlsx --data WORKSPACE`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.forms.cell_words import (
    asked_words,
    cell_name,
    doubt_words,
    entries_of,
    number_words,
    outcome_words,
    tally,
    untold_words,
)
from app.report.command import is_workspace, read_at, rules_meant, table_of
from app.report.items import ReportFailedError
from app.report.saving import save
from app.wording import wording
from pipeline.documents import octets_of
from pipeline.documents.own_tables import is_own_table_at
from pipeline.files import FORMATS, table_at
from pipeline.forms import SUFFIXES, FormError, Said, answers, fill_form, read_form
from pipeline.forms.kept_words import keep_words, kept_words
from pipeline.indicators.layers import catalogue_by, rule_files
from pipeline.output_paths import TableFileError, check_output

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from app.wording import Wording
    from pipeline.forms import Answer, FormReading
    from pipeline.indicators.layers import Rules
    from pipeline.left_out import Tell


def fill(arguments: argparse.Namespace, tell: Tell) -> Iterator[str]:
    """Write the form filled in, and yield what was filled in, what was left and why, line by line.

    Raise TableFileError, FormError or DocumentError with one sentence where nothing can be filled in. `tell` is given a
    sentence for what was left out of the form or the data.
    """
    say = wording(arguments.lang)
    form, data = Path(arguments.form), Path(arguments.data)
    rules = rules_meant(data, arguments.rules)
    target = _target(form, arguments, [*read_at(data), *rule_files(rules).named()])
    octets = octets_of(form)
    reading = _read(octets, form, arguments, rules)
    for note in reading.left_out:
        tell(note.said(say.language))
    catalogue = catalogue_by(rules)
    table = _table(data, rules, say, tell)
    found = answers(reading.asked, table, catalogue, printed_only=arguments.printed_only)
    if not found:
        raise FormError("nothing_asked", file=form)
    made = fill_form(octets, str(form), entries_of(found, say, replace=arguments.replace))
    try:
        save(made, target)
    except ReportFailedError as error:
        raise TableFileError(error.told(say)) from error
    yield from _lines(found, reading, catalogue.entries, say, replaced=arguments.replace)
    yield say("forms.written", file=target)


def _target(form: Path, arguments: argparse.Namespace, inputs: Sequence[Path]) -> Path:
    """Return where the form is written: never over itself, unless that is asked for."""
    suffix = form.suffix.lower()
    if suffix not in SUFFIXES:
        raise FormError("not_xlsx", file=form)
    if arguments.in_place:
        if arguments.output:
            raise TableFileError(f"{arguments.output}：-o 与 --in-place 只能写一个。")
        return check_output(form, (suffix,), inputs)
    usual = form.with_name(f"{form.stem}_已填{form.suffix}")
    target = Path(arguments.output) if arguments.output else usual
    if target.suffix.lower() != suffix:
        raise FormError("not_kept", file=target, suffix=suffix)
    return check_output(target, (suffix,), [form, *inputs])


def _read(octets: bytes, form: Path, arguments: argparse.Namespace, rules: Rules) -> FormReading:
    """Read the form as said, and as was said of it before in a workspace, where what is said now is kept."""
    words, place, data = dict(arguments.read), arguments.place or "", Path(arguments.data)
    time = arguments.period or ""
    reading = read_form(octets, str(form), Said(place, time, words), rules)
    if not is_workspace(data):
        return reading
    before = kept_words(data, reading.headings)
    whole = Said(place or before.place, time, {**before.read_as, **words})
    if whole != Said(place, time, words):
        reading = read_form(octets, str(form), whole, rules)
    if words or place:
        keep_words(data, reading.headings, whole.place, whole.read_as)
    return reading


def _table(data: Path, rules: Rules, say: Wording, tell: Tell) -> pd.DataFrame:
    own = data.suffix.lower() in FORMATS and (data.suffix.lower() == ".parquet" or is_own_table_at(data))
    return table_at(data) if own else table_of(data, rules, say, tell)


def _lines(
    found: Sequence[Answer],
    reading: FormReading,
    catalogue: Mapping[str, Any],
    say: Wording,
    *,
    replaced: bool,
) -> Iterator[str]:
    for one in found:
        values = {"cell": cell_name(one.asked), "asks": asked_words(one.asked, catalogue, say)}
        result = outcome_words(one, say, replaced=replaced)
        if one.stored is None or one.state == "kept":
            yield say("forms.left_line", **values, result=result)
            continue
        yield say("forms.cell_line", **values, figure=number_words(one), result=result)
        yield from (say("forms.marked_line", reason=reason) for reason in doubt_words(one, say))
    for cell, reason in untold_words(reading.untold, say):
        yield say("forms.untold_line", cell=cell, reason=reason)
    yield tally(found, reading, say, replaced=replaced)
