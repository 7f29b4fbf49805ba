"""A web page is read as the article that it is around: in order, without menus, with its tables and its head."""

from base64 import encodebytes
from binascii import b2a_qp
from datetime import date
from pathlib import Path

import pytest
from web_pages import TEXT, TITLE, page, paragraphs, read, rows_of, text_of

from pipeline.documents import DocumentError, content_of, document_in
from pipeline.documents.web import markup, sheets, tables

WHOLE = "\n".join([TITLE, *TEXT])
FACT = "全年地区生产总值286.5亿元，比上年增长5.2%。"


def _headed(body, **about):
    return page(f"<h1>{TITLE}</h1>{body}", head=f"<title>{TITLE}-青禾县人民政府</title>", **about)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>甲县</p><p>乙县</p>", ["甲县", "乙县"]),
        ("<div>甲县<div>乙县</div>丙县</div>", ["甲县", "乙县", "丙县"]),
        ("<h2>一、综合</h2>全年平稳。", ["一、综合", "全年平稳。"]),
        ("<ul><li>甲县<li>乙县</ul>", ["甲县", "乙县"]),
        ("一、综合<br>全年平稳。<br/><br>二、农业", ["一、综合", "全年平稳。", "二、农业"]),
        ("<pre>一、综合\n全年平稳。</pre>", ["一、综合", "全年平稳。"]),
        ('<div style="white-space:pre-wrap">一、综合\n全年平稳。</div>', ["一、综合", "全年平稳。"]),
        ("<dl><dt>常住人口</dt><dd>42.3万人</dd><dt>户数：</dt><dd>3万户</dd></dl>", ["常住人口：42.3万人", "户数：3万户"]),
        ("<figure><img src=1.png><figcaption>县城新貌。</figcaption></figure>后文", ["县城新貌。", "后文"]),
        ("<p>全县<b>13</b><span>.64</span>\n万人次</p>", ["全县13.64 万人次"]),
        ("<p>全县地区生\n   产总值  <b>286</b>亿元</p>", ["全县地区生产总值 286亿元"]),
        ("<p>甲<span style='display:block'>乙</span>丙</p>", ["甲", "乙", "丙"]),
        ("<h1>青禾县统计<br>公报</h1>", ["青禾县统计公报"]),
        ("<p>&nbsp;&nbsp;　　甲&lt;乙&amp;nbsp;丙</p>", ["甲<乙&nbsp;丙"]),
        ("<p>甲</p></body></html><p>后文</p>", ["甲", "后文"]),
        ("<p>甲<!-- 乙 --><script>document.write('丙')</script><template>丁</template><style>p{}</style></p>", ["甲"]),
        ("<p>甲</p><select><option>乙</option></select><button>丙</button><textarea>丁</textarea>", ["甲"]),
        ("<p>甲<del>乙</del><s>丙</s></p>", ["甲"]),
    ],
)  # fmt: skip
def test_a_page_is_read_block_by_block_in_its_order(body, lines):
    assert text_of(f"<html><body>{body}").split("\n") == lines


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("地区生产总值<sup>2</sup>30亿元", "地区生产总值30亿元"),
        ("公报<sup>[1]</sup>", "公报"),
        ("人口<span style='vertical-align: super'>①</span>9万人", "人口9万人"),
        ("面积30km<sup>2</sup>，用水2万m<sup>3</sup>", "面积30km²，用水2万m³"),
        ("产量10<sup>4</sup>吨", "产量10⁴吨"),
        ("PM<sub>2.5</sub>浓度", "PM2.5浓度"),
        ("品牌<sup>TM</sup>", "品牌TM"),
        ("地区生产总值<sup>1,2</sup>30亿元", "地区生产总值30亿元"),
        ("地区生产总值<a href='#_ftn1'><span>1</span></a>30亿元", "地区生产总值30亿元"),
        ("地区生产总值<a href='/公报.html#note2' name=back>[2]</a>30亿元", "地区生产总值30亿元"),
        ("全年<ruby>鹤<rt>he</rt></ruby>山", "全年鹤山"),
    ],
)
def test_the_marks_of_notes_never_join_a_figure(body, text):
    assert text_of(f"<html><body><p>{body}</p>") == text


def test_hard_line_breaks_in_mid_sentence_are_undone_as_in_a_text():
    lines = (
        "　　初步核算，2024年全县实现地区生产总值286.5",
        "亿元，比上年增长5.2%。其中，第一产业增加值40.1亿元，增",
        "长3.9%。",
    )
    text = text_of(f"<html><body><div>{'<br>'.join(lines)}</div>")
    assert (
        text
        == "初步核算，2024年全县实现地区生产总值286.5亿元，比上年增长5.2%。其中，第一产业增加值40.1亿元，增长3.9%。"
    )


def test_a_sentence_cut_into_two_paragraphs_is_one_and_a_heading_begins_another():
    cut = "<p>全年完成地区生产总值286.5</p><p>亿元，增长5.2%。</p><p>全年完成投资30</p><p>二、农业</p>"
    assert text_of(f"<html><body>{cut}").split("\n") == [
        "全年完成地区生产总值286.5亿元，增长5.2%。",
        "全年完成投资30",
        "二、农业",
    ]


