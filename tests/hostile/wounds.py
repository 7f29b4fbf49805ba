"""Damage the bytes of a file, or those of a part of an archive, by chance."""

import io
import re
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from tests.hostile.sound import sound

_NUMBER = re.compile(rb"\d{1,9}")
_TAG = re.compile(rb"<[^<>]{1,80}>")
_HUGE = (b"0", b"-1", b"4294967296", b"999999999", b"1e308", b"NaN", b"65536", b"")
_WORDS = (b"\0" * 4, b"\xff" * 4, b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\xff\xff\0\0", b"\x7f\xff\xff\xff")
_ENCODINGS = ("gb18030", "utf-16", "utf-16-le", "big5", "shift_jis", "latin-1", "utf-7")
_PART_EVERY = 2  # of archives, one in so many is damaged within its parts


def wounded(octets, chance):
    """Return the bytes damaged in one to four places; of an archive as often a part of it as the whole."""
    if octets[:2] == b"PK" and chance.randrange(_PART_EVERY):
        return _in_part(octets, chance)
    for _ in range(chance.randint(1, 4)):
        octets = chance.choice(_WOUNDS)(octets, chance)
    return octets


def _in_part(octets, chance):
    try:
        with ZipFile(io.BytesIO(octets)) as archive:
            parts = {one.filename: archive.read(one) for one in archive.infolist()}
    except (BadZipFile, KeyError):
        return _cut(octets, chance)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(parts))
        wound = chance.choice((*_WOUNDS, _another_number, _another_number, _tag_gone, _tag_twice))
        parts[name] = wound(parts[name], chance)
    if not chance.randrange(6):
        del parts[chance.choice(sorted(parts))]
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _place(octets, chance):
    start = chance.randrange(len(octets) + 1)
    return start, min(len(octets), start + chance.choice((1, 4, 60, 1000)))


def _cut(octets, chance):
    return octets[: chance.randrange(len(octets) + 1)]


def _flipped(octets, chance):
    changed = bytearray(octets)
    for _ in range(chance.choice((1, 3, 30)) if octets else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _gone(octets, chance):
    start, end = _place(octets, chance)
    return octets[:start] + octets[end:]


def _zeroed(octets, chance):
    start, end = _place(octets, chance)
    return octets[:start] + bytes(end - start) + octets[end:]


def _twice(octets, chance):
    start, end = _place(octets, chance)
    return octets[:end] + octets[start:end] * chance.choice((1, 2, 50)) + octets[end:]


def _swapped(octets, chance):
    (first, second), (third, fourth) = sorted((_place(octets, chance), _place(octets, chance)))
    third, fourth = max(third, second), max(fourth, second)
    return (
        octets[:first] + octets[third:fourth] + octets[second:third] + octets[first:second] + octets[fourth:]
    )


def _random(octets, chance):
    start, _ = _place(octets, chance)
    return octets[:start] + chance.randbytes(chance.choice((1, 8, 200))) + octets[start:]


def _another_number(octets, chance):
    return _replaced(_NUMBER, octets, chance, chance.choice(_HUGE))


def _another_word(octets, chance):
    """Return bytes in which four, at a place as formats of numbers have them, say nought or very much."""
    start = chance.randrange(len(octets) + 1) & ~1
    return octets[:start] + chance.choice(_WORDS) + octets[start + 4 :]


def _another_encoding(octets, chance):
    try:
        return octets.decode().encode(chance.choice(_ENCODINGS), "replace")
    except UnicodeDecodeError:
        return octets


def _spliced(octets, chance):
    """Return the beginning of a file, and behind it the end of another of any format."""
    other = sound()[chance.choice(sorted(sound()))]
    return _cut(octets, chance) + other[chance.randrange(len(other)) :]


def _tag_gone(octets, chance):
    return _replaced(_TAG, octets, chance, b"")


def _tag_twice(octets, chance):
    found = _TAG.findall(octets)
    return (
        _replaced(_TAG, octets, chance, chance.choice(found) * chance.choice((2, 500))) if found else octets
    )


def _replaced(pattern, octets, chance, by):
    found = [*pattern.finditer(octets)]
    if not found:
        return octets
    match = chance.choice(found)
    return octets[: match.start()] + by + octets[match.end() :]


_WOUNDS = (
    *(_cut, _flipped, _flipped, _gone, _zeroed, _twice, _swapped, _random, _another_number),
    *(_another_word, _another_encoding, _spliced),
)
