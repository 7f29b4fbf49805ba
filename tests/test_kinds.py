"""Files are told apart by what their bytes are, whatever they are called."""

import io
from zipfile import ZipFile

import docx
import pytest
from openpyxl import Workbook

from pipeline.documents.kinds import KEPT_AS, kind_of, suffix_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(120)


def _archive(*names, mimetype=""):
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def _saved(document):
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("octets", "kind"),
    [
        ("2024年，青禾县接待游客30万人次。".encode(), "text"),
        ("指标,2024年\n生产总值,30亿元\n".encode("gb18030"), "text"),
        (b"", "text"),
        ("指标,2023年,2024年\n生产总值,30,35\n".encode("gb18030"), "csv"),
        ('指标;"2024\n年"\r\n生产总值;30\r\n'.encode("utf-16"), "csv"),
        ("一季度,全县接待游客30万人次,增长5%。\n二季度,全县接待游客40万人次,增长6%。\n".encode(), "text"),
        ("甲县,30\n乙县,40,50\n".encode(), "text"),
        (b'[{"title": "a"}]', "json"),
        (b'{"title": "a"}\n', "json"),
        ("价格 < 30元 <p>".encode(), "text"),
        ("<!DOCTYPE html>\n<html><body>青禾县</body></html>".encode(), "html"),
        ("\ufeff  <!-- 存 -->\n<HTML><p>青禾县".encode(), "html"),
        ("<html><p>青禾县".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "html"),
        ("<div>青禾县</div>".encode("gb18030"), "html"),
        ("<span>青禾县</span>".encode(), "html"),
        ("<html><p>青禾县".encode("utf-16-le"), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\n\r\n<p>", "mhtml"),
        (b'From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x', "mhtml"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\r\n%PDF-1.4\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (b"II*\0....", "image"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"Rar!\x1a\x07\0", "archive"),
        (_saved(docx.Document()), "docx"),
        (_saved(Workbook()), "xlsx"),
        (_archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (_archive(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (_archive("a.txt", "word/b.txt"), "zip"),
        (_saved(docx.Document())[:-30], "docx"),
        (_saved(Workbook())[:-30], "xlsx"),
        (_archive("mimetype", mimetype="application/vnd.oasis.opendocument.text")[:-30], "odt"),
        (_archive("报告.docx", "[Content_Types].xml", "word/")[:-30], "zip"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument', "old_word"),
        (b'<html xmlns:w="urn:schemas"><meta name=ProgId content=Word.Document><w:WordDocument>', "html"),
        (b"PK\x03\x04 cut off", "zip"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "old_word"),
        (OLE + "Workbook\0".encode("utf-16-le"), "xls"),
        (OLE + "a Book Antiqua".encode("utf-16-le"), "old_word"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "encrypted"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_is_told_by_its_bytes(octets, kind):
    assert kind_of(octets) == kind
    assert suffix_of(octets) in KEPT_AS
