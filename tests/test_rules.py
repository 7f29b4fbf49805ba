"""Hold indicators.yaml to its own examples, and every mistake in a rules file to one clear sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline.indicators import RULES, RulesError, load_catalogue
from pipeline.indicators.canonical import canonical
from pipeline.rulebook.checking import failures

CASES = Path(__file__).parent / "cases" / "rules"
OYSTERS = {
    "name": {"zh": "蚝产量", "en": "Oyster output"},
    "group": "农业农村",
    "unit": "吨",
    "kind": "flow",
    "terms": ["生蚝产量"],
}


@cache
def entries():
    return load_catalogue().entries


def cases(name):
    loaded = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in loaded]


@cache
def failed():
    return list(failures(load_catalogue()))


@pytest.mark.parametrize("indicator", entries())
def test_each_example_gives_exactly_its_rows_and_each_counterexample_none(indicator):
    assert [said for said in failed() if said.startswith(f"{indicator}：")] == []


def test_every_failure_of_an_example_names_an_entry():
    assert [said for said in failed() if said.split("：")[0] not in entries()] == []


def test_no_sentence_is_the_example_of_one_entry_twice():
    for entry in entries().values():
        texts = [example.text for example in (*entry.examples, *entry.not_examples)]
        assert len(texts) == len(set(texts)), entry.id


@pytest.mark.parametrize("case", cases("broken"))
def test_a_mistake_in_the_rules_is_one_sentence_that_names_it(case, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(case["rules"], encoding="utf-8")
    with pytest.raises(RulesError) as error:
        load_catalogue(path)
    said = str(error.value)
    assert [part for part in case["says"] if part not in said] == []
    assert "\n" not in said


def test_a_rules_file_that_is_missing_or_a_folder_or_no_text_is_one_sentence(tmp_path):
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00oyster")
    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / "bytes.yaml"):
        with pytest.raises(RulesError) as error:
            load_catalogue(path)
        assert path.name in str(error.value)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("case", cases("checked"))
def test_an_example_that_does_not_hold_is_named_with_what_was_given(case, tmp_path):
    entry = OYSTERS | {"examples": [case["example"]]}
    if "counterexample" in case:
        entry["not_examples"] = [case["counterexample"]]
    path = tmp_path / "rules.yaml"
    path.write_text(yaml.safe_dump({"oyster_output": entry}, allow_unicode=True), encoding="utf-8")
    said = list(failures(load_catalogue(path)))
    assert len(said) == bool(case["says"])
    assert [part for part in case["says"] if part not in "".join(said)] == []


def test_a_rules_file_that_was_changed_is_read_again(tmp_path):
    path = tmp_path / "rules.yaml"
    entry = OYSTERS | {
        "examples": [{"text": "生蚝产量3万吨。", "rows": [{"measure": "level", "value": 30000}]}]
    }
    for terms in (["生蚝产量"], ["生蚝产量", "生蚝总产量"]):
        path.write_text(yaml.safe_dump({"oyster_output": entry | {"terms": terms}}), encoding="utf-8")
        assert list(load_catalogue(path)["oyster_output"].terms) == terms


def test_the_rules_stand_in_their_canonical_form():
    text = RULES.read_text("utf-8")
    entries = yaml.load(text, Loader=yaml.CSafeLoader)
    assert text == canonical(entries), "indicators.yaml: run `python -m pipeline check --write`"
