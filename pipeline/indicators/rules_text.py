"""Read the text of a rules file into its entries, unchecked: YAML with every key once."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import yaml

from pipeline.indicators.faults import FILE, Fault, RulesError
from pipeline.mistakes import reason_of

_DEEPEST = (
    100  # lists and mappings within each other; at some thousands, libyaml's composer kills the program
)
_LARGEST = 10 << 20  # bytes; the program's own have a thirtieth of that
_MOST_SHOWN = 60  # characters of what is no list of entries


class _UniqueKeys(yaml.CSafeLoader):
    """Refuse a key that stands twice, which plain YAML lets win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, object]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if isinstance(key, Hashable) and key in seen:
                values = {"line": key_node.start_mark.line + 1, "key": key}
                raise RulesError(Fault("key_twice", values=values))
            seen.add(key if isinstance(key, Hashable) else id(key))
        mapping: dict[str, object] = super().construct_mapping(node, deep)
        return mapping


def raw_entries(text: str, file: str = FILE, *, without: str = "no_entries") -> dict[str, object]:
    """Return the entries of a rules file by id, as YAML gives them.

    Raise RulesError with the line where the text is no YAML or a name stands twice, and where no entry is there:
    `without` is the reason where there is something else.
    """
    check_depth(text, file)
    try:
        raw = yaml.load(text, _UniqueKeys)  # noqa: S506 - a safe loader with one check more
    except RulesError as error:
        raise RulesError(Fault(error.fault.reason, file=file, values=error.fault.values)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise RulesError(not_yaml(error, file)) from error
    if not isinstance(raw, dict) or not raw:
        raise RulesError(not_entries(raw, file, without))
    return {str(key): value for key, value in raw.items()}


def not_entries(found: object, file: str, without: str = "no_entries") -> Fault:
    """Say that a file is empty, or what it holds that is no list of entries."""
    if found is None or found == {}:
        return Fault("empty", file=file)
    said = " ".join(str(found).split())
    said = said if len(said) <= _MOST_SHOWN else f"{said[: _MOST_SHOWN - 1]}…"
    return Fault(without, file=file, values={"found": f"“{said}”"})


def check_depth(text: str, file: str = FILE) -> None:
    """Raise RulesError where lists and mappings stand deeper within each other than any rule needs, or it is no YAML."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                values = {"line": event.start_mark.line + 1, "most": _DEEPEST}
                raise RulesError(Fault("too_deep", file=file, values=values))
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, RulesError):
            raise
        raise RulesError(not_yaml(error, file)) from error


def check_is_file(path: Path) -> None:
    """Raise RulesError where no file to be read lies at a path, and OSError where nobody may look.

    A pipe or a device would never end, and to find out that much else is no rules takes minutes.
    """
    if path.is_file():
        size = path.stat().st_size
        if size > _LARGEST:
            values = {"path": path, "size": size >> 20, "most": _LARGEST >> 20}
            raise RulesError(Fault("too_large", file=path.name, values=values))
        return
    if path.is_dir():
        why = "is_folder"
    elif path.exists():
        why = "is_device"
    else:
        why = "leads_nowhere" if path.is_symlink() else "no_file"
    raise RulesError(Fault(why, file=path.name, values={"path": path}))


def no_access(error: OSError, path: Path) -> Fault:
    """Say why a rules file could not be opened."""
    if isinstance(error, FileNotFoundError):
        return Fault("no_file", file=path.name, values={"path": path})
    return Fault("no_access", file=path.name, values={"path": path, "reason": reason_of(error)})


def not_yaml(error: Exception, file: str) -> Fault:
    """Say where a text stops being YAML, or that it is none."""
    mark = getattr(error, "problem_mark", None)
    values = {"problem": getattr(error, "problem", None) or type(error).__name__}
    if mark is None:
        return Fault("no_text", file=file, values=values)
    return Fault("no_yaml", file=file, values={**values, "line": mark.line + 1})
