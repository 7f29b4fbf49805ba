"""Show what was decided, take it back, and carry it to and from other workspaces."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.exports import CSV_TYPE
from app.labels import indicator_name
from app.observations import shown_workspace
from app.review.item import message, undo_button
from app.review.keeping import SAID, take_back
from pipeline.workspace import NotKeptError
from pipeline.workspace.verdict_files import VerdictFileError, read_verdicts, unknown, verdicts_csv

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.wording import Wording
    from pipeline.workspace import Verdict

MOST = 200  # verdicts that the table and the list to take back from hold
LARGEST = 64  # MB of a file of verdicts


def history_view(carried: Collection[int], catalogue: Mapping[str, Any], say: Wording) -> None:
    """Draw the history, the latest first, and what can be done with it; `carried` are numbers of verdicts carried over."""
    history = shown_workspace().verdicts.history()
    message(say)
    if history:
        latest = history[: -MOST - 1 : -1]
        table = verdict_table(latest, catalogue, say, carried)
        st.dataframe(table, hide_index=True, alt=say("review.history_alt"))
        if len(history) > MOST:
            st.html(f'<p class="small-print">{say("review.history_more", count=MOST)}</p>')
        _taking_back(latest, catalogue, say)
    else:
        st.text(say("review.history_none"))
    _files(history, say)


def orphans_view(orphans: Sequence[Verdict], catalogue: Mapping[str, Any], say: Wording) -> None:
    """List the verdicts whose row is gone, with what they said."""
    message(say)
    if not orphans:
        st.text(say("review.orphans_none"))
        return
    st.html(f'<p class="small-print">{say("review.orphans_lead")}</p>')
    st.dataframe(verdict_table(orphans[::-1], catalogue, say), hide_index=True, alt=say("review.history_alt"))
    _taking_back(orphans[::-1], catalogue, say)


def verdict_table(
    verdicts: Sequence[Verdict], catalogue: Mapping[str, Any], say: Wording, carried: Collection[int] = ()
) -> pd.DataFrame:
    """Write verdicts as a table to read, one line each."""
    heads = [say("review.number"), say("review.at"), say("review.decision"), say("column.indicator"), say("column.period"),
             say("review.changes"), say("review.reason"), say("column.document")]  # fmt: skip
    lines = [
        (
            one.number, moment_words(one),
            say(f"review.decision_{one.decision}") + (say("review.is_carried") if one.number in carried else ""),
            indicator_name(one.key.indicator, catalogue, say), one.key.period, changes_words(one, catalogue, say),
            reason_words(one, say), one.file,
        )
        for one in verdicts
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=heads)


def moment_words(verdict: Verdict) -> str:
    """Write when a verdict was made, by this machine's clock."""
    return datetime.fromisoformat(verdict.at).astimezone().isoformat(" ", "seconds")[:19]


def changes_words(verdict: Verdict, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write what a verdict changes: 数值 → 136500."""
    shown = ("value", "unit", "indicator", "period", "place", "subject", "status")
    told = []
    for name in shown:
        if name not in verdict.changes:
            continue
        value = verdict.changes[name]
        text = f"{value:.15g}" if isinstance(value, float) else str(value)
        text = indicator_name(text, catalogue, say) if name == "indicator" else text
        told.append(f"{say(f'column.{name}')} → {text or '—'}")
    return say("list.join").join(told)


def reason_words(verdict: Verdict, say: Wording) -> str:
    """Write the reason of a rejection, its code in words, then the remark; of another verdict the remark."""
    code, _, remark = verdict.reason.partition(" ")
    word = say.either(f"review.reason_{code}", "") if verdict.decision == "rejected" else ""
    return " ".join(filter(None, [word, remark])) if word else verdict.reason


def _taking_back(verdicts: Sequence[Verdict], catalogue: Mapping[str, Any], say: Wording) -> None:
    """Offer to take back one of the verdicts that still hold."""
    held = {one.number for one in shown_workspace().verdicts.standing().values()}
    lines = {one.number: _line(one, catalogue, say) for one in verdicts if one.number in held}
    if not lines:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("review.take_back"), [*lines], index=None, format_func=lines.__getitem__, key="take back",
            placeholder=say("review.take_back_hint"), filter_mode="contains",
        )  # fmt: skip
        st.button(
            say("review.take_back_now"), disabled=chosen is None, icon=":material/undo:",
            on_click=partial(_take, chosen, lines, say),
        )  # fmt: skip
        undo_button(say)


def _take(chosen: int | None, lines: Mapping[int, str], say: Wording) -> None:
    if chosen is not None:
        take_back([chosen], lines[chosen], say)


def _line(one: Verdict, catalogue: Mapping[str, Any], say: Wording) -> str:
    parts = (f"{one.number}", say(f"review.decision_{one.decision}"), indicator_name(one.key.indicator, catalogue, say),
             one.key.period, changes_words(one, catalogue, say), one.file)  # fmt: skip
    return say("list.dot").join(filter(None, parts))


def _files(history: Sequence[Verdict], say: Wording) -> None:
    """Offer the history as a file, and take one in."""
    if history:
        st.download_button(
            say("review.export"), data=lambda: verdicts_csv(history), file_name=f"{say('review.file_name')}.csv",
            mime=CSV_TYPE, icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    given = st.file_uploader(
        say("review.import"),
        type=["csv"],
        help=say("review.import_hint"),
        key="verdict file",
        max_upload_size=LARGEST,
    )
    if given is not None:
        st.button(
            say("review.import_now"),
            icon=":material/upload:",
            on_click=partial(take_in, given.getvalue(), say),
        )


def take_in(octets: bytes, say: Wording) -> None:
    """Append the verdicts of a file that are not there yet, or say what is wrong with it."""
    try:
        read = read_verdicts(octets)
        new = unknown(read, shown_workspace().verdicts.history())
        if new:
            shown_workspace().verdicts.append(new)
        said = say("review.imported", new=len(new), old=len(read) - len(new)), True
    except VerdictFileError as error:
        said = error.said(say.language), False
    except NotKeptError as error:
        said = say(f"review.failed_{error.why}"), False
    st.session_state[SAID] = said
