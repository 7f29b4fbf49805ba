"""Write words of documents, rules and people where Markdown is drawn, so that they stand there as they are."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]#|<>&~$^:!@])")
_LISTED = re.compile(r"^(\s*(?:\d+(?=[.)])|(?=[-+])))([-+.)])(?=\s|$)")  # 1. 公报, - 公报
# Streamlit draws these as signs where they stand alone, escaped or not: 公报 -- 定稿 as 公报 — 定稿.
_SIGNS = re.compile(r"(?<!\S)([<>~-])(->|[-=>])(?!\S)")
_JOINER = "\u2060"  # has no width


def verbatim(text: str) -> str:
    """Escape what Markdown would take for its own: **x**, [x](y), $x$, :red[x], <b>, 1. x, and x -- y."""
    apart = _SIGNS.sub(rf"\1{_JOINER}\2", text)
    return _LISTED.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", apart))
