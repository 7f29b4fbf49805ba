"""Suggestions, groups, search, remarks and the item before, on the pages Review, Reader and Overview."""

from functools import partial

import pytest

from app.observations import load, waiting_suggestions
from app.wording import wording
from tests import dashboard_pages
from tests.dashboard_pages import history, press, show_documents, shown
from tests.samples import SPOKEN

review = partial(dashboard_pages.opened, "review", kinds="suggestion")

NEAR = (
    "安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县铁路货运量184万吨，实现旅游收入1.8亿元。"
    "2023年，安平县铁路货运量170万吨。<script>alert(1)</script>\n"
)
OTHER = "安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县九天峰恋接待游客7645人次。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    return show_documents(monkeypatch, tmp_path, {"20250120.txt": NEAR, "20250120b.txt": OTHER})


def by_hand():
    table = load().table.rows()
    return [*table[table["rule"] == "by_hand"].itertuples()]


def railway(**address):
    """Open the item of the two figures of freight by rail."""
    return review(lang="zh", find="铁路", **address)


@pytest.mark.parametrize("language", SPOKEN)
def test_suggestions_of_one_kind_are_one_item_with_their_sentences_and_what_stood_against_them(language):
    text = shown(review(lang=language, find="铁路"))
    assert wording(language)("review.kind_suggestion") in text
    assert {"zh": "“铁路”使它只是其中一部分", "en": '"铁路" makes it a part'}[language] in text
    assert "<mark>184万吨</mark>" in text
    assert "<mark>170万吨</mark>" in text
    assert "<script>alert" not in text


def test_the_edit_of_the_rules_that_would_help_is_said():
    assert "allow" in shown(railway())


def test_a_suggestion_is_a_row_after_one_key_and_none_before():
    app = railway()
    assert by_hand() == []
    press(app, "make row")
    (row,) = by_hand()
    assert (row.value_text, row.indicator, row.review) == ("184万吨", "freight_volume", "accepted")
    assert "已保存（第 1 号）：成为一行" in shown(app)


def test_all_of_an_item_are_made_rows_and_undone_at_once():
    app = press(railway(), "make all")
    assert len(by_hand()) == 2
    press(app, "undo")
    assert by_hand() == []
    assert len(waiting_suggestions(load())) == 3


def test_a_kind_is_dismissed_at_once_the_history_says_so_and_it_is_no_orphan():
    app = press(railway(), "dismiss")
    (one,) = history()
    assert (one.decision, one.reason) == ("rejected", "suggestion")
    assert len(waiting_suggestions(load())) == 1
    assert wording("zh")("review.finished", all=1) in shown(app)
    told = str(review(lang="zh", list="history").dataframe[0].value.iloc[0].tolist())
    assert wording("zh")("review.reason_suggestion") in told
    assert wording("zh")("review.orphans_none") in shown(review(lang="zh", list="orphans"))


def test_a_dismissal_is_taken_back_in_the_history():
    press(railway(), "dismiss")
    app = review(lang="zh", list="history")
    app.selectbox(key="take back").select(1).run()
    next(one for one in app.button if one.label == wording("zh")("review.take_back_now")).click().run()
    assert len(waiting_suggestions(load())) == 3


def test_a_suggestion_is_made_a_row_with_what_was_typed():
    say = wording("zh")
    app = press(railway(), "correct")
    field = {one.label: one for one in app.text_input}
    assert field[say("column.value")].value == "184万"
    field[say("column.subject")].set_value("安平铁路")
    next(one for one in app.button if one.label == say("review.save_row")).click().run()
    (row,) = by_hand()
    assert (row.subject, row.value) == ("安平铁路", 1840000)


def test_a_suggestion_saved_from_the_form_as_it_stands_is_a_row():
    app = press(railway(), "correct")
    next(one for one in app.button if one.label == wording("zh")("review.save_row")).click().run()
    assert not app.exception
    assert [row.value for row in by_hand()] == [1840000]


def test_a_remark_stands_in_the_history_beside_a_row_made_and_a_row_accepted():
    app = press(railway(), "note open")
    app.text_input[-1].set_value("other 看过原文").run()
    press(app, "make row")
    row = next(load().table.rows().query("indicator == 'tourism_revenue'").itertuples())
    app = press(dashboard_pages.opened("review", lang="zh", row=row.id), "note open")
    app.text_input[-1].set_value("与年鉴一致").run()
    press(app, "accept")
    assert [one.reason for one in history()] == ["other 看过原文", "与年鉴一致"]
    told = review(lang="zh", list="history").dataframe[0].value["理由"].tolist()
    assert told == ["与年鉴一致", "other 看过原文"]


