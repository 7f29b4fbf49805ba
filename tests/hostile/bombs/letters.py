"""Make pages saved in one file (MHTML), and mails, that do harm."""

from functools import partial

_MEGABYTE = 1 << 20
_DEEP = 1_000_000
_HEAD = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'


def bombs(reach):
    page = "<html><body><p>全县生产总值90亿元。".encode()
    outside = (
        f'<html><img src="{reach}a"><link rel=stylesheet href="{reach}b"><iframe src="{reach}c">'.encode()
    )
    return {
        "parts in parts": partial(_nested, 3000, page),
        "parts in parts deeply": partial(_nested, 60_000, page),
        "many parts": lambda: _letter(*[_part(page)] * 100_000),
        "no part": lambda: _HEAD + b"--b--",
        "a part that never ends": lambda: _HEAD + b"--b\r\nContent-Type: text/html\r\n\r\n" + page,
        "lines of the bound": lambda: _HEAD + b"--b\r\n" * _DEEP,
        "long bound": lambda: _HEAD.replace(b'"b"', b'"' + b"b" * _DEEP + b'"') + b"--" + b"b" * _DEEP,
        "long head": lambda: b"X: " + b"a" * (20 * _MEGABYTE) + b"\r\n" + _letter(_part(page)),
        "many heads": lambda: b"X: a\r\n" * 20 + _HEAD + b"--b\r\n" + b"Y: a\r\n" * 500_000 + b"\r\n" + page,
        "folded heads": lambda: b"X: a\r\n" + b" b\r\n" * 30 + _letter(_part(page, b"X: a\r\n" + b" b\r\n" * 300_000)),
        "bad base64": lambda: _letter(_part(b"=" * _DEEP + b"\xff" * _DEEP, b"Content-Transfer-Encoding: base64\r\n")),
        "long base64": lambda: _letter(_part(b"PGI+" * (10 * _MEGABYTE), b"Content-Transfer-Encoding: base64\r\n")),
        "bad quoted": lambda: _letter(_part(b"=ZZ=" * _DEEP, b"Content-Transfer-Encoding: quoted-printable\r\n")),
        "no such encoding": lambda: _letter(_part(page, b"Content-Transfer-Encoding: x-uuencode\r\n")),
        "no such characters": lambda: _letter(_part(page).replace(b"text/html", b'text/html; charset="../../x"')),
        "outside": lambda: _letter(_part(outside, b"Content-Location: " + reach.encode() + b"\r\n")),
        "names lead out": lambda: _letter(_part(page, b'Content-Disposition: attachment; filename="../../evil.html"\r\n')),
        "body elsewhere": lambda: _HEAD.replace(
            b"related;", b'related; type="message/external-body"; access-type=URL; URL="%s";' % reach.encode()
        ) + b"--b--",
    }  # fmt: skip


def mails(reach):
    """Return the same as mails, and some whose attachments do harm."""
    sent = b"From: a@example.com\r\nSubject: a\r\n"
    made = {name: lambda make=make: sent + make() for name, make in bombs(reach).items()}
    attached = b"Content-Disposition: attachment; filename=a.txt\r\n"
    within = b"Content-Type: message/rfc822\r\n\r\n" + sent
    return made | {
        "many attached": lambda: sent + _letter(*[_part(b"a", attached)] * 4000),
        "mails in mails": lambda: sent + within * 5000,
        "long subject": lambda: b"From: a@b\r\nSubject: " + b"=?utf-8?B?5Lq6?= " * 500_000 + b"\r\n\r\na",
        "names lead out of it": lambda: (
            sent + _letter(_part(b"a", attached.replace(b"a.txt", b'"../../../evil.txt"')))
        ),
        "long name": lambda: sent + _letter(_part(b"a", attached.replace(b"a.txt", b"a" * _DEEP + b".txt"))),
        "names in pieces": lambda: (
            sent
            + _letter(
                _part(
                    b"a",
                    b"Content-Disposition: attachment"
                    + b"".join(b"; filename*%d=a" % n for n in range(20_000))
                    + b"\r\n",
                )
            )
        ),
    }


def _part(octets, head=b""):
    return b"--b\r\n" + head + b"Content-Type: text/html\r\n\r\n" + octets + b"\r\n"


def _letter(*parts):
    return _HEAD + b"".join(parts) + b"--b--\r\n"


def _nested(depth, page):
    opened = b"".join(
        b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)
    )
    return b"MIME-Version: 1.0\r\n" + opened + b"Content-Type: text/html\r\n\r\n" + page
