import csv
import datetime as dt
import io
import json
import subprocess
import sys
import zipfile
from functools import partial

import frictionless
import openpyxl
import pandas as pd
import pytest

import pipeline
from app.report.data_package import data_package
from app.report.formats import FIRST, formats
from app.report.package_schema import described
from app.rows.row_tables import readable
from app.selection import ALL, named
from app.wording import LANGUAGES, wording
from pipeline.indicators import load_catalogue
from pipeline.table import COLUMNS
from tests.dashboard_rows import rows

CATALOGUE = load_catalogue().entries
ZH = wording("zh")


@pytest.fixture(scope="module")
def seeds():
    return pipeline.extract("seeds/")


def made(*given):
    """Make rows that state what a package must give back."""
    return rows(*({"low": None, "high": None, **row} for row in given))


def opened(octets):
    with zipfile.ZipFile(io.BytesIO(octets)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def packed(table, language="zh", **choices):
    return opened(data_package(table, CATALOGUE, wording(language), **choices))


def lines(octets):
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8"), newline="")))


def problems(table, folder, **choices):
    """Validate the package as frictionless does, and give what it finds wrong."""
    for name, octets in packed(table, **choices).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(octets)
    report = frictionless.validate(folder / "datapackage.json")
    assert len(report.tasks) == len(json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"])
    return report.flatten(["name", "type", "message"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_package_of_the_seeds_is_valid(seeds, tmp_path, language):
    assert problems(seeds, tmp_path, language=language, created=dt.date(2026, 5, 27)) == []


def test_a_package_of_awkward_rows_is_valid(tmp_path):
    table = made(
        {
            "value": -5.1,
            "measure": "yoy",
            "unit": "%",
            "sentence": "=1+1\n第二行",
            "start": None,
            "end": None,
        },
        {"value": 2.0, "unit": "美元", "document": "+b, 2.txt", "published": None, "title": '“引号"'},
        {"value": 3.0, "period": "", "year": None, "review": "rejected"},
    )
    assert problems(table, tmp_path) == []


def test_a_package_without_rows_is_valid(seeds, tmp_path):
    assert problems(seeds[:0], tmp_path) == []


def test_a_changed_figure_is_noticed(seeds, tmp_path):
    assert problems(seeds, tmp_path) == []
    file = tmp_path / "data" / "observations.csv"
    file.write_bytes(file.read_bytes().replace(b"136400.0", b"136500.0"))
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert {task.name for task in report.tasks if not task.valid} == {"data-observations-csv"}


def test_the_raw_table_holds_every_column_and_figure_with_decimal_points(seeds):
    given = lines(packed(seeds)["data/observations.csv"])
    assert list(given[0]) == list(COLUMNS)
    assert {one["id"]: float(one["value"]) for one in given} == dict(
        zip(seeds["id"], seeds["value"], strict=True)
    )
    assert {one["derived"] for one in given} == {"true", "false"}


def test_parquet_holds_the_table_with_its_types(seeds):
    table = pd.read_parquet(io.BytesIO(packed(seeds)["data/observations.parquet"]))
    assert list(table.columns) == list(COLUMNS)
    assert list(table["value"]) == list(seeds["value"])
    assert table["published"][0] == dt.date(2026, 5, 26)


def test_the_formatted_table_shows_figures_as_the_page_does():
    table = made({"value": 136400.0, "id": "a"})
    (given,) = lines(packed(table)["data/formatted.csv"])
    assert list(given) == list(readable(table.assign(who=table["place"]), CATALOGUE, ZH).columns)
    assert (given[ZH("column.value")], given[ZH("column.unit")]) == ("13.64", "万人次")


def test_the_formatted_table_may_be_left_out():
    pack = packed(made({}), shown=False)
    assert "data/formatted.csv" not in pack
    assert "formatted" not in pack["README.md"].decode() + pack["datapackage.json"].decode()


def test_each_document_is_listed_with_its_rows_and_verdicts():
    table = made(
        {}, {"review": "accepted"}, {"document": "b.txt", "source": "柳溪报", "published_inferred": True}
    )
    first, second = lines(packed(table)["sources.csv"])
    assert (first["file"], first["rows"], first["pending"], first["accepted"]) == ("a.txt", "2", "1", "1")
    assert (second["source"], second["published"], second["published_inferred"]) == (
        "柳溪报",
        "2025-01-20",
        "true",
    )


def test_each_sentence_is_quoted_once_with_all_that_was_read_from_it():
    table = made({"sentence": "甲", "id": "a"}, {"sentence": "甲", "id": "b"}, {"sentence": ""})
    (quoted,) = lines(packed(table)["sentences.csv"])
    assert (quoted["sentence"], quoted["observations"]) == ("甲", "a b")


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"status": "planned"}, "planned"),
        ({"derived": True}, "derived"),
        ({"qualifier": "over"}, "bounds"),
        ({"qualifier": "about"}, "approximate"),
        ({"period": ""}, "unstated"),
        ({"period": "", "year": None}, "timeless"),
        ({"period": "", "year": None, "period_source": "unread"}, "open_ended"),
        ({"period": "", "year": None, "period_source": "undated"}, "open_ended"),
        (
            {"period": "2021/2025", "period_start": dt.date(2021, 1, 1), "period_end": dt.date(2025, 12, 31)},
            "long_spans",
        ),
        ({"scope": "规上"}, "scope"),
        ({"conflict": "c"}, "conflicts"),
        ({"review": "rejected"}, "rejected"),
        ({"published_inferred": True}, "inferred"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_warns_of_what_is_in_the_rows_and_of_nothing_else(row, key, language):
    said = wording(language)(f"export.{key}", count=1)
    assert said in packed(made(row, {}), language)["README.md"].decode()
    assert said not in packed(made({}, {}), language)["README.md"].decode()


def test_the_readme_cites_its_sources_and_takes_no_markup_from_them():
    text = packed(made({"source": "<b>*安平*", "value": 1.0}))["README.md"].decode()
    assert "\\<b\\>\\*安平\\*" in text
    assert "<b>" not in text


def test_every_column_is_described_in_both_languages(seeds):
    pack = packed(seeds)
    for resource in json.loads(pack["datapackage.json"])["resources"]:
        if resource["path"] in ("data/observations.csv", "sources.csv", "sentences.csv"):
            names = [field["name"] for field in resource["schema"]["fields"]]
            assert names == pack[resource["path"]].decode().splitlines()[0].split(",")
            assert all(set(field["titles"]) == set(LANGUAGES) for field in resource["schema"]["fields"])
    assert set(described()["observations"]) == set(COLUMNS)


def test_the_same_rows_give_the_same_bytes_but_for_the_day_that_is_given(seeds):
    pack = partial(data_package, catalogue=CATALOGUE, say=ZH)
    assert pack(seeds) == pack(seeds.copy())
    first, second = (opened(pack(seeds, created=dt.date(2026, 5, day))) for day in (1, 2))
    assert {name for name in first if first[name] != second[name]} == {
        "datapackage.json", "README.md", "sdmx/structure.xml",
    }  # fmt: skip


def test_a_zip_does_not_tell_when_it_was_packed(seeds):
    with zipfile.ZipFile(io.BytesIO(data_package(seeds, CATALOGUE, ZH))) as pack:
        assert {entry.date_time for entry in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("code", [one.code for one in formats()])
def test_every_format_is_written_from_rows_and_from_none(seeds, code):
    (chosen,) = (one for one in formats() if one.code == code)
    table = named(seeds, ALL)
    assert ZH(chosen.label)
    assert len(chosen.write(table, CATALOGUE, ZH)) > len(chosen.write(table[:0], CATALOGUE, ZH)) > 0


def test_the_workbook_of_displayed_figures_shows_them_as_text_of_the_page():
    writer = {one.code: one.write for one in formats()}["xlsx_shown"]
    octets = writer(named(made({"value": 136400.0, "id": "a"}), ALL), CATALOGUE, ZH)
    sheet = openpyxl.load_workbook(io.BytesIO(octets)).active
    assert ZH("column.value") in [cell.value for cell in sheet[1]]
    assert "13.64" in [cell.value for cell in sheet[2]]


def test_the_first_format_is_csv_for_excel(seeds):
    chosen = formats()[0]
    assert chosen.code == FIRST
    assert chosen.write(named(seeds, ALL), CATALOGUE, ZH).startswith(b"\xef\xbb\xbf")


def test_files_are_written_without_the_libraries_that_check_them():
    code = (
        "import sys; import app.report.formats; "
        "print([name for name in ('sdmx', 'frictionless', 'lxml', 'streamlit') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "[]"
