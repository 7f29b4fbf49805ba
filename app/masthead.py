"""Draw what every page has: the style, the page's name, the switch of languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TypeVar

import streamlit as st

from app import not_kept
from app.address import publish, seed_one, tell_data, tell_page, tell_unknown
from app.documents.reading import Reading
from app.documents.reading_view import wait_for
from app.observations import Loaded, LoadingFailedError, Ready, data_name, listed_only, load
from app.wording import LANGUAGES, Wording, wording

FOLDER = Path(__file__).resolve().parent
MARK, STYLE = FOLDER / "mark.svg", FOLDER / "style.css"
Made = TypeVar("Made")
NAMES = {code: wording(code)("app.own_name") for code in LANGUAGES}


def language() -> Wording:
    """Take the language from the switch or the address, else that of the browser: Chinese, or English for all others."""
    locale = st.context.locale or LANGUAGES[0]
    first = LANGUAGES[0] if locale.lower().startswith("zh") else "en"
    seed_one("lang", LANGUAGES, first, NAMES.__getitem__)
    return wording(st.session_state["lang"])


def draw(title: str, path: str, say: Wording) -> None:
    """Draw style, title and language switch of the page with this path."""
    st.html(STYLE)
    chart_library()
    st.logo(str(MARK), size="large")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(title, anchor=False)
        st.segmented_control(
            say("app.language"), LANGUAGES, format_func=NAMES.__getitem__, key="lang", required=True,
            label_visibility="collapsed", width="content",
        )  # fmt: skip
        st.html(
            f'<button class="copy" type="button" data-copied="{escape(say("link.copied"))}" '
            f'data-of="{escape(data_name())}">{escape(say("link.copy"))}</button>',
            width="content",
        )
    publish("lang")
    tell_page()
    tell_unknown(path)
    tell_data(data_name())
    not_kept.tell(say)


def chart_library() -> None:
    """Let the browser load the library that draws charts while the page is still being made."""
    code = chart_code()
    if code:
        st.html(f'<script>import("/static/js/{code}")</script>', unsafe_allow_javascript=True)


@lru_cache
def chart_code() -> str:
    """Name the file that Streamlit draws Plotly charts with; empty where it has another name."""
    found = Path(st.__file__).parent.glob("static/static/js/PlotlyChart.*.js")
    return next((file.name for file in found), "")


def start(*, without_rows: bool = False) -> tuple[Wording, Loaded]:
    """Give a page its words and its data, or stop it with one sentence where there is none.

    A page that can do something with documents that gave no rows is not stopped by them.
    """
    say = wording(st.session_state["lang"])
    loaded = loaded_or_stopped(say, lambda reading: wait_for(reading, say))
    if not loaded.table.count() and not (without_rows and loaded.entries):
        st.subheader(say("failed.title"), anchor=False)
        st.text(say("failed.empty") if loaded.entries else say("failed.none"))
        link = f"documents?lang={say.language}"
        st.html(f'<p><a class="more" href="{link}">{escape(say("failed.add"))} →</a></p>')
        st.stop()
    return say, loaded


def loaded_or_stopped(say: Wording, watch: Callable[[Reading], None]) -> Loaded:
    """Load the data, or stop the page with one sentence where the documents or the rules do not allow it.

    A folder that is away stops no page: what is kept is shown below the sentence that says so.
    """
    loaded = or_stopped(say, lambda: load(watch))
    count_doubts(loaded.doubts)
    tell_away(loaded, say)
    return loaded


def count_doubts(count: int) -> None:
    """Write beside the link to Review how many doubts are open.

    The links are drawn before the figures are known, and only once: the style of the page puts the number behind.
    """
    if count:
        st.html(
            f'<style>a[data-testid*="NavLink"][href$="/review"] p::after {{ content: "\\2002 {count}"; }}</style>'
        )


def tell_away(made: Loaded | Ready, say: Wording) -> None:
    """Say why the folder shown could not be looked through, and what is shown instead."""
    if made.away:
        st.text(say("failed.away", reason=made.away.said(say.language)))


def loaded_or_listed(say: Wording, watch: Callable[[Reading], None]) -> Loaded:
    """Load the data, or say in one sentence which file of the workspace does not allow it and give the documents alone."""
    try:
        loaded = load(watch)
    except LoadingFailedError as error:
        failed = error
    else:
        count_doubts(loaded.doubts)
        tell_away(loaded, say)
        return loaded
    try:
        listed = listed_only() if failed.of_files else None
    except LoadingFailedError:
        listed = None
    if listed is None:
        st.subheader(say("failed.title"), anchor=False)
    st.text(failure(failed, say))
    return listed if listed is not None else st.stop()


def failure(error: LoadingFailedError, say: Wording) -> str:
    """Say why nothing could be loaded, and what to look at where it is not a file of the workspace."""
    sentence = "failed.of_files" if error.of_files else "failed.sentence"
    return say(sentence, reason=error.said(say.language))


def or_stopped(say: Wording, make: Callable[[], Made]) -> Made:
    """Give what is made of the documents, or stop the page with one sentence where they or the rules do not allow it."""
    try:
        return make()
    except LoadingFailedError as error:
        st.subheader(say("failed.title"), anchor=False)
        st.text(failure(error, say))
        st.stop()
