"""Carry the comments of an entry over to its canonical text: YAML forgets them, their writers do not."""

from __future__ import annotations

import re
from collections import defaultdict

import yaml

_HEAD = re.compile(r"^\s*(?:- )?[\w\"']+:")


def with_comments(fresh: str, old: str) -> str:
    """Return `fresh` with the comments of `old`, another text of the same entry.

    A comment on lines of its own goes before the line it stood before; one behind a line goes behind that line.
    Where that line is no more, it goes before what followed next, in the end to the end of the entry.
    """
    above, behind = _comments(old)
    if not above and not behind:
        return fresh
    lines, old_lines = fresh.splitlines(), old.splitlines()
    anchors = _anchors(lines)
    order = _anchors(old_lines)
    before: dict[int, list[str]] = defaultdict(list)
    for number, comment in above:
        at = next(
            (anchors[key] for key, line in order.items() if line > number and key in anchors), len(lines)
        )
        before[at].append(comment)
    for number, comment in behind:
        key = next((key for key, line in reversed(order.items()) if line <= number), None)
        if key in anchors:
            lines[anchors[key]] += f"  {comment.strip()}"
        else:
            before[len(lines)].append(f"  {comment.strip()}")
    out = []
    for number, line in enumerate([*lines, ""]):
        out += [f"  {comment.strip()}" for comment in before[number]]
        out += [line] if number < len(lines) else []
    return "\n".join(out) + "\n"


def _comments(text: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the comments of a text with the numbers of their lines: those alone on a line, those behind something."""
    lines = text.splitlines()
    reached = dict.fromkeys(range(len(lines)), 0)
    for token in yaml.scan(text):
        start, end = token.start_mark, token.end_mark
        if start.index == end.index:
            continue
        for number in range(start.line, end.line):  # what a scalar of several lines covers is no comment
            reached[number] = len(lines[number])
        if end.line < len(lines):
            reached[end.line] = max(reached[end.line], end.column)
    above: list[tuple[int, str]] = []
    behind: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        rest = line[reached[number] :]
        if not rest.strip().startswith("#"):
            continue
        (behind if line[: reached[number]].strip() else above).append((number, rest))
    return above, behind


def _anchors(lines: list[str]) -> dict[tuple[str, str], int]:
    """Return the lines that say what a comment stands beside: fields by name, items of a list by their text."""
    found: dict[tuple[str, str], int] = {}
    field = ""
    for number, line in enumerate(lines):
        if not _HEAD.match(line) or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip())
        name = line.strip().split(":", 1)[0]
        if indent <= 2 and not line.lstrip().startswith("- "):
            field = name
            found.setdefault((name, ""), number)
        else:
            found.setdefault((field, line.strip().split("  #")[0].replace("'", "").replace('"', "")), number)
    return found
