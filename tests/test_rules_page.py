"""The page of rules: browse, edit, try a sentence, preview, save."""

from __future__ import annotations

import shutil
from functools import partial

import pytest
import yaml

from app.rules.draft import NEW_OPEN
from app.rules.fields import rows_from, rows_said
from app.wording import wording
from pipeline.indicators import RULES, load_catalogue
from tests.dashboard_pages import opened, show_documents, shown
from tests.samples import SPOKEN, left_to_all

open_rules = partial(opened, "rules")

TEXT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，
同比增长12.5%。

2024年，泰和县迎宾总人数41.7万人次。
"""
NASTY = "<script>alert(1)</script>~~a~~ $x$ |b| =cmd() 安平县共接待游客3万人次。"


@pytest.fixture
def rules(tmp_path, monkeypatch):
    documents = {"20250120.txt": TEXT, "20250121.txt": "今天天气很好。"}
    show_documents(monkeypatch, tmp_path / "documents", documents)
    path = tmp_path / "indicators.yaml"
    shutil.copy(RULES, path)
    monkeypatch.setenv("COUNTY_INDICATORS_RULES", str(path))
    return path


def widget(kind, ending):
    return next(one for one in kind if one.key and one.key.endswith(ending))


def saving(app):
    return app.button(key="save rule")


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("mode", ["read", "form", "yaml"])
@pytest.mark.usefixtures("rules")
def test_the_page_opens_at_an_indicator_in_every_language_and_mode(language, mode):
    app = open_rules(lang=language, rule="tourist_arrivals", rule_mode=mode)
    say = wording(language)
    entry = load_catalogue()["tourist_arrivals"]
    assert app.title[0].value == say("page.rules")
    assert [header.value for header in app.header] == [say.name(entry.name)]
    assert app.query_params["rule"] in ("tourist_arrivals", ["tourist_arrivals"])
    assert "token mention" in shown(app)


def test_the_count_of_open_doubts_stands_beside_the_link_to_review():
    assert '[href$="/review"] p::after' in shown(open_rules())  # of the samples


@pytest.mark.usefixtures("rules")
def test_reading_an_indicator_shows_terms_as_chips_and_examples_with_the_rows_they_give():
    text = shown(open_rules(rule="tourist_arrivals"))
    assert '<span class="chip">接待游客</span>' in text
    assert text.count('<b class="good">✓</b>') == sum(
        len(getattr(load_catalogue()["tourist_arrivals"], field)) for field in ("examples", "not_examples")
    )
    assert 'class="bad"' not in text
    assert "13.6 万人次" in text


@pytest.mark.usefixtures("rules")
def test_the_list_is_searched_by_the_words_of_texts_and_counts_rows():
    app = open_rules()
    app.text_input(key="rule_search").set_value("接待游客").run()
    frame = app.dataframe[0].value
    (arrivals,) = frame[frame[wording("zh")("rules.id")] == "tourist_arrivals"].to_dict("records")
    assert arrivals[wording("zh")("rules.column_rows")] == 3
    assert frame[wording("zh")("field.terms")].str.contains("接待游客").all()
    app.text_input(key="rule_search").set_value("没有的词").run()
    assert wording("zh")("rules.nothing") in shown(app)


@pytest.mark.usefixtures("rules")
def test_an_unknown_rule_in_the_address_opens_the_first():
    app = open_rules(rule="no_such", group="没有的组", rule_mode="7", lang="zh")
    assert app.selectbox(key="rule").value == next(iter(load_catalogue().entries))


@pytest.mark.usefixtures("rules")
def test_a_sentence_that_is_tried_shows_its_tokens_its_rows_and_why_a_number_gave_none():
    app = open_rules(rule="tourist_arrivals")
    box = app.text_area(key="rule sentence tourist_arrivals")
    box.set_value("2024年，安平县接待游客5.5万人次，餐费3万元。").run()
    text = shown(app)
    for part in (
        'class="token period"',
        'class="token place"',
        'class="token mention"',
        'class="token quantity"',
    ):
        assert part in text
    assert "5.5 万人次" in text
    assert f"<small>{wording('zh')('reading_rule.term_before')}</small>" in text
    assert "✗ <b>3万元</b>" in text


@pytest.mark.usefixtures("rules")
def test_markup_in_a_sentence_stays_text():
    app = open_rules(rule="tourist_arrivals")
    app.text_area(key="rule sentence tourist_arrivals").set_value(NASTY).run()
    assert not app.exception
    assert "<script>alert" not in shown(app)
    assert "&lt;" in shown(app)
    assert "3万人次" in shown(app)


@pytest.mark.usefixtures("rules")
def test_taking_out_a_term_names_the_example_at_its_field_and_forbids_saving():
    app = open_rules(rule="gdp", rule_mode="form")
    assert saving(app).disabled
    terms = widget(app.multiselect, " terms")
    terms.set_value([term for term in terms.value if term != "经济总量"]).run()
    example = next(one.text for one in load_catalogue()["gdp"].examples if "经济总量" in one.text)
    text = shown(app)
    assert wording("zh")("rules.own_faults", count=1) in text
    assert text.count(f"例句“{example}”应给出") == 2  # at its field, and with all that is wrong
    assert saving(app).disabled
    app.button(key="discard rule").click().run()
    assert wording("zh")("rules.unchanged") in shown(app)


@pytest.mark.usefixtures("rules")
def test_the_faults_are_said_in_the_language_of_the_page():
    app = open_rules(rule="gdp", rule_mode="form", lang="en")
    terms = widget(app.multiselect, " terms")
    terms.set_value([term for term in terms.value if term != "经济总量"]).run()
    assert "should give" in shown(app)
    assert wording("en")("rules.own_faults", count=1) in shown(app)


def test_a_term_that_is_added_previewed_and_saved_gives_rows_and_keeps_the_rest_of_the_file(rules):
    before = rules.read_text("utf-8")
    app = open_rules(rule="tourist_arrivals", rule_mode="form")
    terms = widget(app.multiselect, " terms")
    terms.set_value([*terms.value, "迎宾总人数"]).run()
    assert wording("zh")("rules.holds") in shown(app)
    app.button(key="preview rule").click().run()
    assert wording("zh")("rules.effects", documents=2, read=1, gained=1, lost=0, altered=0) in shown(app)
    assert "<mark>41.7万人次</mark>" in shown(app)
    saving(app).click().run()
    assert wording("zh")("rules.saved", entry="tourist_arrivals", documents=2) in shown(app)
    frame = app.dataframe[0].value
    (arrivals,) = frame[frame[wording("zh")("rules.id")] == "tourist_arrivals"].to_dict("records")
    assert arrivals[wording("zh")("rules.column_rows")] == 4
    after = rules.read_text("utf-8")
    assert after.replace(", 迎宾总人数", "").replace("\n    迎宾总人数", "").split() == before.split()
    assert [one.read_text("utf-8") for one in (rules.parent / "indicators.history").iterdir()] == [before]


def test_what_was_saved_as_text_in_another_form_is_no_change_any_more(rules):
    app = open_rules(rule="gdp", rule_mode="yaml")
    box = widget(app.text_area, " yaml")
    box.set_value(box.value.replace("  kind: flow\n", "  # yearly and by quarter\n  kind:   'flow'\n")).run()
    saving(app).click().run()
    assert "  # yearly and by quarter\n  kind: flow\n" in rules.read_text("utf-8")
    assert "  kind: flow\n" in widget(app.text_area, " yaml").value
    assert wording("zh")("rules.unchanged") in shown(app)
    assert saving(app).disabled


@pytest.mark.usefixtures("rules")
def test_a_sentence_is_tried_by_the_rules_as_they_are_being_written():
    app = open_rules(rule="tourist_arrivals", rule_mode="form")
    app.text_area(key="rule sentence tourist_arrivals").set_value(
        "安平县旅游升温，迎宾总人数41.7万人次。"
    ).run()
    assert "41.7 万人次" not in shown(app)
    terms = widget(app.multiselect, " terms")
    terms.set_value([*terms.value, "迎宾总人数"]).run()
    assert "41.7 万人次" in shown(app)


@left_to_all
def test_rules_changed_elsewhere_are_not_saved_over_until_the_reader_goes_on(rules):
    app = open_rules(rule="tourist_arrivals", rule_mode="form")
    terms = widget(app.multiselect, " terms")
    terms.set_value([*terms.value, "迎宾总人数"]).run()
    elsewhere = rules.read_text("utf-8") + "# a note from elsewhere\n"
    rules.write_text(elsewhere, encoding="utf-8")
    saving(app).click().run()
    assert "别处改过" in shown(app)
    assert rules.read_text("utf-8") == elsewhere
    app.button(key="go on").click().run()
    saving(app).click().run()
    assert rules.read_text("utf-8").endswith("# a note from elsewhere\n")
    assert "迎宾总人数" in rules.read_text("utf-8")


@pytest.mark.usefixtures("rules")
def test_text_that_is_no_yaml_is_one_sentence_with_its_line():
    app = open_rules(rule="gdp", rule_mode="yaml")
    box = widget(app.text_area, " yaml")
    box.set_value(box.value.replace("name: {zh", "name: {{zh", 1)).run()
    assert not app.exception
    assert "YAML" in shown(app)
    assert saving(app).disabled
    app.segmented_control(key="rule_mode").set_value("form").run()
    assert wording("zh")("rules.no_form") in shown(app)


@pytest.mark.usefixtures("rules")
def test_what_was_typed_as_text_stands_in_the_form_and_back():
    app = open_rules(rule="gdp", rule_mode="yaml")
    box = widget(app.text_area, " yaml")
    box.set_value(box.value.replace("Gross domestic product", "Product of the area")).run()
    app.segmented_control(key="rule_mode").set_value("form").run()
    assert widget(app.text_input, " name en").value == "Product of the area"
    widget(app.text_input, " name en").set_value("GDP").run()
    app.segmented_control(key="rule_mode").set_value("yaml").run()
    assert "en: GDP}" in widget(app.text_area, " yaml").value


@pytest.mark.usefixtures("rules")
def test_a_draft_is_kept_while_another_indicator_is_looked_at():
    app = open_rules(rule="gdp", rule_mode="form")
    widget(app.text_input, " name zh").set_value("地区总产出").run()
    app.selectbox(key="rule").set_value("tourist_arrivals").run()
    app.selectbox(key="rule").set_value("gdp").run()
    assert widget(app.text_input, " name zh").value == "地区总产出"
    assert app.dataframe[0].value[wording("zh")("column.indicator")].str.startswith("●").sum() == 1


def test_a_new_indicator_is_written_tried_and_saved_into_its_group(rules):
    app = open_rules()
    app.toggle(key=NEW_OPEN).set_value(True).run()
    assert saving(app).disabled
    assert "不能为空" not in shown(app)  # nothing was typed yet
    assert wording("zh")("rules.begin") in shown(app)
    widget(app.text_input, " id").set_value("oyster_output").run()
    assert "<li>不能为空</li>" not in shown(app)  # at no field that waits to be filled
    assert "英文名称：不能为空" in shown(app)  # but in what is left to do
    widget(app.text_input, " name zh").set_value("蚝产量").run()
    widget(app.text_input, " name en").set_value("Oyster output").run()
    widget(app.text_input, " unit").set_value("吨").run()
    widget(app.selectbox, " group").set_value("农业农村").run()
    widget(app.multiselect, " terms").set_value(["生蚝产量"]).run()
    widget(app.text_area, " examples 0 text").set_value("2024年，安平县生蚝产量3万吨，增长5%。").run()
    app.button(key="adopt 0").click().run()
    assert "measure: level, value: 30000" in widget(app.text_area, " examples 0 rows").value
    assert wording("zh")("rules.holds") in shown(app)
    saving(app).click().run()
    assert not app.exception
    saved = load_catalogue(rules)
    group = [entry.id for entry in saved.entries.values() if entry.group == "农业农村"]
    assert group[-1] == "oyster_output"
    assert app.selectbox(key="rule").value == "oyster_output"


@pytest.mark.usefixtures("rules")
def test_a_new_indicator_with_an_id_that_exists_is_refused_at_its_field():
    app = open_rules()
    app.toggle(key=NEW_OPEN).set_value(True).run()
    widget(app.text_input, " id").set_value("gdp").run()
    assert "已有条目" in shown(app)
    assert saving(app).disabled


@pytest.mark.usefixtures("rules")
def test_sentences_are_added_and_taken_out():
    app = open_rules(rule="gdp", rule_mode="form")
    count = len(load_catalogue()["gdp"].not_examples)
    app.button(key="add not_examples").click().run()
    assert widget(app.text_area, f" not_examples {count} text").value == ""
    app.button(key=f"delete not_examples {count}").click().run()
    assert wording("zh")("rules.unchanged") in shown(app)


def test_a_rules_file_that_is_broken_is_one_sentence_on_its_page(rules):
    rules.write_text("gdp: {unit: 元}\n", encoding="utf-8")
    text = shown(open_rules(lang="en"))
    assert wording("en")("rules.unreadable") in text
    assert "entry gdp" in text
    assert "Traceback" not in text


def test_a_row_of_very_many_brackets_stays_text_for_the_checks_to_name():
    deep = "[" * 90_000
    assert rows_from(deep) == [deep]


def test_the_rows_of_every_example_are_the_same_after_they_were_shown_in_the_form():
    entries = yaml.load(RULES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    for entry in entries.values():
        for example in entry["examples"]:
            assert rows_from(rows_said(example["rows"])) == example["rows"]


@pytest.mark.parametrize("mode", ["form", "yaml"])
def test_what_is_typed_where_another_page_saved_meanwhile_stays_and_is_not_saved_over_it(rules, mode):
    app = open_rules(rule="tourist_arrivals", rule_mode=mode)
    elsewhere = rules.read_text("utf-8").replace("接待游客总人数, ", "", 1) + "# a note from elsewhere\n"
    rules.write_text(elsewhere, encoding="utf-8")
    if mode == "form":
        terms = widget(app.multiselect, " terms")
        terms.set_value([*terms.value, "迎宾总人数"]).run()
        assert "迎宾总人数" in widget(app.multiselect, " terms").value
    else:
        box = widget(app.text_area, " yaml")
        box.set_value(box.value.replace("terms: [", "terms: [迎宾总人数, ", 1)).run()
        assert "迎宾总人数" in widget(app.text_area, " yaml").value
    saving(app).click().run()
    assert "别处改过" in shown(app)
    assert rules.read_text("utf-8") == elsewhere
