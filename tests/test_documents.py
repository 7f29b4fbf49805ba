import codecs
import os
import random
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import DocumentError, content_of, decoding, find_documents, read_document, read_text
from pipeline.documents.publication import find_published, find_source

ROOT = Path(__file__).parent
CASES = yaml.safe_load((ROOT / "cases" / "publication.yaml").read_text(encoding="utf-8"))
SIMPLIFIED = "青禾县全年累计接待游客13.64万人次，\r\n同比增长62%。\n"
TRADITIONAL = "臺南市全年觀光遊客達1,200萬人次，\n旅宿投資總額37億元。\r\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: next(iter(case)))
def test_a_document_tells_its_day_and_its_newspaper(case):
    (case,) = case.values()
    assert find_published(case["text"], case.get("file", "")) == case["published"]
    assert find_source(case["text"]) == case["source"]


@pytest.mark.parametrize(
    "body", ["全县接待游客5万人次，同比增长5%。", "觀光遊客達5萬人次，旅宿業較前年增長。"]
)
@pytest.mark.parametrize(
    "line",
    [
        "0001-01-01", "0005年1月1日", "００９８年５月３日", "001年1月1日", "05年1月1日", "1-1-1", "00-01-01", "1898-05-03",
        "2101年5月3日", "发布时间：0001-01-01", "发布日期：0098年5月3日 打印本页", "成文日期：1/1/1",
        "青禾日报 0005年1月1日",
        "民国250年1月1日", "民国0年1月1日", "98年1月1日",
    ],
)  # fmt: skip
def test_a_day_of_a_year_that_no_figures_are_of_is_no_day_of_another_year(line, body):
    assert find_published(f"{line}\n{body}\n") is None


@pytest.mark.parametrize(
    ("text", "encoding", "mark"),
    [
        (SIMPLIFIED, "utf-8", b""),
        (SIMPLIFIED, "utf-8", codecs.BOM_UTF8),
        (SIMPLIFIED, "gb18030", b""),
        (TRADITIONAL, "gb18030", b""),
        (TRADITIONAL, "big5", b""),
        (SIMPLIFIED, "utf-16-le", codecs.BOM_UTF16_LE),
        (TRADITIONAL, "utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_a_file_is_read_in_its_own_encoding_with_its_line_ends(tmp_path, text, encoding, mark):
    path = tmp_path / "page.txt"
    path.write_bytes(mark + text.encode(encoding))
    assert read_text(path) == text


def _drawn():
    """Return characters that are drawn at random, in UTF-16."""
    chance = random.Random(1)  # noqa: S311 - only has to be the same in every run
    points = chance.choices([*range(0x2000, 0xD800), *range(0xE000, 0xFFFE)], k=900)
    return "".join(map(chr, points)).encode("utf-16-le")


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (b"", "空"),
        (b" \r\n\t\n", "空"),
        (codecs.BOM_UTF8, "空"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是文本"),
        (b"text\x01\x02\x03\x04\x05", "不是文本"),
        (b"\xff\xff\xff\xfa\x80", "编码"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "损坏"),
        (codecs.BOM_UTF16_LE + _drawn(), "不是文本"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_one_sentence(tmp_path, octets, reason):
    path = tmp_path / "page.txt"
    path.write_bytes(octets)
    with pytest.raises(DocumentError, match=reason) as error:
        read_text(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_a_folder_and_an_impossible_path_are_refused(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path, "a\0b"):
        with pytest.raises(DocumentError):
            read_text(path)


def test_a_text_longer_than_any_newspaper_of_years_is_refused_before_it_is_read_for_figures():
    with pytest.raises(DocumentError) as raised:
        content_of(("甲" * 5_000_001).encode(), "长.txt")
    assert raised.value.said("zh") == "长.txt：文字超过 5000000 字，没有读；请分成几个文件。"


@pytest.mark.parametrize("number", ["1,234.5\t", "三千 "])
def test_a_text_of_more_numbers_than_any_newspaper_of_years_is_refused(number):
    allowed = decoding.MOST_NUMBERS
    assert content_of(number.encode() * allowed, "a.txt").text
    with pytest.raises(DocumentError) as raised:
        content_of(number.encode() * (allowed + 1), "a.txt")
    assert raised.value.why == "many_numbers"


def test_a_file_that_is_too_large_is_refused_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(decoding, "LARGEST", 2**20)
    path = tmp_path / "page.txt"
    path.write_bytes(b"1" * (2**20 + 1))
    with pytest.raises(DocumentError, match="1 MB"):
        read_text(path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read every file")
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("全县平稳。", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(DocumentError, match="权限"):
        read_text(path)


@settings(max_examples=100, deadline=None)
@given(octets=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(tmp_path_factory, octets):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(octets)
    said = ""
    try:
        text = read_text(path)
    except DocumentError as error:
        text, said = "", str(error)
    assert bool(text.strip()) != (str(path) in said)


def folder_of(tmp_path, metadata="", encoding="utf-8"):
    for name in ("b.txt", "sub/a.md", ".hidden/c.txt", ".d.txt", "tool.exe"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("全县平稳。", encoding="utf-8")
    if metadata:
        (tmp_path / "documents.csv").write_text(metadata, encoding=encoding)
    return tmp_path


def test_a_folder_gives_its_texts_in_order_under_relative_names(tmp_path):
    folder = folder_of(tmp_path, "file,title\n")
    assert [*find_documents(folder).documents.values()] == ["b.txt", "sub/a.md"]


def test_a_file_and_a_list_give_each_document_once(tmp_path):
    folder = folder_of(tmp_path)
    assert find_documents(str(folder / "b.txt")).documents == {folder / "b.txt": "b.txt"}
    assert [*find_documents([folder / "b.txt", folder]).documents.values()] == ["b.txt", "sub/a.md"]
    with pytest.raises(DocumentError, match="none"):
        find_documents(folder / "none")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_metadata_of_the_folder_beats_what_the_text_says(tmp_path, encoding):
    rows = "file,title,published,place,source\nsub/a.md,月报,2026-03-31,青禾县,统计局\n"
    folder = folder_of(tmp_path, rows, encoding)
    document = read_document(folder / "sub" / "a.md", "sub/a.md")
    assert (document.title, document.place, document.source) == ("月报", "青禾县", "统计局")
    assert (document.published, document.published_inferred) == (date(2026, 3, 31), False)
    assert document.digest == read_document(folder / "b.txt").digest  # the same text


def test_a_date_read_from_the_text_is_marked_as_inferred(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("青禾日报讯（记者/林一）4月7日，2025年工作会召开。\n", encoding="utf-8")
    document = read_document(path)
    assert (document.published, document.published_inferred) == (date(2025, 4, 7), True)


def test_a_document_without_any_day_has_none_and_nothing_inferred(tmp_path):
    document = read_document(folder_of(tmp_path) / "b.txt")
    assert (document.published, document.published_inferred) == (None, False)
