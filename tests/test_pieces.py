"""Take archives and lists apart: each document in them is one of its own, and nothing is lost in silence."""

import csv
import io
import json
import struct
import time
import zipfile

import openpyxl
import pytest

import pipeline
from pipeline.__main__ import main
from pipeline.documents import pieces_of
from pipeline.documents.pieces.list_pieces import day_said
from pipeline.workspace import Workspace

VISITS = "2024年，青禾县接待游客{}万人次，同比增长5.2%。"
HEADINGS = ("标题", "发布时间", "来源", "正文", "链接")


def page(count):
    return VISITS.format(count)


def articles(*counts):
    return [
        (f"青禾县见闻{n}", "2025-04-07 10:22", "青禾日报", page(n), f"http://example.org/{n}") for n in counts
    ]


def as_csv(rows, headings=HEADINGS, encoding="utf-8-sig", **options):
    held = io.StringIO(newline="")
    csv.writer(held, **options).writerows([headings, *rows])
    return held.getvalue().encode(encoding)


def as_workbook(rows, headings=HEADINGS):
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(held)
    return held.getvalue()


class Named(zipfile.ZipInfo):
    """Be a member whose name is written in GBK, whatever its flag says."""

    flagged = 0

    def _encodeFilenameFlags(self):  # noqa: N802 - zipfile asks for it by this name
        return self.filename.encode("gb18030"), self.flag_bits | self.flagged


class Flagged(Named):
    """Be one whose name is said to be in UTF-8."""

    flagged = 0x800


def as_zip(*members, kind=None):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in members:
            archive.writestr(kind(name) if kind else name, said)
    return held.getvalue()


def taken(octets, file):
    return [(one.file, one.error and one.error.why) for one in pieces_of(octets, file)]


@pytest.mark.parametrize(
    ("file", "octets", "first"),
    [
        ("n.csv", as_csv(articles(30, 40)), 2),
        ("n.csv", as_csv(articles(30, 40), encoding="gb18030"), 2),
        ("n.csv", as_csv(articles(30, 40), encoding="utf-16"), 2),
        ("n.csv", as_csv(articles(30, 40), delimiter=";"), 2),
        ("n.txt", as_csv(articles(30, 40), delimiter="\t"), 2),
        ("n.csv", b"sep=,\r\n" + as_csv(articles(30, 40), encoding="utf-8"), 3),
        ("n.xlsx", as_workbook(articles(30, 40)), 2),
        (
            "n.json",
            json.dumps([dict(zip(HEADINGS, one, strict=True)) for one in articles(30, 40)]).encode(),
            1,
        ),
        (
            "n.jsonl",
            "\n".join(
                json.dumps(dict(zip(("title", "pubtime", "source", "content", "url"), one, strict=True)))
                for one in articles(30, 40)
            ).encode(),
            1,
        ),
    ],
)
def test_a_list_gives_a_document_a_row_whatever_it_is_written_in(tmp_path, file, octets, first):
    (tmp_path / file).write_bytes(octets)
    table = pipeline.extract(tmp_path / file)
    levels = table[(table["measure"] == "level") & ~table["derived"]]
    assert [*levels["value"]] == [300000.0, 400000.0]
    assert [*levels["document"]] == [f"{file}#{first}", f"{file}#{first + 1}"]
    assert [*levels["locator"]] == [f"第{first}行", f"第{first + 1}行"]
    assert {*levels["source"]} == {"青禾日报"}
    assert {*levels["published"].astype(str)} == {"2025-04-07"}
    assert not table["published_inferred"].any()
    assert [*levels["title"]] == ["青禾县见闻30", "青禾县见闻40"]


@pytest.mark.parametrize(
    "answer",
    [
        lambda rows: {"data": {"list": rows}},
        lambda rows: {
            "code": 0,
            "msg": "ok",
            "data": {"total": 2, "rows": rows, "more": [{"a": 1}]},
            "time": "x",
        },
        lambda rows: {"msg": 'a "b" {[', "data": {"page": {"records": rows}}},
        lambda rows: {"status": {"code": 0}, "empty": [], "result": rows},
    ],
)
@pytest.mark.parametrize("count", [2, 3000])
def test_a_list_in_what_a_service_answers_is_read_as_the_list_alone(answer, count):
    rows = [dict(zip(HEADINGS, one, strict=True)) for one in articles(*range(count))]
    alone, within = (
        [*pieces_of(json.dumps(said, ensure_ascii=False).encode(), "n.json")] for said in (rows, answer(rows))
    )
    assert alone == within
    assert len(alone) == count


