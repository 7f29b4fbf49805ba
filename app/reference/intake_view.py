"""Take in a table of official figures, or say each mistake in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.observations import ROOT, shown_workspace
from app.reference.columns_view import WAITING, Waiting, columns_view

if TYPE_CHECKING:
    from app.observations import Loaded
    from app.wording import Wording

SAMPLE = ROOT / "reference" / "jiangmen.csv"
GIVEN, SAID, PASTED = "reference tables handed in", "said of reference tables", "reference cells pasted"
LOOKED_AT = "reference tables looked at"
LARGEST = 20  # MB of one table
TEMPLATE = """\
place,period,indicator,measure,value,unit,source
青禾市,2023,gdp,level,4521.5,亿元,青禾统计年鉴2024
青禾市,2023,gdp,yoy,5.2,%,青禾统计年鉴2024
"""


def import_view(loaded: Loaded, say: Wording) -> None:
    """Draw the upload and what is to be known about the columns; say what came of the last one."""
    st.file_uploader(
        say("reference.upload"), type=["csv", "xlsx"], accept_multiple_files=True, key=GIVEN,
        on_change=take_uploads, args=(loaded, say), help=say("reference.upload_help"), max_upload_size=LARGEST,
    )  # fmt: skip
    with st.expander(say("reference.paste"), icon=":material/content_paste:"):
        st.text_area(
            say("reference.paste_cells"), key=PASTED, placeholder=say("reference.paste_hint"), height=160
        )
        st.button(say("reference.paste_add"), key="take pasted", on_click=take_pasted, args=(loaded, say))
    for line in st.session_state.pop(SAID, []):
        st.text(line)
    columns_view(
        loaded.catalogue, lambda name, octets: take(f"{Path(name).stem}.csv", octets, loaded, say), say
    )
    with st.expander(say("reference.columns")):
        st.text(say("reference.columns_text"))
        st.code(TEMPLATE, language=None)
        st.download_button(
            say("reference.template"), TEMPLATE.encode("utf-8-sig"), "reference.csv", "text/csv",
            icon=":material/download:", type="tertiary", on_click="ignore",
        )  # fmt: skip


def take_uploads(loaded: Loaded, say: Wording) -> None:
    """Keep the tables that hold, and note what is to be said of each; those beside it were looked at when they came."""
    before: set[tuple[str, bytes]] = st.session_state.get(LOOKED_AT, set())
    now = dict.fromkeys((given.name, given.getvalue()) for given in st.session_state[GIVEN])
    for name, octets in now:
        if (name, octets) not in before:
            look_at(name, octets, loaded, say)
    st.session_state[LOOKED_AT] = {*now}


def take_pasted(loaded: Loaded, say: Wording) -> None:
    """Look at the cells that were pasted."""
    look_at(f"{say('reference.pasted')}.csv", str(st.session_state[PASTED]).encode("utf-8"), loaded, say)


def look_at(file: str, octets: bytes, loaded: Loaded, say: Wording) -> None:
    """Take a table that is in the columns asked for; of any other let its columns be looked at first."""
    from pipeline.reference_series import NEEDED, ReferenceTableError, cells_of
    from pipeline.reference_tables import cells_of_text, understood
    from pipeline.workspace import safe_name

    name = safe_name(file)
    try:
        tabs = b"\t" in octets and not name.lower().endswith(".xlsx")
        cells = cells_of_text(octets.decode("utf-8-sig")) if tabs else cells_of(name, octets)
    except (ReferenceTableError, UnicodeDecodeError):
        cells = []  # taking it says what is wrong
    if not cells or {*NEEDED} & {*cells[0]}:
        take(file, octets, loaded, say)
        return
    columns = understood(cells, loaded.catalogue, Path(name).stem)
    if columns is None:
        st.session_state.setdefault(SAID, []).append(say("reference.not_understood", file=name))
        return
    st.session_state[WAITING] = [*st.session_state.get(WAITING, []), Waiting(name, cells, columns)]


def take(file: str, octets: bytes, loaded: Loaded, say: Wording) -> bool:
    """Keep one table if every line of it holds, and tell whether; note how many figures it gives, or each mistake."""
    from pipeline.mistakes import reason_of, reason_said
    from pipeline.reference_series import ReferenceTableError, reference_rows, sheets_left_out
    from pipeline.workspace import NotKeptError, safe_name

    said = st.session_state.setdefault(SAID, [])
    name = safe_name(file)
    try:
        rows = reference_rows(name, octets, loaded.catalogue)
        shown_workspace().references.add(name, octets)
    except ReferenceTableError as error:
        said += [say("reference.refused", file=name), *(one.said(say.language) for one in error.mistakes)]
    except OSError as error:
        reason = error.reason if isinstance(error, NotKeptError) else reason_of(error)
        said.append(say("reference.not_kept", file=name, reason=reason_said(reason, say.language)))
    else:
        said.append(say("reference.taken", file=name, count=len(rows)))
        if left := sheets_left_out(name, octets):
            said.append(say("reference.sheets_left_out", file=name, names=say("list.join").join(left)))
        return True
    return False


def take_sample(loaded: Loaded, say: Wording) -> None:
    """Take the table that comes with the program."""
    take(SAMPLE.name, SAMPLE.read_bytes(), loaded, say)


def sample_offer(loaded: Loaded, say: Wording) -> None:
    """Offer the sample where no table is there yet."""
    st.text(say("reference.empty"))
    if SAMPLE.exists():
        st.button(
            say("reference.sample"), key="sample reference", icon=":material/table:",
            on_click=take_sample, args=(loaded, say),
        )  # fmt: skip
