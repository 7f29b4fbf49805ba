"""Take single entries out of the text of a rules file, and put them back with every other character untouched.

The file is spliced as text. A library that round-trips YAML would rewrite all 4,700 lines in its own style to
change one entry, and the file has a canonical form already.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from pipeline.canonical import canonical_entry
from pipeline.rule_comments import with_comments
from pipeline.rule_faults import FILE, Fault, RulesError
from pipeline.rule_reading import not_yaml, raw_entries


@dataclass(frozen=True, slots=True)
class Block:
    """Mark an entry in the text of its file: text[start:end], its last line break included."""

    start: int
    end: int


def blocks_of(text: str, file: str = FILE) -> dict[str, Block]:
    """Return where each entry stands, in order. Raise RulesError where entries do not begin lines of their own.

    A comment at the left edge belongs to what follows it, so none stands at the end of a block.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise RulesError(not_yaml(error, file)) from error
    if not isinstance(root, yaml.MappingNode):
        raise RulesError(Fault("empty", file=file))
    lines = text.splitlines(keepends=True)
    marks = [key.start_mark for key, _ in root.value]
    rows = [mark.line for mark in marks]
    if root.flow_style or len(set(rows)) < len(rows) or any(mark.column for mark in marks):
        raise RulesError(Fault("not_blocks", file=file))
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    blocks = {}
    for (key, _), first, after in zip(root.value, rows, [*rows[1:], len(lines)], strict=True):
        last = after
        while last > first + 1 and _outside(lines[last - 1]):
            last -= 1
        blocks[str(key.value)] = Block(offsets[first], offsets[last])
    return blocks


def entry_text(text: str, entry: str, file: str = FILE) -> str:
    """Return the text of one entry. Raise KeyError where there is none."""
    block = blocks_of(text, file)[entry]
    return text[block.start : block.end]


def tidy_entry(draft: str, entry: str, file: str = FILE) -> str:
    """Return an entry's text in canonical form, its comments kept. Raise RulesError where it is not that one entry."""
    raw = raw_entries(draft, file)
    if list(raw) != [entry]:
        raise RulesError(Fault("one_entry", entry, file=file, values={"found": "、".join(raw)}))
    fields = raw[entry]
    if not isinstance(fields, dict):
        raise RulesError(Fault("not_fields", entry, file=file, values={"found": repr(fields)}))
    return with_comments(canonical_entry(entry, fields), draft)


def with_entry(text: str, entry: str, block: str, file: str = FILE) -> str:
    """Return the file's text with an entry's block in its place, or at the end of its group where it is new there.

    `block` is the entry's whole text. Only the entry moves whose group changed; a group that the file has not
    yet is opened at its end.
    """
    standing = blocks_of(text, file)
    newline = "\r\n" if "\r\n" in text else "\n"
    block = block.strip("\r\n").replace("\r\n", "\n").replace("\n", newline) + newline
    groups = {key: _group(value) for key, value in raw_entries(text, file).items()}
    group = _group(raw_entries(block, file).get(entry))
    if groups.get(entry) == group:
        here = standing[entry]
        return text[: here.start] + block + text[here.end :]
    if entry in standing:
        here = standing.pop(entry)
        text = text[: here.start].rstrip("\r\n") + newline + text[here.end :]
        standing = blocks_of(text, file)
    fellows = [key for key in standing if groups[key] == group]
    if not fellows:
        return f"{text.rstrip()}{newline}{newline}# {group}{newline}{newline}{block}"
    at = standing[fellows[-1]].end
    before = text[:at] if text[:at].endswith("\n") else text[:at] + newline
    return before + newline + block + text[at:]


def _group(fields: object) -> object:
    return fields.get("group") if isinstance(fields, dict) else None


def _outside(line: str) -> bool:
    return not line.strip() or line.startswith(("#", "---", "..."))
