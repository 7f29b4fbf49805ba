"""Judge drafts of entries, tell which texts a rule can touch, and compare the rows before and after."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline.batches import Source
from pipeline.documents import document_of
from pipeline.extraction import extract_document
from pipeline.indicators import RULES, catalogue_of, load_catalogue
from pipeline.indicators.canonical import canonical_entry
from pipeline.indicators.entry_blocks import entry_text
from pipeline.rulebook.drafts import file_with, judge, new_failures
from pipeline.rulebook.preview import preview
from pipeline.rulebook.traces import Traces

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PAGE = "安平日报讯 2025年1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%；出口5.1亿元。\n"


@cache
def shipped():
    return RULES.read_text(encoding="utf-8")


def draft(entry, **changed):
    fields = yaml.safe_load(entry_text(shipped(), entry))[entry]
    return canonical_entry(entry, {**fields, **changed})


def fields(entry, name):
    return list(getattr(load_catalogue()[entry], name))


def test_an_entry_as_it_stands_holds():
    judged = judge(entry_text(shipped(), "tourist_arrivals"), "tourist_arrivals", load_catalogue())
    assert (judged.holds, judged.faults, judged.broken) == (True, (), ())


def test_a_term_taken_out_names_the_example_that_no_longer_holds():
    terms = [term for term in fields("gdp", "terms") if term != "经济总量"]
    judged = judge(draft("gdp", terms=terms), "gdp", load_catalogue())
    (fault,) = judged.faults
    text = next(one.text for one in load_catalogue()["gdp"].examples if "经济总量" in one.text)
    assert fault.entry == "gdp"
    assert text in fault.what("zh")
    assert text in fault.what("en")
    assert load_catalogue()["gdp"].examples[int(fault.where.split(".")[1])].text == text
    assert not judged.holds


def test_a_term_too_many_names_the_example_of_the_other_entry_that_it_breaks():
    other = next(one for one in load_catalogue()["tourist_arrivals"].examples if "共接待游客" in one.text)
    judged = judge(draft("gdp", terms=[*fields("gdp", "terms"), "共接待游客"]), "gdp", load_catalogue())
    assert not judged.holds
    assert judged.faults == ()
    assert any(fault.entry == "tourist_arrivals" and other.text in fault.what() for fault in judged.broken)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"kind": "amount"}, "kind"),
        ({"terms": ["产"]}, "terms"),
        ({"term": ["产值"]}, "term"),
        ({"name": {"zh": "", "en": "x"}}, "name.zh"),
        ({"examples": [{"text": "产值3亿元。", "rows": []}]}, "examples.0.rows"),
        ({"examples": [{"text": "产值3亿元。", "rows": [{"value": None}]}]}, "examples.0.rows.0.value"),
        ({"examples": [{"text": "产值3亿元。", "rows": [{"value": 1}], "published": "昨天"}]}, "examples.0.published"),
        ({"share_of": ["gdp", "no_such"]}, "share_of"),
        ({"terms": ["接待游客"], "unit": "人次", "shown_in": "", "about": "either"}, "terms"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_field_is_found_at_that_field_and_said_in_both_languages(changed, where):
    judged = judge(draft("gdp", **changed), "gdp", load_catalogue())
    assert where in [fault.where for fault in judged.faults]
    assert all("{" not in fault.what(language) for fault in judged.faults for language in ("zh", "en"))
    assert not judged.holds


def test_all_fields_that_are_wrong_are_named_at_once():
    judged = judge(draft("gdp", kind="amount", unit=3, terms=["产"]), "gdp", load_catalogue())
    assert {fault.where for fault in judged.faults} >= {"kind", "unit", "terms"}


def test_an_entry_whose_examples_are_still_to_be_written_can_be_tried():
    judged = judge(draft("gdp", examples=[{"text": "", "rows": []}]), "gdp", load_catalogue())
    assert judged.catalogue is not None
    assert not judged.holds


def test_a_new_entry_with_an_id_that_exists_is_refused():
    judged = judge(draft("gdp"), "gdp", load_catalogue(), new=True)
    assert [fault.where for fault in judged.faults] == ["id"]


def test_an_example_that_failed_before_the_edit_does_not_forbid_saving_another():
    few = "\n".join(entry_text(shipped(), entry) for entry in ("gdp", "tourist_arrivals"))
    broken = few.replace("value: 136000, ", "value: 136001, ", 1)
    assert broken != few
    renamed = entry_text(broken, "gdp").replace("Gross domestic product", "GDP of the area")
    assert new_failures(broken, file_with(broken, renamed, "gdp")) == []
    worse = file_with(broken, entry_text(broken, "gdp").replace("value: 62840000000", "value: 1"), "gdp")
    assert [fault.entry for fault in new_failures(broken, worse)] == ["gdp"]


def test_wherever_an_entry_has_a_row_its_terms_are_found_in_the_text():
    catalogue = load_catalogue()
    traces = {entry.id: Traces([entry], catalogue) for entry in catalogue.entries.values()}
    texts = [
        (one.text, getattr(one, "published", "2025-04-07"))
        for entry in catalogue.entries.values()
        for one in (*entry.examples, *entry.not_examples)
    ]
    texts += [(file.read_text("utf-8"), "2025-04-07") for file in SEEDS.glob("*.txt")]
    found = 0
    for text, day in texts:
        rows = extract_document(document_of(text, date.fromisoformat(day)), catalogue).rows
        for indicator in {row["indicator"] for row in rows}:
            found += 1
            assert traces[indicator].in_text(text), (indicator, text[:60])
    assert found > len(catalogue.entries)


def test_a_text_that_has_nothing_of_a_term_is_not_read_again():
    catalogue = load_catalogue()
    assert not Traces([catalogue["tourist_arrivals"]], catalogue).in_text("全县出口5亿元。")


def test_the_preview_shows_rows_lost_and_reads_only_documents_with_the_term(tmp_path):
    for name, text in (("a.txt", PAGE), ("b.txt", "安平县粮食产量3万吨。"), ("copy.txt", PAGE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    documents = [Source(file.name, file) for file in sorted(tmp_path.iterdir())]
    catalogue = load_catalogue()
    after = judge(
        draft("tourist_arrivals", terms=["游客接待总量"], after=[], generic_terms=[]),
        "tourist_arrivals", catalogue,
    ).catalogue  # fmt: skip
    steps = []
    found = preview(documents, catalogue, after, "tourist_arrivals", lambda *step: steps.append(step))
    assert (found.read, found.documents, steps[-1]) == (1, 3, (3, 3))
    assert {change.sign for change in found.changes} == {"-"}
    assert {change.row["value_text"] for change in found.changes} == {"36.2万人次", "12.5%"}
    back = preview(documents, after, catalogue, "tourist_arrivals")
    assert {change.sign for change in back.changes} == {"+"}
    assert len(back.changes) == len(found.changes)


def test_a_changed_unit_alters_no_row_of_others_and_a_changed_name_reads_nothing(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    documents = [Source("a.txt", tmp_path / "a.txt")]
    catalogue = load_catalogue()
    renamed = judge(
        draft("tourist_arrivals", name={"zh": "游客", "en": "Visits"}), "tourist_arrivals", catalogue
    ).catalogue
    assert preview(documents, catalogue, renamed, "tourist_arrivals").read == 0
    assert renamed["tourist_arrivals"].name_zh == "游客"


def test_a_draft_in_its_file_gives_the_catalogue_that_was_judged():
    text = file_with(shipped(), draft("gdp", terms=[*fields("gdp", "terms"), "辖区生产总值"]), "gdp")
    assert catalogue_of(text)["gdp"].terms[-1] == "辖区生产总值"
