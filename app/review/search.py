"""Find items of the line by words of their sentences and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stored import Where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pandas as pd

    from app.observations import Loaded
    from app.review.line import Line
    from pipeline.workspace.queue import Item

_COLUMNS = ("sentence", "place", "subject", "document", "value_text")


def found(items: list[Item], sought: str, line: Line, loaded: Loaded) -> list[Item]:
    """Keep the items in which every word that is sought stands somewhere, in the order given.

    It may stand in a sentence, the name of an indicator in either language, a place, a subject, the name of a
    document, a number as printed. What all items can be found by is put together once for each state of the table.
    """
    with line.lock:
        if not line.words:
            line.words.update(_words(line.queue.asked(), loaded))
        words = dict(line.words)
    wanted = sought.casefold().split()
    return [one for one in items if all(word in words.get(one.id, "") for word in wanted)]


def _words(items: Sequence[Item], loaded: Loaded) -> dict[str, str]:
    rows = loaded.table.rows(
        Where({"id": {row for one in items for row in one.rows}}), ["id", "indicator", *_COLUMNS]
    )
    texts = _texts(rows, loaded.catalogue) | _texts(loaded.suggestions, loaded.catalogue)
    return {one.id: "\n".join(texts.get(row, "") for row in one.rows) for one in items}


def _texts(rows: pd.DataFrame, catalogue: Mapping[str, Any]) -> dict[str, str]:
    """Give what each row can be found by, by its id."""
    names = {name: f"{entry.name.zh}\n{entry.name.en}" for name, entry in catalogue.items()}
    columns = [rows[name].fillna("").tolist() for name in _COLUMNS]
    return {
        row: "\n".join((names.get(indicator, indicator), *cells)).casefold()
        for row, indicator, *cells in zip(rows["id"], rows["indicator"], *columns, strict=True)
    }