def test_what_stands_in_an_article_is_no_list_of_articles():
    pictures = [{"标题": "图", "正文": page(n)} for n in (1, 2)]
    rows = [{"标题": f"青禾县见闻{n}", "图": pictures, "正文": page(n)} for n in (30, 40)]
    octets = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    assert taken(octets, "n.jsonl")[:2] == [("n.jsonl#1", None), ("n.jsonl#2", None)]


def test_an_article_may_stand_in_an_object_of_its_row():
    rows = [dict(zip(HEADINGS, one, strict=True)) for one in articles(1, 2)]
    nested = [{"data": row} for row in rows]
    alone, within = (
        [(one.file, one.octets) for one in pieces_of(json.dumps(said, ensure_ascii=False).encode(), "n.json")]
        for said in (rows, nested)
    )
    assert alone == within
    named = [{"newsTitle": row[HEADINGS[0]], "newsText": page(n)} for n, row in enumerate(rows)]
    assert len([*pieces_of(json.dumps(named).encode(), "n.json")]) == len(rows)


ODD = [
    ("稿件标题", "见报日期", "报纸", "稿件内容", "网址"),
    ("Headline", "Published At", "Outlet", "Body Text", "URL"),
    ("稿件名称", "刊发日期", "媒体名称", "全文", "网址"),
    ("biaoti", "shijian", "laiyuan", "neirong", "lianjie"),
]


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("headings", ODD)
def test_headings_that_name_the_same_in_other_words_are_understood(headings, form):
    pieces = [*pieces_of(written(articles(30, 40), headings, form), f"n.{form}")][:2]  # the link is told of
    assert [one.known for one in pieces] == [
        {"title": f"青禾县见闻{n}", "published": "2025-04-07", "source": "青禾日报", "place": ""}
        for n in (30, 40)
    ]


def written(rows, headings, form):
    if form == "xlsx":
        return as_workbook(rows, headings)
    if form == "csv":
        return as_csv(rows, headings)
    return "\n".join(json.dumps(dict(zip(headings, one, strict=True))) for one in rows).encode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("headings", [("A", "B", "C", "D", "E"), ("序号", "日期", "kk", "zw_x", "出自何处")])
def test_a_column_of_sentences_is_the_body_of_a_list_whose_headings_tell_nothing_and_that_is_told(
    headings, form
):
    rows = [(n, "2025-04-07", "青禾日报", page(n) * 2, f"http://example.org/{n}") for n in (30, 40, 50)]
    *pieces, told = pieces_of(written(rows, headings, form), f"n.{form}")
    assert [one.octets.decode() for one in pieces] == [page(n) * 2 for n in (30, 40, 50)]
    assert told.error.why == "list_columns"
    dated = "日期" in headings
    assert {one.known["published"] for one in pieces} == {"2025-04-07" if dated else ""}
    assert told.error.values["body"] == headings[3]
    assert told.error.values["published"] == ("日期" if dated else "—")
    assert told.error.values["others"] == "、".join(
        one for one in headings if one not in (headings[3], "日期")
    )


@pytest.mark.parametrize("form", ["csv", "xlsx", "tsv"])
def test_a_list_whose_first_row_is_an_article_is_read_by_what_its_columns_hold_and_that_is_told(form):
    rows = [
        (f"青禾县见闻之{n}", "2025-04-07 10:22", page(n) * 2, f"http://example.org/{n}") for n in (30, 40)
    ]
    octets = (
        as_workbook(rows[1:], rows[0])
        if form == "xlsx"
        else as_csv(rows[1:], rows[0], delimiter="\t" if form == "tsv" else ",")
    )
    *pieces, told = pieces_of(octets, f"n.{form}")
    assert [(one.file, one.known["published"]) for one in pieces] == [
        (f"n.{form}#{n}", "2025-04-07") for n in (1, 2)
    ]
    assert [one.octets.decode() for one in pieces] == [
        f"青禾县见闻之{n}\n\n{page(n) * 2}\n" for n in (30, 40)
    ]
    assert told.error.why == "list_headless"
    assert told.error.values["others"] == "#4"
    again = [*pieces_of(octets, f"n.{form}", {"body": "#3", "published": "#2"})]
    assert [one.octets.decode() for one in again] == [page(n) * 2 for n in (30, 40)]


