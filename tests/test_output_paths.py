"""Try to write over what is read, and under a suffix of another format: refused before any work is done."""

import os
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.files import FORMATS
from pipeline.output_paths import TableFileError, check_output
from pipeline.workspace import FILES, Workspace

PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次。\n"
CHART = ("export", "--chart", "tourist_arrivals", "--format", "html")


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


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("name", ["documents.csv", "Documents.CSV"])
def test_nor_is_what_they_stated_beside_a_single_file(folder, name, there, capsys):
    stated = (folder / "documents.csv").read_bytes()
    if not there:
        (folder / "documents.csv").unlink()
    assert "覆盖" in refused(["extract", folder / "a.txt", "-o", folder / name], capsys)
    assert not (folder / "Documents.CSV").exists() or sys.platform in ("win32", "darwin")
    assert (folder / "documents.csv").exists() == there
    assert not there or (folder / "documents.csv").read_bytes() == stated


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("read", ["a.txt", "."])
@pytest.mark.parametrize("link", [os.link, os.symlink])
@pytest.mark.parametrize("to", ["documents.csv", "a.txt"])
def test_nor_through_a_link_to_a_part_of_what_is_read(folder, tmp_path_factory, read, link, to, capsys):
    target = tmp_path_factory.mktemp("out") / "t.csv"
    link(folder / to, target)
    assert "覆盖" in refused(["extract", folder / read, "-o", target], capsys)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_lies_as_documents_csv_beside_what_is_read_stays(folder, capsys):
    (folder / "documents.csv").rename(folder / "stated.csv")
    (folder / "documents.csv").symlink_to(folder / "stated.csv")
    for read in (folder, folder / "a.txt"):
        assert "覆盖" in refused(["extract", read, "-o", folder / "documents.csv"], capsys)
    assert (folder / "documents.csv").is_symlink()


@pytest.mark.parametrize("name", ["indicators.yaml", "words.yaml"])
def test_rules_and_words_of_a_workspace_are_not_replaced(folder, tmp_path_factory, name, capsys):
    rules = tmp_path_factory.mktemp("w")
    (rules / name).write_text("# nothing\n", encoding="utf-8")
    os.link(rules / name, folder / "t.csv")
    os.link(rules / name, folder / "t.html")
    assert "覆盖" in refused(["extract", folder, "--rules", rules, "-o", folder / "t.csv"], capsys)
    assert "覆盖" in refused([*CHART, folder, "--rules", rules, "-o", folder / "t.html"], capsys)


def test_a_document_is_not_replaced_by_its_charts(folder, capsys):
    (folder / "x.html").write_text(PAGE, encoding="utf-8")
    assert "覆盖" in refused([*CHART, folder / "x.html", "-o", folder / "x.html"], capsys)
    (folder / "x.html").rename(folder / "x_1.html")
    both = ["export", folder / "x_1.html", "--format", "html", "--chart", "tourist_arrivals", "gdp"]
    (folder / "x_1.html").write_text(PAGE + "2024年，安平县地区生产总值90亿元。\n", encoding="utf-8")
    assert "覆盖" in refused([*both, "-o", folder / "x.html"], capsys)
    assert "安平日报讯" in (folder / "x_1.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", [*FILES, "observations/manifest.json", "observations/part-*.parquet"])
def test_a_file_of_a_workspace_is_not_replaced_by_its_charts(folder, workspace, file, capsys):
    made = Workspace(workspace)
    made.add("a.txt", PAGE.encode())
    made.refresh()
    if file in FILES and not (workspace / file).exists():
        (workspace / file).touch()
    (own,) = workspace.glob(file)
    os.link(own, folder / "t.html")
    assert "覆盖" in refused([*CHART, workspace, "-o", folder / "t.html"], capsys)


def test_counts_are_not_written_over_the_facts_that_they_are_made_from(folder, monkeypatch, capsys):
    monkeypatch.setattr("pipeline.confidence.measuring.FILE", folder / "documents.csv")
    refusal = refused(["confidence", "--write", "--labelled", folder / "s.csv", folder], capsys)
    assert "覆盖" in refusal
    monkeypatch.setattr("pipeline.confidence.measuring.FILE", folder / "s.csv")
    assert "覆盖" in refused(["confidence", "--write", "--labelled", folder / "s.csv", folder], capsys)


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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_that_a_full_disk_does_not_take_is_named(tmp_path, suffix, capsys, monkeypatch):
    (tmp_path / "20250120.txt").write_text("2024年，青禾县累计接待游客36.2万人次。\n", encoding="utf-8")
    really = Path.open

    def on_a_full_disk(path, mode="r", *how, **options):
        return really(Path("/dev/full") if path.suffix == ".part" else path, mode, *how, **options)

    monkeypatch.setattr(Path, "open", on_a_full_disk)
    target = tmp_path / f"table{suffix}"
    assert main(["extract", str(tmp_path), "-o", str(target)]) == 2
    printed = capsys.readouterr().err.splitlines()[-1]
    assert printed == f"{target}：无法写入（磁盘已满），请检查权限和磁盘空间。"
    assert not target.exists()
