"""Let in only requests that this dashboard's own pages make, before Streamlit sees them.

Streamlit, asked by a page of another origin, looks its external address up on the Internet to compare, and takes
any page of this machine, on whatever port, for its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from streamlit import config

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Guard:
    """Answer 403 where the Host is none of `server.allowedHosts`, or the Origin is not the Host itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it."""
        if scope["type"] not in ("http", "websocket") or is_own(scope["headers"]):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it was accepted: answered with 403
        else:
            plain = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": plain})
            await send({"type": "http.response.body", "body": b"Forbidden"})


def is_own(headers: list[tuple[bytes, bytes]]) -> bool:
    """Say whether a request is to this server and, where a page makes it, from a page of this server."""
    said = {name.lower(): value.decode("latin-1") for name, value in headers}
    host, origin = said.get(b"host", ""), said.get(b"origin")
    allowed = {str(one).lower() for one in config.get_option("server.allowedHosts")}
    try:
        named, asking = urlsplit(f"//{host}"), urlsplit(origin or "")
        known = (named.hostname or "").lower() in allowed and named.port != 0
    except ValueError:  # no address at all: http://[, 127.0.0.1:8501.elsewhere.org
        return False
    # Only the very same address and port: another program's page on this machine is foreign, too.
    return known and (origin is None or (asking.scheme in ("http", "https") and asking.netloc == host))
