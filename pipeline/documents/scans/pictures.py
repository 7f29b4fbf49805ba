"""Open a picture that is a scan or a photo: its pages in shades of grey, upright as the camera says, within limits."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps

from pipeline.documents.decoding import DocumentError
from pipeline.execution.going_on import reads_page

MOST_PIXELS = 60_000_000  # a page of A2 at 300 dpi has 35 million, a telephone's photo 12 to 50
LONGEST = 5000  # pixels of a side; more of them show no more of a character of a newspaper
MOST_PAGES = 100  # of a scan; a page takes about ten seconds
_FORMATS = ("PNG", "JPEG", "TIFF")
_DEEP = ("I", "I;16", "I;16B", "I;16L", "F")  # more shades than 256, which conversion would cut off


def pages_of(octets: bytes, file: str | Path) -> Iterator[Image.Image]:
    """Yield the pages of a picture in shades of grey, no side longer than LONGEST; a TIFF may have several.

    Nothing else of the picture is held while a page is read: it takes more memory than the page.

    Raises DocumentError for one that is damaged, or would take too many pixels.
    """
    page, count = _page(octets, 0, 0, file)
    yield page
    for number in range(1, count):
        page, _ = _page(octets, number, count, file)
        yield page


def _page(octets: bytes, number: int, count: int, file: str | Path) -> tuple[Image.Image, int]:
    """Return a page by its number from 0, and how many there are, which is looked for where it is not known."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of tags that no page needs, and of sizes that are looked at here
            with Image.open(io.BytesIO(octets), formats=_FORMATS) as opened:
                # what else has several pictures is an animation, or has a small one for looking through many
                count = count or (getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1)
                reads_page(number + 1, count)
                opened.seek(number)
                return _upright(opened, file), count
    except DocumentError:
        raise
    except Image.DecompressionBombError:
        raise _too_large("180", file) from None
    except Exception as error:  # a damaged picture raises whatever its decoder does
        raise DocumentError("picture_damaged", file=file) from error


def _upright(opened: Image.Image, file: str | Path) -> Image.Image:
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise _too_large(f"{width * height / 1_000_000:.0f}", file)
    return ImageOps.exif_transpose(smaller(grey(opened)))


def _too_large(found: str, file: str | Path) -> DocumentError:
    return DocumentError("picture_too_large", file=file, found=found, most=MOST_PIXELS // 1_000_000)


def grey(picture: Image.Image) -> Image.Image:
    """Return a picture in 256 shades of grey, what is transparent in it white."""
    if picture.mode in _DEEP:
        deep = smaller(picture.convert("F"))  # each of its points takes four bytes
        low, high = deep.getextrema()
        span = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]
        return deep.point(lambda shade: (shade - float(low)) * 255 / span).convert("L")  # type: ignore[arg-type]
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        return paper.convert("L")
    return picture.convert("L")


def smaller(picture: Image.Image) -> Image.Image:
    """Return a picture of which no side is longer than LONGEST."""
    share = LONGEST / max(picture.size)
    if share >= 1:
        return picture
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, Image.Resampling.BOX)
