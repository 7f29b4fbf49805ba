"""Read a form as a table whose empty cells hold numbers: what each of these gives says what its cell asks for."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.documents import described
from pipeline.documents.kinds import kind_of
from pipeline.documents.locators import cell_of, number_of
from pipeline.documents.workbook.laying import laid
from pipeline.documents.workbook.number_formats import around
from pipeline.documents.workbook.sheet import Position, Sheet
from pipeline.documents.workbook.xlsx import sheets_of
from pipeline.forms.asked import Asked, FormReading, Heading, Said, Untold
from pipeline.forms.fault import FormError
from pipeline.forms.opening import opened
from pipeline.forms.printed_units import printed_unit
from pipeline.forms.probing import MOST_HEADS, PROBE, Block, blocks_of, probes
from pipeline.forms.sheets import FormSheet
from pipeline.tables.cell_values import is_value, is_year, value_of
from pipeline.words import words_of

if TYPE_CHECKING:
    from pipeline.indicators import Catalogue

MOST_CELLS = 20_000  # that are asked for
_LONGEST = 80  # characters of a heading
_FILE = "form.xlsx"  # what a form is called tells nothing of its period: last month's may lie under this month's name
_SCOPES: list[str] = sorted(words_of("scopes")["printed"], key=len, reverse=True)
_NAMELESS = "no_indicator"
_HEADING = ("column", "cells")  # what the numbers put into headings are refused for
Cell = tuple[str, int, int]  # sheet, row and column from 0


def asked_of(octets: bytes, file: str, catalogue: Catalogue, said: Said) -> FormReading:
    """Return what the cells of a form ask for. Raise FormError or DocumentError where it cannot be filled in.

    Call it through `pipeline.execution`, for the bytes come from outside.
    """
    if kind_of(octets) != "xlsx":
        opened(octets, file)  # which says what to do
    shown = list(sheets_of(octets, file))
    _, forms = opened(octets, file)
    if [one.name for one in shown] != [one.name for one in forms]:
        raise FormError("damaged", file=file)
    read = [_read_as(sheet, said.read_as) for sheet in shown]
    reader = _Reader(catalogue, said, read, forms, file)
    blocks = [
        block for number, sheet in enumerate(read) if not sheet.hidden for block in blocks_of(number, sheet)
    ]
    best = reader.best(blocks)
    told, untold = reader.told(best)
    untold = [one for one in untold if not _heads(one, told)]
    untold += reader.titles(best)
    if len(told) > MOST_CELLS:
        raise FormError("many_cells", file=file, most=MOST_CELLS)
    asked = tuple(reader.asked(row, at) for at, row in told.items())
    below = {(sheet, row) for sheet, row, _ in told} | {(one.sheet, one.row) for one in untold}
    headings = tuple(_headings(best, shown, said.read_as, below))
    notes = laid([_copy(one) for one in shown], file).left_out
    unseen = tuple(one for one in notes if one.why != "uncounted")  # what formulas give is counted anew
    known = {(one.sheet, *one.at) for one in asked}
    formulas = sum(
        (form.name, *at) not in known and form.counted(at)
        for form, sheet in zip(forms, shown, strict=True)
        for at in (() if sheet.hidden else form.cells)
    )
    return FormReading(asked, tuple(untold), headings, formulas, unseen)


@dataclass(frozen=True, slots=True)
class _Filling:
    """Be a table with the row from which on it is to be filled in, rows in between that are titles, and its probes."""

    block: Block
    first: int = 0
    titles: frozenset[int] = frozenset()
    asked: Mapping[Position, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    catalogue: Catalogue
    said: Said
    sheets: Sequence[Sheet]
    forms: Sequence[FormSheet]
    file: str

    def best(self, blocks: Sequence[Block]) -> list[_Filling]:
        """Return each table filled in from the row on by which most of its cells are understood, with their period."""
        best = [_Filling(block) for block in blocks]
        scores = [(-1, 0)] * len(blocks)
        for first in range(MOST_HEADS):
            tried = [self._with_probes(_Filling(one.block, first)) for one in best]
            if not any(_may_gain(one, score) for one, score in zip(tried, scores, strict=True)):
                break
            told, _ = self.told(tried)
            for number, one in enumerate(tried):
                score = self._score(one, told)
                if score >= scores[number] and one.asked:
                    best[number], scores[number] = one, score
        return self._with_titles(best)

    def _score(self, one: _Filling, told: Mapping[Cell, Any]) -> tuple[int, int]:
        """Return how many cells are understood with their period, and how few of the others there are."""
        name = self.sheets[one.block.sheet].name
        known = sum(bool(told.get((name, *at), {}).get("period")) for at in one.asked)
        return known, known - len(one.asked)

    def _with_titles(self, filled: list[_Filling]) -> list[_Filling]:
        """Take the rows that name no indicator for titles of those below, where these are understood as well then."""
        told, untold = self.told(filled)
        nameless = {(one.sheet, one.row) for one in untold if one.reason == _NAMELESS}
        named = {(sheet, row) for sheet, row, _ in told}
        tried = []
        for one in filled:
            sheet = self.sheets[one.block.sheet]
            titles = {
                row for row, _ in one.asked
                if (sheet.name, row) in nameless - named
                and sum((row, column) in sheet.cells for column in range(one.block.columns[-1] + 1)) == 1
            }  # fmt: skip
            tried.append(
                self._with_probes(_Filling(one.block, one.first, frozenset(titles))) if titles else one
            )
        if all(new is old for new, old in zip(tried, filled, strict=True)):
            return filled
        again, _ = self.told(tried)
        return [
            new if self._count(new, again) >= self._count(old, told) else old
            for new, old in zip(tried, filled, strict=True)
        ]

    def _count(self, one: _Filling, told: Mapping[Cell, Any]) -> int:
        name, rows = self.sheets[one.block.sheet].name, {*one.block.rows}
        return sum(sheet == name and row in rows for sheet, row, _ in told)

    def _with_probes(self, one: _Filling) -> _Filling:
        block, number = one.block, one.block.sheet
        asked = probes(block, one.first, self.sheets[number], self.forms[number], one.titles)
        return _Filling(block, one.first, one.titles, asked)

    def told(self, filled: Sequence[_Filling]) -> tuple[dict[Cell, dict[str, Any]], list[Untold]]:
        """Read the form with these cells filled in: return the row of the table that each gives, or why it gives none."""
        from pipeline.extraction import statements  # takes long to load

        sheets = [_copy(sheet) for sheet in self.sheets]
        for one in filled:
            for at, text in one.asked.items():
                sheets[one.block.sheet].put(*at, text)
        content = laid(sheets, self.file)
        known = {"place": self.said.place, "title": self.said.time}
        document = described(content, "", _FILE, Path(_FILE), known)
        rows, rejections = statements(document, self.catalogue)
        told = {cell: row for row in rows if (cell := _at(row["locator"])) and not row["subject"]}
        probed = {(self.sheets[one.block.sheet].name, *at) for one in filled for at in one.asked}
        untold = {}
        for start, rejection in rejections:
            cell = _at(document.layout.locator(start))
            if cell in probed and cell not in told:
                untold[cell] = Untold(*cell, rejection.reason, rejection.about)
        silent = sorted(probed - untold.keys() - told.keys())
        return told, [*untold.values(), *(Untold(*cell, "cells") for cell in silent)]

    def titles(self, filled: Sequence[_Filling]) -> list[Untold]:
        """Return the cells behind titles: whoever meant such a row to be filled in is to see that nothing was."""
        found = []
        for one in filled:
            every = self._with_probes(_Filling(one.block, one.first)).asked
            name = self.sheets[one.block.sheet].name
            found += [Untold(name, *at, _NAMELESS) for at in every if at[0] in one.titles]
        return found

    def asked(self, row: Mapping[str, Any], cell: Cell) -> Asked:
        """Return what a cell asks for, by the row of the table that the number in it gave."""
        number = next(at for at, one in enumerate(self.sheets) if one.name == cell[0])
        sheet, form, at = self.sheets[number], self.forms[number], (cell[1], cell[2])
        held, words = sheet.cells.get(at, ""), around(form.styles.pattern(form.style(at)))
        scale = words[2] if words else Decimal(1)
        value = value_of(held.strip()) if held else None
        each = Decimal(repr(row["value"])) / (value.number if value and value.number else PROBE)
        texts = [
            text for (down, across), text in sheet.cells.items()
            if down == at[0] or (across == at[1] and down < at[0])
        ]  # fmt: skip
        return Asked(
            *cell, row["indicator"], row["measure"], row["place"], row["place_code"], row["period"],
            row["period_start"], row["period_end"], row["status"], _scope(texts), row["unit"], each / scale, scale,
            printed_unit(row["unit"], each, sheet), held, form.number(at),
            _why_kept(form, at, held),
        )  # fmt: skip


def _why_kept(form: FormSheet, at: Position, held: str) -> str:
    """Say why a cell is not to be written to, "" where it may be."""
    if form.counted(at):
        return "formula"
    if form.locked(at):
        return "locked"
    if form.hidden(at):
        return "hidden"
    return "words" if held and not form.number(at) else ""


def _at(locator: str) -> Cell | None:
    """Return the cell that a locator names."""
    found = cell_of(locator)
    return (found[0], found[2] - 1, number_of(found[1]) - 1) if found else None


def _copy(sheet: Sheet) -> Sheet:
    """Return a sheet whose cells may be taken out or changed."""
    return replace(sheet, cells=dict(sheet.cells))


def _read_as(sheet: Sheet, words: Mapping[str, str]) -> Sheet:
    """Return a sheet whose headings are those that a person says they are."""
    return replace(sheet, cells={at: words.get(text.strip(), text) for at, text in sheet.cells.items()})


def _scope(texts: Sequence[str]) -> str:
    """Return the 口径 that the headings of a cell print, "" where they print none."""
    return next((word for word in _SCOPES for text in texts if word in text), "")


def _may_gain(one: _Filling, score: tuple[int, int]) -> bool:
    """Say whether a table may be understood better if it is filled in from another row on."""
    known, left = score
    return left < 0 <= len(one.asked) - known or known < 0


def _heads(one: Untold, told: Mapping[Cell, Any]) -> bool:
    """Say whether a cell that is not understood stands in the headings above those that are."""
    above = min((row for sheet, row, _ in told if sheet == one.sheet), default=0)
    return one.reason in _HEADING and one.row < above


def _headings(
    filled: Sequence[_Filling],
    sheets: Sequence[Sheet],
    words: Mapping[str, str],
    below: Container[tuple[str, int]],
) -> Iterator[Heading]:
    """Yield the headings of columns and of rows, each where it stands; `below` are the rows of figures."""
    for one in filled:
        sheet, block = sheets[one.block.sheet], one.block
        for row in block.rows:
            of_row = (sheet.name, row) in below
            for column in range(block.names + 1) if of_row else block.columns:
                text = sheet.cells.get((row, column), "").strip()
                if text and len(text) <= _LONGEST and (not is_value(text) or is_year(text)):
                    yield Heading(sheet.name, row, column, text, words.get(text, ""), of_row)
