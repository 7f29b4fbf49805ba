"""Offer rows as a file, in the format chosen last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.address import publish, seed_one
from app.exports import file_name
from app.labels import indicator_name
from app.report.formats import FIRST, formats
from app.report.sdmx import timeless
from app.selection import years_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from app.rows.listing import Listing
    from app.wording import Wording

FORMAT = "format"


def row_downloads(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> None:
    """Offer these rows."""
    about, indicators = ([*rows[name].unique()] for name in ("who", "indicator"))
    _downloads(lambda: rows, (about, indicators, years_of(rows)), catalogue, say)


def listing_downloads(rows: Listing, catalogue: Mapping[str, Any], say: Wording) -> None:
    """Offer all rows of a listing as a file; they are taken only then."""
    _downloads(rows.whole, (rows.names(), [*rows.indicators], rows.years()), catalogue, say)


def _downloads(
    rows: Callable[[], pd.DataFrame],
    told: tuple[list[str], list[str], list[int]],
    catalogue: Mapping[str, Any],
    say: Wording,
) -> None:
    about, indicators, years = told
    parts = [
        about[0] if len(about) == 1 else "",
        *(indicator_name(one, catalogue, say) for one in indicators[:3]),
    ]
    offered = {one.code: one for one in formats(date.today())}  # noqa: DTZ011 - the reader's own day
    seed_one(FORMAT, [*offered], FIRST, lambda code: say(offered[code].label))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.selectbox(
            say("export.kind"), [*offered], key=FORMAT, width=300,
            format_func=lambda code: say(offered[code].label),
        )  # fmt: skip
        kind = offered[code]
        st.download_button(
            say("export.save", kind=kind.ending.upper()), data=lambda: kind.write(rows(), catalogue, say),
            file_name=file_name(parts, years, kind.ending), mime=kind.mime,
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    publish(FORMAT, default=FIRST)
    if kind.timed and (count := int(timeless(rows()).sum())):
        st.text(say("export.without_time", count=count))
