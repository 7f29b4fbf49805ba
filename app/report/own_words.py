"""Hold the words that a person gives a chart in place of its own: title, subtitle, the sentence of what is seen, note."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from app.typed import within
from pipeline.table import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.charts.panel import Panel
    from app.wording import Wording

LONGEST = {"title": 100, "subtitle": 100, "sentence": 2000, "note": 500}  # characters of each
CUT = "words cut"


@dataclass(frozen=True, slots=True)
class Words:
    """Be the words of one chart; an empty title is that of the chart, no `sentence` the one that rules make."""

    title: str = ""
    subtitle: str = ""
    sentence: str | None = None
    note: str = ""

    def on(self, panel: Panel) -> Panel:
        """Give a chart these words."""
        return replace(
            panel, title=self.title or panel.title, subtitle=self.subtitle, own_sentence=self.sentence, remark=self.note
        )  # fmt: skip


def kept_words(typed: Mapping[str, str | None], by_rules: str = "") -> Words:
    """Make words of what was typed, up to their limits and so that each format can hold them.

    The sentence that rules make, left as it is, stays theirs: it changes with the figures.
    """
    held = {
        name: None if words is None else _printable(words)[: LONGEST[name]] for name, words in typed.items()
    }
    words = Words(**held)  # type: ignore[arg-type] # None stands for a sentence alone
    return replace(words, sentence=None) if words.sentence == by_rules else words


def words_fields(words: Words, panel: Panel, key: str, keep: Callable[[Words], None], say: Wording) -> None:
    """Ask for the words of a chart; `keep` is given them as soon as one is changed.

    `key` is another where the words are: the boxes are drawn anew with what was kept of what was typed.
    """
    keys = {name: f"{name} {key} {abs(hash(words))}" for name in LONGEST}

    def take() -> None:
        typed = {name: st.session_state[own] for name, own in keys.items()}
        st.session_state[CUT] = {key: typed}
        keep(kept_words(typed, panel.sentence))

    typed = st.session_state.pop(CUT, {}).get(key, {})
    for name, text in typed.items():
        within(text, LONGEST[name], say)
    if any(_printable(text) != text for text in typed.values()):
        st.text(say("typed.hidden"))
    sentence = panel.sentence if words.sentence is None else words.sentence
    st.text_input(
        say("report.own_title"), words.title, key=keys["title"], placeholder=panel.title, on_change=take
    )
    st.text_input(
        say("report.own_subtitle"), words.subtitle, key=keys["subtitle"], placeholder=say("report.may_be_empty"),
        on_change=take,
    )  # fmt: skip
    st.text_area(
        say("report.sentence"), sentence, key=keys["sentence"], placeholder=say("report.may_be_empty"), on_change=take
    )  # fmt: skip
    if words.sentence is not None and panel.sentence:
        st.button(
            say("report.sentence_by_rules"), key=f"by rules {key}", type="tertiary", icon=":material/undo:",
            on_click=keep, args=(replace(words, sentence=None),),
        )  # fmt: skip
    st.text_input(
        say("report.own_note"), words.note, key=keys["note"], placeholder=say("report.may_be_empty"), on_change=take
    )  # fmt: skip


def words_told(words: Words) -> dict[str, str]:
    """Give the words that are there, by their names."""
    return {
        name: text
        for name, text in asdict(words).items()
        if text or (name == "sentence" and text is not None)
    }


def _printable(typed: str) -> str:
    """Write control characters out, which no file of a report can hold; line breaks stay."""
    return "\n".join(map(visible, typed.split("\n")))
