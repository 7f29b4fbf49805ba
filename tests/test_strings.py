import re
import string
from pathlib import Path

import pytest
import streamlit as st
import yaml

from app.amounts import unit_rules
from app.shell import built_in
from app.wording import FOLDER, LANGUAGES, wording
from pipeline.indicators import load_catalogue
from pipeline.words import words_of

CODE = [*FOLDER.rglob("*.py"), FOLDER.parent / "dashboard.py"]
KEY = re.compile(r"say\(\s*\"([a-z_]+\.\w+)\"")
FAMILIES = (
    "status.", "measure.", "period.", "note.", "note_native.", "note_table.", "group.", "column.", "picture.", "kind.",
    "period_kind.", "period_source.", "compare.beyond_", "part.", "holiday.", "flag.", "growth.", "about.", "subject.",
    "token.", "field.", "mode.", "hold.", "reading_rule.",
    "add.", "chart.title_", "sentence.", "mark.", "review.", "reader.view_", "reader.show_", "reader.side_",
    *(f"compare.{choice}_" for choice in ("about", "chart", "split", "form")),
    *(f"documents.{part}_" for part in ("warn", "explain", "origin", "field", "sort", "show", "use", "is", "understood")),
    "documents.progress_", "documents.counted_", "overview.step_", "built_in.",
    "columns.role_", "columns.hint_", "unassigned.kind_", "unassigned.mend_",
    *(f"forms.{part}_" for part in ("why", "kept", "state", "only", "column")),
)  # fmt: skip


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_with_the_same_placeholders():
    chinese, english = (
        {key: placeholders(text) for key, text in wording(code).texts.items()} for code in LANGUAGES
    )
    assert set(chinese) == set(english)
    for key in chinese:
        if not key.startswith(("period.", "part.")):  # English names months that Chinese numbers
            assert chinese[key] == english[key], key


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_section_of_the_texts_stands_twice(code):
    text = (FOLDER / f"strings.{code}.yaml").read_text(encoding="utf-8")
    sections = re.findall(r"^\w+(?=:)", text, re.MULTILINE)
    assert len(sections) == len(set(sections))


def test_every_key_that_the_code_asks_for_exists():
    asked = {key for file in CODE for key in KEY.findall(file.read_text(encoding="utf-8"))}
    assert len(asked) > 40
    assert asked <= set(wording("zh").texts)


def test_no_text_is_left_that_nothing_asks_for():
    code = "\n".join(file.read_text(encoding="utf-8") for file in CODE)
    unasked = [
        key
        for key in wording("zh").texts
        if not key.startswith(FAMILIES) and not re.search(f"[\"']{re.escape(key)}[\"']", code)
    ]
    assert unasked == []


def test_what_the_browser_translates_is_what_streamlit_writes():
    scripts = [file.read_text("utf-8") for file in Path(st.__file__).parent.glob("static/static/js/*.js")]
    written = [built.partition("{")[::2] for built in built_in("en")]
    absent = [
        (before, behind) for before, behind in written
        if not any(
            all(part in code for part in (before.strip(), *behind.partition("}")[2].split())) for code in scripts
        )
    ]  # fmt: skip
    assert absent == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_group_of_indicators_has_a_name_in_every_language(code):
    groups = {entry.group for entry in load_catalogue().entries.values()}
    assert {f"group.{group}" for group in groups} <= set(wording(code).texts)


def test_every_unit_of_an_indicator_has_an_english_name_unless_it_is_a_sign():
    units = {entry.unit for entry in load_catalogue().entries.values()}
    assert {unit for unit in units if not unit.isascii()} <= {*unit_rules()["english"], "‰"}


def test_no_chinese_stands_in_the_english_texts_but_the_name_of_the_chinese_switch():
    own = yaml.safe_load(Path(FOLDER / "strings.en.yaml").read_text(encoding="utf-8"))
    own.pop("group")  # its keys are the catalogue's
    assert not re.search(r"[\u4e00-\u9fff]", str(own))
    assert not re.search(r"[\u4e00-\u9fff]", " ".join(wording("en").texts.values()))


