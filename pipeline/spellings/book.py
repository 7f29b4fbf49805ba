"""Load the frames and the ways of writing, which are data of the checkout: tests/spellings/*.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "tests" / "spellings"


class SpellingsError(Exception):
    """Say in one sentence what is missing or wrong in the frames, or in what was asked of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what facts of one indicator look like; `indicators.yaml` says what each field means."""

    name: str
    unit: str
    kind: str
    low: float
    high: float
    growth: tuple[float, float]
    table: tuple[str, ...]
    periods: tuple[str, ...]
    terms: tuple[str, ...]
    status: str = "actual"


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold one text with slots, or the rows of a table, and what its facts are drawn from.

    `picks` says for each letter of an indicator (A to F) the set or the id it is drawn from; `periods` which kinds of
    period fit; `separators` how the cells of a table are parted; `given` what else the group of frames settles: the
    ways of numbers, the unit of all cells, the place, the document's, a term, the currency.
    """

    kind: str
    text: str
    table: tuple[tuple[str, ...], ...]
    picks: dict[str, str]
    periods: tuple[str, ...]
    separators: tuple[str, ...]
    given: dict[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold one kind of spelling: whether a wrong row may still come, what is varied, and its frames.

    `xfail` says why rows are still wrong in a kind that must have none.
    """

    name: str
    wrong_allowed: bool
    varied: str
    xfail: str
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Hold everything that sentences are made of; `ways` maps a YAML file's name to what it holds."""

    kinds: dict[str, Kind]
    entries: dict[str, Entry]
    sets: dict[str, tuple[str, ...]]
    ways: dict[str, dict[str, Any]]


@cache
def load_book(folder: Path = FOLDER) -> Book:
    """Read the frames and ways of a folder. Raise SpellingsError where it is not there or a kind has no frame."""
    if not (folder / "kinds.yaml").is_file():
        raise SpellingsError(f"找不到句式 {folder}：spellings 命令只能在完整的代码目录中运行。")
    drawn = _read(folder / "indicators.yaml")
    entries = {name: _entry(name, given) for name, given in drawn["entries"].items()}
    sets = {name: tuple(ids) for name, ids in drawn["sets"].items()}
    ways = {
        name: _read(folder / f"{name}.yaml") for name in ("numerals", "dates", "signs", "places", "spacing")
    }
    frames: dict[str, list[Frame]] = {}
    for file in sorted((folder / "frames").glob("*.yaml")):
        for group in _read_list(file):
            for frame in _frames(group):
                frames.setdefault(frame.kind, []).append(frame)
    kinds = {}
    for name, given in _read(folder / "kinds.yaml").items():
        if not frames.get(name):
            raise SpellingsError(f"{folder / 'kinds.yaml'}：“{name}”没有任何句式。")
        kinds[name] = Kind(
            name,
            wrong_allowed=given.get("wrong_allowed", False),
            varied=given.get("varied", ""),
            xfail=given.get("xfail", ""),
            frames=tuple(frames[name]),
        )
    return Book(kinds, entries, sets, ways)


def _entry(name: str, given: dict[str, Any]) -> Entry:
    lists = ("growth", "table", "periods", "terms")
    fields: dict[str, Any] = {key: tuple(value) if key in lists else value for key, value in given.items()}
    return Entry(name, **fields)


def _frames(group: dict[str, Any]) -> list[Frame]:
    """Return a frame for each text of a group and each kind that it names."""
    picks = {letter: group[letter] for letter in "ABCDEF" if letter in group}
    periods = tuple(group.get("P", ()))
    separators = tuple(group.get("separators", ()))
    texts: list[tuple[str, tuple[tuple[str, ...], ...]]] = [(text, ()) for text in group.get("texts", ())]
    for rows in group.get("tables", ()):
        title = rows[0] if isinstance(rows[0], str) else ""
        texts.append((title, tuple(tuple(map(str, row)) for row in rows if not isinstance(row, str))))
    given: dict[str, str] = {
        key: group[key] for key in ("ways", "unit", "document", "place", "term", "money") if key in group
    }
    return [
        Frame(kind, text, cells, picks, periods, separators, given)
        for kind in group["kinds"]
        for text, cells in texts
    ]


def _read(file: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def _read_list(file: Path) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded
