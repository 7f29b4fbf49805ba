"""Write the README of a data package: what is in it, how to cite it, and what to know before using it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.charts.points import BY_DOCUMENT
from app.citations import citation
from app.labels import indicator_name, name_words, title_of
from app.markdown import verbatim
from app.report.sdmx import timeless
from app.report.sdmx_codes import on_one_line
from app.selection import years_of
from pipeline.comparable import OPEN_ENDED, beyond_a_year
from pipeline.revisions import REVISION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from app.wording import Wording

_BOUNDS = ("over", "nearly", "at_least", "at_most", "range")
_MOST_SOURCES = 5
# Where the description of each file stands in the words.
_FILES = {
    "data/observations.csv": "export.file_observations",
    "data/observations.parquet": "export.file_parquet",
    "data/formatted.csv": "export.file_formatted",
    "sdmx/observations.csv": "export.file_sdmx",
    "sdmx/structure.xml": "export.file_structure",
    "sources.csv": "export.file_sources",
    "sentences.csv": "export.file_sentences",
}


def readme(
    rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording, created: date | None, files: Sequence[str]
) -> str:
    """Return the text, as Markdown; words from documents are escaped. `rows` has the column `who`."""
    title = plain(title_of_rows(rows, catalogue, say))
    documents = rows["document"].nunique()
    made = [say("export.created", date=created.isoformat()), ""] if created else []
    return "\n".join([
        f"# {title}", "", say("export.about", count=len(rows), documents=documents), "", *made,
        f"## {say('export.citing')}", "",
        say("export.citation", title=title, count=len(rows), sources=plain(_cited(rows, say))), "",
        f"## {say('export.files')}", "",
        *(f"- `{path}`{say('export.colon')}{say(_FILES[path])}" for path in files), "",
        f"## {say('export.caveats')}", "",
        *(f"- {caveat}" for caveat in caveats(rows, say)), "",
        f"## {say('export.licence')}", "", say("export.rights"), "",
    ])  # fmt: skip


def caveats(rows: pd.DataFrame, say: Wording) -> Iterator[str]:
    """Yield what to know before using these rows: first what holds for some of them, with their number."""
    counts = {
        "export.planned": (rows["status"] == "planned").sum(),
        "export.derived": rows["derived"].astype(bool).sum(),
        "export.bounds": rows["qualifier"].isin(_BOUNDS).sum(),
        "export.approximate": (rows["qualifier"] == "about").sum(),
        "export.unstated": (rows["period_source"] == BY_DOCUMENT).sum(),
        "export.open_ended": rows["period_source"].isin(OPEN_ENDED).sum(),
        "export.long_spans": (beyond_a_year(rows) & ~rows["period_source"].isin(OPEN_ENDED)).sum(),
        "export.timeless": timeless(rows).sum(),
        "export.scope": (rows["scope"].fillna("") != "").sum(),
        "export.conflicts": contradicted(rows).sum(),
        "export.pending": (rows["review"] == "pending").sum(),
        "export.rejected": (rows["review"] == "rejected").sum(),
        "export.inferred": rows["published_inferred"].astype(bool).sum(),
    }
    yield from (say(key, count=int(count)) for key, count in counts.items() if count)
    yield from (
        say(key) for key in ("export.coverage", "export.revisions", "export.prices", "export.defused")
    )


def contradicted(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows contradict others; what was revised does not, where that is known."""
    disputed = (rows["conflict"].fillna("") != "").astype(bool)
    return disputed & (rows[REVISION] == "") if REVISION in rows else disputed


def title_of_rows(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Title the package: the place where there is one, up to three indicators, and the years."""
    names = [indicator_name(str(one), catalogue, say) for one in rows["indicator"].unique()]
    years = years_of(rows)
    span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    what = on_one_line(
        title_of(names, [name_words(str(who), say) for who in dict.fromkeys(rows["who"])], say)
    )
    return say("export.title", what=what, years=span) if span else what


def plain(text: str) -> str:
    """Escape what Markdown would take for its own."""
    return verbatim(on_one_line(text))


def _cited(rows: pd.DataFrame, say: Wording) -> str:
    """Name up to five sources."""
    named = [*dict.fromkeys(citation(row, say) for row in rows.itertuples())]
    more = say("list.more") if len(named) > _MOST_SOURCES else ""
    return say("list.semicolon").join(named[:_MOST_SOURCES]) + more
