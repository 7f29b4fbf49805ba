"""Export charts from the command line: the same charts and files as on the pages, for reports made every night."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.charts.pictures import PictureFailedError
from app.charts.views import View
from app.compare.comparison import compared
from app.report.items import Item, ReportFailedError
from app.report.kinds import KINDS
from app.report.saving import save
from app.selection import Selection, usual_about
from app.wording import wording
from pipeline.areas_apart import with_areas
from pipeline.arguments import CHART_FORMATS
from pipeline.batches import extract_batches
from pipeline.comparable import compared_years
from pipeline.crosschecks import in_doubt
from pipeline.documents import DocumentError
from pipeline.indicators.layers import Rules, catalogue_by, rule_files, rules_of
from pipeline.left_out import tell_left_out
from pipeline.output_paths import TableFileError, check_output
from pipeline.revisions import with_revisions
from pipeline.stored.in_memory import FrameTable
from pipeline.table import table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    import pandas as pd

    from app.wording import Wording
    from pipeline.indicators import Catalogue
    from pipeline.left_out import Tell


def export(arguments: argparse.Namespace, tell: Tell) -> list[Path]:
    """Write the charts asked for and return the files. Raise TableFileError with one sentence where that fails.

    A kind of file that takes one chart is written once a chart, numbered; without a name, each is named after what it
    shows. `tell` is given a sentence for what was left out.
    """
    say = wording(arguments.lang)
    kind = KINDS[arguments.format or format_of(arguments.output)]
    rules = rules_meant(Path(arguments.workspace), arguments.rules)
    inputs = [*read_at(Path(arguments.workspace)), *rule_files(rules).named()]
    if arguments.output and not Path(arguments.output).is_dir():
        check_output(Path(arguments.output), (f".{kind.ending}",), inputs)
    catalogue = catalogue_by(rules)
    items = charts(arguments, rules, catalogue, say, tell)
    groups = [items] if kind.several else [[item] for item in items]
    paths = [
        named(arguments.output, kind.named(group, say), number if len(groups) > 1 else 0)
        for number, group in enumerate(groups, start=1)
    ]
    for path in paths:
        check_output(path, (f".{kind.ending}",), inputs)
    for path, group in zip(paths, groups, strict=True):
        try:
            save(kind.write(group, catalogue.entries, say), path)
        except (PictureFailedError, ReportFailedError) as error:
            raise TableFileError(error.told(say)) from error
    return paths


def format_of(output: str | None) -> str:
    """Return the format that the suffix of a file names, where none was asked for. Raise TableFileError for another.

    Pictures are for a text page unless another size is asked for.
    """
    suffix = Path(output).suffix.lower() if output and not Path(output).is_dir() else ".png"
    endings = {f".{KINDS[code].ending}": code for code in CHART_FORMATS} | {".png": "png_word"}
    if suffix not in endings:
        raise TableFileError(f"{output}：不认识的格式“{suffix}”，可用的是 {'、'.join(endings)}。")
    return endings[suffix]


def rules_meant(where: Path, rules: str | None) -> Rules:
    """Return the rules to read by: those given, else those of the workspace, else the program's."""
    return rules or (rules_of(where) if is_workspace(where) else None)


def read_at(where: Path) -> Iterator[Path]:
    """Yield what is read of a workspace, a folder or a file: of a workspace its own files, too."""
    yield where
    if is_workspace(where):
        from pipeline.workspace import own_files

        yield from own_files(where)


def is_workspace(where: Path) -> bool:
    """Say whether documents are kept there, and not only lie there."""
    # What stands in the place of a database is damage of a workspace, whatever it is.
    return any(os.path.lexists(where / file) for file in ("documents.sqlite3", "reviews.sqlite3"))


def charts(
    arguments: argparse.Namespace, rules: Rules, catalogue: Catalogue, say: Wording, tell: Tell
) -> list[Item]:
    """Arrange the charts asked for. Raise TableFileError naming an unknown indicator, or where there is no figure."""
    for indicator in arguments.chart:
        if indicator not in catalogue.entries:
            raise TableFileError(say("report.unknown_indicator", name=indicator))
    rows = with_revisions(with_areas(table_of(Path(arguments.workspace), rules, say, tell)))
    indicators = tuple(arguments.chart)
    ours = rows[rows["indicator"].isin(indicators)]
    about = usual_about(ours, indicators)
    wanted = Selection(
        indicators, about, tuple(arguments.places), tuple(arguments.years),
        planned=not arguments.actual_only, derived=not arguments.printed_only,
    )  # fmt: skip
    doubts = {row: [one.kind for one in found] for row, found in in_doubt(ours, rows, catalogue).items()}
    marked = FrameTable(rows).with_doubts(doubts)
    seen = compared(marked, wanted, View(chart=arguments.kind), catalogue.entries, say)
    if not seen.panels:
        raise TableFileError(say("report.no_data"))
    if lost := without_figures(arguments, ours):
        tell(say("report.without_figures", names="、".join(lost)))
    return [Item(panel, seen.figures) for panel in seen.panels]


def without_figures(arguments: argparse.Namespace, rows: pd.DataFrame) -> list[str]:
    """Return the places and years asked for that no row is about."""
    there = {*rows["area"], *rows["place"], *rows["subject"], *compared_years(rows).dropna()}
    return [str(one) for one in (*arguments.places, *arguments.years) if one not in there]


def table_of(where: Path, rules: Rules, say: Wording, tell: Tell) -> pd.DataFrame:
    """Return the table of a workspace, with what people decided, or that of a file or folder of documents.

    `tell` is given what was left out, and how many documents are set aside. Raise NothingReadError where nothing was read.
    """
    from pipeline.workspace import Workspace

    if not is_workspace(where):
        reads = [read for batch in extract_batches(where, rules=rules) for read in batch]
        for note in (one for read in reads for one in read.left_out):
            tell(note.said())
        tell_left_out([read.skipped for read in reads if read.skipped], len(reads), tell)
        rows = table([row for read in reads for row in read.rows])
        return rows.assign(digest=rows["document"])  # what was computed of a text is found by it
    workspace = Workspace(where, rules)
    workspace.refresh()
    outcomes = workspace.outcomes().values()
    if not outcomes:
        raise DocumentError("no_documents", file=where)
    rows = workspace.whole()  # before the faults are listed: decisions are read for it
    for fault in workspace.faults():
        tell(fault.said())
    tell_left_out([one.said() for one in outcomes if one.skipped], len(outcomes), tell)
    if aside := len(workspace.aside()):
        tell(say("documents.explain_aside", count=aside))
    return rows


def named(output: str | None, usual: str, number: int) -> Path:
    """Return the path of a file: the one given, numbered where there are several, else its usual name there."""
    path = Path(output) if output else Path(usual)
    if path.is_dir():
        return path / usual
    return path.with_name(f"{path.stem}_{number}{path.suffix}") if output and number else path
