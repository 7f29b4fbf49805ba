"""Hold a form that was filled in to what it was before: every part, format, formula and picture but for its new numbers."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from pipeline.documents import DocumentError
from pipeline.forms import Entry, FormError, Said
from pipeline.forms.cell_colours import COMPUTED, DOUBTFUL
from pipeline.forms.filling import filled
from pipeline.forms.understanding import asked_of
from pipeline.indicators import load_catalogue
from tests.form_books import octets_of_book

OFFICE = shutil.which("soffice")
THIN = Side(style="thin")
NOTE = "来源：《江门日报》2025年4月7日\n=cmd|' /C calc'!A1"
ENTRIES = (
    Entry("月报", 2, 2, Decimal("8.42"), "推算", COMPUTED),
    Entry("月报", 2, 3, Decimal("13.64"), NOTE),
    Entry("月报", 2, 4, Decimal("0.62"), NOTE, DOUBTFUL),
    Entry("月报", 3, 2, None, "相同"),
    Entry("月报", 3, 3, Decimal("6000.123456789")),
)
FILLED = {"C3": 8.42, "D3": 13.64, "E3": 0.62, "D4": 6000.123456789}


def form():
    """Make a form with all that a library may lose."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "月报"
    for line in (
        ["鹤山市主要旅游指标"],
        ["指标", "单位", "2024年清明假期", "2025年清明假期", "±%"],
        ["接待游客", "万人次"],
        ["旅游收入", "万元", 3800],
        ["合计", "", "=SUM(C3:C4)", "=SUM(D3:D4)", '=IF(C5="","",D5/C5-1)'],
    ):
        sheet.append(line)
    sheet.merge_cells("A1:E1")
    sheet["A1"].font, sheet["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    for cells in sheet["A2:E5"]:
        for cell in cells:
            cell.border = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
    for column, pattern in (("C", "#,##0.0"), ("D", "#,##0.00"), ("E", "0.0%")):
        for line in (3, 4, 5):
            sheet[f"{column}{line}"].number_format = pattern
        sheet.column_dimensions[column].width = 21
    sheet["D3"].fill = PatternFill("solid", fgColor="FFEEEEEE")
    sheet.row_dimensions[1].height = 30
    sheet.conditional_formatting.add(
        "D3:D4", CellIsRule(operator="greaterThan", formula=["100"], font=Font(color="FF0000"))
    )
    valid = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    valid.add("C3:D4")
    sheet.add_data_validation(valid)
    book.defined_names["游客"] = DefinedName("游客", attr_text="月报!$C$3:$D$3")
    sheet.print_area, sheet.print_title_rows, sheet.freeze_panes = "A1:E5", "1:2", "C3"
    sheet.page_setup.orientation, sheet.oddFooter.center.text = "landscape", "第 &P 页"
    sheet["A3"].comment = Comment("不含过夜", "统计局")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, max_col=4, min_row=2, max_row=4))
    sheet.add_chart(chart, "A8")
    drawn = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(drawn, "PNG")
    sheet.add_image(Image(drawn), "H2")
    other = book.create_sheet("说明")
    other["A1"] = "填报说明"
    return book


def parts(octets):
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def loaded(octets):
    """Open a workbook."""
    return openpyxl.load_workbook(io.BytesIO(octets))


@pytest.fixture(scope="module")
def before():
    return octets_of_book(form())


@pytest.fixture(scope="module")
def after(before):
    return filled(before, "form.xlsx", ENTRIES)


def test_every_part_that_need_not_change_is_the_same_byte_for_byte(before, after):
    old, new = parts(before), parts(after)
    changed = {name for name in old if new[name] != old[name]}
    assert changed == {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml",
        "xl/comments/comment1.xml", next(name for name in old if name.endswith(".vml")),
    }  # fmt: skip
    assert set(new) == set(old)
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/worksheets/sheet2.xml"} <= set(old)


def test_numbers_stand_in_their_cells_whole_and_in_the_formats_of_the_form(before, after):
    old, new = loaded(before)["月报"], loaded(after)["月报"]
    for cells in old.iter_rows():
        for cell in cells:
            now = new[cell.coordinate]
            assert now.value == FILLED.get(cell.coordinate, cell.value)
            assert now.number_format == cell.number_format
            assert repr((now.font, now.border, now.alignment)) == repr(
                (cell.font, cell.border, cell.alignment)
            )
            if cell.coordinate not in ("C3", "E3"):
                assert repr(now.fill) == repr(cell.fill)
    assert [new[cell].fill.fgColor.rgb for cell in ("C3", "E3")] == [COMPUTED, DOUBTFUL]


def test_all_that_is_no_cell_is_as_it_was(before, after):
    old, new = loaded(before)["月报"], loaded(after)["月报"]
    assert new.merged_cells.ranges == old.merged_cells.ranges
    assert {name: one.width for name, one in new.column_dimensions.items()} == {
        name: one.width for name, one in old.column_dimensions.items()
    }
    assert new.row_dimensions[1].height == 30
    assert [one.sqref for one in new.conditional_formatting] == [
        one.sqref for one in old.conditional_formatting
    ]
    assert [one.sqref for one in new.data_validations.dataValidation] == [
        one.sqref for one in old.data_validations.dataValidation
    ]
    assert new.parent.defined_names["游客"].attr_text == "月报!$C$3:$D$3"
    assert (new.print_area, new.print_title_rows, new.freeze_panes) == (
        old.print_area,
        old.print_title_rows,
        "C3",
    )