NO_LISTS = {
    "figures beside long remarks": (
        ("项目", "总投资", "建设内容"), [(f"项目{n}", f"{n}.5", page(n) * 2) for n in (1, 2, 3)],
    ),
    "remarks that are no sentences": (("项目", "地点", "建设内容"), [("厂房", "城东", "新建标准厂房及配套设施" * 4)] * 3),
    "one row": (("甲", "乙", "丙"), [("一", "二", page(3) * 2)]),
    "two columns": (("单位", "职责"), [("财政局", page(3) * 2)] * 3),
    "rows of unlike length": (("甲", "乙", "丙"), [("一", "二", page(3) * 2), ("一", page(3) * 2)]),
    "days beside figures and no headings": (
        ("2025-04-07", "3.5", page(1) * 2), [("2025-04-08", "4.5", page(2) * 2)] * 2,
    ),
    "no headings and no days": (("开工", "一", page(1) * 2), [("投产", "二", page(2) * 2)] * 2),
    "sentences on top": (("今天，县里开会。", "乙", "丙"), [("一", "二", page(3) * 2)] * 3),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_holds_long_cells_and_is_no_list_stays_what_it_was(name):
    headings, rows = NO_LISTS[name]
    assert pieces_of(as_csv(rows, headings), "n.csv") is None


def test_line_breaks_commas_and_quotes_stay_in_their_cell(tmp_path):
    body = f'全县"三夏"有序,\n{page(30)}\r\n天气晴好。'
    (tmp_path / "n.csv").write_bytes(as_csv([("甲", "2025-04-07", "青禾日报", body, "")]))
    (piece,) = pieces_of(tmp_path / "n.csv", "n.csv")
    assert piece.octets.decode() == f"甲\n\n{body}\n"
    assert piece.file == "n.csv#2"


def test_a_body_that_is_markup_is_read_as_a_web_page(tmp_path):
    body = f"<p>安静的一天</p><script>var x = 99;</script><p>{page(30)}</p>"
    (tmp_path / "n.csv").write_bytes(as_csv([("甲", "2025-04-07", "青禾日报", body, "")]))
    table = pipeline.extract(tmp_path / "n.csv")
    assert [*table.loc[~table["derived"], "value"]] == [300000.0, 5.2]
    assert {*table["locator"]} == {"第2行"}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_list_is_no_web_page_though_its_articles_are_markup(form):
    body = f"<p>安静的一天</p><p>{page(30)}</p><table><tr><td>甲</td><td>乙</td></tr></table>"
    rows = [(f"甲{n}", "2025-04-07", "青禾日报", body, "") for n in range(3)]
    assert [one.file for one in pieces_of(written(rows, HEADINGS, form), f"n.{form}") if not one.error] == [
        f"n.{form}#{n}" for n in (range(2, 5) if form == "csv" else range(1, 4))
    ]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (("指标", "内容"), [("生产总值", "30"), ("人口", "40")]),
        (("标题", "内容"), [("生产总值", "30"), ("人口", "40")]),
        (("指标", "2023年", "2024年"), [("生产总值（亿元）", "30", "35")]),
    ],
)
def test_a_table_is_no_list(headings, rows):
    assert pieces_of(as_csv(rows, headings), "t.csv") is None


def test_a_table_in_csv_is_read_as_one_and_says_the_cell_of_each_figure(tmp_path):
    rows = [("地区\n生产总值（亿元）", "30", "35"), ("总人口（万人）", "40", "")]
    (tmp_path / "t.csv").write_bytes(as_csv(rows, ("指标", "2023年", "2024年"), encoding="gb18030"))
    table = pipeline.extract(tmp_path / "t.csv")
    assert [*zip(table["value"], table["period"], table["locator"], strict=True)][:2] == [
        (3e9, "2023", "B2"),
        (3.5e9, "2024", "C2"),
    ]


