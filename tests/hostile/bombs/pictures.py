"""Make pictures that do harm."""

import io
import struct
import zlib
from functools import partial

from PIL import Image

from tests.hostile.sound import sound

_MEGABYTE = 1 << 20


def bombs():
    """Return pictures by their full names."""
    return {
        "claims to be huge.png": lambda: _png(100_000, 100_000, bytes(1000)),
        "claims to be endless.png": lambda: _png(0x7FFFFFFF, 0x7FFFFFFF, bytes(10)),
        "claims 60,000 points.png": lambda: _png(60_000, 60_000, bytes(1000)),
        "is 60,000 points.png": lambda: _bilevel(60_000),
        "claims 60,000 points.jpg": lambda: _resized(sound()[".jpg"], b"\xea\x60\xea\x60"),
        "claims 60,000 points.tiff": lambda: _claiming(sound()[".tiff"], 60_000),
        "is huge.png": partial(_blank, 20_000, "PNG"),
        "is large.png": partial(_blank, 9_000, "PNG"),
        "is large.tiff": partial(_blank, 9_000, "TIFF", compression="tiff_lzw"),
        "claims to be huge.jpg": lambda: _resized(sound()[".jpg"]),
        "a text that expands.png": lambda: _png(
            9, 9, bytes(90), b"zTXt", b"a\0\0" + zlib.compress(b"1" * (300 * _MEGABYTE))
        ),
        "a profile that expands.png": lambda: _png(
            9, 9, bytes(90), b"iCCP", b"a\0\0" + zlib.compress(b"1" * (300 * _MEGABYTE))
        ),
        "pages loop.tiff": lambda: _looping(sound()[".tiff"]),
        "many pages.tiff": _many_pages,
        "one line.png": lambda: _png(1, 60_000, bytes(120_000)),
    }


def _chunk(kind, held):
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def _png(width, height, rows, kind=b"tEXt", held=b"a\0b"):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (
        _chunk(b"IHDR", head)
        + _chunk(kind, held)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def _blank(size, form, **how):
    out = io.BytesIO()
    Image.new("1" if form == "PNG" else "L", (size, size), 1).save(out, form, **how)
    return out.getvalue()


def _bilevel(size):
    """Return a black picture of so many points across and down, made line by line."""
    packer, line = zlib.compressobj(9), bytes(1 + -(-size // 8))
    rows = b"".join(packer.compress(line) for _ in range(size)) + packer.flush()
    head = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _claiming(octets, size):
    """Return a TIFF that says that it is of another size: tags 256 and 257 are its width and height."""
    first = struct.unpack_from("<I", octets, 4)[0]
    changed = bytearray(octets)
    for at in range(first + 2, first + 2 + 12 * struct.unpack_from("<H", octets, first)[0], 12):
        if struct.unpack_from("<H", octets, at)[0] in (256, 257):
            changed[at + 2 : at + 12] = struct.pack("<HII", 4, 1, size)
    return bytes(changed)


def _resized(octets, size=b"\xff\xff\xff\xff"):
    at = octets.index(b"\xff\xc0") + 5
    return octets[:at] + size + octets[at + 4 :]


def _looping(octets):
    first = struct.unpack("<I", octets[4:8])[0]
    count = struct.unpack("<H", octets[first : first + 2])[0]
    at = first + 2 + 12 * count
    return octets[:at] + octets[4:8] + octets[at + 4 :]


def _many_pages():
    out = io.BytesIO()
    pages = [Image.new("1", (60, 60), 1) for _ in range(2000)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()
