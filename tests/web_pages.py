"""Make web pages as county offices' sites print them: a body with menus, related news and a foot round it."""

from pathlib import Path

from pipeline.documents import document_in
from pipeline.documents.formats import content_of
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue

TITLE = "青禾县2024年国民经济和社会发展统计公报"
TEXT = (
    "一、综合",
    "初步核算，全年地区生产总值286.5亿元，比上年增长5.2%。其中，第一产业增加值40.1亿元，增长3.9%。",
    "年末常住人口42.3万人，城镇化率51.2%。",
    "二、财政",
    "全年一般公共预算收入13.64亿元，增长6.1%；一般公共预算支出58.2亿元，下降1.3%。",
)
ABOVE = """
<div class="top"><a href="/">首页</a> | <a href="/zw">政务公开</a> | <a href="/sj">数据发布</a></div>
<ul class="list"><li><a href="/1">安平县一季度生产总值60亿元，增长7%</a></li><li><a href="/2">市长信箱</a></li></ul>
<div>您当前的位置：<a href="/">首页</a> &gt; <a href="/sj">数据发布</a> &gt; 正文</div>
"""
BELOW = """
<div class="related-news"><h3>相关阅读</h3><p>安平县全年地区生产总值260亿元，增长9.9%。</p></div>
<ul><li><a href="/3">安平县全年接待游客30万人次，同比增长20%</a><span>2023-01-05</span></li>
<li><a href="/4">全县一般公共预算收入12亿元</a><span>2022-01-05</span></li></ul>
<div>主办单位：青禾县人民政府　电话：0763-1234567</div><div>网站访问量 1234567 人次</div>
"""


def page(body, *, head="", above=ABOVE, below=BELOW):
    """Return a page with a body between menus and a foot."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{above}{body}{below}</body></html>"


def paragraphs(lines=TEXT):
    """Return lines as paragraphs of a page."""
    return "".join(f"<p>{line}</p>\n" for line in lines)


def read(html, file="页面.html"):
    """Return what the bytes or characters of a page were read into."""
    return content_of(html if isinstance(html, bytes) else html.encode(), file)


def text_of(html):
    """Return the text of a page."""
    return read(html).text


def rows_of(octets, file="页面.html", **known):
    """Return the rows of a file: indicator, measure, value, period and place of each."""
    octets = octets if isinstance(octets, bytes) else octets.encode()
    document = document_in(octets, file, Path(file), known)
    rows = extract_document(document, load_catalogue()).rows
    told = ("indicator", "measure", "value", "period", "place")
    return sorted(tuple(row[column] for column in told) for row in rows if not row["derived"])
