"""Make small files of each format that can be read: what is damaged afterwards."""

import io
import subprocess
import tempfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from PIL import Image, ImageDraw

from pipeline.documents.converting import office
from tests.forms.makers import as_docx, as_html, plain, texts

_COUNTED = "communique"


@cache
def sound():
    """Return the bytes of files by their suffix."""
    files = {
        ".txt": plain(_blocks()).encode(),
        ".html": _made(as_html),
        ".mhtml": _mhtml(_made(as_html)),
        ".docx": _made(as_docx),
        ".xlsx": _workbook(),
        ".ods": open_document("spreadsheet", _sheet()),
        ".odt": open_document("text", "<text:p>全县生产总值90亿元，增长6%。</text:p>"),
        ".pdf": pdf(["(GDP 186.42) Tj"] * 3),
        ".csv": _list().encode("utf-8-sig"),
        ".jsonl": '{"title": "青禾县", "date": "2025-04-07", "content": "全县生产总值90亿元。"}\n'.encode()
        * 3,
        ".rtf": _rtf(),
        ".zip": zipped({"一.txt": plain(_blocks()), "二/三.csv": _list()}),
        ".png": _picture("PNG"),
        ".jpg": _picture("JPEG"),
        ".tiff": _picture("TIFF"),
    }
    return files | _converted(files[".docx"], files[".xlsx"])


def zipped(parts, **how):
    """Return an archive of parts by name."""
    octets = io.BytesIO()
    with ZipFile(octets, "w", ZIP_DEFLATED, **how) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return octets.getvalue()


def pdf(streams, page="", more=(), trailer="", media="0 0 595 842"):
    """Return a PDF with a page for each stream of text; `more` are further objects from number 100 on."""
    held = {1: "<</Type/Catalog/Pages 2 0 R>>", 3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
    pages = range(10, 10 + 2 * len(streams), 2)
    held[2] = f"<</Type/Pages/Count {len(streams)}/Kids[{' '.join(f'{n} 0 R' for n in pages)}]>>"
    for number, stream in zip(pages, streams, strict=True):
        fonts = "/Resources<</Font<</F1 3 0 R>>>>"
        held[number] = f"<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Contents {number + 1} 0 R{fonts}{page}>>"
        drawn = f"BT /F1 12 Tf 72 720 Td {stream} ET"
        held[number + 1] = f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream"
    held |= dict(more)
    octets, offsets = b"%PDF-1.7\n", {}
    for number, said in sorted(held.items()):
        offsets[number] = len(octets)
        octets += (
            f"{number} 0 obj\n".encode()
            + (said if isinstance(said, bytes) else said.encode("latin-1"))
            + b"\nendobj\n"
        )
    table = "".join(f"{n} 1\n{at:010d} 00000 n \n" for n, at in offsets.items())
    last = f"trailer<</Root 1 0 R/Size {max(held) + 1}{trailer}>>\nstartxref\n{len(octets)}\n%%EOF"
    end = f"xref\n0 1\n0000000000 65535 f \n{table}{last}"
    return octets + end.encode()


def _blocks():
    return texts()[_COUNTED]


def _made(maker):
    with tempfile.TemporaryDirectory() as folder:
        return maker(_blocks(), Path(folder)).read_bytes()


def _mhtml(page):
    letter = MIMEMultipart("related")
    letter.attach(MIMEText(page.decode(), "html", "utf-8"))
    return letter.as_bytes()


def _workbook():
    book = Workbook()
    for row in [
        ["2024年主要指标", None, None],
        ["指标", "2023年", "2024年"],
        ["常住人口（万人）", 42.1, 42.36],
        ["注：年末数", None, None],
    ]:
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def open_document(kind, inner):
    """Return an ODT (`text`) or ODS (`spreadsheet`) with this in its body."""
    named = {"office": "", "text": "", "table": "", "draw": "drawing", "svg": "svg-compatible"}
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space or name}:1.0"'
        for name, space in named.items()
    )
    head = (
        f'<office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
    )
    body = f"<office:body><office:{kind}>{inner}</office:{kind}></office:body></office:document-content>"
    stated = f"application/vnd.oasis.opendocument.{kind}"
    listed = "".join(
        f'<f:file-entry f:full-path="{path}" f:media-type="{said}"/>'
        for path, said in (("/", stated), ("content.xml", "text/xml"))
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return zipped(
        {
            "mimetype": stated,
            "content.xml": head + body,
            "META-INF/manifest.xml": f'<f:manifest xmlns:f="{space}">{listed}</f:manifest>',
        }
    )


def _sheet():
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = (["指标", "2024年"], ["常住人口（万人）", "42.36"])
    said = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="表1">{said}</table:table>'


def _list():
    rows = "".join(f"青禾县新闻{n},2025-04-0{n},“全县接待游客{n}万人次，同比增长6%。”\n" for n in range(1, 6))
    return f"标题,日期,正文\n{rows}"


def _rtf():
    said = "".join(f"\\u{ord(character)}?" for character in "全县生产总值90亿元。")
    return f"{{\\rtf1\\ansi {said}\\par}}".encode()


def _picture(form):
    picture = Image.new("L", (300, 120), 255)
    ImageDraw.Draw(picture).text((20, 40), "GDP 186.42", fill=0)
    octets = io.BytesIO()
    picture.save(octets, form)
    return octets.getvalue()


def _converted(document, workbook):
    """Return files of old formats where LibreOffice is there to make them."""
    program = office()
    if program is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for octets, suffix, old in ((document, ".docx", ".doc"), (workbook, ".xlsx", ".xls")):
            Path(folder, f"a{suffix}").write_bytes(octets)
            profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
            call = [
                program,
                profile,
                "--headless",
                "--convert-to",
                old[1:],
                "--outdir",
                folder,
                f"{folder}/a{suffix}",
            ]
            subprocess.run(call, capture_output=True, timeout=120, check=False)
            if Path(folder, f"a{old}").is_file():
                made[old] = Path(folder, f"a{old}").read_bytes()
        return made
