"""Show how the headings of a form were read, for correction; what is said of them is kept for the next time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.forms.cell_words import cell_name
from app.labels import indicator_name
from app.not_kept import told_if_not_kept
from app.observations import shown_workspace
from app.period_labels import period_words
from app.rows.widths import fitted
from pipeline.forms.kept_words import keep_words
from pipeline.terms.mentions import terms_named

if TYPE_CHECKING:
    from app.forms.given_form import GivenForm
    from app.observations import Loaded
    from app.wording import Wording
    from pipeline.forms import Asked, Heading

_BRACKET = re.compile(r"[(（][^()（）]{1,20}[)）]\s*$")
TALLEST = 420
MOST_SAID = 2  # periods of the cells below a heading
LONGEST = 60  # characters of what a heading is read as


def headings_view(form: GivenForm, loaded: Loaded, say: Wording) -> None:
    """Draw the headings in a table whose last columns may be changed; each change holds at once."""
    headings = form.reading.headings
    if not headings:
        return
    names = {indicator_name(one, loaded.catalogue, say): one for one in loaded.catalogue}
    lines = pd.DataFrame([_line(one, form.reading.asked, loaded.catalogue, say) for one in headings])
    key = f"form headings {hash((form.key, say.language))}"
    config = st.column_config
    with st.expander(say("forms.headings"), expanded=bool(form.reading.untold)):
        st.html(f'<p class="small-print">{escape(say("forms.headings_help"))}</p>')
        st.data_editor(
            lines, hide_index=True, key=key, placeholder="", height=min(TALLEST, 38 + 35 * len(lines)),
            disabled=[say(f"forms.column_{one}") for one in ("cell", "heading", "understood")],
            column_config={
                **fitted(lines[lines.columns[:3]]),
                say("forms.column_indicator"): config.SelectboxColumn(options=[*names]),
                say("forms.column_read_as"): config.TextColumn(max_chars=LONGEST),
            },
            on_change=_keep, args=(key, form, names, loaded, say),
        )  # fmt: skip
        if form.words:
            st.button(say("forms.forget"), key="form forget", on_click=_say, args=(form, {}), type="tertiary")


def _line(
    one: Heading, asked: Iterable[Asked], catalogue: Mapping[str, Any], say: Wording
) -> dict[str, str | None]:
    below = [cell for cell in asked if cell.sheet == one.sheet and _heads(one, cell)]
    everywhere = len({cell.place for cell in asked}) == 1
    indicators = {cell.indicator for cell in below}
    said = [
        indicator_name(indicators.copy().pop(), catalogue, say) if len(indicators) == 1 else "",
        "" if everywhere else _only(cell.place for cell in below),
        _few((period_words(cell.period, say) if cell.period else "" for cell in below), say),
        _only(say(f"measure.{cell.measure}") for cell in below),
        _only(cell.printed_unit for cell in below),
    ]
    return {
        say("forms.column_cell"): cell_name(one),
        say("forms.column_heading"): one.printed,
        say("forms.column_understood"): " · ".join(filter(None, said)) or say("forms.heading_nothing"),
        say("forms.column_indicator"): said[0] or None,
        say("forms.column_read_as"): one.read_as,
    }


def _heads(one: Heading, cell: Asked) -> bool:
    return cell.row == one.row if one.of_row else cell.column == one.column and cell.row > one.row


def _only(said: Iterable[str]) -> str:
    """Return what all cells have in common, "" where they differ."""
    every = {*said}
    return every.pop() if len(every) == 1 else ""


def _few(said: Iterable[str], say: Wording) -> str:
    """Return what the cells say, "" for more than two things: a column has flows of 2024 and stocks at its end."""
    every = sorted({*said})
    return say("list.join").join(every) if len(every) <= MOST_SAID else ""


def _keep(key: str, form: GivenForm, names: Mapping[str, str], loaded: Loaded, say: Wording) -> None:
    """Take what was changed in the table; an indicator is said in its own words, with the unit that the heading prints."""
    words = dict(form.words)
    for row, cells in st.session_state[key]["edited_rows"].items():
        printed = form.reading.headings[int(row)].printed
        chosen, typed = (cells.get(say(f"forms.column_{one}")) for one in ("indicator", "read_as"))
        if chosen in names:
            bracket = _BRACKET.search(printed)
            words[printed] = _term(names[chosen], loaded) + (bracket[0].strip() if bracket else "")
        if typed is not None:
            words[printed] = str(typed).strip()
    _say(form, {printed: said for printed, said in words.items() if said and said != printed})


def _say(form: GivenForm, words: Mapping[str, str]) -> None:
    with told_if_not_kept():
        keep_words(shown_workspace().folder, form.reading.headings, form.place, words)


def _term(indicator: str, loaded: Loaded) -> str:
    """Return words that a heading names an indicator by."""
    from pipeline.indicators.layers import catalogue_by

    entry, catalogue = loaded.catalogue[indicator], catalogue_by(shown_workspace().rules)
    for words in (entry.name.zh, *entry.terms):
        if any(one.indicator == indicator and not one.position for one in terms_named(words, catalogue)):
            return str(words)
    return str(entry.name.zh)
