"""Measure the reading of PDF pages: against pdfplumber's extract_text in one run, and the memory as pages grow.

    python benchmarks/pdf_pages.py [FILE...]

Without files the page is made here: prose in one column without ruled tables. pdfplumber is no need of the program;
where it is not installed, that part is left out. Only ratios are worth comparing.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.documents import pdf  # noqa: E402 - the path comes first
from tests.pdf_maker import Page, columns, pdf_of  # noqa: E402 - the same

ROUNDS = 5
SENTENCE = "2024年，青禾县实现地区生产总值312.5亿元，同比增长6.1%；接待游客536.8万人次，同比增长12.6%。"
PAGES = (10, 100, 1000)
_MEMORY = """
import resource, sys
from benchmarks.pdf_pages import made
from pipeline.documents import pdf
octets = made(int(sys.argv[1]))
pdf.read(made(1), "")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
content = pdf.read(octets, "")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, len(content.text))
"""


def main() -> None:
    """Print every figure."""
    files = [Path(name) for name in sys.argv[1:]]
    for name, octets in [(file.name, file.read_bytes()) for file in files] or [("made here", made(4))]:
        against_pdfplumber(name, octets)
    for count in PAGES:
        memory(count)


def made(count: int) -> bytes:
    """Return a PDF of so many pages of prose."""
    pages = []
    for number in range(count):
        page = Page()
        columns(
            page,
            [f"第{number}段，" + SENTENCE] * 18,
            left=60,
            top=780,
            width=480,
            gutter=0,
            size=12,
            lines=40,
        )
        pages.append(page)
    return pdf_of(pages)


def against_pdfplumber(name: str, octets: bytes) -> None:
    """Print how long a page takes here and there."""
    own = min(timed(lambda: pdf.read(octets, "")) for _ in range(ROUNDS))
    if find_spec("pdfplumber") is None:
        print(f"{name}: {own * 1000:.0f} ms; pdfplumber is not installed")
        return
    other = min(timed(lambda: plumbed(octets)) for _ in range(ROUNDS))
    print(f"{name}: {own * 1000:.0f} ms, pdfplumber {other * 1000:.0f} ms, ratio {own / other:.2f}")


def plumbed(octets: bytes) -> None:
    """Read all pages with pdfplumber."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(octets)) as document:
        for page in document.pages:
            page.extract_text()


def timed(function: Callable[[], object]) -> float:
    """Return how many seconds of the processor a call takes."""
    begun = time.process_time()
    function()
    return time.process_time() - begun


def memory(count: int) -> None:
    """Print how much more memory a process takes for so many pages."""
    told = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-c", _MEMORY, str(count)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    kilobytes, characters = map(int, told)
    print(
        f"{count} pages: {kilobytes / 1024:.0f} MB more, {kilobytes * 1024 / max(1, characters):.0f} bytes a character"
    )


if __name__ == "__main__":
    main()
