"""Put harm into a part of an archive of markup, or into its directory."""

import io
import struct
from functools import partial
from zipfile import ZipFile

from tests.hostile.sound import sound, zipped

_MEGABYTE = 1 << 20
_DEEP = 1_000_000


_MAIN = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/worksheets/sheet1.xml",
    ".ods": "content.xml",
    ".odt": "content.xml",
}


def bombs(reach):
    """Yield the name of each file and what makes its bytes."""
    for suffix, part in _MAIN.items():
        for name, how in _MARKUP.items():
            yield f"markup {name}{suffix}", partial(with_part, suffix, part, how, reach)
        yield f"expands to 1 GB{suffix}", partial(with_part, suffix, part, _gigabyte, reach)
        yield f"quoted size small{suffix}", partial(_quoted, suffix, part, 10)
        yield f"quoted size huge{suffix}", partial(_quoted, suffix, part, 0xFFFFFFF0)
        yield f"locked part{suffix}", partial(_locked, suffix, part)
        yield f"names lead out{suffix}", partial(_names, suffix)
        yield f"many parts{suffix}", partial(_many, suffix)


def _entity(number):
    return f"&l{number};"


# What takes the place of a part of markup.
_MARKUP = {
    "laughs": lambda part, _: _typed(
        "<!DOCTYPE a ["
        '<!ENTITY l0 "ha">' + "".join(f"<!ENTITY l{n} '{10 * _entity(n - 1)}'>" for n in range(1, 12)) + "]>",
        part,
        "&l11;",
    ),
    "one long entity": lambda part, _: _typed(
        f'<!DOCTYPE a [<!ENTITY l "{"a" * _MEGABYTE}">]>', part, "&l;" * 5000
    ),
    "file entity": lambda part, _: _typed(
        '<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/passwd">]>', part, "&l;"
    ),
    "web entity": lambda part, reach: _typed(f'<!DOCTYPE a [<!ENTITY l SYSTEM "{reach}e">]>', part, "&l;"),
    "web type": lambda part, reach: _typed(f'<!DOCTYPE a SYSTEM "{reach}dtd">', part, ""),
    "web parameter": lambda part, reach: _typed(
        f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{reach}p"> %p;]>', part, ""
    ),
    "deep": lambda part, _: _typed("", part, "<a>" * _DEEP),
    "deep closed": lambda part, _: _typed("", part, "<a>" * _DEEP + "</a>" * _DEEP),
    "broad": lambda part, _: _typed("", part, "<a/>" * (5 * _DEEP)),
    "long text": lambda part, _: _typed("", part, "1" * (60 * _MEGABYTE)),
    "long attribute": lambda part, _: _typed("", part, "<a b='" + "1" * (20 * _MEGABYTE) + "'/>"),
    "many attributes": lambda part, _: _typed(
        "", part, "<a " + " ".join(f"b{n}=''" for n in range(300_000)) + "/>"
    ),
    "never ending tag": lambda part, _: part[:-20] + b"<a " + b"b" * (30 * _MEGABYTE),
    "other encoding": lambda part, _: b'<?xml version="1.0" encoding="utf-7"?>' + part,
    "wide encoding": lambda part, _: part.decode("utf-8", "replace").split("?>", 1)[-1].encode("utf-16"),
    "empty": lambda _, __: b"",
    "no markup": lambda _, __: bytes(range(256)) * 100,
}


def _typed(kind, part, inner):
    """Return a part with a document type before it and something before its last tag."""
    body = part.split(b"?>", 1)[-1]
    at = body.rfind(b"</", 0, body.rfind(b"</"))
    return b'<?xml version="1.0"?>' + kind.encode() + body[:at] + inner.encode() + body[at:]


def _gigabyte(part, _):
    at = part.rfind(b"</")
    return part[:at] + b" " * (1024 * _MEGABYTE) + part[at:]


def parts_of(suffix):
    with ZipFile(io.BytesIO(sound()[suffix])) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def with_part(suffix, part, how, reach):
    parts = parts_of(suffix)
    return zipped(parts | {part: how(parts[part], reach)})


def _quoted(suffix, part, size):
    """Return an archive whose directory says that a part of 200 MB has another size."""
    parts = parts_of(suffix)
    octets = bytearray(zipped(parts | {part: parts[part] + b" " * (200 * _MEGABYTE)}))
    at = octets.rfind(part.encode()) - 46
    octets[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(octets)


def _locked(suffix, part):
    octets = bytearray(zipped(parts_of(suffix)))
    for at in (octets.find(part.encode()) - 24, octets.rfind(part.encode()) - 38):
        octets[at] |= 1
    return bytes(octets)


def _names(suffix):
    leading = (
        "../../evil.txt",
        "/evil/evil.txt",
        "C:\\evil.txt",
        "..\\evil.txt",
        "a" * 60_000,
        "\udced".encode("utf-8", "replace").decode(),
    )
    return zipped(parts_of(suffix) | dict.fromkeys(leading, b"x"))


def _many(suffix):
    return zipped(parts_of(suffix) | {f"m/{n}": b"" for n in range(60_000)})
