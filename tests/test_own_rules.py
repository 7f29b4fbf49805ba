"""Lay what people changed over the program's rules: the program's file stays, what is wrong costs only itself."""

from __future__ import annotations

import re
from functools import cache

import pytest
import yaml

from pipeline import extract
from pipeline.indicators import RULES, catalogue_of, layers, load_catalogue
from pipeline.indicators.canonical import canonical, canonical_entry
from pipeline.indicators.entry_blocks import entry_text
from pipeline.indicators.faults import RulesError
from pipeline.indicators.layers import RuleFiles, catalogue_by, laid, rule_files, rules_of
from pipeline.indicators.own_entries import digest_of, own_entries, with_own
from pipeline.indicators.saving import history_of
from pipeline.rulebook.changing import go_back, hide, keep_own, save_entry, take_back
from pipeline.rulebook.differences import differences
from pipeline.version import reader
from pipeline.workspace import Workspace
from tests.rule_entries import product

FEW = ("gdp", "gdp_per_capita", "primary_value_added", "primary_share", "tourist_arrivals", "grain_output")
PAGE = "安平日报讯（记者/李文）1月20日，记者获悉，2024年，泰和县旅游升温，迎宾总人数41.7万人次。\n"
OYSTERS = canonical_entry(
    "oyster_output", product("蚝产量", "Oyster output", "生蚝产量", "2024年全县生蚝产量3万吨。", 30000)
)