LAYOUTS = {
    "paragraphs": paragraphs(),
    "breaks": "<br>".join(TEXT),
    "layout table": f"<table><tr><td><a href=/>首页</a></td><td>{paragraphs()}</td></tr></table>",
    "row by row": "<table>" + "".join(f"<tr><td>{line}</td></tr>" for line in TEXT) + "</table>",
    "in a form": f"<form action='/x'><input type=hidden value=1>{paragraphs()}</form>",
    "in sections": "<section>" * 40 + paragraphs() + "</section>" * 40,
    "unclosed": "".join(f"<p><font>{line}" for line in TEXT),
    "in spans": "".join(f"<p>{''.join(f'<span>{character}</span>' for character in line)}</p>" for line in TEXT),
    "named badly": f"<div class='menu'>{paragraphs()}</div>",
    "a navigation nobody closed": f"<nav><a href=/>首页</a>{paragraphs()}",
    "hidden until a script shows it": f"<div id='js_content' style='visibility: hidden; opacity: 0;'>{paragraphs()}</div>",
    "behind a dialogue": f"<div aria-hidden='true'>{paragraphs()}</div>",
    "in a link nobody closed": f"<a href='/x'>{paragraphs(TEXT * 4)}",
    "for browsers without scripts": f"<noscript>{paragraphs()}</noscript>",
    "in a list nobody closed": f"<select><option>一月{paragraphs()}",
    "in a head nobody closed": f"<head><link rel=x>{paragraphs()}",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_text_gives_the_same_rows_whatever_page_is_made_of_it(layout):
    known = {"published": "2025-03-31", "place": "青禾县"}
    rows = rows_of(WHOLE, "公报.txt", **known)
    assert len(rows) > 8
    assert rows_of(_headed(LAYOUTS[layout]), **known) == rows


@pytest.mark.parametrize(
    "beside",
    [
        f"<nav>{FACT}</nav>",
        f"<footer>{FACT}</footer>",
        f"<aside>{FACT}</aside>",
        f"<div role='navigation'>{FACT}</div>",
        f"<div role=Complementary>{FACT}</div>",
        f"<div class='side-menu'>{FACT}</div>",
        f"<div id='relatedList'>{FACT}</div>",
        f"<div hidden>{FACT}</div>",
        f"<div style='display:none'>{FACT}</div>",
        f"<div style='color:red; DISPLAY : NONE !important'>{FACT}</div>",
        f"<p style='visibility:hidden'>{FACT}</p>",
        f"<span aria-hidden=true>{FACT}</span>",
        f"<p style='font-size:0px'>{FACT}</p>",
        f"<p style='font-size: 0'><b>{FACT}</b></p>",
        f"<noscript>{FACT}</noscript>",
        f"<p><a href='/x'>{FACT}</a></p>",
        f"<ul><li><a href=/1>{FACT}</a> 2024-01-02</li><li><a href=/2>{FACT}</a> 2024-01-03</li></ul>",
        "<table>" + f"<tr><td><a href=/1>{FACT}</a></td><td>01-02</td></tr>" * 2 + "</table>",
        f"<del>{FACT}</del>",
        f"<p><span style='text-decoration: line-through'>{FACT}</span></p>",
        f"<p style='position:absolute;left:-9999px'>{FACT}</p>",
        f"<p style='text-indent:-999em'>{FACT}</p>",
        f"<p style='color:transparent'>{FACT}</p>",
        f"<p style='color:rgba(0,0,0,0)'>{FACT}</p>",
        f"<div style='color:#12345600'><b>{FACT}</b></div>",
    ],
)  # fmt: skip
def test_what_stands_beside_the_body_gives_no_line(beside):
    body = paragraphs([line for line in TEXT if "生产总值" not in line])
    assert "286.5" not in text_of(_headed(body + beside))
    assert "286.5" not in text_of(_headed(beside + body))


@pytest.mark.parametrize(
    "shown",
    [
        f"<div style='display:block'>{FACT}</div>",
        f"<p style='font-size:0'><span style='font-size:16px'>{FACT}</span></p>",
        f"<p style='opacity:0.9; transform:scale(0.5, 1)'>{FACT}</p>",
        f"<p style='text-indent:-24px; left:-10px; text-decoration:underline'>{FACT}</p>",
        f"<p style='mso-font-size:0; font-size:10.5pt'>{FACT}</p>",
        f"<p><a name=_GoBack>{FACT}</a></p>",
        f"<p><a href='#_ftn1'>{FACT}</a></p>",
        f"<p>{FACT[:4]}<a href='/word'>{FACT[4:10]}</a>{FACT[10:]}</p>",
        f"<div class='content-menuless news_content'>{FACT}</div>",
        f"<article role=main>{FACT}</article>",
        f"<p hidden-text=no>{FACT}</p>",
        f"<p style='color:rgba(0,0,0,0.4)'>{FACT}</p>",
        f"<p style='color:transparent; background:linear-gradient(red, blue); background-clip:text'>{FACT}</p>",
        f"<div style='color:transparent'><b style='color:#333'>{FACT}</b></div>",
    ],
)
def test_what_is_like_it_but_seen_stays(shown):
    body = paragraphs([line for line in TEXT if "生产总值" not in line])
    assert FACT in text_of(_headed(body + shown))


SHEETS = {
    "a class": (".h{display:none}", "class='n h'"),
    "a name": ("#h{visibility:hidden}", "id=h"),
    "an element of a class": ("p.h { display : none !important }", "class=h style='display:block'"),
    "one of several": (".a,.h{display:none}", "class=h"),
    "within another": ("main > .h{font-size:0}", "class=h"),
    "far within another": ("body .o  p{opacity:0}", "class=h"),
    "an attribute": ("[data-fold]{display:none}", "data-fold=1"),
    "all but some": ("p:not(.k){display:none}", ""),
    "struck out": (".h{text-decoration:line-through}", "class=h"),
    "on a screen": ("@media screen and (min-width:800px){.h{display:none}}", "class=h"),
    "in a layer, behind a comment": ("<!-- /* .x{} */ @layer a{.h{display:none}} -->", "class=h"),
    "the later": (".h{display:block}.h{display:none}", "class=h"),
    "the more specific": ("p.h{display:none}.h{display:block}", "class=h"),
    "scaled to nothing": (".h{transform:translate(1px) scaleY(0)}", "class=h"),
    "white on white": (".h{color:#FFF}", "class=h"),
    "white by name": ("", "style='color:white'"),
    "nearly white": ("", "style='color:rgb(253,254,255)'"),
    "yellow on yellow": ("", "style='background:#ff0;color:yellow'"),
}


@pytest.mark.parametrize(("rules", "attributes"), SHEETS.values(), ids=SHEETS)
def test_what_the_rules_of_a_page_hide_is_left_out_and_told(rules, attributes):
    told = paragraphs([line for line in TEXT if "生产总值" not in line]).replace("<p>", "<p class=k>")
    inside = f"<main class=o><p {attributes}>{FACT}</p><div class=k>后文</div></main>"
    content = read(page(f"<h1>{TITLE}</h1>{told}{inside}", head=f"<style>{rules}</style>"))
    assert "286.5" not in content.text
    assert "13.64" in content.text
    assert [fault.why for fault in content.left_out] == ["page_hidden"]


@pytest.mark.parametrize(
    ("rules", "attributes"),
    [
        ("@media print{.h{display:none}}", "class=h"),
        ("@media (max-width: 768px){.h{display:none}}", "class=h"),
        ("@media (min-width: 2000px){.h{display:none}}", "class=h"),
        ("@supports (display:flex){.h{display:none}}", "class=h"),
        (".h{display:none}.h.on{display:block}", "class='h on'"),
        (".h{display:none}.h:first-child{display:block}", "class=h"),
        ("h1 + main p, .o .x{display:none}", "class=h"),
        (".h:hover{display:none}.h::before{display:none}", "class=h"),
        (".no-js .h{display:none}", "class=h"),
        (".h{display:none}", "class=H"),
        (".h{display:none}", "class=h style='display:block'"),
        (".h{color:#fff;background:#247}", "class=h"),
        (".o{background:url(a.png)}.h{color:#fff}", "class=h"),
        (".h{position:absolute;color:#fff}", "class=h"),
        (".h{color:var(--w)}", "class=h"),
        (".o{color:#fff}.h{color:#333}", "class=h"),
        ("@import url(a.css);.h{color:#fff}", "class=h"),
        ("</style><link rel=stylesheet href=a.css><style>.h{color:#fff}", "class=h"),
        ("</style><!--[if IE]><style>.h{display:none}</style><![endif]--><style>", "class=h"),
        ("</style><style media=print>.h{display:none}", "class=h"),
        ("</style><script>'<style>.h{display:none}</style>'</script><style>", "class=h"),
        (".h{display:none", ""),
        ("{}}}.h}{display:none}", "class=h"),
    ],
)  # fmt: skip
def test_what_rules_leave_to_be_seen_stays(rules, attributes):
    told = paragraphs([line for line in TEXT if "生产总值" not in line])
    body = f"<h1>{TITLE}</h1><div>{told}</div><main class=o><p {attributes}>{FACT}</p></main>"
    content = read(page(body, head=f"<style>{rules}</style>"))
    assert FACT in content.text
    assert not content.left_out


def test_the_text_of_a_page_that_its_rules_hide_until_a_script_runs_is_read():
    body = f"<h1>{TITLE}</h1><p>加载中，请稍候。</p><div class=c>{paragraphs()}</div>"
    assert FACT in text_of(page(body, head="<style>.c{display:none}</style>"))


@pytest.mark.parametrize("hidden", ["class=h", "style='display:none'", "hidden"])
def test_a_hidden_column_is_no_column(hidden):
    rows = f"<tr><th>指标</th><th {hidden}>2022年</th><th>2024年</th></tr>"
    rows += f"<tr><td>地区生产总值（亿元）</td><td {hidden}>255.5</td><td>286.5</td></tr>" * 2
    lines = text_of(
        page(f"{paragraphs()}<table>{rows}</table>", head="<style>.h{display:none}</style>")
    ).split("\n")
    assert "地区生产总值（亿元）\t286.5" in lines


def test_a_cell_of_white_letters_keeps_its_place():
    rows = "<tr><th>指标</th><th>2023年</th><th>2024年</th></tr>"
    rows += "<tr><td>常住人口（万人）</td><td style='color:#fff'>43</td><td>42.3</td></tr>" * 2
    lines = text_of(page(f"{paragraphs()}<table>{rows}</table>")).split("\n")
    assert "常住人口（万人）\t\t42.3" in lines


@pytest.mark.parametrize(
    "rules",
    [
        "p{" * 50_000,
        "@media screen{" * 50_000,
        "a" + "(" * 50_000 + "{}",
        f":not({'a,' * 50_000}b){{display:none}}",
        f"{'.a' * 50_000}{{display:none}}",
        ".h{" + "display:none;" * 70_000 + "}",
        "/*" * 400_000,
    ],
    ids=lambda rules: rules[:20],
)
def test_rules_that_nobody_would_write_cost_no_text(rules):
    assert FACT in text_of(page(paragraphs([FACT, *TEXT]), head=f"<style>{rules}</style>"))


def test_rules_that_are_stated_again_for_each_part_of_a_page_cost_no_more(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_STEPS", 5000)
    part = f"<style>p{{display:block}} p{{color:#333}}</style>{paragraphs()}"
    assert FACT in text_of(page(f"<p>{FACT}</p>{part * 100}"))


def test_more_rules_and_elements_than_can_be_compared_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_STEPS", 5000)
    rules = "".join(f"html body p:not(.k{number}):not(.k){{display:block}}" for number in range(100))
    with pytest.raises(DocumentError) as raised:
        read(page(paragraphs() + "<p>后文</p>" * 100, head=f"<style>{rules}</style>"))
    assert raised.value.why == "page_elements"


@pytest.mark.parametrize(
    ("column", "stays"),
    [
        (
            "<table><tr><td>首页</td></tr><tr><td>统计数据</td></tr><tr><td>2023年GDP增长9.9%</td></tr></table>",
            False,
        ),
        ("<div>首页</div><div>2023年GDP增长9.9%</div>", False),
        ("<div>全县概况</div><div>2023年GDP增长9.9%</div>", True),
        ("<div>首页</div><div>2023年，全县地区生产总值增长9.9%，增速比全市高1.2个百分点。</div>", True),
    ],
)
def test_a_column_of_a_layout_that_is_a_menu_is_left_out(column, stays):
    cells = f"<td><h1>{TITLE}</h1>{paragraphs()}</td><td>{column}</td>"
    assert ("9.9%" in text_of(page(f"<table><tr>{cells}</tr></table>"))) == stays


@pytest.mark.parametrize(
    ("card", "lines"),
    [
        (
            "<p>地区生产总值</p><p>412.3亿元</p><p>增长5.7%</p>",
            ["地区生产总值：412.3亿元，增长5.7%", "税收收入：8.2亿元"],
        ),
        ("<p>固定资产投资</p><p>同比下降3.1%</p>", ["固定资产投资：同比下降3.1%", "税收收入：8.2亿元"]),
        ("<p>412.3亿元</p><p>地区生产总值</p>", None),  # its figure stands above its name
        ("<p>地区生产总值</p><p>412.3亿元</p><p>8.2亿元</p>", None),
    ],
)
def test_what_stands_on_a_card_is_one_line(card, lines):
    body = f"<p>{TEXT[1]}</p>{card}<p>税收收入</p><p>8.2亿元</p><p>{TEXT[1]}</p>"
    found = text_of(page(body)).split("\n")[1:-1]
    assert found == lines if lines else not any("：" in line for line in found)


@pytest.mark.parametrize("heading", ["", "<p>主要指标</p>"])
def test_figures_above_their_names_are_put_with_no_name(heading):
    cards = "<p>412.3亿元</p><p>地区生产总值</p><p>8.2亿元</p><p>税收收入</p>"
    assert "：" not in text_of(page(f"<p>{TEXT[1]}</p>{heading}{cards}<p>{TEXT[1]}</p>"))


def test_menus_paths_and_the_foot_are_left_out():
    body = f"<div>发布时间：2025-03-31　来源：青禾县统计局</div>{paragraphs()}"
    assert text_of(_headed(body)).split("\n") == [TITLE, "发布时间：2025-03-31　来源：青禾县统计局", *TEXT]


def test_labels_that_only_style_divides_are_divided():
    label = "<div><span>来源：<b>青禾县统计局</b></span>\n<span>发布时间：2025-03-31</span><span>浏览次数：</span></div>"
    content = read(_headed(label + paragraphs()))
    assert (content.source, content.published) == ("青禾县统计局", "2025-03-31")
    assert "来源：青禾县统计局 发布时间：2025-03-31 浏览次数：" in content.text


def test_pictures_in_the_body_are_told_and_others_are_not():
    pictures = "<p><a href=1.jpg><img src=1.png></a></p><div><img src=2.png></div>"
    html = f"<img src=logo.png><h1>{TITLE}</h1>{pictures}{paragraphs()}<div><img src=code.png></div>"
    assert [fault.said() for fault in read(page(html)).left_out] == [
        "页面.html：正文里有 2 张图片没有读，其中的表和数字不在结果里；可把图片另存出来，作为扫描件加入。"
    ]
    assert read(page(f"<p><img src=icon.png>{FACT}</p>{paragraphs()}")).left_out == ()


@pytest.mark.parametrize(
    "beside",
    [
        "<p>上一篇：三门县一季度GDP增长5.5%</p><p>下一条: 慈溪市2024年GDP增长6.1%</p>",
        "<p>【上一条】：三门县一季度GDP增长5.5%</p>",
        "<p>上一篇：</p><p>三门县一季度GDP增长5.5%</p>",
        "<h3>热点新闻</h3><ul><li>余姚市2024年GDP增长5.5%</li><li>三门县GDP增长5.5%！</li></ul>",
        "<p><b>相关阅读：</b></p><p>三门县一季度GDP增长5.5%</p><p>余姚市GDP增长5.5%，全市第一</p>",
        "<div><span>阅读排行</span><p>1 三门县一季度GDP增长5.5%</p></div>",
        "<p>网友评论：GDP增长5.5%？</p>",
        "<div class='comment-list'><p>游客：GDP增长5.5%，真快。</p></div>",
        "<style>.fold{overflow:hidden;max-height:0}</style><div class=fold>GDP增长5.5%，真快。</div>",
        "<div style='height:0px;overflow-y:hidden'>GDP增长5.5%，真快。</div>",
    ],
)
def test_headlines_of_other_articles_words_of_readers_and_what_is_folded_give_no_line(beside):
    text = text_of(_headed(paragraphs() + f"{beside}<p>责任编辑：王某</p>"))
    assert [line for line in text.split("\n") if line in TEXT] == [*TEXT]
    assert "5.5%" not in text


@pytest.mark.parametrize(
    "own",
    [
        ["上一篇文章说到，全县GDP增长5.5%。"],
        ["下一页的表格列出了各镇的数字：", "GDP增长5.5%"],
        ["延伸阅读：全县GDP增长5.5%，增速居全市第二位，比上年提高一个百分点。"],
        ["相关阅读", "全县GDP增长5.5%。", "出口总额5.5亿元"],
        ["热点新闻", "<h3>二、工业增长5.5%</h3>", "工业用电量5.5亿千瓦时"],
    ],
)
def test_what_only_sounds_like_another_article_stays(own):
    kept = [
        line.removeprefix("<h3>").removesuffix("</h3>")
        for line in own
        if line not in ("相关阅读", "热点新闻")
    ]
    text = text_of(_headed(paragraphs([*TEXT, *own, *TEXT])))
    assert [line for line in kept if line not in text.split("\n")] == []


def test_what_has_a_height_or_is_not_cut_off_is_no_folded_part():
    for style in (
        "height:0;overflow:visible",
        "max-height:0.5em;overflow:hidden",
        "overflow:hidden",
        "min-height:0;overflow:hidden",
    ):
        assert "5.5%" in text_of(
            _headed(f"{paragraphs()}<div style='{style}'>全县GDP增长5.5%，居第二。</div>")
        )


def test_short_lines_of_figures_are_no_foot_though_they_name_what_one_names():
    lines = ["【打印】 【关闭】", "关闭小煤矿：投资3.2亿元", "主办单位：青禾县人民政府"]
    assert text_of(f"<html><body>{paragraphs(lines)}") == "\n".join(lines[:2])


def test_a_page_of_links_alone_is_refused_with_what_to_do():
    with pytest.raises(DocumentError, match="另存"):
        read(page("<ul><li><a href=/1>青禾县全年生产总值30亿元</a></li></ul>", below=""))


@pytest.mark.parametrize(
    "encoded",
    [
        page(paragraphs()).encode("gb18030"),
        page(paragraphs(), head="<meta charset=gb2312>").encode("gb18030"),
        page(paragraphs(), head="<meta charset=gb2312>").encode(),
        page(paragraphs(), head="<meta charset=utf-8>").encode("gb18030"),
        page(paragraphs(), head="<meta charset=iso-8859-1>").encode("gb18030"),
        page(paragraphs()).encode("utf-8-sig"),
        page(paragraphs()).encode("utf-16"),
        page(paragraphs()).encode("utf-16-le"),
        page(paragraphs(), head="<meta charset=utf-8>").encode("utf-16"),
        page(paragraphs()).encode() + b"\0" * 40,
        page(paragraphs(), head='<meta name="description" content="青').encode()[:-1].replace(b"</head>", b'"></head>'),
        page(paragraphs(), head='<meta name=description content="~">').encode("gb18030").replace(b"~", b"\xc7"),
        page(paragraphs(), head='<meta charset=gb2312><meta name=description content="~">')
        .encode("gb18030").replace(b"~", b"\xff\xff"),
    ],
)  # fmt: skip
def test_characters_are_read_whatever_the_page_says_of_them(encoded):
    text = text_of(encoded)
    assert all(line in text for line in TEXT)


def test_traditional_pages_and_names_beyond_gb2312_are_read():
    assert "縣政府" in text_of(
        page("<p>本縣縣政府統計，全年人口三萬人，較上年增加。</p>" * 3, above="", below="").encode(
            "big5hkscs"
        )
    )
    assert "镕㙍" in text_of(
        page("<p>镕㙍镇全年平稳，人口三万人，比上年增加。</p>", head="<meta charset=gb2312>").encode(
            "gb18030"
        )
    )


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(DocumentError, match="编码"):
        read(b"<html><body>" + bytes(range(128, 256)) * 20)


HEADS = {
    f'<meta name="ArticleTitle" content="{TITLE}"><title>网站</title>': TITLE,
    f'<meta property="og:title" content="{TITLE}">': TITLE,
    f"<title>{TITLE}</title>": TITLE,
    f"<title>{TITLE}_统计数据_青禾县人民政府</title>": TITLE,
    f"<title>{TITLE} - 青禾县人民政府</title>": TITLE,
    f"<title>{TITLE}-统计公报-青禾县人民政府</title>": TITLE,
    f"<title>{TITLE}|青禾新闻网</title>": TITLE,
    "<title>青禾县2024年1-6月经济运行情况_部门动态</title>": "青禾县2024年1-6月经济运行情况",
    "<title>奋进新征程——青禾县2024年答卷</title>": "奋进新征程——青禾县2024年答卷",
}


@pytest.mark.parametrize("head", HEADS)
def test_the_title_is_that_of_the_article_not_of_its_site(head):
    assert read(page(paragraphs(), head=head)).title == HEADS[head]


@pytest.mark.parametrize(
    "title", [f"青禾日报数字报-{TITLE}", f"青禾县人民政府 {TITLE}", f"（广东）{TITLE}_公报库", f"{TITLE}", ""]
)
def test_a_headline_on_the_page_is_the_title(title):
    headline = f"<h1 class=logo>青禾</h1><h1><a href='/self'>{TITLE}</a></h1>"
    content = read(page(headline + paragraphs(), head=f"<title>{title}</title>"))
    assert content.title == TITLE
    assert content.text.startswith(TITLE)


INDEX = (
    "<table><tr><td>索引号：</td><td>1/2</td><td>生成日期：</td><td>2025-03-30</td></tr>"
    "<tr><td>机构：</td><td>统计局</td><td>文号：</td><td>3</td></tr></table>"
)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="PubDate" content="2025-03-31 10:20:00">', ""),
        ('<META NAME="publishdate" CONTENT="2025/3/31">', ""),
        ('<meta property="article:published_time" content="2025-03-31T08:00:00+08:00">', ""),
        ('<script type="application/ld+json">{"pubDate": "2025-03-31T10:00:00"}</script>', ""),
        ('<script>var ct = "1743350400";</script>', ""),  # midnight in China, the day before in Greenwich
        ('<script>var ct="1743436799", x=1;</script>', ""),
        ("", "<div>发布时间：2025-03-31 10:20</div>"),
        ("", "<div>2025年3月31日 10:20　出处：青禾县统计局</div>"),
        ('<meta name="PubDate" content="2026-01-05">', "<p>发布日期：2025-03-31</p>"),  # saved again since
        ('<script>var ct = "1893456000";</script>', '<em id="publish_time">2025-03-31 18:00</em>'),
        ("", "<p>青禾县统计局</p><p>2025年3月31日</p>"),
        ('<meta name="PubDate" content="2025-13-31"><meta name="pubtime" content="2025-03-31">', ""),
        ("", f"{INDEX}<div>发布时间：2025-03-31</div>"),
    ],
)  # fmt: skip
def test_the_day_is_that_on_which_a_page_was_put_out(head, body):
    content = read(page(f"<h1>{TITLE}</h1>{body}{paragraphs()}", head=f"<title>{TITLE}</title>{head}"))
    assert content.published == "2025-03-31"


