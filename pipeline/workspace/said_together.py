"""Find out what the rows of whole series say of each other: findings, contradictions, revisions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd
import pyarrow as pa

from pipeline.comparable import whose
from pipeline.crosschecks import ASKED, OF_DOCUMENTS, OF_SERIES, Finding, found_by
from pipeline.doubts import JOINED, NO_DOUBTS
from pipeline.indicators import Catalogue
from pipeline.revisions import REVISION, with_revisions
from pipeline.stored import StoredTable, Where
from pipeline.stored.beside import FILES, SERIES_SIGN, Beside, nothing
from pipeline.workspace.asked_items import About, name_of
from pipeline.workspace.ruling import marked

NEEDED = [*(name for name in ASKED if name != "conflict"), "digest", "fact"]  # the columns of rows


def named_series(indicators: pd.Series[str], own: pd.Series[str]) -> pd.Series[str]:
    """Name the series of rows by their indicators and whose they are."""
    return indicators.fillna("") + SERIES_SIGN + own


def parts_of(series: str) -> tuple[str, str]:
    """Return the indicator of a series and whose it is; of a document's checks neither."""
    indicator, _, own = series.partition(SERIES_SIGN)
    return (indicator, own) if own else ("", "")


def of_series(rows: pd.DataFrame, catalogue: Catalogue, only: Iterable[str] | None = None) -> Beside:
    """Return what rows (the columns NEEDED) of whole series say of each other; of some series `only`.

    All of these are spoken for, also those without a row.
    """
    rows = marked(rows).assign(series=named_series(rows["indicator"], whose(rows)))
    spoken = pd.Index(rows["series"].unique() if only is None else [*only], name="series")
    rows = rows[rows["series"].isin(spoken)]
    series = dict(zip(rows["id"].tolist(), rows["series"].tolist(), strict=True))
    disputed = rows.loc[rows["conflict"] != "", ["series", "fact", "place_code", "conflict"]]
    revised = with_revisions(rows)[["series", "id", REVISION]]
    read = rows[rows["digest"] != ""].groupby("series")["digest"].unique()
    documents = dict.fromkeys(spoken, ()) | read.to_dict()
    found = [*found_by(OF_SERIES, rows, catalogue)] if len(rows) else []
    return {
        "series": _spoken(documents),
        "findings": findings_table(found, rows, series),
        "doubts": doubts_table(found, series),
        "disputes": _table("disputes", disputed.drop_duplicates().rename(columns={"place_code": "code"})),
        "revisions": _table("revisions", revised[revised[REVISION] != ""]),
    }


def of_documents(rows: pd.DataFrame, digests: Sequence[str], catalogue: Catalogue) -> Beside:
    """Return what the checks of one document find in rows of some; all of these are spoken for, whatever they hold."""
    found = [*found_by(OF_DOCUMENTS, rows.assign(conflict=""), catalogue)] if len(rows) else []
    series = dict(zip(rows["id"], rows["digest"], strict=True))
    return {
        **nothing(), "series": _spoken({one: [one] for one in digests}),
        "findings": findings_table(found, rows, series), "doubts": doubts_table(found, series),
    }  # fmt: skip


def findings_table(found: Sequence[Finding], rows: pd.DataFrame, series: Mapping[str, str]) -> pa.Table:
    """Lay findings out, each with its item, its documents and its indicators."""
    named = {row for one in found for row in one.rows}
    near = rows.loc[rows["id"].isin(named), ["id", "digest", "indicator", "measure", "rule"]]
    about = {row: About(*rest) for row, *rest in near.astype(object).itertuples(index=False, name=None)}
    lines = [
        {
            "series": series[one.rows[0]], "id": one.id, "kind": one.kind, "item": name_of(one, about),
            "said": json.dumps(dict(one.values), ensure_ascii=False), "weight": one.weight, "harm": one.harm,
            "rows": one.rows,
            "documents": [*dict.fromkeys(about[row].digest for row in one.rows)],
            "indicators": [*dict.fromkeys(about[row].indicator for row in one.rows)],
        }
        for one in found
    ]  # fmt: skip
    return pa.Table.from_pylist(lines, schema=FILES["findings"])


def doubts_table(found: Iterable[Finding], series: Mapping[str, str]) -> pa.Table:
    """Lay out the rows that findings cast doubt on, each once in a series, as `pipeline.doubts` names what they say."""
    kinds = defaultdict[tuple[str, str], set[str]](set)
    for one in found:
        if one.kind not in NO_DOUBTS:
            for row in one.rows:
                kinds[series[one.rows[0]], row].add(one.kind)
    lines = [(*where, JOINED.join(sorted(some))) for where, some in kinds.items()]
    return pa.table([[line[at] for line in lines] for at in range(3)], schema=FILES["doubts"])


def _spoken(documents: Mapping[str, Sequence[str]]) -> pa.Table:
    """Lay out series with the documents of their rows."""
    return pa.table([[*documents], [*documents.values()]], schema=FILES["series"])


def as_decided(
    rows: Collection[str], read: pd.DataFrame, decided: StoredTable, catalogue: Catalogue
) -> Beside:
    """Return what the series and documents of rows, by their ids, say as decided; `read` are rows as they were read."""
    named = ["indicator", "digest", "whose"]
    before = read[read["id"].isin(rows)]
    near = pd.concat([before.assign(whose=whose(before))[named], decided.rows(Where({"id": rows}), named)])
    asked = Where({name: near[name].unique() for name in ("indicator", "whose")})
    series = named_series(near["indicator"], near["whose"]).unique()
    digests = [one for one in near["digest"].unique() if one]
    told = of_series(decided.rows(asked, NEEDED), catalogue, series)
    return joined(told, of_documents(decided.rows(Where({"digest": digests}), NEEDED), digests, catalogue))


def _table(name: str, frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame[FILES[name].names], schema=FILES[name], preserve_index=False)


def joined(before: Beside, now: Beside) -> Beside:
    """Return both; of a series that both speak for what is said now."""
    import pyarrow.compute as pc

    spoken = now["series"]["series"].combine_chunks()
    kept = {name: one.filter(pc.invert(pc.is_in(one["series"], spoken))) for name, one in before.items()}
    return {name: pa.concat_tables([kept[name], now[name]]) for name in FILES}
