"""Describe the columns of the tables in a data package as a Frictionless table schema."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pipeline.table import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from app.wording import Wording

FIELDS = Path(__file__).resolve().parent / "fields.yaml"
_KINDS = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "date": "date"}
# Columns of the other tables that are not text; a document may have several dates, which stand as text.
_OTHER = {
    "published_inferred": "bool",
    **dict.fromkeys(("rows", "pending", "accepted", "corrected", "rejected"), "int"),
}
_KEYS = {"observations": "id", "sources": "file", "sentences": ""}
_DOCUMENT = [{"fields": ["document"], "reference": {"resource": "sources-csv", "fields": ["file"]}}]


@lru_cache
def described() -> dict[str, Any]:
    """Read fields.yaml."""
    read: dict[str, Any] = yaml.load(FIELDS.read_text("utf-8"), yaml.CSafeLoader)
    return read


def schema_of(table: str, say: Wording) -> dict[str, Any]:
    """Return the schema of `observations`, `sources` or `sentences`, titled in the language, named in both."""
    kinds = COLUMNS if table == "observations" else _OTHER
    key = _KEYS[table]
    return {
        "fields": [
            _field(name, kinds.get(name, "str"), words, say, key=name == key)
            for name, words in described()[table].items()
        ],
        **({"primaryKey": [key]} if key else {}),
        **({"foreignKeys": _DOCUMENT} if table != "sources" else {}),
    }


def text_schema(table: pd.DataFrame) -> dict[str, Any]:
    """Return the schema of a table that is to be read by people: all its cells are text."""
    return {"fields": [{"name": str(name), "type": "string"} for name in table.columns]}


def _field(name: str, kind: str, words: dict[str, list[str]], say: Wording, *, key: bool) -> dict[str, Any]:
    title, description = words[say.language]
    allowed = described()["allowed"].get(name)
    constraints: dict[str, Any] = {"required": True, "unique": True} if key else {}
    if allowed:
        constraints |= {"required": True, "enum": allowed}
    return {
        "name": name,
        "type": _KINDS[kind],
        "title": title,
        "description": description,
        "titles": {language: both[0] for language, both in words.items()},
        "descriptions": {language: both[1] for language, both in words.items()},
        **({"constraints": constraints} if constraints else {}),
    }
