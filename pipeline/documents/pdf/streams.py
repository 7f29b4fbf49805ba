"""Look through the streams of a PDF before it is read: a few kilobytes may unpack to more than the memory holds."""

from __future__ import annotations

import re
import zlib

MOST_BYTES = (
    100 << 20
)  # that a stream unpacks to; the text of a page has some thousands, a drawn map some millions
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 2_000  # bytes before a stream in which its filters stand
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_SMALLEST = (
    MOST_BYTES // 1_100
)  # bytes of a stream that may unpack to so much: deflate packs 1,032 : 1 at most
_CHUNK = 1 << 16


def unpacks_to_much(octets: bytes) -> bool:
    """Say whether any stream of a PDF unpacks to more than MOST_BYTES, filters upon filters taken off one by one."""
    return any(_is_large(octets, match.start(), match.end()) for match in _STREAM.finditer(octets))


def _is_large(octets: bytes, opened: int, start: int) -> bool:
    opening = max(octets.rfind(b"obj", max(0, opened - _DICTIONARY), opened), opened - _DICTIONARY, 0)
    filters = len(_DEFLATED.findall(octets, opening, opened))
    end = octets.find(b"endstream", start)
    end = end if end >= 0 else len(octets)
    if not filters or (filters == 1 and end - start < _SMALLEST):
        return False
    packed = memoryview(octets)[start:end]
    for _ in range(filters):
        unpacked = _unpacked(packed)
        if unpacked is None:
            return True
        packed = memoryview(unpacked)
    return False


def _unpacked(packed: memoryview) -> bytes | None:
    """Return what a stream unpacks to, as far as it is sound; None where it is more than MOST_BYTES."""
    found, unpacking = bytearray(), zlib.decompressobj()
    try:
        for at in range(0, len(packed), _CHUNK):
            found += unpacking.decompress(packed[at : at + _CHUNK], MOST_BYTES - len(found) + 1)
            if len(found) > MOST_BYTES:
                return None
            if unpacking.eof:
                break
    except zlib.error:  # a damaged stream gives what stands before the damage
        pass
    return bytes(found)
