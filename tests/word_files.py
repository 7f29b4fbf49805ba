"""Make Word files from the markup of their body, for what no program writes on demand."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = {
    "w": W,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
NAMED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def relations(targets, more=""):
    """Return the part that relates to others, by kind."""
    one = '<Relationship Id="r{}" Type="{}/{}" Target="{}"/>'
    said = "".join(one.format(n, _KINDS, kind, target) for n, (kind, target) in enumerate(targets.items()))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{said}{more}</Relationships>'


def word_parts(body, **parts):
    """Return the parts of a Word file by name; `parts` are the roots of others: footnotes, styles, numbering."""
    held = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMED}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({kind: f"{kind}.xml" for kind in parts}),
    }
    return held | {
        f"word/{kind}.xml": f"<w:{kind} {NAMED}>{inner}</w:{kind}>" for kind, inner in parts.items()
    }


def zipped(parts):
    """Return an archive of parts, by name."""
    octets = io.BytesIO()
    with ZipFile(octets, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return octets.getvalue()


def word_file(body, **parts):
    """Return the bytes of a Word file with this body."""
    return zipped(word_parts(body, **parts))


def paragraph(text, properties=""):
    """Return the markup of a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text, properties=""):
    """Return the markup of a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows):
    """Return the markup of a table of rows, each cell of which is a text, or a text and its properties."""
    cells = [[cell if isinstance(cell, tuple) else (cell, "") for cell in row] for row in rows]
    return "<w:tbl>{}</w:tbl>".format(
        "".join(
            "<w:tr>{}</w:tr>".format(
                "".join(f"<w:tc><w:tcPr>{how}</w:tcPr>{paragraph(text)}</w:tc>" for text, how in row)
            )
            for row in cells
        )
    )