@cache
def shipped():
    """Give a program's file of a few indicators, so that all their examples are soon run."""
    entries = yaml.load(RULES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return canonical({entry: entries[entry] for entry in FEW})


@cache
def catalogue():
    return catalogue_of(shipped())


def entry_with(text, entry, **changed):
    return canonical_entry(entry, {**yaml.safe_load(entry_text(text, entry))[entry], **changed})


def arrivals(*terms, text=None):
    text = text or shipped()
    return entry_with(text, "tourist_arrivals", terms=[*catalogue()["tourist_arrivals"].terms, *terms])


@pytest.fixture
def files(tmp_path):
    """Name a program's file that may be changed, as an update does, and the file of what people change."""
    program = tmp_path / "program" / "indicators.yaml"
    program.parent.mkdir()
    program.write_text(shipped(), encoding="utf-8")
    return RuleFiles(program, tmp_path / "workspace" / "indicators.yaml")


def done(change, files, *given):
    """Make a change by the rules as they are now."""
    changed = change(files, *given, laid(files).digest)
    assert changed.faults == ()
    assert changed.digest == laid(files).digest
    return changed


def updated(files, old, new):
    """Change the program's file as an update does."""
    text = files.whole.read_text("utf-8")
    assert text.count(old) == 1
    files.whole.write_text(text.replace(old, new), encoding="utf-8")


def kinds(files):
    return {one.entry: (one.kind, one.news) for one in differences(laid(files))}


def test_without_changes_the_rules_are_the_program_s(files):
    rules = laid(files)
    assert (rules.text, rules.own, rules.left_out) == (shipped(), {}, ())
    assert rules.catalogue.entries == catalogue().entries
    assert reader(files) == reader(files.whole)
    assert not files.own.exists()


def test_saving_writes_the_entry_that_differs_and_never_the_program_s_file(files):
    done(save_entry, files, arrivals("迎宾总人数"), "tourist_arrivals")
    assert files.whole.read_text("utf-8") == shipped()
    assert list(own_entries(files.own.read_text("utf-8"), "")) == ["tourist_arrivals"]
    rules = laid(files)
    assert rules.catalogue["tourist_arrivals"].terms[-1] == "迎宾总人数"
    others = {name: one for name, one in rules.catalogue.entries.items() if name != "tourist_arrivals"}
    assert others == {name: catalogue()[name] for name in others}
    assert list(rules.catalogue.entries) == list(catalogue().entries)
    assert reader(files) != reader(files.whole)
    (one,) = differences(rules)
    assert [(field.name, field.less, field.more) for field in one.fields] == [("terms", (), ("迎宾总人数",))]
    assert (one.kind, one.news) == ("changed", "")


def test_what_is_laid_together_is_one_whole_rules_file(files, tmp_path):
    done(save_entry, files, arrivals("迎宾总人数"), "tourist_arrivals")
    done(save_entry, files, OYSTERS, "oyster_output")
    whole = tmp_path / "whole.yaml"
    whole.write_text(laid(files).text, encoding="utf-8")
    assert load_catalogue(whole) == laid(files).catalogue
    group = [one.id for one in laid(files).catalogue.entries.values() if one.group == "农业农村"]
    assert group[-1] == "oyster_output"


def test_comments_of_an_entry_are_kept_and_so_is_one_that_differs_by_nothing_else(files):
    text = entry_text(shipped(), "gdp").replace(
        "  kind: flow\n", "  # yearly and by quarter\n  kind: 'flow'\n"
    )
    done(save_entry, files, text, "gdp")
    assert "  # yearly and by quarter\n  kind: flow\n" in files.own.read_text("utf-8")
    assert "  # yearly and by quarter\n  kind: flow\n" in laid(files).text
    (one,) = differences(laid(files))
    assert (one.kind, one.fields) == ("changed", ())
    more = entry_with(shipped(), "gdp_per_capita", name={"zh": "人均产值", "en": "Per head"})
    done(save_entry, files, more, "gdp_per_capita")
    assert "  # yearly and by quarter\n  kind: flow\n" in files.own.read_text("utf-8")


def test_an_entry_saved_as_the_program_has_it_differs_no_more(files):
    done(save_entry, files, arrivals("迎宾总人数"), "tourist_arrivals")
    done(save_entry, files, entry_text(shipped(), "tourist_arrivals"), "tourist_arrivals")
    assert differences(laid(files)) == []
    assert laid(files).text == shipped()


def test_an_entry_is_hidden_and_taken_back_and_each_step_can_be_undone(files):
    done(hide, files, "tourist_arrivals")
    assert "tourist_arrivals" not in laid(files).catalogue.entries
    assert kinds(files) == {"tourist_arrivals": ("hidden", "")}
    done(take_back, files, "tourist_arrivals")
    assert laid(files).text == shipped()
    done(go_back, files)
    assert "tourist_arrivals" not in laid(files).catalogue.entries
    done(go_back, files)
    assert laid(files).text == shipped()
    assert len(list(history_of(files.own).iterdir())) == 4


def test_a_new_entry_that_is_hidden_or_taken_back_is_gone_and_comes_back(files):
    for step in (hide, take_back):
        done(save_entry, files, OYSTERS, "oyster_output")
        assert kinds(files) == {"oyster_output": ("added", "")}
        done(step, files, "oyster_output")
        assert kinds(files) == {}
        done(go_back, files)
        assert "oyster_output" in laid(files).catalogue.entries
        done(take_back, files, "oyster_output")


def test_going_back_from_the_first_change_leaves_none(files):
    done(save_entry, files, OYSTERS, "oyster_output")
    done(go_back, files)
    assert files.own.read_text("utf-8") == ""
    assert (laid(files).left_out, laid(files).text) == ((), shipped())
    done(go_back, files)
    assert "oyster_output" in laid(files).catalogue.entries


def test_an_update_reaches_the_entries_that_nobody_changed_and_tells_of_those_that_somebody_did(files):
    done(save_entry, files, arrivals("迎宾总人数"), "tourist_arrivals")
    updated(files, "en: Tourist visits received", "en: Visits of tourists")
    updated(files, "en: Gross domestic product}", "en: Product of the area}")
    rules = laid(files)
    assert rules.catalogue["gdp"].name_en == "Product of the area"
    assert rules.catalogue["tourist_arrivals"].name_en == "Tourist visits received"
    assert rules.catalogue["tourist_arrivals"].terms[-1] == "迎宾总人数"
    (one,) = differences(rules)
    assert (one.kind, one.news) == ("changed", "changed")
    assert "Visits of tourists" in one.program_text
    assert "Tourist visits received" in one.own_text
    assert [field.name for field in one.fields] == ["name", "terms"]
    done(save_entry, files, arrivals("迎宾总人数", "迎客总人数"), "tourist_arrivals")
    assert kinds(files) == {"tourist_arrivals": ("changed", "changed")}  # editing it on is no decision
    done(keep_own, files, "tourist_arrivals")
    assert kinds(files) == {"tourist_arrivals": ("changed", "")}
    done(take_back, files, "tourist_arrivals")
    assert laid(files).catalogue["tourist_arrivals"].name_en == "Visits of tourists"


def test_an_update_that_only_writes_an_entry_otherwise_is_no_news(files):
    done(save_entry, files, arrivals("迎宾总人数"), "tourist_arrivals")
    updated(files, "\ntourist_arrivals:\n", "\ntourist_arrivals:   # visits\n  # counted by the bureau\n")
    assert kinds(files) == {"tourist_arrivals": ("changed", "")}


def test_an_update_that_brings_takes_away_or_adopts_an_entry_is_told(files):
    done(save_entry, files, OYSTERS, "oyster_output")
    files.whole.write_text(shipped() + "\n" + OYSTERS.replace("Oyster output", "Oysters"), encoding="utf-8")
    assert kinds(files) == {"oyster_output": ("changed", "came")}
    files.whole.write_text(shipped() + "\n" + OYSTERS, encoding="utf-8")
    assert kinds(files) == {"oyster_output": ("same", "came")}
    done(keep_own, files, "oyster_output")
    assert kinds(files) == {"oyster_output": ("same", "")}
    files.whole.write_text(shipped(), encoding="utf-8")
    assert kinds(files) == {"oyster_output": ("added", "gone")}
    assert laid(files).catalogue["oyster_output"].name_en == "Oyster output"


@pytest.mark.parametrize(
    "text",
    [b"gdp: [\n", b"\xff\xfe\x00", b"gdp: {unit: a}\ngdp: {unit: b}\n", b"[gdp]\n", b"{gdp: {unit: x}, a: 3}\n",
     "﻿gdp: {{\n".encode(), b"a: " + b"[" * 100_000],
)  # fmt: skip
def test_a_file_of_changes_that_is_damaged_costs_only_itself_and_is_kept_when_something_is_saved(files, text):
    files.own.parent.mkdir()
    files.own.write_bytes(text)
    rules = laid(files)
    assert rules.catalogue.entries == catalogue().entries
    (wrong,) = rules.left_out
    for language in ("zh", "en"):
        assert wrong.said(language).startswith("workspace/indicators.yaml")
        assert "\n" not in wrong.said(language)
    assert reader(files) == reader(files.whole)
    assert files.own.read_bytes() == text
    changed = done(save_entry, files, OYSTERS, "oyster_output")
    assert re.fullmatch(r"indicators\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.yaml", changed.kept)
    assert (files.own.parent / changed.kept).read_bytes() == text
    assert (laid(files).left_out, list(laid(files).own)) == ((), ["oyster_output"])


def test_a_folder_in_the_place_of_the_file_of_changes_costs_only_itself(files):
    files.own.mkdir(parents=True)
    assert laid(files).text == shipped()
    assert len(laid(files).left_out) == 1
    done(save_entry, files, OYSTERS, "oyster_output")
    assert files.own.is_file()


@pytest.mark.parametrize(
    ("entry", "text", "said"),
    [
        ("gdp", "gdp: 3\n", "应为 name"),
        ("gdp", "gdp: {hidden: maybe}\n", "字段 name"),
        ("true", "true: {hidden: true}\n", "条目 true"),
        ("gdp", entry_with(shipped(), "gdp", kind="amount"), "字段 kind"),
        ("gdp", entry_with(shipped(), "gdp", share_of=["gdp", "no_such"]), "no_such"),
        (
            "oyster_output",
            OYSTERS.replace("生蚝产量]", "接待游客]").replace("unit: 吨", "unit: 人次\n  about: either"),
            "接待游客",
        ),
    ],
)
def test_an_entry_that_is_wrong_costs_only_itself_and_says_what_was_allowed(files, entry, text, said):
    files.own.parent.mkdir()
    more = entry_with(shipped(), "gdp_per_capita", name={"zh": "人均产值", "en": "Per head"})
    files.own.write_text(f"{more}\n{text}", encoding="utf-8")
    rules = laid(files)
    assert rules.catalogue["gdp_per_capita"].name_zh == "人均产值"
    assert rules.catalogue.entries.get(entry) == catalogue().entries.get(entry)
    (wrong,) = rules.left_out
    assert wrong.entry == entry
    assert said in wrong.said("zh")
    assert entry in wrong.said("en")
    assert [one.entry for one in differences(rules) if one.left_out] == [entry]
    done(
        save_entry,
        files,
        OYSTERS.replace("oyster_output", "oysters").replace("生蚝产量", "鲜蚝产量"),
        "oysters",
    )
    assert yaml.safe_load(text).items() <= yaml.safe_load(files.own.read_text("utf-8")).items()
    done(take_back, files, entry)
    assert laid(files).left_out == ()


def test_hiding_what_another_entry_is_a_share_of_is_refused_and_by_hand_costs_only_itself(files):
    part = next(one for one in catalogue().entries.values() if one.share_of)
    whole = part.share_of[1]
    changed = hide(files, whole, laid(files).digest)
    assert whole in changed.faults[0].said()
    assert not files.own.exists()
    files.own.parent.mkdir()
    files.own.write_text(f"{whole}: {{hidden: true}}\n", encoding="utf-8")
    assert whole in laid(files).catalogue.entries
    assert [one.entry for one in laid(files).left_out] == [whole]


def test_a_change_that_breaks_the_example_of_another_entry_is_refused(files):
    other = next(one for one in catalogue()["tourist_arrivals"].examples if "共接待游客" in one.text)
    text = entry_with(shipped(), "gdp", terms=[*catalogue()["gdp"].terms, "共接待游客"])
    changed = save_entry(files, text, "gdp", laid(files).digest)
    assert any(other.text in fault.said() for fault in changed.faults)
    assert not files.own.exists()


def test_taking_back_an_entry_whose_term_another_has_taken_over_is_refused(files):
    terms = [*catalogue()["gdp"].terms]
    texts = [one.text for one in catalogue()["gdp"].examples if terms[-1] not in one.text]
    examples = [one for one in yaml.safe_load(shipped())["gdp"]["examples"] if one["text"] in texts]
    done(save_entry, files, entry_with(shipped(), "gdp", terms=terms[:-1], examples=examples), "gdp")
    mine = OYSTERS.replace("生蚝产量]", f"{terms[-1]}]").replace("吨", "元").replace("生蚝产量", terms[-1])
    done(save_entry, files, mine, "oyster_output")
    before = files.own.read_bytes()
    changed = take_back(files, "gdp", laid(files).digest)
    assert terms[-1] in changed.faults[0].said()
    assert files.own.read_bytes() == before


@pytest.mark.parametrize("where", ["whole", "own"])
def test_rules_changed_elsewhere_since_they_were_seen_are_not_saved_over(files, where):
    done(save_entry, files, arrivals("迎宾总人数"), "tourist_arrivals")
    seen, path = laid(files).digest, getattr(files, where)
    path.write_text(path.read_text("utf-8") + "# a note from elsewhere\n", encoding="utf-8")
    before = files.own.read_bytes()
    changed = save_entry(files, OYSTERS, "oyster_output", seen)
    assert [fault.reason for fault in changed.faults] == ["changed"]
    assert files.own.read_bytes() == before


def test_a_workspace_that_cannot_be_written_to_is_one_sentence(files):
    files.own.parent.write_text("a file, no folder", encoding="utf-8")
    changed = save_entry(files, OYSTERS, "oyster_output", laid(files).digest)
    assert "无法写入" in changed.faults[0].said()


def test_the_program_s_own_mistakes_are_raised_as_ever(files):
    done(save_entry, files, OYSTERS, "oyster_output")
    files.whole.write_text("gdp: {unit: 元}\n", encoding="utf-8")
    with pytest.raises(RulesError, match="gdp"):
        laid(files)
    assert reader(files)


def test_a_file_of_changes_keeps_every_character_around_the_entry_that_changes():
    text = "# mine\r\n\r\n# oysters\r\noyster_output:\r\n  unit: 吨  # of live weight\r\n\r\n# the end\r\n"
    own = own_entries(text, "")["oyster_output"]
    text = text.replace("weight\r\n", "weight\r\n  made_from: nothing\r\n")
    assert with_own(text, "oyster_output", own, "") == text
    less = with_own(text, "oyster_output", None, "")
    assert [line for line in less.split("\r\n") if line] == ["# mine", "# oysters", "# the end"]


def test_the_version_of_an_entry_is_what_its_fields_say_however_they_are_written():
    one, other = yaml.safe_load("{unit: 元, kind: flow}"), yaml.safe_load("kind: 'flow'\nunit: 元 # yuan\n")
    assert digest_of(one) == digest_of(other) != digest_of({**one, "unit": "吨"})


def test_documents_are_read_by_what_people_changed_in_workers_too(files, tmp_path):
    page = tmp_path / "20250120.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert extract(page, rules=files).empty
    done(save_entry, files, arrivals("迎宾总人数"), "tourist_arrivals")
    for workers in (1, 2):
        assert list(extract(page, rules=files, workers=workers)["value"]) == [417000]


def test_a_workspace_reads_again_when_the_rules_are_changed_and_taken_back(tmp_path, files, monkeypatch):
    monkeypatch.setattr(layers, "RULES", files.whole)
    workspace = Workspace(tmp_path / "w")
    workspace.add("20250120.txt", PAGE.encode())
    workspace.refresh()
    assert workspace.observations().table.empty
    done(save_entry, workspace.rules, arrivals("迎宾总人数"), "tourist_arrivals")
    assert workspace.refresh()
    assert list(workspace.observations().table["value"]) == [417000]
    workspace.rules.own.write_text("gdp: [", encoding="utf-8")
    assert workspace.refresh()
    assert workspace.observations().table.empty
    (fault,) = workspace.faults()
    assert "w/indicators.yaml" in fault.said("en")
    assert files.whole.read_text("utf-8") == shipped()


def test_the_workspace_of_a_folder_that_is_shown_goes_by_the_rules_of_the_whole(tmp_path):
    whole = tmp_path / "workspace"
    assert rules_of(whole / "folders" / "0123456789ab") == rules_of(whole)
    assert rules_of(whole).own == whole / "indicators.yaml"


def test_rules_are_named_as_a_whole_file_or_as_a_workspace(tmp_path, files):
    done(save_entry, files, OYSTERS, "oyster_output")
    assert "oyster_output" in catalogue_by(files.own.parent).entries
    assert rule_files(RULES) == rule_files(None) == RuleFiles(RULES)
    for wrong, said in (
        (tmp_path, "不是工作区"),
        (files.own, "工作区文件夹"),
        (tmp_path / "none.yaml", "找不到"),
    ):
        with pytest.raises(RulesError, match=said) as error:
            laid(wrong)
        assert "\n" not in str(error.value)


def test_a_program_s_file_that_an_earlier_version_saved_into_is_read_as_it_is(tmp_path, monkeypatch):
    rewritten = tmp_path / "indicators.yaml"
    rewritten.write_text(
        shipped().replace(entry_text(shipped(), "tourist_arrivals"), arrivals("迎宾总人数")), encoding="utf-8"
    )
    earlier = tmp_path / "workspace" / "rules" / "0001.yaml"
    earlier.parent.mkdir(parents=True)
    earlier.write_text(shipped(), encoding="utf-8")
    monkeypatch.setattr(layers, "RULES", rewritten)
    files = rules_of(tmp_path / "workspace")
    before = rewritten.read_bytes()
    assert laid(files).catalogue["tourist_arrivals"].terms[-1] == "迎宾总人数"
    done(save_entry, files, OYSTERS, "oyster_output")
    done(go_back, files)
    assert kinds(files) == {}  # and not the whole file that was kept then
    assert (rewritten.read_bytes(), earlier.read_text("utf-8")) == (before, shipped())
