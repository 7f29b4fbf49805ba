"""Run the pipeline from the command line: extract, explain, check, changes, confidence, spellings, fuzz, export."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.rule_laying import Rules
    from pipeline.table import Row

_RULES = "a whole rules file, or a workspace with rules of its own (完整的规则文件，或改过规则的工作区)"


class NothingReadError(Exception):
    """Say that no document at all could be read; why stands on standard error already."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Return 0, or 2 after one line on standard error that says what was wrong and where."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that cannot show ✓ shows ?
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return _run(command, arguments)
    except KeyboardInterrupt:
        print("\n" * sys.stderr.isatty() + "已中断。", file=sys.stderr)
        return 130


def _run(command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    from pipeline.documents import DocumentError
    from pipeline.indicators import RulesError
    from pipeline.output_paths import TableFileError

    try:
        return command(arguments)
    except (DocumentError, RulesError, TableFileError) as error:
        print(error, file=sys.stderr)
        return 2


def _run_once() -> None:
    """Run as a program: whatever Ctrl-C breaks off (an import, a destructor), one line says so."""
    code = 130
    sys.unraisablehook = _unless_interrupted
    try:
        code = main()
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left is to end
    sys.exit(code)


def _unless_interrupted(raised: sys.UnraisableHookArgs) -> None:
    """Print what a destructor raised, but for the Ctrl-C that reached it."""
    if not issubclass(raised.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(raised)


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(prog="python -m pipeline", description="县域指标：从文字到表格。")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = commands.add_parser("extract", help="documents → table (文档 → 表格)")
    extract.add_argument("paths", nargs="+", metavar="PATH")
    extract.add_argument("-o", "--output", required=True, metavar="FILE.{csv,parquet,xlsx,json}")
    extract.add_argument("--workers", type=int, default=1, metavar="N")
    extract.add_argument("--rules", metavar="FILE", help=_RULES)
    extract.set_defaults(command=_extract)
    explain = commands.add_parser(
        "explain", help="what every stage saw in a sentence (各阶段在一句话中看到什么)"
    )
    explain.add_argument("sentence")
    explain.add_argument("--published", default="", metavar="2025-04-07")
    explain.add_argument("--rules", metavar="FILE", help=_RULES)
    explain.set_defaults(command=_explain)
    check = commands.add_parser("check", help="rules, words and examples (规则、词与例句)")
    check.add_argument("--rules", metavar="FILE", help=_RULES)
    check.add_argument(
        "--write", action="store_true", help="rewrite the file in its canonical form (整理格式)"
    )
    check.set_defaults(command=_check)
    changes = commands.add_parser("changes", help="rows gained, lost and altered (两张表的差异)")
    changes.add_argument("old")
    changes.add_argument("new")
    changes.set_defaults(command=_changes)
    _confidence_options(
        commands.add_parser("confidence", help="measure how sure rows are, by rule (测量置信度)")
    )
    _spellings_options(
        commands.add_parser("spellings", help="one fact in many spellings (一个事实的多种写法)")
    )
    _fuzz_options(commands.add_parser("fuzz", help="made texts that must break nothing (乱造的文字)"))
    _export_options(commands.add_parser("export", help="charts and tables for reports (报告用的图表)"))
    return parser


def _confidence_options(confidence: argparse.ArgumentParser) -> None:
    confidence.add_argument(
        "--labelled",
        nargs=2,
        action="append",
        metavar=("TABLE", "FOLDER"),
        help="labelled facts and their documents",
    )
    confidence.add_argument(
        "--spellings", type=int, default=0, metavar="N", help="made sentences (造句的数目)"
    )
    confidence.add_argument("--seed", type=int, default=1, metavar="S")
    confidence.add_argument("--write", action="store_true", help="keep the counts for the program (写入)")
    confidence.set_defaults(command=_confidence)


def _spellings_options(spellings: argparse.ArgumentParser) -> None:
    spellings.add_argument("--count", type=int, default=2000, metavar="N")
    spellings.add_argument("--seed", type=int, default=1, metavar="S")
    spellings.add_argument("--kind", nargs="+", default=[], metavar="KIND")
    spellings.add_argument("--show", type=int, default=0, metavar="K", help="examples a kind (每类例子数)")
    spellings.add_argument("--workers", type=int, default=1, metavar="N")
    spellings.set_defaults(command=_spellings)


def _fuzz_options(fuzz: argparse.ArgumentParser) -> None:
    fuzz.add_argument(
        "--seconds", type=float, metavar="N", help="60 where --texts is not given either (秒数)"
    )
    fuzz.add_argument("--texts", type=int, metavar="N", help="stop after so many (篇数)")
    fuzz.add_argument("--seed", type=int, default=1, metavar="S")
    fuzz.add_argument(
        "--first", type=int, default=0, metavar="N", help="number of the first text (首篇的序号)"
    )
    fuzz.add_argument("--workers", type=int, default=1, metavar="N")
    fuzz.set_defaults(command=_fuzz)


def _export_options(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "workspace", metavar="WORKSPACE", help="a workspace, or a file or folder of documents"
    )
    export.add_argument("--chart", nargs="+", required=True, metavar="INDICATOR")
    export.add_argument(
        "--places", nargs="+", default=[], metavar="PLACE", help="places, companies or projects"
    )
    export.add_argument("--years", nargs="+", type=int, default=[], metavar="YEAR")
    kinds = ("png", "png_word", "png_slide", "svg", "pdf", "html", "xlsx", "pptx", "docx")
    export.add_argument("--format", choices=kinds, default="png_word")
    export.add_argument("--kind", choices=("columns", "lines", "per_head", "shares"), default="columns")
    export.add_argument("--actual-only", action="store_true", help="leave planned figures out (不含计划数)")
    export.add_argument("--printed-only", action="store_true", help="leave computed figures out (不含推算数)")
    export.add_argument("--lang", choices=("zh", "en"), default="zh")
    export.add_argument("--rules", metavar="FILE", help=_RULES)
    export.add_argument("-o", "--output", metavar="FILE", help="a file, or a folder to name files in")
    export.set_defaults(command=_export)


def _extract(arguments: argparse.Namespace) -> int:
    from pipeline.batches import extract_batches
    from pipeline.files import check_target, write_table

    target = check_target(Path(arguments.output), [*arguments.paths, *filter(None, [arguments.rules])])
    _tell_left_out(arguments.rules)
    skipped: list[str] = []
    files = 0

    def rows_of_batches() -> Iterator[list[Row]]:
        nonlocal files
        for batch in extract_batches(
            arguments.paths, rules=arguments.rules, workers=arguments.workers, progress=_progress
        ):
            skipped.extend(read.skipped for read in batch if read.skipped)
            files += len(batch)
            yield [row for read in batch for row in read.rows]
        if sys.stderr.isatty():
            print(file=sys.stderr)
        for said in skipped:
            print(f"跳过：{said}", file=sys.stderr)
        if files and len(skipped) == files:
            raise NothingReadError

    try:
        count = write_table(rows_of_batches(), target)
    except NothingReadError:
        return 2
    print(f"{count} 行 → {target}")
    return 0


def _tell_left_out(rules: Rules) -> None:
    """Say what people changed of the rules that is not used, and why."""
    from pipeline.rule_laying import laid

    for one in laid(rules).all_left_out:
        print(one.said(), file=sys.stderr)


def _progress(done: int, total: int, file: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{done}/{total}  {file[-60:]}", end="", file=sys.stderr, flush=True)
    elif total > 1 and done == total:
        print(f"{done}/{total}", file=sys.stderr)


def _explain(arguments: argparse.Namespace) -> int:
    from pipeline.explanation import explain

    _tell_left_out(arguments.rules)
    for line in explain(arguments.sentence, arguments.published, arguments.rules):
        print(line)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from pipeline.apart import by_words
    from pipeline.canonical import write_canonical
    from pipeline.checking import failures
    from pipeline.rule_faults import Fault, RulesError
    from pipeline.rule_laying import laid, rule_files

    files = rule_files(arguments.rules)
    rules = laid(files)
    if arguments.write:
        if files.own is not None:
            raise RulesError(Fault("write_whole", file=files.label))
        write_canonical(files.whole)
    failed = [
        *(one.said() for one in rules.all_left_out),
        *by_words(rules.words.used, failures, rules.catalogue),
    ]
    for said in failed:
        print(said, file=sys.stderr)
    entries = rules.catalogue.entries.values()
    examples = sum(len(entry.examples) + len(entry.not_examples) for entry in entries)
    if failed:
        print(f"{len(failed)} 处不符，见上。", file=sys.stderr)
        return 2
    print(f"{len(entries)} 个指标、{examples} 个例句，全部相符。")
    return 0


def _changes(arguments: argparse.Namespace) -> int:
    from pipeline.changes import changes

    for line in changes(Path(arguments.old), Path(arguments.new)):
        print(line)
    return 0


def _confidence(arguments: argparse.Namespace) -> int:
    from pipeline.confidence.measuring import confidence

    for line in confidence(arguments):
        print(line)
    return 0


def _spellings(arguments: argparse.Namespace) -> int:
    from pipeline.spellings.command import SpellingsError, spellings

    try:
        lines, wrong = spellings(arguments)
    except SpellingsError as error:
        print(error, file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    return int(wrong)


def _fuzz(arguments: argparse.Namespace) -> int:
    from pipeline.fuzzing.command import FuzzingError, fuzz, lines_of

    try:
        tally = fuzz(arguments)
    except FuzzingError as error:
        print(error, file=sys.stderr)
        return 2
    for line in lines_of(tally):
        print(line)
    return int(bool(tally.faults))


def _export(arguments: argparse.Namespace) -> int:
    from app.report.command import export, rules_meant  # the charts are those of the dashboard

    _tell_left_out(rules_meant(Path(arguments.workspace), arguments.rules))
    for path in export(arguments):
        print(f"→ {path}")
    return 0


if __name__ == "__main__":
    _run_once()
