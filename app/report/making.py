"""Make a file when its button is pressed, and say on the page why it could not be made."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from app.charts.pictures import LONGEST, PictureFailedError
from app.report.items import ReportFailedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.wording import Wording

SOON, LOOK = 0.7, 0.3  # seconds: a file that is made within the first needs no words; between two looks


class NotMadeError(Exception):
    """A file could not be made; Streamlit's own words for that are replaced by those of the page."""


@dataclass(slots=True)
class Making:
    """Make one file, in whatever thread; `failed` is the sentence that says why it could not be made."""

    make: Callable[[], bytes]
    say: Wording
    failed: str = ""
    done: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> bytes:
        """Make the file. Raise NotMadeError where that fails."""
        try:
            return self.make()
        except (PictureFailedError, ReportFailedError) as error:
            self.failed = error.told(self.say)
            raise NotMadeError(self.failed) from error
        except Exception as error:  # the page would show nothing at all
            self.failed = self.say("report.not_made", kind=type(error).__name__)
            raise
        finally:
            self.done.set()

    def outcome(self) -> str:
        """Wait until it is made, with a word where that takes long; give what went wrong, or nothing."""
        room, begun, patience = st.empty(), time.monotonic(), SOON
        while not self.done.wait(patience):
            patience = LOOK
            if time.monotonic() - begun > LONGEST:
                return self.say("picture.failed")
            room.text(self.say("report.making"))
        room.empty()
        return self.failed


@st.fragment
def download_button(
    label: str, make: Callable[[], bytes], name: str, mime: str, key: str, say: Wording
) -> None:
    """Draw a button that makes a file and saves it; only this part of the page is drawn anew when it is pressed."""
    pressed: Making | None = st.session_state.pop(f"pressed {key}", None)
    failed = pressed.outcome() if pressed else ""
    making = Making(make, say)

    def press() -> None:
        st.session_state[f"pressed {key}"] = making

    st.download_button(
        label, data=making, file_name=name, mime=mime, key=f"save {key}", icon=":material/download:", on_click=press,
    )  # fmt: skip
    if failed:
        st.text(failed)