def test_a_banner_of_the_site_is_no_title():
    head = "<title>2024年经济运行情况-青禾县人民政府门户网站</title>"
    banner = "<div><a href='/'>青禾县人民政府门户网站</a></div><div class=tit>2024年经济运行情况</div>"
    assert read(page(banner + paragraphs(), head=head)).title == "2024年经济运行情况"


def test_a_title_of_the_head_that_is_the_sites_is_no_title():
    head = f'<meta property="og:title" content="青禾县人民政府"><title>{TITLE}-青禾县人民政府</title>'
    assert read(_headed(paragraphs())).title == TITLE
    assert read(page(f"<div>青禾县情</div><h1>{TITLE}</h1>{paragraphs()}", head=head)).title == TITLE


def test_a_day_above_the_headline_of_a_newspaper_is_its_day_where_nothing_else_says_one():
    paper = (
        f"<div><span>第A06版：公告</span>\n<span>2025年03月31日</span></div><h1>{TITLE}</h1>{paragraphs()}"
    )
    assert read(page(paper, head=f"<title>青禾日报数字报-{TITLE}</title>")).published == "2025-03-31"


SITE = '<meta name="SiteName" content="青禾县人民政府">'


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        ('<meta name="ContentSource" content="青禾县统计局">', "", "青禾县统计局"),
        (f'<meta name="ContentSource" content="县统计局">{SITE}', "", "青禾县统计局"),
        (f'<meta name="ContentSource" content="本站">{SITE}', "", "青禾县人民政府"),
        ("", "<p>来源：青禾日报</p>", "青禾日报"),
        (SITE, "<p>来源：本网</p>", "青禾县人民政府"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_source_is_who_put_the_page_out(head, body, source):
    html = page(f"<h1>{TITLE}</h1>{body}{paragraphs()}", head=f"<title>{TITLE}</title>{head}", below="")
    assert read(html).source == source


def test_a_page_says_of_itself_what_its_document_is():
    html = _headed("<p>发布时间：2025-03-31　来源：青禾县统计局</p>" + paragraphs())
    document = document_in(html.encode(), "公报.html", Path("公报.html"), {})
    assert (document.title, document.published, document.source) == (TITLE, date(2025, 3, 31), "青禾县统计局")
    assert document.published_inferred


def test_every_line_stands_where_its_locator_says():
    table = (
        "<table><tr><th>指标</th><th>2024年</th></tr><tr><td>常住人口（万人）</td><td>42.3</td></tr></table>"
    )
    content = read(f"<html><body><p>甲。</p><p>乙，</p>{table}<p>丙。</p>{table}")
    found = [(spot.locator, content.text[spot.start : spot.end]) for spot in content.layout.spots]
    assert found == [
        ("第1段", "甲。"),
        ("第2段", "乙，"),
        ("表1第1行", "指标\t2024年"),
        ("表1第2行", "常住人口（万人）\t42.3"),
        ("第3段", "丙。"),
        ("表2第1行", "指标\t2024年"),
        ("表2第2行", "常住人口（万人）\t42.3"),
    ]
    assert "乙，\n\n指标" in content.text
    assert "42.3\n\n丙" in content.text
    assert not content.layout.wrapped


def _grid(html):
    return [line.split("\t") for line in text_of(f"<html><body>{html}").split("\n") if "\t" in line]


def test_cells_that_span_others_stand_first_and_cover_empty_ones():
    table = (
        "<table><tr><th rowspan=2>指标</th><th colspan=2>2024年</th></tr><tr><th>绝对数</th><th>同比（%）</th></tr>"
        "<tr><td>地区生产<br>总值</td><td>286</td><td>5.2</td></tr></table>"
    )
    content = read(f"<html><body>{table}")
    assert content.text.strip() == "指标\t2024年\t\n\t绝对数\t同比（%）\n地区生产总值\t286\t5.2"
    spans = {content.text[start : start + 2]: span for start, span in content.layout.spans.items()}
    assert spans == {"指标": (2, 1), "20": (1, 2)}


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("<tr><td>甲<td>1<tr><td>乙<td>2", [["甲", "1"], ["乙", "2"]]),  # ends left out
        ("<tr><td>甲<td>1<tr><td><td><tr><td>乙<td>2", [["甲", "1"], ["乙", "2"]]),  # an empty row
        ("<tr><td>甲<td><td>1<tr><td>乙<td>3<td>2", [["甲", "", "1"], ["乙", "3", "2"]]),  # an empty cell
        ("<tr><td>甲<td colspan=2>1<tr><td>乙<td colspan=2>2", [["甲", "1"], ["乙", "2"]]),  # columns that are none
        ("<tr><td>乙<td>3<tr><td rowspan=9>甲<td>1<tr><td>2", [["乙", "3"], ["甲", "1"], ["", "2"]]),  # beyond the rows
        ("<tr><td rowspan=2>甲<td rowspan=2>1<tr><td>乙<td>2", [["甲", "1"], ["乙", "2"]]),  # spans nothing but its row
        ("<tr><td>甲<td rowspan=0>1<tr><td>乙<td colspan=x>2", [["甲", "1"], ["乙", "2"]]),
        ("<tr><td>甲<td>&nbsp;1\n\n3 <tr><td>乙<td><p>2</p><p>万人</p>", [["甲", "\xa01 3"], ["乙", "2 万人"]]),
        ("<thead><tr><th>甲<th>1</thead><tbody><tr><td>乙<td>2", [["甲", "1"], ["乙", "2"]]),
        ("<tr><td>甲<td>1<tr style='display:none'><td>丙<td>9<tr><td>乙<td>2", [["甲", "1"], ["乙", "2"]]),
    ],
)  # fmt: skip
def test_cells_stand_in_the_rows_and_columns_that_a_browser_shows(rows, grid):
    assert _grid(f"<p>常住人口。</p><table>{rows}</table>") == grid


