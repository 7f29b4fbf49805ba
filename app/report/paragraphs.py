"""Write the parts of a Word document in the manner of Chinese reports: captions, fields, small print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.wording import Wording

LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"  # the fonts that Word in China has for text and headings
A4 = (21.0, 29.7)  # centimetres
MARGINS = (2.5, 3.0)  # centimetres above and below, left and right: 15 cm remain for text
TEXT_WIDTH = A4[0] - 2 * MARGINS[1]
BODY, SMALL = 12, 9  # points


def new_document(title: str) -> Any:
    """Open an empty document: A4, with the fonts of Chinese reports in every style that is used."""
    import docx
    from docx.shared import Cm, Pt

    page = docx.Document()
    page.core_properties.title = title
    (section,) = page.sections
    section.page_width, section.page_height = Cm(A4[0]), Cm(A4[1])
    section.top_margin = section.bottom_margin = Cm(MARGINS[0])
    section.left_margin = section.right_margin = Cm(MARGINS[1])
    for name, chinese, size in (
        ("Normal", SONG, BODY),
        ("Caption", HEI, 10.5),
        ("Title", HEI, 18),
        ("Heading 1", HEI, 14),
    ):
        style = page.styles[name]
        named(style, chinese, Pt(size))
        style.font.bold = False
    plain_title(page.styles["Title"])
    return page


def plain_title(style: Any) -> None:
    """Centre the title, and take the line below it away."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    look = style.element.get_or_add_pPr()
    line = look.find(qn("w:pBdr"))
    if line is not None:
        look.remove(line)


def named(style: Any, chinese: str, size: Any) -> None:
    """Give a style its fonts, for Latin and for Chinese, in black."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size = LATIN, size
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a font of the theme would win
    fonts.set(qn("w:eastAsia"), chinese)


def paragraph(page: Any, text: str, *, indent: bool = False) -> Any:
    """Write a paragraph of the text; with `indent`, its first line begins two characters in."""
    from docx.shared import Pt

    made = page.add_paragraph(text)
    made.paragraph_format.line_spacing = 1.5
    if indent:
        made.paragraph_format.first_line_indent = Pt(2 * BODY)
    return made


def caption(page: Any, label: str, number: int, title: str, *, above: bool) -> None:
    """Write 表1 or 图1 with its title; the number is a field, so that Word counts anew when parts are moved."""
    made = caption_line(page, above=above)
    made.add_run(label)
    field(made, f"SEQ {label.strip()} \\* ARABIC", str(number))
    made.add_run(f"  {title}")


def caption_again(page: Any, label: str, number: int, say: Wording) -> None:
    """Write 续表1 above a further part of a table; the field repeats the number that the table has."""
    before, after = say("report.continued", named="\0").split("\0")
    made = caption_line(page, above=True)
    made.add_run(before + label)
    field(made, f"SEQ {label.strip()} \\c", str(number))
    made.add_run(after)


def caption_line(page: Any, *, above: bool) -> Any:
    """Begin the line that names a table below it or a figure above it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    made = page.add_paragraph(style="Caption")
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.paragraph_format.keep_with_next = above
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(6), Pt(3 if above else 14)
    return made


def field(made: Any, code: str, shown: str) -> None:
    """Add a field to a paragraph, with what it shows until Word counts."""
    from docx.oxml.ns import qn

    for kind in ("begin", code, "separate", shown, "end"):
        run = made.add_run(shown if kind == shown else "")
        if kind in ("begin", "separate", "end"):
            run.element.append(run.element.makeelement(qn("w:fldChar"), {qn("w:fldCharType"): kind}))
        elif kind == code:
            instruction = run.element.makeelement(qn("w:instrText"), {qn("xml:space"): "preserve"})
            instruction.text = f" {code} "
            run.element.append(instruction)


def unit_line(page: Any, words: str) -> None:
    """Write the common unit at the upper right of a table."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    made = small(page, words)
    made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.paragraph_format.keep_with_next = True


def small(page: Any, words: str) -> Any:
    """Write a line of small print."""
    from docx.shared import Pt

    made = page.add_paragraph()
    made.add_run(words).font.size = Pt(SMALL)
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(0)
    return made
