"""Find what other documents say of the fact that a row states."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.citations import citation_by_file
from app.labels import amount_words
from app.reader.place import PAGE, link_to
from pipeline.stored import Where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording
    from pipeline.stored import StoredTable

SAME = ("indicator", "measure", "place", "subject", "period", "status", "unit")
MOST = 8


def other_reports(row: Any, table: StoredTable) -> pd.DataFrame:
    """Return the printed rows of other documents on the same fact, latest first; none where no period is stated."""
    if bool(row.derived) or pd.isna(row.period) or not row.period:
        return pd.DataFrame()
    same = {column: [getattr(row, column, row.place) or ""] for column in (*SAME, "area")}
    others = {"digest": [row.digest], "review": ["rejected"]}
    found = table.rows(Where({**same, "derived": [False]}, others))
    return found.sort_values("published", ascending=False, kind="stable", na_position="last")


def reports_view(row: Any, table: StoredTable, catalogue: Mapping[str, Any], say: Wording) -> None:
    """List the other reports of a row's fact, whether they agree, each with a way to its characters."""
    found = other_reports(row, table)
    if found.empty:
        return
    st.html(f'<h3 class="reports">{escape(say("drawer.reports", count=len(found)))}</h3>')
    for other in found.head(MOST).itertuples():
        st.html(report_html(row, other, catalogue, say))
        if not pd.isna(other.start):  # an official table is no document that can be read
            st.page_link(
                PAGE,
                label=say("drawer.show"),
                query_params=link_to(other, str(other.digest)),
                icon=":material/article:",
            )
    if len(found) > MOST:
        st.text(say("drawer.more_reports", count=len(found) - MOST))


def report_html(row: Any, other: Any, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write one other report as escaped HTML: agreement, value, source, scope."""
    agrees = agree(row, other)
    verdict = say("drawer.agrees") if agrees else say("drawer.differs")
    parts = [amount_words(other, catalogue, say), citation_by_file(other, say), str(other.scope or "")]
    line = say("list.dot").join(part for part in parts if part)
    kind = "agrees" if agrees else "differs"
    return f'<p class="report {kind}"><b>{escape(verdict)}</b> {escape(line)}</p>'


def agree(row: Any, other: Any) -> bool:
    """Tell whether two values are the same as far as the coarser of them is printed: 3.14亿 and 31412万 are."""
    one, two = float(row.value), float(other.value)
    step = max(_step(row), _step(other))
    return abs(one - two) <= max(step / 2, 1e-9 * abs(one)) * (1 + 1e-9)


def _step(row: Any) -> float:
    """Return what the last printed digit is worth: 0.01亿 of 3.14亿元."""
    digits = "".join(
        sign for sign in str(row.value_text) if sign.isascii() and (sign.isdigit() or sign == ".")
    )
    try:
        printed = float(digits)
    except ValueError:
        return 0.0
    decimals = len(digits.partition(".")[2])
    return abs(float(row.value)) / printed * 10**-decimals if printed else 0.0
