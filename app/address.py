"""Keep the state of the page in its address, as codes, so that a view can be sent to someone.

The first run takes a value from the address where it is allowed there, else from the last visit to the page,
else the default. A step back or forward takes all of it from the address. What an address names and is not here is told
beside the choice of what is, with what is shown instead; a name that no page knows is told below the heading.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from streamlit.delta_generator import DeltaGenerator

LAST = "last visit: "
MOST_DIGITS = 15  # of a number in an address
PAGES = (
    "compare", "report", "sources", "reader", "review", "documents", "reference", "forms", "rules",
)  # fmt: skip
NO_VIEW = ("item", "data")  # an address may hold them, and is no other view for it
DATA, MISSING_PAGE = "data", "missing"
# By page: the names that its address may hold. "embed" is Streamlit's own.
ON_EVERY_PAGE = ("lang", DATA, MISSING_PAGE, "embed", "embed_options")
PARAMETERS = {
    "compare": ("indicators", "about", "names", "span", "years", "period", "parts", "chart", "base", "split", "form",
                "unit", "planned", "derived", "row", "format", "words"),
    "sources": ("indicators", "status", "names", "years", "search", "row", "format", "document"),
    "reader": ("document", "at", "row", "view", "show", "part", "side", "page", "zoom"),
    "review": ("list", "find", "kinds", "of_indicator", "in_document", "rest", "item", "row"),
    "documents": ("find", "sort", "show", "document"),
    "rules": ("rule_part", "rule", "group", "rule_mode", "word_list"),
}  # fmt: skip
_WANTED = "wanted of "  # by key: what was chosen, and as much of it as is here now
_ABSENT = "not here: "  # by key: what the address named, and what was chosen instead
_PLACE: ContextVar[DeltaGenerator | None] = ContextVar("where it is told", default=None)


def stepped() -> bool:
    """Tell whether the reader went back or forward, or took a link: then the address alone says what is shown."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


@contextmanager
def told_in(place: DeltaGenerator) -> Iterator[None]:
    """Tell what is not here in this place, where the choices themselves may be hidden."""
    before = _PLACE.set(place)
    try:
        yield
    finally:
        _PLACE.reset(before)


def seed_many(
    key: str, allowed: Sequence[str], default: Iterable[str], written: Callable[[str], str] = str
) -> None:
    """Set a widget for several codes before it is drawn; an address may give them with commas.

    `written` gives the words of a code, for what is said of it.
    """
    if key in st.session_state and not stepped():
        wanted = _wanted(key, [str(code) for code in st.session_state[key]])
    elif key in st.query_params:
        given = st.query_params[key].split(",")
        wanted = [code for code in given if code in allowed] or list(default)
        _remember(key, [code for code in given if code not in allowed], wanted)
    else:
        wanted = list(default) if stepped() else st.session_state.get(LAST + key, list(default))
    wanted = [*dict.fromkeys(wanted)]
    _set(key, wanted, [code for code in wanted if code in allowed])
    if allowed:
        _tell_aside([written(code) for code in wanted if code not in allowed])
    _tell(key, written)


def seed_one(key: str, allowed: Sequence[str], default: str, written: Callable[[str], str] = str) -> None:
    """Set a widget for one code before it is drawn; `written` gives the words of a code."""
    given, now = st.query_params.get(key), st.session_state.get(key)
    held = None if stepped() else _wanted(key, now)
    wanted = held or given or (None if stepped() else st.session_state.get(LAST + key))
    chosen = wanted if wanted in allowed else default
    if given and not held and given not in allowed:
        _remember(key, [given], chosen)
    _set(key, wanted or chosen, chosen)
    _tell(key, written)


def asked(key: str) -> str | None:
    """Give the code that a widget for one code or none is to be set to, which may not be here."""
    chosen: str | None = st.session_state.get(key)
    return chosen if key in st.session_state and not stepped() else st.query_params.get(key)


def seed_optional(key: str, allowed: Sequence[str]) -> None:
    """Set a widget for one code or none before it is drawn."""
    given, wanted = st.query_params.get(key), asked(key)
    chosen = wanted if wanted in allowed else None
    if given and given == wanted and chosen is None:
        _remember(key, [given], chosen)
    st.session_state[key] = chosen
    _tell(key)


def seed_text(key: str) -> None:
    """Set a box for words before it is drawn."""
    if stepped():
        st.session_state[key] = st.query_params.get(key, "")
    elif key not in st.session_state:
        st.session_state[key] = st.query_params.get(key) or st.session_state.get(LAST + key, "")


def seed_span(key: str, whole: tuple[int, int], listed: str) -> None:
    """Set a slider from a first to a last number before it is drawn; `whole` are its ends.

    An address gives both with a comma, or under the name `listed` some numbers of which the outermost count; what of
    them is not here is told. A slider that nobody drew in reaches over all, also over what comes to be there later.
    """
    given = st.query_params.get(key) or st.query_params.get(listed)
    wanted = st.session_state.get(_WANTED + key, (None, None))[0]
    if key in st.session_state and not stepped():
        wanted = _wanted(key, st.session_state[key])
    elif given:
        wanted = _ends(given)
        if wanted is None or not _meets(wanted, whole):
            _remember(key, [given], whole)
            wanted = None
        elif _within(wanted, whole) != wanted:
            _remember(key, [_span_words(wanted)], _within(wanted, whole), partly=True)
    elif stepped():
        wanted = None
    shown = _within(wanted, whole) if wanted and _meets(wanted, whole) else whole
    _set(key, wanted, shown)
    st.query_params.pop(listed, None)
    if wanted and not _meets(wanted, whole):
        _tell_aside([_span_words(wanted)])
    _tell(key)