def test_notes_are_text_and_those_that_were_there_stay(after):
    sheet = loaded(after)["月报"]
    assert sheet["A3"].comment.text.endswith("不含过夜")
    assert sheet["D3"].comment.text == NOTE
    assert sheet["C4"].comment.text == "相同"
    assert sheet["C4"].value == 3800
    formulas = [cell.coordinate for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f"]
    assert formulas == ["C5", "D5", "E5"]


def test_a_cell_that_has_a_note_keeps_it():
    book = form()
    book["月报"]["D3"].comment = Comment("请核", "局长")
    after = filled(octets_of_book(book), "form.xlsx", ENTRIES)
    assert loaded(after)["月报"]["D3"].comment.text.endswith("请核")
    assert loaded(after)["月报"]["E3"].comment.text == NOTE


def test_notes_are_made_where_a_form_has_none():
    book = openpyxl.Workbook()
    book.active.title = "月报"
    after = filled(octets_of_book(book), "form.xlsx", ENTRIES)
    assert loaded(after)["月报"]["D3"].comment.text == NOTE
    assert loaded(after)["月报"]["D4"].value == 6000.123456789


def with_parts(octets, **changes):
    """Return a workbook with parts put in, or in the place of others."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, part in (parts(octets) | changes).items():
            new.writestr(name, part)
    return made.getvalue()


def test_what_formulas_gave_before_is_left_out_and_is_to_be_counted_anew(before):
    sheet = parts(before)["xl/worksheets/sheet1.xml"]
    saved = re.sub(rb"(<f>SUM\(C3:C4\)</f>)(?:<v ?/>|<v></v>)", rb"\1<v>3800</v>", sheet)
    assert saved != sheet
    after = filled(with_parts(before, **{"xl/worksheets/sheet1.xml": saved}), "form.xlsx", ENTRIES)
    assert openpyxl.load_workbook(io.BytesIO(after), data_only=True)["月报"]["C5"].value is None
    assert b'fullCalcOnLoad="1"' in parts(after)["xl/workbook.xml"]


def test_macros_stay_byte_for_byte(before):
    macros = b"\xd0\xcf\x11\xe0 macros"
    with_macros = with_parts(before, **{"xl/vbaProject.bin": macros})
    assert parts(filled(with_macros, "form.xlsm", ENTRIES))["xl/vbaProject.bin"] == macros


@pytest.mark.parametrize(
    ("part", "why"), [("_xmlsignatures/sig1.xml", "signed"), ("xl/revisions/revisionHeaders.xml", "shared")]
)
def test_a_form_that_filling_in_would_break_is_refused(before, part, why):
    with pytest.raises(FormError) as refused:
        filled(with_parts(before, **{part: b"<a/>"}), "form.xlsx", ENTRIES)
    assert refused.value.why == why


def test_locked_cells_of_a_protected_sheet_are_left_and_unlocked_ones_filled_in():
    book = form()
    sheet = book["月报"]
    sheet.protection.sheet = True
    sheet["D3"].protection = Protection(locked=False)
    reading = asked_of(octets_of_book(book), "form.xlsx", load_catalogue(), Said())
    kept = {(one.row, one.column): one.kept for one in reading.asked}
    assert kept[2, 3] == ""
    assert kept[2, 2] == kept[3, 3] == "locked"


def test_rows_and_cells_that_do_not_say_where_they_stand_follow_the_one_before(before):
    sheet = parts(before)["xl/worksheets/sheet1.xml"].decode()
    bare = sheet.replace(' r="D3"', "").replace(' r="E3"', "")
    assert bare != sheet
    after = filled(with_parts(before, **{"xl/worksheets/sheet1.xml": bare.encode()}), "form.xlsx", ENTRIES)
    assert [loaded(after)["月报"][cell].value for cell in ("C3", "D3", "E3")] == [8.42, 13.64, 0.62]


def test_a_damaged_form_is_one_sentence(before):
    for octets in (
        before[: len(before) // 2],
        with_parts(before, **{"xl/worksheets/sheet1.xml": b"<worksheet"}),
    ):
        with pytest.raises((FormError, DocumentError)) as refused:
            filled(octets, "form.xlsx", ENTRIES)
        assert "form.xlsx" in refused.value.said("zh")


def test_a_form_names_nothing_that_is_looked_up(before):
    hostile = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    sheet = parts(before)["xl/worksheets/sheet1.xml"]
    at = sheet.index(b"<worksheet")
    changed = sheet[:at] + hostile + sheet[at:].replace(b"<oddFooter>", b"<oddFooter>&x;", 1)
    try:
        after = filled(with_parts(before, **{"xl/worksheets/sheet1.xml": changed}), "form.xlsx", ENTRIES)
    except (FormError, DocumentError):
        return
    assert b"root:" not in parts(after)["xl/worksheets/sheet1.xml"]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_another_program_opens_it_counts_its_formulas_and_shows_its_formats(after, tmp_path):
    (tmp_path / "form.xlsx").write_bytes(after)
    shown = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,1"  # first sheet, as shown
    )
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", shown,
         "--outdir", tmp_path, tmp_path / "form.xlsx"],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    (made,) = tmp_path.glob("*.csv")
    lines = list(csv.reader(io.StringIO(made.read_text("utf-8"))))
    assert lines[2] == ["接待游客", "万人次", "8.4", "13.64", "62.0%"]
    assert lines[3] == ["旅游收入", "万元", "3,800.0", "6,000.12", ""]
    assert lines[4] == ["合计", "", "3,808.4", "6,013.76", "57.9%"]
