"""Try to write over what is read, and under a suffix of another format: refused before any work is done."""

import os
import sys

import pytest

from pipeline.__main__ import main
from pipeline.output_paths import TableFileError, check_output

PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次。\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "s.csv").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "documents.csv").write_text("file,title\na.txt,公报\n", encoding="utf-8")
    return tmp_path


def refused(arguments, capsys):
    assert main([str(one) for one in arguments]) == 2
    return capsys.readouterr().err


def test_a_document_is_not_replaced_by_its_table(folder, capsys):
    assert "覆盖" in refused(["extract", folder / "s.csv", "-o", folder / "s.csv"], capsys)
    assert (folder / "s.csv").read_text(encoding="utf-8") == PAGE


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_nor_through_a_link(folder, capsys):
    (folder / "t.csv").symlink_to(folder / "s.csv")
    os.link(folder / "s.csv", folder / "u.csv")
    for name in ("t.csv", "u.csv"):
        assert "覆盖" in refused(["extract", folder / "s.csv", "-o", folder / name], capsys)


def test_what_people_stated_of_a_folder_is_not_replaced(folder, capsys):
    assert "覆盖" in refused(["extract", folder, "-o", folder / "documents.csv"], capsys)


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "docx", "html", "svg", "png_word"])
def test_a_chart_is_written_only_under_its_own_suffix(folder, kind, capsys):
    said = refused(
        ["export", folder / "a.txt", "--chart", "tourist_arrivals", "--format", kind, "-o", folder / "x.txt"],
        capsys,
    )
    assert "后缀应为" in said
    assert not (folder / "x.txt").exists()


def test_a_table_may_stand_beside_its_documents(folder):
    assert main(["extract", str(folder), "-o", str(folder / "table.csv")]) == 0
    assert main(["extract", str(folder), "-o", str(folder / "table.csv")]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_pipe_is_no_file_to_write(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(TableFileError, match="管道"):
        check_output(tmp_path / "pipe.csv", (".csv",))
