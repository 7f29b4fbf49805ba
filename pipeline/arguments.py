"""Read the arguments of the command line: what is wrong is said in one line, with the command whose help to ask for."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from pipeline.days import FIRST_YEAR, LAST_YEAR
from pipeline.words import words_of

CHART_FORMATS = ("png", "png_word", "png_slide", "svg", "pdf", "html", "xlsx", "pptx", "docx")
_RULES = "完整的规则文件，或改过规则的工作区"
_MOST_WORKERS = 256
_MOST = 10**9


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments; `command` names the one to run. Exit with 2 and one line where they are wrong."""
    with _in_chinese():
        return _parser().parse_args(argv)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and exit with 2."""
        said = " ".join(message.split())
        print(f"{said}；用法见 {self.prog} --help。", file=sys.stderr)  # noqa: T201 - what argparse does here
        sys.exit(2)


class _Once(argparse.Action):
    """Take the value of an option, and refuse a second one."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option: str | None = None,
    ) -> None:
        """Keep the value; `given` of the namespace remembers which options were."""
        given = vars(namespace).setdefault("given", set())
        if option and self.dest in given:
            parser.error(f"{'/'.join(self.option_strings)}：只能写一次")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


class _Command(_Parser):
    def __init__(self, **options: Any) -> None:
        """Let every option that takes values be given once, unless it says that it may be repeated."""
        super().__init__(**options)
        self.register("action", None, _Once)
        self.register("action", "store", _Once)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Refuse here what the command does not know, so that its own help is named."""
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"不认识 {' '.join(unknown)}")
        return known, unknown


@contextmanager
def _in_chinese() -> Iterator[None]:
    """Have argparse take its sentences from this program's words; it asks for each by its English, through gettext."""
    words = words_of("command_line")
    one, several = argparse._, argparse.ngettext  # type: ignore[attr-defined]
    argparse._ = lambda english: words.get(english, english)  # type: ignore[attr-defined]
    argparse.ngettext = lambda english, more, count: words.get(more if count != 1 else english, more)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        argparse._, argparse.ngettext = one, several  # type: ignore[attr-defined]


def _whole(least: int, most: int = _MOST) -> Callable[[str], int]:
    """Return what reads a whole number between two."""

    def read(given: str) -> int:
        try:
            number = int(given)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"应为 {least} 至 {most} 的整数，得到“{given}”")
        return number

    return read


def _seconds(given: str) -> float:
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if not 1 <= number <= _MOST:
        raise argparse.ArgumentTypeError(f"应为 1 至 {_MOST} 的秒数，得到“{given}”")
    return number


def _filled(given: str) -> str:
    if not given.strip():
        raise argparse.ArgumentTypeError("值是空的")
    return given


_seed = _whole(-_MOST)
_workers = _whole(1, _MOST_WORKERS)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m pipeline", description="县域指标：从文字到表格。")
    commands = parser.add_subparsers(required=True, metavar="命令", dest="command", parser_class=_Command)
    _extract_options(commands.add_parser("extract", help="从文档得到表格"))
    _explain_options(commands.add_parser("explain", help="各阶段在一句话中看到什么"))
    text = commands.add_parser("text", help="文档读成的文字，表中的位置按它计")
    text.add_argument("file", type=_filled, metavar="文件", help="也可指明其中一份：a.zip/b.txt、news.csv#12")
    check = commands.add_parser("check", help="规则、词与例句是否相符")
    check.add_argument("--rules", metavar="文件", type=_filled, help=_RULES)
    check.add_argument("--write", action="store_true", help="整理文件的格式")
    check.add_argument("--coverage", action="store_true", help="列出没有例句需要的名称和词")
    check.add_argument("--workers", type=_workers, default=1, metavar="N", help="--coverage 同时工作的进程数")
    changes = commands.add_parser("changes", help="两张表的差异：增加、减少、改动的行")
    changes.add_argument("old", metavar="旧表", type=_filled)
    changes.add_argument("new", metavar="新表", type=_filled)
    _confidence_options(commands.add_parser("confidence", help="按规则测量各行的置信度"))
    _spellings_options(commands.add_parser("spellings", help="一个事实的多种写法"))
    _fuzz_options(commands.add_parser("fuzz", help="读乱造的文字，什么也不该坏"))
    _export_options(commands.add_parser("export", help="报告用的图表"))
    _fill_options(commands.add_parser("fill", help="填写固定的 Excel 表"))
    return parser


def _extract_options(extract: argparse.ArgumentParser) -> None:
    extract.add_argument(
        "paths", nargs="+", metavar="路径", help="文件、文件夹、压缩包或文章列表；- 为标准输入"
    )
    extract.add_argument(
        "-o",
        "--output",
        required=True,
        type=_filled,
        metavar="文件.{csv,parquet,xlsx,json}",
        help="以 / 结尾时是文件夹，存放若干 Parquet 文件",
    )
    extract.add_argument(
        "--suggestions",
        type=_filled,
        metavar="文件.{csv,parquet,xlsx,json}",
        help="没有成行、但可能成行的数字，按同样的列写入这个文件",
    )
    readers = extract.add_mutually_exclusive_group()
    readers.add_argument("--workers", type=_workers, default=1, metavar="N", help="同时读取的进程数")
    readers.add_argument(
        "--cluster", type=_filled, metavar="地址", help="由这个 Dask 调度器（scheduler）的各台机器读取"
    )
    extract.add_argument("--rules", metavar="文件", type=_filled, help=_RULES)


