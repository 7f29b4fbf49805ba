"""The page of rules adds words and takes them away; every page then reads by the words of the workspace."""

from __future__ import annotations

from functools import partial
from html import escape

import pytest
import yaml

from app.observations import load, rules_in_use
from app.wording import wording
from pipeline.indicators import RULES, layers
from pipeline.indicators.canonical import canonical
from pipeline.indicators.layers import laid
from pipeline.indicators.word_lists import open_lists
from tests.dashboard_pages import opened, show_documents, shown
from tests.samples import left_to_all

open_rules = partial(opened, "rules", rule_part="words")

FEW = ("tourist_arrivals", "tourism_revenue")
SAID = "2024年，安平县斩获旅游收入5亿元"
PAGE = f"安平日报讯 1月20日，记者获悉，{SAID}。全县录得旅游收入7亿元。全县有志愿者90人。\n"


@pytest.fixture(autouse=True)
def program(tmp_path, monkeypatch):
    """Show a document by a program's file of few indicators, so that their examples are soon run."""
    show_documents(monkeypatch, tmp_path / "documents", {"20250120.txt": PAGE})
    entries = yaml.load(RULES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    path = tmp_path / "program" / "indicators.yaml"
    path.parent.mkdir()
    path.write_text(canonical({entry: entries[entry] for entry in FEW}), encoding="utf-8")
    monkeypatch.setattr(layers, "RULES", path)


def box(app, field):
    return next(one for one in app.multiselect if one.key and one.key.endswith(f" {field}"))


def figures():
    return sorted(load().table.rows()["value_text"])


def test_words_are_added_and_taken_away_previewed_saved_listed_and_taken_back(workspace):
    say = wording("en")
    app = open_rules(word_list="cues.plain", lang="en")
    assert app.button(key="save words").disabled
    box(app, "added").set_value(["斩獲", "斩"]).run()
    assert "&quot;斩&quot;" in shown(app)
    assert app.button(key="save words").disabled
    box(app, "added").set_value(["斩獲"]).run()
    box(app, "removed").set_value(["录得"]).run()
    app.button(key="preview rule").click().run()
    assert say("rules.effects", read=1, documents=1, gained=1, lost=1, altered=0) in shown(app)
    app.button(key="save words").click().run()
    assert say("words.saved", documents=1) in shown(app)
    said = yaml.safe_load((workspace / "words.yaml").read_text("utf-8"))
    assert said == {"cues.plain": {"added": ["斩获"], "removed": ["录得"]}}
    assert figures() == ["5亿元"]
    assert app.expander[0].label == say("words.title", count=2)
    assert '<ins class="chip">斩获</ins>' in shown(app)
    app.button(key="take back cues.plain 录得").click().run()
    assert escape(say("words.taken_back", word="录得")) in shown(app)
    assert figures() == ["5亿元", "7亿元"]
    app.button(key="go back words").click().run()
    assert say("own.gone_back") in shown(app)
    assert figures() == ["5亿元"]
    assert box(app, "removed").value == ["录得"]


@left_to_all
def test_a_draft_outlasts_another_list_and_a_change_elsewhere_and_goes_on_when_asked(workspace):
    say = wording("zh")
    app = open_rules(word_list="cues.plain")
    box(app, "added").set_value(["斩获"]).run()
    (workspace / "words.yaml").write_text("places.generic: {removed: [样本村]}\n", encoding="utf-8")
    app.selectbox(key="word_list").select("places.generic").run()
    assert box(app, "removed").value == ["样本村"]
    app.selectbox(key="word_list").select("cues.plain").run()
    assert box(app, "added").value == ["斩获"]
    app.button(key="save words").click().run()
    assert "没有保存，以免盖掉那边的修改" in shown(app)
    app.button(key="go on words").click().run()
    app.button(key="save words").click().run()
    assert say("words.saved", documents=1) in shown(app)
    assert [one.name for one in laid(rules_in_use()).words.held] == ["places.generic", "cues.plain"]
    app.text_input(key="word_search").set_value("斩获").run()
    assert app.selectbox(key="word_list").options == [f"✎ {open_lists()['cues.plain'].title['zh']}"]


def test_every_page_reads_by_the_words_of_the_workspace_and_none_by_those_of_its_own_process(
    workspace, monkeypatch
):
    (workspace / "words.yaml").write_text("cues.plain: {added: [斩获], removed: [录得]}\n", encoding="utf-8")
    assert figures() == ["5亿元"]
    monkeypatch.setattr("pipeline.extraction.find_mentions", lambda *_: pytest.fail("read in this process"))
    monkeypatch.setattr("pipeline.workspace.proposing.observe", lambda *_: pytest.fail("proposed here"))
    app = opened("rules", rule="tourism_revenue")
    app.text_area(key="rule sentence tourism_revenue").set_value(SAID).run()
    assert "✓ 旅游收入 5 亿元" in shown(app)
    app = opened("rules", rule="tourism_revenue", rule_mode="form")
    assert wording("zh")("rules.unchanged") in shown(app)
    terms = next(one for one in app.multiselect if one.key.endswith(" terms"))
    terms.set_value([*terms.value, "志愿者"]).run()
    app.button(key="preview rule").click().run()
    assert wording("zh")("rules.effects", read=1, documents=1, gained=0, lost=0, altered=0) in shown(app)
    app.button(key="save rule").click().run()
    assert wording("zh")("rules.saved", entry="tourism_revenue", documents=1) in shown(app)
    (digest,) = load().entries
    app = opened("reader", document=digest, at=str(PAGE.index("7亿元")))
    assert "“录得”使它只是其中一部分" in shown(app)
    assert wording("zh")("reader.make") in shown(app)


def test_what_cannot_be_used_is_said_on_the_page_and_a_whole_file_is_read_by_the_program_s_words(
    workspace, monkeypatch
):
    (workspace / "words.yaml").write_text("cues.plain: {added: ['斩.获']}\n", encoding="utf-8")
    assert "“斩.获” 不能用" in shown(open_rules(word_list="cues.plain"))
    monkeypatch.setenv(
        "COUNTY_INDICATORS_RULES", str(layers.RULES.rename(layers.RULES.with_name("whole.yaml")))
    )
    app = open_rules(word_list="cues.plain")
    assert wording("zh")("words.whole") in shown(app)
    assert not app.multiselect


def test_words_typed_where_another_page_saved_meanwhile_stay(workspace):
    app = open_rules(word_list="cues.plain")
    (workspace / "words.yaml").write_text("cues.plain: {added: [揽获]}\n", encoding="utf-8")
    box(app, "added").set_value(["斩获"]).run()
    assert box(app, "added").value == ["斩获"]
    app.button(key="save words").click().run()
    assert "没有保存，以免盖掉那边的修改" in shown(app)
    assert laid(rules_in_use()).words.of("cues.plain").added == ("揽获",)
