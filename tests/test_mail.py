"""Read saved mails: the body with subject and day, and what is attached as documents of their own."""

import base64
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from pipeline.batches import extract_batches
from pipeline.documents import DocumentError, content_of, document_in, pieces_of
from tests.hostile.sound import zipped

SAID = "2024年，青禾县实现地区生产总值328.46亿元，比上年增长6.3%。\n"
TABLE = "<table><tr><td>指标<td>单位<td>2024年<tr><td>出口总额<td>亿元<td>12.5</table>"


def mail(
    said=SAID,
    html="",
    subject="转发：2024年青禾县经济运行",
    attached=(),
    day="Tue, 21 Jan 2025 23:30:00 +0800",
):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "统计局 <tjj@example.com>", "a@example.com", subject
    if day:
        letter["Date"] = day
    letter.set_content(said)
    if html:
        letter.add_alternative(html, subtype="html")
    for name, held in attached:
        if name:
            letter.add_attachment(held, maintype="application", subtype="octet-stream", filename=name)
        else:
            letter.add_attachment(message_from_bytes(held, policy=policy.default))
    return letter.as_bytes()


def taken(octets):
    return [(one.file, one.error and one.error.why) for one in pieces_of(octets, "a.eml")]


def test_the_subject_is_the_title_and_the_day_sent_is_inferred(tmp_path):
    document = document_in(mail(), "a.eml", tmp_path / "a.eml", {})
    assert (document.text, document.title) == (SAID, "2024年青禾县经济运行")
    assert (document.published.isoformat(), document.published_inferred) == ("2025-01-21", True)


def test_a_day_in_the_text_comes_before_the_day_sent():
    assert content_of(mail(f"发布时间：2025-01-15\n{SAID}"), "a.eml").published == "2025-01-15"


@pytest.mark.parametrize("day", ["", "junk", "Tue, 99 Jan 2025 23:30:00 +0800"])
def test_a_mail_without_a_day_has_none(day):
    assert content_of(mail(day=day), "a.eml").published == ""


def test_a_draft_that_was_never_sent_is_a_mail_with_what_is_attached():
    letter = EmailMessage()
    letter["Subject"], letter["Date"] = "2024年青禾县经济运行", "Tue, 21 Jan 2025 10:00:00 +0800"
    letter.set_content("请查收附件。")
    letter.add_attachment(SAID.encode(), maintype="text", subtype="plain", filename="公报.txt")
    assert taken(letter.as_bytes()) == [("a.eml/正文.eml", None), ("a.eml/公报.txt", None)]


def test_a_table_in_the_page_of_a_mail_is_a_table():
    assert "出口总额\t亿元\t12.5" in content_of(mail(html=TABLE), "a.eml").text


def test_a_page_of_pictures_alone_leaves_the_plain_text():
    assert content_of(mail(html="<img src=a.png>"), "a.eml").text == SAID


@pytest.mark.parametrize("encoded", ["=?gb2312?B?{}?=", "=?GBK?B?{}?="])
def test_a_mail_of_gb_characters(encoded):
    def in_base64(words):
        return base64.b64encode(words.encode("gbk")).decode()

    head = f"Received: from x\r\nSubject: {encoded.format(in_base64('一季度情况'))}\r\n"
    body = 'Content-Type: text/plain; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    content = content_of((head + body + in_base64(SAID)).encode(), "a.eml")
    assert (content.title, content.text) == ("一季度情况", SAID)


def test_what_is_attached_are_documents_of_their_own():
    csv = "指标,2023年,2024年\n人口（万人）,42.1,42.36\n".encode()
    octets = mail(
        attached=[
            ("公报.txt", SAID.encode()), ("公报.txt", csv), ("../../x.csv", csv), ("a.gif", b"GIF8"),
            ("包.zip", zipped({"一.txt": SAID, "二.eml": mail(attached=[("三.txt", b"a")])})), ("", mail(subject="内层")),
        ]
    )  # fmt: skip
    assert taken(octets) == [
        ("a.eml/正文.eml", None),
        ("a.eml/公报.txt", None),
        ("a.eml/公报 (2).txt", None),
        ("a.eml/x.csv", None),
        ("a.eml/包.zip/一.txt", None),
        ("a.eml/包.zip/二.eml/正文.eml", None),
        ("a.eml/包.zip/二.eml/三.txt", None),
        ("a.eml/内层.eml", None),
        ("a.eml", "other_kinds"),
    ]


def test_a_picture_that_stands_in_the_page_is_not_attached():
    letter = message_from_bytes(mail(html="<p>全县出口30亿元。</p><img src=cid:a>"), policy=policy.default)
    letter.get_payload()[1].add_related(
        b"\x89PNG", "image", "png", cid="<a>", filename="logo.png", disposition="inline"
    )
    assert pieces_of(letter.as_bytes(), "a.eml") is None


def test_mails_and_archives_in_one_another_are_read_so_deep_and_no_deeper():
    octets = SAID.encode()
    for _ in range(5):
        octets = zipped({"内.eml": mail(attached=[("内.zip", zipped({"内.txt": octets}))])})
    assert [error for _, error in taken(mail(attached=[("包.zip", octets)])) if error] == ["kind_zip"]


def test_a_mail_without_words_says_so():
    with pytest.raises(DocumentError) as refused:
        content_of(mail(" ", day=""), "a.eml")
    assert refused.value.why == "mail_empty"


def test_a_mail_and_what_is_attached_give_their_rows(tmp_path):
    attached = "2024年，青禾县出口总额12.5亿元。".encode()
    (tmp_path / "来信.eml").write_bytes(mail(attached=[("出口.txt", attached)]))
    rows = [
        row
        for batch in extract_batches(tmp_path)
        for read in batch
        for row in read.rows
        if not row["derived"]
    ]
    assert [(row["document"], row["indicator"]) for row in rows] == [
        ("来信.eml/正文.eml", "gdp"), ("来信.eml/正文.eml", "gdp"), ("来信.eml/出口.txt", "exports")
    ]  # fmt: skip
