"""Read from the attributes of an element, and what is declared of it, how what is in it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.words import words_of

_HIDDEN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)|mso-hide\s*:\s*all|text-decoration(?:-line)?\s*:[^;]{0,40}line-through"
    r"|(?:left|top|text-indent|margin-left)\s*:\s*-\d{3,}(?:px|em|pt)|clip\s*:\s*rect\(0(?:px)?[, ]+0"
    r"|transform\s*:[^;]{0,99}\bscale(?:[xy]|3d)?\(\s*0(?:\.0*)?\s*[,)])"
)
# Folded: without any height, and what does not fit is cut off
_NO_HEIGHT = re.compile(r"(?:^|[;\s])(?:max-)?height\s*:\s*0(?:\.0*)?(?:px|em|rem|vh|%)?\s*(?:;|!|$)")
_CUT_OFF = re.compile(r"(?:^|[;\s])overflow(?:-y)?\s*:\s*(?:hidden|clip)")
_NO_PLACE = re.compile(r"(?:^|[;\s])display\s*:\s*none")
_SIZE = re.compile(r"(?:^|[;\s])font-size\s*:\s*([\d.]+)")
_PRINTED_BREAKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_BLOCK = re.compile(r"display\s*:\s*(?:block|table|flex|grid|list-item)")
_INLINE = re.compile(r"display\s*:\s*inline\s*(?:;|!|$)")
_RAISED = re.compile(r"vertical-align\s*:\s*super")
_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NAMED = 200  # characters of a class and a name that are looked at


@cache
def elements(kind: str) -> frozenset[str]:
    """Return the words of one list of `words/web_pages.yaml`: silent, blocks, preformatted, beside, roles, names."""
    return frozenset(words_of("web_pages")[kind])


def is_edge(tag: str, style: str) -> bool:
    """Say whether an element begins and ends a line."""
    if style and _BLOCK.search(style):
        return True
    return tag in elements("blocks") and not (style and _INLINE.search(style))


def why_beside(tag: str, attributes: Mapping[str, str], style: str) -> str:
    """Return why an element may not be of the body (hidden, beside, named), "" where nothing says so."""
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    folded = style and _NO_HEIGHT.search(style) and _CUT_OFF.search(style)
    if hidden or folded or (style and _HIDDEN.search(style)):
        return "hidden"
    if tag in elements("beside") or attributes.get("role", "").lower() in elements("roles"):
        return "beside"
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:_NAMED]
    if len(named) > 1 and not elements("names").isdisjoint(map(str.lower, _NAME.findall(named))):
        return "named"
    return ""


def takes_no_place(attributes: Mapping[str, str], style: str) -> bool:
    """Say whether a hidden cell leaves its column to the next one, as display:none does and visibility:hidden does not."""
    return "hidden" in attributes or bool(style and _NO_PLACE.search(style))


def prints_breaks(tag: str, style: str) -> bool:
    """Say whether an element prints the line breaks that stand in it."""
    return tag in elements("preformatted") or bool(style and _PRINTED_BREAKS.search(style))


def is_raised(tag: str, attributes: Mapping[str, str], style: str) -> bool:
    """Say whether what stands in an element may be the mark of a note: raised, or a link to a place on the page."""
    to_place = tag == "a" and bool(attributes.get("href", "").partition("#")[2])
    return tag == "sup" or to_place or bool(style and _RAISED.search(style))


def has_size(style: str) -> bool | None:
    """Say whether a style gives letters a size that is seen; None where it gives none."""
    found = _SIZE.search(style) if style else None
    return bool(found[1].strip("0.")) if found else None