def _explain_options(explain: argparse.ArgumentParser) -> None:
    explain.add_argument("sentence", metavar="句子")
    explain.add_argument("--published", type=_filled, metavar="2025-04-07", help="文件的日期")
    explain.add_argument("--rules", metavar="文件", type=_filled, help=_RULES)


def _confidence_options(confidence: argparse.ArgumentParser) -> None:
    confidence.add_argument(
        "--labelled",
        nargs=2,
        action="append",
        default=[],
        metavar=("表", "文件夹"),
        help="标注的事实及其文件",
    )
    confidence.add_argument(
        "--judged",
        action="append",
        default=[],
        metavar="表",
        type=_filled,
        help="逐行判过对错的表（right 列为 true 或 false）",
    )
    confidence.add_argument(
        "--indicators", metavar="表", type=_filled, help="标注时所用的指标（首列为编号），只计这些指标的行"
    )
    confidence.add_argument("--spellings", type=_whole(0), default=0, metavar="N", help="造句的数目")
    confidence.add_argument("--seed", type=_seed, default=1, metavar="S")
    confidence.add_argument("--write", action="store_true", help="写入程序")


def _spellings_options(spellings: argparse.ArgumentParser) -> None:
    spellings.add_argument("--count", type=_whole(1), default=2000, metavar="N", help="句数")
    spellings.add_argument("--seed", type=_seed, default=1, metavar="S")
    spellings.add_argument("--kind", nargs="+", default=[], metavar="类别")
    spellings.add_argument("--show", type=_whole(0), default=0, metavar="K", help="每类例子数")
    spellings.add_argument("--workers", type=_workers, default=1, metavar="N")


def _fuzz_options(fuzz: argparse.ArgumentParser) -> None:
    fuzz.add_argument("--seconds", type=_seconds, metavar="N", help="秒数；也没有 --texts 时为 60")
    fuzz.add_argument("--texts", type=_whole(1), metavar="N", help="篇数")
    fuzz.add_argument("--seed", type=_seed, default=1, metavar="S")
    fuzz.add_argument("--first", type=_whole(0), default=0, metavar="N", help="首篇的序号")
    fuzz.add_argument("--workers", type=_workers, default=1, metavar="N")


def _export_options(export: argparse.ArgumentParser) -> None:
    export.add_argument("workspace", metavar="工作区", type=_filled, help="工作区，或文档的文件或文件夹")
    export.add_argument("--chart", nargs="+", required=True, metavar="指标")
    export.add_argument("--places", nargs="+", default=[], metavar="地区", help="地区、企业或项目")
    export.add_argument("--years", nargs="+", type=_whole(FIRST_YEAR, LAST_YEAR), default=[], metavar="年份")
    export.add_argument(
        "--format", choices=CHART_FORMATS, help="文件的格式；没有时按 -o 的后缀，否则为 png_word"
    )
    export.add_argument(
        "--kind", choices=("columns", "lines", "per_head", "shares"), default="columns", help="图的种类"
    )
    export.add_argument("--actual-only", action="store_true", help="不含计划数")
    export.add_argument("--printed-only", action="store_true", help="不含推算数")
    export.add_argument("--lang", choices=("zh", "en"), default="zh", help="图中的语言")
    export.add_argument("--rules", metavar="文件", type=_filled, help=_RULES)
    export.add_argument("-o", "--output", metavar="文件", type=_filled, help="文件，或存放文件的文件夹")


def _fill_options(fill: argparse.ArgumentParser) -> None:
    fill.add_argument("form", metavar="表格.xlsx", type=_filled, help="要填的表")
    fill.add_argument(
        "--data", metavar="路径", type=_filled, default="workspace",
        help="工作区、extract 写出的表，或文档的文件或文件夹；没有时为 workspace",
    )  # fmt: skip
    fill.add_argument("-o", "--output", metavar="文件", type=_filled, help="没有时写在表格旁边，名为“…_已填”")
    fill.add_argument("--in-place", action="store_true", help="写回表格本身")
    fill.add_argument("--place", metavar="地区", type=_filled, help="表没有写地区时，是哪里的")
    fill.add_argument(
        "--period", metavar="时期", type=_filled, help="表没有写时期时，是什么时候的：2025年1—6月"
    )
    fill.add_argument(
        "--read", metavar="表头=读作", type=_read_as, action="append", default=[],
        help="把一个表头读作别的说法，可写几次；--data 是工作区时记住",
    )  # fmt: skip
    fill.add_argument("--replace", action="store_true", help="已有的数与数据不同时，改成数据中的")
    fill.add_argument("--printed-only", action="store_true", help="不填推算数")
    fill.add_argument("--lang", choices=("zh", "en"), default="zh", help="批注的语言")
    fill.add_argument("--rules", metavar="文件", type=_filled, help=_RULES)


def _read_as(given: str) -> tuple[str, str]:
    printed, _, words = given.partition("=")
    if not printed.strip() or not words.strip():
        raise argparse.ArgumentTypeError(f"应为“表头=读作”，得到“{given}”")
    return printed.strip(), words.strip()