def test_the_item_before_comes_back_as_it_was_decided():
    app = review(lang="zh")
    first = app.query_params["item"]
    assert app.button(key="back").disabled
    press(app, "dismiss")
    assert app.query_params["item"] != first
    press(app, "back")
    assert app.query_params["item"] == first
    assert wording("zh")("review.suggestion_rejected") in shown(app)
    assert len(history()) == 1


@pytest.mark.parametrize(
    "sought", ["铁路货运", "freight", "184万吨", "20250120.txt", "货运量 170", "安平县 铁路"]
)
def test_the_line_is_searched_by_sentence_indicator_number_document_and_place(sought):
    assert "<mark>184万吨</mark>" in shown(review(lang="zh", find=sought))


def test_words_that_stand_nowhere_find_nothing():
    assert wording("zh")("review.nothing") in shown(review(lang="zh", find="没有这个词"))


def test_the_page_says_how_many_suggestions_wait_and_so_does_the_overview():
    say = wording("zh")
    labels = [str(one.proto.text) for one in review(lang="zh").get("progress")]
    assert any(say("review.left", doubts=0, suggestions=2) in one for one in labels)
    assert say("overview.suggested", count=3) in shown(dashboard_pages.opened("overview", lang="zh"))


def reader():
    row = next(one for one in load().suggestions.itertuples() if one.value_text == "184万吨")
    return dashboard_pages.opened("reader", lang="zh", document=row.digest, at=str(row.start))


def test_the_reader_shows_a_suggested_number_and_its_form_begins_with_what_is_suggested():
    app = reader()
    assert "“铁路”使它只是其中一部分" in shown(app)
    assert app.selectbox(
        key=next(one.key for one in app.selectbox if str(one.key).startswith("indicator"))
    ).value == ("freight_volume")
    assert "2024" in [one.value for one in app.text_input]


@pytest.mark.parametrize(("key", "rows", "left"), [("make row", 1, 2), ("dismiss", 0, 1)])
def test_a_number_is_made_a_row_or_dismissed_on_the_reader(key, rows, left):
    press(reader(), key)
    assert (len(by_hand()), len(waiting_suggestions(load()))) == (rows, left)


def test_a_link_to_the_queue_of_rows_alike_accepts_them_all_and_rejects_them_for_one_reason(folder):
    text = (
        "安平日报讯（记者/李文）1月20日，2025年安平县计划接待游客3万人次。2026年安平县计划接待游客5万人次。\n"
    )
    (folder / "20250121.txt").write_text(text, encoding="utf-8")
    app = dashboard_pages.opened("review", lang="zh", kinds="low_confidence", find="20250121")
    keys = [one.key for one in app.button]
    if "reject all" not in keys:
        pytest.fail(f"no group of doubts: {keys}")
    press(app, "reject all")
    press(app, "reason period")
    assert {one.reason for one in history()} == {"period"}
    assert len(history()) > 1


def test_documents_of_which_nothing_but_suggestions_came_are_asked_about(folder):
    (folder / "20250120.txt").unlink()
    assert not len(load().table.rows())
    press(review(lang="zh"), "make row")
    assert [row.value_text for row in by_hand()] == ["7645人次"]


@pytest.mark.parametrize(("typed", "kept"), [(None, ("over", 7600, True)), ("7700", ("exact", 7700, False))])
def test_a_bound_saved_from_the_form_beside_the_text_stays_one_until_a_value_is_typed(folder, typed, kept):
    (folder / "20250120b.txt").write_text(OTHER.replace("7645", "超过7600"), encoding="utf-8")
    (row,) = (one for one in waiting_suggestions(load()).itertuples() if one.value == 7600)
    app = dashboard_pages.opened("reader", lang="zh", document=row.digest, at=str(row.start))
    if typed:
        next(one for one in app.text_input if one.label == wording("zh")("column.value")).set_value(typed)
    next(one for one in app.button if one.label == wording("zh")("reader.save")).click().run()
    assert not app.exception
    (made,) = by_hand()
    assert (made.qualifier, made.low, made.high != made.high) == kept
