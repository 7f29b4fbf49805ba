"""List in what the rules that people changed differ from the program's, each with the way back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.labels import indicator_name
from app.observations import rules_in_use
from app.rules.checks import sentences_html
from app.rules.fields import rows_said
from app.rules.listing_view import RULE
from app.rules.saving import notice, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording
    from pipeline.indicators import Indicator
    from pipeline.indicators.layers import Laid
    from pipeline.rulebook.differences import Difference, FieldDifference

PLACE = "differences"
KINDS = {"added": "own.added", "changed": "own.changed", "hidden": "own.hidden", "same": "own.same"}
NEWS = {"changed": "own.news_changed", "gone": "own.news_gone", "came": "own.news_came"}


def differing(rules: Laid) -> set[str]:
    """Name the entries that are read by otherwise than the program's rules have them."""
    return set(rules.own) - {one.entry for one in rules.left_out}


def own_rules(rules: Laid, say: Wording) -> None:
    """Draw what differs from the program's rules, and what of it cannot be used; nothing where a whole file was given."""
    from pipeline.indicators import load_catalogue
    from pipeline.indicators.saving import history_of, may_go_back

    files = rules_in_use()
    if files.own is None:
        return
    if rules.left_out:
        st.html(sentences_html([one.said(say.language) for one in rules.left_out], "faults all"))
    notice(PLACE)
    found = _differences(rules.digest, rules)
    names = {**load_catalogue(files.whole).entries, **rules.catalogue.entries}
    news = any(one.news for one in found)
    with st.expander(
        say("own.title", count=len(found)), key="own rules", expanded=news, icon=":material/edit_note:"
    ):
        st.html(f'<p class="small-print">{escape(say("own.note", file=files.label))}</p>')
        for one in found:
            with st.container(border=True):
                st.html(difference_html(one, names, say))
                buttons(one, rules, say)
        if may_go_back(history_of(files.own)):
            st.button(
                say("own.go_back"), key="go back", help=say("own.go_back_help"), icon=":material/undo:",
                on_click=go_back_clicked, args=(rules, say),
            )  # fmt: skip


@st.cache_resource(show_spinner=False, max_entries=2)
def _differences(digest: str, _rules: Laid) -> list[Difference]:  # noqa: ARG001 - what the result is kept by
    from pipeline.rulebook.differences import differences

    return differences(_rules)


def buttons(one: Difference, rules: Laid, say: Wording) -> None:
    """Offer to take an entry back, to stay with it, and to open it."""
    back = say("own.take_back") if one.program_text else say("own.remove")
    with st.container(horizontal=True):
        st.button(
            back, key=f"take back {one.entry}", icon=":material/settings_backup_restore:",
            on_click=take_back_clicked, args=(one.entry, rules, say), help=say("own.take_back_help"),
        )  # fmt: skip
        if one.news and not one.left_out:
            st.button(
                say("own.keep"), key=f"keep {one.entry}", icon=":material/check:", help=say("own.keep_help"),
                on_click=keep_clicked, args=(one.entry, rules, say),
            )  # fmt: skip
        if one.entry in rules.catalogue.entries:
            st.button(
                say("own.open"), key=f"open {one.entry}", type="tertiary", icon=":material/arrow_forward:",
                on_click=open_clicked, args=(one.entry,),
            )  # fmt: skip


def take_back_clicked(entry: str, rules: Laid, say: Wording) -> None:
    """Let the program's entry be read by again."""
    from pipeline.rulebook.changing import take_back

    changed = take_back(rules_in_use(), entry, rules.digest)
    tell(PLACE, rules, changed, say("own.taken_back", entry=entry), say)


def keep_clicked(entry: str, rules: Laid, say: Wording) -> None:
    """Stay with the own entry."""
    from pipeline.rulebook.changing import keep_own

    tell(PLACE, rules, keep_own(rules_in_use(), entry, rules.digest), say("own.kept", entry=entry), say)


def go_back_clicked(rules: Laid, say: Wording) -> None:
    """Put the version before in place."""
    from pipeline.rulebook.changing import go_back

    tell(PLACE, rules, go_back(rules_in_use(), rules.digest), say("own.gone_back"), say)


def open_clicked(entry: str) -> None:
    """Open an entry below."""
    st.session_state[RULE] = entry


def difference_html(one: Difference, names: Mapping[str, Indicator], say: Wording) -> str:
    """Write which entry differs, in what, and both texts of it."""
    kind = say("own.left_out") if one.left_out else say(KINDS[one.kind])
    news = f'<p class="bad">⚠ {escape(say(NEWS[one.news]))}</p>' if one.news else ""
    fields = "".join(field_html(field, say) for field in one.fields)
    fields = f'<dl class="rule-words differences">{fields}</dl>' if fields else ""
    if one.kind == "changed" and not (one.fields or one.left_out):
        fields = f'<p class="small-print">{escape(say("own.only_form"))}</p>'
    return (
        f'<p class="difference"><b>{escape(indicator_name(one.entry, names, say))}</b> <code>{escape(one.entry)}</code>'
        f" <i>{escape(kind)}</i></p>{news}{fields}{texts_html(one, say)}"
    )


def texts_html(one: Difference, say: Wording) -> str:
    """Write the texts of both entries, to be unfolded."""
    texts = [("own.program", one.program_text), ("own.own", one.own_text)]
    columns = "".join(
        f"<div><h4>{escape(say(head))}</h4><pre>{escape(text.strip())}</pre></div>"
        for head, text in texts
        if text
    )
    head = say("own.texts") if one.program_text and one.own_text else say("own.text")
    return f'<details class="versions"><summary>{escape(head)}</summary><div>{columns}</div></details>'


def field_html(field: FieldDifference, say: Wording) -> str:
    """Write what a field lost and gained."""
    less, more = field.less, field.more
    if not (less or more):
        less, more = ((one,) if one is not None else () for one in (field.program, field.own))
    said = "".join(f"<del>{escape(value_words(field.name, one, say))}</del>" for one in less)
    said += "".join(f"<ins>{escape(value_words(field.name, one, say))}</ins>" for one in more)
    return f"<dt>{escape(say.either(f'field.{field.name}', field.name))}</dt><dd>{said}</dd>"


def value_words(field: str, value: Any, say: Wording) -> str:
    """Write a value of a field, or an item of one, in a line."""
    if isinstance(value, dict):
        rows = rows_said(value["rows"]).replace("\n", "; ") if "rows" in value else ""
        parts = [str(part) for name, part in value.items() if name != "rows"]
        return say("list.gap").join([*parts, *filter(None, [rows])])
    if isinstance(value, list):
        return say("list.join").join(value_words(field, one, say) for one in value)
    return say.either(f"{field}.{value}", str(value))
