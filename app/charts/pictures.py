"""Render figures to PNG, SVG and PDF with the browser that is on this machine.

Without a browser, or without a font that has Chinese glyphs, the answer is a reason, never a blank picture.
"""

from __future__ import annotations

import errno
import os
import queue
import shutil
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.charts.pdf_text import mended
from app.fonts import has_chinese_font, name_for_fontconfig

if TYPE_CHECKING:
    from collections.abc import Callable

    import plotly.graph_objects as go

    from app.wording import Wording

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "brave",
)
SECONDS, LONGEST = 30, 45  # that the browser may take for a picture, and that anybody waits for it
LANGUAGE = Path(__file__).resolve().with_name("picture_language.js")
TYPES = {"png": "image/png", "svg": "image/svg+xml"}
_one_at_a_time = threading.Lock()  # the warm server hands out other callers' pictures when shared


class PictureFailedError(Exception):
    """No picture could be made; the message is the key of the reason in the dashboard's words."""

    def told(self, say: Wording) -> str:
        """Say the reason in one sentence."""
        return say(str(self))


def find_browser() -> str | None:
    """Find a Chromium: BROWSER_PATH, then the path, then where the system installs Chrome."""
    given = os.environ.get("BROWSER_PATH")
    if given:
        return given if os.access(given, os.X_OK) else None
    on_path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    return on_path or _installed_browser()


def _installed_browser() -> str | None:
    from choreographer.browsers.chromium import Chromium

    try:
        found = Chromium.find_browser(skip_local=False)
    except (OSError, ValueError, RuntimeError):
        return None
    return str(found) if found else None


@lru_cache
def obstacle() -> str | None:
    """Say what stands in the way of pictures, as a key of the words, or None."""
    if find_browser() is None:
        return "picture.no_browser"
    return None if has_chinese_font() else "picture.no_font"


def picture(drawing: go.Figure, kind: str, dots: float = 2) -> bytes:
    """Render a figure as `png`, `svg` or `pdf`, at the width and height of its layout; a PNG has `dots` a pixel.

    Raises PictureFailedError where there is no browser or font, no room on the disk, or the browser gives no picture.
    """
    reason = obstacle()
    if reason:
        raise PictureFailedError(reason)
    with _one_at_a_time:
        return _in_time(lambda: _render(drawing.to_dict(), kind, dots))


def _in_time(made: Callable[[], bytes]) -> bytes:
    """Return what is made, or raise PictureFailedError: a browser that dies as it starts leaves its caller waiting."""
    answers: queue.SimpleQueue[bytes | PictureFailedError] = queue.SimpleQueue()

    def answer() -> None:
        try:
            answers.put(made())
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for an answer
            answers.put(
                error if isinstance(error, PictureFailedError) else PictureFailedError("picture.failed")
            )

    threading.Thread(target=answer, daemon=True).start()
    try:
        given = answers.get(timeout=LONGEST)
    except queue.Empty:
        raise PictureFailedError("picture.failed") from None
    if isinstance(given, PictureFailedError):
        raise given
    return given


def _render(drawing: dict[str, Any], kind: str, dots: float) -> bytes:
    import kaleido

    size = {"width": drawing["layout"]["width"], "height": drawing["layout"]["height"]}
    browser = find_browser()
    try:
        name_for_fontconfig()
        page = kaleido.PageGenerator(mathjax=False, others=[(LANGUAGE.as_uri(), "utf-8")])
        kaleido.start_sync_server(silence_warnings=True, page_generator=page, timeout=SECONDS, path=browser)
        made = kaleido.calc_fig_sync(
            drawing, opts={"format": kind, "scale": dots if kind == "png" else 1, **size}
        )
    except Exception as error:  # the browser fails in many ways; each must leave a clean next attempt
        kaleido.stop_sync_server(silence_warnings=True)
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise PictureFailedError("picture.no_room" if full else "picture.failed") from error
    return mended(bytes(made)) if kind == "pdf" else bytes(made)
