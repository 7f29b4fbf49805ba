"""Cite documents: a newspaper by its day, any other document by its title, or by its file where it has none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.labels import cell_text
from app.period_labels import day_words
from pipeline.datelines import is_newspaper
from pipeline.documents.locators import cell_of, locators_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.wording import Wording

MOST_PLACES = 4  # that are named of one source
LONGEST_TITLE = 60  # characters; a longer one is cut
# Inside the marks of a title stand the marks of another: 《关于〈青禾县规划〉的说明》.
_INNER = str.maketrans("《》", "〈〉")


def citation(row: Any, say: Wording) -> str:
    """Cite the document of a row: 《江门日报》2025年4月7日; 青禾县统计局，《统计公报》，2025年4月18日; 公报.pdf.

    Column `title` has what somebody stated as the title of a document, or the headline of an article on a page of
    several. A workbook without a stated one is cited by its file, for what heads a sheet is no title of the whole. A table
    of official figures names its sources as they are to be cited (《青禾统计年鉴2024》).
    """
    source, day = cell_text(row.source), _day(row, say)
    if source and row.rule == "reference":
        return _joined([source, day], say)
    if names_issue(row):
        return say("source.issue", paper=publisher(source, say), day=day)
    stated = bool(getattr(row, "title_stated", False))
    title = "" if cell_of(cell_text(row.locator)) and not stated else cell_text(row.title)
    return _joined([publisher(source, say), titled(title, say) if title else str(row.document), day], say)


def citation_at(row: Any, say: Wording) -> str:
    """Cite the document of a row, and where in it the figure stands: page, cell, paragraph."""
    return _with_places(citation(row, say), "", [cell_text(row.locator)], say)


def citation_by_file(row: Any, say: Wording) -> str:
    """Cite as `citation_at` does, and name the file, for documents that may be cited alike."""
    return _with_places(citation(row, say), str(row.document), [cell_text(row.locator)], say)


def citation_in_full(row: Any, say: Wording) -> str:
    """Cite the document of a row with all that finds it again: the headline in a newspaper too, and the file."""
    cited, title, file = citation(row, say), cell_text(row.title), str(row.document)
    headline = titled(title, say) if title and names_issue(row) else ""
    return _joined([cited, headline, file if file not in cited else ""], say)


def citations(rows: pd.DataFrame, say: Wording) -> list[str]:
    """List the documents that rows come from, each once, with the first places in it.

    Files that are cited alike are told apart by their names; those of one issue of a newspaper are one source.
    """
    places: dict[str, dict[str, dict[str, None]]] = defaultdict(dict)
    columns = ["source", "published", "document", "title", "title_stated", "rule", "locator"]
    for row in rows[[name for name in columns if name in rows]].drop_duplicates().itertuples():
        file = "" if names_issue(row) or row.rule == "reference" else str(row.document)
        places[citation(row, say)].setdefault(file, {})[cell_text(row.locator)] = None
    return [
        _with_places(cited, file if len(files) > 1 else "", [*held], say)
        for cited, files in places.items()
        for file, held in files.items()
    ]


def names_issue(row: Any) -> bool:
    """Tell whether a row's document is a newspaper of a known day, which needs no title to be found."""
    return is_newspaper(cell_text(row.source)) and not pd.isna(row.published)


def publisher(name: str, say: Wording) -> str:
    """Write a newspaper's name in the marks of the language, any other publisher's as it is: 《江门日报》, 怀化市统计局."""
    return say("source.paper", name=name) if is_newspaper(name) else name


def titled(title: str, say: Wording) -> str:
    """Write a document's title in the marks of the language, cut where it is long."""
    cut = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    return say("source.titled", title=cut.translate(_INNER) if say.language == "zh" else cut)


def _with_places(cited: str, file: str, places: Sequence[str], say: Wording) -> str:
    locators = [*filter(None, places)]
    told = locators_said(locators[:MOST_PLACES], say.language)
    if len(locators) > MOST_PLACES:
        told = say("source.more_places", places=told, count=len(locators))
    within = _joined([file if file not in cited else "", told], say)
    return say("source.at", source=cited, place=within) if within else cited


def _day(row: Any, say: Wording) -> str:
    return "" if pd.isna(row.published) else day_words(pd.Timestamp(row.published).date(), say)


def _joined(parts: Sequence[str], say: Wording) -> str:
    return say("source.gap").join(filter(None, parts))
