import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from app.observations import load
from app.report.basket import basket, item_of
from app.report.kinds import KINDS
from app.report.making import Making
from app.report.own_words import Words
from app.wording import wording
from pipeline.__main__ import main
from pipeline.workspace import Key, Verdict, Workspace
from tests.dashboard_pages import opened, show_documents, shown
from tests.patience import SECONDS
from tests.samples import SPOKEN

ROOT = Path(__file__).resolve().parent.parent
ZH = wording("zh")
COMPARE, REPORT = "compare", "report"
TEXT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，
同比增长12.5%；实现旅游收入1.8亿元，同比增长9.3%。
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return show_documents(monkeypatch, tmp_path / "documents", {"20250120.txt": TEXT})


def keep_all(app):
    for number in range(len([one for one in app.button if one.key and one.key.startswith("keep ")])):
        [one for one in app.button if one.key and one.key.startswith("keep ")][number].click().run()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("language", SPOKEN)
def test_an_empty_report_says_what_to_do_next(language):
    assert wording(language)("report.empty") in shown(opened(REPORT, lang=language))


@pytest.mark.usefixtures("folder")
def test_charts_kept_while_browsing_are_in_the_report_also_after_a_restart():
    app = opened(COMPARE, indicators="tourist_arrivals,tourism_revenue")
    keep_all(app)
    assert all(
        one.disabled for one in app.button if one.key and one.key.startswith("keep ")
    )  # each is kept once
    again = opened(REPORT)
    assert len(again.get("plotly_chart")) == 2
    assert len(again.text_area) == 2


@pytest.mark.usefixtures("folder")
def test_charts_are_ordered_described_and_taken_out(workspace):
    keep_all(opened(COMPARE, indicators="tourist_arrivals,tourism_revenue"))
    app = opened(REPORT)
    app.text_area[0].set_value("旅游持续回暖。").run()
    app.button(key="down 0").click().run()
    assert app.text_area[1].value == "旅游持续回暖。"
    (file,) = workspace.rglob("report.json")
    kept = json.loads(file.read_text("utf-8"))["chosen"]
    assert [one["indicators"] for one in kept] == [["tourism_revenue"], ["tourist_arrivals"]]
    assert wording("zh")("report.take_out_ask") in shown(app)
    app.button(key="out 0").click().run()
    assert [area.value for area in app.text_area] == ["旅游持续回暖。"]
    assert not app.exception


PROGRAM = """
import sys, time
from app.charts.views import View
from app.report import basket
from app.selection import Selection
from tests.samples import SPOKEN

def put(one):
    def act(held):
        time.sleep(0.02)
        held.chosen.append(basket.Chosen(Selection((one,)), View(), 0, (one,)))
    return act

basket.change(put(f"{sys.argv[1]} opens"))
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    basket.change(put(f"{sys.argv[1]} {number}"))
"""


def test_of_two_programs_neither_loses_what_the_other_put_into_the_report(tmp_path, monkeypatch):
    monkeypatch.setenv("COUNTY_INDICATORS_WORKSPACE", str(tmp_path))
    Workspace(tmp_path)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        )
        for name in "ab"
    ]  # fmt: skip
    for one in running:
        assert one.stdout.readline() == "ready\n"
    for one in running:
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in running:
        one.communicate(timeout=SECONDS)
        assert one.returncode == 0
    kept = json.loads((tmp_path / "report.json").read_text("utf-8"))["chosen"]
    assert len({one["indicators"][0] for one in kept}) == len(kept) == 42


@pytest.mark.usefixtures("folder")
def test_of_two_pages_open_on_the_report_neither_loses_what_the_other_put_in():
    first, second = opened(COMPARE, indicators="tourist_arrivals,tourism_revenue"), opened(REPORT)
    one, other = [one.key for one in first.button if one.key and one.key.startswith("keep ")]
    first.button(key=one).click().run()
    second.run().text_area[0].set_value("甲写的。").run()
    first.button(key=other).click().run()
    third = opened(REPORT)
    third.text_area[1].set_value("丙写的。").run()
    second.text_area[0].set_value("乙改的。").run()
    assert [area.value for area in opened(REPORT).text_area] == ["乙改的。", "丙写的。"]
    assert [area.value for area in second.text_area] == ["乙改的。", "丙写的。"]
    assert not any(page.exception for page in (first, second, third))


