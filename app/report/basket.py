"""Keep charts that are to go into a report, and the last choice of format, while one browses and across restarts."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.charts.panels import arrange
from app.charts.views import View
from app.compare.comparison import compared_once
from app.observations import shown_workspace, workspace_folder
from app.report.items import Item, ReportFailedError
from app.report.kept_figures import figures_kept, forget_figures, keep_figures
from app.report.own_words import Words
from app.report.saving import save
from app.selection import Selection
from pipeline.workspace import NotKeptError

if TYPE_CHECKING:
    import pandas as pd

    from app.charts.panel import Panel
    from app.observations import Loaded
    from app.wording import Wording

FILE = "report.json"
KEPT = "report"  # the state of the session that holds the basket
UNSAVED = "report not written"  # says that it could not be written
_CHANGING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Name one chart by what was asked for and which panel of that it is, with the figures that it had then.

    `figures` names their file; without one it is drawn from the table of today. `title`, `subtitle`, `sentence` and `note`
    are its `words`; `chart` and `table` say which of the two it shows.
    """

    wanted: Selection
    view: View
    number: int
    indicators: tuple[str, ...]
    figures: str = ""
    title: str = ""
    subtitle: str = ""
    sentence: str | None = None
    note: str = ""
    chart: bool = True
    table: bool = True

    @property
    def words(self) -> Words:
        """Give the words that a person wrote for it."""
        return Words(self.title, self.subtitle, self.sentence, self.note)

    def worded(self, words: Words) -> Chosen:
        """Give the same chart with other words."""
        return replace(self, **asdict(words))


@dataclass(slots=True)
class Basket:
    """Hold the chosen charts in their order, and the code of the kind of file chosen last."""

    chosen: list[Chosen] = field(default_factory=list)
    kind: str = ""

    def kept(self, chosen: Chosen) -> Chosen | None:
        """Return a chart as it is in, with whatever words; None where it is out."""
        at = self.where(chosen)
        return None if at is None else self.chosen[at]

    def where(self, chosen: Chosen) -> int | None:
        """Return the number of a chart, whatever words it has by now, None where it is out."""
        return next((at for at, one in enumerate(self.chosen) if _bare(one) == _bare(chosen)), None)


def basket() -> Basket:
    """Return the basket as it is kept now: another page may have changed it. What did not change stays the same object.

    Where it could not be written, or nobody can read it, it is what this session holds.
    """
    kept = read(path())
    held: Basket | None = st.session_state.get(KEPT)
    if held is None:
        held = st.session_state[KEPT] = kept or Basket()
    elif kept is not None and not st.session_state.get(UNSAVED):
        held.chosen[:] = [next((mine for mine in held.chosen if mine == one), one) for one in kept.chosen]
        held.kind = kept.kind
    return held


def change(act: Callable[[Basket], None]) -> None:
    """Change the basket as it is kept now, and write it; nothing that another page put in is lost."""
    with _CHANGING, _alone():
        held = basket()
        act(held)
        st.session_state[UNSAVED] = not keep(held)
        if not st.session_state[UNSAVED]:
            forget_figures({one.figures for one in held.chosen})


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other programs from changing the basket meanwhile, as they are from the list of documents.

    Where that lock is refused (a read-only disk), only the windows of this program wait for each other.
    """
    with ExitStack() as held:
        with suppress(NotKeptError):
            held.enter_context(shown_workspace().register.alone())
        yield


def path() -> Path:
    """Say where the basket is kept: it belongs to the workspace."""
    return workspace_folder() / FILE


def read(file: Path) -> Basket | None:
    """Read a basket; None where it is missing or not readable."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        return Basket([_chosen(one) for one in kept["chosen"]], str(kept["kind"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(given: Basket) -> bool:
    """Write the basket and say whether that went; where it did not, it lasts as long as the session."""
    try:
        save(json.dumps(asdict(given), ensure_ascii=False).encode("utf-8"), path())
    except ReportFailedError:
        return False
    return True


def item_of(one: Chosen, loaded: Loaded, say: Wording) -> Item | None:
    """Draw a chosen chart with the figures that it was put in with, under the words given to it.

    Where none were kept, it is drawn from today's table; None where that has no figures for it any more.
    """
    rows, panels = _as_kept(one.figures, one.view, say.language, loaded.state, loaded, say)
    if rows is None:
        return item_now(one, loaded, say)
    return _worded(one, panels[0], rows) if panels else None


def item_now(one: Chosen, loaded: Loaded, say: Wording) -> Item | None:
    """Draw a chosen chart from today's table; None where it has no figures any more."""
    seen = compared_once(loaded, one.wanted, one.view, say)
    same = [panel for panel in seen.panels if panel.indicators == one.indicators]
    there = one.number < len(seen.panels) and seen.panels[one.number].indicators == one.indicators
    if not same:
        return None
    panel = seen.panels[one.number] if there else same[0]
    return _worded(one, panel, seen.figures)


@st.cache_resource(show_spinner=False, max_entries=64)
def _as_kept(
    figures: str,
    view: View,
    language: str,  # noqa: ARG001 - stands for the words
    state: str,  # noqa: ARG001 - stands for the rules
    _loaded: Loaded,
    _say: Wording,
) -> tuple[pd.DataFrame | None, list[Panel]]:
    """Read the figures that a chart was put in with and arrange them, once: each change on the page draws all charts."""
    rows = figures_kept(figures)
    return rows, [] if rows is None else arrange(rows, _loaded.catalogue, _say, view=view)


def with_figures(one: Chosen, rows: pd.DataFrame) -> Chosen:
    """Keep figures with a chart; where they cannot be written, it stays as it was."""
    try:
        return replace(one, figures=keep_figures(rows))
    except (ReportFailedError, OSError):
        return one


def _worded(one: Chosen, panel: Panel, rows: pd.DataFrame) -> Item:
    return Item(one.words.on(panel), rows, one.chart, one.table)


def _bare(one: Chosen) -> Chosen:
    return Chosen(one.wanted, one.view, one.number, one.indicators)


def _chosen(kept: dict[str, Any]) -> Chosen:
    wanted: dict[str, Any] = {name: tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
              for name, value in kept["wanted"].items()}  # fmt: skip
    rest = {
        name: kept[name]
        for name in ("number", "figures", "title", "subtitle", "sentence", "note", "chart", "table")
        if name in kept
    }
    return Chosen(Selection(**wanted), View(**kept["view"]), indicators=tuple(kept["indicators"]), **rest)
