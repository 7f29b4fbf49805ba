"""Draw a page of an original as a picture, in a process of its own: what draws is native code, and bytes may be damaged."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.documents import DocumentError, octets_of
from pipeline.documents.kinds import kind_of
from pipeline.execution import Failure, Limits, run_all

if TYPE_CHECKING:
    from PIL.Image import Image

LIMITS = Limits(seconds=30, megabytes=1536)
MOST_PIXELS = 16_000_000  # of a picture: a page of A4 that is 3,300 wide
_MOST_KEPT = 60_000_000  # of an original that is a picture: what a telephone takes has up to 50 million
_PLAIN = 1_200_000  # bytes; a picture that takes more as PNG is a photograph, which JPEG holds in a tenth
_DEEP = ("I", "I;16", "I;16B", "I;16L", "F")  # more shades than 256


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Be a page as a picture: its bytes and their media type, its size in pixels, which page of how many it is, from 1."""

    octets: bytes
    media: str
    width: int
    height: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    page: int
    width: int


def page_picture(path: Path, file: str, page: int, width: int) -> PagePicture:
    """Draw a page, from 1, of a PDF or a picture of pages, `width` pixels wide, or fewer where it would be too many.

    A number beyond the last page gives that page. Raises DocumentError, which names the file so, where it cannot be drawn.
    """
    job = _Job(path.absolute(), page, width)
    answer = next(run_all(_drawn, [job], limits=LIMITS))
    if answer is None or isinstance(answer, Failure):
        raise DocumentError("page_undrawn", file=file, page=page)
    return answer


def _drawn(job: _Job) -> PagePicture | None:
    """Draw the page; it runs in a process of its own. None for what cannot be drawn."""
    try:
        octets = octets_of(job.path)
        draw = _of_pdf if kind_of(octets) == "pdf" else _of_pictures
        return draw(octets, job)
    except Exception:  # noqa: BLE001 - damaged bytes make those who draw raise whatever they do
        return None


def _of_pdf(octets: bytes, job: _Job) -> PagePicture:
    from pipeline.documents.pdf.library import pdfium

    document = pdfium.PdfDocument(octets)
    try:
        page = min(max(job.page, 1), len(document))
        seen = document[page - 1]
        width, height = seen.get_size()
        scale = min(job.width / width, math.sqrt(MOST_PIXELS / (width * height)))
        picture: Image = seen.render(scale=scale, may_draw_forms=False).to_pil()
        return _encoded(picture.convert("RGB"), page, len(document))
    finally:
        document.close()


def _of_pictures(octets: bytes, job: _Job) -> PagePicture:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(octets), formats=("PNG", "JPEG", "TIFF")) as opened:
        pages = int(getattr(opened, "n_frames", 1))
        page = min(max(job.page, 1), pages)
        opened.seek(page - 1)
        if opened.width * opened.height > _MOST_KEPT:
            raise ValueError
        picture = ImageOps.exif_transpose(_on_paper(opened))
    share = min(1.0, job.width / picture.width, math.sqrt(MOST_PIXELS / (picture.width * picture.height)))
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    return _encoded(picture.resize(size, Image.Resampling.BOX) if share < 1 else picture, page, pages)


def _on_paper(picture: Image) -> Image:
    """Return a picture in 256 shades or in colours, what is transparent in it white."""
    from PIL import Image

    from pipeline.documents.scans.pictures import grey

    if picture.mode in _DEEP:
        return grey(picture)
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        return paper.convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _encoded(picture: Image, page: int, pages: int) -> PagePicture:
    media, octets = "image/png", _saved(picture, "PNG", compress_level=4)
    if len(octets) > _PLAIN:
        media, octets = "image/jpeg", _saved(picture, "JPEG", quality=88)
    return PagePicture(octets, media, picture.width, picture.height, page, pages)


def _saved(picture: Image, kind: str, **how: int) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()
