import errno
import html
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from app.charts import pictures
from app.charts.first_to_last import changes_told
from app.report.items import Item, ReportFailedError
from app.report.kinds import KINDS
from app.report.saving import save
from tests.report_items import CATALOGUE, EN, ZH, arrivals, made_up

ALONE = [kind for kind in KINDS.values() if not kind.several]
NO_BROWSER = [kind for kind in KINDS.values() if not kind.browser]
BEGINS = {"xlsx": b"PK", "pptx": b"PK", "docx": b"PK", "html": b"<!DOCTYPE html>"}


def empty():
    item = arrivals()
    return Item(replace(item.panel, series=()), item.rows)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_a_chart_without_figures_gives_one_sentence(kind):
    for chosen in ([], [empty()]):
        with pytest.raises(ReportFailedError) as told:
            kind.write(chosen, CATALOGUE, ZH)
        assert told.value.told(ZH).startswith("图中没有数据")
        assert "\n" not in told.value.told(EN)


@pytest.mark.parametrize("kind", ALONE, ids=lambda kind: kind.code)
def test_a_kind_that_holds_one_chart_says_so_when_it_is_given_two(kind):
    with pytest.raises(ReportFailedError) as told:
        kind.write([arrivals(), arrivals()], CATALOGUE, ZH)
    assert "此处有 2 幅" in told.value.told(ZH)


@pytest.mark.parametrize("kind", NO_BROWSER, ids=lambda kind: kind.code)
def test_what_needs_no_browser_is_made_without_one(kind, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    pictures.obstacle.cache_clear()
    made = kind.write([arrivals()], CATALOGUE, ZH)
    monkeypatch.undo()
    pictures.obstacle.cache_clear()
    assert made.startswith(BEGINS[kind.ending])


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if kind.browser], ids=lambda kind: kind.code
)
def test_what_needs_a_browser_says_so_at_once_without_one(kind, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    pictures.obstacle.cache_clear()
    with pytest.raises(pictures.PictureFailedError) as told:
        kind.write([arrivals()], CATALOGUE, ZH)
    monkeypatch.undo()
    pictures.obstacle.cache_clear()
    assert told.value.told(ZH).startswith("本机没有找到")


def letters(content, ending):
    """Give the letters of a file, whatever lines, cells and runs they stand in."""
    if ending == "pdf":
        text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            text = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    else:
        text = content.decode()
    if ending == "html":
        text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    return re.sub(r"\s", "", re.sub(r"<[^>]*>", "", html.unescape(text)))


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, id=kind.code, marks=pytest.mark.browser if kind.browser else ())
     for kind in KINDS.values() if kind.ending != "png"],
)  # fmt: skip
def test_what_changed_from_the_first_to_the_last_year_stands_in_every_kind_of_file(kind, request):
    if kind.browser:
        request.getfixturevalue("chromium")
    item = arrivals()
    (told,) = changes_told(item.panel, ZH)
    assert letters(told.encode(), "txt") in letters(kind.write([item], CATALOGUE, ZH), kind.ending)


def test_a_file_is_named_after_place_indicator_and_years():
    assert KINDS["pptx"].named([arrivals()], ZH) == "鹤山市_接待游客人次（清明假期）_2024-2025.pptx"


def test_a_slash_in_a_name_never_becomes_a_folder():
    item = made_up({"subject": "甲/乙\\丙..", "value": 1.0})
    name = KINDS["png"].named([item], ZH)
    assert Path(name).name == name
    assert "/" not in name
    assert "\\" not in name


def test_a_name_for_several_charts_says_that_it_is_a_collection():
    assert KINDS["docx"].named([arrivals(), arrivals()], ZH).startswith("统计图表_")


def test_a_full_disk_leaves_no_half_file_and_says_so(tmp_path, monkeypatch):
    def full(self, content):  # noqa: ARG001 - as the method that it stands for
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ReportFailedError) as told:
        save(b"x", tmp_path / "图.png")
    assert "磁盘空间不足" in told.value.told(ZH)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ReportFailedError) as told:
        save(b"x", tmp_path / "无" / "图.png")
    assert "图.png" in told.value.told(ZH)


def test_a_saved_file_is_whole(tmp_path):
    save(b"old", tmp_path / "图.png")
    save(b"new", tmp_path / "图.png")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("图.png", b"new")]
