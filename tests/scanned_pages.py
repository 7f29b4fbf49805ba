"""Print pages as pictures, and spoil them as scanners, copiers and telephones do."""

from __future__ import annotations

import io
import random
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

A4 = (1654, 2339)  # pixels of a page of A4 at 200 dpi
MARGIN = 150
GUTTER = 60
INK, PAPER = 30, 250
_NEVER_FIRST = set("，。；：、！？）》”’％%‰.")
_FONTS = Path(find_spec("pylopdf_fonts_zh_cn").origin).parent


def font(size, *, serif=True):
    """Return one of the program's two typefaces; 29 pixels are 10.5 points at 200 dpi."""
    return ImageFont.truetype(_FONTS / f"Noto{'Serif' if serif else 'Sans'}SC-Regular.otf", size)


def wrapped(paragraph, face, width):
    """Break a paragraph into lines, two spaces at its start; a mark that never opens a line takes its neighbour along."""
    lines, line = [], ""
    for sign in "\u3000\u3000" + paragraph:
        line += sign
        if face.getlength(line) > width:
            cut = len(line) - 1
            while line[cut] in _NEVER_FIRST:
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def printed_page(paragraphs, *, columns=1, size=29, serif=True, title="", leading=1.6):
    """Print paragraphs in columns, in their order; return the picture."""
    page = Image.new("L", A4, PAPER)
    draw, face = ImageDraw.Draw(page), font(size, serif=serif)
    top = MARGIN
    if title:
        large = font(size * 2, serif=serif)
        draw.text(((A4[0] - large.getlength(title)) / 2, top), title, INK, large)
        top += size * 4
    width = (A4[0] - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    room = int((A4[1] - MARGIN - top) / (size * leading))
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph, face, width)]
    if len(lines) > room * columns:
        raise ValueError(f"{len(lines)} lines; {room * columns} fit on the page")
    each = min(room, -(-len(lines) // columns))
    for number, line in enumerate(lines):
        left = MARGIN + (number // each) * (width + GUTTER)
        _set(draw, (left, top + (number % each) * size * leading), line, face, width)
    return page


def _set(draw, place, line, face, width):
    """Set a line: one that fills its column ends at its edge, as print does."""
    slack = width - face.getlength(line)
    apart = slack / (len(line) - 1) if 0 < slack < 2.5 * face.size and len(line) > 9 else 0
    for at, sign in enumerate(line):
        draw.text((place[0] + face.getlength(line[:at]) + at * apart, place[1]), sign, INK, face)


def ruled_page(title, rows, *, size=29, serif=True, ruled=True):
    """Print a table, its first column left, the others right; return the picture."""
    page = Image.new("L", A4, PAPER)
    draw, face = ImageDraw.Draw(page), font(size, serif=serif)
    draw.text(((A4[0] - face.getlength(title)) / 2, MARGIN), title, INK, face)
    widest = [max(face.getlength(row[at]) for row in rows) + 2 * size for at in range(len(rows[0]))]
    edges = [MARGIN + sum(widest[:at]) for at in range(len(widest) + 1)]
    top, height = MARGIN + 2 * size, 1.9 * size
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            left = edges[at] + size / 2 if at == 0 else edges[at + 1] - size / 2 - face.getlength(cell)
            draw.text((left, top + number * height + 0.3 * size), cell, INK, face)
    if ruled:
        for number in range(len(rows) + 1):
            draw.line((edges[0], top + number * height, edges[-1], top + number * height), INK, 2)
        for edge in edges:
            draw.line((edge, top, edge, top + len(rows) * height), INK, 2)
    return page


def turned(page, degrees):
    """Lay a page askew on the glass."""
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=PAPER)


def blurred(page, chance):
    """Be out of focus."""
    return page.filter(ImageFilter.GaussianBlur(chance.uniform(1.0, 1.6)))


def noisy(page, chance):
    """Be taken in the dark."""
    grain = np.random.default_rng(chance.randrange(1 << 30)).normal(
        0, chance.uniform(12, 25), page.size[::-1]
    )
    return _picture(np.asarray(page, float) + grain)


def squeezed(page, chance):
    """Be saved as a small JPEG."""
    kept = io.BytesIO()
    page.save(kept, "JPEG", quality=chance.choice([30, 40]))
    return Image.open(io.BytesIO(kept.getvalue())).convert("L")


def pale(page, _):
    """Be printed with little ink on grey paper."""
    return _picture(np.asarray(page, float) * 0.35 + 120)


def unevenly_lit(page, chance):
    """Have the lamp at one side and a fold in the shade."""
    across = np.linspace(0, 1, page.width)[None, :]
    down = np.linspace(0, 1, page.height)[:, None]
    light = 1 - chance.uniform(0.4, 0.6) * across - 0.2 * down
    fold = 1 - 0.35 * np.exp(-(((across - chance.uniform(0.3, 0.7)) / 0.02) ** 2))
    return _picture(np.asarray(page, float) * light * fold)


def coarse(page, _):
    """Be scanned at 150 dpi."""
    return page.resize((page.width * 3 // 4, page.height * 3 // 4), Image.Resampling.BILINEAR)


def slanted(page, chance):
    """Be photographed from the side."""
    width, height = page.size
    corners = [(0, 0), (0, height), (width, height), (width, 0)]
    moved = [
        (x + chance.uniform(-0.04, 0.04) * width, y + chance.uniform(-0.03, 0.03) * height)
        for x, y in corners
    ]
    rows, wanted = [], []
    for (x, y), (u, v) in zip(corners, moved, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    plane = np.linalg.solve(np.array(rows, float), np.array(wanted, float))
    return page.transform(
        page.size, Image.Transform.PERSPECTIVE, plane, Image.Resampling.BICUBIC, fillcolor=PAPER
    )


def stained(page, chance):
    """Have had tea on it."""
    stain = Image.new("L", page.size, 255)
    draw = ImageDraw.Draw(stain)
    for _ in range(12):
        x, y, r = chance.randrange(page.width), chance.randrange(page.height), chance.randrange(20, 160)
        draw.ellipse((x, y, x + r, y + r), fill=chance.randrange(120, 200))
    spots = np.asarray(stain.filter(ImageFilter.GaussianBlur(8)), float) / 255
    return _picture(np.asarray(page, float) * spots)


def seen_through(page, _):
    """Show the back of the sheet."""
    back = np.asarray(page, float)[:, ::-1]
    return _picture(np.asarray(page, float) - (PAPER - back) * 0.18)


def copied(page, chance):
    """Be copied in black and white, with specks."""
    grey = np.asarray(page.filter(ImageFilter.GaussianBlur(0.8)), float)
    random_ = np.random.default_rng(chance.randrange(1 << 30)).random(grey.shape)
    return _picture(np.where(random_ < 0.002, 255 - grey, np.where(grey > 150, 255, 0)))


SPOILT = {
    "blur": (blurred,),
    "noise": (noisy,),
    "jpeg": (squeezed,),
    "pale": (pale,),
    "uneven light": (unevenly_lit,),
    "150 dpi": (coarse,),
    "perspective": (slanted,),
    "stains": (stained,),
    "show-through": (seen_through,),
    "photocopy": (copied,),
    "photo": (slanted, unevenly_lit, blurred, noisy, squeezed),
    "old scan": (coarse, blurred, pale, noisy, squeezed),
}


def spoilt(page, kind, seed):
    """Spoil a page in one of these ways, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for way in SPOILT[kind]:
        page = way(page, chance)
    return page


def _picture(values):
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
