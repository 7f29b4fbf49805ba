"""Let a person make a row of a number that became none, and take it back."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.amounts import unit_name
from app.labels import indicator_name, typed_as_shown
from app.observations import shown_workspace
from app.words_in_use import by_words_in_use
from pipeline.dimensions import fits
from pipeline.workspace import Key, Verdict
from pipeline.workspace.corrections import STATUSES, correction_of, missing
from pipeline.workspace.proposing import indicators_near, proposed
from pipeline.workspace.suggesting import BESIDE, made_cells
from pipeline.workspace.typed_figures import units_of
from pipeline.workspace.verdicts import NotKeptError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.observations import Loaded
    from app.reader.figure_marks import Mark
    from app.wording import Wording
    from pipeline.claims import Rejection
    from pipeline.extraction import Extraction

MEASURES = ("level", "yoy", "change", "share")
TYPED = ("value", "period", "place", "subject")
SUGGESTED = (*TYPED, "place_code", "unit", "status")
SAVED, FAILED = "reader: saved", "reader: not saved"


def number_form(
    mark: Mark, extraction: Extraction, loaded: Loaded, say: Wording, suggestion: Any = None
) -> None:
    """Ask what the number says, filled in with what its sentence and article tell, or with what is suggested."""
    rejection = mark.rejection
    if rejection is None:
        return
    st.html(f"<h3>{say('reader.make')}</h3>")
    about = f"{extraction.document.digest[:8]} {mark.start}"
    indicator, measure = _what(rejection, extraction, loaded, about, say, suggestion)
    if indicator is None:
        st.text(say("reader.choose_indicator"))
        return
    row = by_words_in_use(proposed, extraction, rejection, indicator, measure, dict(loaded.catalogue))
    if suggestion is not None and (suggestion.indicator, suggestion.measure) == (indicator, measure):
        row |= {name: _cell(getattr(suggestion, name)) for name in SUGGESTED}
        row |= {name: getattr(suggestion, name) for name in BESIDE}
    with st.form(f"row {about} {indicator} {measure}", border=False):
        typed = _fields(row, units_of(loaded.catalogue[indicator], measure), loaded.catalogue, say)
        if st.form_submit_button(say("reader.save"), type="primary"):
            _take(typed, row, mark, extraction, loaded, say)


def _take(
    typed: Mapping[str, str],
    row: Mapping[str, Any],
    mark: Mark,
    extraction: Extraction,
    loaded: Loaded,
    say: Wording,
) -> None:
    """Keep what was typed as a row, or say a sentence for each field that cannot be taken."""
    read = correction_of(row, typed, loaded.catalogue, extraction.document.published)
    wrong = [mistake for mistake in read.mistakes if mistake.kind != "nothing"]  # as proposed is right too
    wrong = wrong or missing({**row, **read.changes}, _required(mark.rejection))
    for mistake in wrong:
        st.text(say("list.sentence", words=mistake.said(say.language)))
    if not wrong:
        _keep(row, read.changes, mark, extraction)
        st.rerun()


def _what(
    rejection: Rejection, extraction: Extraction, loaded: Loaded, about: str, say: Wording, suggestion: Any
) -> tuple[str | None, str]:
    """Ask for indicator and measure; those suggested are offered, else the nearest indicator whose unit fits."""
    names = [*loaded.catalogue]
    unit = rejection.quantity.unit
    near = [name for name in indicators_near(extraction, rejection) if name in loaded.catalogue]
    first = next((name for name in near if unit == "%" or fits(loaded.catalogue[name], unit)), None)
    if suggestion is not None and suggestion.indicator in names:
        first = suggestion.indicator
    chosen = st.selectbox(
        say("column.indicator"), names, index=names.index(first) if first else None, key=f"indicator {about}",
        format_func=lambda name: indicator_name(name, loaded.catalogue, say),
        placeholder=say("compare.indicators_hint"), filter_mode="contains",
    )  # fmt: skip
    said = {base for base, _ in rejection.table.units} if rejection.table else {unit}
    rate = said == {"%"} and (chosen is None or loaded.catalogue[chosen].unit != "%")
    usual = "yoy" if rate else "level" if suggestion is None else suggestion.measure
    measure = st.segmented_control(
        say("reader.measure"), MEASURES, default=usual, key=f"measure {about}", required=True,
        format_func=lambda code: say(f"measure.{code}"),
    )  # fmt: skip
    return chosen, str(measure)


def _fields(
    row: Mapping[str, Any], units: tuple[str, ...], catalogue: Mapping[str, Any], say: Wording
) -> dict[str, str]:
    """Draw the fields, filled in from the row proposed; give what was typed."""
    typed = {
        name: st.text_input(
            say(f"column.{name}"), value=_written(name, row, catalogue, say), help=_help(name, say)
        )
        for name in TYPED
    }
    unit = st.selectbox(
        say("column.unit"), units, index=units.index(row["unit"]) if row["unit"] in units else None,
        format_func=lambda one: unit_name(one, say.language), placeholder=say("reader.unit_hint"),
    )  # fmt: skip
    status = st.segmented_control(
        say("column.status"), STATUSES, default=str(row["status"]), required=True,
        format_func=lambda code: say(f"status.{code}"),
    )  # fmt: skip
    return {**typed, "unit": str(unit or ""), "status": str(status)}


def _required(rejection: Rejection | None) -> tuple[str, ...]:
    """Name the fields that must be filled; that of a table is of a time and place."""
    in_table = rejection is not None and rejection.table is not None
    return ("value", "unit", *(("period", "place") if in_table else ()))


def _help(name: str, say: Wording) -> str | None:
    return {"value": say("reader.value_help"), "period": say("reader.period_help")}.get(name)


def _cell(value: Any) -> Any:
    """Return a cell as rows have it before they are laid out."""
    return value if isinstance(value, str) else "" if pd.isna(value) else float(value)


def _written(name: str, row: Mapping[str, Any], catalogue: Mapping[str, Any], say: Wording) -> str:
    value = row[name]
    if isinstance(value, float):
        return "" if math.isnan(value) else typed_as_shown(SimpleNamespace(**row), catalogue, say)
    return str(value or "")


def _keep(
    row: Mapping[str, Any], typed: Mapping[str, str | float], mark: Mark, extraction: Extraction
) -> None:
    """Store the row as a decision; it is on the disk when this returns."""
    document = extraction.document
    whole = made_cells(row, typed)
    if document.published and not whole["period"]:
        whole["year"] = document.published.year
    key = Key(document.digest, mark.start, mark.end, row["indicator"], row["measure"], whole["period"])
    kept(Verdict(key, "added", changes=whole, file=document.file), mark)


def kept(verdict: Verdict, mark: Mark) -> None:
    """Keep a decision about a number, and remember to say so beside it."""
    if _kept(verdict):
        st.session_state[SAVED] = mark.start, verdict.decision


def _kept(verdict: Verdict) -> bool:
    """Write a decision; where the file does not take it, remember to say so."""
    try:
        shown_workspace().verdicts.append([verdict])
    except NotKeptError:
        st.session_state[FAILED] = True
        return False
    return True


def kept_note(mark: Mark, say: Wording) -> None:
    """Say, once, that the row of a number was just kept, or that a decision could not be."""
    if st.session_state.pop(FAILED, False):
        st.error(say("reader.not_kept"))
    start, decision = st.session_state.get(SAVED, (None, ""))
    if start == mark.start:
        del st.session_state[SAVED]
        st.success(say("reader.saved" if decision == "added" else "reader.dismissed"))


def take_back(row: Any) -> None:
    """Withdraw the decision that made a row."""
    try:
        key = shown_workspace().key(str(row.id))
    except NotKeptError:
        st.session_state[FAILED] = True
        return
    if key is not None:
        _kept(Verdict(key, "withdrawn", file=row.document))
