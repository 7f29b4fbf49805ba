"""Read the characters of a PDF page with their boxes, upright as the page is seen, and put them together to lines.

The order of the content stream says nothing of the order of reading, nor do the spaces that stand in it: what counts is
where characters stand. What is drawn twice for bold type counts once, what is invisible or outside the page not at all.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from operator import add, attrgetter, sub

from pipeline.documents.pdf.library import direct, pdfium, raw
from pipeline.documents.printed.lines import PrintedLine
from pipeline.documents.raised import RAISED
from pipeline.words import words_of

MOST_CHARACTERS = 50_000  # of one page; a printed page of a newspaper has 8,000
UNKNOWN = "\ufffd"  # a character whose font does not say what it is
_OVER = 1.0  # points by which type may stand over the edge of its page
_ON = "…"  # what stands where the edge of a page cuts a line
_HYPHEN = "\x02"  # what the library makes of a hyphen at the end of a line
_code_point = direct(raw.FPDFText_GetUnicode)
_is_unknown = direct(raw.FPDFText_HasUnicodeMapError)
_loose_box = direct(raw.FPDFText_GetLooseCharBox)
_origin = direct(raw.FPDFText_GetCharOrigin)
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_LEAN = math.radians(5)  # no more is a matter of how straight a page lay
_PIECE = 0.6  # em; wider gaps divide what stands in one line
_SPACES = (0x20, 0xA0, 0x3000)
_LAST_SPACE = 0x20  # of the code points that the library puts in by itself: spaces, ends of lines
_SET = 0.12  # em of white that show a space of the stream
# em of white that are a space between Latin letters or figures; where a Chinese character stands beside a figure, which
# it does without a space in 「游客 36.2 万人次」; between Chinese characters
_SPACES_SEEN = (0.18, 0.6, 0.45)
_TOLD = 3  # gaps that tell how far a line is stretched
_LEVEL = 0.2  # em by which characters of one line may stand higher or lower
_STRETCHED = 8  # characters at least of a line that is stretched
_TWICE = 0.3  # em between the two letters of one that is drawn twice
_SMALL, _LARGE = 0.8, 1 / 0.8  # of the type beside it: another size of type
_INDEX = 0.88  # of the type beside it: an index or a note's mark, which browsers set in 0.83
_RAISED = 0.15  # em that it stands higher: no index


@dataclass(frozen=True, slots=True)
class Frame:
    """Be the part of a page that is shown, turned by quarters: it leads from the page's places to those that are seen."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0  # clockwise

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page stands from the top left corner."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the page that is seen at a place."""
        if self.quarters == 0:
            return x + self.left, self.top - y
        if self.quarters == 1:
            return y + self.left, x + self.bottom
        if self.quarters == 2:
            return self.right - x, y + self.bottom
        return self.right - y, self.top - x


@dataclass(slots=True)
class _Run:
    """Be characters that follow each other in the stream and stand beside each other; `em` is the size of the type."""

    text: list[str]
    lefts: list[float]
    rights: list[float]
    base: float
    em: float
    wide: bool  # a Chinese character tells the size of the type; the height of a Latin font does so roughly

    @property
    def left(self) -> float:
        return self.lefts[0]

    @property
    def right(self) -> float:
        return self.rights[-1]

    def measure(self, em: float, *, wide: bool) -> None:
        """Take a character's size into account."""
        if wide == self.wide:
            self.em = max(self.em, em)
        elif wide:
            self.em, self.wide = em, True


