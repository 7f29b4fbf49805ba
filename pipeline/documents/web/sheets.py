"""Say of each element of a page what the rules in the page and its own style declare of how it is seen.

A rule that hides is taken where it surely holds; one that shows also where that cannot be told from the elements that are
open (:first-child, a + b): so nothing is lost by it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cssselect.parser import Attrib, Class, CombinedSelector, Element, Hash, Negation, Pseudo

from pipeline.documents.decoding import DocumentError
from pipeline.documents.web.style_rules import Rule, declared_in, rules_in, style_of

MOST_STEPS = 3_000_000  # comparisons of elements with parts of selectors; a page of 5 MB has some 100,000
# Not while nobody points at it: a.menu:hover
_NEVER = frozenset(
    ("hover", "focus", "active", "target", "checked", "visited", "focus-within", "focus-visible")
)


class _Open(NamedTuple):
    tag: str
    attributes: Mapping[str, str]
    classes: frozenset[str]
    keys: tuple[str, ...]


class Sheets:
    """Hold the rules of a page and the elements that are open. `are_whole` says that it has no rules elsewhere."""

    def __init__(self, page: str, file: object) -> None:
        """Take the rules of a page; `file` is what an error names."""
        self._file = file
        self._steps = 0
        self._path: list[_Open] = []
        self._open: Counter[str] = Counter(("*",))  # how many open elements bear a key: tag, .class, #id
        self._rules: dict[str, list[tuple[Rule, frozenset[str]]]] = defaultdict(list)
        text, self.are_whole = style_of(page)
        once = {(rule.weight[0], rule.name, rule.declared): rule for rule in rules_in(text)}
        for rule in once.values():
            key, *around = _keys(rule.selector)
            self._rules[key].append((rule, frozenset(around)))

    def enter(self, tag: str, attributes: Mapping[str, str]) -> str:
        """Open an element; return what is declared of it, in lower case, as an attribute `style` has it.

        Raises DocumentError where a page has more rules and elements than can be compared.
        """
        own = attributes.get("style", "").lower()
        if not self._rules:
            return own
        classes = frozenset(attributes.get("class", "").split())
        keys = (tag, f"#{attributes.get('id', '')}", *(f".{one}" for one in classes))
        named = (pair for key in ("*", *keys) for pair in self._rules.get(key, ()))
        near = [rule for rule, around in named if all(map(self._open.__getitem__, around))]
        self._path.append(_Open(tag, attributes, classes, keys))
        self._open.update(keys)
        at = len(self._path) - 1
        found = sorted(rule for rule in near if self._matches(rule.selector, at, maybe=rule.shows))
        return _won(found, own) if found else own

    def leave(self) -> None:
        """Close the element that was opened last."""
        if self._rules:
            self._open.subtract(self._path.pop().keys)

    def _matches(self, selector: Any, at: int, *, maybe: bool) -> bool:
        """Say whether a selector names the open element of a number; `maybe` where that cannot be told."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise DocumentError("page_elements", file=self._file, most=MOST_STEPS)
        if isinstance(selector, Element):
            return selector.element is None or selector.element.lower() == self._path[at].tag
        if isinstance(selector, CombinedSelector):
            named = self._matches(selector.subselector, at, maybe=maybe)
            return named and self._follows(selector, at, maybe=maybe)
        if not self._matches(selector.selector, at, maybe=maybe):
            return False
        if isinstance(selector, Negation):
            return not self._matches(selector.subselector, at, maybe=not maybe)
        return at == 0 if _is_root(selector) else _is(selector, self._path[at], maybe=maybe)

    def _follows(self, selector: CombinedSelector, at: int, *, maybe: bool) -> bool:
        """Say whether what stands before the combinator of a selector is an element around the one of a number."""
        if selector.combinator not in (" ", ">"):
            return maybe
        last = 0 if selector.combinator == " " else max(at - 1, 0)
        around = range(at - 1, last - 1, -1)
        return any(self._matches(selector.selector, number, maybe=maybe) for number in around)


def _won(rules: Iterable[Rule], own: str) -> str:
    """Return what is declared by rules in order of their weight and by an element's own style, the last of each name."""
    mine = declared_in(own)
    by_weight: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
    for rule in rules:
        by_weight[rule.weight[0]] += rule.declared
    last = dict((*by_weight[False], *mine[False], *by_weight[True], *mine[True]))
    return ";".join(f"{name}:{value}" for name, value in last.items())


def _is_root(selector: Any) -> bool:
    return isinstance(selector, Pseudo) and selector.ident == "root"


def _is(selector: Any, one: _Open, *, maybe: bool) -> bool:
    """Say whether an element is what one part of a selector asks."""
    if isinstance(selector, Class):
        return selector.class_name in one.classes
    if isinstance(selector, Hash):
        return bool(selector.id == one.attributes.get("id"))
    if isinstance(selector, Attrib):
        return _has(selector, one.attributes, maybe=maybe)
    return maybe and not (isinstance(selector, Pseudo) and selector.ident in _NEVER)


def _has(asked: Attrib, attributes: Mapping[str, str], *, maybe: bool) -> bool:
    """Say whether attributes are as a selector asks: [hidden], [class*=pop]."""
    held = attributes.get(asked.attrib)
    if held is None or asked.operator == "exists":
        return held is not None
    value = (asked.value.value if asked.value else None) or ""
    found = {"=": held == value, "~=": value in held.split(), "^=": held.startswith(value or " ")}
    found |= {"$=": held.endswith(value or " "), "*=": bool(value) and value in held}
    return found.get(asked.operator, maybe)


def _keys(selector: Any) -> list[str]:
    """Return by what the elements of a selector are found, and those around them: #id, else .class, else tag, else *."""
    keys: list[str] = []
    while isinstance(selector, CombinedSelector):
        keys.append(_key(selector.subselector))
        if selector.combinator not in (" ", ">"):
            return keys
        selector = selector.selector
    return [*keys, _key(selector)]


def _key(selector: Any) -> str:
    key = ""
    while not isinstance(selector, Element):
        if isinstance(selector, Hash):
            return f"#{selector.id}"
        if isinstance(selector, Class) and not key:
            key = f".{selector.class_name}"
        selector = selector.selector
    return key or (selector.element or "*").lower()
