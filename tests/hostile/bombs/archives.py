"""Make archives that do harm."""

import io
import struct
from functools import partial
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.hostile.sound import sound, zipped

_MEGABYTE = 1 << 20
_LINK = 0o120777 << 16


def bombs(_):
    names = (
        "../../evil.txt",
        "/evil/evil.txt",
        "C:\\evil.txt",
        "..\\..\\evil.txt",
        "a/../../evil.txt",
        "a\0b.txt",
        "/",
        "." * 300,
    )
    return {
        "expands": lambda: zipped({"大.txt": b"1" * (1024 * _MEGABYTE)}),
        "many expand": lambda: zipped({f"{n}.txt": b"1" * (40 * _MEGABYTE) for n in range(30)}),
        "in each other": partial(_nested, 40, 1),
        "in each other broadly": partial(_nested, 5, 12),
        "itself": lambda: zipped({"a.zip": zipped({"b.zip": b"PK\3\4"})}),
        "lead out": partial(
            zipped, {**dict.fromkeys(names, "全县生产总值90亿元。"), "好.txt": "全县人口42万人。"}
        ),
        "links": _links,
        "over each other": _overlapping,
        "many": lambda: zipped({f"{n}.txt": "全县人口42万人。" for n in range(30_000)}),
        "a hundred thousand": lambda: zipped({f"{n}.txt": b"" for n in range(100_000)}),
        "GBK names": lambda: zipped({"aaaa.txt": "全县人口42万人。"}).replace(b"aaaa", "青禾".encode("gbk")),
        "one name often": _same_names,
        "no method": lambda: zipped({"a.txt": "全县人口42万人。"}).replace(
            b"PK\1\2\x14\x03\x14\0\0\0\x08\0", b"PK\1\2\x14\x03\x14\0\0\0\x63\0"
        ),
        "only an end": lambda: b"PK\5\6" + bytes(18),
        "an end that lies": lambda: (
            sound()[".zip"][:-22] + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 65535, 65535, 0xFFFFFFFF, 0, 0)
        ),
    }


def _nested(depth, breadth):
    octets = zipped({"内.txt": "全县人口42万人。"})
    for _ in range(depth):
        octets = zipped({f"{n}.zip": octets for n in range(breadth)})
    return octets


def _links():
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, target in (("一.txt", "/etc/passwd"), ("二", "../.."), ("二/三.txt", "x")):
            about = ZipInfo(name)
            about.external_attr = _LINK
            archive.writestr(about, target)
    return out.getvalue()


def _overlapping():
    """Return an archive of 20,000 parts that all are the same 10 MB."""
    whole = zipped({"0000000000.txt": b"1" * (10 * _MEGABYTE)})
    at = whole.index(b"PK\1\2")
    end = whole.index(b"PK\5\6")
    held = b"".join(whole[at:end].replace(b"0000000000", f"{n:010d}".encode()) for n in range(20_000))
    return whole[:at] + held + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 20_000, 20_000, len(held), at, 0)


def _same_names():
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for n in range(200):
            archive.writestr(ZipInfo("同.txt"), f"全县人口{n}万人。")
    return out.getvalue()
