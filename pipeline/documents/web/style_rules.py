"""Take from a page the style rules that stand in it, as a screen obeys them; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

import tinycss2
from cssselect import SelectorError, parse

MOST_STYLE = 1_000_000  # characters of rules; what follows them is not looked at
_LONGEST_SELECTOR = 300  # characters
_DEEPEST = 20  # rules in rules
_WIDTH = 1280  # of the screen, in pixels
# What tells whether a reader sees an element
_TELLING = frozenset((
    "display", "visibility", "opacity", "font-size", "text-decoration", "text-decoration-line", "left", "top",
    "text-indent", "margin-left", "clip", "position", "mso-hide", "color", "background", "background-color",
    "background-image", "max-height", "height", "overflow", "overflow-y", "transform",
))  # fmt: skip
_OPENS = re.compile(
    r"<!--|<script\b|<style\b([^<>]{0,999})>|<link\b[^<>]{0,999}\bstylesheet\b", re.IGNORECASE
)
_CLOSES = {"<!--": "-->", "<scri": "</script", "<styl": "</style"}
_MEDIA = re.compile(r"\bmedia\s{0,9}=\s{0,9}[\"']?([^\"']{1,99})", re.IGNORECASE)
_WIDE = re.compile(r"\(\s{0,9}(min|max)-width\s{0,9}:\s{0,9}([\d.]{1,9})px\s{0,9}\)")
_SCREENS = ("", "all", "screen", "only all", "only screen")
_NONE_AT_NOUGHT = ("opacity", "font-size", "height", "max-height")
_HIDDEN = frozenset(("none", "hidden", "collapse"))


class Rule(NamedTuple):
    """Be one selector and what is declared of its elements.

    Of several rules the one of most `weight` wins: important, specificity, place. `selector` is a tree of cssselect's;
    `name` prints it, `shows` says that the rule hides nothing.
    """

    weight: tuple[bool, tuple[int, int, int], int]
    name: str
    selector: Any
    declared: tuple[tuple[str, str], ...]
    shows: bool


def style_of(page: str) -> tuple[str, bool]:
    """Return what stands in all <style> of a page for a screen, and whether the page has no rules elsewhere."""
    found: list[str] = []
    at, left, whole = 0, MOST_STYLE, True
    while left > 0 and (opened := _OPENS.search(page, at)):
        closing = _CLOSES.get(opened[0][:5].lower())
        if closing is None:
            whole, at = False, opened.end()
            continue
        end = page.find(closing, opened.end())
        at = end if end >= 0 else len(page)
        media = _MEDIA.search(opened[1] or "")
        if closing == "</style" and (media is None or _on_screen(media[1])):
            found.append(page[opened.end() : min(at, opened.end() + left)])
            left -= len(found[-1])
    text = "\n".join(found)
    return text, whole and "@import" not in text


def rules_in(text: str) -> Iterator[Rule]:
    """Yield the rules of a sheet that tell what a screen shows."""
    places = count()
    waiting = [(0, node) for node in reversed(_nodes(text))]
    while waiting:
        depth, node = waiting.pop()
        if node.type == "qualified-rule":
            yield from _rules(node, places)
        elif node.type == "at-rule" and node.content and depth < _DEEPEST and _holds(node):
            waiting += ((depth + 1, one) for one in reversed(_nodes(node.content)))


def _nodes(held: object) -> list[Any]:
    return tinycss2.parse_stylesheet(held, skip_comments=True, skip_whitespace=True)  # type: ignore[no-any-return]


def _holds(node: Any) -> bool:
    """Say whether rules within a rule hold on a screen: those of @media screen do, those of @media print do not."""
    return node.lower_at_keyword == "layer" or (
        node.lower_at_keyword == "media" and _on_screen(_printed(node.prelude))
    )


def _on_screen(media: str) -> bool:
    """Say whether a list of media surely names a screen of usual width."""
    return any(_is_screen(one.strip()) for one in media.lower().split(","))


def _is_screen(query: str) -> bool:
    kind, *features = (
        (part.strip() for part in query.split(" and ")) if query[:1] != "(" else ("", *query.split(" and "))
    )
    if kind not in _SCREENS:
        return False
    for feature in features:
        width = _WIDE.fullmatch(feature.strip())
        if width is None or (float(width[2]) > _WIDTH) != (width[1] == "max"):
            return False
    return True


def _rules(node: Any, places: Iterator[int]) -> Iterator[Rule]:
    """Yield the rules that one block of declarations makes, for each selector the plain and the important ones."""
    declared = _declarations(tinycss2.parse_blocks_contents(node.content))
    if not any(declared.values()):
        return
    printed = _printed(node.prelude)
    try:
        selectors = parse(printed) if len(printed) <= _LONGEST_SELECTOR else []
    except (SelectorError, RecursionError):
        return  # what a browser of today does not know either, or its own: ::-ms-expand
    for selector in selectors:
        for important, ones in declared.items():
            if ones and not selector.pseudo_element:
                weight = (important, selector.specificity(), next(places))
                yield Rule(
                    weight,
                    selector.canonical(),
                    selector.parsed_tree,
                    ones,
                    not any(_hides(*one) for one in ones),
                )


def _hides(name: str, value: str) -> bool:
    return value in _HIDDEN or (name in _NONE_AT_NOUGHT and value[:1] == "0") or "through" in value


@lru_cache(maxsize=4096)
def declared_in(style: str) -> dict[bool, tuple[tuple[str, str], ...]]:
    """Return what an attribute `style` declares of what is seen: important (True) or not → names and values in order."""
    return _declarations(tinycss2.parse_declaration_list(style))


def _declarations(nodes: list[Any]) -> dict[bool, tuple[tuple[str, str], ...]]:
    telling = [one for one in nodes if one.type == "declaration" and one.lower_name in _TELLING]
    return {
        important: tuple(
            (one.lower_name, _printed(one.value).lower()) for one in telling if one.important == important
        )
        for important in (False, True)
    }


def _printed(tokens: object) -> str:
    """Return tokens as they are printed; nothing where they are nested too deep for any page."""
    try:
        return str(tinycss2.serialize(tokens)).strip()
    except RecursionError:
        return ""
