"""Keep what a person decides; the screen says so only when it is on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.labels import amount_words, indicator_name
from app.observations import shown_workspace
from app.review.line import ITEM, ROW, SKIPPED
from pipeline.workspace import NotKeptError, Verdict
from pipeline.workspace.ruling import BY_HAND
from pipeline.workspace.verdicts import taking_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.wording import Wording

GIVEN = "row "  # before the id of a row that was opened by itself
SAID, MADE, FORM = "review said", "review made", "review form"
REASONS = ("indicator", "part", "value", "period", "place", "print", "other")


def accept(rows: Sequence[Any], catalogue: Mapping[str, Any], say: Wording, item: str) -> None:
    """Accept rows as they stand; a decision carried over to a row is confirmed."""
    try:
        carried = shown_workspace().observations().carried
    except NotKeptError as error:
        st.session_state[SAID] = (say(f"review.failed_{error.why}"), False)
        return
    asked = [row for row in rows if row.review == "pending" or row.id in carried]
    _keep([(row, "accepted", "", {}) for row in asked], catalogue, say, item)


def reject(row: Any, reason: str, remark: str, catalogue: Mapping[str, Any], say: Wording, item: str) -> None:
    """Reject a row for a reason, given by its code, with a remark behind it."""
    told = f"{reason} {st.session_state.get(remark, '')}".strip()
    _keep([(row, "rejected", told, {})], catalogue, say, item)


def correct(
    row: Any, changes: Mapping[str, str | float], catalogue: Mapping[str, Any], say: Wording, item: str
) -> None:
    """Correct columns of a row; what was corrected before stays so."""
    _keep([(row, "corrected", "", changes)], catalogue, say, item)


def skip(item: str) -> None:
    """Leave an item for later."""
    st.session_state.setdefault(SKIPPED, set()).add(item)
    _leave()


def undo(say: Wording) -> None:
    """Take back the latest step of this visit, and show its item again."""
    made = st.session_state.get(MADE, [])
    if not made:
        st.session_state[SAID] = (say("review.nothing_to_undo"), False)
        return
    numbers, item, what = made[-1]
    if take_back(numbers, what, say):
        made.pop()
        if item.startswith(GIVEN):
            st.query_params[ROW] = item.removeprefix(GIVEN)
        else:
            st.session_state[ITEM] = item


def take_back(numbers: Sequence[int], what: str, say: Wording) -> bool:
    """Let some verdicts hold no more; tell whether that was kept."""
    try:
        history = shown_workspace().verdicts.history()
        taken = [one for one in (taking_back(history, number) for number in numbers) if one is not None]
        last = shown_workspace().verdicts.append(taken)
    except NotKeptError as error:
        st.session_state[SAID] = (say(f"review.failed_{error.why}"), False)
        return False
    _leave()
    st.session_state[SAID] = (say("review.undone", number=last, what=what), True)
    return True


def _keep(
    asked: list[tuple[Any, str, str, Mapping[str, str | float]]],
    catalogue: Mapping[str, Any], say: Wording, item: str,
) -> None:  # fmt: skip
    """Append a verdict a row, then say so."""
    try:
        made = [_verdicts(*one) for one in asked]
        if not made or not all(made):
            st.session_state[SAID] = (say("review.gone"), False)
            return
        verdicts = [verdict for one in made for verdict in one]
        last = shown_workspace().verdicts.append(verdicts)
    except NotKeptError as error:
        st.session_state[SAID] = (say(f"review.failed_{error.why}"), False)
        return
    row, decision = asked[0][:2]
    name = indicator_name(str(row.indicator), catalogue, say)
    what = say(
        "review.what",
        decision=say(f"review.decision_{decision}"),
        indicator=name,
        amount=amount_words(row, say),
    )
    numbers = range(last - len(verdicts) + 1, last + 1)
    st.session_state.setdefault(MADE, []).append((numbers, item, what))
    _leave()
    st.session_state[ITEM] = item  # while other rows of it wait
    st.session_state[SAID] = (say("review.kept", number=last, what=what), True)


def _verdicts(row: Any, decision: str, reason: str, changes: Mapping[str, str | float]) -> list[Verdict]:
    """Make the verdict on a row by its key as extracted; none where the row is gone.

    Where one was carried over to the row, it is taken back under its old key: the new one says what holds.
    """
    key = shown_workspace().key(str(row.id))
    if key is None:
        return []
    carried = shown_workspace().observations().carried.get(str(row.id))
    standing = carried or shown_workspace().verdicts.standing().get(key)
    before = standing.changes if standing is not None else {}
    if row.rule == BY_HAND and decision == "corrected":
        return [Verdict(key, "added", reason, {**before, **changes}, str(row.document))]
    if row.rule == BY_HAND and decision == "rejected":
        return [Verdict(key, "withdrawn", reason, {}, str(row.document))]
    if carried is not None and decision == "accepted" and carried.decision == "corrected":
        decision = "corrected"  # confirmed as it stands
    if decision == "corrected":
        changes = {**before, **changes}
    taken = [Verdict(carried.key, "withdrawn", file=carried.file)] if carried is not None else []
    return [*taken, Verdict(key, decision, reason, changes, str(row.document))]


def _leave() -> None:
    """Go on from what is shown: its form, its message and its place in the address are over."""
    for name in (FORM, SAID, ITEM):
        st.session_state.pop(name, None)
    for name in (ITEM, ROW):
        st.query_params.pop(name, None)
