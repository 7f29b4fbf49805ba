"""Let the system refuse a path: one line says which path and why, what was left out is named, and the exit code is 2."""

import errno
import os
from pathlib import Path

import pytest

from app.documents.intake import take_path, take_uploads
from pipeline.__main__ import main
from pipeline.documents import DocumentError, find_documents
from pipeline.documents.decoding import LARGEST
from pipeline.files import write_table
from pipeline.indicators import RulesError, load_catalogue
from pipeline.mistakes import reason_of, reason_said
from pipeline.workspace import Workspace

PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次。\n"
CHART = ("--chart", "tourist_arrivals", "--format", "html")


@pytest.fixture
def place(tmp_path):
    """Return a folder with documents, and beside it what nobody may open."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "shut.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "shut").mkdir()
    for name in ("shut", "shut.txt"):
        (tmp_path / name).chmod(0)
    yield tmp_path
    for name in ("shut", "shut.txt"):
        (tmp_path / name).chmod(0o700)


@pytest.fixture
def refused(place, monkeypatch, capsys):
    """Run a command whose every look at a path that is shut is refused; the superuser may look everywhere."""
    stat, opened, scan = os.stat, open, os.scandir

    def guarded(function):
        def look(path, *arguments, **options):
            if isinstance(path, str | os.PathLike):
                parts = Path(path).parts
                inside = "shut" in parts[:-1]
                if inside or (function is not stat and parts[-1:] and parts[-1] in ("shut", "shut.txt")):
                    raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return function(path, *arguments, **options)

        return look

    monkeypatch.setattr("os.stat", guarded(stat))
    monkeypatch.setattr("os.scandir", guarded(scan))
    monkeypatch.setattr("io.open", guarded(opened))

    def run(*arguments):
        code = main(
            [str(place / one) if one.startswith(("pages", "out", "shut")) else one for one in arguments]
        )
        printed = capsys.readouterr()
        return code, printed.out, printed.err.splitlines()

    return run


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (("extract", "shut", "-o", "out/x.csv"), "shut："),
        (("extract", "shut/a.txt", "-o", "out/x.csv"), "shut/a.txt："),
        (("extract", "pages", "-o", "shut/x.csv"), "shut/x.csv："),
        (("extract", "pages", "-o", "out/x.csv", "--rules", "shut/r.yaml"), "shut/r.yaml "),
        (("extract", "pages", "-o", "out/x.csv", "--rules", "shut"), "shut "),
        (("check", "--rules", "shut.txt"), "shut.txt "),
        (("changes", "shut/x.csv", "pages/x.csv"), "shut/x.csv："),
        (("export", "shut", *CHART, "-o", "out/x.html"), "shut："),
        (("export", "shut/a.txt", *CHART, "-o", "out/x.html"), "shut/a.txt："),
        (("export", "pages", *CHART, "-o", "shut/x.html"), "shut/x.html："),
        (("export", "pages", *CHART, "-o", "out/x.html", "--rules", "shut/r.yaml"), "shut/r.yaml "),
        (("confidence", "--labelled", "shut/t.csv", "pages"), "shut/t.csv："),
    ],
)
def test_a_path_that_nobody_may_open_is_named_in_one_line(refused, command, named):
    code, _, lines = refused(*command)
    assert (code, len(lines)) == (2, 1)
    assert named in lines[0]
    assert "没有权限" in lines[0]


def test_what_fails_in_reading_is_no_fault_of_the_target(tmp_path):
    def batches():
        yield []
        raise PermissionError(errno.EACCES, "Permission denied", "input.txt")

    with pytest.raises(PermissionError):
        write_table(batches(), tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_which_a_part_is_shut_is_not_said_to_hold_no_text(refused, place):
    (place / "pages" / "a.txt").unlink()
    (place / "pages" / "shut").mkdir()
    code, _, lines = refused("extract", "pages", "-o", "out/x.csv")
    assert (code, len(lines)) == (2, 1)


def test_export_names_what_it_left_out_as_extract_does(place, capsys):
    (place / "pages" / "b.pptx").write_bytes(b"file")
    (place / "pages" / "c.txt").write_bytes(b"\0")
    (place / "pages" / "documents.csv").write_text("file,published\na.txt,昨天\n", encoding="utf-8")
    said = []
    for command in (("extract", "-o", "x.csv"), ("export", *CHART, "-o", "x.html")):
        *options, output = command[1:]
        assert main([command[0], str(place / "pages"), *options, str(place / "out" / output)]) == 0
        said.append(sorted(one for one in capsys.readouterr().err.splitlines() if one.startswith("跳过：")))
    assert said[0] == said[1]
    assert len(said[0]) == 3


def test_export_of_what_holds_nothing_to_read_says_why_and_ends_with_2(place, capsys):
    (place / "pages" / "a.txt").write_bytes(b"")
    assert main(["export", str(place / "pages"), *CHART, "-o", str(place / "out" / "x.html")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "空" in line
    Workspace(place / "work")
    assert main(["export", str(place / "work"), *CHART, "-o", str(place / "out" / "x.html")]) == 2
    assert "没有文件" in capsys.readouterr().err


def test_export_of_a_workspace_names_the_documents_that_gave_nothing(place, capsys):
    made = Workspace(place / "work")
    made.add_all([("a.txt", PAGE.encode(), {}), ("b.txt", (PAGE + "乙").encode(), {})])
    for entry in made.register.entries():
        if entry.file == "b.txt":
            made.original(entry.digest).write_bytes(b"\0")
    assert main(["export", str(place / "work"), *CHART, "-o", str(place / "out" / "x.html")]) == 0
    assert len([one for one in capsys.readouterr().err.splitlines() if one.startswith("跳过：")]) == 1


def test_export_names_places_and_years_without_figures(place, capsys):
    asked = ["--places", "安平县", "青禾县", "--years", "2024", "1999"]
    assert main(["export", str(place / "pages"), *CHART, *asked, "-o", str(place / "out" / "x.html")]) == 0
    assert "青禾县、1999" in capsys.readouterr().err


def test_counts_are_not_emptied_where_nothing_was_counted(monkeypatch, tmp_path, capsys):
    kept = tmp_path / "confidence.yaml"
    kept.write_text("counts: {}\n", encoding="utf-8")
    monkeypatch.setattr("pipeline.confidence.measuring.FILE", kept)
    assert main(["confidence", "--write"]) == 2
    assert "--labelled" in capsys.readouterr().err
    assert kept.read_text(encoding="utf-8") == "counts: {}\n"


@pytest.mark.parametrize(
    ("table", "said"), [("value\n1\n", "缺少列"), ("", "空"), ('a,"b\n1\n', "引号"), (None, "不是数")]
)
def test_a_labelled_table_that_is_none_is_one_line(place, capsys, table, said):
    columns = "document,indicator,measure,value,qualifier,status,period_start,period_end,year,place,subject\n"
    path = place / "labelled.csv"
    path.write_text(f"{columns}a.txt,gdp,level,很多,,,,,,,\n" if table is None else table, encoding="utf-8")
    assert main(["confidence", "--labelled", str(path), str(place / "pages")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_a_workspace_that_cannot_be_written_is_no_fault_of_the_file_added(workspace, place, monkeypatch):
    made = Workspace(workspace)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", str(made.folder / "originals"))

    monkeypatch.setattr("pipeline.workspace.originals.Originals.keep", full)
    for add in (
        lambda: take_path(made, str(place / "pages")),
        lambda: take_uploads(made, [("a.txt", PAGE.encode())]),
    ):
        with pytest.raises(DocumentError) as caught:
            add()
        assert caught.value.why == "not_kept"
        assert ("磁盘已满" in caught.value.said(), "the disk is full" in caught.value.said("en")) == (
            True,
            True,
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_refusal_of_the_system_has_its_words(language):
    for number, name in errno.errorcode.items():
        said = reason_said(reason_of(OSError(number, os.strerror(number))), language)
        assert (bool(said), said == name, "Permission" in said) == (True, False, False)
    assert reason_said("第 3 行", language) == "第 3 行"


@pytest.mark.skipif(os.name == "nt", reason="such a path is missing there")
def test_a_folder_named_by_a_path_that_is_too_long_is_one_sentence(tmp_path):
    with pytest.raises(DocumentError) as caught:
        find_documents(tmp_path / ("长" * 300))
    assert "名称太长" in str(caught.value)


def test_rules_that_are_no_yaml_are_said_in_chinese(tmp_path, capsys):
    (tmp_path / "r.yaml").write_text("a: b: c\n", encoding="utf-8")
    assert main(["check", "--rules", str(tmp_path / "r.yaml")]) == 2
    assert "此处不能有冒号" in capsys.readouterr().err


@pytest.fixture
def endless(tmp_path, monkeypatch):
    """Return a file larger than any that is taken, whose first byte nobody may ask for."""
    file = tmp_path / "pages" / "long.txt"
    file.parent.mkdir()
    with file.open("wb") as opened:
        opened.truncate(LARGEST + 1)
    whole = Path.read_bytes

    def read(path):
        assert path != file
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    return file


def test_a_text_that_is_too_large_is_refused_by_its_size(endless, tmp_path):
    workspace = Workspace(tmp_path / "w")
    for take in (lambda: take_path(workspace, str(endless)), lambda: workspace.mirror(endless.parent)):
        (told,) = take()
        assert told.error.said("en").startswith(
            "long.txt: the file is too large (50 MB); one file may have up to"
        )


def test_rules_that_are_too_large_are_refused_by_their_size(endless):
    with pytest.raises(RulesError, match="规则文件不得超过 10 MB"):
        load_catalogue(endless)
