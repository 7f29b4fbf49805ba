"""Serve the page that holds all pages: in the reader's language, and with the script that Streamlit lacks.

Streamlit's own page says that it is English, makes a step of the way back of each code that a page writes into its
address, and has words that nothing else can translate. `shell.js` mends these in the browser, before Streamlit starts.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

from app.address import MISSING_PAGE, NO_VIEW, PAGES
from app.wording import LANGUAGES, wording

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = Path(__file__).resolve().parent / "shell.js"
BUILT_IN = "built_in."
SEARCHED = (f"{BUILT_IN}no_results", "compare.chosen_already", "list.join")
# A copy that the browser kept, or a packed one, could not be completed.
UNWANTED = (b"accept-encoding", b"if-none-match", b"if-modified-since")
CHANGED = (b"content-length", b"etag", b"last-modified")


class Shell:
    """Complete Streamlit's page on its way to the browser; lead an address of no page to the first one, which says so."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a page; let all others pass."""
        if scope["type"] != "http" or scope["method"] != "GET" or not asks_for_page(scope):
            await self._app(scope, receive, send)
            return
        elsewhere = better_address(scope["path"], scope["query_string"].decode("latin-1"))
        if elsewhere:
            headers = [(b"location", elsewhere.encode())]
            await send({"type": "http.response.start", "status": 307, "headers": headers})
            await send({"type": "http.response.body"})
            return
        asked = dict(scope)
        asked["headers"] = [one for one in scope["headers"] if one[0].lower() not in UNWANTED]
        await self._app(asked, receive, _Completing(send).take)


class _Completing:
    """Hold an answer back until it is whole, and complete it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def take(self, message: Message) -> None:
        """Take a part of the answer."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = completed(self._body.decode("utf-8")).encode("utf-8")
        headers = [(name, value) for name, value in self._start["headers"] if name.lower() not in CHANGED]
        headers.append((b"content-length", str(len(body)).encode()))
        self._start["headers"] = headers
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


def asks_for_page(scope: Scope) -> bool:
    """Tell whether a browser asks for a page, not for a part of one."""
    accepted = dict(scope["headers"]).get(b"accept", b"")
    return b"text/html" in accepted and "." not in scope["path"] and not scope["path"].startswith("/_stcore")


def better_address(path: str, query: str) -> str:
    """Give the address that a browser should ask for instead: that of the first page where there is no such page."""
    name = path.strip("/")
    if name in PAGES or not name:
        return ""
    codes = parse_qs(query, keep_blank_values=True)
    missing = {} if name == "overview" else {MISSING_PAGE: [name]}
    return "/" + (f"?{urlencode(codes | missing, doseq=True, quote_via=quote)}" if codes or missing else "")


def completed(page: str) -> str:
    """Put the script into Streamlit's page, before its own."""
    return page.replace("<head>", f"<head><script>{script()}</script>", 1)


@cache
def script() -> str:
    """Give the script with the words of all languages in it."""
    given = {
        "words": {code: built_in(code) for code in LANGUAGES}, "pages": ["", *PAGES], "no_view": NO_VIEW,
        "nothing": {code: [wording(code).texts[key] for key in SEARCHED] for code in LANGUAGES},
    }  # fmt: skip
    text = SCRIPT.read_text("utf-8")
    for name, value in given.items():
        text = text.replace(f'"{{{name}}}"', json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))
    return text


def built_in(language: str) -> list[str]:
    """List what Streamlit writes itself, in a language; in English as Streamlit has it."""
    return [text for key, text in wording(language).texts.items() if key.startswith(BUILT_IN)]
