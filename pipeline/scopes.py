"""Know which 口径 mean the same: two words for one, and what an indicator's own name says already."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.words import words_of

if TYPE_CHECKING:
    import pandas as pd

_WORDS = words_of("same_scopes")


def plain_scope(scope: str, name: str) -> str:
    """Return a 口径 in the first of its spellings, "" where the name of its indicator has it: 规模以上工业增加值."""
    spellings: list[str] = next((group for group in _WORDS["alike"] if scope in group), [scope])
    return "" if any(one in name for one in spellings) else spellings[0]


@lru_cache(maxsize=10_000)
def series_scope(indicator: str, scope: str) -> str:
    """Return the 口径 that tells a series from others: 规上 is 规模以上, 初步核算数 none."""
    from pipeline.indicators import load_catalogue

    if not scope or scope in _WORDS["preliminary"]:
        return ""
    entry = load_catalogue().entries.get(indicator)
    return plain_scope(scope, entry.name.zh if entry else "")


def series_scopes(rows: pd.DataFrame) -> pd.Series[str]:
    """Return the 口径 of each row's series (columns indicator, scope)."""
    import pandas as pd

    pairs = zip(rows["indicator"].tolist(), rows["scope"].fillna("").tolist(), strict=True)
    return pd.Series([series_scope(*pair) for pair in pairs], index=rows.index, dtype="str")
