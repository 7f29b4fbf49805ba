"""What a Word file prints is read in order; what is deleted, hidden, or stands on every page is not."""

import io
from pathlib import Path

import pytest
import yaml
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from pipeline.documents import DocumentError, content_of
from pipeline.lines import flow
from tests.word_files import paragraph, relations, run, table, word_file, word_parts, zipped

PRINTED = yaml.safe_load((Path(__file__).parent / "cases/word_runs.yaml").read_text("utf-8"))
BOX = "<w:txbxContent>{}</w:txbxContent>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def read(body, **parts):
    return content_of(word_file(body, **parts), "报告.docx")


@pytest.mark.parametrize("case", PRINTED.values(), ids=PRINTED)
def test_a_paragraph_prints(case):
    text = read(f"<w:p>{run('甲')}</w:p><w:p>{case['inside']}</w:p>").text
    assert text.rstrip("\n") == ("甲\n" + case["text"]).rstrip("\n")


def test_a_command_that_never_ends_does_not_cost_the_next_paragraph():
    assert (
        read('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph("增长6%")).text
        == "增长6%"
    )


def test_a_formula_of_parts_is_told_and_joins_no_figures():
    built = "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"
    content = read(f"<w:p>{run('比重1')}{built}{run('5%')}</w:p>")
    assert content.text == "比重1 5%"
    assert [error.why for error in content.left_out] == ["word_pictures"]


def test_the_end_of_a_paragraph_that_was_deleted_joins_the_next_one():
    marked = paragraph("全县生产总值", "<w:rPr><w:del/></w:rPr>")
    assert read(marked + paragraph("90亿元")).text == "全县生产总值90亿元"
    assert read(marked).text == "全县生产总值"


def test_paragraphs_and_tables_come_in_order_and_know_where_they_stand():
    content = read(
        paragraph("一、综合")
        + table(["指标", "数值"], ["人口", "42"])
        + paragraph("")
        + paragraph("二、农业")
    )
    assert content.text == "一、综合\n\n指标\t数值\n人口\t42\n\n二、农业"
    where = {content.text[one.start : one.end]: one.locator for one in content.layout.spots}
    assert where == {
        "一、综合": "第1段",
        "指标\t数值": "表1第1行",
        "人口\t42": "表1第2行",
        "二、农业": "第2段",
    }


def test_merged_cells_stand_once_and_say_what_they_span():
    restart, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    content = read(
        table([("指标", restart), ("2024年", wide)], [("", goes_on), "绝对数", "增长"], ["人口", "42", "1"])
    )
    assert content.text == "指标\t2024年\t\n\t绝对数\t增长\n人口\t42\t1\n"
    assert content.layout.spans == {0: (2, 1), 3: (1, 2)}


def test_the_text_of_a_cell_is_one_line():
    between = "</w:t></w:r></w:p><w:p><w:r><w:t>"
    cell = f"地区生产{between}总值{between}2024年{between}GDP{between}90"
    breaks = "人口</w:t><w:br/><w:t>（万</w:t><w:tab/><w:t>人）"
    assert read(table([cell, breaks])).text == "地区生产总值 2024年 GDP 90\t人口（万人）\n"


def test_rows_deleted_or_hidden_are_left_out():
    gone = "<w:tr><w:trPr><w:{}/></w:trPr><w:tc><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:tc></w:tr>"
    body = table(["人口", "42"]).replace("<w:tbl>", "<w:tbl>" + gone.format("del") + gone.format("hidden"))
    assert read(body).text == "人口\t42\n"


def test_rows_that_begin_in_a_later_column_keep_their_columns():
    row = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:p><w:r><w:t>2024年</w:t></w:r></w:p></w:tc></w:tr>"
    assert read(table(["人口", "42"]).replace("<w:tbl>", "<w:tbl>" + row)).text == "\t2024年\n人口\t42\n"


def test_a_table_of_one_column_is_a_frame_around_paragraphs():
    framed = table(["一、综合"]).replace(
        "</w:tc>", table(["指标", "数值"], ["人口", "42"]) + paragraph("完") + "</w:tc>"
    )
    content = read(framed)
    assert content.text == "一、综合\n\n指标\t数值\n人口\t42\n\n完"
    assert content.layout.locator(content.text.index("42")) == "表1第2行"


def test_a_text_box_stands_once_behind_its_paragraph():
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX.format(paragraph('框中'))}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX.format(paragraph('框中'))}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert read(f"<w:p><w:r>{both}</w:r>{run('全县增长6%')}</w:p>").text == "全县增长6%\n框中"


