"""Write rules in their one canonical form: order of keys, spaces, line ends, a heading a group."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HEADER = """\
# The rules: one entry an indicator; CONTRIBUTING.md says how to write one, `python -m pipeline check` holds each entry
# to its own examples. Terms are matched after folding: Simplified characters, half-width digits and brackets.
"""
KEYS = [
    "name",
    "group",
    "unit",
    "shown_in",
    "kind",
    "growth",
    "about",
    "subjects",
    "loose",
    "units",
    "not_units",
    "terms",
    "generic_terms",
    "after",
    "allow",
    "block",
    "context",
    "not_context",
    "ratio",
    "share_of",
    "examples",
    "not_examples",
]
_BLOCK = ("examples", "not_examples")


class _Flow(list[Any]):
    """Mark a list that stands on one line, in brackets."""


class _FlowMap(dict[str, Any]):
    """Mark a mapping that stands on one line, in braces."""


class _Writer(yaml.SafeDumper):
    """Indent the items of a list below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)


_Writer.add_representer(
    _Flow, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)
_Writer.add_representer(
    _FlowMap, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


def canonical(entries: dict[str, dict[str, Any]]) -> str:
    """Return the text of a rules file that holds these entries, in their order."""
    parts = [HEADER]
    group = None
    for key, entry in entries.items():
        if entry.get("group") != group:
            group = entry.get("group")
            parts.append(f"\n# {group}\n")
        parts.append("\n" + canonical_entry(key, entry))
    return "".join(parts)


def canonical_entry(key: str, entry: dict[str, Any]) -> str:
    """Return the text of one entry, without blank lines around it; fields that no rule has come last."""
    names = [name for name in KEYS if name in entry] + [name for name in entry if name not in KEYS]
    styled = {name: _styled(name, entry[name]) for name in names}
    return str(yaml.dump({key: styled}, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=105))


def write_canonical(file: Path) -> None:
    """Rewrite a rules file that loads in its canonical form; comments of its own are not kept."""
    entries = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    file.write_text(canonical(entries), encoding="utf-8")


def _styled(name: str, value: Any) -> Any:
    if name in _BLOCK and isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return [
            {key: _row_list(item) if key == "rows" else item for key, item in one.items()} for one in value
        ]
    if isinstance(value, dict):
        return _FlowMap({key: _Flow(item) if isinstance(item, list) else item for key, item in value.items()})
    return _Flow(value) if isinstance(value, list) else value


def _row_list(rows: Any) -> Any:
    """Write rows on one line, as far as they are rows: a draft may hold anything there."""
    if not isinstance(rows, list):
        return rows
    return _Flow(_FlowMap(row) if isinstance(row, dict) else row for row in rows)
