"""Words of documents, rules and people stand on every page as they are: nothing of them is drawn as Markdown."""

import re
import shutil
from collections.abc import Mapping, Sequence

import pytest
from streamlit.testing.v1 import AppTest

from app.address import PAGES
from app.markdown import verbatim
from pipeline.indicators import RULES
from tests.dashboard_pages import opened, show_documents

NASTY = "**[x](y)** $x$ :red[x] <b>"
PLAIN = {"html", "text", "dataframe", "text_input", "text_area", "selectbox", "multiselect", "bidi_component"}
TEXT = "2024年，安平县累计接待游客{visits}万人次，同比增长12.5%；实现旅游收入1.8亿元，同比增长9.3%。\n"


@pytest.fixture
def nasty(tmp_path, monkeypatch):
    rules = tmp_path / "indicators.yaml"
    shutil.copy(RULES, rules)
    before = rules.read_text("utf-8")
    assert "zh: 接待游客人次" in before
    rules.write_text(before.replace("zh: 接待游客人次", f'zh: "{NASTY}"', 1), encoding="utf-8")
    monkeypatch.setenv("COUNTY_INDICATORS_RULES", str(rules))
    documents = {f"{name}{NASTY}.txt": TEXT.format(visits=name) for name in (36, 37)}
    documents["documents.csv"] = "file,title,place\n" + "".join(
        f"{name},{NASTY},安平县\n" for name in documents
    )
    return show_documents(monkeypatch, tmp_path / "documents", documents)


def words(sent):
    """Yield every text in what an element sends to the browser: a message, a list of such, or a value."""
    if isinstance(sent, str):
        yield sent
    elif hasattr(sent, "ListFields"):
        for field, value in sent.ListFields():
            if field.name != "alt":  # what a chart shows, for those who do not see it
                yield from words(value)
    elif isinstance(sent, Mapping):
        yield from words([*sent.values()])
    elif isinstance(sent, Sequence) and not isinstance(sent, bytes):
        for part in sent:
            yield from words(part)


def markdown_words(app):
    """Yield the texts that the browser takes for Markdown: of all elements but those that draw text as it is."""
    for element in app:
        sent = getattr(element, "proto", None)
        if hasattr(sent, "DESCRIPTOR") and element.type not in PLAIN:
            yield from words(sent)


@pytest.mark.parametrize("page", ["overview", *PAGES])
@pytest.mark.usefixtures("nasty")
def test_no_page_draws_the_words_of_others_as_markdown(page):
    app = opened(page, lang="zh", rule="tourist_arrivals", indicators="tourist_arrivals")
    assert [said for said in markdown_words(app) if NASTY in said] == []


@pytest.mark.usefixtures("nasty")
def test_the_name_of_an_indicator_heads_its_rule_verbatim():
    app = opened("rules", lang="zh", rule="tourist_arrivals")
    assert [header.value for header in app.header] == [verbatim(NASTY)]


def test_the_name_of_a_table_of_official_figures_heads_it_verbatim():
    app = opened("reference")
    table = "place,period,indicator,value,unit,source\n青禾市,2023,gdp,4521.5,亿元,年鉴\n"
    app.file_uploader[0].set_value([("[x](y) $x$.csv", table.encode(), "text/csv")]).run()
    assert [header.value for header in app.header] == [r"\[x\](y) \$x\$.csv"]


# As Streamlit does with all text that it draws from Markdown, escaped or not, unless it is a link
SIGNS = re.compile(r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)")


@pytest.mark.parametrize("sign", ["<->", "->", "<-", "--", ">=", "<=", "~="])
@pytest.mark.parametrize("around", ["公报 {} 定稿", "{} 公报", "公报 {}", "{}", "甲 {0} {0} 乙"])
def test_signs_that_stand_alone_are_left_as_they_are(sign, around):
    text = around.format(sign)
    drawn = re.sub(r"\\(.)", r"\1", verbatim(text))
    assert not SIGNS.search(drawn)
    assert drawn.replace("\u2060", "") == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. 公报", r"1\. 公报"),
        ("2) 公报", r"2\) 公报"),
        ("- 公报", r"\- 公报"),
        ("+ 公报", r"\+ 公报"),
        ("1.5亿", "1.5亿"),
    ],
)
def test_what_begins_as_the_items_of_lists_do_is_no_item(text, written):
    assert verbatim(text) == written


@pytest.mark.usefixtures("nasty")
def test_the_figures_of_a_contradiction_are_named_verbatim():
    app = opened("review", lang="zh")
    labels = [said for said in markdown_words(app) if verbatim(NASTY) in said]
    assert labels
    assert not any(NASTY in said for said in labels)


@pytest.mark.usefixtures("nasty")
def test_what_is_shown_of_an_added_file_is_headed_by_its_name_verbatim():
    app = opened("documents", lang="zh")
    app.file_uploader[0].upload(f"{NASTY}.txt", TEXT.format(visits=38).encode()).run()
    (heading,) = (one.label for one in app.expander if "txt" in one.label)
    assert heading.endswith(verbatim(f"{NASTY}.txt"))


@pytest.mark.usefixtures("nasty")
@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("csv", f"标题,日期,正文{NASTY}\n甲,{NASTY},{TEXT}"),
        ("csv", f"{NASTY},见报,第三\n甲,2025-01-20,{TEXT}"),
        ("pdf", "%PDF-1.7"),
    ],
)
def test_no_words_of_an_added_file_are_drawn_as_markdown(ending, content):
    app = opened("documents", lang="zh")
    app.file_uploader[0].upload(f"{NASTY}.{ending}", content.encode()).run()
    assert [said for said in markdown_words(app) if NASTY in said] == []


def test_why_something_was_not_kept_is_drawn_verbatim(monkeypatch):
    monkeypatch.setattr("app.not_kept.refused", lambda *_: NASTY)
    app = AppTest.from_function(not_kept_page).run()
    assert [error.value for error in app.error] == [verbatim(NASTY)]


def not_kept_page():
    import streamlit as st

    from app.not_kept import NOT_KEPT, tell
    from app.wording import wording

    st.session_state[NOT_KEPT] = OSError()
    tell(wording("zh"))
