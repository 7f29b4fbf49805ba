import io

import openpyxl
import pytest

from app.charts import pictures
from app.charts.figure import figure
from app.charts.notes import notes
from app.charts.panels import arrange
from app.charts.prints import folded, print_figure
from app.exports import csv_bytes, file_name, xlsx_bytes
from app.selection import Selection, select
from app.wording import wording
from pipeline.indicators import load_catalogue
from tests.dashboard_rows import rows

ZH = wording("zh")


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+86-750", "-1+1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(text):
    written = csv_bytes(rows({"sentence": text})).decode("utf-8-sig")
    assert f"'{text}" in written


def test_a_negative_number_stays_a_number_in_csv():
    written = csv_bytes(rows({"value": -5.1, "value_text": "-3.4%"})).decode("utf-8-sig")
    assert ",-5.1," in written
    assert ",-3.4%," in written


def test_csv_opens_in_excel_with_its_chinese_whole():
    assert csv_bytes(rows({})).startswith(b"\xef\xbb\xbf")


def test_a_workbook_holds_numbers_as_numbers_and_runs_nothing():
    table = rows({"value": 136400.0, "sentence": "=1+1", "derived": True}, {"value": -5.1})
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table, "数据表"))).active
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, sheet[2], strict=True))
    assert head == list(table.columns)
    assert first["value"].value == 136400
    assert (first["sentence"].value, first["sentence"].data_type) == ("=1+1", "s")
    assert first["published"].is_date
    assert first["derived"].value is True
    assert first["high"].value is None


@pytest.mark.parametrize(
    ("parts", "years", "name"),
    [
        (["鹤山市", "接待游客人次"], [2024, 2025], "鹤山市_接待游客人次_2024-2025.png"),
        (["鹤山市", "旅游收入"], [2025], "鹤山市_旅游收入_2025.png"),
        (["", 'a/b:c*"d'], [], "a b c d.png"),
        ([], [], "chart.png"),
    ],
)
def test_a_file_is_named_after_what_it_shows(parts, years, name):
    assert file_name(parts, years, "png") == name


def test_a_long_file_name_keeps_its_years():
    assert file_name(["鹤山市" * 60], [2024, 2025], "png").endswith("2024-2025.png")


def test_small_print_never_begins_a_line_with_a_comma():
    assert folded("甲乙丙，丁戊", 6) == ["甲乙丙，", "丁戊"]


def test_small_print_never_breaks_a_word_of_letters():
    assert folded("the upper end", 8) == ["the", "upper", "end"]
    assert folded("甲乙abc", 5) == ["甲乙a", "bc"]  # no space to break at


def one_panel():
    table = select(rows({"value": 136400.0}), Selection(("tourist_arrivals",)))
    return arrange(table, load_catalogue().entries, ZH)[0]


def test_without_a_browser_the_reason_is_given_at_once(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    pictures.obstacle.cache_clear()
    with pytest.raises(pictures.PictureFailedError, match=r"picture\.no_browser"):
        pictures.picture(figure(one_panel(), ZH), "png")
    monkeypatch.undo()
    pictures.obstacle.cache_clear()


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_a_picture_is_made_with_its_text():
    drawing = print_figure(one_panel(), notes(one_panel(), ZH), ZH)
    svg = pictures.picture(drawing, "svg").decode("utf-8")
    png = pictures.picture(drawing, "png")
    assert "安平县" in svg
    assert "单位：万人次" in svg
    assert png.startswith(b"\x89PNG")
    assert len(png) > 10_000
