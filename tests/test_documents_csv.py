"""Write documents.csv as hurried hands do: what can be used of it is used, the rest is told, every document is read."""

import os

import pytest

from app.documents.intake import take_uploads
from pipeline.__main__ import main
from pipeline.documents import find_documents, read_document
from pipeline.documents.metadata import statements_in
from pipeline.files import read_table
from pipeline.workspace import Workspace

PAGE = "安平日报讯（记者/李文）2025年1月20日，2024年，安平县累计接待游客36.2万人次。\n"
NAMES = ("a.txt", "b.txt", "c.txt")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "pages"
    made.mkdir()
    for name in NAMES:
        (made / name).write_text(PAGE + name, encoding="utf-8")
    return made


def stated_in(folder, text):
    """Write the table; return the sources stated, by file, and what is told of the table."""
    octets = text if isinstance(text, bytes) else text.encode()
    (folder / "documents.csv").write_bytes(octets)
    told = find_documents(folder).left_out
    return {name: read_document(folder / name, name).title for name in NAMES}, told


def whys(told):
    """Return the reasons; of a table that is no text, which."""
    return [one.values["reason"] if one.why == "table_unused" else one.why for one in told]


@pytest.mark.parametrize(
    ("octets", "why"),
    [
        pytest.param(b"", "empty", id="an empty table"),
        pytest.param("file,title\na.txt,甲\0\n".encode(), "no_text", id="a NUL in it"),
        pytest.param(b"file,title\na.txt,\xff\xff\n", "encoding", id="a byte of no encoding"),
        pytest.param("title,place\n甲,安平县\n".encode(), "no_file_column", id="no column for the file"),
        pytest.param("file，title\na.txt，甲\n".encode(), "no_file_column", id="wide commas"),
        pytest.param('file,"title\na.txt,甲\n'.encode(), "open_header", id="a quote open in the header"),
    ],
)
def test_a_table_that_is_no_use_is_told_once_and_every_document_is_read(
    folder, tmp_path, capsys, octets, why
):
    titles, told = stated_in(folder, octets)
    assert (set(titles.values()), whys(told)) == ({""}, [why])
    assert main(["extract", str(folder), "-o", str(tmp_path / "x.csv")]) == 0
    said = [line for line in capsys.readouterr().err.splitlines() if "documents.csv" in line]
    assert len(said) == 1
    table = read_table(tmp_path / "x.csv")
    assert set(table["document"]) == {*NAMES}
    assert set(table["published_inferred"]) == {"True"}


@pytest.mark.parametrize(
    ("text", "titles", "why", "lines"),
    [
        ('file,title\na.txt,甲\nb.txt,"乙\nc.txt,丙\n', "甲 丙", "open_quote", "3"),
        ('file,title\na.txt,甲\nb.txt,"乙\nc.txt,丙"\n', "甲", "open_quote", "3, 4"),
        ('file,title\na.txt,"甲"乙\nb.txt,乙\nc.txt,丙\n', "乙 丙", "open_quote", "2"),
        ("file,published,title\na.txt,四月七日,甲\nb.txt,,乙\n", "乙", "no_day", "2 (a.txt: 四月七日)"),
        ("file,title\na.txt,甲,多\nb.txt,乙\n", "乙", "cells", "2 (a.txt)"),
        ("file,title\na.txt,甲\n,乙\n", "甲", "no_name", "3"),
        ("file,title\na.txt,甲\nz.txt,乙\nsub/y.txt,丙\n", "甲", "no_such_file", "3 (z.txt), 4 (sub/y.txt)"),
        ("file,title\na.txt,甲\nb.txt,乙\n./a.txt,丙\n", "乙", "twice", "2+4 (a.txt)"),
        ("file,title\na.txt,甲\nb.txt,乙\na.txt,甲\n", "甲 乙", "same_twice", "2+4 (a.txt)"),
    ],
)
def test_a_wrong_row_costs_only_what_it_states_and_is_told_by_its_line(folder, text, titles, why, lines):
    found, (told,) = stated_in(folder, text)
    assert " ".join(filter(None, found.values())) == titles
    assert (told.why, told.values["lines"]) == (why, lines)


def test_a_wrong_column_is_told_and_the_others_are_used(folder):
    for header, why in (("file,title,day", "column"), ("file,title,place,place", "column_twice")):
        found, (told,) = stated_in(
            folder, f"{header}\na.txt,甲,一,二\n".replace(",二", ",二" * (why != "column"))
        )
        assert (found["a.txt"], told.why) == ("甲", why)


@pytest.mark.parametrize("divider", [";", "\t", ", "])
def test_another_divider_is_read_where_the_header_shows_it(folder, divider):
    rows = ("file", "title", "published"), ("a.txt", '"甲, 乙"', "2026-03-31")
    found, told = stated_in(folder, "\n".join(divider.join(row) for row in rows))
    assert (found["a.txt"], told) == ("甲, 乙", [])


