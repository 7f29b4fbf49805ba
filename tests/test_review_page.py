from datetime import date
from functools import partial
from types import SimpleNamespace

import pytest

from app.charts.panels import arrange
from app.observations import load, opened, workspace_folder
from app.overview.coverage import coverage
from app.overview.headlines import headlines
from app.overview.tallies import tallies
from app.review.item import sentence_of
from app.selection import Selection, select, telling_indicators
from app.wording import wording
from pipeline.crosschecks.finding import finding
from pipeline.indicators import load_catalogue
from pipeline.revisions import with_revisions
from pipeline.stored.in_memory import FrameTable
from pipeline.workspace import NotKeptError, Verdict, Verdicts
from pipeline.workspace.verdict_files import verdicts_csv
from tests import dashboard_pages
from tests.dashboard_pages import history, press, show_documents, shown
from tests.dashboard_rows import rows
from tests.samples import SPOKEN

review = partial(dashboard_pages.opened, "review")

TEXT = (
    "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客{visits}万人次，同比增长12.5%；"
    "实现旅游收入1.8亿元，同比增长9.3%。<script>alert(1)</script>~~$x$\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    first, second = TEXT.format(visits="36.2"), TEXT.format(visits="36.9")
    return show_documents(monkeypatch, tmp_path, {"20250120.txt": first, "20250120b.txt": second})


def only(indicator="tourist_arrivals", measure="level", value=362000):
    table = load().table.rows()
    chosen = (table["indicator"] == indicator) & (table["measure"] == measure) & ~table["derived"]
    (row,) = table[chosen & (table["value"] == value)].itertuples()
    return row


@pytest.mark.parametrize("language", SPOKEN)
def test_the_contradiction_of_two_documents_is_shown_with_both_sentences(language):
    app = review(lang=language)
    text = shown(app)
    assert app.title[0].value == wording(language)("page.review")
    assert wording(language)("review.kind_conflict") in text
    assert "<mark>36.2万人次</mark>" in text
    assert "<mark>36.9万人次</mark>" in text
    assert "<script>alert" not in text


def test_a_figure_that_is_rejected_settles_the_contradiction_and_the_screen_names_its_number():
    app = press(review(lang="zh"), "reject")
    press(app, "reason value")
    (one,) = history()
    assert (one.decision, one.reason) == ("rejected", "value")
    assert f"已保存（第 {one.number} 号）" in shown(app)
    assert not (load().table.rows()["conflict"] != "").any()


def test_all_rows_of_an_item_are_accepted_at_once_and_undone_at_once():
    app = press(review(lang="zh", kinds="conflict"), "accept all")
    assert [one.decision for one in history()] == ["accepted", "accepted"]
    assert wording("zh")("review.finished", all=1) in shown(app)
    press(app, "undo")
    assert [one.decision for one in history()[2:]] == ["withdrawn", "withdrawn"]
    assert "<mark>36.2万人次</mark>" in shown(app)


def test_undoing_an_acceptance_brings_back_the_correction_before_it():
    row = only()
    workspace = opened(str(workspace_folder()))
    key = workspace.key(row.id)
    workspace.verdicts.append([Verdict(key, "corrected", changes={"value": 5.0}), Verdict(key, "rejected")])
    app = review(lang="zh", list="history")
    app.selectbox(key="take back").select(2).run()
    next(one for one in app.button if one.label == wording("zh")("review.take_back_now")).click().run()
    assert workspace.verdicts.standing()[key].changes == {"value": 5.0}
    assert workspace.observations().table.set_index("id").loc[row.id, "value"] == 5.0


def typed(app, label, value):
    field = next(one for one in app.text_input if one.label == wording("zh")(f"column.{label}"))
    return field.set_value(value)


def save(app):
    next(one for one in app.button if one.label == wording("zh")("review.save")).click().run()
    assert not app.exception
    return app


def test_a_correction_with_a_mistake_is_refused_in_a_sentence_and_nothing_is_kept():
    app = press(review(lang="zh", row=only().id), "correct")
    typed(app, "value", "很多人")
    save(app)
    assert "很多人" in shown(app)
    assert history() == []


def test_a_correction_typed_as_printed_is_in_the_table_and_goes_on_from_there():
    row = only()
    app = press(review(lang="zh", row=row.id), "correct")
    typed(app, "value", "39.9万人次")
    typed(app, "period", "2023年上半年")
    save(app)
    now = load().table.rows().set_index("id").loc[row.id]
    assert (now.value, now.period, now.review) == (399000, "2023-H1", "corrected")
    app = press(review(lang="zh", row=row.id), "correct")
    typed(app, "place", "开平市")
    save(app)
    again = load().table.rows().set_index("id").loc[row.id]
    assert (again.value, again.period, again.place, again.place_code) == (
        399000,
        "2023-H1",
        "开平市",
        "440783",
    )


def test_a_little_certain_figure_that_no_chart_draws_is_counted_and_shown_where_asked_for(folder):
    (folder / "20250121.txt").write_text(
        "安平县“十四五”期间将累计接待游客2000万人次。预计2025年安平县接待游客50万人次。", encoding="utf-8"
    )
    app = review(lang="zh", find="十四五")
    assert "2000万人次" not in shown(app)
    assert wording("zh")("review.rest", count=1) in shown(app)
    assert "review?lang=zh&amp;rest=1" in shown(app)
    app = review(lang="zh", rest="1")
    assert "<mark>2000万人次</mark>" in shown(app)
    assert wording("zh")("review.rest_shown") in shown(app)
    assert "50万人次" in shown(review(lang="zh", find="预计"))


def test_a_skipped_item_comes_back_at_the_end():
    app = review(lang="zh")
    first = app.query_params["item"]
    press(app, "skip")
    seen = {tuple(app.query_params["item"])}
    while tuple(app.query_params["item"]) != tuple(first) and len(seen) < 50:
        press(app, "skip")
        seen.add(tuple(app.query_params["item"]))
    assert tuple(first) in seen


def test_a_link_opens_one_row_and_after_its_verdict_the_queue():
    row = only()
    app = review(lang="zh", row=row.id)
    assert wording("zh")("review.only_row") in shown(app)
    press(app, "accept")
    assert "row" not in app.query_params
    assert load().table.rows().set_index("id").loc[row.id, "review"] == "accepted"


def test_a_row_that_is_not_there_opens_the_queue():
    app = review(lang="zh", row="no such")
    assert wording("zh")("review.kind_conflict") in shown(app)
    assert wording("zh")("link.no_row") in shown(app)
    assert wording("zh")("link.no_row") not in shown(review(lang="zh"))


@pytest.mark.parametrize("why", ["busy", "read_only", "full", "broken"])
def test_the_screen_does_not_say_saved_where_nothing_was(monkeypatch, why):
    app = review(lang="zh")

    def fail(_store, _verdicts):
        error = NotKeptError.__new__(NotKeptError)
        error.why = why
        raise error

    monkeypatch.setattr(Verdicts, "append", fail)
    press(app, "accept")
    assert wording("zh")(f"review.failed_{why}") in shown(app)
    assert "已保存（" not in shown(app)


def test_verdicts_whose_row_is_gone_are_listed_with_what_they_said(folder):
    workspace = opened(str(workspace_folder()))
    key = workspace.key(only().id)
    workspace.verdicts.append([Verdict(key, "corrected", changes={"value": 5.0}, file="20250120.txt")])
    (folder / "20250120.txt").unlink()
    app = review(lang="zh", list="orphans")
    (told,) = app.dataframe[0].value.to_dict("records")
    assert (told["结论"], told["改动"], told["文件"]) == ("更正", "数值 → 5", "20250120.txt")


def test_a_history_that_was_exported_can_be_imported_and_a_wrong_file_is_refused():
    from app.review.history import take_in

    workspace = opened(str(workspace_folder()))
    key = workspace.key(only().id)
    octets = verdicts_csv([Verdict(key, "rejected", "value", at="2025-01-01T00:00:00.000Z")])
    for _ in range(2):
        take_in(octets, wording("zh"))
    take_in(b"a,b\r\n1,2\r\n", wording("en"))
    assert [one.decision for one in history()] == ["rejected"]


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("shown_list", ["history", "orphans"])
def test_every_list_opens_empty_with_a_sentence(language, shown_list):
    say = wording(language)
    sentence = {"history": "review.history_none", "orphans": "review.orphans_none"}[shown_list]
    assert say(sentence) in shown(review(lang=language, list=shown_list))


def test_rejected_rows_are_neither_counted_nor_drawn():
    table = rows(
        {"value": 5.0},
        {"value": 7.0, "period": "2023", "review": "rejected"},
        {"indicator": "gdp", "review": "rejected"},
    )
    catalogue = load_catalogue().entries
    assert coverage(FrameTable(table)) == {("tourist_arrivals", 2024): 1}
    assert [row.value for row, _ in headlines(FrameTable(with_revisions(table))).chosen] == [5.0]
    panels = arrange(select(table, Selection(("tourist_arrivals", "gdp"))), catalogue, wording("zh"))
    assert [point.value for panel in panels for one in panel.series for point in one.levels] == [5.0]
    assert telling_indicators(FrameTable(table), catalogue) == ["tourist_arrivals"]


def test_the_tally_of_the_overview_follows_a_rejection():
    before = tallies(load())["observations"]
    workspace = opened(str(workspace_folder()))
    workspace.verdicts.append([Verdict(workspace.key(only().id), "rejected")])
    assert tallies(load())["observations"] == before - 1


def test_the_comparison_draws_the_corrected_value():
    workspace = opened(str(workspace_folder()))
    for row in (
        load()
        .table.rows()
        .query("indicator == 'tourist_arrivals' and measure == 'level' and not derived")
        .itertuples()
    ):
        workspace.verdicts.append([Verdict(workspace.key(row.id), "corrected", changes={"value": 475000.0})])
    app = dashboard_pages.opened("compare", lang="zh", indicators="tourist_arrivals")
    spec = app.get("plotly_chart")[0].proto.spec
    assert "47.5" in spec
    assert "36.2" not in spec


@pytest.mark.parametrize("language", SPOKEN)
def test_a_verdict_carried_over_is_shown_as_such_until_it_is_confirmed_and_undone_with_it(language):
    say, row = wording(language), only()
    old = Verdict(
        opened(str(workspace_folder())).key(row.id)._replace(period="2024-Q1"),
        "corrected",
        changes={"value": 1.5},
    )
    opened(str(workspace_folder())).verdicts.append([old])
    app = review(lang=language, list="history")
    assert say("review.is_carried") in str(app.dataframe[0].value.iloc[0].tolist())
    app = review(lang=language, row=row.id)
    told = say("review.carried", number=1, decision=say("review.decision_corrected"), period="x").split("x")[
        0
    ]
    assert told in shown(app)
    press(app, "accept")
    assert [(one.decision, one.key.period) for one in history()[1:]] == [
        ("withdrawn", "2024-Q1"),
        ("corrected", "2024"),
    ]
    assert (load().carried, load().orphans) == ({}, ())
    assert load().table.rows().set_index("id").loc[row.id, "value"] == 1.5
    app = press(app, "undo")
    assert [*load().carried] == [row.id]


def test_a_verdict_carried_over_is_shown_on_the_readers_page():
    row = only()
    one = Verdict(opened(str(workspace_folder())).key(row.id)._replace(period="2024-Q1"), "rejected")
    opened(str(workspace_folder())).verdicts.append([one])
    app = dashboard_pages.opened("reader", lang="zh", document=row.digest, at=str(row.start))
    assert "沿用第 1 号结论（拒绝）" in shown(app)


def test_a_form_is_closed_where_a_second_page_decided_about_its_row_meanwhile():
    first, second = review(lang="zh"), review(lang="zh")
    press(first, "accept")
    press(second, "reject")
    assert wording("zh")("review.other_row") in shown(second)
    assert not [one for one in second.button if str(one.key).startswith("reason ")]
    assert [one.decision for one in history()] == ["accepted"]


def test_a_remark_too_long_is_kept_as_far_as_it_may_be_and_the_page_says_so():
    app = press(review(lang="zh"), "note open")
    app.text_input[-1].set_value("长" * 600).run()
    assert wording("zh")("typed.too_long", most=500, count=600) in shown(app)
    press(app, "accept")
    assert history()[-1].reason == "长" * 500


@pytest.mark.parametrize(
    ("period", "days", "zh", "en"),
    [
        (
            "2025-05-01/2025-05-05",
            ((2025, 5, 1), (2025, 5, 5)),
            "青禾县 2025年五一假期：",
            "青禾县 Labour Day 2025:",
        ),
        ("2025-H1", ((2025, 1, 1), (2025, 6, 30)), "青禾县 2025年上半年：", "青禾县 First half of 2025:"),
        ("2025-06", ((2025, 6, 1), (2025, 6, 30)), "青禾县 2025年6月：", "青禾县 Jun 2025:"),
        ("", None, "青禾县：", "青禾县:"),
    ],
)
def test_a_doubt_names_its_period_as_the_page_does_and_not_by_its_label(period, days, zh, en):
    start, end = (date(*day) for day in days) if days else (None, None)
    row = SimpleNamespace(
        period=period, period_start=start, period_end=end, period_source="stated", year=2025 if days else None
    )
    entry = load_catalogue()["tourist_arrivals"]
    found = finding("jump", ["1"], entry, ("青禾县", "", period), amount="842万", median="51.3万", times="16")
    assert sentence_of(found, row, wording("zh")).startswith(zh)
    assert sentence_of(found, row, wording("en")).startswith(en)