def frame_of(page: pdfium.PdfPage) -> Frame:
    """Return the frame in which a page is seen."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)


def lines_by_turn(
    page: pdfium.PdfPage, frame: Frame, *, hidden: bool, aslant: bool, pale: frozenset[int] = frozenset()
) -> dict[int, list[PrintedLine]]:
    """Return the printed lines of a page by the quarters that their type is turned, each upright in a frame turned so.

    Raises OverflowError for a page of more than 50,000 characters.

    A line that an edge cuts at the left or right is whole: `cut_at` says what is seen of it.
    Type at other angles (marks across a page) is left out, and so is invisible type: they are looked for where some type is
    `aslant`, or `hidden`. `pale` are the addresses of texts that nobody sees.
    """
    runs: dict[int, list[_Run]] = {}
    textpage = page.get_textpage()
    try:
        for quarters, run in _runs(textpage, frame, hidden=hidden, aslant=aslant, pale=pale):
            runs.setdefault(quarters, []).append(run)
    finally:
        textpage.close()
    broad = [one.size[0] for one in _turns(frame)]
    return {
        quarters: [line for line in _lines(own) if line.right > _OVER and line.left < broad[quarters] - _OVER]
        for quarters, own in runs.items()
    }


def _turns(frame: Frame) -> list[Frame]:
    """Return a frame turned by no quarter, by one, two and three."""
    return [replace(frame, quarters=quarters) for quarters in range(4)]


def cut_at(line: PrintedLine, width: float) -> PrintedLine | None:
    """Return what a page as broad as `width` shows of a line: … for what its right edge cuts, None if it begins outside.

    What is left of 「社会消费品零售|总额210.48亿元」 or of 1|234 is another figure, or one of another time.
    """
    if line.left < -_OVER:
        return None
    if line.right <= width + _OVER:
        return line
    seen = sum(right <= width + _OVER for right in line.edges[1:])
    return replace(line, text=line.text[:seen] + _ON, edges=array("f", [*line.edges[: seen + 1], width]))


def _runs(
    textpage: pdfium.PdfTextPage, frame: Frame, *, hidden: bool, aslant: bool, pale: frozenset[int]
) -> Iterator[tuple[int, _Run]]:
    run: _Run | None = None
    turned = -1
    frames = _turns(frame)
    ends = [2 * one.size[1] + 2 for one in frames]
    for quarters, text, x0, y0, x1, y1, x, y in _characters(
        textpage, hidden=hidden, aslant=aslant, pale=pale
    ):
        if quarters == 0:  # as almost all of them
            left, top, right, bottom = x0 - frame.left, frame.top - y0, x1 - frame.left, frame.top - y1
            start, base = x - frame.left, frame.top - y
        else:
            own = frames[quarters]
            (left, top), (right, bottom), (start, base) = own.at(x0, y0), own.at(x1, y1), own.at(x, y)
        if left > right:
            left, right = right, left
        height = ends[quarters]
        if not -2 < top + bottom < height:
            continue
        if (
            left > start
        ):  # the library knows no width of some letters but that of their ink: it lies amid their room
            left, right = start, right + left - start
        wide = _wide(text)
        high = abs(bottom - top)
        em = max(right - left, high / 1.2) if wide else high / 1.15
        em = em if em > 0.5 else max(right - left, 1.0)
        if run is not None and turned == quarters and abs(base - run.base) <= 0.1 * run.em:
            alike = _SMALL < em / run.em < _LARGE
            if alike and abs(left - run.lefts[-1]) < _TWICE * em and run.text[-1][-1] == text[-1] != "f":
                continue
            if alike and -0.3 * em <= left - run.rights[-1] <= _SPACES_SEEN[0] * em:
                run.text.append(text)
                run.lefts.append(left)
                run.rights.append(right)
                run.measure(em, wide=wide)
                continue
        if run is not None:
            yield turned, run
        run, turned = _Run([text], [left], [right], base, em, wide), quarters
    if run is not None:
        yield turned, run


@cache
def _wide(text: str) -> bool:
    """Say whether a character, be it behind a space, takes the width of its type."""
    text = text[-1]
    return "\u2e80" <= text <= "\ud7ff" or "\uf900" <= text <= "\ufaff" or "\uff01" <= text <= "\uff5e"


_Seen = tuple[int, str, float, float, float, float, float, float]
_Character = tuple[float, float, str, float]  # left, right, itself, the size of its type


def _characters(
    textpage: pdfium.PdfTextPage, *, hidden: bool, aslant: bool, pale: frozenset[int]
) -> Iterator[_Seen]:
    """Yield each character that is seen: quarters that it is turned, itself, its box, the start of its base line.

    The box goes from left and top to right and bottom.

    One that comes behind a space in the stream has it before it: " 县".
    """
    handle = textpage.raw
    rect = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box, across, down = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    high, space = 0, ""
    count = textpage.count_chars()
    if count > MOST_CHARACTERS:
        raise OverflowError
    for index in range(count):
        point = _code_point(handle, index)
        if point <= _LAST_SPACE and raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        if point in _SPACES:
            space = " "
            continue
        if 0xD800 <= point < 0xDC00:
            high = point
            continue
        if 0xDC00 <= point < 0xE000:
            point = 0x10000 + ((high - 0xD800) << 10) + point - 0xDC00 if high else 0
        high = 0
        text = UNKNOWN if _is_unknown(handle, index) == 1 else _read(point)
        if not text or (hidden and _unseen(handle, index, pale)):
            continue
        quarters = _quarters(handle, index) if aslant else 0
        if quarters is None:
            continue
        _loose_box(handle, index, box)
        _origin(handle, index, across, down)
        left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
        start, base = x.value, y.value
        if not math.isfinite(left + top + right + bottom + start + base):
            continue
        for part, begin, end in ((text, left, right),) if len(text) == 1 else _parted(text, left, right):
            yield quarters, space + part, begin, top, end, bottom, start, base
            space = ""


def _quarters(handle: raw.FPDF_TEXTPAGE, index: int) -> int | None:
    """Return by how many quarters a character is turned, None where it lies between two."""
    angle = -raw.FPDFText_GetCharAngle(handle, index)  # it is given clockwise
    quarters = round(angle / (math.pi / 2))
    return quarters % 4 if abs(angle - quarters * math.pi / 2) <= _LEAN else None


@cache
def _read(point: int) -> str:
    """Return what a code point says: radicals are the characters that look like them; nothing for what shows nothing."""
    if point == 0 or 0xE000 <= point <= 0xF8FF or point in (0xFFFE, 0xFFFF) or point >= 0xF0000:
        return UNKNOWN
    text = chr(point)
    if "\u2e80" <= text <= "\u2ef2":
        return _radicals().get(text) or unicodedata.normalize("NFKC", text)
    if "\u2ef3" <= text <= "\u2fdf" or "\ufb00" <= text <= "\ufb06":
        return unicodedata.normalize("NFKC", text)
    if text in (_HYPHEN, "\xad"):
        return "-" if text == _HYPHEN else ""
    return "" if text.isspace() or unicodedata.category(text) in ("Cc", "Cf") else text


@cache
def _radicals() -> dict[str, str]:
    """Return the characters that radicals look like."""
    pairs: str = words_of("radicals")["pairs"]
    return {pair[0]: pair[1] for pair in pairs.split()}


def _unseen(handle: raw.FPDF_TEXTPAGE, index: int, pale: frozenset[int]) -> bool:
    drawn = raw.FPDFText_GetTextObject(handle, index)
    if not drawn:
        return False
    return raw.FPDFTextObj_GetTextRenderMode(drawn) in _INVISIBLE or (
        bool(pale) and address_of(drawn) in pale
    )


def address_of(thing: raw.FPDF_PAGEOBJECT) -> int:
    """Return by what one thing of a page is known again."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _parted(text: str, left: float, right: float) -> Iterator[tuple[str, float, float]]:
    """Yield the letters of a ligature, each with its share of the room between two edges."""
    step = (right - left) / len(text)
    for n, part in enumerate(text):
        yield part, left + n * step, left + (n + 1) * step


