"""Write PDF files as other programs do, but with the content stream in any order: text at places, rules, pictures."""

import random
import zlib
from dataclasses import dataclass, field


@dataclass
class Page:
    """Hold what is drawn on a page; places count in points from its lower left corner."""

    width: float = 595
    height: float = 842
    parts: list = field(default_factory=list)
    entries: str = ""  # of the page's dictionary: /Rotate 90

    def text(self, x, y, size, words, *, mode=0, turned=(1, 0, 0, 1), font="F1"):
        """Draw words that begin at a place."""
        codes = words.encode("utf-16-be").hex()
        a, b, c, d = turned
        self.parts.append(f"BT /{font} {size} Tf {mode} Tr {a} {b} {c} {d} {x} {y} Tm <{codes}> Tj ET")

    def each(self, x, y, size, words):
        """Draw each character by itself, as some programs do."""
        for character in words:
            self.text(x, y, size, character)
            x += size if ord(character) > 127 else size / 2

    def rule(self, x0, y0, x1, y1):
        """Draw a line."""
        self.parts.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")

    def shows(self, picture):
        """Show a picture in shades of grey, as broad as the page, from its top."""
        high = self.width * picture.height / picture.width
        size = f"/W {picture.width} /H {picture.height} /CS /G /BPC 8 /F [/AHx /Fl]"
        octets = zlib.compress(picture.tobytes()).hex()
        self.parts.append(f"q {self.width} 0 0 {high} 0 {self.height - high} cm BI {size} ID {octets}> EI Q")

    def picture(self):
        """Cover the page with a picture."""
        self.parts.append(
            f"q {self.width} 0 0 {self.height} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"
        )


def columns(page, texts, *, left, top, width, gutter, size, lines):  # noqa: PLR0913 - the measures of a page
    """Set paragraphs in columns, each of so many lines."""
    broad = int(width // size)
    rows = [row for text in texts for row in wrapped(text, broad)]
    for n, (row, indent) in enumerate(rows):
        column, line = divmod(n, lines)
        page.text(left + column * (width + gutter) + indent * size, top - line * size * 1.6, size, row)


def wrapped(text, broad):
    """Yield the lines of a paragraph, the first two characters in; half-width characters take half the room."""
    row, room, indent = "", broad - 2, 2
    for character in text:
        need = 1 if ord(character) > 127 else 0.5
        if need > room:
            taken = row[-1:] if character in "，。；、）%" else ""  # no mark begins a line
            yield row.removesuffix(taken), indent
            row, room, indent = taken, broad - len(taken), 0
        row += character
        room -= need
    yield row, indent


def pdf_of(pages, *, seed=None, info="", tounicode=True):
    """Return the bytes of a PDF; with a seed, what is drawn on each page comes in a random order."""
    encoding = "/UniGB-UTF16-H" if tounicode else "/Identity-H"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding {encoding} /DescendantFonts [4 0 R] >>",
        (
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R"
            f" /CIDSystemInfo << /Registry (Adobe) /Ordering ({'GB1' if tounicode else 'Identity'}) /Supplement 2 >> >>"
        ),
        (
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /Ascent 880 /Descent -120"
            " /CapHeight 880 /StemV 93 /FontBBox [-25 -254 1000 880] >>"
        ),
        f"<< {info} >>",
    ]
    for n, page in enumerate(pages):
        parts = list(page.parts)
        if seed is not None:
            random.Random(seed).shuffle(parts)  # noqa: S311 - an order, no secret
        stream = "\n".join(parts)
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] {page.entries}"
                f" /Resources << /Font << /F1 3 0 R >> >> /Contents {8 + 2 * n} 0 R >>"
            ),
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    out = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return out + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")
