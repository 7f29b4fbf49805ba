"""Make PDF files that do harm."""

import zlib

from tests.hostile.sound import pdf

_MEGABYTE = 1 << 20
_DEEP = 1_000_000


def bombs(reach):
    said = ["(GDP 186.42) Tj"]
    flat = _deflated(_deflated(b" " * (500 * _MEGABYTE)))
    drawn = "/Resources<</XObject<</X 100 0 R>>>>"
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{drawn}/Length 6>>stream\n/X Do \nendstream"
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"
        b"/Filter[/FlateDecode]/Length %d>>stream\n"
        % len(_deflated(bytes(_MEGABYTE)))
        + _deflated(bytes(_MEGABYTE))
        + b"\nendstream"
    )
    loop = {
        2: "<</Type/Pages/Count 9/Kids[2 0 R 10 0 R 100 0 R]>>",
        100: "<</Type/Pages/Count 9/Kids[2 0 R]>>",
    }
    deep = {n: f"<</Type/Pages/Count 1/Kids[{n + 1} 0 R]/Parent {n - 1} 0 R>>" for n in range(100, 20_100)}
    script = f"<</S/JavaScript/JS(app.launchURL\\('{reach}'\\))>>"
    return {
        "page tree loops": lambda: pdf(said, more=loop),
        "page tree deep": lambda: pdf(said, more=deep | {2: "<</Type/Pages/Count 1/Kids[100 0 R]>>"}),
        "a thousand million pages": lambda: pdf(
            said, more={2: "<</Type/Pages/Count 1000000000/Kids[10 0 R]>>"}
        ),
        "many pages": lambda: pdf(said * 20_000),
        "one page ten thousand times": lambda: pdf(
            said, more={2: f"<</Type/Pages/Count 10000/Kids[{'10 0 R ' * 10_000}]>>"}
        ),
        "huge page": lambda: pdf(said, media="0 0 1000000000 1000000000"),
        "page of no size": lambda: pdf(said, media="0 0 0 0"),
        "page turned": lambda: pdf(said, page="/Rotate 45/UserUnit 1e9"),
        "stream expands": lambda: pdf(
            said,
            more={
                11: b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(flat)
                + flat
                + b"\nendstream"
            },
        ),
        "stream of wrong length": lambda: pdf(
            said, more={11: "<</Length 999999999>>stream\nBT ET\nendstream"}
        ),
        "stream of itself": lambda: pdf(said, more={11: "<</Length 11 0 R>>stream\nBT ET\nendstream"}),
        "form draws itself": lambda: pdf(["/X Do"], page=drawn, more={100: form}),
        "huge picture": lambda: pdf(["/X Do"], page=drawn, more={100: picture}),
        "deep states": lambda: pdf(["q " * _DEEP + "Q " * _DEEP]),
        "deep arrays": lambda: pdf(["[" * _DEEP + "]" * _DEEP]),
        "deep objects": lambda: pdf(said, more={100: "<</A" * 200_000 + ">>" * 200_000}),
        "many characters": lambda: pdf(["(" + "1" * 100 + ") Tj "] * 1 + ["(11111 ) Tj 0 1 Td " * 100_000]),
        "many lines": lambda: pdf(["ET " + "0 0 m 9 9 l S " * 300_000 + "BT"]),
        "many rulings": lambda: pdf(
            [
                "ET "
                + "".join(
                    f"{n % 500} {n % 700} m 500 {n % 700} l S {n % 500} 0 m {n % 500} 700 l S "
                    for n in range(5000)
                )
                + "BT"
            ]
        ),
        "earlier tables loop": lambda: pdf(said, trailer="/Prev 9"),
        "locked": lambda: pdf(
            said,
            trailer="/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O("
            + "a" * 32
            + ")/U("
            + "b" * 32
            + ")>>/ID[(a)(b)]",
        ),
        "script": lambda: pdf(
            said, more={1: f"<</Type/Catalog/Pages 2 0 R/OpenAction{script}/AA<</WC{script}>>>>"}
        ),
        "link": lambda: pdf(
            said, page=f"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({reach})>>>>]"
        ),
        "font of the system": lambda: pdf(
            said,
            more={
                3: "<</Type/Font/Subtype/TrueType/BaseFont/Nowhere/FirstChar 0/LastChar 999999999/Widths[1]>>"
            },
        ),
    }


def _deflated(octets):
    return zlib.compress(octets, 9)
