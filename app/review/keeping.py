"""Keep what a person decides; the screen says so only when it is on the disk."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.labels import amount_words, cell_text, indicator_name
from app.observations import shown_workspace
from app.period_labels import period_words
from app.review.line import BACK, ITEM, ROW, SKIPPED, TRAIL
from pipeline.workspace import Key, NotKeptError, Verdict
from pipeline.workspace.ruling import BY_HAND, stated
from pipeline.workspace.suggesting import dismissal, made_row
from pipeline.workspace.verdicts import taking_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.wording import Wording

GIVEN = "row "  # before the id of a row that was opened by itself
LONGEST_REMARK = 500  # characters
SAID, MADE, FORM, NOTE = "review said", "review made", "review form", "review note"
REASONS = ("indicator", "part", "value", "period", "place", "print", "other")


def accept(rows: Sequence[Any], catalogue: Mapping[str, Any], say: Wording, item: str) -> None:
    """Accept rows as they stand; a decision carried over to a row is confirmed."""
    try:
        carried = shown_workspace().decisions().carried
    except NotKeptError as error:
        st.session_state[SAID] = (say(f"review.failed_{error.why}"), False)
        return
    asked = [row for row in rows if row.review == "pending" or row.id in carried]
    _keep([(row, "accepted", noted(item), {}) for row in asked], catalogue, say, item)


def reject(rows: Sequence[Any], reason: str, catalogue: Mapping[str, Any], say: Wording, item: str) -> None:
    """Reject rows for one reason, given by its code, with the remark behind it."""
    told = f"{reason} {noted(item)}".strip()
    _keep([(row, "rejected", told, {}) for row in rows], catalogue, say, item)


def correct(
    row: Any, changes: Mapping[str, str | float], catalogue: Mapping[str, Any], say: Wording, item: str
) -> None:
    """Correct columns of a row; what was corrected before stays so."""
    _keep([(row, "corrected", noted(item), changes)], catalogue, say, item)


def make_rows(rows: Sequence[Any], catalogue: Mapping[str, Any], say: Wording, item: str,
              changes: Mapping[str, str | float] | None = None) -> None:  # fmt: skip
    """Make rows of suggestions just as they stand, but for the cells that were typed."""
    _write([made_row(row, changes, noted(item)) for row in rows], rows, "added", (catalogue, say, item))


def dismiss(row: Any, rows: Sequence[Any], catalogue: Mapping[str, Any], say: Wording, item: str) -> None:
    """Say that a suggestion is no row, and with it those of its kind in its document, `rows`."""
    _write([dismissal(row, noted(item))], [row, *(one for one in rows if one.id != row.id)], "dismissed",
           (catalogue, say, item))  # fmt: skip


def remark_of(item: str) -> str:
    """Name the field that holds the remark on an item."""
    return f"remark {item}"


def noted(item: str) -> str:
    """Return the remark that a person typed for an item, on one line."""
    return " ".join(str(st.session_state.get(remark_of(item), "")).split())[:LONGEST_REMARK]


def skip(item: str) -> None:
    """Leave an item for later."""
    st.session_state.setdefault(SKIPPED, set()).add(item)
    _leave()


def back(item: str) -> None:
    """Show the item that was shown before one, whatever was decided about it."""
    trail: list[str] = st.session_state.get(TRAIL, [])
    while trail and trail[-1] == item:
        trail.pop()
    if trail:
        _leave()
        st.session_state[BACK] = trail[-1]


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
        carried = shown_workspace().decisions().carried
        standing = shown_workspace().verdicts.standing()
        made = [_verdicts(*one, carried, standing) for one in asked]
    except NotKeptError as error:
        st.session_state[SAID] = (say(f"review.failed_{error.why}"), False)
        return
    if not made or not all(made):
        st.session_state[SAID] = (say("review.gone"), False)
        return
    verdicts = [verdict for one in made for verdict in one]
    _write(verdicts, [row for row, *_ in asked], asked[0][1], (catalogue, say, item))


def _write(
    verdicts: Sequence[Verdict], rows: Sequence[Any], decision: str, shown: tuple[Mapping[str, Any], Wording, str]
) -> None:  # fmt: skip
    """Append verdicts about rows, then say so; `shown` is the catalogue, the words and the item."""
    catalogue, say, item = shown
    try:
        last = shown_workspace().verdicts.append(verdicts)
    except NotKeptError as error:
        st.session_state[SAID] = (say(f"review.failed_{error.why}"), False)
        return
    name = indicator_name(str(rows[0].indicator), catalogue, say)
    told = changed_words(rows[0], verdicts[-1].changes, catalogue, say) if decision == "corrected" else ""
    what = say("review.what", decision=say(f"review.decision_{decision}"), indicator=name,
               amount=told or amount_words(rows[0], catalogue, say))  # fmt: skip
    if len(rows) > 1:
        what = say("review.what_many", what=what, count=len(rows))
    numbers = range(last - len(verdicts) + 1, last + 1)
    st.session_state.setdefault(MADE, []).append((numbers, item, what))
    _leave()
    st.session_state[ITEM] = item  # while other rows of it wait
    st.session_state[SAID] = (say("review.kept", number=last, what=what), True)


def changed_words(
    row: Any, changes: Mapping[str, str | float], catalogue: Mapping[str, Any], say: Wording
) -> str:
    """Write what a correction makes of a row, old and new: 36.2 万人次 → 47.5 万人次, 时期 2024 → 2025."""
    new = SimpleNamespace(**{**row._asdict(), **changes, "review": "corrected"})
    amounts = [amount_words(one, catalogue, say) for one in (row, new)]
    differ = new.value != row.value or new.unit != row.unit
    told = [say("review.from_to", old=amounts[0], new=amounts[1]) if differ else amounts[0]]
    for name in ("indicator", "period", "place", "subject", "status"):
        old, now = (cell_text(getattr(one, name)) for one in (row, new))
        if old != now:
            words = [_cell_words(name, text, catalogue, say) or "—" for text in (old, now)]
            told.append(f"{say(f'column.{name}')} {say('review.from_to', old=words[0], new=words[1])}")
    return say("list.join").join(told)


def _cell_words(name: str, text: str, catalogue: Mapping[str, Any], say: Wording) -> str:
    if name == "indicator":
        return indicator_name(text, catalogue, say)
    if name == "status":
        return say(f"status.{text}")
    return period_words(text, say) if name == "period" else text


def _verdicts(
    row: Any, decision: str, reason: str, changes: Mapping[str, str | float],
    carried_over: Mapping[str, Verdict], standing_by: Mapping[Key, Verdict],
) -> list[Verdict]:  # fmt: skip
    """Make the verdict on a row by its key as extracted; none where the row is gone.

    Where one was carried over to the row, it is taken back under its old key: the new one says what holds.
    """
    key = shown_workspace().key(str(row.id))
    if key is None:
        return []
    carried = carried_over.get(str(row.id))
    standing = carried or standing_by.get(key)
    before = {} if standing is None else standing.changes if row.rule == BY_HAND else stated(standing)
    if row.rule == BY_HAND and decision == "corrected":
        return [Verdict(key, "added", reason, {**before, **changes}, str(row.document))]
    if row.rule == BY_HAND and decision == "rejected":
        return [Verdict(key, "withdrawn", reason, {}, str(row.document))]
    if carried is not None and decision == "accepted" and carried.decision in ("corrected", "added"):
        decision = "corrected"  # confirmed as it stands
    if decision == "corrected":
        changes = {**before, **changes}
    taken = [Verdict(carried.key, "withdrawn", file=carried.file)] if carried is not None else []
    return [*taken, Verdict(key, decision, reason, changes, str(row.document))]


def _leave() -> None:
    """Go on from what is shown: its form, its message and its place in the address are over."""
    for name in (FORM, NOTE, SAID, ITEM):
        st.session_state.pop(name, None)
    for name in (ITEM, ROW):
        st.query_params.pop(name, None)
