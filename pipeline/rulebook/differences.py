"""Show in what the rules that people changed differ from the program's, entry by entry and field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.indicators.canonical import KEYS
from pipeline.indicators.entry_blocks import blocks_of
from pipeline.indicators.faults import LeftOut
from pipeline.indicators.layers import Laid
from pipeline.indicators.own_entries import OwnEntry, digest_of
from pipeline.indicators.rules_text import raw_entries

Kind = Literal["added", "changed", "hidden", "same"]
News = Literal["", "changed", "gone", "came"]


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """Hold what a field says in the program's entry and in the own one, None where it is not written.

    Of lists, `less` and `more` are the items that only the program's and only the own one have.
    """

    name: str
    program: object
    own: object
    less: tuple[object, ...] = ()
    more: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold in what an entry differs, and both texts of it, empty where there is none.

    `news` says what became of the program's entry since the own one was made from it: it changed, it is gone, or it
    came where there was none. `left_out` says why the own one is not used.
    """

    entry: str
    kind: Kind
    fields: tuple[FieldDifference, ...]
    program_text: str
    own_text: str
    news: News = ""
    left_out: LeftOut | None = None


def differences(rules: Laid) -> list[Difference]:
    """List the entries that people changed, in the order of their file."""
    program = raw_entries(rules.program) if rules.own else {}
    blocks = blocks_of(rules.program) if rules.own else {}
    left_out = {one.entry: one for one in rules.left_out}
    found: list[Difference] = []
    for entry, own in rules.own.items():
        there = program.get(entry)
        text = rules.program[blocks[entry].start : blocks[entry].end] if entry in blocks else ""
        fields = () if own.hidden or entry in left_out else _fields(there, own.fields)
        news = "" if entry in left_out else _news(there, own.made_from)
        found.append(Difference(entry, _kind(text, own), fields, text, own.text, news, left_out.get(entry)))
    return found


def _kind(program: str, own: OwnEntry) -> Kind:
    if own.hidden:
        return "hidden"
    if not program:
        return "added"
    return "same" if program.split() == own.text.split() else "changed"


def _news(program: object, made_from: str) -> News:
    if program is None:
        return "gone" if made_from else ""
    if not made_from:
        return "came"
    return "" if digest_of(program) == made_from else "changed"


def _fields(program: object, own: object) -> tuple[FieldDifference, ...]:
    """Compare the fields of two entries; of one alone there is nothing to compare."""
    if not (isinstance(program, dict) and isinstance(own, dict)):
        return ()
    names = [name for name in KEYS if name in program or name in own]
    return tuple(
        _field(name, program.get(name), own.get(name)) for name in names if program.get(name) != own.get(name)
    )


def _field(name: str, program: object, own: object) -> FieldDifference:
    before, after = (list(one) if isinstance(one, list) else [] for one in (program, own))
    less = tuple(one for one in before if one not in after)
    more = tuple(one for one in after if one not in before)
    return FieldDifference(name, program, own, less, more)
