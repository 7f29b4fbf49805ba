"""Each check of a figure and a term has a sentence of which another thing would be made without it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claims import growth, parts, term_after, term_before
from pipeline.documents import document_of
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue

DAY = date(2025, 4, 7)
TABLES = [
    pytest.param(module, table, check, id=f"{module.__name__.split('.')[-1]} {check.fails.__name__}")
    for module in (term_before, growth, term_after)
    for table in ("CHECKS", "CHECKS_OF_WHOLE")
    for check in getattr(module, table, ())
]


def read(text):
    extraction = extract_document(document_of(text, DAY, "青禾县"), load_catalogue())
    rows = [(row["indicator"], row["measure"], row["value"], row["status"]) for row in extraction.rows]
    return rows, [(one.quantity.text, one.reason, one.about) for one in extraction.rejections]


@pytest.mark.parametrize(("module", "table", "check"), TABLES)
def test_without_a_check_another_thing_is_made_of_its_example(module, table, check, monkeypatch):
    rows, rejected = read(check.example)
    if check.reason:
        assert check.reason in [reason for _, reason, _ in rejected]
    left = tuple(one for one in getattr(module, table) if one is not check)
    monkeypatch.setattr(module, table, left)
    assert read(check.example) != (rows, rejected)


@pytest.mark.parametrize("tells_part", parts.PARTS, ids=lambda tells_part: tells_part.__name__)
def test_without_a_way_to_tell_parts_its_example_gives_a_row_more(tells_part, monkeypatch):
    text = parts.PARTS[tells_part]
    rows, rejected = read(text)
    assert "part" in [reason for _, reason, _ in rejected]
    monkeypatch.delitem(parts.PARTS, tells_part)
    assert len(read(text)[0]) > len(rows)
