"""Files are told apart by what their bytes are, whatever they are called."""

import io
from zipfile import ZipFile

import docx
import pytest
from openpyxl import Workbook

from pipeline.documents.kinds import KEPT_AS, kind_of, suffix_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20) + b"\xfe\xff" + bytes(98)


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
        ("指标,2024年\n生产总值,三十亿元\n".encode("gb18030"), "text"),
        ("指标,2024年\n生产总值,30亿元\n".encode("gb18030"), "csv"),
        ("青禾县主要指标\n单位：亿元\n指标,2024年\n出口总额,30\n数据来源：国家统计局\n".encode(), "csv"),
        ("数据库：年度数据\n时间：最近2年\n指标\t,2024年\t,2023年\t,\n出口总额\t,30\t,\t,\n".encode("gb18030"), "csv"),
        ("指标,2024年,2023年\n出口总额,30,28\n注：2004年以前,执行旧标准。\n".encode(), "csv"),
        ("指标,2024年\n一、对外经济\n出口总额,30\n二、人口\n常住人口,40\n".encode(), "csv"),
        ("标题,日期\n全县出口增长8%，再创新高！,2025-01-02\n春耕开始。,2025-01-03\n".encode(), "text"),
        ("甲镇\n乙镇\n丙镇\n丁镇\n戊镇\n己镇\n指标,2024年\n出口总额,30\n".encode(), "text"),
        (b"", "text"),
        ("指标,2023年,2024年\n生产总值,30,35\n".encode("gb18030"), "csv"),
        ('指标;"2024\n年"\r\n生产总值;30\r\n'.encode("utf-16"), "csv"),
        ("一季度,全县接待游客30万人次,增长5%。\n二季度,全县接待游客40万人次,增长6%。\n".encode(), "text"),
        ("甲县,30\n乙县,40,50\n".encode(), "text"),
        (b'[{"title": "a"}]', "json"),
        (b'{"title": "a"}\n', "json"),
        ("价格 < 30元 <p>".encode(), "text"),
        (b"<%@ page language='java' %>\n<%@ taglib prefix='fmt' %>\n<!DOCTYPE html><html>", "html"),
        ("<?php $a = 1; ?>\n<div>青禾县</div>".encode(), "html"),
        ("---\ntitle: 公报\n---\n<p>青禾县</p>".encode(), "html"),
        ("---\ntitle: 公报\n---\n青禾县出口30亿元。".encode(), "text"),
        ("青禾县2024年主要指标<table border=1><tr><td>出口总额<td>30".encode(), "html"),
        ("青禾县\n出口30亿元</p>\n<p>增长5%</p>".encode(), "html"),
        ("<tr><td>出口总额</td><td>30</td></tr>".encode(), "html"),
        ("标签 <table> 用来写表格。".encode(), "text"),
        ("<!DOCTYPE html>\n<html><body>青禾县</body></html>".encode(), "html"),
        ("\ufeff  <!-- 存 -->\n<HTML><p>青禾县".encode(), "html"),
        ("<html><p>青禾县".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "html"),
        ("<div>青禾县</div>".encode("gb18030"), "html"),
        ("<span>青禾县</span>".encode(), "html"),
        ("<html><p>青禾县".encode("utf-16-le"), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\n\r\n<p>", "mhtml"),
        (b'From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x', "mhtml"),
        (b'From: "A" <a@b.cn>\r\nSubject: x\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x', "mail"),
        (b"Received: from x\n\tby y\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>", "mail"),
        (b"From: <Saved by Blink>\nSubject: a@b\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n", "mhtml"),
        ("From: 青禾县\n全县出口30亿元。".encode(), "text"),
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
        (OLE[:8] + "青禾县".encode() * 400, "damaged_office"),
        (OLE[:8], "damaged_office"),
        (OLE + "Workbook\0".encode("utf-16-le"), "xls"),
        (OLE + "a Book Antiqua".encode("utf-16-le"), "old_word"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "encrypted"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_is_told_by_its_bytes(octets, kind):
    assert kind_of(octets) == kind
    assert suffix_of(octets) in KEPT_AS