def _lines(runs: list[_Run]) -> list[PrintedLine]:
    """Put runs together that stand beside each other in one line, whatever their order."""
    _level(runs)
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=attrgetter("base")):
        if rows and run.base - rows[-1][0].base <= _LEVEL * min(run.em, rows[-1][0].em):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [line for row in rows for line in _pieces(sorted(row, key=attrgetter("left")))]


def _level(runs: list[_Run]) -> None:
    """Let small type that stands a little higher or lower beside other type stand in its line: an index, a note's mark.

    A digit that stands higher is written so: 628.41¹亿元, km², not 628.411亿元.
    """
    if not runs:
        return
    usual = max(run.em for run in runs)
    small = [run for run in runs if run.em < _INDEX * usual and len(run.text) <= 6]
    for run in small:
        for host in runs:
            if (
                run.em < _INDEX * host.em
                and -host.em <= run.base - host.base <= 0.4 * host.em
                and -0.4 * host.em <= run.left - host.right <= 0.4 * host.em
            ):
                if host.base - run.base > _RAISED * host.em:
                    run.text = [text.translate(RAISED) for text in run.text]
                run.base = host.base
                break


def _pieces(row: list[_Run]) -> Iterator[PrintedLine]:
    """Yield the lines of one height, divided at wide gaps."""
    piece: list[_Run] = []
    end = 0.0
    spaced = _spacing(row)
    for run in row:
        if piece and run.left - end - spaced > _PIECE * max(run.em, piece[-1].em):
            yield _line(piece, spaced)
            piece = []
        end = max(end, run.right) if piece else run.right
        piece.append(run)
    if piece:
        yield _line(piece, spaced)


