"""Read and write the file of the entries that people changed: each stands there whole, the program's others do not.

    tourist_arrivals:
      name: {zh: 接待游客人次, en: Tourist visits received}
      …
      made_from: 5f0c1e9b7a3d2846     # of the program's entry that it was made from; a new entry: nothing
    oyster_output: {hidden: true, made_from: 90ab34cd12ef5678}

Beside the fields of the rules an entry has two of its own: `made_from` tells later that the program's entry has
changed, `hidden` takes the program's entry away.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pipeline.indicators.canonical import canonical_entry
from pipeline.indicators.comments import with_comments
from pipeline.indicators.entry_blocks import blocks_of, is_empty, with_block
from pipeline.indicators.rules_text import raw_entries

HEADER = """\
# The entries of the rules that were changed here, each whole; they lie over those of the program's indicators.yaml.
# `made_from` names the version of the program's entry that one was made from; `hidden: true` takes an entry away.
"""
MADE_FROM, HIDDEN = "made_from", "hidden"
_NOTHING = "nothing"  # written so that no such file passes for a whole one


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """Hold an entry that people changed: its fields as YAML gives them, and its text, both without the two of its own.

    `made_from` is the digest of the program's entry that it was made from, empty for a new one. Where `hidden` is
    set, the program's entry is taken away, and fields and text are empty.
    """

    fields: object
    text: str
    made_from: str = ""
    hidden: bool = False


def own_entries(text: str, file: str) -> dict[str, OwnEntry]:
    """Return the entries of such a file by id, unchecked; none where nothing but comments stands in it.

    Raise RulesError where it is no YAML, a name stands twice or entries do not begin lines of their own.
    """
    if is_empty(text):
        return {}
    raw, blocks = raw_entries(text, file), blocks_of(text, file)
    return {
        entry: _own(entry, raw.get(entry), text[block.start : block.end]) for entry, block in blocks.items()
    }


def _own(entry: str, value: object, text: str) -> OwnEntry:
    if not isinstance(value, dict):
        return OwnEntry(value, text)
    made_from = str(value.get(MADE_FROM) or "").replace(_NOTHING, "")
    fields = {name: one for name, one in value.items() if name != MADE_FROM}
    if fields == {HIDDEN: True}:
        return OwnEntry({}, "", made_from, hidden=True)
    return OwnEntry(fields, with_comments(canonical_entry(entry, fields), text), made_from)


def with_own(text: str, entry: str, own: OwnEntry | None, file: str) -> str:
    """Return the file's text with an entry in it, or out of it, as `with_block` does."""
    return with_block(text or (HEADER if own else ""), entry, _block(entry, own) if own else None, file)


def _block(entry: str, own: OwnEntry) -> str:
    """Write an entry as it stands in the file, its comments kept."""
    made_from = {MADE_FROM: own.made_from or _NOTHING}
    if own.hidden:
        return canonical_entry(entry, {HIDDEN: True, **made_from})
    fields: Any = own.fields
    return with_comments(canonical_entry(entry, {**fields, **made_from}), own.text)


def digest_of(fields: object) -> str:
    """Name a version of an entry by what its fields say, however they are written."""
    said = json.dumps(fields, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