def test_titles_units_and_notes_within_a_table_stand_above_and_below_it():
    table = (
        "<table><tr><td colspan=100>表2 2024年青禾县财政收支</td></tr>"
        "<tr><td colspan=2>（2024年）</td><td>单位：万元</td></tr>"
        "<tr><td>指标</td><td>绝对数</td><td>增长（%）</td></tr><tr><td>一般公共预算收入</td><td>136400</td><td>6.1</td></tr>"
        "<tr><td colspan=3>注：本表为快报数。</td></tr></table>"
    )
    lines = text_of(f"<html><body><p>甲。</p>{table}").split("\n")
    assert lines == ["甲。", "表2 2024年青禾县财政收支", "（2024年） 单位：万元", "", "指标\t绝对数\t增长（%）",
                     "一般公共预算收入\t136400\t6.1", "", "注：本表为快报数。"]  # fmt: skip
    rows = rows_of(f"<html><body><p>甲。</p>{table}", published="2025-03-31", place="青禾县")
    assert ("budget_revenue", "level", 1364000000.0, "2024", "青禾县") in rows
    assert ("budget_revenue", "yoy", 6.1, "2024", "青禾县") in rows


def test_a_header_of_two_rows_gives_its_figures_by_county():
    table = """<p><table>
    <tr><td rowspan="2"><p>地区</p></td><td colspan="2"><p>总量（亿元）</p></td><td colspan="2"><p>增长（%）</p></td></tr>
    <tr><td><p>地区生产<br/>总值</p></td><td><p>社会消费品<br>零售总额</p></td>
    <td><p>地区生产<br/>总值</p></td><td>社会消费品零售总额</td></tr>
    <tr><td>鹤山市</td><td>480.5</td><td>120.1</td><td>5.2</td><td>3.3</td></tr>
    <tr><td>开平市</td><td>430.2</td><td>110.4</td><td>4.1</td><td>2.8</td></tr></table></p>"""
    html = page(f"<h1>2024年各市主要指标</h1>{table}", head="<title>2024年各市主要指标</title>")
    rows = rows_of(html, published="2025-02-08")
    wanted = {
        ("gdp", "level", 48050000000.0, "2024", "鹤山市"),
        ("gdp", "yoy", 5.2, "2024", "鹤山市"),
        ("retail_sales", "level", 11040000000.0, "2024", "开平市"),
        ("retail_sales", "yoy", 2.8, "2024", "开平市"),
    }
    assert wanted <= set(rows)
    assert len(rows) == 8