def test_the_last_row_of_a_table_in_csv_is_one_though_its_cells_are_no_plain_numbers(tmp_path):
    rows = [("地区生产总值（亿元）", "30", "35"), ("三次产业比例", "7.1:38.2:54.7", "6.8:37.5:55.7")]
    (tmp_path / "t.csv").write_bytes(as_csv(rows, ("指标", "2023年", "2024年")))
    assert pipeline.read_text(tmp_path / "t.csv").endswith("三次产业比例\t7.1:38.2:54.7\t6.8:37.5:55.7\n")
    table = pipeline.extract(tmp_path / "t.csv")
    shares = table[table["indicator"].str.endswith("_share")]
    assert {*shares["period"]} == {"2023", "2024"}  # read as a sentence they were of no year


def test_rows_that_cannot_be_used_are_told_once_for_each_reason():
    rows = [
        *articles(30),
        ("乙", "昨天", "", page(40), ""),
        ("丙", "", "", "", ""),
        ("丁", "", "", "长文。", "", "多"),
    ]
    rows.append(("戊", "", "", f"字{page(50)}", ""))
    octets = as_csv(rows).replace("字".encode(), b"\xff")
    told = taken(octets, "n.csv")
    assert [one for one in told if not one[1]] == [("n.csv#2", None), ("n.csv#3", None)]
    assert [why for _, why in told if why] == ["list_no_day", "list_no_body", "list_cells", "list_encoding"]


def test_a_quotation_mark_left_open_is_told_and_the_rows_before_it_are_read():
    octets = as_csv(articles(30)) + '甲,2025-04-07,,"'.encode() + (f"\n{page(40)}" * 9).encode()
    told = taken(octets, "n.csv")
    assert told == [("n.csv#2", None), ("n.csv", "list_broken")]


def test_objects_of_json_that_end_in_the_middle_are_told():
    octets = json.dumps([{"title": "甲", "content": page(30)}, {"title": "乙", "content": page(40)}])[
        :-9
    ].encode()
    assert taken(octets, "n.json") == [("n.json#1", None), ("n.json", "list_broken")]
    assert taken(
        b'[{"title": "a", "content": "' + "多字。".encode() + b'"}, ' + b"[" * 100_000, "n.json"
    ) == [
        ("n.json#1", None),
        ("n.json", "list_broken"),
    ]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-04-07 10:22:33", "2025-04-07"),
        ("2025/4/7", "2025-04-07"),
        ("2025年4月7日", "2025-04-07"),
        ("20250407", "2025-04-07"),
        ("2025-04-06T23:30:00+08:00", "2025-04-06"),
        ("1743955200", "2025-04-07"),
        ("1743955200000", "2025-04-07"),
        ("2025-02-30", ""),
        ("昨天", ""),
        ("9999-12-31", ""),
    ],
)
def test_a_day_is_read_from_what_lists_write(cell, day):
    assert day_said(cell) == day


def test_members_of_an_archive_are_documents_of_their_own(tmp_path):
    octets = as_zip(
        ("报纸/a.txt", page(30)),
        ("news.csv", as_csv(articles(40))),
        ("inner.zip", as_zip(("b.txt", page(50)))),
        ("../../up.txt", page(60)),
        ("__MACOSX/._a.txt", "x"),
        (".DS_Store", "x"),
        ("tool.exe", "x"),
        ("documents.csv", "file,published,place\n报纸/a.txt,2025-02-01,青禾县\nlost.txt,,\n"),
    )
    (tmp_path / "a.zip").write_bytes(octets)
    assert taken(octets, "a.zip") == [
        ("a.zip/documents.csv", "no_such_file"),
        ("a.zip/inner.zip/b.txt", None),
        ("a.zip/news.csv#2", None),
        ("a.zip/up.txt", None),
        ("a.zip/报纸/a.txt", None),
        ("a.zip", "other_kinds"),
    ]
    table = pipeline.extract(tmp_path / "a.zip")
    levels = table[(table["measure"] == "level") & ~table["derived"]].set_index("document")
    assert [*levels["value"]] == [500000.0, 400000.0, 600000.0, 300000.0]
    assert str(levels.loc["a.zip/报纸/a.txt", "published"])[:10] == "2025-02-01"


@pytest.mark.parametrize("kind", [Named, Flagged])
def test_names_in_gbk_are_read_also_where_they_are_said_to_be_utf8(kind):
    (piece,) = pieces_of(as_zip(("青禾/公报.txt", page(30)), kind=kind), "a.zip")
    assert (piece.file, piece.octets.decode()) == ("a.zip/青禾/公报.txt", page(30))


