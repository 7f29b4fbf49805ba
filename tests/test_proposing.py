"""What is proposed for a number that became no row: what its own sentence and article say, and no later sentence."""

from datetime import date

from pipeline.documents import document_of
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.workspace.proposing import proposed

TEXT = (
    "2023年，全县旅游收入6亿元。其中，餐费3万元。"
    "2024年，青禾开发区生产总值90亿元，增长5%。其中，青禾开发区第二产业增加值40亿元。"
)


def test_a_proposal_takes_neither_owner_nor_year_from_the_last_sentence_of_its_article():
    catalogue = load_catalogue()
    extraction = extract_document(document_of(TEXT, date(2025, 4, 7), "青禾县"), catalogue, keep_parsed=True)
    (meals,) = (one for one in extraction.rejections if one.quantity.text == "3万元")
    row = proposed(extraction, meals, "gdp", "level", catalogue.entries)
    assert (row["subject"], row["place"]) == ("", "青禾县")
    assert row["period"] != "2024"
