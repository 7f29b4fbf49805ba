"""Run the pipeline from the command line; `arguments.py` lists its commands."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from pipeline.indicators.layers import RuleFiles, Rules


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Return 0, or 2 after one line on standard error that says what was wrong and where."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that cannot show ✓ shows ?
    from pipeline.arguments import parsed

    arguments = parsed(argv)
    try:
        return _run(_COMMANDS[arguments.command], arguments)
    except KeyboardInterrupt as told:
        print("\n" * sys.stderr.isatty() + f"已中断。{told}", file=sys.stderr)
        return 130


def _run(command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    from pipeline.indicators import RulesError
    from pipeline.left_out import NothingReadError
    from pipeline.mistakes import MistakeError, refusal_said
    from pipeline.output_paths import TableFileError

    try:
        return command(arguments)
    except NothingReadError:
        return 2
    except (MistakeError, RulesError, TableFileError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(refusal_said(error), file=sys.stderr)
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


def _extract(arguments: argparse.Namespace) -> int:
    from pipeline.extract_command import extract
    from pipeline.pace import Pace

    _tell_unused(arguments.rules)
    for line in extract(arguments, _tell, Pace()):
        print(line)
    return 0


def _tell_unused(rules: Rules) -> None:
    """Say what people changed of the rules that is not used, and why."""
    from pipeline.indicators.layers import laid

    for one in laid(rules).all_left_out:
        print(one.said(), file=sys.stderr)


def _tell(said: str) -> None:
    print(said, file=sys.stderr)


def _explain(arguments: argparse.Namespace) -> int:
    from pipeline.explanation import explain

    _tell_unused(arguments.rules)
    for line in explain(arguments.sentence, arguments.published or "", arguments.rules):
        print(line)
    return 0


def _text(arguments: argparse.Namespace) -> int:
    from pipeline.batches import text_named

    content = text_named(arguments.file)
    sys.stdout.write(content.text)
    for one in content.left_out:
        _tell(one.said())
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from pipeline.apart import by_words
    from pipeline.indicators.canonical import write_canonical
    from pipeline.indicators.faults import Fault, RulesError
    from pipeline.indicators.layers import laid, rule_files
    from pipeline.rulebook.checking import failures

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
    if arguments.coverage:
        _cover(files, arguments.workers)
    return 0


def _cover(files: RuleFiles, workers: int) -> None:
    """List the terms and words without which every example still passes, and count them."""
    from pipeline.indicators.layers import laid
    from pipeline.pace import Pace
    from pipeline.rulebook.coverage import listed_terms, listed_words, terms_not_needed, words_not_needed

    rules = laid(files)
    terms, words = listed_terms(rules.catalogue), listed_words(rules.words.used)
    spare = (
        terms_not_needed(files, terms, Pace(), workers),
        words_not_needed(files, words, Pace(), workers),
    )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for one in (*spare[0], *spare[1]):
        print(f"{one.where}：{one.word}")
    print(
        f"去掉后例句仍全部相符：{len(terms)} 个名称中的 {len(spare[0])} 个，{len(words)} 个词中的 {len(spare[1])} 个。"
    )


def _changes(arguments: argparse.Namespace) -> int:
    from pipeline.changes import changes

    for line in changes(Path(arguments.old), Path(arguments.new)):
        print(line)
    return 0


def _confidence(arguments: argparse.Namespace) -> int:
    from pipeline.confidence.measuring import confidence

    for line in confidence(arguments, _tell):
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
    from pipeline.fuzzing.command import fuzz, lines_of

    tally = fuzz(arguments)
    for line in lines_of(tally):
        print(line)
    return int(bool(tally.faults))


def _export(arguments: argparse.Namespace) -> int:
    from app.report.command import export, rules_meant  # the charts are those of the dashboard

    _tell_unused(rules_meant(Path(arguments.workspace), arguments.rules))
    for path in export(arguments, _tell):
        print(f"→ {path}")
    return 0


def _fill(arguments: argparse.Namespace) -> int:
    from app.forms.command import fill  # the sources are cited as on the pages
    from app.report.command import rules_meant

    _tell_unused(rules_meant(Path(arguments.data), arguments.rules))
    for line in fill(arguments, _tell):
        print(line)
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "extract": _extract,
    "explain": _explain,
    "text": _text,
    "check": _check,
    "changes": _changes,
    "confidence": _confidence,
    "spellings": _spellings,
    "fuzz": _fuzz,
    "export": _export,
    "fill": _fill,
}

if __name__ == "__main__":
    _run_once()
