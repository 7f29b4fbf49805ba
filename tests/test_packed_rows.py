"""Rows of a document that has very many: what comes out is what went in, in a small part of the room."""

import pickle

import pytest

from pipeline.batches import Read
from pipeline.documents import document_of
from pipeline.extraction import extract_document
from pipeline.files import write_table
from pipeline.indicators import load_catalogue
from pipeline.packed_rows import packed

BYTES_A_ROW = (
    100  # a row as a dictionary of texts and numbers takes 1,400, written out for another process 300
)


def _rows(count):
    return [
        {"id": str(number), "value": float(number), "sentence": "安吉县\t1\t2"} for number in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 4999, 5000, 5001, 10_000, 10_003])
def test_rows_come_out_as_they_went_in(count):
    rows = _rows(count)
    held = packed(iter(rows))
    assert len(held) == count
    assert [*held] == rows == held[:]
    assert [held[at] for at in (0, -1)] == [rows[0], rows[-1]] if count else not held


def test_the_rows_of_a_large_table_take_little_room_between_the_processes(tmp_path):
    names = "常住人口（万人）\t地区生产总值（亿元）\t粮食产量（万吨）\t一般公共预算收入（亿元）"
    lines = "\n".join(f"安吉县\t{n}.1\t{n}.2\t{n}.3\t{n}.4" for n in range(1, 1501))
    document = document_of(f"2023年主要指标\n地区\t{names}\n{lines}\n", None)
    rows = extract_document(document, load_catalogue()).rows
    assert len(rows) == 6000
    assert len(pickle.dumps(Read("a", rows))) < BYTES_A_ROW * len(rows)
    assert len({row["id"] for row in rows}) == len(rows) == write_table([rows, []], tmp_path / "a.csv")
