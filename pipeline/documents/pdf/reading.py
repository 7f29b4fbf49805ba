"""Read the text layer of a PDF: its characters in the order in which the pages are read, with their boxes."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.documents.content import Content
from pipeline.documents.decoding import FREQUENT, DocumentError
from pipeline.documents.pdf.characters import UNKNOWN, Frame, cut_at, frame_of, lines_by_turn
from pipeline.documents.pdf.drawn import Drawn, drawn_on
from pipeline.documents.pdf.library import pdfium, raw
from pipeline.documents.pdf.streams import MOST_BYTES, unpacks_to_much
from pipeline.documents.printed.lines import PrintedLine, PrintedPage, Rule
from pipeline.documents.printed.reading_order import laid_out
from pipeline.documents.scans import MOST_PAGES as MOST_SCANNED
from pipeline.documents.scans import is_installed, printed_page
from pipeline.execution.going_on import reads_page

MOST_PAGES = 2_000
_SCANNED, _LONGEST = (
    200,
    5000,
)  # dots an inch at which a page that is a picture is read, and of its longer side at most
_MOST_CHARACTERS = 10_000_000  # of a file
_LARGEST = 20_000  # points of a side of a page: a sheet of seven metres
_FEW = 30  # characters on a page that pictures cover: a page number, a mark of the program that scanned it
_COVERED = 0.4  # of a page that pictures cover: a scan
_SOME = 0.05  # the same of a page without any text: a strip cut out of one; less is a mark
_OUTLINES = 100  # shapes on a page without text: letters that were made drawings
_MOST_UNREAD = 0.02  # of the characters of a page may have no meaning: bullets
_LEAST_COMMON = 0.6  # of the Chinese characters of a page are frequent ones; a text has 0.95
_LEAST_TOLD = 50  # Chinese characters that tell so
_HEAD = (
    2_000  # characters in which a title that the file states must stand: many files state that of another one
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def read(octets: bytes, file: str | Path) -> Content:
    """Return the text of the pages that have one; the others are told in `left_out`. Raise DocumentError where none has."""
    document = _opened(octets, file)
    try:
        if len(document) > MOST_PAGES:
            raise DocumentError("many_pages", file=file, count=len(document), most=MOST_PAGES)
        pages: list[PrintedPage] = []
        left_out: dict[str, list[int]] = {}
        characters = scanned = 0
        unread: Counter[int] = Counter()
        for number in range(1, len(document) + 1):
            reads_page(number, len(document))
            found, why = _page(document, number)
            if why == "pages_without_text" and is_installed():
                scanned += 1
                found = [_scanned(document, number)] if scanned <= MOST_SCANNED else []
                why = "" if found else "scan_pages"
            if why:
                left_out.setdefault(why, []).append(number)
            pages += found
            unread[number] += sum(
                line.text.lstrip(UNKNOWN).count(UNKNOWN) for page in found for line in page.lines
            )
            characters += sum(len(line.text) for page in found for line in page.lines)
            if characters > _MOST_CHARACTERS:
                raise DocumentError("much_text", file=file, most=_MOST_CHARACTERS)
        stated = _stated_title(document)
    finally:
        document.close()
    faults = tuple(
        DocumentError(why, file=file, pages=_said(numbers), most=MOST_SCANNED)
        for why, numbers in left_out.items()
    )
    if unread := +unread:
        numbers = sorted(unread)
        lost = DocumentError("characters_unread", file=file, count=unread.total(), pages=_said(numbers))
        faults = (*faults, lost)
    content = laid_out(pages)
    if not content.text.strip() and faults:
        raise faults[0]
    said = stated if stated and stated in "".join(content.text[:_HEAD].split()) else ""
    return replace(content, title=content.title or said, left_out=faults)


def _scanned(document: pdfium.PdfDocument, number: int) -> PrintedPage:
    """Return what is read of a page that is a picture."""
    page = document[number - 1]
    try:
        scale = min(_SCANNED / 72, _LONGEST / max(page.get_size()))
        return printed_page(page.render(scale=scale, grayscale=True).to_pil(), number)
    finally:
        page.close()


def is_picture(lines: Sequence[PrintedLine], drawn: Drawn) -> bool:
    """Say whether a page is a picture: pictures cover it, or shapes stand for its letters, and next to no text is seen.

    What another program read of a scan and laid under it unseen is no text: nobody knows how well it read.
    """
    if drawn.beneath or (not lines and (drawn.hidden or drawn.pictured >= _SOME)):
        return True
    few = sum(len(line.text) for line in lines) < _FEW
    return few and (drawn.pictured >= _COVERED or drawn.outlines >= _OUTLINES)


def _opened(octets: bytes, file: str | Path) -> pdfium.PdfDocument:
    if unpacks_to_much(octets):
        raise DocumentError("stream_expands", file=file, most=MOST_BYTES >> 20)
    try:
        document = pdfium.PdfDocument(octets)
        count = len(document)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        why = "kind_encrypted" if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) else "damaged_file"
        raise DocumentError(why, file=file) from None
    if not count:
        document.close()
        raise DocumentError("damaged_file", file=file)
    return document


def _page(document: pdfium.PdfDocument, number: int) -> tuple[list[PrintedPage], str]:
    """Return what is printed on a page, by how it is turned, and why it gives no text where it gives none."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return [], "pages_damaged"
    try:
        frame = frame_of(page)
        if not all(0 < side <= _LARGEST for side in frame.size):
            return [], "pages_damaged"
        drawn = drawn_on(page, frame)
        turned = lines_by_turn(page, frame, hidden=drawn.hidden, aslant=drawn.aslant, pale=drawn.pale)
    except (pdfium.PdfiumError, OverflowError) as error:
        return [], "pages_crowded" if isinstance(error, OverflowError) else "pages_damaged"
    finally:
        page.close()
    seen = {quarters: _seen(own, replace(frame, quarters=quarters)) for quarters, own in turned.items()}
    lines = [line for own in seen.values() for line in own]
    if is_picture(lines, drawn):
        return [], "pages_without_text"
    if _is_garbled(lines):
        return [], "pages_garbled"
    return list(_pages(seen, frame, drawn.rules, number)), "" if seen == turned else "pages_cut"