def test_cells_left_empty_at_the_end_and_empty_lines_are_no_fault(folder):
    found, told = stated_in(folder, "file,title,published\n\na.txt,甲,,,\n,,\nb.txt,乙\n")
    assert (found["a.txt"], found["b.txt"], told) == ("甲", "乙", [])


def test_of_a_thousand_wrong_rows_a_few_are_named():
    text = "file,published\n" + "".join(f"{number}.txt,昨天\n" for number in range(1000))
    (told,) = statements_in(text, "documents.csv").mistakes
    assert (told.values["count"], len(told.said()) < 300) == ("1000", True)


def test_a_document_with_a_wrong_date_in_the_table_is_read_and_named(folder, tmp_path, capsys):
    (folder / "documents.csv").write_text("file,published\na.txt,2024/3/5\n", encoding="utf-8")
    assert main(["extract", str(folder), "-o", str(tmp_path / "x.csv")]) == 0
    assert "a.txt: 2024/3/5" in capsys.readouterr().err
    assert set(read_table(tmp_path / "x.csv")["document"]) == {*NAMES}


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_a_table_that_is_a_pipe_a_folder_or_leads_nowhere_is_told(folder):
    table = folder / "documents.csv"
    os.mkfifo(table)
    assert whys(find_documents(folder).left_out) == ["no_file"]
    table.unlink()
    table.symlink_to(folder / "nowhere")
    assert whys(find_documents(folder).left_out) == ["missing"]
    table.unlink()
    table.mkdir()
    assert whys(find_documents(folder).left_out) == ["folder"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.parametrize("single", [True, False])
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "nowhere"])
def test_so_is_it_beside_a_single_file_and_nothing_waits_for_its_end(folder, tmp_path, capsys, kind, single):
    table = folder / "documents.csv"
    if kind == "folder":
        table.mkdir()
    elif kind == "pipe":
        os.mkfifo(table)
    else:
        table.symlink_to("/dev/zero" if kind == "device" else folder / "nowhere")
    given = folder / "a.txt" if single else folder
    assert main(["extract", str(given), "-o", str(tmp_path / "x.csv")]) == 0
    (said,) = [line for line in capsys.readouterr().err.splitlines() if "documents.csv" in line]
    what = {"folder": "文件夹", "pipe": "管道", "device": "设备", "nowhere": "链接断开"}[kind]
    assert "documents.csv：整张表没有采用（" in said
    assert what in said


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_table_that_is_a_link_is_read_again_when_what_it_leads_to_changes(folder, tmp_path):
    (folder / "documents.csv").symlink_to(tmp_path / "stated.csv")
    for title in ("甲", "乙乙"):
        (tmp_path / "stated.csv").write_text(f"file,title\na.txt,{title}\n", encoding="utf-8")
        assert read_document(folder / "a.txt", "a.txt").title == title


@pytest.mark.skipif(os.name == "nt", reason="only there names are any bytes")
def test_a_name_in_gb18030_is_stated_as_it_is_read(folder):
    (folder / os.fsdecode("公报.txt".encode("gb18030"))).write_text(PAGE, encoding="utf-8")
    _, told = stated_in(folder, "file,title\n公报.txt,甲\n")
    assert told == []
    path = next(path for path, name in find_documents(folder).documents.items() if name == "公报.txt")
    assert read_document(path, "公报.txt").title == "甲"


def test_a_folder_that_is_followed_or_taken_tells_the_same_and_takes_every_document(folder, workspace):
    stated_in(folder, 'file,title\na.txt,甲\nb.txt,"乙\n')
    for told in (Workspace(workspace).mirror(folder), Workspace(workspace / "other").add_folder(folder)):
        assert [one.error.why for one in told if one.error] == ["open_quote"]
        assert len([one for one in told if one.digest]) == len(NAMES)


def test_an_uploaded_table_is_used_row_by_row_and_told(workspace):
    made = Workspace(workspace)
    table = "file,title,published\na.txt,甲,2025-02-01\nb.txt,乙,昨天\nz.txt,丙,\n"
    told = take_uploads(
        made, [*((name, (PAGE + name).encode()) for name in NAMES), ("documents.csv", table.encode())]
    )
    assert [one.error.why for one in told if one.error] == ["no_day", "no_such_file"]
    assert [entry.known["title"] for entry in made.register.entries()] == ["甲", "", ""]


def test_two_uploaded_tables_that_differ_are_told_and_neither_wins(workspace):
    made = Workspace(workspace)
    tables = [("documents.csv", f"file,title\na.txt,{title}\nb.txt,乙\n".encode()) for title in "甲丁"]
    told = take_uploads(made, [*((name, (PAGE + name).encode()) for name in NAMES), *tables])
    assert [one.error.why for one in told if one.error] == ["tables_differ"]
    assert [entry.known["title"] for entry in made.register.entries()] == ["", "乙", ""]
