"""Make Word files that do harm."""

from functools import partial

from tests.hostile.sound import zipped
from tests.word_files import NAMED, paragraph, relations, run, table, word_parts


def bombs(reach):
    outside = '<Relationship Id="x" Type="{}/{}" Target="{}" TargetMode="External"/>'
    kinds = ("attachedTemplate", "image", "oleObject", "aFChunk", "hyperlink", "styles", "footnotes")
    linked = "".join(
        outside.format(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships", one, reach + one
        )
        for one in kinds
    )
    symbol = "<w:sym w:char='{}'/>".format
    said = paragraph("全县生产总值90亿元")
    row = "<w:tr><w:trPr><w:gridBefore w:val='199'/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    box = "<w:p><w:r><w:pict><w:txbxContent>"
    loops = "".join(
        f"<w:style w:styleId='{n}'><w:basedOn w:val='{(n + 1) % 1000}'/></w:style>" for n in range(1000)
    )
    rows = table(*[["1"] * 10] * 30_000)
    return {
        "outside": _zip(
            word_parts(said)
            | {
                "word/_rels/document.xml.rels": relations({}, linked),
                "_rels/.rels": relations({"officeDocument": "word/document.xml"}, linked),
            }
        ),
        "relations lead out": _zip(
            word_parts(said) | {"_rels/.rels": relations({"officeDocument": "../../../../etc/passwd"})}
        ),
        "relations loop": _zip(
            word_parts(said)
            | {
                "word/_rels/document.xml.rels": relations(
                    {
                        "styles": "document.xml",
                        "footnotes": "document.xml",
                        "numbering": "_rels/document.xml.rels",
                    }
                )
            }
        ),
        "styles loop": _zip(
            word_parts(f"<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr>{run('a')}</w:p>", styles=loops)
        ),
        "wide cell": _zip(word_parts(table([("甲", "<w:gridSpan w:val='999999999'/>"), "乙"]))),
        "wide rows": _zip(word_parts(f"<w:tbl>{row * 300_000}</w:tbl>")),
        "many rows": _zip(word_parts(rows)),
        "many cells": _zip(word_parts(f"<w:tbl><w:tr>{'<w:tc/>' * 900_000}</w:tr></w:tbl>")),
        "many paragraphs": _zip(word_parts("<w:p/>" * 3_000_000)),
        "many runs": _zip(word_parts(f"<w:p>{'<w:r/>' * 1_900_000}</w:p>")),
        "boxes in boxes": _zip(word_parts(box * 60 + "</w:txbxContent></w:pict></w:r></w:p>" * 60)),
        "tables in tables": _zip(
            word_parts("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/></w:tc></w:tr></w:tbl>" * 80)
        ),
        "broad tables in tables": _zip(
            word_parts(
                ("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 3 + "<w:tc>") * 60 + "</w:tc></w:tr></w:tbl>" * 60
            )
        ),
        "controls in controls": _zip(
            word_parts("<w:sdt><w:sdtContent>" * 120 + said + "</w:sdtContent></w:sdt>" * 120)
        ),
        "fields never end": _zip(
            word_parts("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>" * 100_000)
        ),
        "a list without end": _zip(
            word_parts(
                paragraph("a", "<w:numPr><w:ilvl w:val='99999999'/><w:numId w:val='1'/></w:numPr>"),
                numbering="<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='999999999'/>"
                "<w:lvlText w:val='%1%2%3'/></w:lvl></w:abstractNum>"
                "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
            )
        ),
        "a symbol of no code": _zip(
            word_parts(f"<w:p><w:r>{''.join(map(symbol, ('D800', '-1', '110000', 'zz')))}</w:r></w:p>")
        ),
        "notes many": _zip(
            word_parts(
                "<w:p>" + "<w:r><w:footnoteReference w:id='1'/></w:r>" * 200_000 + "</w:p>",
                footnotes="<w:footnote w:id='1'>" + paragraph("注") * 5000 + "</w:footnote>",
            )
        ),
        "document of no body": _zip(word_parts("") | {"word/document.xml": f"<w:document {NAMED}/>"}),
    }


def _zip(parts):
    return partial(zipped, parts)