def _spacing(row: Sequence[_Run]) -> float:
    """Return by how much all characters of a line stand apart: a last line that is stretched to its column's width."""
    characters = sum(len(run.text) for run in row)
    if characters < _STRETCHED or characters > 1.5 * len(row):
        return 0.0
    gaps = sorted(after.left - before.right for before, after in pairwise(row))
    usual = gaps[len(gaps) // 2]
    even = gaps[len(gaps) * 9 // 10] - gaps[len(gaps) // 10] < 0.5 * row[0].em
    return usual if even and usual > 0 else 0.0


def _line(runs: Sequence[_Run], spaced: float) -> PrintedLine:
    """Return one line of runs: its characters from left to right, each once, with the spaces that are seen between them."""
    texts = [text for run in runs for text in run.text]
    lefts = [left for run in runs for left in run.lefts]
    rights = [right for run in runs for right in run.rights]
    sizes = [run.em for run in runs for _ in run.text]
    if any(after.left < before.right - 0.3 * before.em for before, after in pairwise(runs)):
        characters = _once(sorted(zip(lefts, rights, texts, sizes, strict=True)))
        lefts, rights, texts, sizes = map(list, zip(*characters, strict=True))
    wide = [*map(_wide, texts)]
    gaps = [*map(sub, lefts[1:], rights)]
    kinds = [*map(add, wide, wide[1:])]  # of each two, how many are wide
    stretched = _stretch(gaps, kinds, spaced)
    text, edges = [texts[0][-1]], [lefts[0]]
    for gap, kind, em, end, left, after in zip(
        gaps, kinds, sizes, rights, lefts[1:], texts[1:], strict=False
    ):
        least = _SET if len(after) > 1 else _SPACES_SEEN[kind]
        if gap - stretched[kind] > least * em:
            text.append(" ")
            edges.append(end)
        text.append(after[-1])
        edges.append(left)
    edges.append(max(rights))
    host = max(runs, key=lambda run: (run.wide, run.em))
    return PrintedLine(
        "".join(text), array("f", edges), host.base - 0.88 * host.em, host.base + 0.12 * host.em
    )


def _stretch(gaps: Sequence[float], kinds: Sequence[int], spaced: float) -> tuple[float, float, float]:
    """Return how far characters stand apart in a line that is justified: Latin ones, two of both kinds, Chinese ones."""
    both = [gap for gap, kind in zip(gaps, kinds, strict=True) if kind == 2]
    others = [gap for gap, kind in zip(gaps, kinds, strict=True) if kind != 2]
    latin, chinese = (
        max(0.0, sorted(own)[len(own) // 2]) if len(own) >= _TOLD else spaced for own in (others, both)
    )
    return min(latin, chinese), max(latin, chinese), chinese


def _once(characters: list[_Character]) -> list[_Character]:
    """Leave out characters that stand where the same one stands already."""
    kept: list[_Character] = []
    for one in characters:
        far = kept and one[0] - kept[-1][0] >= _TWICE * one[3]
        if far or not any(
            one[2][-1] == other[2][-1] and one[0] - other[0] < _TWICE * one[3] for other in kept[-3:]
        ):
            kept.append(one)
    return kept