@pytest.mark.usefixtures("folder")
def test_a_kept_chart_whose_figures_are_gone_is_said_and_keeps_those_that_it_was_put_in_with(folder):
    keep_all(opened(COMPARE, indicators="tourist_arrivals"))
    (folder / "20250120.txt").write_text("2024年，安平县实现旅游收入1.8亿元。", encoding="utf-8")
    app = opened(REPORT)
    assert ZH("report.figures_gone") in shown(app)
    assert "36.2" in app.get("plotly_chart")[0].proto.spec
    assert not [one for one in app.button if one.key == "update 0"]


def test_a_chart_of_a_report_without_figures_of_its_own_whose_figures_are_gone_is_said_and_counted(
    folder, workspace
):
    keep_all(opened(COMPARE, indicators="tourist_arrivals,tourism_revenue"))
    (file,) = workspace.rglob("report.json")
    kept = json.loads(file.read_text("utf-8"))
    for one in kept["chosen"]:
        del one["figures"]  # as it was written before figures were kept
    file.write_text(json.dumps(kept), encoding="utf-8")
    (folder / "20250120.txt").write_text("2024年，安平县实现旅游收入1.8亿元。", encoding="utf-8")
    app = opened(REPORT)
    assert ZH("report.gone") in shown(app)
    assert ZH("report.missing", count=1) in shown(app)
    assert [bool(one["figures"]) for one in json.loads(file.read_text("utf-8"))["chosen"]] == [False, True]


@pytest.mark.usefixtures("folder")
def test_a_chart_keeps_its_figures_until_a_person_takes_the_changed_ones(folder, workspace):
    keep_all(opened(COMPARE, indicators="tourist_arrivals"))
    (folder / "20250120.txt").write_text(TEXT.replace("36.2", "39.9"), encoding="utf-8")
    app = opened(REPORT)
    app.text_input[0].set_value("游客多起来了").run()
    assert "36.2" in app.get("plotly_chart")[0].proto.spec
    assert "2024 36.2 万人次 → 39.9 万人次" in shown(app)
    app.button(key="update 0").click().run()
    assert "39.9" in app.get("plotly_chart")[0].proto.spec
    assert "36.2" not in shown(app)
    assert app.text_input[0].value == "游客多起来了"
    assert len([*workspace.rglob("report/*.parquet")]) == 1


@pytest.mark.usefixtures("folder")
def test_title_sentence_and_note_of_a_chart_stand_in_each_file():
    keep_all(opened(COMPARE, indicators="tourist_arrivals"))
    app = opened(REPORT)
    app.text_input[0].set_value("游客多起来了").run()
    app.text_area[0].set_value("旅游持续回暖。").run()
    app.text_input[1].set_value("清明前后").run()
    app.text_input[2].set_value("不含过夜游客。").run()
    loaded = load()
    item = item_of(basket().chosen[0], loaded, ZH)
    for kind, part in (
        ("docx", "word/document.xml"),
        ("pptx", "ppt/slides/slide1.xml"),
        ("xlsx", "xl/sharedStrings.xml"),
    ):
        with zipfile.ZipFile(io.BytesIO(KINDS[kind].write([item], loaded.catalogue, ZH))) as file:
            text = file.read(part).decode("utf-8")
        assert all(
            words in text for words in ("游客多起来了", "清明前后", "旅游持续回暖。", "不含过夜游客")
        ), kind


@pytest.mark.usefixtures("folder")
def test_all_charts_of_a_page_go_into_the_report_with_one_click():
    app = opened(COMPARE, indicators="tourist_arrivals,tourism_revenue")
    app.button(key="all into report").click().run()
    assert [one.indicators for one in basket().chosen] == [("tourist_arrivals",), ("tourism_revenue",)]
    assert not [one for one in app.button if one.key == "all into report"]


