"""The command `extract`: documents to a table, by processes of this machine or those of a cluster."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batches import Progress, Read, extract_batches, handed
from pipeline.files import check_target, kind_of_table, write_table
from pipeline.indicators.layers import rule_files
from pipeline.left_out import NothingReadError, Tell, UnusedNumbers, tell_left_out
from pipeline.output_paths import TableFileError
from pipeline.parquet_folder import FOLDER
from pipeline.unfinished import remove

if TYPE_CHECKING:
    from pipeline.parts import Told
    from pipeline.table import Row

_GOES_ON = "读完的部分都在，再运行同一命令会接着做。"


@dataclass(frozen=True, slots=True)
class _Target:
    """Be where a table goes, and its kind."""

    path: Path
    kind: str

    def said(self, count: int, what: str) -> str:
        return f"{count} {what} → {self.path}{FOLDER if self.path.is_dir() else ''}"


def extract(arguments: Namespace, tell: Tell, progress: Progress) -> Iterator[str]:
    """Write the table, and the suggestions where they are asked for; yield a line for each.

    What was left out is told. Raises what the stages do, and NothingReadError where no document could be read.
    """
    inputs = [*arguments.paths, *rule_files(arguments.rules).named()]
    table = _target(arguments.output, inputs)
    asked = _target(arguments.suggestions, inputs) if arguments.suggestions else None
    if asked and asked.path.resolve() == table.path.resolve():
        raise TableFileError(f"{asked.path}：-o 与 --suggestions 是同一个文件，请各写一个。")
    by_parts = arguments.cluster or table.kind == FOLDER
    rows, suggestions = (_by_parts if by_parts else _streamed)(
        arguments, table, asked, _Telling(tell), progress
    )
    yield table.said(rows, "行")
    if asked:
        yield asked.said(suggestions, "条建议")


def _target(given: str, inputs: Iterable[str | Path]) -> _Target:
    return _Target(check_target(given, inputs), kind_of_table(given))


@dataclass(slots=True)
class _Telling:
    """Gather what is said of documents, and say it when all are read."""

    tell: Tell
    files: int = 0
    skipped: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    unused: UnusedNumbers = field(default_factory=UnusedNumbers)

    def add(self, read: Read | Told) -> None:
        self.files += 1
        if read.error:
            self.skipped.append(read.error.said())
        self.parts += [one.said() for one in read.left_out]
        self.unused.add(read)

    def end(self) -> None:
        """Say it. Raise NothingReadError where nothing could be read."""
        if sys.stderr.isatty():
            self.tell("")
        for said in (*self.parts, *self.unused.said()):
            self.tell(said)
        tell_left_out(self.skipped, self.files, self.tell)


def _streamed(
    arguments: Namespace, table: _Target, asked: _Target | None, telling: _Telling, progress: Progress
) -> tuple[int, int]:
    """Read and write in one go; return how many rows each table has."""
    suggestions: list[list[Row]] = []

    def rows_of_batches() -> Iterator[Iterable[Row]]:
        for batch in extract_batches(
            arguments.paths, rules=arguments.rules, workers=arguments.workers, progress=progress
        ):
            for read in batch:
                telling.add(read)
                if asked:
                    suggestions.append(read.suggestions)
                yield read.rows
        telling.end()

    count = write_table(rows_of_batches(), table.path, table.kind)
    return count, write_table(iter(suggestions), asked.path, asked.kind) if asked else 0


def _by_parts(
    arguments: Namespace, table: _Target, asked: _Target | None, telling: _Telling, progress: Progress
) -> tuple[int, int]:
    """Read into parts that wait in a folder beside the table, where a run that was broken off left them; then write.

    Return how many rows each table has.
    """
    from pipeline.parts import Reading, extract_parts, on_cluster, on_this_machine, told_of
    from pipeline.table_of_parts import TableOfParts

    sources, left_out = handed(arguments.paths)
    folder = table.path.with_name(f".{table.path.name}.parts")
    reading = Reading.by(arguments.rules, folder, asked=asked is not None)
    executor = on_cluster(arguments.cluster) if arguments.cluster else on_this_machine(arguments.workers)
    try:
        whole = TableOfParts(extract_parts(sources, reading, executor=executor, progress=progress))
        for told in (*map(told_of, left_out), *whole.documents):
            telling.add(told)
        telling.end()
        counts = (
            whole.write(table.path, table.kind),
            whole.write_suggestions(asked.path, asked.kind) if asked else 0,
        )
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_GOES_ON if any(folder.glob("*.parquet")) else "") from None
    except NothingReadError:
        remove(folder)
        raise
    finally:
        with suppress(OSError):
            folder.rmdir()  # what holds no part is of no use
    remove(folder)
    return counts
