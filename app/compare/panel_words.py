"""Let a reader reword a chart where it is compared; the words are in the address, so that a link and a report have them."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.address import stepped
from app.report.own_words import LONGEST, Words, kept_words, words_fields, words_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.panel import Panel
    from app.wording import Wording

CODE = "words"  # of the address: for each chart that has words of its own, these by its mark
_HELD, _ELSEWHERE = "words by mark of chart", "words of no chart shown"
_WORDED = "indicators by mark of a chart that had words"


def words_of(panel: Panel) -> Words:
    """Return the words that the reader gave a chart; they are gone as soon as it shows other figures."""
    return _held().get(mark_of(panel), Words())


def mark_of(panel: Panel) -> str:
    """Return what tells a chart from others on any machine and in any language: its view, and the figures it draws."""
    figures = [
        (point.id, point.value, point.high, point.qualifier)
        for one in panel.series
        for point in (*one.levels, *one.growths, *one.disputed)
    ]
    return hashlib.sha256(repr((panel.chart, panel.base, figures)).encode()).hexdigest()[:8]


def publish_words(panels: Sequence[Panel], say: Wording) -> None:
    """Write the words of the charts shown into the address, and say where there are words for other figures of theirs."""
    if CODE in st.query_params and (_HELD not in st.session_state or stepped()):
        given = _read(st.query_params[CODE])
        st.session_state[_HELD] = {**_held(), **given}
        shown = {*map(mark_of, panels)}
        st.session_state[_ELSEWHERE] = bool(given) and shown.isdisjoint(given), shown
    elif stepped():
        st.session_state[_HELD] = {}
    _publish(panels)
    lost, of = st.session_state.get(_ELSEWHERE, (False, set()))
    if lost and of == {*map(mark_of, panels)}:
        st.text(say("link.other_words"))
    if _set_aside(panels):
        st.text(say("compare.words_aside"))


def words_editor(panel: Panel, key: str, say: Wording) -> None:
    """Draw the button behind which the words of a chart are changed; `panel` bears those that it has by itself."""
    mark = mark_of(panel)
    with st.popover(say("compare.words"), icon=":material/edit:", type="tertiary"):
        words_fields(words_of(panel), panel, f"{key} {mark}", partial(_keep, mark), say)


def _keep(mark: str, words: Words) -> None:
    st.session_state[_HELD] = {**_held(), mark: words}


def _set_aside(panels: Sequence[Panel]) -> bool:
    """Tell whether a chart without words had some when it showed other figures of its indicators."""
    worded: dict[str, tuple[str, ...]] = st.session_state.setdefault(_WORDED, {})
    bare = {panel.indicators for panel in panels}
    for panel in panels:
        if words_told(words_of(panel)):
            worded[mark_of(panel)] = panel.indicators
            bare.discard(panel.indicators)
    return any(words_told(words) and worded.get(mark) in bare for mark, words in _held().items())


def _held() -> dict[str, Words]:
    held: dict[str, Words] = st.session_state.get(_HELD, {})
    return held


def _publish(panels: Sequence[Panel]) -> None:
    own = {mark_of(panel): words_told(words_of(panel)) for panel in panels}
    own = {mark: told for mark, told in own.items() if told}
    text = json.dumps(own, ensure_ascii=False, separators=(",", ":"))
    if not own:
        st.query_params.pop(CODE, None)
    elif st.query_params.get(CODE) != text:
        st.query_params[CODE] = text


def _read(text: str) -> dict[str, Words]:
    """Read the words of an address, each up to its limit; nothing of what is none."""
    try:
        given = json.loads(text)
    except ValueError:
        return {}
    return {
        str(mark): kept_words({name: told[name] for name in LONGEST if isinstance(told.get(name), str)})
        for mark, told in (given.items() if isinstance(given, dict) else ())
        if isinstance(told, dict)
    }