def _seen(lines: Sequence[PrintedLine], frame: Frame) -> list[PrintedLine]:
    """Return what is seen of lines in a frame, but of those that begin outside of it: nobody knows how."""
    width, _ = frame.size
    return [seen for line in lines if (seen := cut_at(line, width))]


def _pages(
    turned: dict[int, list[PrintedLine]], frame: Frame, rules: Sequence[Rule], number: int
) -> Iterator[PrintedPage]:
    """Yield what stands upright on a page, then what is turned, each as a page that is upright."""
    for quarters in sorted(turned, key=lambda quarters: (quarters - frame.quarters) % 4):
        own = replace(frame, quarters=quarters)
        width, height = own.size
        upright = quarters == frame.quarters
        drawn = tuple(rules) if upright else tuple(_turned(rule, frame, own) for rule in rules)
        back = () if upright else _way_back(own, frame)
        yield PrintedPage(number, width, height, tuple(turned[quarters]), drawn, back)


def _way_back(own: Frame, frame: Frame) -> tuple[float, ...]:
    """Return the way from the places of a turned frame to shares of the page as it is seen, as `PrintedPage` has it."""
    width, height = frame.size
    (x, y), (x1, y1), (x2, y2) = (frame.at(*own.back(*place)) for place in ((0, 0), (1, 0), (0, 1)))
    return (x1 - x) / width, (x2 - x) / width, x / width, (y1 - y) / height, (y2 - y) / height, y / height


def _turned(rule: Rule, frame: Frame, own: Frame) -> Rule:
    """Return a rule as it is seen when the page is turned so that other type is upright."""
    (x0, y0), (x1, y1) = (
        own.at(*frame.back(x, y)) for x, y in ((rule.left, rule.top), (rule.right, rule.bottom))
    )
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_garbled(lines: Sequence[PrintedLine]) -> bool:
    """Say whether the characters of a page are not those that are seen: a font that does not say what its letters are."""
    text = "".join(line.text for line in lines)
    if text.count(UNKNOWN) > max(3, _MOST_UNREAD * len(text)):
        return True
    chinese = _HAN.findall(text)
    if len(chinese) < _LEAST_TOLD:
        return False
    counted = Counter(chinese)
    common = 0
    for standard, leads in FREQUENT.values():
        common = max(
            common,
            sum(n for one, n in counted.items() if (one.encode(standard, "ignore") or b"\0")[0] in leads),
        )
    return common < _LEAST_COMMON * len(chinese)


def _stated_title(document: pdfium.PdfDocument) -> str:
    """Return the title that the file states, without its spaces."""
    with contextlib.suppress(pdfium.PdfiumError, UnicodeDecodeError):
        return "".join(document.get_metadata_value("Title").split())
    return ""


def _said(numbers: Sequence[int]) -> str:
    """Word page numbers: 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return ", ".join(words if len(words) <= 10 else [*words[:10], "…"])