def test_two_members_of_one_name_are_both_read():
    with pytest.warns(UserWarning, match="Duplicate"):
        octets = as_zip(("a.txt", page(30)), ("a.txt", page(40)))
    assert [one.file for one in pieces_of(octets, "a.zip")] == ["a.zip/a (2).txt", "a.zip/a.txt"]


def _lying(octets):
    """Say in the directory that the one member is small."""
    at = octets.rfind(b"PK\x01\x02")
    return octets[: at + 24] + struct.pack("<I", 1000) + octets[at + 28 :]


@pytest.mark.parametrize(
    ("octets", "why"),
    [
        (as_zip(("a.txt", "0" * (40 << 20))), "zip_ratio"),
        (_lying(as_zip(("a.txt", "0" * (40 << 20)))), "member_damaged"),
        (as_zip(("a.txt", "0" * (51 << 20))), "too_large"),
        (as_zip(("a.zip", as_zip(("b.zip", as_zip(("c.zip", as_zip(("d.txt", "x")))))))), "kind_zip"),
        (as_zip(*((f"{n}.txt", "") for n in range(20_001))), "zip_members"),
        (as_zip(("a.txt", page(30)))[:-30], "zip_damaged"),
        (as_zip(("a.exe", "x")), "zip_empty"),
    ],
)
def test_a_bomb_or_a_damaged_archive_is_told_in_a_second(octets, why):
    begun = time.process_time()
    assert why in [reason for _, reason in taken(octets, "a.zip")]
    assert time.process_time() - begun < 1


def test_members_with_a_password_are_counted():
    octets = bytearray(as_zip(("a.txt", page(30)), ("b.txt", page(40))))
    for start in (octets.find(b"PK\x01\x02"), octets.rfind(b"PK\x01\x02")):
        octets[start + 8] |= 1
    (piece,) = pieces_of(bytes(octets), "a.zip")
    assert (piece.error.why, piece.error.values["count"]) == ("zip_encrypted", "2")


def test_damaged_archives_and_lists_each_have_an_outcome():
    whole = as_zip(("a.txt", page(30)), ("n.csv", as_csv(articles(30, 40))))
    for at in range(0, len(whole), 3):
        for made in (whole[:at], whole[:at] + b"\xff\x00" + whole[at + 2 :]):
            pieces = pieces_of(made, "a.zip")
            assert pieces is None or all(one.octets or one.error for one in pieces)


def test_the_text_of_one_document_of_a_list_or_archive_is_printed(tmp_path, capsys):
    (tmp_path / "a.zip").write_bytes(as_zip(("n.csv", as_csv(articles(30))), ("b.txt", page(40))))
    assert main(["text", f"{tmp_path}/a.zip/b.txt"]) == 0
    assert capsys.readouterr().out == page(40)
    assert main(["text", f"{tmp_path}/a.zip/n.csv#2"]) == 0
    assert page(30) in capsys.readouterr().out
    for named, said in (("a.zip", "多份"), ("a.zip/c.txt", "没有这一份"), ("b.zip/c.txt", "找不到")):
        assert main(["text", f"{tmp_path}/{named}"]) == 2
        assert said in capsys.readouterr().err


def test_standard_input_is_read_by_what_its_bytes_are(monkeypatch):
    class Given:
        buffer = io.BytesIO(as_zip(("b.txt", page(40))))

    monkeypatch.setattr("sys.stdin", Given)
    assert {*pipeline.extract("-")["document"]} == {"-/b.txt"}


def test_a_list_handed_in_becomes_its_rows(tmp_path):
    held = Workspace(tmp_path / "w")
    told = held.add_all([("n.csv", as_csv([*articles(30, 40), ("丙", "", "", "", "")]), {"place": "青禾县"})])
    assert [(one.file, one.error and one.error.why) for one in told] == [
        ("n.csv", "list_no_body"),
        ("n.csv#2", None),
        ("n.csv#3", None),
    ]
    held.refresh()
    table = held.observations().table
    assert {*table["locator"]} == {"第2行", "第3行"}
    assert {entry.known["place"] for entry in held.entries().values()} == {"青禾县"}
    assert {entry.known["published"] for entry in held.entries().values()} == {"2025-04-07"}


