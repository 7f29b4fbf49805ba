"""Hold the form that is on the page: what it asks for, what answers it, and the file that comes of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.forms.cell_words import entries_of
from app.observations import shown_workspace
from app.wording import wording
from pipeline.forms import Said, answers, fill_form, read_form
from pipeline.forms.kept_words import kept_words
from pipeline.indicators.layers import catalogue_by
from pipeline.stored import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.observations import Loaded
    from pipeline.forms import Answer, FormReading, Heading

Words = tuple[tuple[str, str], ...]  # headings with what they are read as


@dataclass(frozen=True, slots=True)
class GivenForm:
    """Be a form handed in, as it was read: `words` are what its headings are read as, `replace` as on the page."""

    name: str
    octets: bytes
    reading: FormReading
    answers: Sequence[Answer]
    place: str
    words: Words
    replace: bool
    key: str


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """Be what was said of a form the last time, and its headings, by which it is known again."""

    headings: tuple[Heading, ...]
    place: str
    words: Words


def said_before(octets: bytes, name: str, state: str) -> SaidBefore:
    """Return what is kept of a form in the workspace. Raise as `read_form` does."""
    headings = _read(_digest(octets), "", "", (), state, octets, name).headings
    kept = kept_words(shown_workspace().folder, headings)
    return SaidBefore(headings, kept.place, tuple(sorted(kept.read_as.items())))


def given_form(
    octets: bytes,
    name: str,
    said: tuple[str, str, Words],
    loaded: Loaded,
    *,
    printed_only: bool,
    replace: bool,
) -> GivenForm:
    """Read a form as said (place, time, words) and answer it; nothing is done twice. Raise as `read_form` does."""
    digest = _digest(octets)
    reading = _read(digest, *said, loaded.state, octets, name)
    key = f"{digest} {said} {printed_only} {loaded.state}"
    return GivenForm(
        name, octets, reading, _answers(key, reading, loaded, printed_only), said[0], said[2], replace, key
    )


def made(form: GivenForm, language: str) -> bytes:
    """Return the form filled in, with its notes in a language. Raise as `fill_form` does."""
    return _made(f"{form.key} {form.replace}", language, form)


def _digest(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()


@st.cache_resource(show_spinner=False, max_entries=8)
def _read(
    digest: str,  # noqa: ARG001 - stands for the bytes
    place: str,
    time: str,
    words: Words,
    state: str,  # noqa: ARG001 - stands for the rules
    _octets: bytes,
    _name: str,
) -> FormReading:
    return read_form(_octets, _name, Said(place, time, dict(words)), shown_workspace().rules)


@st.cache_resource(show_spinner=False, max_entries=8)
def _answers(key: str, _reading: FormReading, _loaded: Loaded, printed_only: bool) -> list[Answer]:  # noqa: ARG001, FBT001
    catalogue: Any = catalogue_by(shown_workspace().rules)
    wanted = {one.indicator for one in _reading.asked}
    told = _loaded.table.counts(["document"], Where({"indicator": wanted}))
    near = _loaded.table.rows(Where({"document": set(told["document"])}))
    return answers(_reading.asked, near, catalogue, printed_only=printed_only)


@st.cache_resource(show_spinner=False, max_entries=4)
def _made(key: str, language: str, _form: GivenForm) -> bytes:  # noqa: ARG001 - the key stands for the form
    entries = entries_of(_form.answers, wording(language), replace=_form.replace)
    return fill_form(_form.octets, _form.name, entries)
