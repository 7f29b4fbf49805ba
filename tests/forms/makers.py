"""Make the files of a text in each form. A maker takes the blocks of a text and a folder, and returns what is to be read.

To add a form, write its maker and name it in FORMS: `tests/test_forms.py` then wants from it the rows of the plain text.
"""

import html
import io
from functools import cache
from pathlib import Path

import yaml
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt


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


def _written(path, octets):
    path.write_bytes(octets)
    return path


# Form → its maker.
FORMS = {
    "GB18030": as_gb18030,
    "DOCX": as_docx,
    "HTML": as_html,
}
