"""Load the table of observations from the workspace, once for the same documents, rules and decisions."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import threading
import time
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from app.documents.reading import Reading
    from pipeline.documents import Content, DocumentError
    from pipeline.indicators.faults import LeftOut
    from pipeline.indicators.layers import RuleFiles
    from pipeline.mistakes import MistakeError
    from pipeline.stored.in_parquet import ParquetTable
    from pipeline.workspace import Added, Entry, Outcome, Verdict, Workspace
    from pipeline.workspace.database import WorkspaceFault

ROOT = Path(__file__).resolve().parent.parent
DATA, FOLDER = "COUNTY_INDICATORS_DATA", "COUNTY_INDICATORS_WORKSPACE"
RULES_VARIABLE = "COUNTY_INDICATORS_RULES"
SAMPLES = ROOT / "seeds"
Made = TypeVar("Made")
_MENDING = threading.Lock()  # held while a damaged workspace is opened anew
# Of a hundred thousand documents: a step of Python for each would be a tenth of the first page.
_SKIPPED, _REJECTED, _LOOK = attrgetter("skipped"), attrgetter("rejected"), attrgetter("look")
QUICK, PAUSE = 0.5, 5.0  # seconds: a look through the folder that takes longer is not repeated for a while


class LoadingFailedError(Exception):
    """The documents could not be read; the cause says what and where."""

    @property
    def of_files(self) -> bool:
        """Say whether the system or a file of the workspace is to blame, and no document or rule."""
        return isinstance(self.__cause__, OSError)

    @property
    def of_damage(self) -> bool:
        """Say whether a database of the workspace was found damaged."""
        return self.of_files and getattr(self.__cause__, "why", "") == "broken"

    def said(self, language: str) -> str:
        """Say what and where in the language, where the cause can."""
        from pipeline.mistakes import refusal_said

        fault: Any = getattr(self.__cause__, "fault", self.__cause__)  # of the rules
        if isinstance(fault, OSError) and not hasattr(fault, "said"):
            return refusal_said(fault, language)
        return str(fault.said(language) if hasattr(fault, "said") else fault)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The table as decided, the catalogue that it was read by, and what became of each document.

    `away` says why the folder shown could not be looked through just now; what was read from it before is shown.

    `table` has the columns `digest` (of the document's text), `area` (the place, told apart from others of its name),
    `revision` (see pipeline/revisions.py) and `doubt` (see pipeline/doubts.py) behind those of the contract; a page asks
    it for the rows that it shows. `doubts` counts what waits in the line for it. `entries` and `outcomes` are by digest.
    `orphans` are decisions whose row is no longer extracted, `carried` (by row) those about a row that is read otherwise
    by now, `misfits` are mistakes in official figures that do not fit the rules, `refused` the files of the folder shown
    that could not be taken over, `faults` what is wrong with the workspace's own files. `suggestions` are rows that a
    person may make, which are no part of the table: `review` says what became of each (accepted: made a row). `state`
    names all that the table depends on.
    """

    table: ParquetTable
    catalogue: Mapping[str, Any]
    entries: Mapping[str, Entry]
    outcomes: Mapping[str, Outcome]
    orphans: tuple[Verdict, ...]
    suggestions: pd.DataFrame
    misfits: tuple[MistakeError, ...] = ()
    refused: tuple[Added, ...] = ()
    state: str = ""
    carried: Mapping[str, Verdict] = field(default_factory=dict)
    faults: tuple[WorkspaceFault | LeftOut, ...] = ()
    away: DocumentError | None = None
    doubts: int = 0

    def left_out(self, language: str) -> list[str]:
        """List, a sentence each, what gave nothing: tables, files of the folder shown, documents."""
        refused = (one.error.said(language) for one in self.refused if one.error)
        unread = (one.said(language) for one in filter(_SKIPPED, self.outcomes.values()))
        own = (one.said(language) for one in (*self.faults, *self.misfits))
        return [*own, *refused, *unread]

    @property
    def documents(self) -> int:
        """Count the documents that could be read and are not set aside."""
        skipped = sum(map(bool, map(_SKIPPED, self.outcomes.values())))
        return len(self.outcomes) - skipped - sum(not one.skipped for one in self._aside())

    @property
    def rejected(self) -> int:
        """Count the numbers that became no row."""
        every: int = sum(map(_REJECTED, self.outcomes.values()))
        return every - sum(one.rejected for one in self._aside())

    def _aside(self) -> list[Outcome]:
        """List what became of the documents that are set aside: few, so that all others are not looked up one by one."""
        looks = map("aside".__eq__, map(_LOOK, self.entries.values()))
        return [self.outcomes[digest] for digest in compress(self.entries, looks) if digest in self.outcomes]