@pytest.mark.usefixtures("folder")
def test_words_changed_where_charts_are_compared_are_in_the_link_and_in_the_report():
    app = opened(COMPARE, indicators="tourist_arrivals")
    by_rules = app.text_area[0].value
    assert by_rules in shown(app)
    app.text_area[0].set_value("游客又多了一成。").run()
    assert "游客又多了一成。" in shown(app)
    assert by_rules not in shown(app)
    keep_all(app)
    link = app.query_params["words"]
    assert basket().chosen[0].words == Words(sentence="游客又多了一成。")
    assert "游客又多了一成。" in shown(opened(COMPARE, indicators="tourist_arrivals", words=link))
    other = opened(COMPARE, indicators="tourism_revenue", words=link)
    assert "游客又多了一成。" not in shown(other)
    assert ZH("link.other_words") in shown(other)


def test_words_that_other_figures_set_aside_are_spoken_of_until_they_are_back(tmp_path, monkeypatch):
    text = TEXT + "2023年，安平县累计接待游客32.1万人次。2022年，安平县累计接待游客30.1万人次。\n"
    show_documents(monkeypatch, tmp_path / "documents", {"20250120.txt": text})
    app = opened(COMPARE, indicators="tourist_arrivals", span="2022,2024")
    app.text_area[0].set_value("游客又多了一成。").run()
    assert ZH("compare.words_aside") not in shown(app)
    app.slider(key="span").set_value((2023, 2024)).run()
    assert "游客又多了一成。" not in shown(app)
    assert ZH("compare.words_aside") in shown(app)
    app.slider(key="span").set_value((2022, 2024)).run()
    assert "游客又多了一成。" in shown(app)
    assert ZH("compare.words_aside") not in shown(app)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", ["{", "[]", '{"a":1}', '{"a":{"title":[]}}', "<b>"])
def test_words_of_a_link_that_are_none_are_left_alone(words):
    app = opened(COMPARE, indicators="tourist_arrivals", words=words)
    assert not app.exception
    assert app.text_area[0].value in shown(app)


@pytest.mark.usefixtures("folder")
def test_a_sentence_is_taken_out_and_taken_back():
    app = opened(COMPARE, indicators="tourist_arrivals")
    by_rules = app.text_area[0].value
    app.text_area[0].set_value("").run()
    assert by_rules not in shown(app)
    next(one for one in app.button if one.key and one.key.startswith("by rules")).click().run()
    assert by_rules in shown(app)


@pytest.mark.usefixtures("folder")
def test_the_kind_of_file_chosen_last_is_offered_first_on_every_chart():
    app = opened(COMPARE, indicators="tourist_arrivals")
    box = next(one for one in app.selectbox if one.key and one.key.startswith("kind of file"))
    box.select("pptx").run()
    again = opened(COMPARE, indicators="tourism_revenue")
    assert (
        next(one for one in again.selectbox if one.key and one.key.startswith("kind of file")).value == "pptx"
    )


def exported(capsys, *arguments):
    code = main(["export", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_command_line_writes_the_chart_that_the_page_shows(folder, tmp_path, capsys):
    code, said = exported(capsys, folder, "--chart", "tourist_arrivals", "--format", "xlsx", "-o", tmp_path)
    (file,) = tmp_path.glob("*.xlsx")
    assert (code, str(file) in said, file.name) == (0, True, "安平县_接待游客人次_2023-2024.xlsx")
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as book:
        assert any("36.2" in book.read(name).decode("utf-8") for name in book.namelist() if "chart" in name)


def test_a_workspace_is_exported_as_decided(folder, tmp_path, capsys):
    workspace = Workspace(tmp_path / "w")
    workspace.add_folder(folder)
    workspace.refresh()
    table = workspace.observations().table
    row = table[
        (table["indicator"] == "tourist_arrivals") & ~table["derived"] & (table["measure"] == "level")
    ].iloc[0]
    key = Key(row["digest"], row["start"], row["end"], row["indicator"], row["measure"], row["period"])
    workspace.verdicts.append([Verdict(key, "corrected", changes={"value": 450000.0})])
    target = tmp_path / "chart.html"
    code, _ = exported(
        capsys,
        tmp_path / "w",
        "--chart",
        "tourist_arrivals",
        "--format",
        "html",
        "--printed-only",
        "-o",
        target,
    )
    assert (code, "45.0" in target.read_text("utf-8")) == (0, True)
    assert '36.2"' not in target.read_text("utf-8")


def test_a_decision_that_cannot_be_used_is_said_where_a_workspace_is_exported(folder, tmp_path, capsys):
    workspace = Workspace(tmp_path / "w")
    workspace.add_folder(folder)
    workspace.refresh()
    row = next(workspace.observations().table.itertuples())
    key = Key(row.digest, row.start, row.end, row.indicator, row.measure, row.period)
    workspace.verdicts.append([Verdict(key, "corrected", changes={"value": "三十六"})])
    given = ("--chart", "tourist_arrivals", "--format", "html", "-o", tmp_path / "chart.html")
    code, said = exported(capsys, tmp_path / "w", *given)
    assert (code, "有 1 条审核结论不能用（第 1 条）" in str(said)) == (0, True)


def test_a_workspace_is_exported_by_its_own_rules_unless_others_are_given(folder, tmp_path, capsys):
    from pipeline.indicators import RULES
    from pipeline.workspace import Workspace

    Workspace(tmp_path / "w").add_folder(folder)
    (tmp_path / "w" / "indicators.yaml").write_text("tourism_revenue: {hidden: true}\n", encoding="utf-8")
    wanted = [tmp_path / "w", "--chart", "tourism_revenue", "--format", "html", "-o", tmp_path / "chart.html"]
    code, said = exported(capsys, *wanted)
    assert (code, said.strip()) == (2, ZH("report.unknown_indicator", name="tourism_revenue"))
    assert exported(capsys, *wanted, "--rules", RULES)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--chart", "tourist_arrival"], "tourist_arrival"),
        (["--chart", "gdp"], ZH("report.no_data")),
        (["--chart", "tourist_arrivals", "--places", "无此县"], ZH("report.no_data")),
        (
            ["--chart", "tourist_arrivals", "--format", "xlsx", "-o", "/nowhere/at/all/x.xlsx"],
            "/nowhere/at/all/x.xlsx",
        ),
    ],
)
def test_what_cannot_be_exported_is_one_sentence_and_exit_2(folder, capsys, arguments, said):
    code, told = exported(capsys, folder, *arguments)
    assert (code, said in told, told.count("\n")) == (2, True, 1)


def test_several_charts_are_numbered_where_a_kind_takes_one(folder, tmp_path, capsys):
    code, _ = exported(
        capsys,
        folder,
        "--chart",
        "tourist_arrivals",
        "tourism_revenue",
        "--format",
        "html",
        "-o",
        tmp_path / "c.html",
    )
    assert (code, sorted(file.name for file in tmp_path.glob("*.html"))) == (0, ["c_1.html", "c_2.html"])


def test_the_kinds_of_the_command_line_are_those_of_the_page():
    from app.report.kinds import KINDS
    from pipeline.arguments import CHART_FORMATS

    assert tuple(KINDS) == CHART_FORMATS


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("typed", "kept"), [("甲\x0b乙\n\x01丙", "甲\\u000b乙\n\\u0001丙"), ("长" * 2100, "长" * 2000)]
)
def test_a_sentence_of_control_characters_or_without_end_is_kept_so_that_each_format_can_hold_it(
    workspace, typed, kept
):
    keep_all(opened(COMPARE, indicators="tourist_arrivals"))
    app = opened(REPORT)
    app.text_area[0].set_value(typed).run()
    (file,) = workspace.rglob("report.json")
    assert [one["sentence"] for one in json.loads(file.read_text("utf-8"))["chosen"]] == [kept]
    assert (ZH("typed.too_long", most=2000, count=2100) in shown(app)) == (len(typed) > 2000)
    assert (ZH("typed.hidden") in shown(app)) == ("\x0b" in typed)


def test_a_file_that_fails_for_an_unknown_reason_is_a_sentence_on_the_page():
    def broken():
        raise ZeroDivisionError

    making = Making(broken, ZH)
    with pytest.raises(ZeroDivisionError):
        making()
    assert making.failed == ZH("report.not_made", kind="ZeroDivisionError")
