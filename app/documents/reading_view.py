"""Show how far reading is: count, file, time left; while waiting for it, or beside what is there already."""

from __future__ import annotations

from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.documents.reading import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from app.documents.reading import Progress, Reading
    from app.wording import Wording

AT_ONCE, LOOK = 1.0, 0.3  # seconds: what is read within the first shows no progress; between two looks
BESIDE, ALL_READ = "look while documents are read", "all was read"


def wait_for(reading: Reading, say: Wording) -> None:
    """Show progress until all is read, or until the reader would rather see what is there."""
    if reading.wait(AT_ONCE):
        st.session_state.pop(BESIDE, None)
        return
    if st.session_state.get(BESIDE):
        link = f"documents?lang={say.language}"
        told = escape(progress_words(reading.progress(), say))
        st.html(f'<p class="small-print" role="status">{told} <a class="more" href="{link}">'
                f'{escape(say("page.documents"))} →</a></p>')  # fmt: skip
        return
    room = st.empty()
    with room.container(key="reading"):
        st.subheader(say("documents.reading"), anchor=False)
        drawn = st.empty()
        st.button(say("documents.beside"), key="beside", on_click=look_beside)
        while not reading.wait(LOOK):
            with drawn.container():
                draw_progress(reading.progress(), say)
    room.empty()


@contextmanager
def taking(say: Wording) -> Iterator[Callable[[int], None]]:
    """Say that documents are being taken over; what it gives tells how many there were so far."""
    with st.spinner(say("documents.taking")):
        room = st.empty()

        def told(count: int) -> None:
            if count:
                room.text(say("documents.taking_so_far", count=f"{count:,}"))

        yield told


def look_beside() -> None:
    """Stop waiting; reading goes on."""
    st.session_state[BESIDE] = True


def draw_progress(progress: Progress, say: Wording) -> None:
    """Draw bar, counts and time left, and the name of the file as plain text."""
    st.progress(progress.share)
    st.text(progress_words(progress, say))
    st.text(file_words(progress, say))


def file_words(progress: Progress, say: Wording) -> str:
    """Write which file is being read, and which page of it."""
    if progress.pages <= 1:
        return progress.file
    return say("documents.progress_page", file=progress.file, page=progress.page, pages=progress.pages)


def progress_words(progress: Progress, say: Wording) -> str:
    """Write what is read of how much, what it gave so far, and the time left."""
    done, total = progress.done, progress.total
    parts = [
        say(f"documents.progress_{name}", done=getattr(done, name), total=getattr(total, name))
        for name in ("files", "articles")
        if getattr(total, name)
    ]
    told = say("documents.progress", parts=say("list.join").join(parts), rows=f"{progress.rows:,}")
    if progress.left is None:
        return told
    minutes = round(progress.left / 60)
    left = (
        say("documents.left_minutes", minutes=minutes)
        if minutes > 1
        else say("documents.left_seconds", seconds=max(1, round(progress.left)))
    )
    return told + say("list.gap") + left


def documents_words(names: Iterable[str], say: Wording) -> str:
    """Write how many documents there are: files, and articles of lists."""
    count = counted(names)
    parts = {"files": count.files, "articles": count.articles}
    return say("list.join").join(
        say(f"documents.counted_{name}", count=number) for name, number in parts.items() if number
    )


def glance(reading: Reading) -> None:
    """Wait for what is read at once, and note whether that was all: the page is drawn with what is there."""
    st.session_state[ALL_READ] = True  # also where waiting raises what reading raised
    st.session_state[ALL_READ] = reading.wait(AT_ONCE)


def reading_strip(reading: Reading, say: Wording) -> None:
    """Show progress beside a page that goes on working, with a way to pause; the page is drawn anew at the end."""
    if not st.session_state.get(ALL_READ, True):
        st.fragment(run_every=1.0)(strip)(reading, say)
    elif reading.paused:
        with st.container(key="paused", horizontal=True, vertical_alignment="center"):
            st.text(say("documents.paused"))
            st.button(say("documents.go_on"), key="go_on", on_click=reading.go_on)


def strip(reading: Reading, say: Wording) -> None:
    """Draw the progress once."""
    if not reading.running:
        st.rerun()
    draw_progress(reading.progress(), say)
    if reading.paused:
        st.text(say("documents.pausing"))
    st.button(say("documents.pause"), key="pause", on_click=reading.pause, disabled=reading.paused)
