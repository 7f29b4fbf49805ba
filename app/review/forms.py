"""Ask how a row is right, or why it is to be rejected."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.amounts import unit_name
from app.labels import cell_text, indicator_name, typed_as_shown
from app.review.keeping import FORM, LONGEST_REMARK, REASONS, correct, make_rows, reject, remark_of
from app.typed import within
from pipeline.workspace.corrections import STATUSES, TYPED, correction_of
from pipeline.workspace.typed_figures import units_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.wording import Wording

# The first field is where one types at once, over what stands in it; streamlit has no such setting of its own. A later
# drawing of the page may drop the selection, and what is typed would join the old number: it is held until a key
# comes, or a click wherever: who clicks on a list wants that one.
_FOCUS = """<script>
(function look(left) {{
  const field = document.querySelector(".st-key-{place} [data-testid=stTextInput] input");
  if (!field) {{ if (left) setTimeout(look, 50, left - 1); return; }}
  let held = 100;
  const free = () => {{ held = 0; }};
  field.addEventListener("keydown", free, {{ once: true }});
  document.addEventListener("pointerdown", free, {{ once: true, capture: true }});
  (function select() {{
    if (held-- <= 0) return;
    if (!field.isConnected) {{ look(left); return; }}
    if (document.activeElement !== field) field.focus();
    if (field.selectionEnd - field.selectionStart < field.value.length) field.select();
    setTimeout(select, 30);
  }})();
}})(40);
</script>"""

# Esc closes a list that is open, and only then the form: the form's own key is heard at the document, above the page.
_ESCAPE = """<script>
if (!window.escapeClosesListsFirst) {
  window.escapeClosesListsFirst = true;
  let open = false;
  document.body.addEventListener("keydown", (event) => {
    open = event.key === "Escape" && event.target.getAttribute("aria-expanded") === "true";
  }, true);
  document.body.addEventListener("keydown", (event) => { if (open) event.stopPropagation(); });
}
</script>"""


def correction_form(
    row: Any, catalogue: Mapping[str, Any], say: Wording, item: str, *, suggested: bool = False
) -> None:
    """Ask for the right values, filled in with those that stand; say what is wrong with them before anything is kept.

    Of a suggestion they may all be right.
    """
    with st.container(key="review_form"), st.form(f"correct {row.id}", border=True):
        typed = _fields(row, catalogue, say)
        with st.container(horizontal=True):
            sent = st.form_submit_button(
                say("review.save_row" if suggested else "review.save"),
                type="primary",
                icon=":material/check:",
                shortcut="Ctrl+Enter",
            )
            left = st.form_submit_button(say("review.cancel"), shortcut="Esc")
        if left:
            st.session_state.pop(FORM, None)
            st.rerun()
        if sent:
            published = None if pd.isna(row.published) else pd.Timestamp(row.published).date()
            told = correction_of(_cells(row), typed, dict(catalogue), published)
            wrong = [one for one in told.mistakes if not (suggested and one.kind == "nothing")]
            for mistake in wrong:
                st.text(mistake.said(say.language))
            if not wrong and suggested:
                make_rows([row], catalogue, say, item, told.changes)
            elif not wrong:
                correct(row, told.changes, catalogue, say, item)
            if not wrong:
                st.rerun()
    focus("review_form")
    st.html(_ESCAPE, unsafe_allow_javascript=True)


def _fields(row: Any, catalogue: Mapping[str, Any], say: Wording) -> dict[str, str]:
    """Draw the fields; give what was typed."""
    entry = catalogue.get(row.indicator)
    first, second, third = st.columns([2, 1, 2])
    helps = {
        "value": say("review.value_help"),
        "period": say("review.period_help"),
        "place": say("review.place_help"),
    }
    # keys of their own, so that what is typed outlasts another language of the labels
    key = {name: f"correct {row.id} {name}" for name in TYPED}
    typed = {
        "value": first.text_input(
            say("column.value"),
            typed_as_shown(row, catalogue, say),
            help=helps["value"],
            key=key["value"],
        )
    }
    own = units_of(entry, str(row.measure)) if entry else ()
    units = [*dict.fromkeys([str(row.unit), *own, *_other_units(catalogue)])]
    typed["unit"] = second.selectbox(
        say("column.unit"),
        units,
        format_func=lambda one: unit_name(one, say.language) or "—",
        filter_mode="contains",
        key=key["unit"],
    )
    typed["period"] = third.text_input(
        say("column.period"), cell_text(row.period), help=helps["period"], key=key["period"]
    )
    first, second, third = st.columns([2, 2, 1])
    typed["place"] = first.text_input(
        say("column.place"), cell_text(row.place), help=helps["place"], key=key["place"]
    )
    typed["subject"] = second.text_input(say("column.subject"), cell_text(row.subject), key=key["subject"])
    names = [*dict.fromkeys([str(row.indicator), *catalogue])]
    typed["status"] = third.selectbox(
        say("column.status"),
        STATUSES,
        STATUSES.index(row.status),
        format_func=lambda code: say(f"status.{code}"),
        key=key["status"],
    )
    typed["indicator"] = st.selectbox(
        say("column.indicator"), names, format_func=lambda one: indicator_name(one, catalogue, say),
        filter_mode="contains", key=key["indicator"],
    )  # fmt: skip
    return {name: str(value) for name, value in typed.items()}


def rejection_form(rows: Sequence[Any], catalogue: Mapping[str, Any], say: Wording, item: str) -> None:
    """Ask for the reason for rejecting some rows; a number key is enough."""
    with st.container(key="review_form", border=True):
        why = say("review.why") if len(rows) == 1 else say("review.why_all", count=len(rows))
        st.html(f'<p class="small-print">{escape(why)}</p>')
        with st.container(horizontal=True):
            for number, code in enumerate(REASONS, start=1):
                st.button(
                    say(f"review.reason_{code}"), key=f"reason {code}", shortcut=str(number),
                    on_click=partial(reject, rows, code, catalogue, say, item),
                )  # fmt: skip
            st.button(say("review.cancel"), key="leave", shortcut="Esc", on_click=_close, type="tertiary")


def note_field(item: str, say: Wording) -> None:
    """Ask for a remark, which is kept with the next verdict on the item."""
    with st.container(key="note"):
        within(st.text_input(say("review.remark"), key=remark_of(item)), LONGEST_REMARK, say)


def focus(place: str) -> None:
    """Put the cursor into the first field of a container, by its key."""
    st.html(_FOCUS.format(place=place), unsafe_allow_javascript=True)


def _close() -> None:
    st.session_state.pop(FORM, None)


def _other_units(catalogue: Mapping[str, Any]) -> list[str]:
    return [entry.unit for entry in catalogue.values()]


def _cells(row: Any) -> dict[str, Any]:
    texts = ("indicator", "measure", "unit", "period", "place", "place_code", "subject", "status")
    return {"value": float(row.value), **{name: cell_text(getattr(row, name)) for name in texts}}
