"""Hold the whole extraction to its promises on texts that nobody wrote."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.documents import Document
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.lines.printed import printed
from pipeline.rulebook.checking import rows_of_text
from pipeline.table import COLUMNS, table

CASES = Path(__file__).parent / "cases" / "properties.yaml"
BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")
PLACED = ("id", "start", "end", "repeats")  # what moves with the line breaks


@cache
def texts():
    return yaml.safe_load(CASES.read_text(encoding="utf-8"))


def pieces():
    """Return what made texts are of: bits of sentences, so that rules are met, and bits that break them."""
    return st.one_of(
        st.sampled_from(texts()["pieces"]), st.characters(), st.sampled_from("\n\r\t 　，。；：、（）“”-—:")
    )


def holds(text):
    """Extract a text and hold each row to its columns and its offsets."""
    document = Document("any.txt", Path("any.txt"), text, "", None, False, "", "", "")  # noqa: FBT003 - published_inferred
    extraction = extract_document(document, load_catalogue())
    for row in extraction.rows:
        assert list(row) == list(COLUMNS)
        assert BREAK.sub("", printed(text[row["start"] : row["end"]])[0]) == row["value_text"]
        for span in filter(None, row["repeats"].split(";")):
            start, end = map(int, span.split("-"))
            assert text[start:end].strip()
    assert len(table(extraction.rows)) == len(extraction.rows)  # ids are unique, types fit
    for rejection in extraction.rejections:
        start, end = extraction.page.span(rejection.quantity.start, rejection.quantity.end)
        assert BREAK.sub("", text[start:end])


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces(), max_size=40).map("".join))
@example("")
@example("旅游收入")
@example("13.64万人次")
@example("旅游收入30亿元，" * 3)
@example("分别增长1%、2%。占比重5%。其中，增长3%。")
@example("（（（旅游收入30亿元）")
@example("旅游收入下降100%。旅游收入3亿元，下降100%。")
@example("2024年旅游收入3亿元，增长1%。2024年旅游收入3亿元，增长1%。")
@example("0年旅游收入3亿元，同比增长1%")
def test_no_text_is_too_strange_and_every_row_leads_back_to_its_characters(text):
    holds(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=120))
def test_no_character_is_too_strange(text):
    holds(text)


def rows(text):
    """Return the rows of a text, without what moves with the line breaks."""
    found = rows_of_text(text, load_catalogue(), place="青禾县")
    return [{column: value for column, value in row.items() if column not in PLACED} for row in found]


def wrapped(text, width, ending):
    """Return prose broken after every `width` characters, as a narrow column prints it."""
    return ending.join(text[at : at + width] for at in range(0, len(text), width))


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(texts()["prose"]),
    st.integers(2, 5),
    st.integers(10, 60),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r\n\r\n", "\n \n"]),
)
def test_prose_wrapped_at_any_width_gives_the_same_rows_as_unwrapped(prose, count, width, ending):
    whole = "".join(prose[:count])
    expected = rows(whole)
    assert expected
    assert rows(wrapped(whole, width, ending)) == expected


@pytest.mark.parametrize("width", [10, 13, 16, 22, 40])
@pytest.mark.parametrize("ending", ["\n", "\n\n"])
def test_a_long_article_wrapped_gives_the_same_rows_as_unwrapped(width, ending):
    whole = "".join(texts()["prose"])
    expected = rows(whole)
    assert len(expected) >= len(texts()["prose"])
    assert rows(wrapped(whole, width, ending)) == expected
