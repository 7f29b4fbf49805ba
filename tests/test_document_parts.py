from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.reader.document_parts import cuts, part_at, printed_pieces, spanning_cells, unwrapped_pieces
from app.reader.figure_marks import Mark, mark_at
from pipeline.lines import flow

TEXTS = st.text(st.sampled_from("县城增长12. ，。\n\r<|~$"), max_size=300)


def marks_in(text, edges):
    """Make marks between edges, taken in pairs, so that none overlap."""
    places = sorted({edge % (len(text) + 1) for edge in edges})
    pairs = zip(places[::2], places[1::2], strict=False)
    return [Mark(start, end, frozenset(["actual"])) for start, end in pairs]


@given(TEXTS)
def test_the_parts_of_a_document_are_short_and_together_are_the_whole(text):
    begins = cuts(text, 2_100)
    assert (begins[0], begins[-1]) == (0, len(text))
    assert all(0 < end - start <= 2_100 for start, end in pairwise(begins)) or not text


def test_a_long_line_is_cut_behind_a_sentence_where_one_ends():
    text = "今天天气很好。" * 1_000
    begins = cuts(text, 3_000)
    assert len(begins) > 2
    assert all(text[begin - 1] == "。" for begin in begins[1:])
    assert [part_at(begins, begin) for begin in begins[:-1]] == [*range(len(begins) - 1)]


def test_a_line_without_any_end_is_cut_all_the_same():
    assert cuts("9" * 50_001)[1:-1] == [20_000, 40_000]


@given(TEXTS, st.lists(st.integers(0, 400)))
def test_the_pieces_of_the_printed_page_are_its_text_and_a_marked_piece_is_its_number(text, edges):
    marks = marks_in(text, edges)
    pieces = printed_pieces(text, marks, 0, len(text))
    assert (
        "".join(piece for piece, _ in pieces) == text.replace("\r\n", "\n").replace("\r", "\n")
        or "\r" in text
    )
    for piece, number in pieces:
        if number >= 0 and "\r" not in text:
            assert piece == text[marks[number].start : marks[number].end]


@given(TEXTS, st.lists(st.integers(0, 400)))
def test_the_pieces_of_the_unwrapped_page_are_its_paragraphs(text, edges):
    page = flow(text)
    pieces = unwrapped_pieces(page, marks_in(text, edges), 0, len(text))
    assert "".join(piece for piece, _ in pieces) == page.display


def test_a_number_that_a_column_divides_is_one_piece_when_the_columns_are_joined():
    line = (
        "今年以来全县经济运行平稳，全县生产总值稳步增长，达到一百二十亿元，比上年增长百分之五，完成全年目标。"
    )
    text = "\n".join(line[start : start + 14] for start in range(0, len(line), 14))
    start, end = text.index("一百"), text.index("元") + 1
    assert "\n" in text[start:end]
    marks = [Mark(start, end, frozenset(["actual"]))]
    assert (text[start:end], 0) in printed_pieces(text, marks, 0, len(text))
    assert ("一百二十亿元", 0) in unwrapped_pieces(flow(text), marks, 0, len(text))


@given(TEXTS, st.lists(st.integers(0, 400)), st.integers(0, 400))
def test_an_offset_leads_to_the_mark_that_holds_it_and_to_no_other(text, edges, offset):
    marks = marks_in(text, edges)
    holding = [mark for mark in marks if mark.start <= offset < mark.end]
    assert mark_at(marks, offset) == (holding[0] if holding else None)


def test_cells_that_span_others_are_named_by_their_line_and_number():
    text = "文\n指标\t2024年\t\n\t数值\t增长\n"
    spans = {text.index("指标"): (2, 1), text.index("2024"): (1, 2)}
    assert spanning_cells(text, spans, 0, len(text)) == [(1, 0, 2, 1), (1, 1, 1, 2)]
    assert spanning_cells(text, spans, 2, len(text)) == [(0, 0, 2, 1), (0, 1, 1, 2)]
    assert spanning_cells(text, spans, 0, 2) == []
