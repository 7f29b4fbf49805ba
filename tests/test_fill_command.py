"""Fill in forms from the command line, and hold what it prints, keeps and refuses."""

import io

import openpyxl
import pytest

from pipeline.__main__ import main
from pipeline.workspace import Workspace
from tests.form_books import book_of

NEWS = "本报讯 清明假期3天，鹤山市累计接待游客13.64万人次，同比增长62%。旅游收入6000万元。"
ROWS = [
    ["鹤山市主要旅游指标"],
    ["指标", "单位", "2025年清明假期", "增长%"],
    ["接待游客", "万人次"],
    ["旅游收入", "万元"],
    ["人气", "万人次"],
]


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "2025-04-07.txt").write_text(NEWS, encoding="utf-8")
    return folder


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "月报.xlsx"
    book_of({"sheets": {"表": ROWS}}).save(path)
    return path


def cells(path):
    """Return the numbers that stand in a form."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


def test_a_form_is_filled_in_beside_itself_and_every_cell_is_told(documents, form, capsys):
    before = form.read_bytes()
    assert main(["fill", str(form), "--data", str(documents)]) == 0
    made = form.with_name("月报_已填.xlsx")
    assert cells(made) == {"C3": 13.64, "D3": 62, "C4": 6000}
    assert form.read_bytes() == before
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "表!C3  鹤山市 2025年4月4—6日 接待游客人次  → 13.64 万人次  填入"
    assert any(line.startswith("表!D4") and "没有这个指标" in line for line in printed)
    assert any(line.startswith("表!C5—D5") and "没有认出" in line for line in printed)
    assert printed[-2].startswith("填入 3 格，")
    assert printed[-1] == f"→ {made}"
    note = openpyxl.load_workbook(made).worksheets[0]["C3"].comment.text
    assert "2025-04-07.txt" in note
    assert "13.64万人次" in note


def test_a_table_that_extract_wrote_gives_the_same_as_its_documents(documents, form, tmp_path):
    for suffix in ("csv", "parquet", "xlsx", "json"):
        table = tmp_path / f"table.{suffix}"
        assert main(["extract", str(documents), "-o", str(table)]) == 0
        made = tmp_path / f"{suffix}.xlsx"
        assert main(["fill", str(form), "--data", str(table), "-o", str(made)]) == 0
        assert cells(made) == {"C3": 13.64, "D3": 62, "C4": 6000}


def test_what_a_heading_is_read_as_is_kept_in_a_workspace_for_the_next_edition(form, tmp_path, capsys):
    folder = tmp_path / "workspace"
    workspace = Workspace(folder)
    workspace.add("2025-04-07.txt", NEWS.encode())
    made = tmp_path / "made.xlsx"
    words = ["--read", "人气=接待游客"]
    assert main(["fill", str(form), "--data", str(folder), "-o", str(made), *words]) == 0
    assert cells(made)["C5"] == 13.64
    (edition := tmp_path / "下月.xlsx").write_bytes(form.read_bytes())
    assert main(["fill", str(edition), "--data", str(folder), "-o", str(made)]) == 0
    assert cells(made)["C5"] == 13.64
    assert main(["fill", str(edition), "--data", str(folder / "originals"), "-o", str(made)]) == 0
    assert "C5" not in cells(made)
    capsys.readouterr()


def test_other_numbers_stay_unless_they_are_to_give_way(documents, form, tmp_path, capsys):
    book = openpyxl.load_workbook(form)
    book.worksheets[0]["C3"], book.worksheets[0]["C4"] = 9.9, 6000
    book.save(form)
    made = tmp_path / "made.xlsx"
    assert main(["fill", str(form), "--data", str(documents), "-o", str(made)]) == 0
    assert cells(made)["C3"] == 9.9
    assert "已有 9.9，与数据不同，没有改" in capsys.readouterr().out
    assert main(["fill", str(form), "--data", str(documents), "-o", str(made), "--replace"]) == 0
    assert cells(made)["C3"] == 13.64
    assert "原有 9.9，已改" in capsys.readouterr().out


def test_a_form_is_written_over_only_where_that_is_said(documents, form, capsys):
    assert main(["fill", str(form), "--data", str(documents), "-o", str(form)]) == 2
    assert "覆盖" in capsys.readouterr().err
    assert cells(form) == {}
    assert main(["fill", str(form), "--data", str(documents), "--in-place"]) == 0
    assert cells(form)["C3"] == 13.64


def test_place_and_time_are_said_where_the_form_prints_none(documents, tmp_path, capsys):
    form = tmp_path / "空.xlsx"
    book_of({"sheets": {"Sheet1": [["指标", "单位", "2025年清明假期"], ["接待游客", "万人次"]]}}).save(form)
    assert main(["fill", str(form), "--data", str(documents)]) == 0
    assert "没有写是哪个地区" in capsys.readouterr().out
    assert main(["fill", str(form), "--data", str(documents), "--place", "鹤山市"]) == 0
    assert cells(tmp_path / "空_已填.xlsx") == {"C2": 13.64}


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("表.xls", "", "另存为"),
        ("没有.xlsx", "", "没有.xlsx"),
        ("月报.xlsx", "填好.xlsm", "后缀应与表格相同"),
        ("月报.xlsx", "没有/填好.xlsx", "不存在"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(documents, form, capsys, name, made, said):
    folder = form.parent
    output = ["-o", str(folder / made)] if made else []
    assert main(["fill", str(folder / name), "--data", str(documents), *output]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert said in told[0]


def test_a_form_without_a_cell_to_fill_in_is_refused(documents, tmp_path, capsys):
    form = tmp_path / "说明.xlsx"
    book_of({"sheets": {"Sheet1": [["填报说明"], ["请按时报送。"]]}}).save(form)
    assert main(["fill", str(form), "--data", str(documents)]) == 2
    assert "没有认出一个要填的格" in capsys.readouterr().err


def test_a_hostile_form_costs_only_itself(documents, tmp_path, capsys):
    form = tmp_path / "坏.xlsx"
    form.write_bytes(b"PK\x03\x04" + b"xl/workbook.xml [Content_Types].xml" * 20)
    assert main(["fill", str(form), "--data", str(documents)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_notes_and_lines_are_said_in_english_where_asked(documents, form, tmp_path, capsys):
    made = tmp_path / "made.xlsx"
    assert main(["fill", str(form), "--data", str(documents), "-o", str(made), "--lang", "en"]) == 0
    assert "filled in" in capsys.readouterr().out
    book = openpyxl.load_workbook(io.BytesIO(made.read_bytes()))
    assert book.worksheets[0]["C3"].comment.text.startswith("Source: ")
