"""Put what is no list of entries, or no file at all, in the place of rules and words: the sentence says what is there."""

import os

import pytest

from pipeline.__main__ import main

PAGE = "2024年，安平县累计接待游客36.2万人次。\n"


@pytest.fixture
def home(tmp_path):
    """Return a workspace's folder, with a document beside it."""
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "w").mkdir()
    return tmp_path / "w"


def said(home, capsys, *, rules=None):
    """Return the one line that is said when a document is read by these rules."""
    target = home.parent / "x.csv"
    code = main(["extract", str(home.parent / "a.txt"), "-o", str(target), "--rules", str(rules or home)])
    lines = capsys.readouterr().err.splitlines()
    assert (code, target.exists(), len(lines)) == ((2, False, 1) if rules else (0, True, 1))
    return lines[0]


@pytest.mark.parametrize("text", ["garbage", "[garbage]", "- garbage\n"])
@pytest.mark.parametrize(
    ("name", "lacks", "wanted"),
    [("words.yaml", "没有词表", "added: [词, …]"), ("indicators.yaml", "没有条目", "name, group, unit")],
)
def test_what_is_no_list_of_entries_is_not_said_to_be_empty(home, capsys, name, lacks, wanted, text):
    (home / name).write_text(text, encoding="utf-8")
    line = said(home, capsys)
    assert line.startswith(f"w/{name}：{lacks}，内容是 ")
    assert "garbage" in line
    assert wanted in line


@pytest.mark.parametrize("text", ["garbage", "[garbage]", "5", "false"])
def test_neither_is_a_whole_file_that_holds_none(home, capsys, text):
    (home.parent / "r.yaml").write_text(text, encoding="utf-8")
    line = said(home, capsys, rules=home.parent / "r.yaml")
    assert line.startswith("r.yaml：没有条目，内容是 ")


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}"])
def test_an_empty_whole_file_is_said_to_be_empty(home, capsys, text):
    (home.parent / "r.yaml").write_text(text, encoding="utf-8")
    assert "是空的" in said(home, capsys, rules=home.parent / "r.yaml")


def made(kind, path):
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else path.with_name("nowhere"))


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.parametrize("name", ["words.yaml", "indicators.yaml", "r.yaml"])
@pytest.mark.parametrize(
    ("kind", "what"), [("folder", "文件夹"), ("pipe", "管道"), ("device", "设备"), ("link", "断开的链接")]
)
def test_what_is_there_but_no_file_is_not_said_to_be_missing(home, capsys, name, kind, what):
    made(kind, home / name)
    if name == "r.yaml" and kind == "folder":
        assert "不是工作区文件夹" in said(home, capsys, rules=home / name)
        return
    line = said(home, capsys, rules=home / name if name == "r.yaml" else None)
    assert what in line
    assert "找不到" not in line
    assert "规则文件" not in line
    if name == "r.yaml":
        assert main(["check", "--rules", str(home / name)]) == 2
        assert what in capsys.readouterr().err


def test_a_whole_file_that_is_not_there_is_said_to_be_missing(home, capsys):
    assert "找不到规则文件" in said(home, capsys, rules=home / "r.yaml")
