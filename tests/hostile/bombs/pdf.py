"""Make PDF files that do harm."""

import zlib

from tests.hostile.sound import pdf, pdf_in_streams

_MEGABYTE = 1 << 20
_DEEP = 1_000_000


def bombs(reach):
    said = ["(GDP 186.42) Tj"]
    drawn = "/Resources<</XObject<</X 100 0 R>>>>"
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{drawn}/Length 6>>stream\n/X Do \nendstream"
    picture = (
        "/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"
        "/Filter[/FlateDecode]"
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
                11: _stream(
                    "/Filter[/FlateDecode/FlateDecode]", _deflated(_deflated(b" " * (500 * _MEGABYTE)))
                )
            },
        ),
        "stream of wrong length": lambda: pdf(
            said, more={11: "<</Length 999999999>>stream\nBT ET\nendstream"}
        ),
        "stream of itself": lambda: pdf(said, more={11: "<</Length 11 0 R>>stream\nBT ET\nendstream"}),
        "form draws itself": lambda: pdf(["/X Do"], page=drawn, more={100: form}),
        "huge picture": lambda: pdf(
            ["/X Do"], page=drawn, more={100: _stream(picture, _deflated(bytes(_MEGABYTE)))}
        ),
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
        "object stream extends itself": lambda: pdf_in_streams(extends="/Extends 6 0 R"),
        "object stream holds itself": lambda: pdf_in_streams(
            {1: "<</Type/Catalog/Pages 2 0 R>>", 6: "6 0 R", 2: "2 0 R"}
        ),
        "broad table": lambda: pdf_in_streams(widths="1 2000000000 2"),
        "long table": lambda: pdf_in_streams(size=2_000_000_000),
        "letters of any code": lambda: pdf(said, more={3: _mapped("<00> <FFFFFFFF> <0030>")}),
        "letters of long words": lambda: pdf(
            ["(GDP) Tj "], more={3: _mapped(f"<00> <FF> <{'4E00' * 50_000}>")}
        ),
        "letters of their own table": lambda: pdf(
            said, more={3: _mapped("<00> <FF> <0030>"), 101: "101 0 R"}
        ),
        "picture of 60,000 points": lambda: pdf(["/X Do"], page=drawn, more={100: _picture(60_000)}),
        "mask of itself": lambda: pdf(["/X Do"], page=drawn, more={100: _picture(100, "/SMask 100 0 R")}),
        "pattern of itself": lambda: pdf(
            ["/Pattern cs /P scn 0 0 500 500 re f"],
            page="/Resources<</Pattern<</P 100 0 R>>>>",
            more={
                100: "<</PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 1e-9/YStep 1e-9"
                "/Resources<</Pattern<</P 100 0 R>>>>/Length 33>>stream\n/Pattern cs /P scn 0 0 500 500 re f\nendstream"
            },
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


def _mapped(span):
    """Return a font whose letters mean what this span of codes says."""
    said = f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange {span} endbfrange endcmap"
    return (
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 101 0 R>>\nendobj\n"
        f"101 0 obj\n<</Length {len(said)}>>stream\n{said}\nendstream"
    )


def _picture(size, more=""):
    rows = _deflated(bytes(_MEGABYTE))
    head = f"<</Type/XObject/Subtype/Image/Width {size}/Height {size}/BitsPerComponent 1/ColorSpace/DeviceGray{more}"
    return f"{head}/Filter/FlateDecode/Length {len(rows)}>>stream\n".encode() + rows + b"\nendstream"


def _stream(about, octets):
    return f"<<{about}/Length {len(octets)}>>stream\n".encode() + octets + b"\nendstream"


def _deflated(octets):
    return zlib.compress(octets, 9)
