"""The page of rules saves into the workspace: what differs from the program's rules is listed, and taken back there."""

from __future__ import annotations

from functools import partial

import pytest
import yaml

from app.observations import rules_in_use
from app.wording import wording
from pipeline.indicators import RULES, layers
from pipeline.indicators.canonical import canonical
from pipeline.indicators.layers import laid
from tests.dashboard_pages import opened, show_documents, shown
from tests.samples import SPOKEN

open_rules = partial(opened, "rules")

FEW = ("gdp", "gdp_per_capita", "tourist_arrivals")
PAGE = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，
同比增长12.5%。

2024年，泰和县迎宾总人数41.7万人次。
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Show a document by a program's file of few indicators; give that file."""
    show_documents(monkeypatch, tmp_path / "documents", {"20250120.txt": PAGE})
    entries = yaml.load(RULES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    path = tmp_path / "program" / "indicators.yaml"
    path.parent.mkdir()
    path.write_text(canonical({entry: entries[entry] for entry in FEW}), encoding="utf-8")
    monkeypatch.setattr(layers, "RULES", path)
    return path


def widget(kind, ending):
    return next(one for one in kind if one.key and one.key.endswith(ending))


def add_term(app, term="迎宾总人数"):
    terms = widget(app.multiselect, " terms")
    terms.set_value([*terms.value, term]).run()
    app.button(key="save rule").click().run()
    return app


def rows(app, entry="tourist_arrivals", language="zh"):
    say, frame = wording(language), app.dataframe[0].value
    return [one for one in frame.to_dict("records") if one[say("rules.id")] == entry]


def title(count, language="zh"):
    return wording(language)("own.title", count=count)


def expander(app):
    """Give the heading of the list of what differs."""
    return app.expander[0].label


def test_a_rule_saved_on_the_page_goes_to_the_workspace_and_the_program_s_file_stays(
    workspace, tmp_path, monkeypatch
):
    show_documents(monkeypatch, tmp_path, {"20250120.txt": PAGE})
    monkeypatch.setenv("COUNTY_INDICATORS_RULES", str(RULES))  # the program's own, by its name, is no other
    before = RULES.read_bytes()
    app = add_term(open_rules(rule="tourist_arrivals", rule_mode="form"))
    assert wording("zh")("rules.saved", entry="tourist_arrivals", documents=1) in shown(app)
    assert RULES.read_bytes() == before
    assert list(yaml.safe_load((workspace / "indicators.yaml").read_text("utf-8"))) == ["tourist_arrivals"]
    assert rows(app)[0][wording("zh")("rules.column_rows")] == 4


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("language", SPOKEN)
def test_what_differs_is_marked_and_listed_field_by_field_and_taken_back_and_undone(language):
    say = wording(language)
    app = open_rules(rule="tourist_arrivals", rule_mode="form", lang=language)
    assert expander(app) == title(0, language)
    add_term(app)
    assert expander(app) == title(1, language)
    assert rows(app, language=language)[0][say("column.indicator")].startswith("✎ ")
    text = shown(app)
    assert "<dd><ins>迎宾总人数</ins></dd>" in text
    assert say("own.changed") in text
    app.button(key="take back tourist_arrivals").click().run()
    assert say("own.taken_back", entry="tourist_arrivals") in shown(app)
    assert expander(app) == title(0, language)
    assert not rows(app, language=language)[0][say("column.indicator")].startswith("✎ ")
    assert rows(app, language=language)[0][say("rules.column_rows")] == 3
    app.button(key="go back").click().run()
    assert say("own.gone_back") in shown(app)
    assert expander(app) == title(1, language)
    assert "迎宾总人数" in widget(app.multiselect, " terms").value


def test_an_update_of_an_entry_that_was_changed_is_told_with_both_versions_until_it_is_decided(program):
    say = wording("zh")
    add_term(open_rules(rule="tourist_arrivals", rule_mode="form"))
    text = program.read_text("utf-8").replace("Tourist visits received", "Visits of tourists")
    program.write_text(text.replace("Gross domestic product}", "Product of the area}"), encoding="utf-8")
    app = open_rules(rule="gdp", rule_mode="form")
    assert say("own.news_changed") in shown(app)
    assert widget(app.text_input, " name en").value == "Product of the area"
    versions = next(part for part in shown(app).split("<details")[1:] if "versions" in part)
    assert "Visits of tourists" in versions
    assert "Tourist visits received" in versions
    app.button(key="keep tourist_arrivals").click().run()
    assert say("own.news_changed") not in shown(app)
    assert expander(app) == title(1)
    assert laid(rules_in_use()).catalogue["tourist_arrivals"].name_en == "Tourist visits received"


@pytest.mark.usefixtures("program")
def test_an_indicator_is_put_out_of_use_and_taken_back():
    say = wording("zh")
    app = open_rules(rule="tourist_arrivals", rule_mode="form")
    app.button(key="hide rule").click().run()
    assert say("rules.hidden", entry="tourist_arrivals") in shown(app)
    assert rows(app) == []
    assert say("own.hidden") in shown(app)
    assert "接待游客" in shown(app)  # the program's entry, by name and in full
    app.button(key="take back tourist_arrivals").click().run()
    assert rows(app)[0][say("rules.column_rows")] == 3


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("language", SPOKEN)
def test_a_damaged_file_of_changes_is_one_sentence_and_kept_aside_when_a_rule_is_saved(workspace, language):
    say = wording(language)
    own = workspace / "indicators.yaml"
    own.write_text("gdp: [\n", encoding="utf-8")
    for page in ("documents", "rules", "overview"):
        app = opened(page, lang=language)
        assert f"{workspace.name}/indicators.yaml" in shown(app)
        assert "Traceback" not in shown(app)
    assert own.read_text("utf-8") == "gdp: [\n"
    app = add_term(open_rules(rule="tourist_arrivals", rule_mode="form", lang=language))
    (kept,) = workspace.glob("indicators.damaged-*.yaml")
    assert kept.read_text("utf-8") == "gdp: [\n"
    assert say("rules.kept_aside", kept=kept.name) in shown(app)
    assert f"{workspace.name}/indicators.yaml{'：' if language == 'zh' else ':'}" not in shown(app)


@pytest.mark.usefixtures("program")
def test_a_draft_of_another_rule_outlives_what_is_saved_and_taken_back():
    app = open_rules(rule="gdp", rule_mode="form")
    widget(app.text_input, " name zh").set_value("地区总产出").run()
    app.selectbox(key="rule").set_value("tourist_arrivals").run()
    add_term(app)
    app.button(key="take back tourist_arrivals").click().run()
    assert not app.exception
    app.selectbox(key="rule").set_value("gdp").run()
    assert widget(app.text_input, " name zh").value == "地区总产出"
    app.button(key="save rule").click().run()
    assert wording("zh")("rules.saved", entry="gdp", documents=1) in shown(app)
    assert expander(app) == title(1)


@pytest.mark.usefixtures("program")
def test_markup_in_what_was_changed_stays_text(workspace):
    app = open_rules(rule="gdp", rule_mode="form")
    widget(app.text_input, " name zh").set_value("<script>alert(1)</script>").run()
    app.button(key="save rule").click().run()
    assert "<script>alert" in (workspace / "indicators.yaml").read_text("utf-8")
    assert not any("<script>alert" in part.proto.body for part in app.get("html"))
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt; Gross domestic product</ins>" in shown(app)
