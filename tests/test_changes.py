"""Compare tables in all formats: the same table has not changed, and what is no table is refused."""

import json
from itertools import permutations

import openpyxl
import pytest

from pipeline.__main__ import main
from pipeline.changes import changes
from pipeline.files import FORMATS, fitting, read_table, write_table
from pipeline.table import COLUMNS

TEXT = (
    "2024年1—11月，凤阳县粮食产量3.33万吨，同比增长6%；税收1234567890123.45元。\n"
    "截至2024年底，凤阳县户籍人口46万人。凤阳县研发投入超2.5亿元。\n"
)
MOST = 32_767  # characters in a cell of Excel


@pytest.fixture
def tables(tmp_path):
    """Write one document's table in each format."""
    (tmp_path / "20250407.txt").write_text(TEXT, encoding="utf-8")
    made = {suffix: tmp_path / f"table{suffix}" for suffix in FORMATS}
    for path in made.values():
        assert main(["extract", str(tmp_path / "20250407.txt"), "-o", str(path)]) == 0
    return made


def rows_of(tables):
    """Return the rows as they were before they were written."""
    rows = json.loads(tables[".json"].read_text(encoding="utf-8"))
    return [
        {name: "" if cell is None and name != "high" else cell for name, cell in row.items()} for row in rows
    ]


@pytest.mark.parametrize(("old", "new"), [*permutations(FORMATS, 2)])
def test_the_same_table_in_two_formats_has_not_changed(tables, old, new):
    assert list(changes(tables[old], tables[new])) == ["+0 -0 ~0"]


def test_a_name_that_a_spreadsheet_would_run_has_not_changed_either(tables, tmp_path):
    rows = rows_of(tables)
    rows[0]["subject"] = "=公司"
    made = [tmp_path / f"formula{suffix}" for suffix in FORMATS]
    for path in made:
        write_table([[dict(row) for row in rows]], path)
    for old, new in permutations(made, 2):
        assert list(changes(old, new)) == ["+0 -0 ~0"]


def test_a_name_with_characters_that_no_sheet_holds_is_written_out_alike_in_each_format(tables, tmp_path):
    rows = rows_of(tables)
    rows[0] |= {
        "document": "a\x1b\u202eb\n.txt",
        "title": "标题\x00\u2066",
        "subject": "某\r公司",
        "place": "\x85县",
    }
    for suffix in FORMATS:
        path = tmp_path / f"hidden{suffix}"
        write_table([[dict(row) for row in rows]], path)
        first = read_table(path).iloc[0]
        assert first["document"] == r"a\u001b\u202eb\u000a.txt", suffix
        assert (first["title"], first["subject"]) == (r"标题\u0000\u2066", r"某\u000d公司"), suffix
        assert first["place"] == r"\u0085县", suffix


def test_json_has_the_days_and_figures_of_the_other_formats(tables):
    rows, cells = json.loads(tables[".json"].read_text(encoding="utf-8")), read_table(tables[".csv"])
    for name in ("period_start", "period_end", "published"):
        assert [row[name] or "" for row in rows] == list(cells[name])
    for name in ("value", "low", "high", "confidence"):
        assert [row[name] for row in rows] == [float(cell) if cell else None for cell in cells[name]]
    assert "2024-11-30" in [row["period_end"] for row in rows]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_without_its_columns_is_refused(tables, tmp_path, suffix, capsys):
    frame = read_table(tables[suffix]).drop(columns=["value", "period"])
    made = tmp_path / f"other{suffix}"
    writers = {
        ".csv": lambda: frame.to_csv(made, index=False),
        ".parquet": lambda: frame.to_parquet(made),
        ".xlsx": lambda: frame.to_excel(made, index=False),
        ".json": lambda: frame.to_json(made, orient="records", default_handler=str),
    }
    writers[suffix]()
    for order in ((made, tables[suffix]), (tables[suffix], made)):
        assert main(["changes", *map(str, order)]) == 2
        assert "缺少列" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["{}", "[1, 2]", '[{"a": 1}]', '{"rows": []}', "[[]]", '"text"', "null", "3"]
)
def test_json_that_is_no_table_is_refused_in_one_line(tables, tmp_path, text, capsys):
    made = tmp_path / "other.json"
    made.write_text(text, encoding="utf-8")
    assert main(["changes", str(made), str(tables[".json"])]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_without_rows_is_a_table(tmp_path, suffix):
    made = tmp_path / f"empty{suffix}"
    write_table([], made)
    assert list(changes(made, made)) == ["+0 -0 ~0"]


def test_a_workbook_says_where_it_cut_a_text(tables, tmp_path):
    made = tmp_path / "long.xlsx"
    write_table([[rows_of(tables)[0] | {"repeats": "1-2;" * 10_000}]], made)
    (cells,) = openpyxl.load_workbook(made).active.iter_rows(min_row=2, values_only=True)
    cut = cells[list(COLUMNS).index("repeats")]
    assert (len(cut), cut[-3:]) == (MOST, "1-…")
    assert (fitting("甲" * MOST), fitting("甲" * MOST + "乙")) == ("甲" * MOST, "甲" * (MOST - 1) + "…")
