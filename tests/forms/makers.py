"""Make the files of a text in each form. A maker takes the blocks of a text and a folder, and returns what is to be read.

To add a form, write its maker and name it in FORMS: `tests/test_forms.py` then wants from it the rows of the plain text.
"""

import csv
import html
import io
import json
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from zipfile import ZipFile

import yaml
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from openpyxl import Workbook

from tests.pdf_maker import Page, columns, pdf_of, wrapped

_HEADINGS = ("标题", "日期", "正文")


@cache
def texts():
    """Return the blocks of each text by its name: pairs of a kind and what it holds; rows of a table are padded."""
    said = yaml.safe_load(Path(__file__).with_name("texts.yaml").read_text("utf-8"))
    return {name: [_block(*next(iter(block.items()))) for block in blocks] for name, blocks in said.items()}


def _block(kind, held):
    if kind == "table":
        width = max(map(len, held))
        return kind, [[*row, *[""] * (width - len(row))] for row in held]
    return kind, held.replace(" ", "") if kind == "text" else held


def plain(blocks):
    """Return a text as its characters alone."""
    lines = []
    for kind, held in blocks:
        lines += ["", *("\t".join(row) for row in held), ""] if kind == "table" else [held]
    return "\n".join(lines) + "\n"


def as_text(blocks, folder):
    """Make a text file in UTF-8."""
    return _written(folder / "页.txt", plain(blocks).encode())


def as_gb18030(blocks, folder):
    """Make a text file in GB18030 with the line ends of Windows."""
    return _written(folder / "页.txt", plain(blocks).replace("\n", "\r\n").encode("gb18030"))


def as_docx(blocks, folder):
    """Make a Word file with a centred title and a table in which the caption is one cell over all columns."""
    document = WordDocument()
    for kind, held in blocks:
        if kind == "table":
            _word_table(document, held)
            continue
        paragraph = document.add_paragraph()
        run = paragraph.add_run(held)
        if kind in ("title", "day"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.font.size = Pt(22 if kind == "title" else 14)
    octets = io.BytesIO()
    document.save(octets)
    return _written(folder / "页.docx", octets.getvalue())


def _word_table(document, rows):
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        filled = [text for text in cells if text]
        if len(filled) == 1:
            row.cells[0].merge(row.cells[-1]).text = filled[0]
            continue
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def as_html(blocks, folder):
    """Make a web page with a menu, the text and a foot."""
    body = "".join(_html_block(*block) for block in blocks)
    title = next((held for kind, held in blocks if kind == "title"), "青禾日报")
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head><body>'
        f'<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></nav>'
        f'<div class="content">{body}</div><footer>版权所有 青禾县人民政府</footer></body></html>'
    )
    return _written(folder / "页.html", page.encode())


def _html_block(kind, held):
    if kind == "table":
        return f"<table>{''.join(map(_html_row, held))}</table>"
    name = {"title": "h1", "heading": "h2"}.get(kind, "p")
    return f"<{name}>{html.escape(held)}</{name}>"


def _html_row(cells):
    filled = [text for text in cells if text]
    if len(filled) == 1:
        return f'<tr><td colspan="{len(cells)}">{html.escape(filled[0])}</td></tr>'
    return f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in cells)}</tr>"


def as_mhtml(blocks, folder):
    """Make the same page as a browser saves it in one file."""
    page = EmailMessage()
    page["Snapshot-Content-Location"] = "http://www.example.com/tjgb.html"
    page.set_content(as_html(blocks, folder).read_text("utf-8"), subtype="html", cte="quoted-printable")
    page.make_mixed()
    page.set_type("multipart/related")
    (folder / "页.html").unlink()
    return _written(folder / "页.mhtml", page.as_bytes())


def as_printed_page(columns_of_a_page, blocks, browser_page, folder):
    """Let a browser print the text in so many columns below its title, the tables ruled."""
    title, rest = (blocks[:1], blocks[1:]) if blocks[0][0] == "title" else ([], blocks)
    browser_page.set_content(
        "<style>body {font: 11px 'Noto Sans SC'; text-align: justify} h1 {text-align: center} h2 {font-size: 13px}"
        "p {text-indent: 2em; margin: 0; line-height: 1.7} td {border: 1px solid; padding: 3px}"
        "table {border-collapse: collapse; break-inside: avoid}"
        f"div {{columns: {columns_of_a_page}; column-gap: 14px}}</style>"
        f"{''.join(_html_block(*block) for block in title)}<div>{''.join(_html_block(*block) for block in rest)}</div>"
    )
    return _written(folder / "页.pdf", browser_page.pdf(format="A4"))


