"""Count the rows that scans of printed pages give: right, refused and wrong against the rows of the same plain text.

    python benchmarks/scans.py [--pages 20] [--clean] [--seed 1] [--font FILE]

The pages are sentences of the examples in indicators.yaml, printed in both typefaces and several sizes, then spoilt as
scanners, copiers and telephones do (tests/scanned_pages.py); --clean leaves them as they were printed, straight and turned
by a degree; --font prints them in another typeface. A row is right where indicator, measure, place, period, value, unit,
status and qualifier are those of the plain text; elsewhere where only its place or period is another; wrong where the
plain text has no such figure. Seconds and memory are those
of this machine.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageFont  # noqa: E402 - the path comes first

from pipeline.documents import Content, Layout, content_of, described  # noqa: E402 - the same
from pipeline.extraction import extract_document  # noqa: E402 - the same
from pipeline.indicators import load_catalogue  # noqa: E402 - the same
from tests import scanned_pages as printer  # noqa: E402 - the same

KEY = ("indicator", "measure", "place", "period", "value", "unit", "status", "qualifier")
Row = tuple[object, ...]
AT = KEY.index("period")
KNOWN = {"published": "2025-04-07", "place": "青禾县"}
SIZES = (25, 27, 29, 32)


def rows_of(content: Content) -> Counter[Row]:
    """Count the rows of a content by what they say."""
    document = described(content, "digest", "page", Path("page"), KNOWN)
    rows = extract_document(document, load_catalogue()).rows
    return Counter(tuple(row[name] for name in KEY) for row in rows if not row["derived"])


def paragraphs_for(chance: random.Random, columns: int, size: int) -> list[str]:
    """Take sentences that fill three quarters of a page."""
    examples = [example.text for entry in load_catalogue().entries.values() for example in entry.examples]
    chance.shuffle(examples)
    width = (printer.A4[0] - 2 * printer.MARGIN - (columns - 1) * printer.GUTTER) / columns
    room, face = 0.75 * columns * (printer.A4[1] - 2 * printer.MARGIN) / (1.6 * size), printer.font(size)
    taken: list[str] = []
    for text in examples:
        room -= len(printer.wrapped(text, face, width))
        if room < 0:
            break
        taken.append(text)
    return taken


def table_for(chance: random.Random) -> tuple[str, list[list[str]]]:
    """Make a table of a communiqué with figures by chance."""
    names = [
        "地区生产总值",
        "第一产业增加值",
        "第二产业增加值",
        "第三产业增加值",
        "固定资产投资",
        "社会消费品零售总额",
    ]
    names += ["一般公共预算收入", "一般公共预算支出"]
    rows = [["指标", "单位", "2024年", "比上年增长（%）"]]
    rows += [
        [name, "亿元", f"{chance.uniform(1, 900):.2f}", f"{chance.uniform(-9, 19):.1f}"] for name in names
    ]
    return "2024年青禾县主要经济指标", rows


def page_by(number: int, seed: int, *, clean: bool) -> tuple[str, str, Image.Image]:
    """Return what a page is, its plain text, and its picture."""
    chance = random.Random(seed * 1000 + number)  # noqa: S311 - no secret
    size, serif = SIZES[number % len(SIZES)], number % 3 != 0
    columns = number % 4
    if columns:
        paragraphs = paragraphs_for(chance, columns, size)
        text = "\n".join(paragraphs)
        page = printer.printed_page(paragraphs, columns=columns, size=size, serif=serif)
    else:
        title, rows = table_for(chance)
        text = f"{title}\n\n" + "\n".join("\t".join(row) for row in rows)
        page = printer.ruled_page(title, rows, size=size, serif=serif)
    shape = f"{columns} columns" if columns else "table"
    if clean:
        degrees = (0, 1, -1)[number // 4 % 3]
        return (
            f"{shape}, {size} px, turned by {degrees}",
            text,
            printer.turned(page, degrees) if degrees else page,
        )
    kind = [*printer.SPOILT][number % len(printer.SPOILT)]
    return f"{shape}, {size} px, {kind}", text, printer.spoilt(page, kind, seed + number)


def compared(wanted: Counter[Row], found: Counter[Row]) -> tuple[dict[str, int], list[Row]]:
    """Return the counts, and the rows that the plain text does not give.

    Open is a row that is right but for its period, which is empty: the heading that states it was not read. Elsewhere is
    one of another period or place: what the lines before it say that were not read.
    """
    right, more = wanted & found, found - wanted
    left = Counter(_figure(row) for row in (wanted - found).elements())
    other = [row for row in more.elements() if left[_figure(row)]]
    opened = sum(not row[AT] for row in other)
    counts = {
        "rows": wanted.total(),
        "right": right.total(),
        "refused": wanted.total() - right.total() - len(other),
        "open": opened,
        "elsewhere": len(other) - opened,
        "wrong": more.total() - len(other),
    }
    return counts, [row for row in more.elements() if row[AT] or not left[_figure(row)]]


def _figure(row: Row) -> Row:
    """Return what a row says but for whose and when it is, and so whether that is to come."""
    known = ("place", "period", "status")
    return tuple(said for name, said in zip(KEY, row, strict=True) if name not in known)


def main() -> None:
    """Print a line a page, and the sums."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--font", type=Path, help="a typeface to print in, instead of the program's two")
    parser.add_argument("--keep", type=Path, help="a folder for the pictures and what was read of them")
    options = parser.parse_args()
    if options.font:
        printer.font = lambda size, **_: ImageFont.truetype(options.font, size)
    sums: Counter[str] = Counter()
    for number in range(options.pages):
        what, text, picture = page_by(number, options.seed, clean=options.clean)
        kept = io.BytesIO()
        picture.save(kept, "PNG")
        begun = time.perf_counter()
        content = content_of(kept.getvalue(), "page.png")
        seconds = time.perf_counter() - begun
        wanted, found = rows_of(Content(text, Layout(wrapped=False))), rows_of(content)
        counts, wrong = compared(wanted, found)
        sums.update(counts, seconds=seconds)
        print(f"{what:40} {counts} {seconds:.1f} s", flush=True)
        for row in wrong:
            print("    not so:", *row)
        if options.keep:
            options.keep.mkdir(exist_ok=True)
            (options.keep / f"{number}.png").write_bytes(kept.getvalue())
            (options.keep / f"{number}.txt").write_text(content.text, encoding="utf-8")
            (options.keep / f"{number}.plain.txt").write_text(text, encoding="utf-8")
    rows, pages = sums["rows"] or 1, options.pages
    print(
        f"right {sums['right'] / rows:.1%}, refused {sums['refused'] / rows:.1%}, "
        f"open {sums['open']}, elsewhere {sums['elsewhere']}, wrong {sums['wrong']} of {rows} rows"
    )
    print(
        f"{sums['seconds'] / pages:.1f} s a page, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most"
    )


if __name__ == "__main__":
    main()