def test_a_table_that_lays_out_the_page_is_blocks_and_one_of_data_within_stays_a_table():
    data = (
        "<table><tr><th>指标</th><th>2024年</th></tr><tr><td>常住人口（万人）</td><td>42.3</td></tr></table>"
    )
    cells = "".join(f"<td><a href=/{n}>栏目{n}</a></td>" for n in range(8))
    layout = (
        f"<table><tr>{cells}</tr><tr><td>{paragraphs()}{data}</td><td><a href=/9>公告</a></td></tr></table>"
    )
    assert text_of(page(layout)).split("\n") == [*TEXT, "", "指标\t2024年", "常住人口（万人）\t42.3", ""]


def test_a_list_of_projects_with_long_descriptions_is_a_table():
    row = "<tr><td>{0}</td><td>{1}</td><td>{2}</td></tr>"
    told = "新建标准厂房三万平方米，配套道路、管网和污水处理设施。" * 9
    table = row.format("项目", "建设内容", "总投资（万元）") + "".join(
        row.format(f"项目{n}", told, n) for n in range(3)
    )
    assert [len(line) for line in _grid(f"<table>{table}</table>")] == [3, 3, 3, 3]


def test_a_workbook_saved_as_a_page_is_read():
    sheet = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=gb2312><style>
    <!--table {mso-displayed-decimal-separator:"\\.";}--></style></head>
    <body><center><a href="1.xlsx"><img src=1.jpg></a><hr>
    <table><col width=254><tr><td colspan=4>20-6
      各市县一般公共预算收入（2024年）</td></tr><tr><td colspan=4></td></tr><tr><td colspan=4>单位：万元</td></tr>
    <tr><td rowspan=2>地区</td><td rowspan=2>一般公共预算收入</td><td colspan=2>　</td></tr>
    <tr><td>#增值税</td><td>#非税收入</td></tr>
    <tr><td>鹤山市</td><td>104698 </td><td>9923 </td><td>66885 </td></tr>
    <tr><td>开平市</td><td>84007</td><td></td><td>23930</td></tr>
    </table>"""
    rows = rows_of(sheet.encode("gb18030"), published="2025-10-01")
    assert ("budget_revenue", "level", 1046980000.0, "2024", "鹤山市") in rows
    assert ("budget_revenue", "level", 840070000.0, "2024", "开平市") in rows


@pytest.mark.parametrize("blank", ["", "　", "其中", "&nbsp;"])
@pytest.mark.parametrize(
    "unit", ["<tr><td colspan=5>单位：万元</td></tr>", "<tr><td>　</td><td colspan=4>单位：万元</td></tr>"]
)
def test_a_cell_over_the_columns_of_parts_may_be_blank(blank, unit):
    sheet = f"""<html><body><table><tr><td colspan=5>20-6 各市县一般公共预算收入（2024年）</td></tr>{unit}
    <tr><td rowspan=3>地区</td><td rowspan=3>一般公共预算收入</td><td colspan=3>{blank}</td></tr>
    <tr><td rowspan=2>税收收入</td><td colspan=2>{blank}</td></tr>
    <tr><td>#增值税</td><td>#非税收入</td></tr>
    <tr><td>鹤山市</td><td>104698 </td><td>37813</td><td>9923 </td><td>66885 </td></tr>
    <tr><td>开平市</td><td>84007</td><td>60077</td><td>　</td><td>23930</td></tr></table>"""
    rows = rows_of(sheet, published="2025-10-01")
    assert sorted(row for row in rows) == [
        ("budget_revenue", "level", 840070000.0, "2024", "开平市"),
        ("budget_revenue", "level", 1046980000.0, "2024", "鹤山市"),
        ("non_tax_revenue", "level", 239300000.0, "2024", "开平市"),
        ("non_tax_revenue", "level", 668850000.0, "2024", "鹤山市"),
        ("tax_revenue", "level", 378130000.0, "2024", "鹤山市"),
        ("tax_revenue", "level", 600770000.0, "2024", "开平市"),
    ]


def test_a_saved_wechat_article_is_read():
    saved = f"""<!DOCTYPE html><html><head><meta property="og:title" content="{TITLE}" /><meta property="og:site_name"
    content="微信公众平台" /><title></title></head><body id="activity-detail" class="zh_CN wx_wap_page">
    <div id="js_article" class="rich_media"><div id="img-content"><h1 class="rich_media_title" id="activity-name">
      {TITLE}
    </h1><div id="meta_content"><span class="rich_media_meta_text">青禾发布</span><em id="publish_time"></em></div>
    <div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; ">
    <section><section><img data-src="https://x.invalid/1" data-ratio="0.5"/></section>
    {"".join(f'<section><p><span style="letter-spacing: 1px;">{line}</span></p></section>' for line in TEXT)}
    <p><span>来源：青禾县统计局</span></p></section></div></div>
    <div id="js_tags" class="article-tag" style="display: none;">#统计 生产总值99亿元</div></div>
    <div class="rich_media_area_extra"><div class="qr_code_pc">微信扫一扫<br>关注该公众号</div></div>
    <script type="text/javascript">var ct = "1743415200"; var msg_title = '{TITLE}'.html(false);</script></body></html>"""
    content = read(saved)
    assert content.text.split("\n") == [TITLE, "青禾发布", *TEXT, "来源：青禾县统计局"]
    assert (content.title, content.published, content.source) == (TITLE, "2025-03-31", "青禾县统计局")


@pytest.mark.parametrize(
    "account",
    [
        '<a href="javascript:void(0);" class="wx_tap_link" id="js_name">\n   青禾发布 </a>',
        '<strong class="profile_nickname">青禾发布</strong>',
        '<script>var nickname = htmlDecode("青禾发布");</script>',
    ],
)
def test_a_wechat_article_without_a_source_is_of_its_account(account):
    saved = f"""<html><head><meta property="og:site_name" content="微信公众平台"></head><body><h1>{TITLE}</h1>
    <div id="meta_content">{account}</div><div id="js_content">{paragraphs()}</div></body></html>"""
    assert read(saved).source == "青禾发布"
    assert read(saved.replace(TEXT[-1], f"{TEXT[-1]}</p><p>来源：青禾县统计局")).source == "青禾县统计局"


def test_very_deep_nesting_is_read():
    for tag in ("div", "span", "font", "b", "table><tr><td"):
        assert FACT in text_of(f"<html><body>{f'<{tag}>' * 30_000}<p>{FACT}</p>")


def test_a_hundred_thousand_attributes_cost_nothing():
    many = " ".join(f"a{number}=1" for number in range(100_000))
    assert text_of(f"<html><body><p {many}>{FACT}</p>") == FACT


def test_entities_are_not_expanded_and_no_file_is_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    declared = f'<!ENTITY e0 "炸弹"><!ENTITY f SYSTEM "{secret.as_uri()}">{bomb}'
    text = text_of(f"<!DOCTYPE html [{declared}]><html><body><p>{FACT}&e29;&f;</p>")
    assert FACT in text
    assert "炸弹炸弹" not in text
    assert "秘密" not in text


def test_a_figure_beside_a_lost_character_is_no_row():
    octets = f"<html><body><p>2024年，青禾县常住人口4~2.3万人。{FACT}</p>".encode().replace(b"~", b"\xe4")
    found = {row[0] for row in rows_of(octets, published="2025-03-31", place="青禾县")}
    assert found == {"gdp"}


def test_a_page_of_too_many_elements_is_refused(monkeypatch):
    monkeypatch.setattr(markup, "MOST_EVENTS", 1000)
    assert FACT in text_of(f"<html><body>{'<b></b>' * 400}<p>{FACT}</p>")
    with pytest.raises(DocumentError, match="标记太多"):
        read(f"<html><body>{'<b></b>' * 1001}<p>{FACT}</p>")


@pytest.mark.parametrize(
    "rows",
    [
        "<tr>" + "<td>1</td>" * 1000 + "</tr>" + "<tr><td>1</td></tr>" * 600,
        "<tr>" + "<td rowspan=65534>1</td>" * 1000 + "</tr>" + "<tr><td>1</td></tr>" * 600,
    ],
)
def test_a_table_too_large_is_left_out_and_told(rows):
    assert len(rows) < tables.MOST_PLACES
    content = read(f"<html><body><p>{FACT}</p><table>{rows}<tr><td>1<td>2</table>")
    assert content.text == FACT
    assert "表太大" in content.left_out[0].said()


def test_columns_that_only_a_span_names_are_none():
    rows = "<tr><td colspan=1000>甲</td><td colspan=1000>1</td></tr>" * 300
    assert _grid(f"<table>{rows}</table>") == [["甲", "1"]] * 300


def _mhtml(*parts, boundary="----part"):
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.invalid/" + "a" * 900 + "\r\n"
        "Subject: =?utf-8?Q?=E5=85=AC=E6=8A=A5?=\r\nDate: Sun, 1 Nov 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n\r\n'
    )
    made = head.encode()
    for kind, coding, octets in parts:
        made += (
            f"--{boundary}\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n".encode()
        )
        made += octets + b"\r\n"
    return made + f"--{boundary}--\r\n".encode()


def _encoded(html, encoding, coding):
    octets = html.encode(encoding)
    return b2a_qp(octets, istext=False) if coding == "quoted-printable" else encodebytes(octets)


@pytest.mark.parametrize(
    ("kind", "encoding", "coding"),
    [
        ("text/html", "utf-8", "quoted-printable"),
        ('text/html; charset="gb2312"', "gb18030", "base64"),
        ("text/html; charset=utf-8", "gb18030", "base64"),
        ("text/html", "utf-16", "base64"),
    ],
)
def test_a_page_saved_with_its_pictures_is_read_as_the_page(kind, encoding, coding):
    html = _headed(paragraphs())
    picture = ("image/png", "base64", encodebytes(b"\x89PNG"))
    saved = _mhtml((kind, coding, _encoded(html, encoding, coding)), picture)
    content, alone = content_of(saved, "公报.mhtml"), read(html)
    assert (content.text, content.title, content.layout) == (alone.text, alone.title, alone.layout)


def test_of_a_page_made_of_frames_the_frame_with_the_text_is_read():
    frames = "<html><body><iframe src=1></iframe><a href=/>首页</a></body></html>"
    parts = [
        ("text/html", "8bit", html.encode()) for html in (frames, _headed(paragraphs()), "<html><body>广告。")
    ]
    assert content_of(_mhtml(*parts), "公报.mhtml").text == text_of(_headed(paragraphs()))


def test_a_saved_page_without_a_page_is_refused_with_what_to_do():
    with pytest.raises(DocumentError, match="重新另存"):
        content_of(_mhtml(("image/png", "base64", b"AAAA")), "公报.mht")
    nested = b"".join(
        b'Content-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000)
    )
    with pytest.raises(DocumentError, match="重新另存"):
        content_of(nested, "公报.mht")
