"""Show an indicator to be read: its fields, its words as chips, its examples with the rows they give."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from app.amounts import scale_in, unit_name
from app.rules.draft import WORD_LISTS
from app.rules.rows import row_words
from app.words_in_use import by_words_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.wording import Wording
    from pipeline.indicators import Catalogue, Indicator


def facts_html(entry: Indicator, count: int, say: Wording) -> str:
    """Write what an entry is, in both languages."""
    other = entry.name_en if say.language == "zh" else entry.name_zh
    facts = [
        (say("rules.id"), entry.id),
        (say("rules.other_name"), other),
        (say("field.group"), say.either(f"group.{entry.group}", entry.group)),
        (say("field.unit"), unit_name(entry.unit, say.language)),
        (say("field.shown_in"), scale_in(entry.unit, entry.shown_in, say.language).unit),
        (say("field.kind"), say(f"kind.{entry.kind}")),
        (say("field.growth"), say(f"growth.{entry.growth}")),
        (say("field.about"), say(f"about.{entry.about}")),
        (say("field.subjects"), say("list.join").join(say(f"subject.{kind}") for kind in entry.subjects)),
        (say("field.ratio"), ratio_words(entry, say)),
        (say("field.share_of"), " / ".join(entry.share_of or ())),
        (say("rules.column_rows"), str(count)),
    ]
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    return f'<dl class="rule-facts">{lines}</dl>'


def ratio_words(entry: Indicator, say: Wording) -> str:
    """Write which place of which ratio an entry is."""
    if entry.ratio is None:
        return ""
    return say(
        "rules.ratio_place", terms=say("list.join").join(entry.ratio.terms), place=entry.ratio.position
    )


def words_html(entry: Indicator, say: Wording) -> str:
    """Write the lists of words as chips, those that there are."""
    parts = []
    for field in WORD_LISTS:
        words = getattr(entry, field)
        if words:
            parts.append(f"<dt>{escape(say(f'field.{field}'))}</dt><dd>{chips_html(words)}</dd>")
    return f'<dl class="rule-words">{"".join(parts)}</dl>'


def chips_html(words: Iterable[str]) -> str:
    """Write words as a row of chips."""
    return "".join(f'<span class="chip">{escape(word)}</span>' for word in words)


def examples_html(entry: Indicator, catalogue: Catalogue, say: Wording) -> str:
    """Write examples and counter-examples, whether each holds, and the rows that it gives."""
    from pipeline.documents import DocumentError
    from pipeline.rulebook.checking import held

    try:
        faults, rows = by_words_in_use(held, catalogue, entry)
    except DocumentError as error:
        return f'<p class="faults">{escape(error.said(say.language))}</p>'
    failed = {fault.where: fault.what(say.language) for fault in faults}
    good, bad = [], []
    for number, example in enumerate(entry.examples):
        given = "".join(f"<li>{escape(row_words(row, catalogue.entries, say))}</li>" for row in rows[number])
        good.append(item_html(example.text, f"<ul>{given}</ul>", failed.get(f"examples.{number}")))
    for number, other in enumerate(entry.not_examples):
        because = f'<p class="because">{escape(other.because)}</p>'
        bad.append(item_html(other.text, because, failed.get(f"not_examples.{number}")))
    sections = [("field.examples", good), ("field.not_examples", bad)]
    return "".join(
        f'<h4>{escape(say(title))}</h4><ol class="rule-examples">{"".join(items)}</ol>'
        for title, items in sections
        if items
    )


def item_html(text: str, below: str, fault: Any) -> str:
    """Write one sentence with its mark."""
    sign, kind = ("✗", "bad") if fault else ("✓", "good")
    said = f'<p class="faults">{escape(str(fault))}</p>' if fault else ""
    return f'<li><b class="{kind}">{sign}</b> <q>{escape(text)}</q>{below}{said}</li>'
