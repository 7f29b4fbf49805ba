"""What a file was read into says where its text stands, and can be kept and taken up again."""

import gzip
from array import array

import pytest

from pipeline.documents import Box, Content, DocumentError, Layout, Spot
from pipeline.documents.keeping import keep_content, kept_content

TEXT = "青禾县公报\n接待游客30万人次。\n指标\t2024年\n生产总值\t30亿元"
FIGURE = TEXT.index("30万人次")
LAYOUT = Layout(
    spots=(
        Spot(0, 5, "第1页", 1, 0.1, 0.12, array("d", (0.1, 0.2, 0.3, 0.4, 0.5, 0.6))),
        Spot(6, 16, "第2页", 2, 0.2, 0.25, array("d", (n / 20 for n in range(11)))),
        Spot(17, len(TEXT), "表1!A1"),
    ),
    spans={17: (1, 2)},
    wrapped=False,
)
CONTENT = Content(
    TEXT, LAYOUT, "青禾县公报", "2025-03-04", "青禾日报", (DocumentError("no_words", file="公报.pdf"),)
)


def test_a_figure_is_found_in_its_original():
    assert LAYOUT.locator(FIGURE) == "第2页"
    assert LAYOUT.locator(TEXT.index("30亿元")) == "表1!A1"
    (box,) = LAYOUT.boxes(FIGURE, FIGURE + len("30万"))
    assert box == Box(2, 0.2, 0.2, 0.35, 0.25)


def test_what_lies_on_several_lines_has_a_box_on_each():
    assert [box.page for box in LAYOUT.boxes(3, 8)] == [1, 2]


@pytest.mark.parametrize("start", [5, 16, len(TEXT), len(TEXT) + 9])
def test_what_lies_in_no_spot_stands_nowhere(start):
    assert LAYOUT.locator(start) == ""
    assert LAYOUT.boxes(start, start + 1) == []


def test_a_plain_text_has_no_locators():
    assert Layout().locator(3) == ""
    assert Layout().boxes(3, 5) == []


def test_a_content_is_kept_whole(tmp_path):
    path = tmp_path / "contents" / "a.json.gz"
    keep_content(CONTENT, path)
    kept = kept_content(path)
    assert kept is not None
    assert (kept.text, kept.layout, kept.title, kept.published, kept.source) == (
        TEXT, LAYOUT, "青禾县公报", "2025-03-04", "青禾日报",
    )  # fmt: skip
    assert [one.said() for one in kept.left_out] == [CONTENT.left_out[0].said()]
    octets = path.read_bytes()
    keep_content(CONTENT, path)
    assert path.read_bytes() == octets


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("octets", [b"", b"{}", b'{"by": "other"}', b"["])
def test_a_content_that_is_damaged_or_of_another_reader_is_none(tmp_path, octets, packed):
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(octets) if packed else octets)
    assert kept_content(path) is None
    assert kept_content(tmp_path / "missing.json.gz") is None


def test_a_content_that_cannot_be_kept_is_no_error(tmp_path):
    (tmp_path / "contents").write_text("in the way")
    keep_content(CONTENT, tmp_path / "contents" / "a.json.gz")