def _meets(span: tuple[int, int], whole: tuple[int, int]) -> bool:
    return span[0] <= whole[1] and span[1] >= whole[0]


def _within(span: tuple[int, int], whole: tuple[int, int]) -> tuple[int, int]:
    return max(span[0], whole[0]), min(span[1], whole[1])


def _span_words(span: Iterable[int]) -> str:
    return "–".join(dict.fromkeys(map(str, span)))


def _ends(given: str) -> tuple[int, int] | None:
    numbers = [int(one) for one in given.split(",") if one.isascii() and one.isdigit()]
    return (min(numbers), max(numbers)) if numbers else None


def whole_number(given: str) -> int | None:
    """Read a whole number of at most MOST_DIGITS digits, None where it is none."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS else None


def seed_number(key: str, last: int, default: int) -> None:
    """Set a box for a whole number, from 1 to `last`, before it is drawn."""
    given = st.query_params.get(key, "")
    wanted = st.session_state.get(key, given)
    read = whole_number(str(wanted))
    st.session_state[key] = min(max(default if read is None else read, 1), last)
    if given and given == wanted != str(st.session_state[key]):
        _remember(key, [given], st.session_state[key])
    _tell(key)


def seed_flag(key: str, *, default: bool) -> None:
    """Set a toggle before it is drawn; 0 and 1 in the address."""
    if key not in st.session_state or stepped():
        given = st.query_params.get(key)
        remembered = default if stepped() else st.session_state.get(LAST + key, default)
        st.session_state[key] = given == "1" if given in ("0", "1") else remembered
        if given not in (None, "0", "1"):
            _remember(key, [f"{key}={given}"], st.session_state[key])
    _tell(key, lambda on: _say("link.turned_on" if on else "link.turned_off"))


def publish(key: str, *, default: object = None) -> None:
    """Write a widget's value to the address, and leave it out where it is the default."""
    value = st.session_state[key]
    st.session_state[LAST + key] = value
    if value == default or value in ([], "", None):
        st.query_params.pop(key, None)
        return
    text = (
        ",".join(map(str, value))
        if isinstance(value, list | tuple)
        else str(int(value) if value in (True, False) else value)
    )
    if st.query_params.get(key) != text:
        st.query_params[key] = text


def tell_data(name: str) -> None:
    """Say that the link was made of other data than these, where it names any; `name` is that of these."""
    given = st.query_params.get(DATA)
    if given and given != name:
        st.text(_say("link.other_data", given=given, here=name))


def tell_page() -> None:
    """Say that the link names a page that is not here."""
    given = st.query_params.get(MISSING_PAGE)
    if given:
        st.text(_say("link.no_page", name=given))


def tell_unknown(page: str) -> None:
    """Say which names of the address no choice of this page has; `page` is its path, "" of the first."""
    known = (*ON_EVERY_PAGE, *PARAMETERS.get(page, ()))
    given = [f"{key}={value}" for key, value in st.query_params.items() if key not in known]
    if given:
        st.text(_say("link.unknown", names=_say("list.join").join(given)))


def leave_out(key: str) -> None:
    """Take a widget that is not drawn from the address; its value is taken up again where it is."""
    st.query_params.pop(key, None)


def _wanted(key: str, now: Any) -> Any:
    """Give what a widget was set to, with what of it was not here for a while, unless it was set to something since."""
    wanted, shown = st.session_state.get(_WANTED + key, (now, now))
    return wanted if now == shown else now


def _set(key: str, wanted: object, shown: object) -> None:
    st.session_state[key], st.session_state[_WANTED + key] = shown, (wanted, shown)


def _tell_aside(names: Sequence[str]) -> None:
    """Say what was chosen and is not here now."""
    if names:
        (_PLACE.get() or st).text(_say("link.aside", names=_say("list.join").join(names)))


def _remember(key: str, absent: list[str], chosen: object, *, partly: bool = False) -> None:
    st.session_state[_ABSENT + key] = (absent, chosen, "link.partly" if partly else "link.not_here")


def _tell(key: str, written: Callable[[Any], str] = str) -> None:
    """Say what the address named and is not here, and what is shown, until something else is chosen."""
    absent, chosen, how = st.session_state.get(_ABSENT + key, ([], None, ""))
    if not absent or st.session_state[key] != chosen:
        return
    if isinstance(chosen, tuple):
        shown = _span_words(chosen)
    else:
        codes = chosen if isinstance(chosen, list) else [] if chosen in (None, "") else [chosen]
        shown = _say("list.join").join(map(written, codes))
    sentence = _say(how if shown else "link.not_used", names=_say("list.join").join(absent), shown=shown)
    (_PLACE.get() or st).text(sentence)


def _say(key: str, **values: object) -> str:
    return wording(st.session_state["lang"])(key, **values)
