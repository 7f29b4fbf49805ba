"""Change rules and words of a workspace in every way: only what can be affected is read, the rows are those of all."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline import version
from pipeline.documents import read_document
from pipeline.extraction import extract_document
from pipeline.indicators import RULES, Catalogue, load_catalogue
from pipeline.indicators.canonical import canonical_entry
from pipeline.indicators.entry_blocks import entry_text
from pipeline.indicators.layers import RuleFiles
from pipeline.indicators.own_entries import OwnEntry, with_own
from pipeline.indicators.own_words import with_words
from pipeline.rulebook.traces import same_rows, told_by_name
from pipeline.words import WordChange
from pipeline.workspace import Workspace
from pipeline.workspace.extracted import joined
from pipeline.workspace.growth import Growth

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TEXTS = {
    "visitors.txt": "安平日报讯 2025年1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。\n",
    "grain.txt": "安平县统计局 2025年1月21日，2024年，全县粮食产量3.2万吨，斩获税收收入5亿元。\n",
    "incomes.txt": "安平日报讯 2025年1月22日，2024年，安平县城镇、农村居民人均可支配收入分别为4.1万元、2.2万元。\n",
    "trade.txt": "安平日报讯 2025年1月23日，2024年，安平县出口5.1亿元，进口1.2亿元，实际使用外资300万美元。\n",
    "empty.txt": "安平日报讯 昨日天气晴好。\n",
}


@cache
def shipped():
    return RULES.read_text(encoding="utf-8")


def changed(entry, **fields):
    """Return an entry with other fields, as it is laid over the program's."""
    there = yaml.safe_load(entry_text(shipped(), entry))[entry]
    return laid_over(entry, {**there, **fields})


def laid_over(entry, fields, *, hidden=False):
    text = "" if hidden else canonical_entry(entry, fields)
    return lambda files: write(
        files.own, with_own(held(files.own), entry, OwnEntry(fields, text, "", hidden), "x")
    )


def word(name, **change):
    return lambda files: write(files.words, with_words("", WordChange(name, **change), "x"))


def comment(files):
    files.whole.write_text("# what stands here reads nothing\n" + shipped(), encoding="utf-8")


def order(files):
    """Put the first entry behind the others."""
    first, second = [*load_catalogue().entries][:2]
    head, begun = shipped().split(f"\n{first}:", 1)
    block, behind = begun.split(f"\n{second}:", 1)
    files.whole.write_text(
        f"{head}\n{second}:{behind.rstrip()}\n\n{first}:{block.rstrip()}\n", encoding="utf-8"
    )


def held(path):
    return path.read_text("utf-8") if path.exists() else ""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def listed(entry, field):
    return list(getattr(load_catalogue()[entry], field))


def named(entry, **names):
    return {"zh": load_catalogue()[entry].name_zh, "en": load_catalogue()[entry].name_en, **names}


NEW = {
    "name": {"zh": "晴好天数", "en": "Fine days"}, "group": "旅游", "unit": "人次", "kind": "flow",
    "terms": ["斩获税收"], "examples": [{"text": "斩获税收3人次。", "rows": [{"value": 3}]}],
}  # fmt: skip
EDITS = {
    "what no row depends on: comments, labels, units for display, examples": (
        [
            comment,
            changed("tourist_arrivals", name=named("tourist_arrivals", zh="来客人次", en="Guests")),
            changed("exports", shown_in="万元", not_examples=[{"text": "天气晴好。", "because": "says nothing"}]),
        ],
        [],
    ),
    "a label in which rules look for a word": (
        [changed("tourist_arrivals", name=named("tourist_arrivals", zh="计划接待游客人次"))],
        ["visitors.txt"],
    ),
    "a term more": (
        [
            changed("tourist_arrivals", terms=[*listed("tourist_arrivals", "terms"), "天气晴好"]),
            changed("grain_output", terms=[*listed("grain_output", "terms"), "县出口"]),  # another's figure
        ],
        ["empty.txt", "trade.txt"],
    ),
    "a term less": ([changed("urban_disposable_income", terms=["城镇居民人均纯收入"])], ["incomes.txt"]),
    "another unit": ([changed("grain_output", unit="元", shown_in="")], ["grain.txt"]),
    "a context word": ([changed("exports", context=["外贸"])], ["trade.txt"]),
    "another group": ([changed("exports", group="旅游")], ["trade.txt"]),
    "a new indicator": ([laid_over("fine_days", NEW)], ["grain.txt"]),
    "an indicator less": ([laid_over("exports", {}, hidden=True)], ["trade.txt"]),
    "a cue word more": ([word("cues.plain", added=("斩获",))], ["grain.txt"]),
    "a cue word less": ([word("cues.plain", removed=("累计",))], ["visitors.txt"]),
    "a word of places": ([word("places.own_area.offices", added=("晴好局",))], []),
    "another order": ([order], None),
}  # fmt: skip


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """Give a workspace as it was read by the program's rules."""
    home = tmp_path_factory.mktemp("before") / "workspace"
    opened(home).refresh()
    return home