def test_a_list_in_a_mirrored_folder_is_followed_row_by_row(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    held = Workspace(tmp_path / "w")
    (folder / "n.csv").write_bytes(as_csv(articles(30, 40)))
    (folder / "a.zip").write_bytes(as_zip(("b.txt", page(50)), ("c.exe", "x")))

    def names():
        return {entry.file for entry in held.entries().values()}

    told = [[(one.file, one.error and one.error.why) for one in held.mirror(folder)] for _ in range(2)]
    assert (
        told[0]
        == told[1]
        == [("a.zip/b.txt", None), ("a.zip", "other_kinds"), ("n.csv#2", None), ("n.csv#3", None)]
    )
    first = next(one for one in held.entries().values() if one.file == "n.csv#2")
    held.register.restate({first.digest: {"place": "青禾县"}})
    rows = articles(30, 40)
    rows[0] = (*rows[0][:3], rows[0][3] + "天气晴好。", "")
    (folder / "n.csv").write_bytes(as_csv([*rows, *articles(60)]))
    held.mirror(folder)
    assert names() == {"a.zip/b.txt", "n.csv#2", "n.csv#3", "n.csv#4"}
    edition = next(one for one in held.entries().values() if one.file == "n.csv#2")
    assert edition.digest != first.digest
    assert edition.known["place"] == "青禾县"
    (folder / "a.zip").unlink()
    held.mirror(folder)
    assert names() == {"n.csv#2", "n.csv#3", "n.csv#4"}
    held.refresh()
    assert {*held.observations().table["document"]} == names()


LONG = 2_097_153  # characters, one more than a cell of a list may have


@pytest.mark.parametrize(
    ("file", "octets"),
    [
        ("n.csv", as_csv([("标题", "正文" + "1" * LONG)], ("标题", "正文"))),
        ("n.csv", as_csv([("标题", "正文" + "1\n" * LONG)], ("标题", "正文"))),
        ("n.json", json.dumps([{"标题": "甲", "正文": "1" * LONG}]).encode()),
    ],
    ids=["in one line", "in many lines", "of JSON"],
)
def test_a_cell_that_no_article_fills_is_told_before_it_is_read(file, octets):
    assert taken(octets, file) == [(file, "list_cell")]


def test_the_rows_before_a_cell_that_is_too_long_are_read():
    octets = as_csv([("甲", page(1)), ("乙", "1" * LONG), ("丙", page(2))], ("标题", "正文"))
    assert taken(octets, "n.csv") == [("n.csv#2", None), ("n.csv", "list_cell")]


def test_a_list_whose_first_row_is_broken_is_told_to_be_one():
    assert taken('标题,正文\n甲,"全县'.encode(), "n.csv") == [("n.csv", "list_broken")]


def test_the_columns_of_a_list_that_nobody_saw_are_told_where_some_are_not_read(tmp_path):
    headings = ("编号", "题目", "标题", "发布时间", "更新时间", "正文")
    octets = as_csv([(1, "甲", "乙", "2025-04-07", "2025-05-01", page(30))], headings)
    for file, held in (("n.csv", octets), ("a.zip", as_zip(("n.csv", octets)))):
        (tmp_path / file).write_bytes(held)
        *_, last = pieces_of(tmp_path / file, file)
        said = last.error.said("zh")
        assert said.endswith("“正文”，标题取自“标题”，日期取自“发布时间”；没有读的列：编号、题目、更新时间。")
        assert "列表" in said
        assert "更新时间" in last.error.said("en")


def test_the_columns_of_a_list_are_not_told_where_all_are_read_or_a_person_chose_them():
    assert taken(as_csv(articles(30)), "n.csv") == [("n.csv#2", None)]
    chosen = {"title": "编号", "body": "正文"}
    octets = as_csv([(1, "甲", page(30))], ("编号", "标题", "正文"))
    assert [one.error for one in pieces_of(octets, "n.csv", chosen)] == [None]


def test_the_other_sheets_of_a_workbook_with_a_list_are_named():
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["本表由县统计局整理"])
    for name, state in (("旧稿", "hidden"), ("新闻", "visible"), ("评论", "visible"), ("空", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in [HEADINGS, *articles(30, 40)] if name != "空" else ():
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    *rows, told = pieces_of(held.getvalue(), "n.xlsx")
    assert [one.file for one in rows] == ["n.xlsx#2", "n.xlsx#3"]
    assert told.error.said("zh") == (
        "n.xlsx：只读了工作表“新闻”里的文章；另外的工作表没有读：说明、旧稿、评论，请各另存为一个文件。"
    )
