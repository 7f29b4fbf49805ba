"""A text gives the same rows in whatever form it comes."""

import io

import pytest

from pipeline.batches import extract_batches
from tests.forms.makers import FORMS, as_printed_page, as_text, plain, texts

# What a row says; where it stands is another place in each form.
SAID = [
    "indicator",
    "measure",
    "place",
    "period",
    "value",
    "low",
    "high",
    "unit",
    "qualifier",
    "status",
    "subject",
    "scope",
    "published",
    "sentence",
]
WANTED = {"communique": 41, "yearbook": 14, "articles": 11}


def rows_of(path):
    reads = [read for batch in extract_batches(path) for read in batch]
    assert not [read.skipped for read in reads if read.skipped]
    return [row for read in reads for row in read.rows]


def said(rows):
    return sorted([str(row[column]) for column in SAID] for row in rows)


@pytest.fixture(scope="module", params=texts())
def text(request, tmp_path_factory):
    """Give a text, and the rows that its characters alone give."""
    return request.param, rows_of(as_text(texts()[request.param], tmp_path_factory.mktemp("plain")))


def test_the_plain_text_gives_its_figures(text):
    name, rows = text
    assert len([row for row in rows if not row["derived"]]) == WANTED[name]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_the_rows_of_the_plain_text(form, text, tmp_path):
    name, rows = text
    assert said(rows_of(FORMS[form](texts()[name], tmp_path))) == said(rows)


@pytest.fixture(scope="module")
def browser(chinese_font, browser):  # noqa: ARG001 - it is there when the browser starts
    return browser


@pytest.mark.browser
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_page_that_a_browser_printed_gives_the_rows_of_the_plain_text(columns, text, page, tmp_path):
    name, rows = text
    assert said(rows_of(as_printed_page(columns, texts()[name], page, tmp_path))) == said(rows)


def test_text_handed_in_gives_the_rows_of_the_file(text, monkeypatch):
    name, rows = text
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(plain(texts()[name]).encode())))
    assert said(rows_of("-")) == said(rows)
