"""Turn the bytes of a web page into characters, whatever it says of them."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.documents.decoding import MARKED, DocumentError, fitting

_HEAD = 4096  # bytes in which a page names its encoding
_STATED = re.compile(
    rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
# Encodings that a page may name, and the one that its bytes are read in: what calls itself GB 2312 goes beyond it.
_KNOWN = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
_LOST = "\ufffd"
_MOST_LOST, _FEW_LOST = (
    0.01,
    8,
)  # share and number of characters that cannot be decoded; cut descriptions have one


def characters_of(octets: bytes, file: str | Path, stated: str = "") -> str:
    """Return the characters of a page; `stated` is the encoding that its envelope names.

    The mark at its start counts first, then what fits without an error (UTF-8, GB18030, Big5), then what is stated; a page
    with a few wrong bytes is read in the encoding that they are fewest of, each as U+FFFD. Raises DocumentError for others.
    """
    for mark, encoding in MARKED:
        if octets.startswith(mark):
            return _least_lost(octets[len(mark) :], [encoding], file)
    if wide := _two_bytes(octets):
        return _least_lost(octets, [wide], file)
    text = fitting(octets)
    if text is not None:
        return text
    named = [stated, *(name.decode("ascii") for name in _STATED.findall(octets[:_HEAD])[:3])]
    known = [_KNOWN[name.lower()] for name in named if name.lower() in _KNOWN]
    return _least_lost(octets, [*known, "utf-8", "gb18030"], file)


def _two_bytes(octets: bytes) -> str:
    """Return the encoding of a page of two bytes a character without a mark."""
    if octets[:1] == b"<" and octets[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if octets[:2] == b"\0<" else ""


def _least_lost(octets: bytes, encodings: list[str], file: str | Path) -> str:
    """Return the text in the encoding that loses fewest characters, the first of several."""
    texts = [octets.decode(encoding, "replace") for encoding in dict.fromkeys(encodings)]
    text = min(texts, key=lambda one: one.count(_LOST))
    if text.count(_LOST) > max(_FEW_LOST, _MOST_LOST * len(text)):
        raise DocumentError("encoding", file=file)
    return text