@pytest.mark.parametrize(
    "words",
    [
        "corrections",
        "document_faults",
        "findings",
        "reasons",
        "archive_faults",
        "reference_faults",
        "rule_faults",
        "verdict_files",
    ],
)
def test_every_sentence_of_the_pipeline_is_worded_in_both_languages_with_the_same_values(words):
    sentences = {**words_of(words)}
    for key, worded in {**sentences.pop("allowed", {}), **sentences}.items():
        assert set(worded) == {"zh", "en"}, key
        # zh, en, allowed_zh: what is itself named in the language
        named = [
            {re.sub(r"(^|_)(zh|en)$", "", name) for name in placeholders(text)} for text in worded.values()
        ]
        assert named[0] == named[1], key


def test_no_sentence_is_worded_twice():
    for file in (FOLDER.parent / "pipeline" / "words").glob("*.yaml"):
        keys = re.findall(r"^([\w-]+):", file.read_text("utf-8"), re.MULTILINE)
        assert sorted({*keys}) == sorted(keys), file.name


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        ({"DocumentError": "", "Failure": "reading_"}, "document_faults"),
        ({r"(?:TableMistakeError|_mistake)": ""}, "reference_faults"),
        ({"ArchiveError": ""}, "archive_faults"),
    ],
)
def test_every_mistake_that_is_raised_has_its_sentence_and_every_sentence_is_said(raised, words):
    code = "".join(
        path.read_text("utf-8")
        for path in (*FOLDER.rglob("*.py"), *(FOLDER.parent / "pipeline").rglob("*.py"))
    )
    said = {
        head + why for error, head in raised.items() for why in re.findall(error + r"\(\s*\"(\w+)\"", code)
    }
    chosen = {"archive", "suffix", "list_no_day"}  # by the name of the file; by what is noted of rows
    chosen |= {"word_pictures", "white_words"}  # by what is counted in a Word file
    chosen |= {"list_columns", "list_headless"}  # by whether a list has headings
    chosen |= {
        one + many for one in ("no_rows", "not_used") for many in ("", "_several")
    }  # by what a run gave
    chosen |= {one for one in words_of(words) if one.startswith("kind_")}  # by the kind of the file
    chosen |= {one for one in words_of(words) if one.startswith("pages_")}  # by what is wrong with pages
    chosen |= {
        one for one in words_of(words) if one.startswith("workbook_")
    }  # by what is wrong with an archive
    assert said | (chosen & set(words_of(words))) == set(words_of(words))


def test_no_text_taken_without_values_has_a_placeholder():
    families = re.findall(r"either\(f\"(\w+\.)\{", "\n".join(file.read_text("utf-8") for file in CODE))
    taken = [
        key
        for key in wording("zh").texts
        if key.startswith(tuple(families)) and placeholders(wording("zh").texts[key])
    ]
    assert "field." in families
    assert taken == ["field.numbered"]  # asked for by its own name only


def test_english_remarks_of_a_comparison_are_right_of_one_figure():
    texts = {key: text for key, text in wording("en").texts.items() if key.startswith("compare.")}
    wrong = {key: text for key, text in texts.items() if re.search(r"\{count\} (?:\w+ )?figures", text)}
    assert not wrong


def test_english_has_no_quotation_marks_that_a_chinese_font_draws_as_wide_as_a_character():
    assert [key for key, text in wording("en").texts.items() if set(text) & set("“”‘’")] == []
    for name in ("checks", "reasons", "rule_faults", "document_faults", "findings"):
        file = FOLDER.parent / "pipeline" / "words" / f"{name}.yaml"
        assert re.findall(r"\ben: ['\"]?[^,}\n]*[“”].*", file.read_text("utf-8")) == []
