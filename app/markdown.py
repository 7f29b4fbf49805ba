"""Write words of documents, rules and people where Markdown is drawn, so that they stand there as they are."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]#|<>&~$^:!@])")


def verbatim(text: str) -> str:
    """Escape what Markdown would take for its own: **x**, [x](y), $x$, :red[x], <b>."""
    return _MARKUP.sub(r"\\\1", text)
