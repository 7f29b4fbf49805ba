"""Look for documents where not everything can be read: what is left out is counted and named."""

import os
import sys

import pytest

import pipeline
from pipeline.__main__ import main
from pipeline.documents import DocumentError, find_documents, read_text
from pipeline.workspace import Workspace

PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次。\n"


def whys(finds):
    return [error.why for error in finds.left_out]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "pages"
    made.mkdir()
    (made / "a.txt").write_text(PAGE, encoding="utf-8")
    return made


def test_files_of_other_kinds_are_counted_by_kind(folder):
    for name in ("a.pptx", "b.pptx", "c.exe", "documents.csv"):
        (folder / name).write_bytes(b"file")
    (error,) = find_documents(folder).left_out
    assert (error.why, error.values["count"], error.values["kinds"]) == (
        "other_kinds",
        "3",
        ".pptx 2、.exe 1",
    )


def test_hidden_texts_are_counted(folder):
    (folder / ".b.txt").write_text(PAGE, encoding="utf-8")
    assert whys(find_documents(folder)) == ["hidden"]


def test_a_folder_that_cannot_be_opened_is_named(folder, monkeypatch):
    (folder / "locked").mkdir()
    scan = os.scandir

    def refusing(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    finds = find_documents(folder)
    assert whys(finds) == ["folder_unreadable"]
    assert "locked" in str(finds.left_out[0])
    assert [*finds.documents.values()] == ["a.txt"]


def test_a_folder_of_other_kinds_is_no_success(tmp_path, capsys):
    (tmp_path / "a.pptx").write_bytes(b"file")
    assert main(["extract", str(tmp_path), "-o", str(tmp_path / "t.csv")]) == 2
    said = capsys.readouterr().err
    assert "1 个其他类型的文件没有读（.pptx 1）" in said
    assert "文件夹里没有可读的文件" in said


def test_what_was_left_out_stands_beside_the_table(folder):
    (folder / "b.pptx").write_bytes(b"file")
    assert len(pipeline.extract(folder).attrs["skipped"]) == 1


def test_a_mirrored_folder_tells_what_it_left_out(folder, workspace):
    (folder / "b.pptx").write_bytes(b"file")
    assert [one.error.why for one in Workspace(workspace).mirror(folder) if one.error] == ["other_kinds"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there names are any bytes")
def test_a_name_that_is_not_utf8_is_read_as_gb18030_and_can_be_written(tmp_path):
    (tmp_path / os.fsdecode("公报.txt".encode("gb18030"))).write_text(PAGE, encoding="utf-8")
    (tmp_path / os.fsdecode(b"\xff\xff.txt")).write_text(PAGE + PAGE, encoding="utf-8")
    for kind in ("csv", "json", "xlsx", "parquet"):
        target = tmp_path / f"table.{kind}"
        assert main(["extract", str(tmp_path), "-o", str(target)]) == 0
    assert "公报.txt" in (tmp_path / "table.csv").read_text(encoding="utf-8-sig")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_device_or_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/null", tmp_path / "pipe"):
        with pytest.raises(DocumentError) as caught:
            find_documents(path)
        assert caught.value.why == "no_file"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_device_or_pipe_is_refused_wherever_a_file_is_wanted(tmp_path, capsys):
    for name in ("rules.yaml", "table.parquet", "page.txt", "documents.csv"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    for command in (
        ["check", "--rules", "rules.yaml"],
        ["changes", "table.parquet", "table.parquet"],
        ["extract", "page.txt"],
    ):
        given = [str(tmp_path / one) if "." in one else one for one in command]
        assert main([*given, *(["-o", str(tmp_path / "x.csv")] if command[0] == "extract" else [])]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["extract", str(tmp_path), "-o", str(tmp_path / "x.csv")]) == 0
    said = capsys.readouterr().err
    assert "有 2 个设备、管道或断开的链接没有读" in said
    with pytest.raises(DocumentError) as caught:
        read_text("/dev/zero")
    assert caught.value.why == "no_file"


def test_an_empty_path_is_refused():
    with pytest.raises(DocumentError):
        find_documents("")


def test_tables_that_the_program_wrote_are_no_documents(folder):
    for kind in ("csv", "json", "xlsx"):
        for _ in range(2):  # written anew where it stands
            assert main(["extract", str(folder), "-o", str(folder / f"table.{kind}")]) == 0
    (error,) = find_documents(folder).left_out
    assert (error.why, error.values["count"]) == ("own_tables", "3")
    for kind in ("csv", "json", "xlsx"):
        assert pipeline.extract(folder / f"table.{kind}").empty
