"""Make small files of each format that can be read: what is damaged afterwards."""

import io
import json
import struct
import subprocess
import tempfile
import zlib
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache, partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from openpyxl import Workbook
from PIL import Image, ImageDraw

from pipeline.documents.converting import office
from tests.forms.makers import (
    as_docx,
    as_html,
    as_json_lines,
    as_mail,
    as_mhtml,
    as_pdf,
    as_workbook_list,
    plain,
    texts,
)
from tests.word_files import paragraph, table, word_file

_COUNTED = "communique"


@cache
def sound():
    """Return the bytes of files by how their names end: the suffix, and before it what sets a second one of it apart."""
    files = {
        ".txt": plain(_blocks()).encode(),
        " of two bytes.txt": plain(_blocks()).encode("utf-16"),
        ".html": _made(as_html),
        " with spans.html": _spanned().encode("gb18030"),
        ".mhtml": _made(as_mhtml),
        ".eml": _made(as_mail),
        " in base64.mhtml": _mhtml(_made(as_html)),
        ".docx": _made(as_docx),
        " with boxes.docx": _boxes(),
        ".xlsx": _workbook(),
        " list.xlsx": _made(as_workbook_list),
        ".xls": _old_workbook(),
        ".ods": open_document("spreadsheet", _sheet()),
        ".odt": open_document("text", "<text:p>全县生产总值90亿元，增长6%。</text:p>"),
        ".pdf": pdf(["(GDP 186.42) Tj"] * 3),
        " of columns.pdf": _made(partial(as_pdf, 2)),
        " in streams.pdf": pdf_in_streams(),
        ".csv": _list().encode("utf-8-sig"),
        " table.csv": "指标,2023年,2024年\n人口（万人）,42.1,42.36\n收入（万元）,1234.5,1300.1\n".encode("gb18030"),
        ".jsonl": _made(as_json_lines),
        ".json": json.dumps([{"title": "青禾县", "date": "2025-04-07", "content": "全县生产总值90亿元。"}] * 3).encode(),
        ".rtf": _rtf(),
        ".zip": zipped({"一.txt": plain(_blocks()), "二/三.csv": _list(), "四.zip": zipped({"五.txt": "全县"})}),
        ".png": _picture("PNG"),
        ".jpg": _picture("JPEG"),
        ".tiff": _picture("TIFF"),
    }  # fmt: skip
    return files | _converted(files[".docx"])


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