def opened(home, rules=RULES):
    """Open a workspace with the texts."""
    workspace = Workspace(home, RuleFiles(rules, home.parent / "own" / "indicators.yaml"))
    workspace.add_all([(name, text.encode(), {}) for name, text in TEXTS.items()])
    return workspace


def read(workspace):
    """Return rows with suggestions, and what became of each document, as they are kept."""
    held = workspace.extracted()
    return joined(held), {digest: replace(one, key="") for digest, one in held.outcomes.items()}


@pytest.mark.parametrize("kind", EDITS)
def test_after_an_edit_only_what_it_can_touch_is_read_and_the_rows_are_those_of_a_full_reading(
    kind, before, tmp_path
):
    edits, touched = EDITS[kind]
    shutil.copytree(before, tmp_path / "again")
    rules = tmp_path / "indicators.yaml" if {comment, order}.intersection(edits) else RULES
    workspace, whole = (opened(tmp_path / name, rules) for name in ("again", "whole"))
    for edit in edits:
        edit(workspace.rules)
    unread = sorted(entry.file for entry in workspace.unread())
    assert touched is None or set(touched) <= set(unread) < set(TEXTS)
    assert touched != [] or unread == []
    assert workspace.refresh() == bool(unread)
    assert workspace.unread() == opened(tmp_path / "again", rules).unread() == []
    whole.refresh()
    rows, outcomes = read(workspace)
    all_rows, all_outcomes = read(whole)
    assert rows.equals(all_rows)
    assert outcomes == all_outcomes


def test_documents_are_read_again_where_nothing_shows_that_they_need_not_be(before, tmp_path, monkeypatch):
    shutil.copytree(before, tmp_path / "again")
    edit, _ = EDITS["another unit"]
    workspace = opened(tmp_path / "again")
    edit[0](workspace.rules)
    assert [entry.file for entry in workspace.unread()] == ["grain.txt"]
    (kept,) = (workspace.folder / "readers").glob("*.reader.json")
    text = kept.read_text("utf-8")
    kept.write_text(text.replace("0", "1"), encoding="utf-8")  # no longer as it was written
    for alike in (workspace.folder / "readers").glob("*.alike.json"):
        alike.unlink()
    assert len(opened(tmp_path / "again").unread()) == len(TEXTS)
    kept.write_text(text, encoding="utf-8")
    digest = next(entry.digest for entry in workspace.entries().values() if entry.file == "trade.txt")
    workspace = opened(tmp_path / "again")
    workspace.original(digest).unlink()
    assert len(workspace.unread()) == 2  # its text cannot be looked at
    monkeypatch.setattr(version, "program", lambda: "another list of areas")
    version._reader.cache_clear()  # noqa: SLF001 - the program changes while it runs
    assert len(opened(tmp_path / "again").unread()) == len(TEXTS)
    version._reader.cache_clear()  # noqa: SLF001 - the same


def test_rules_look_for_no_other_word_in_the_name_of_an_indicator():
    """Rows, suggestions and reasons stay where each name is what is kept of it for telling whether rows can change."""
    catalogue = load_catalogue()
    entries = {name: without_name(entry) for name, entry in catalogue.entries.items()}
    assert all(map(same_rows, entries.values(), catalogue.entries.values()))
    plain = Catalogue(entries=entries)
    for file in sorted(SEEDS.glob("*.txt")):
        document = read_document(file)
        one, other = (extract_document(document, rules) for rules in (catalogue, plain))
        assert list(one.rows) == list(other.rows)
        assert one.suggestions == other.suggestions
        assert len(one.rejections) == len(other.rejections)


def without_name(entry):
    """Return an entry named by the words alone that rules look for in its name."""
    told = told_by_name(entry)
    starts = "".join(word for word, begins, _ in told if begins)
    ends = "".join(word for word, _, closes in told if closes)
    inside = "".join(word for word, begins, closes in told if not (begins or closes))
    name = starts + "某" + inside + "某" + ends
    return entry.model_copy(update={"name": entry.name.model_copy(update={"zh": name, "en": "–"})})


def test_what_is_read_again_in_several_parts_is_all_kept(before, tmp_path, monkeypatch):
    shutil.copytree(before, tmp_path / "again")
    workspace = opened(tmp_path / "again")
    monkeypatch.setattr(Growth, "due", True)  # each document is a part
    for edit in (*EDITS["another unit"][0], *EDITS["a cue word less"][0]):
        edit(workspace.rules)
    assert len(workspace.unread()) > 1
    assert workspace.refresh()
    assert workspace.unread() == []
    whole = opened(tmp_path / "whole")
    whole.refresh()
    assert read(workspace)[0].equals(read(whole)[0])
