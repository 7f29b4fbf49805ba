"""Every county and prefecture has the figure that its own communiqué gives it, and none has another's."""

from datetime import date

from pipeline.documents import document_of
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.places.gazetteer import areas, areas_named
from pipeline.places.place_words import place_words
from tests.samples import AREAS

DAY = date(2024, 3, 1)
READ_AS_A_COUNT = {"二七区"}  # two to seven districts
SENTENCE = "2023年，{name}实现地区生产总值190.5亿元，增长5.1%。"
TITLE = "{name}2023年国民经济和社会发展统计公报\n"


def sample():
    found = [area for area in areas().values() if area.level != "province"]
    return found[:: max(1, len(found) // AREAS.size)]


def places_of(text):
    rows = extract_document(document_of(text, DAY, ""), load_catalogue()).rows
    return [
        (row["indicator"], row["measure"], row["place"], row["period"]) for row in rows if not row["derived"]
    ]


def wanted(name):
    return [("gdp", measure, name, "2023") for measure in ("level", "yoy")]


def test_an_area_under_its_own_title_has_its_figures():
    lost = {
        area.name
        for area in sample()
        if places_of(TITLE.format(name=area.name) + SENTENCE.format(name=area.name)) != wanted(area.name)
    }
    several = {name for name in lost if len(areas_named(name)) > 1}  # which 城关区 it is, nothing tells
    assert lost - several - READ_AS_A_COUNT == set()


def test_an_area_in_a_sentence_alone_has_its_figures_or_nothing_has_them():
    found = {area.name: places_of(SENTENCE.format(name=area.name)) for area in sample()}
    lost = {name for name, rows in found.items() if rows != wanted(name)}
    assert {name: rows for name, rows in found.items() if rows and name in lost} == {}
    ordinary = {*place_words()["ordinary_full"]}
    assert lost - ordinary - READ_AS_A_COUNT == set()
