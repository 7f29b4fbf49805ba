"""Fill in an office's own table: read what its cells ask for, find the figures, and write them, all else as it was.

`understanding` reads a form by putting numbers into its empty cells (`probing`) and asking what table it is then;
`answers` finds the figures; `filling` writes them into the parts of the file (`parts`, `sheets`), with their colours
(`cell_colours`) and notes (`cell_notes`). `read_form` and `fill_form` do so in a process of its own, for a form is a file
from outside. `kept_words` keeps what a person said of headings for the next time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.documents import DocumentError
from pipeline.execution import Failure, run_all
from pipeline.forms.answers import Answer, answers
from pipeline.forms.asked import Asked, FormReading, Heading, Said, Untold
from pipeline.forms.fault import FormError
from pipeline.forms.filling import Entry, filled
from pipeline.indicators.layers import Rules, catalogue_by, rule_files, words_by

__all__ = [
    "SUFFIXES", "Answer", "Asked", "Entry", "FormError", "FormReading", "Heading", "Said", "Untold",
    "answers", "fill_form", "read_form",
]  # fmt: skip

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")


def read_form(octets: bytes, file: str, said: Said, rules: Rules = None) -> FormReading:
    """Return what the cells of a form ask for. Raise FormError or DocumentError, one sentence, where it cannot be read."""
    files = rule_files(rules)
    job = (octets, file, said, files)
    (answer,) = run_all(_read, [job], words=words_by(files))
    reading: FormReading = _sound(answer, file)
    return reading


def fill_form(octets: bytes, file: str, entries: Sequence[Entry]) -> bytes:
    """Return the form with numbers in its cells, and everything else as it was. Raise FormError or DocumentError."""
    (answer,) = run_all(_fill, [(octets, file, tuple(entries))])
    made: bytes = _sound(answer, file)
    return made


def _sound(answer: Any, file: str) -> Any:
    if isinstance(answer, Failure):
        raise FormError("failed", file=file, kind=answer.why)
    if isinstance(answer, FormError | DocumentError):
        raise answer
    return answer


def _read(job: tuple[bytes, str, Said, Any]) -> FormReading | FormError | DocumentError:
    from pipeline.forms.understanding import asked_of

    octets, file, said, rules = job
    try:
        return asked_of(octets, file, catalogue_by(rules), said)
    except (FormError, DocumentError) as error:
        return error


def _fill(job: tuple[bytes, str, tuple[Entry, ...]]) -> bytes | FormError | DocumentError:
    try:
        return filled(*job)
    except (FormError, DocumentError) as error:
        return error
