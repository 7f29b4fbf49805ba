"""Ask for the first and the last year that are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.address import publish, seed_span
from app.selection import years_of

if TYPE_CHECKING:
    import pandas as pd

    from app.wording import Wording

SPAN, LISTED = (
    "span",
    "years",
)  # in the address: first and last year; a list of years, as links to one year have it


def year_range(rows: pd.DataFrame, say: Wording) -> tuple[int, ...]:
    """Draw the slider; give the years from its first to its last, none where all that rows are of are wanted."""
    held = years_of(rows)
    if not held:
        return ()
    whole = held[0], held[-1]
    seed_span(SPAN, whole, LISTED)
    if len(held) < 2:  # nothing to choose; a link may have named others
        return ()
    chosen: Any = st.slider(say("compare.span"), *whole, key=SPAN, format="%d")  # a pair, as it was set to
    first, last = chosen
    publish(SPAN, default=whole)
    return () if (first, last) == whole else tuple(range(first, last + 1))
