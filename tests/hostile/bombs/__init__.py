"""Make files that are meant to do harm: that expand, nest, loop, reach out, or claim to be huge; one module a format."""

from tests.hostile.bombs import archives, letters, markup, pdf, pictures, sheets, web, word, xls

_MADE = {
    ".docx": word.bombs,
    ".xlsx": sheets.workbooks,
    ".xls": xls.bombs,
    ".ods": sheets.open_sheets,
    ".zip": archives.bombs,
    ".pdf": pdf.bombs,
    ".html": web.pages,
    ".mhtml": letters.bombs,
    ".eml": letters.mails,
    ".csv": sheets.lists,
    ".jsonl": sheets.json_lines,
    ".json": sheets.json_lists,
    ".rtf": web.rich_texts,
}


def bombs(reach):
    """Yield the name of each file and what makes its bytes; `reach` is an address at which somebody listens."""
    yield from markup.bombs(reach)
    for suffix, made in _MADE.items():
        for name, octets in made(reach).items():
            yield f"{name}{suffix}", octets
    yield from pictures.bombs().items()
