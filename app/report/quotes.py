"""Gather the sentences that the figures of a report were read from, each once, with the paper and the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.citations import citation, citation_in_full
from app.labels import cell_text, indicator_name
from pipeline.documents.locators import locators_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.wording import Wording


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, where it stands, and the figures that were read from it, as printed."""

    cited: str  # as under a chart
    in_full: str  # with headline and file
    source: str
    day: date | None
    title: str
    file: str
    sentence: str
    indicators: tuple[str, ...]
    figures: tuple[str, ...]
    place: str = ""  # in the original


def quotes(parts: Iterable[pd.DataFrame], catalogue: Mapping[str, Any], say: Wording) -> list[Quote]:
    """List the sentences behind rows in the order of the rows; one row without a sentence gives its document."""
    held: dict[tuple[str, str], list[Any]] = {}
    for row in (row for part in parts for row in part.itertuples()):
        held.setdefault((cell_text(row.document), cell_text(row.sentence)), []).append(row)
    return [quote_of(rows, catalogue, say) for rows in held.values()]


def quote_of(rows: list[Any], catalogue: Mapping[str, Any], say: Wording) -> Quote:
    """Make the quote of the rows that one sentence gave."""
    row = rows[0]
    day = None if pd.isna(row.published) else pd.Timestamp(row.published).date()
    return Quote(
        cited=citation(row, say),
        in_full=citation_in_full(row, say),
        source=cell_text(row.source),
        day=day,
        title=cell_text(row.title),
        file=cell_text(row.document),
        sentence=cell_text(row.sentence),
        indicators=tuple(dict.fromkeys(indicator_name(one.indicator, catalogue, say) for one in rows)),
        figures=tuple(dict.fromkeys(words for one in rows if (words := cell_text(one.value_text)))),
        place=locators_said((cell_text(one.locator) for one in rows), say.language),
    )