def as_csv(blocks, folder):
    """Make a list of news as spreadsheets save it: a row an article, line breaks in its text."""
    out = io.StringIO()
    csv.writer(out).writerows([_HEADINGS, *_articles(blocks)])
    return _written(folder / "新闻.csv", out.getvalue().encode("utf-8-sig"))


def as_workbook_list(blocks, folder):
    """Make the same list as a workbook."""
    book = Workbook()
    for row in [_HEADINGS, *_articles(blocks)]:
        book.active.append(row)
    book.save(folder / "新闻.xlsx")
    return folder / "新闻.xlsx"


def as_mail(blocks, folder):
    """Make a mail that has the same page for its body, as mailboxes save one, and the text beside it."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "tjj@example.com", "转发：材料"
    mail.set_content("见网页。")
    mail.add_alternative(as_html(blocks, folder).read_text("utf-8"), subtype="html", cte="base64")
    (folder / "页.html").unlink()
    return _written(folder / "页.eml", mail.as_bytes())


def as_workbook(blocks, folder):
    """Make a workbook that holds the text below one another in its first column, the cells of a table in theirs."""
    book = Workbook()
    for kind, held in blocks:
        for row in held if kind == "table" else [[held]]:
            book.active.append([text or None for text in row])
    book.save(folder / "页.xlsx")
    return folder / "页.xlsx"


def as_json_lines(blocks, folder):
    """Make the same list as lines of JSON."""
    rows = (dict(zip(("title", "date", "content"), row, strict=True)) for row in _articles(blocks))
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return _written(folder / "新闻.jsonl", lines.encode())


def _articles(blocks):
    """Return each article as its title, its day and its text: a text with a title is one article."""
    whole = any(kind == "title" for kind, _ in blocks)
    parts = []
    for kind, held in blocks:
        if kind == "title" or (kind == "heading" and not whole):
            parts.append((held, []))
        else:
            parts[-1][1].append((kind, held))
    return [[title, "2025-03-31" if whole else "2025-04-07", plain(rest)] for title, rest in parts]


def as_zip(blocks, folder):
    """Make an archive that holds the text in a folder of a Chinese name."""
    with ZipFile(folder / "县.zip", "w") as archive:
        archive.writestr("青禾/页.txt", plain(blocks))
    return folder / "县.zip"


def as_pdf(columns_of_a_page, blocks, folder):
    """Make a PDF that sets the text in so many columns below its title; each table stands ruled on a page of its own."""
    page, ruled = Page(), []
    said = [held for kind, held in blocks if kind not in ("table", "title")]
    if blocks[0][0] == "title":
        page.text(297 - 10 * len(blocks[0][1]), 780, 20, blocks[0][1])
    width = (495 - 20 * (columns_of_a_page - 1)) / columns_of_a_page
    rows = sum(len([*wrapped(text, int(width // 10))]) for text in said)
    lines = -(-rows // columns_of_a_page)
    columns(page, said, left=50, top=740, width=width, gutter=20, size=10, lines=lines)
    grids = [held for kind, held in blocks if kind == "table"]
    for rows in grids:
        ruled.append(Page())
        _ruled(ruled[-1], rows)
    return _written(folder / "页.pdf", pdf_of([page, *ruled], seed=columns_of_a_page))


def _ruled(page, rows):
    """Draw a table with rules round each cell, its first row as a line above it."""
    left, top, width, height = 50, 760, 120, 20
    page.text(left + width, top + 6, 10, rows[0][0])
    right, bottom = left + width * len(rows[0]), top - height * (len(rows) - 1)
    for n in range(len(rows)):
        page.rule(left, top - n * height, right, top - n * height)
    for n in range(len(rows[0]) + 1):
        page.rule(left + n * width, top, left + n * width, bottom)
    for n, row in enumerate(rows[1:], start=1):
        for k, text in enumerate(row):
            page.text(left + k * width + 4, top - n * height + 6, 10, text)


def _written(path, octets):
    path.write_bytes(octets)
    return path


# Form → its maker.
FORMS = {
    "GB18030": as_gb18030,
    "DOCX": as_docx,
    "HTML": as_html,
    "MHTML": as_mhtml,
    "mail": as_mail,
    "XLSX": as_workbook,
    "CSV list": as_csv,
    "XLSX list": as_workbook_list,
    "JSON lines": as_json_lines,
    "ZIP": as_zip,
    "PDF of one column": partial(as_pdf, 1),
    "PDF of two columns": partial(as_pdf, 2),
    "PDF of three columns": partial(as_pdf, 3),
}
