"""Hand in workbooks that are damaged, or small and endless: refused in one sentence, in little time and memory."""

import io
import random
import re
import tracemalloc
import zipfile
import zlib
from contextlib import suppress

import openpyxl
import pytest
import xlsxwriter

from pipeline.__main__ import main
from pipeline.documents.archives import MOST_ROWS, ArchiveError, check_archive, check_workbook
from pipeline.indicators import load_catalogue
from pipeline.reference_series import ReferenceTableError, reference_rows

HEADER = ("place", "period", "indicator", "value", "unit", "source")
LINE = ("青禾市", "2023", "gdp", "4521.5", "亿元", "青禾统计年鉴2024")
SHEET = "xl/worksheets/sheet1.xml"


def workbook():
    book = openpyxl.Workbook()
    for line in (HEADER, LINE):
        book.active.append(line)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def changed(octets, name, change):
    """Write a workbook again with one of its parts changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return held.getvalue()


def with_row(number):
    row = f'<row r="{number}"><c r="A{number}" t="n"><v>1</v></c></row></sheetData>'.encode()
    return changed(workbook(), SHEET, lambda xml: xml.replace(b"</sheetData>", row))


def why(octets):
    with pytest.raises(ReferenceTableError) as caught:
        reference_rows("table.xlsx", octets, load_catalogue().entries)
    (mistake,) = caught.value.mistakes
    assert mistake.said("en")
    return mistake.why


def test_a_sound_workbook_is_taken():
    check_workbook(workbook(), "table.xlsx")
    assert len(reference_rows("table.xlsx", workbook(), load_catalogue().entries)) == 1


@pytest.mark.parametrize("number", [10**9, MOST_ROWS + 1, 10**19, 10**30])
def test_a_row_far_below_is_refused_before_the_gap_is_filled(number):
    assert why(with_row(number)) == "rows"


def test_a_cell_far_below_in_a_row_without_number_is_refused():
    row = b'<row><c r="A900000000" t="n"><v>1</v></c></row></sheetData>'
    assert why(changed(workbook(), SHEET, lambda xml: xml.replace(b"</sheetData>", row))) == "rows"


def test_a_small_file_that_expands_to_gigabytes_is_refused_in_little_memory():
    octets = changed(workbook(), SHEET, lambda xml: xml + b" " * (500 << 20))
    assert len(octets) < 1 << 20
    tracemalloc.start()
    said = why(octets)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (said, peak < 50 << 20) == ("bytes", True)


def test_many_cells_without_end_are_refused():
    rows = 5_000  # that are allowed here: of 200,000 the cells take seconds
    cells = b"<row>" + b"<c><v>1</v></c>" * (41 * rows) + b"</row></sheetData>"
    octets = changed(workbook(), SHEET, lambda xml: xml.replace(b"</sheetData>", cells))
    with pytest.raises(ArchiveError) as caught:
        check_workbook(octets, "table.xlsx", rows)
    assert caught.value.why == "cells"


def in_cell(inside):
    row = b'<row r="3"><c r="A3" t="inlineStr"><is>' + inside + b"</is></c></row></sheetData>"
    return changed(workbook(), SHEET, lambda xml: xml.replace(b"</sheetData>", row))


def with_shared(text):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet().write_row(0, 0, [*HEADER, "note"])
    return changed(held.getvalue(), "xl/sharedStrings.xml", lambda xml: xml.replace(b"note", text.encode()))


LONG = "长" * (1 << 20)


@pytest.mark.parametrize(
    "octets",
    [
        in_cell(f"<t>{LONG}</t>".encode()),
        in_cell("<r><t>长长</t></r>".encode() * (1 << 18)),
        changed(workbook(), SHEET, lambda xml: xml.replace(b"<row ", f'<row x="{LONG}" '.encode(), 1)),
        with_shared(LONG),
    ],
    ids=["text", "many runs", "tag", "shared text"],
)
def test_a_cell_without_end_is_refused_before_it_is_built(octets, monkeypatch):
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    assert why(octets) == "cell"


@pytest.mark.parametrize(
    "octets",
    [
        in_cell(b"<t>" + b"&#x957F;" * 32_767 + b"</t>"),
        with_shared(LONG[:32_767]),
        in_cell(b"</is></c></row></sheetData><hyperlinks>" + b'<hyperlink ref="A5"/>' * (3 << 16)),
    ],
    ids=["text", "shared text", "links behind the rows"],
)
def test_the_longest_cell_of_excel_is_none_without_end(octets):
    check_workbook(octets, "table.xlsx")


def test_merged_cells_without_end_are_refused_before_they_are_built(monkeypatch):
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    many = b"</is></c></row></sheetData><mergeCells>" + b'<mergeCell ref="A5:B5"/>' * 20_001
    assert why(in_cell(many)) == "merged"


def test_a_merged_cell_over_the_whole_sheet_is_refused_before_it_is_built(monkeypatch):
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    whole = b'</is></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/>'
    assert why(in_cell(whole)) == "merged"


def test_many_parts_are_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(5001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(ArchiveError) as caught:
        check_archive(held.getvalue(), "table.xlsx")
    assert caught.value.why == "parts"


def test_a_part_that_holds_more_than_it_says_is_not_expanded():
    octets = bytearray(changed(workbook(), SHEET, lambda xml: xml + b" " * (8 << 20)))
    size = re.search(rb"PK\x01\x02.{20}(....).{18}xl/worksheets/sheet1.xml", bytes(octets), re.DOTALL)
    octets[size.start(1) : size.end(1)] = (100).to_bytes(4, "little")
    assert why(bytes(octets)) == "damaged"


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_workbook_is_refused_in_one_sentence(seed):
    chance = random.Random(seed)  # noqa: S311 - only has to be the same in every run
    entries = load_catalogue().entries
    for _ in range(100):
        octets = bytearray(workbook())
        for _ in range(chance.randint(1, 20)):
            octets[chance.randrange(len(octets))] = chance.randrange(256)
        del octets[chance.choice([len(octets), chance.randrange(len(octets))]) :]
        with suppress(ReferenceTableError):
            reference_rows("table.xlsx", bytes(octets), entries)


@pytest.mark.parametrize("octets", [b"", b"PK", b"PK\x03\x04" + zlib.compress(b"x"), b"\0" * 1000])
def test_what_is_no_archive_is_said_to_be_damaged(octets):
    assert why(octets) == "damaged"


def test_the_command_line_says_it_in_a_sentence_too(tmp_path, capsys):
    for octets, said in ((with_row(10**9), "行数"), (workbook()[:900], "已损坏")):
        (tmp_path / "table.xlsx").write_bytes(octets)
        assert main(["changes", str(tmp_path / "table.xlsx"), str(tmp_path / "table.xlsx")]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line