def pdf_in_streams(objects=None, extends="", widths="1 4 2", size=0):
    """Return a PDF whose objects, by number, stand in a compressed stream, and whose table is one, too."""
    held = objects or {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        4: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    said = [*held.values()]
    offsets = [sum(map(len, said[:n])) + n for n in range(len(said))]
    index = " ".join(f"{number} {at}" for number, at in zip(held, offsets, strict=True)) + " "
    packed = zlib.compress(f"{index}{' '.join(said)}".encode())
    drawn = zlib.compress(b"BT /F1 12 Tf 72 720 Td (GDP 186.42) Tj ET")
    octets, places = b"%PDF-1.7\n", {}
    for number, head, stream in (
        (6, f"/Type/ObjStm/N {len(held)}/First {len(index)}{extends}", packed),
        (5, "", drawn),
    ):
        places[number] = len(octets)
        octets += f"{number} 0 obj\n<<{head}/Filter/FlateDecode/Length {len(stream)}>>stream\n".encode()
        octets += stream + b"\nendstream\nendobj\n"
    rows = [
        (0, 0, 65535),
        *((2, 6, n) if n in held else (1, places.get(n, len(octets)), 0) for n in range(1, 8)),
    ]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    head = f"/Type/XRef/Root 1 0 R/Size {size or 8}/W[{widths}]/Filter/FlateDecode/Length {len(table)}"
    end = f"7 0 obj\n<<{head}>>stream\n".encode() + table + b"\nendstream\nendobj\n"
    return octets + end + f"startxref\n{len(octets)}\n%%EOF".encode()


def _blocks():
    return texts()[_COUNTED]


def _made(maker):
    with tempfile.TemporaryDirectory() as folder:
        return maker(_blocks(), Path(folder)).read_bytes()


def _mhtml(page):
    letter = MIMEMultipart("related")
    letter.attach(MIMEText(page.decode(), "html", "utf-8"))
    return letter.as_bytes()


def _spanned():
    """Return a page whose tables span rows and columns, and which hides a part of itself."""
    rows = (
        "<tr><th rowspan=2>指标<th colspan=2>2024年</tr><tr><th>绝对数<th>增长(%)</tr>"
        "<tr><td>地区生产总值（亿元）<td>286.5<td>5.2</tr><tr style='display:none'><td>甲<td>1<td>2</tr>"
    )
    return (
        "<html><head><meta charset=gb2312><title>青禾县公报</title></head><body><ul><li><a href=/1>首页</a></ul>"
        f"<p>发布时间：2025-04-07　来源：县统计局</p><table>{rows}</table><p hidden>略</p><p>全县人口42.36万人。<br>完</p>"
    )


def _boxes():
    """Return a Word file with a text box, a note, a list, a deletion and merged cells."""
    inner = paragraph("全县人口42万人。")
    box = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    wide, down, on = "<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    grid = table([("2024年", wide), "增长"], [("人口", down), "42", "1"], [("", on), "43", "2"])
    listed = paragraph("全县生产总值90亿元。", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>")
    noted = "<w:p><w:r><w:footnoteReference w:id='1'/></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    return word_file(
        box + grid + listed + noted,
        footnotes=f"<w:footnote w:id='1'>{paragraph('注：初步数')}</w:footnote>",
        numbering="<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:lvlText w:val='%1.'/>"
        "</w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
    )


_ROWS = (
    ["2024年主要指标", "", "", "单位：万人"],
    ["指标", "2023年", "2024年", "时间"],
    ["常住人口（万人）", 42.1, 42.36, 45_500],
    ["增速", 0.052, 0.0613, 45_501],
    ["注：年末数", "", "", ""],
)
_PATTERNS = {(2, 2): "#,##0.00", (3, 1): "0.0%", (2, 3): "yyyy-mm-dd"}  # of cells, by row and column from 0


def _workbook():
    book = Workbook()
    sheet = book.active
    for row in _ROWS:
        sheet.append([cell or None for cell in row])
    sheet.merge_cells("A1:C1")
    for (row, column), pattern in _PATTERNS.items():
        sheet.cell(row + 1, column + 1).number_format = pattern
    sheet["E3"] = "=B3+C3"
    sheet.row_dimensions[4].hidden = sheet.column_dimensions["D"].hidden = True
    book.create_sheet("草稿").sheet_state = "hidden"
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def _old_workbook():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    for row, cells in enumerate(_ROWS):
        for column, said in ((at, one) for at, one in enumerate(cells) if one):
            sheet.write(
                row, column, said, xlwt.easyxf(num_format_str=_PATTERNS.get((row, column), "General"))
            )
    sheet.merge(0, 0, 0, 2)
    sheet.write(2, 4, xlwt.Formula("B3+C3"))
    sheet.row(3).hidden = sheet.col(3).hidden = True
    book.add_sheet("草稿").visibility = 1
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
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'.format
    rows = (
        cell(' table:number-columns-spanned="2"', "2024年主要指标") + "<table:covered-table-cell/>",
        cell("", "指标") + cell("", "2024年"),
        cell("", "常住人口（万人）") + cell("", "42<text:s text:c='2'/>36"),
        cell(' table:number-columns-repeated="2"', "甲"),
    )
    said = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    hidden = f'<table:table-row table:visibility="collapse">{cell("", "乙")}</table:table-row>'
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    column = '<table:table-column table:number-columns-repeated="2"/>'
    return f'<table:table table:name="表1">{column}{said}{hidden}{end}</table:table>'


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


def _converted(document):
    """Return a file of old Word where LibreOffice is there to make it."""
    program = office()
    if program is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.docx").write_bytes(document)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        call = [program, profile, "--headless", "--convert-to", "doc", "--outdir", folder, f"{folder}/a.docx"]
        subprocess.run(call, capture_output=True, timeout=120, check=False)
        made = Path(folder, "a.doc")
        return {".doc": made.read_bytes()} if made.is_file() else {}
