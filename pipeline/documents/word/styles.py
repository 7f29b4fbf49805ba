"""Tell how a paragraph looks that a style describes: as a heading, in the middle, large, hidden, in a table of contents."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from pipeline.documents.word.parts import child, is_on, name_of, value

_HEADINGS = ("title", "heading 1")  # the names that every language of Word keeps
_CONTENTS = "toc "  # toc 1 … toc 9
_DEEPEST = 20  # styles that a style may be based on, one after the other
_WHITE = "FFFFFF"
_DIGITS = 5  # of a size or a level, fewer than these
_USUAL = 20  # half-points, where nothing says the size


@dataclass(frozen=True, slots=True)
class Look:
    """Say how a paragraph looks; `size` in half-points. `numbered` is its list and level, where it has one.

    `white` is of its words, `shaded` says that another ground than the page's lies beneath them.
    """

    heading: bool = False
    centred: bool = False
    size: int = _USUAL
    hidden: bool = False
    struck: bool = False
    white: bool = False
    shaded: bool = False
    contents: bool = False
    numbered: tuple[str, int] | None = None

    def sized(self, size: int) -> Look:
        """Return the look with the size of its largest run, its own where no run says one."""
        return replace(self, size=size or self.size)


class Styles:
    """Hold the looks that the styles of a file give, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        """Take the styles that the root of a part defines."""
        styles = [] if root is None else [one for one in root if name_of(one.tag) == "w:style"]
        self._styles = {value(one, "styleId") or "": one for one in styles}
        defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        usual = _runs(_paragraph(Look(), child(root, "w:docDefaults", "w:pPrDefault", "w:pPr")), defaults)
        self._known: dict[str, Look] = {"": usual}
        self._normal = next(
            (
                name
                for name, one in self._styles.items()
                if is_on_default(one) and value(one, "type") == "paragraph"
            ),
            "",
        )

    def look(self, properties: etree._Element | None) -> Look:
        """Return how a paragraph looks by its properties (w:pPr), its runs aside."""
        style = value(child(properties, "w:pStyle")) or self._normal
        return _paragraph(self._of(style), properties)

    def run(self, look: Look, properties: etree._Element | None) -> Look:
        """Return how a run (w:rPr) of a paragraph looks."""
        if properties is None:
            return look
        style = self._styles.get(value(child(properties, "w:rStyle")) or "")
        if style is not None:
            look = _runs(look, child(style, "w:rPr"))
        return _runs(look, properties)

    def _of(self, style: str, depth: int = 0) -> Look:
        if style in self._known:
            return self._known[style]
        one = self._styles.get(style)
        if one is None or depth > _DEEPEST:
            return self._known[""]
        look = self._of(value(child(one, "w:basedOn")) or "", depth + 1)
        name = (value(child(one, "w:name")) or "").lower()
        look = replace(
            look,
            heading=look.heading or name in _HEADINGS,
            contents=look.contents or name.startswith(_CONTENTS),
        )
        look = _runs(_paragraph(look, child(one, "w:pPr")), child(one, "w:rPr"))
        self._known[style] = look
        return look


def is_on_default(style: etree._Element) -> bool:
    """Say whether a style is that of paragraphs that name none."""
    return value(style, "default") in ("1", "true", "on")


def _paragraph(look: Look, properties: etree._Element | None) -> Look:
    """Return a look with what the properties of a paragraph say."""
    if properties is None:
        return look
    look = _shaded(look, properties)
    side, outline = value(child(properties, "w:jc")), value(child(properties, "w:outlineLvl"))
    numbers = child(properties, "w:numPr")
    if side is not None:
        look = replace(look, centred=side == "center")
    if outline is not None:
        look = replace(look, heading=outline == "0")
    if numbers is not None:
        of, level = value(child(numbers, "w:numId")), value(child(numbers, "w:ilvl"))
        known = look.numbered or ("0", 0)
        deep = int(level) if level and level.isdecimal() and len(level) < _DIGITS else known[1]
        look = replace(look, numbered=(of or known[0], deep))
    return look


def _runs(look: Look, properties: etree._Element | None) -> Look:
    """Return a look with what the properties of runs say."""
    if properties is None:
        return look
    size, hidden = value(child(properties, "w:sz")), child(properties, "w:vanish")
    if size is not None and size.isdecimal() and len(size) < _DIGITS:
        look = replace(look, size=int(size))
    color = value(child(properties, "w:color"))
    if color is not None:
        look = replace(look, white=color.upper() == _WHITE)
    look = _shaded(look, properties)
    if value(child(properties, "w:highlight")) not in (None, "none", "white"):
        look = replace(look, shaded=True)
    for name in ("w:strike", "w:dstrike"):
        if (struck := child(properties, name)) is not None:
            look = replace(look, struck=is_on(struck))
    return look if hidden is None else replace(look, hidden=is_on(hidden))


def _shaded(look: Look, properties: etree._Element) -> Look:
    """Return a look with the ground that properties say."""
    shading = child(properties, "w:shd")
    if shading is None:
        return look
    plain = value(shading, "val") in ("clear", "nil", None)
    ground = (value(shading, "fill") or "auto").upper()
    return replace(look, shaded=not (plain and ground in ("AUTO", _WHITE)))
