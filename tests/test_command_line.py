"""Use the program as on the command line: four formats, refusals in one line, nothing lost silently."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import yaml

import pipeline
from pipeline.__main__ import main
from pipeline.arguments import _parser, parsed
from pipeline.files import FORMATS, read_table
from pipeline.table import COLUMNS
from pipeline.workspace import Workspace
from tests.patience import SECONDS
from tests.rule_entries import product

COMMANDS = (
    "extract",
    "explain",
    "text",
    "check",
    "changes",
    "confidence",
    "spellings",
    "fuzz",
    "export",
    "fill",
)
KINDS = (
    *COMMANDS,
    "png",
    "word",
    "slide",
    "svg",
    "pdf",
    "html",
    "xlsx",
    "pptx",
    "docx",
    "columns",
    "lines",
    "per",
    "head",
    "shares",
    "zh",
    "en",
)
ROOT = Path(__file__).resolve().parent.parent
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "command_line.yaml").read_text(encoding="utf-8"))
TEXT = "青禾日报讯（记者/林一）4月7日，2025年清明假期，凤阳县接待游客13.6万人次，同比增长6%。\n"
OTHER = "2024年，凤阳县旅游收入46亿元，全社会研发投入2.5亿元，有关费用3万元。\n"
BINARY = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.fixture
def folder(tmp_path):
    """Return a folder of two documents, one of them in GB18030."""
    documents = tmp_path / "documents"
    (documents / "town").mkdir(parents=True)
    (documents / "good.txt").write_text(TEXT, encoding="utf-8")
    (documents / "town" / "older.txt").write_bytes(OTHER.encode("gb18030"))
    return documents


def run(*arguments, code=0):
    assert main([str(argument) for argument in arguments]) == code


def cell(value):
    """Write a cell alike whatever the format: no value, numbers, days."""
    if value is None or (isinstance(value, float) and value != value) or value is pd.NaT:  # noqa: PLR0124 - NaN
        return ""
    if isinstance(value, bool):
        return str(value)
    try:
        return f"{float(value):.12g}"
    except (TypeError, ValueError):
        return str(value)[:10] if str(value).endswith(("00:00:00", "T00:00:00.000")) else str(value)


def cells(frame):
    objects = frame.astype(object).where(frame.notna(), "")
    return [[cell(value) for value in row] for row in objects.itertuples(index=False)]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_is_read_back_as_it_was_written(folder, tmp_path, suffix, capsys):
    target = tmp_path / f"table{suffix}"
    run("extract", folder, "-o", target)
    expected = pipeline.extract(folder)
    back = read_table(target)
    assert list(back.columns) == list(COLUMNS)
    assert len(back) == len(expected) >= 5
    assert cells(back) == cells(expected)
    assert f"{len(expected)} 行" in capsys.readouterr().out


def test_a_csv_file_opens_in_a_spreadsheet_with_its_characters(folder, tmp_path):
    target = tmp_path / "table.csv"
    run("extract", folder, "-o", target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert target.read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    assert "接待游客13.6万人次" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".parquet", ".json"])
def test_types_survive_in_a_format_that_has_them(folder, tmp_path, suffix):
    target = tmp_path / f"table{suffix}"
    run("extract", folder, "-o", target)
    if suffix == ".json":
        row = json.loads(target.read_text(encoding="utf-8"))[0]
        assert row["value_text"] == "13.6万人次"
    else:
        row = pd.read_parquet(target).iloc[0].to_dict()
        assert row["period_end"] == date(2025, 4, 6)
    assert isinstance(row["value"], float)
    assert row["year"] == 2025
    assert row["derived"] in (False, 0)


DANGEROUS = ("=1+1", "+SUM(A1)", "-2+A1", "@SUM(A1)")


@pytest.fixture
def dangerous(tmp_path):
    """Return a folder whose documents have titles that a spreadsheet would run."""
    documents = tmp_path / "documents"
    documents.mkdir()
    rows = ["file,title,published,place"]
    for number, title in enumerate(DANGEROUS):
        (documents / f"{number}.txt").write_text(OTHER.replace("46", f"4{number}"), encoding="utf-8")
        rows.append(f"{number}.txt,{title},2025-04-07,凤阳县")
    (documents / "documents.csv").write_text("\n".join(rows), encoding="utf-8")
    return documents


def test_a_cell_that_a_spreadsheet_would_run_is_defused_in_csv(dangerous, tmp_path):
    target = tmp_path / "table.csv"
    run("extract", dangerous, "-o", target)
    table = pd.read_csv(target, dtype=str, keep_default_na=False)
    assert set(table["title"]) == {f"'{title}" for title in DANGEROUS}
    negatives = table[table["value"].str.startswith("-")]
    assert not len(negatives), "the sample has no negative numbers, so that no cell may begin with a sign"
    assert not table.map(lambda text: text.startswith(("=", "+", "-", "@"))).to_numpy().any()


def test_a_negative_number_stays_a_number_in_csv(tmp_path):
    (tmp_path / "fall.txt").write_text("2024年，凤阳县旅游收入下降3.2%。", encoding="utf-8")
    run("extract", tmp_path / "fall.txt", "-o", tmp_path / "table.csv")
    assert list(pd.read_csv(tmp_path / "table.csv")["value"]) == [-3.2]


def test_a_cell_that_a_spreadsheet_would_run_stays_text_in_excel(dangerous, tmp_path):
    target = tmp_path / "table.xlsx"
    run("extract", dangerous, "-o", target)
    sheet = openpyxl.load_workbook(target)["observations"]
    column = list(COLUMNS).index("title")
    found = [row[column] for row in sheet.iter_rows(min_row=2)]
    assert {one.value for one in found} == set(DANGEROUS)
    assert {one.data_type for one in found} == {"s"}


@pytest.fixture
def refused(folder):
    (folder / "sub.csv").mkdir()
    run("extract", folder / "good.txt", "-o", folder / "table.csv")
    (folder / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for suffix in (".parquet", ".xlsx", ".json"):
        (folder / f"broken{suffix}").write_bytes(b"no table at all")
    return folder


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_mistake_is_one_line_and_exit_code_2(case, refused, capsys):
    capsys.readouterr()
    before = sorted(refused.rglob("*"))
    run(*(part.format(folder=refused) for part in case["argv"]), code=2)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert [part for part in case["says"] if part not in printed.err] == []
    assert sorted(refused.rglob("*")) == before


CHART = ["export", "seeds", "--chart", "gdp"]
FUZZ = ["fuzz", "--texts", "1"]


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        ([], "命令"), (["harvest"], "harvest"), (["extract", "page.txt"], "--output"), (["explain"], "句子"),
        (["explain", "一句", "--published", ""], "--published"), (["check", "--write=3"], "--write"),
        (["check", "--rules", " "], "--rules"), (["changes", "a.csv"], "新表"), (["changes", "", "b.csv"], "旧表"),
        (["changes", "a.csv", "b.csv", "c.csv"], "c.csv"), (["changes", "a.csv", "b.csv", "--columns", "x"], "--columns"),
        (["extract", "a", "-o", ""], "--output"), (["extract", "a", "-o", "x.csv", "--workers", "0"], "1 至"),
        (["extract", "a", "-o", "x.csv", "--workers", "二"], "二"), (["extract", "a", "-o", "x.csv", "--foo"], "--foo"),
        (["confidence", "--spellings", "-1"], "-1"), (["confidence", "--labelled", "a"], "2 个值"),
        (["spellings", "--count", "0"], "--count"), (["spellings", "--show", "-1"], "--show"),
        (["spellings", "--s", "1"], "--seed"), (["spellings", "--seed", "1.5"], "1.5"),
        ([*FUZZ, "--seconds", "nan"], "nan"), ([*FUZZ, "--seconds", "x"], "x"), ([*FUZZ, "--first", "-1"], "-1"),
        ([*FUZZ, "--workers", "1000"], "1000"), (["fuzz", "--texts", "0"], "--texts"),
        ([*CHART, "--format", "gif"], "png_word"), ([*CHART, "--kind", "pie"], "per_head"),
        ([*CHART, "--lang", "fr"], "en"), ([*CHART, "--years", "20x"], "20x"), ([*CHART, "--years", "99999"], "2100"),
        (["export", "seeds"], "--chart"), (["export", "seeds", "--chart"], "--chart"), ([*CHART, "-o", ""], "--output"),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_one_chinese_line_that_names_it_and_the_help(argv, named, capsys):
    with pytest.raises(SystemExit) as end:
        main(argv)
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    command = "".join(f" {one}" for one in argv[:1] if one != "harvest")
    assert line.endswith(f"；用法见 python -m pipeline{command} --help。")
    said = line.removesuffix(f"；用法见 python -m pipeline{command} --help。")
    assert named in said
    words = set(re.findall("[A-Za-z]{2,}", re.sub(r"-{1,2}[a-z]+", "", said)))
    allowed = {*re.findall("[A-Za-z]{2,}", " ".join([*argv, "csv txt", *KINDS]))}
    assert words <= allowed


def test_the_help_is_chinese(capsys):
    for argv in (["--help"], *([name, "--help"] for name in COMMANDS)):
        with pytest.raises(SystemExit) as end:
            main(argv)
        assert end.value.code == 0
        printed = capsys.readouterr().out
        assert "用法：" in printed
        assert re.findall("usage|options|arguments|show this", printed) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_that_may_not_be_written_is_one_line(folder, tmp_path, suffix, capsys, monkeypatch):
    """Simulate the refusal: the superuser may write everywhere."""

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    run("extract", folder, "-o", tmp_path / f"table{suffix}", code=2)
    printed = capsys.readouterr().err.splitlines()
    assert [line for line in printed if f"table{suffix}" in line and "无法写入" in line] == printed[-1:]
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


def test_documents_far_apart_that_disagree_share_a_conflict(tmp_path, monkeypatch):
    """Write a document a chunk: the first is out of memory when the one that disagrees is read."""
    monkeypatch.setattr("pipeline.files._CHUNK", 2)
    monkeypatch.setattr("pipeline.table.FACTS", 3)  # looked at together
    for number, value in enumerate((12, 13, 14, 12)):
        text = f"桐城市2024年统计公报\n2024年，全市旅游收入{value}亿元，进口{number + 1}亿元，出口3亿元。"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    run("extract", tmp_path, "-o", tmp_path / "table.csv")
    rows = read_table(tmp_path / "table.csv")
    shared = set(rows.loc[rows["indicator"] == "tourism_revenue", "conflict"])
    assert len(shared) == 1
    assert "" not in shared
    assert (rows.loc[rows["indicator"] == "exports", "conflict"] == "").all()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write every folder")
def test_a_folder_that_may_not_be_written_is_one_line(folder, tmp_path, capsys):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    run("extract", folder, "-o", locked / "table.csv", code=2)
    assert "权限" in capsys.readouterr().err


def test_documents_that_cannot_be_read_are_named_and_the_others_are_done(folder, tmp_path, capsys):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(BINARY)
    (folder / "spoilt.txt").write_bytes(b"\xff\xff\xff\xfa\x80")
    run("extract", folder, "-o", tmp_path / "table.csv")
    skipped = [line for line in capsys.readouterr().err.splitlines() if line.startswith("跳过：")]
    for name in ("empty.txt", "picture.txt", "spoilt.txt"):
        assert len([line for line in skipped if name in line]) == 1
    assert len(skipped) == 3
    assert set(read_table(tmp_path / "table.csv")["document"]) == {"good.txt", "town/older.txt"}
    assert len(pipeline.extract(folder).attrs["skipped"]) == 3


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_folder_without_documents_says_so_and_writes_nothing(tmp_path, suffix, capsys):
    (tmp_path / "empty").mkdir()
    target = tmp_path / f"table{suffix}"
    run("extract", tmp_path / "empty", "-o", target, code=2)
    assert "文件夹里没有可读的文件" in capsys.readouterr().err
    assert not target.exists()


def test_two_workers_give_the_table_of_one(tmp_path, capsys):
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(20):
        text = (
            TEXT.replace("13.6万", f"{number + 1}.5万")
            if number % 2
            else OTHER.replace("46", f"{number + 1}")
        )
        (documents / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (documents / "07.txt").write_bytes(BINARY)
    for workers in (1, 2):
        run("extract", documents, "-o", tmp_path / f"{workers}.csv", "--workers", workers)
        assert "07.txt" in capsys.readouterr().err
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    assert read_table(tmp_path / "1.csv")["document"].nunique() == 19


def test_the_same_documents_give_the_same_table_twice(folder, tmp_path):
    for name in ("one.csv", "two.csv"):
        run("extract", folder, "-o", tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert read_table(tmp_path / "one.csv")["id"].is_unique


def test_explaining_a_sentence_shows_tokens_rows_and_why_a_number_became_none(capsys):
    run("explain", "今年清明假期，全县接待游客13.6万人次，餐费3万元。", "--published", "2025-04-07")
    lines = capsys.readouterr().out.splitlines()
    assert any("13.6万人次" in line and "quantity" in line for line in lines)
    assert any("接待游客" in line and "tourist_arrivals" in line for line in lines)
    assert any("2025-04-04/2025-04-06" in line and "period" in line for line in lines)
    (row,) = (line for line in lines if line.startswith("✓"))
    assert all(
        part in row for part in ("tourist_arrivals", "136000", "rule=term_before", "2025-04-04/2025-04-06")
    )
    (rejected,) = (line for line in lines if line.startswith("✗"))
    assert rejected.split()[1] == "3万元"
    assert len(rejected.split()) > 2


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("万亿", ["万亿"]),
        ("³²½", ["³²½"]),
        ("生产总值½亿元。", ["½"]),
        ("2024年，全县平稳。", ["2024"]),
        ("GB 18580①发布。", ["18580①"]),
        ("全县平稳。", []),
        ("。", []),
    ],
)
def test_a_text_without_a_figure_is_told_so_and_why_what_looks_like_one_is_none(text, unread, capsys):
    run("explain", text)
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "文中没有可以读作数值的数字。"
    assert [line.split()[1] for line in lines] == unread
    assert all(len(line.split()) > 2 for line in lines)


def test_explaining_tells_of_each_sentence_what_looks_like_a_figure(capsys):
    run("explain", "编号GB 18580。全县接待游客5万人次。")
    assert [line[:7] for line in capsys.readouterr().out.splitlines() if line[0] == "✗"] == ["✗ 18580"]


def test_checking_the_rules_counts_them_or_names_what_fails(tmp_path, capsys):
    entry = product("蚝产量", "Oyster output", "生蚝产量", "2024年生蚝产量3万吨。", 30000)
    path = tmp_path / "rules.yaml"
    path.write_text(yaml.safe_dump({"oyster_output": entry}, allow_unicode=True), encoding="utf-8")
    run("check", "--rules", path)
    assert "1 个指标" in capsys.readouterr().out
    entry["examples"][0]["rows"][0]["value"] = 40000
    path.write_text(yaml.safe_dump({"oyster_output": entry}, allow_unicode=True), encoding="utf-8")
    run("check", "--rules", path, code=2)
    assert "oyster_output" in capsys.readouterr().err.splitlines()[0]


def test_a_workspace_is_named_to_read_by_the_rules_that_were_changed_there(folder, tmp_path, capsys):
    rules = yaml.safe_load((ROOT / "indicators.yaml").read_text("utf-8"))
    visits = rules["tourist_arrivals"]
    own = tmp_path / "workspace" / "indicators.yaml"
    own.parent.mkdir()
    changed = {
        "tourist_arrivals": {**visits, "terms": [*visits["terms"], "迎宾总人数"]},
        "gdp": {"unit": "元"},
    }
    own.write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")
    (folder / "good.txt").write_text("2024年，凤阳县旅游升温，迎宾总人数13.6万人次。\n", encoding="utf-8")
    for given, values in ((["--rules", own.parent], {136000}), ([], set())):
        run("extract", folder / "good.txt", "-o", tmp_path / "out.csv", *given)
        assert set(read_table(tmp_path / "out.csv")["value"].astype(float)) == values
        said = capsys.readouterr().err.splitlines()
        assert [line.split("：")[0] for line in said if "没有得到一行" not in line] == [
            "workspace/indicators.yaml，条目 gdp，字段 name"
        ] * bool(given)
    run("explain", "2024年，凤阳县迎宾总人数13.6万人次。", "--rules", own.parent)
    assert "136000" in capsys.readouterr().out
    run("check", "--rules", own.parent, code=2)
    assert "条目 gdp" in capsys.readouterr().err
    run("check", "--rules", own.parent, "--write", code=2)
    assert "--write" in capsys.readouterr().err
    run("extract", folder, "-o", tmp_path / "out.csv", "--rules", folder, code=2)
    assert "不是工作区" in capsys.readouterr().err


def test_comparing_tables_names_rows_gained_lost_and_altered(folder, tmp_path, capsys):
    old = tmp_path / "old.parquet"
    run("extract", folder, "-o", old)
    run("extract", folder, "-o", tmp_path / "same.csv")
    capsys.readouterr()
    run("changes", old, tmp_path / "same.csv")
    assert capsys.readouterr().out.splitlines() == ["+0 -0 ~0"]
    table = pd.read_parquet(old)
    lost = table.index[table["indicator"] == "research_spending"][0]
    altered = table.index[table["indicator"] == "tourism_revenue"][0]
    table.loc[altered, "qualifier"] = "about"
    table.drop(index=lost).to_parquet(tmp_path / "new.parquet")
    run("changes", old, tmp_path / "new.parquet")
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "+0 -1 ~1"
    assert any(line.lstrip().startswith("-") and "research_spending" in line for line in lines[:-1])
    assert any("qualifier: exact → about" in line and "tourism_revenue" in line for line in lines)
    run("changes", tmp_path / "new.parquet", old)
    assert capsys.readouterr().out.splitlines()[-1] == "+1 -0 ~1"


@pytest.mark.parametrize("command", ["changes", "confidence"])
def test_a_quotation_mark_left_open_swallows_no_row(command, folder, tmp_path, capsys):
    table, broken = tmp_path / "table.csv", tmp_path / "broken.csv"
    run("extract", folder, "-o", table)
    first, second, *rest = table.read_text("utf-8-sig").split("\n")
    broken.write_text("\n".join([first, f'"{second}', *rest]), encoding="utf-8")
    given = ("--labelled", broken, folder) if command == "confidence" else (table, broken)
    capsys.readouterr()
    run(command, *given, code=2)
    assert capsys.readouterr().err == f"{broken} 第 2 行：引号没有配对，请补上或删去；每个单元格只占一行。\n"


def test_a_document_that_lies_there_twice_does_not_stop_the_others(folder, tmp_path):
    (folder / "copy.txt").write_text(TEXT, encoding="utf-8")
    run("extract", folder, "-o", tmp_path / "table.csv")
    assert read_table(tmp_path / "table.csv")["id"].is_unique


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_the_program_speaks_on_any_console_without_a_traceback(encoding):
    """Start the program as a user does; a Chinese Windows console is GBK, which lacks the marks ✓ and ✗."""
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "explain",
        "今年清明假期，全县接待游客13.6万人次，餐费3万元。",
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=SECONDS
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    assert b"tourist_arrivals" in done.stdout


def repeatable():
    """Return every option of one value: its command, what the command needs, the option, and a value of it."""
    needed = {
        "extract": ["a.txt", "-o", "x.csv"],
        "explain": ["一句话"],
        "changes": ["a.csv", "b.csv"],
        "export": ["a.txt", "--chart", "gdp"],
        "fill": ["a.xlsx"],
    }
    commands = next(one for one in _parser()._actions if one.choices)  # noqa: SLF001 - argparse tells it nowhere else
    for name, command in commands.choices.items():
        for action in command._actions:  # noqa: SLF001
            several = action.nargs == 0 or isinstance(action, argparse._AppendAction)  # noqa: SLF001
            if action.option_strings and not several:
                value = (
                    str(next(iter(action.choices)))
                    if action.choices
                    else "2000"
                    if action.dest == "years"
                    else "2"
                )
                yield pytest.param(name, needed.get(name, []), action, value, id=f"{name} {action.dest}")


@pytest.mark.parametrize(("command", "needed", "action", "value"), [*repeatable()])
def test_an_option_of_one_value_is_given_once(command, needed, action, value, capsys):
    option = action.option_strings[0]
    twice = [option, value, action.option_strings[-1], value]
    without = needed[: needed.index(option)] if option in needed else needed
    with pytest.raises(SystemExit) as ended:
        main([command, *without, *twice])
    lines = capsys.readouterr().err.splitlines()
    assert (ended.value.code, len(lines)) == (2, 1)
    assert f"{'/'.join(action.option_strings)}：只能写一次" in lines[0]


def test_what_may_be_repeated_still_may():
    given = ["confidence", "--labelled", "a", "b", "--labelled", "c", "d"]
    assert parsed(given).labelled == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize("suffix", [".html", ".svg", ".XLSX", ".png", ".docx", ".pptx", ".pdf"])
def test_export_takes_the_format_from_the_suffix_and_says_what_is_wrong(folder, tmp_path, suffix, capsys):
    run("export", folder, "--chart", "nope", "-o", tmp_path / f"x{suffix}", code=2)
    (line,) = capsys.readouterr().err.splitlines()
    assert "没有“nope”这个指标" in line


def test_export_writes_what_the_suffix_names_and_refuses_one_that_it_does_not_write(folder, tmp_path, capsys):
    run("export", folder, "--chart", "tourist_arrivals", "-o", tmp_path / "x.html")
    assert "<html" in (tmp_path / "x.html").read_text(encoding="utf-8")
    for output, more, why in (("x.txt", (), "可用的是"), ("x.html", ("--format", "svg"), "后缀应为 .svg")):
        capsys.readouterr()
        run("export", folder, "--chart", "tourist_arrivals", *more, "-o", tmp_path / output, code=2)
        assert why in capsys.readouterr().err


@pytest.mark.parametrize("kept", [False, True], ids=["folder", "workspace"])
@pytest.mark.parametrize("suffix", [".html", ".svg"])
def test_export_marks_a_figure_in_doubt_as_the_page_does(suffix, kept, tmp_path):
    text = "2024年，凤阳县接待游客1204.57万人次，同比增长21%。\n据另一口径，2024年凤阳县接待游客1240.57万人次。\n"
    if kept:
        Workspace(tmp_path / "in").add("a.txt", text.encode())
    else:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    run("export", tmp_path / "in", "--chart", "tourist_arrivals", "-o", tmp_path / f"x{suffix}")
    assert "1,204.57?" in (tmp_path / f"x{suffix}").read_text(encoding="utf-8")


SUGGESTED = "2024年，九天峰恋接待游客7645人次。\n"


@pytest.mark.parametrize("suffix", FORMATS)
def test_suggestions_are_written_in_the_columns_of_the_table_and_are_no_part_of_it(
    folder, tmp_path, suffix, capsys
):
    (folder / "near.txt").write_text(SUGGESTED, encoding="utf-8")
    table, asked = tmp_path / f"table{suffix}", tmp_path / f"asked{suffix}"
    assert main(["extract", str(folder), "-o", str(table), "--suggestions", str(asked)]) == 0
    assert f"1 条建议 → {asked}" in capsys.readouterr().out
    rows, found = read_table(table), read_table(asked)
    assert [*found.columns] == [*COLUMNS]
    (row,) = found[["indicator", "value_text", "rule", "document"]].itertuples(index=False, name=None)
    assert row == ("tourist_arrivals", "7645人次", "suggestion", "near.txt")
    assert "7645人次" not in set(rows["value_text"])


def test_suggestions_are_not_written_over_the_table_or_what_is_read(folder, tmp_path, capsys):
    table = tmp_path / "table.csv"
    for asked in (table, folder / "documents.csv"):
        assert main(["extract", str(folder), "-o", str(table), "--suggestions", str(asked)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert not table.exists()


def test_a_list_that_was_read_is_not_said_to_be_passed_over(tmp_path, capsys):
    rows = "".join(
        f"{n},2025-04-07,青禾日报,{TEXT.strip().replace('13.6', f'13.{n}') * 2},http://example.org/{n}\n"
        for n in (1, 2, 3)
    )
    (tmp_path / "文章.csv").write_text(f"序号,日期,kk,zw_x,出自何处\n{rows}", encoding="utf-8")
    run("extract", tmp_path / "文章.csv", "-o", tmp_path / "table.csv")
    told = capsys.readouterr().err
    assert "作为文章列表读" in told
    assert "跳过：" not in told
    assert not read_table(tmp_path / "table.csv").empty


def test_export_says_how_many_documents_are_set_aside(tmp_path, capsys):
    workspace = Workspace(tmp_path / "workspace")
    workspace.add("20250407.txt", TEXT.encode())
    kept = workspace.add("20250408.txt", TEXT.replace("13.6万", "14.6万").encode())
    workspace.refresh()
    export = ("export", tmp_path / "workspace", "--chart", "tourist_arrivals", "-o", tmp_path / "x.html")
    run(*export)
    assert "放在一边" not in capsys.readouterr().err
    workspace.register.look([kept.digest], aside=True)
    run(*export)
    assert "1 个文件放在一边" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            {"a": "项目\t执行数（万元）\n甲\t3\n乙\t4\n"},
            "a.txt：没有得到一行；读到 2 个数字，都没有采用，其中 2 个的原因是：句中没有指标名称。",
        ),
        ({"a": "新建道路3公里。\n", "b": "修渠4公里。\n"}, "a.txt 等 2 份文件：没有得到一行；读到 2 个数字"),
        ({"a": "项目\t执行数\n甲项\t3\n", "b": TEXT}, "a.txt：没有得到一行；读到 1 个数字"),
        ({"a": "各位代表，你们好。\n"}, "a.txt：没有得到一行；文中没有可以读作数值的数字。"),
        ({"a": "各位代表，你们好。\n", "b": TEXT}, ""),
    ],
)  # fmt: skip
def test_that_a_document_gave_no_row_is_told_with_its_reason(texts, said, tmp_path, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    run("extract", folder, "-o", tmp_path / "out.csv")
    told = [line for line in capsys.readouterr().err.splitlines() if "没有得到一行" in line]
    assert [line[: len(said)] for line in told] == ([said] if said else [])


PART = "2024年，青禾县接待游客30万人次。新建道路3公里，修渠4公里。\n"
HALF = "2024年，青禾县接待游客31万人次。修桥5座。\n"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            {"a": PART},
            "a.txt：得到 1 行；另有 2 个数字没有采用，其中 2 个的原因是：句中没有指标名称。",
        ),
        (
            {"a": HALF, "b": PART},
            "2 份文件：得到 2 行；另有 3 个数字没有采用（最多的：b.txt 2、a.txt 1），其中 3 个的原因是：句中没有指标名称。",
        ),
        ({"a": "2024年，青禾县接待游客30万人次。\n"}, ""),
        ({"a": "修桥5座。\n", "b": PART}, "b.txt：得到 1 行；另有 2 个数字没有采用"),
    ],
)  # fmt: skip
def test_numbers_that_became_no_row_beside_others_that_did_are_counted_with_the_reason(
    texts, said, tmp_path, capsys
):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    run("extract", folder, "-o", tmp_path / "out.csv")
    told = [line for line in capsys.readouterr().err.splitlines() if "另有" in line]
    assert [line[: len(said)] for line in told] == ([said] if said else [])


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (["--help"], {"pandas", "pyarrow", "numpy", "pydantic", "jieba"}),
        (["explain", "全县出口5亿元。"], {"pandas", "pyarrow"}),
    ],
)
def test_a_command_loads_no_library_that_it_does_not_need(arguments, without):
    code = (
        "import sys; from pipeline.__main__ import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        timeout=SECONDS,
    )
    assert not without.intersection(done.stderr.split())
    assert done.stdout
