"""Show cell by cell what a form asks for, what it gets, where that comes from, and why others stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.citations import citation_at
from app.forms.cell_words import (
    asked_words,
    cell_name,
    doubt_words,
    number_words,
    outcome_words,
    untold_words,
)
from app.rows.widths import fitted

if TYPE_CHECKING:
    from app.forms.given_form import GivenForm
    from app.observations import Loaded
    from app.wording import Wording
    from pipeline.forms import Answer

SHOWN = ("all", "written", "doubtful", "left")
TALLEST, REASON = 560, 480  # pixels high, and of the remarks


def cells_view(form: GivenForm, loaded: Loaded, say: Wording) -> None:
    """Draw the cells in a table, all or those of one kind."""
    st.header(say("forms.cells"), anchor=False)
    shown = st.segmented_control(
        say("forms.only"), SHOWN, default=SHOWN[0], key="form cells", required=True,
        label_visibility="collapsed", format_func=lambda one: say(f"forms.only_{one}"),
    )  # fmt: skip
    lines = [_line(one, form, loaded, say) for one in form.answers if _is_shown(one, str(shown), form)]
    if shown in ("all", "left"):
        untold = untold_words(form.reading.untold, say)
        lines += [_cells(say, cell, "", "", reason, "", "") for cell, reason in untold]
    table = pd.DataFrame(lines, columns=list(_cells(say, *[""] * 6)))
    st.dataframe(
        table, hide_index=True, height=min(TALLEST, 38 + 35 * max(1, len(table))), key="form cells table",
        column_config=fitted(table, [say("forms.column_figure")], {say("forms.column_reason"): REASON}),
        alt=say("forms.cells_alt"),
    )  # fmt: skip


def _is_shown(one: Answer, shown: str, form: GivenForm) -> bool:
    written = one.state == "filled" or (form.replace and one.state == "differs")
    return {
        "all": True,
        "written": written,
        "doubtful": one.doubtful or one.computed,
        "left": not written and one.state != "same",
    }[shown]


def _line(one: Answer, form: GivenForm, loaded: Loaded, say: Wording) -> dict[str, str]:
    source = citation_at(one.figure, say) if one.figure is not None else ""
    return _cells(
        say, cell_name(one.asked), number_words(one), asked_words(one.asked, loaded.catalogue, say),
        f"{outcome_words(one, say, replaced=form.replace)}{_mark(one, say)}", " ".join(doubt_words(one, say)), source,
    )  # fmt: skip


def _mark(one: Answer, say: Wording) -> str:
    """Say beside what becomes of a cell that its figure is doubtful or computed, as its colour in the form does."""
    return say("forms.is_doubtful") if one.doubtful else say("forms.is_computed") if one.computed else ""


def _cells(say: Wording, *cells: str) -> dict[str, str]:
    names = ("cell", "figure", "asks", "result", "reason", "source")
    return {say(f"forms.column_{name}"): cell for name, cell in zip(names, cells, strict=True)}