@dataclass(slots=True)
class Mirror:
    """Remember when a folder is to be looked through again, and what could not be taken from it."""

    due: float = 0.0
    refused: tuple[Added, ...] = ()


def data_path() -> Path | None:
    """Find the folder to show: `-- --data PATH`, else the environment variable; None for the workspace itself."""
    given = own_options(sys.argv[1:])[0] or os.environ.get(DATA)
    return Path(given).expanduser().absolute() if given else None


def data_name() -> str:
    """Name the data shown as people know them: by the folder that is shown, else by that of the workspace."""
    return (data_path() or workspace_folder()).name


def own_options(given: list[str]) -> tuple[str | None, list[str]]:
    """Part what the dashboard is given into the folder to show and what it does not know."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    own, rest = parser.parse_known_args(given)
    return own.data, rest


def rules_in_use() -> RuleFiles:
    """Find the rules: the whole file that the environment variable names, else those of the workspace.

    The program's own file, named so, is not taken for one that people may change.
    """
    from pipeline.indicators.layers import RuleFiles, rules_of

    given = os.environ.get(RULES_VARIABLE)
    own = rules_of(workspace_folder())
    whole = Path(given).expanduser() if given else own.whole
    return own if whole.resolve() == own.whole.resolve() else RuleFiles(whole)


def workspace_folder() -> Path:
    """Say where the workspace lies: each folder that is shown by its path has one of its own."""
    whole = Path(os.environ.get(FOLDER) or ROOT / "workspace")
    shown = data_path()
    if shown is None:
        return whole
    from pipeline.indicators.layers import FOLDERS

    return whole / FOLDERS / hashlib.sha256(str(shown).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Ready:
    """Name a workspace in which what is new was read: its folder, its state, what could not be taken over.

    `away` says why the folder shown could not be looked through.
    """

    folder: str
    state: str
    refused: tuple[Added, ...] = ()
    away: DocumentError | None = None


def load(watch: Callable[[Reading], None] | None = None) -> Loaded:
    """Load the observations as decided, reading first what is new, as `ready` does."""
    return _mended(lambda: loaded_of(_ready(watch)))


def loaded_of(ready: Ready) -> Loaded:
    """Load the observations of a workspace in which what is new was read. Raises LoadingFailedError."""
    try:
        made = decided(ready.folder, ready.state)
        return replace(made, refused=ready.refused, away=ready.away)
    except (ValueError, OSError) as error:
        raise LoadingFailedError(str(error)) from error


def ready(watch: Callable[[Reading], None] | None = None) -> Ready:
    """Take over what changed in the folder that is shown, and read what is new.

    `watch` is called while documents are read, and may return before the last one is. Raises LoadingFailedError with
    one sentence where there is nothing to read or the rules do not hold.
    """
    return _mended(lambda: _ready(watch))


def _mended(make: Callable[[], Made]) -> Made:
    """Make a thing of the workspace, which is opened anew, once, where one of its databases was found damaged.

    Opening keeps the database aside and makes another.
    """
    try:
        return make()
    except LoadingFailedError as error:
        if not error.of_damage:
            raise
    with _MENDING:
        try:
            return make()  # another window was first
        except LoadingFailedError as error:
            if not error.of_damage:
                raise
        opened.clear()
        reading_of.clear()
        return make()


def _ready(watch: Callable[[Reading], None] | None) -> Ready:
    folder = str(workspace_folder())
    shown = data_path()
    try:
        workspace = opened(folder)
        refused, away = looked_through(folder, shown) if shown is not None else ((), None)
        reading = reading_of(folder)
        reading.start()
        if watch is None:
            reading.wait()
        else:
            watch(reading)
        wrong = " ".join(one.said() for one in workspace.faults())
        state = f"{workspace.wanted()} {workspace.state()} {wrong}"
        return Ready(folder, state, refused, away)
    except (ValueError, OSError) as error:  # what the rules or the documents are to blame for
        raise LoadingFailedError(str(error)) from error


def listed_only() -> Loaded:
    """Give the documents without their figures, which cannot be loaded. Raises LoadingFailedError."""
    from pipeline.indicators.layers import catalogue_by
    from pipeline.stored import Where

    try:
        workspace = shown_workspace()
        return Loaded(
            workspace.stored().part(Where({"id": []})),
            catalogue_by(workspace.rules).entries,
            workspace.entries(),
            workspace.outcomes(),
            (),
            workspace.suggested().iloc[:0],
            faults=tuple(workspace.faults()),
        )
    except (ValueError, OSError) as error:
        raise LoadingFailedError(str(error)) from error


@st.cache_resource(show_spinner=False)
def opened(folder: str) -> Workspace:
    """Open a workspace; a new one that shows no folder begins with the sample documents."""
    from pipeline.workspace import Workspace

    new = not Path(folder, "documents.sqlite3").exists()
    workspace = Workspace(Path(folder), rules_in_use())
    if new and data_path() is None and not workspace.register.entries():
        workspace.add_folder(SAMPLES, "sample")
    return workspace


def shown_workspace() -> Workspace:
    """Return the workspace that is shown."""
    return opened(str(workspace_folder()))


@st.cache_resource(show_spinner=False)
def mirror_of(folder: str) -> Mirror:  # noqa: ARG001 - what the memory is kept by
    """Keep one memory of looking through for each workspace."""
    return Mirror()


def looked_through(folder: str, shown: Path) -> tuple[tuple[Added, ...], DocumentError | None]:
    """Take over what changed in the folder that is shown; give what could not be, and why nothing could be looked at."""
    from pipeline.documents import DocumentError

    mirror = mirror_of(folder)
    begun = time.monotonic()
    if begun >= mirror.due or not os.path.exists(shown):  # noqa: PTH110 - Path.exists raises where nobody may look
        try:
            mirror.refused = tuple(one for one in opened(folder).mirror(shown) if one.error)
        except DocumentError as error:
            return (), error
        now = time.monotonic()
        mirror.due = now + PAUSE if now - begun > QUICK else 0.0
    return mirror.refused, None


@st.cache_resource(show_spinner=False)
def reading_of(folder: str) -> Reading:
    """Keep one reading for each workspace, whatever page or window waits for it."""
    from app.documents.reading import Reading

    return Reading(opened(folder))


@st.cache_resource(show_spinner=False, max_entries=2)
def decided(folder: str, state: str) -> Loaded:
    """Lay out the table with every decision applied, and what is in doubt marked in it."""
    from pipeline.indicators.layers import catalogue_by
    from pipeline.workspace.queue import waiting

    workspace = opened(folder)
    table, result = workspace.stored(), workspace.decisions()
    _, misfits = workspace.official()
    return Loaded(
        table,
        catalogue_by(workspace.rules).entries,
        workspace.entries(),
        workspace.outcomes(),
        result.orphans,
        _suggestions(workspace, result.table),
        tuple(misfits),
        state=f"{folder} {state}",
        carried=result.carried,
        faults=tuple(workspace.faults()),
        doubts=waiting(table),
    )


def _suggestions(workspace: Workspace, table: pd.DataFrame) -> pd.DataFrame:
    """Give what is suggested with what became of it; `table` has the rows that people made."""
    every, waiting = workspace.suggested(), workspace.suggestions()
    by_hand = table[table["rule"] == "by_hand"]
    place = ["digest", "start", "end"]
    made = {*by_hand[place].itertuples(index=False, name=None)}
    asked = set(waiting["id"])
    review = [
        "accepted" if (*spot,) in made else "pending" if name in asked else "rejected"
        for name, *spot in every[["id", *place]].itertuples(index=False, name=None)
    ]
    return every.assign(review=review).astype({"review": "str"})


def waiting_suggestions(loaded: Loaded) -> pd.DataFrame:
    """Keep the suggestions that nobody decided about."""
    return loaded.suggestions[loaded.suggestions["review"] == "pending"]


@st.cache_resource(show_spinner=False, max_entries=2)
def listed(folder: str, state: str) -> pd.DataFrame:  # noqa: ARG001 - what the result is kept by
    """List the documents, a row each, as `pipeline.workspace.listing` does."""
    from pipeline.workspace.listing import listing

    workspace = opened(folder)
    return listing(workspace.entries().values(), workspace.outcomes())


def document_content(digest: str) -> Content | None:
    """Return what a document was read into; None where it has gone or cannot be read. The result is shared."""
    try:
        written = shown_workspace().original(digest).stat().st_mtime_ns
    except OSError:
        return None
    return _content(str(workspace_folder()), digest, written)


@st.cache_resource(show_spinner=False, max_entries=8)
def _content(folder: str, digest: str, written: int) -> Content | None:  # noqa: ARG001 - what the result is kept by
    return opened(folder).content(digest)


def document_text(digest: str) -> str:
    """Read the text that a row's offsets point into; empty where the document has gone."""
    content = document_content(digest)
    return content.text if content else ""