def test_words_that_are_white_on_white_are_left_out_and_told():
    white, dark = "<w:color w:val='FFFFFF'/>", "<w:shd w:val='clear' w:fill='1F4E79'/>"
    lines = [
        run("全县增长6%"),
        run("全县增长7%", white),
        run("全县增长8%", white + dark),
        f"<w:pPr>{dark}</w:pPr>{run('全县增长9%', white)}",
    ]
    cell = "<w:tbl><w:tr>" + f"<w:tc><w:p>{run('人口', white)}</w:p></w:tc>" * 2 + "</w:tr></w:tbl>"
    content = read("".join(f"<w:p>{line}</w:p>" for line in lines) + cell)
    assert content.text.split() == ["全县增长6%", "全县增长8%", "全县增长9%", "人口", "人口"]
    assert [(one.why, one.values["count"]) for one in content.left_out] == [("white_words", "1")]


def test_notes_stand_at_the_end_and_never_in_a_sentence():
    body = f"<w:p>{run('生产总值')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('90亿元')}</w:p>"
    notes = "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>按现价计算</w:t></w:r></w:p></w:footnote>"
    content = read(body + paragraph("完"), footnotes=notes)
    assert content.text == "生产总值90亿元\n完\n\n按现价计算"
    assert content.layout.locator(len(content.text) - 1) == "注1"


def test_headers_footers_and_comments_are_no_text():
    document = WordDocument()
    document.sections[0].header.add_table(1, 2, Pt(300)).rows[0].cells[0].text = "人口"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    words = document.add_paragraph("全县增长6%")
    document.add_comment(words.runs, text="应为7%")
    assert content_of(saved(document), "报告.docx").text == "全县增长6%"


def test_a_table_of_contents_is_no_table():
    lines = "".join(paragraph(f"一、综合\t{page}", "<w:pStyle w:val='t1'/>") for page in (1, 2))
    style = "<w:style w:type='paragraph' w:styleId='t1'><w:name w:val='toc 1'/></w:style>"
    field = FIELD.format(" TOC \\o ", run("二、农业\t3") + "</w:p><w:p>" + run("三、工业\t4"))
    assert read(lines + f"<w:p>{field}</w:p>" + paragraph("完"), styles=style).text == "完"


def test_numbers_that_word_sets_itself_are_read():
    levels = (
        "<w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>"
        "<w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='●'/></w:lvl>"
    )
    lists = f"<w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>"
    lists += "<w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num>"
    said = [(0, "综合"), (1, "人口"), (1, "12家企业"), (2, "点"), (0, "农业"), (1, "粮食")]
    body = "".join(
        paragraph(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='7'/></w:numPr>")
        for level, text in said
    )
    # 「2.」 before 「12家」 would read as 2.12
    assert read(body, numbering=lists).text.split("\n") == [
        "一、综合",
        "1.人口",
        "12家企业",
        "点",
        "二、农业",
        "1.粮食",
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["生产总值\t90.1\t6.5", "人口\t42.3\t0.1"], "生产总值\t90.1\t6.5\n人口\t42.3\t0.1"),
        (["\t2023年\t2024年", "人口\t42.1\t42.3"], "\t2023年\t2024年\n人口\t42.1\t42.3"),
        (["生产总值\t90.1", "人口\t\t\t42.3", "户数\t\t13.6"], "生产总值\t90.1\n人口\t42.3\n户数\t13.6"),
        (["\t全县生产总值90亿元。"], "全县生产总值90亿元。"),
        (
            ["全县生产总值\t90亿元，增长6%。", "人口\t42万人，增长1%。"],
            "全县生产总值 90亿元，增长6%。\n人口 42万人，增长1%。",
        ),
        (["青禾县统计局\t2025年3月"], "青禾县统计局 2025年3月"),
    ],
)
def test_tabs_divide_columns_only_where_lines_beside_have_them(lines, text):
    body = "".join(
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format(one.replace("\t", "</w:t><w:tab/><w:t>"))
        for one in lines
    )
    assert read(body).text == text


COLUMN = """青禾日报讯（记者 李禾）今年以来，青
禾县接待游客286.4万人次，同比增长12.
6%，实现旅游收入21.7亿元，粮食总产量
17.94万吨，全县新增城镇就业3821人，新
签约项目15个，其中投资超亿元的项目4个，
发展势头良好。"""


def test_lines_of_a_column_that_were_copied_as_paragraphs_are_put_together():
    content = read("".join(map(paragraph, COLUMN.split("\n"))))
    assert content.layout.wrapped
    assert flow(content.text, wrapped=content.layout.wrapped).display == COLUMN.replace("\n", "")


