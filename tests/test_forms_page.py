"""Fill in a form on the page: what is shown of its cells, how its headings are corrected, the file that comes of it."""

import io

import openpyxl
import pytest

from app.observations import shown_workspace
from app.wording import wording
from pipeline.forms.kept_words import kept_words
from tests.dashboard_pages import opened, show_documents, shown
from tests.form_books import book_of, octets_of_book

SAY = wording("zh")
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = [
    ["鹤山市主要旅游指标"],
    ["指标", "2025年清明假期", "增长%"],
    ["接待游客（万人次）"],
    ["旅游收入（万元）"],
    ["人气（万人次）"],
]
NEWS = "本报讯 清明假期3天，鹤山市累计接待游客13.64万人次，同比增长62%。旅游收入6000万元。"


def octets():
    return octets_of_book(book_of({"sheets": {"表": ROWS}}))


@pytest.fixture
def page(monkeypatch, tmp_path):
    show_documents(monkeypatch, tmp_path / "documents", {"2025-04-07.txt": NEWS})
    return opened("forms")


def handed_in(app, name="月报.xlsx", content=None):
    """Hand in a form."""
    app.file_uploader[0].set_value([(name, content or octets(), KIND)]).run()
    assert not app.exception
    return app


def table(app, number):
    """Return a table of the page by its lines."""
    return app.dataframe[number].value


def test_the_page_waits_for_a_form(page):
    assert SAY("forms.lead") in shown(page)
    assert not page.dataframe


def test_each_cell_is_shown_with_its_figure_its_source_or_its_reason(page):
    app = handed_in(page)
    assert SAY(
        "forms.tally", filled=3, computed=0, doubtful=1, same=0, differs=0, kept=0, empty=1, untold=2
    ) in shown(app)
    cells = table(app, -1).set_index(SAY("forms.column_cell"))
    assert cells.loc["表!B3", SAY("forms.column_figure")] == "13.64 万人次"
    assert "2025-04-07.txt" in cells.loc["表!B3", SAY("forms.column_source")]
    assert cells.loc["表!C4", SAY("forms.column_result")] == SAY("forms.why_no_figures", about="")
    assert "表!B5—C5" in cells.index


def test_a_heading_is_corrected_once_and_read_so_the_next_time(page):
    app = handed_in(page)
    folder = shown_workspace().folder
    headings = table(app, 0)
    row = headings[SAY("forms.column_heading")].tolist().index("人气（万人次）")
    assert headings[SAY("forms.column_understood")].iloc[row] == SAY("forms.heading_nothing")
    from app.forms.given_form import given_form
    from app.forms.headings_view import _keep

    form = given_form(octets(), "月报.xlsx", ("鹤山市", "", ()), loaded(), printed_only=False, replace=False)
    names = {"接待游客人次": "tourist_arrivals"}
    session = {"edits": {"edited_rows": {row: {SAY("forms.column_indicator"): "接待游客人次"}}}}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("app.forms.headings_view.st.session_state", session)
        _keep("edits", form, names, loaded(), SAY)
    assert dict(kept_words(folder, form.reading.headings).read_as)["人气（万人次）"].endswith("（万人次）")
    again = handed_in(opened("forms"), "七月.xlsx")
    assert SAY("forms.words_used") in shown(again)
    assert (
        table(again, -1).set_index(SAY("forms.column_cell")).loc["表!B5", SAY("forms.column_figure")]
        == "13.64 万人次"
    )
    again.button(key="form forget").click().run()
    assert SAY("forms.words_used") not in shown(again)


def loaded():
    """Return what the page has loaded."""
    from app.observations import load

    return load()


def test_the_file_that_is_taken_back_holds_the_figures(page):
    from app.forms.given_form import given_form, made

    handed_in(page)
    form = given_form(octets(), "月报.xlsx", ("鹤山市", "", ()), loaded(), printed_only=False, replace=False)
    sheet = openpyxl.load_workbook(io.BytesIO(made(form, "zh"))).worksheets[0]
    assert [sheet[cell].value for cell in ("B3", "C3", "B4", "C4")] == [13.64, 62, 6000, None]


def test_a_form_that_cannot_be_filled_in_is_one_sentence(page):
    app = handed_in(
        page, "旧.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20 + b"\xfe\xff" + b"\0" * 2000
    )
    assert "另存为" in shown(app)
    assert not app.dataframe


def test_the_form_is_still_there_when_one_comes_back_from_another_page(page):
    app = handed_in(page)
    app.switch_page("app/pages/review.py").run()
    app.switch_page("app/pages/forms.py").run()
    assert SAY("forms.held", name="月报.xlsx") in shown(app)
    assert len(table(app, -1)) == 5


def test_the_page_speaks_english(monkeypatch, tmp_path):
    show_documents(monkeypatch, tmp_path / "documents", {"2025-04-07.txt": NEWS})
    app = handed_in(opened("forms", lang="en"))
    say = wording("en")
    assert say("forms.cells") in shown(app)
    assert table(app, -1)[say("forms.column_result")].iloc[0] == say("forms.state_filled", held="")