def test_paragraphs_and_a_list_are_not_put_together():
    listed = [
        "一、综合",
        "全年实现生产总值186.42亿元，比上年增长5.8%，经济运行总体平稳。",
        *["青山镇新签约项目15个"] * 2,
    ] * 3
    assert not read("".join(map(paragraph, listed))).layout.wrapped


def saved(document):
    octets = io.BytesIO()
    document.save(octets)
    return octets.getvalue()


def headed(*lines):
    document = WordDocument()
    for text, points, centred in lines:
        words = document.add_paragraph()
        words.add_run(text).font.size = Pt(points)
        words.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
    document.core_properties.title = "2019年安平县统计公报"
    return document


def test_the_title_is_the_large_lines_in_the_middle():
    lines = [
        ("青禾县人民政府文件", 36, True),
        ("青政发〔2025〕3号", 16, True),
        ("2024年青禾县国民经济和社会发展", 22, True),
        ("统计公报", 22, True),
        ("青禾县统计局", 22, True),
        ("2025年3月31日", 22, True),
        ("2024年，全县实现生产总值90亿元。", 16, False),
    ]
    assert content_of(saved(headed(*lines)), "a.docx").title == "2024年青禾县国民经济和社会发展统计公报"


def test_a_numbered_heading_is_no_part_of_the_title():
    lines = [
        ("2024年青禾县统计公报", 22, True),
        ("一、综合", 22, True),
        ("全县实现生产总值90亿元。", 16, False),
    ]
    assert content_of(saved(headed(*lines)), "a.docx").title == "2024年青禾县统计公报"


def test_a_title_may_stand_in_a_frame():
    head = paragraph("2024年青禾县统计公报", "<w:jc w:val='center'/>").replace(
        "<w:rPr>", "<w:rPr><w:sz w:val='44'/>"
    )
    cell = f"<w:tbl><w:tr><w:tc>{head}</w:tc></w:tr></w:tbl>"
    assert read(cell + paragraph("全县实现生产总值90亿元。")).title == "2024年青禾县统计公报"


def test_a_title_that_only_the_properties_state_is_that_of_an_older_file():
    assert content_of(saved(headed(("全县实现生产总值90亿元。", 16, False))), "a.docx").title == ""
    same = headed(("2019年安平县 统计公报", 16, False), ("全县实现生产总值90亿元。", 16, False))
    assert content_of(saved(same), "a.docx").title == "2019年安平县统计公报"


def test_the_day_on_which_a_file_was_saved_is_not_that_of_publication():
    assert content_of(saved(headed(("全县实现生产总值90亿元。", 16, False))), "a.docx").published == ""


BODY = paragraph("全县增长6%")
DRAWN = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (word_parts(BODY) | {"word/document.xml": "<w:document"}, "word_damaged"),
        (word_parts(BODY, footnotes="") | {"word/styles.xml": ""}, None),
        (word_parts(BODY, styles="") | {"word/styles.xml": "<w:styles>"}, "word_damaged"),
        (
            word_parts(BODY) | {"word/document.xml": "<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>"},
            "word_damaged",
        ),
        (word_parts(""), "no_words"),
        (word_parts(DRAWN), "word_pictures_alone"),
        ({"[Content_Types].xml": "", "word/other.xml": ""}, "word_damaged"),
        (word_parts("<w:p>" * 300), "word_damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(parts, why):
    if why is None:
        assert content_of(zipped(parts), "a.docx").text == "全县增长6%"
        return
    with pytest.raises(DocumentError) as raised:
        content_of(zipped(parts), "a.docx")
    assert raised.value.why == why


def test_a_block_of_too_many_elements_is_refused(monkeypatch):
    monkeypatch.setattr("pipeline.documents.word.parts._MOST_ELEMENTS", 1000)
    within, over = (zipped(word_parts(f"{BODY}<w:p>{'<w:r/>' * runs}</w:p>")) for runs in (900, 1001))
    assert content_of(within, "a.docx").text.rstrip() == "全县增长6%"
    with pytest.raises(DocumentError) as raised:
        content_of(over, "a.docx")
    assert raised.value.why == "word_large"


def test_links_and_templates_outside_of_the_file_are_not_followed():
    link = '<Relationship Id="x" Type="a/styles" Target="file:///etc/passwd" TargetMode="External"/>'
    parts = word_parts(BODY) | {"word/_rels/document.xml.rels": relations({}, link)}
    assert content_of(zipped(parts), "a.docx").text == "全县增长6%"
