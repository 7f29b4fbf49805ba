"""Measure the extraction as ratios within one run: against jieba.lcut, with workers, as texts grow.

    python benchmarks/speed.py [--documents N]

The machines it runs on are noisy, so nothing here is a test; each figure is the median of several rounds, and only
ratios are worth comparing. News is the two sample pages; the communiqué is made of the examples in indicators.yaml,
which hold a figure every dozen characters or so.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jieba
import jieba.posseg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.batches import extract_batches  # noqa: E402 - the path comes first
from pipeline.documents import Document, read_document  # noqa: E402 - the same
from pipeline.extraction import extract_document  # noqa: E402 - the same
from pipeline.indicators import Catalogue, load_catalogue  # noqa: E402 - the same

ROUNDS = 9
HOSTILE = {
    "digits": "1234567890",
    "commas": "1,",
    "万": "3万",
    "brackets": "（",
    "terms": "旅游收入3亿元，",
    "years": "2024年",
    "companies": "东川机械有限公司",
    "bounds": "投资3亿元以上",
}


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--documents", type=int, default=200, help="copies of the sample pages for the last part"
    )
    arguments = parser.parse_args()
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    catalogue = load_catalogue()
    for name, document in (("news", sample_news()), ("communiqué", communique(catalogue))):
        against_jieba(name, document, catalogue)
    growth(catalogue)
    many(arguments.documents)


def sample_news() -> Document:
    """Return the wrapped newspaper page of the samples."""
    return read_document(max((ROOT / "seeds").glob("*.txt")))


def communique(catalogue: Catalogue) -> Document:
    """Return the examples of all indicators as one report."""
    lines = ["全市2024年国民经济和社会发展统计公报"]
    lines += [example.text for entry in catalogue.entries.values() for example in entry.examples]
    return _document("\n".join(lines))


def _document(text: str) -> Document:
    day = date(2025, 3, 31)
    return Document(
        "made.txt", Path("made.txt"), text, "", day, published_inferred=False, place="", source="", digest=""
    )


def against_jieba(name: str, document: Document, catalogue: Catalogue) -> None:
    """Print how many times faster than jieba.lcut over the same text the whole extraction is."""
    pairs = [
        (_time(lambda: jieba.lcut(document.text)), _time(lambda: extract_document(document, catalogue)))
        for _ in range(ROUNDS)
    ]
    ratio = statistics.median(cut / whole for cut, whole in pairs)
    cost = statistics.median(whole for _, whole in pairs)
    rows = len(extract_document(document, catalogue).rows)
    print(
        f"{name}: {len(document.text)} characters, {rows} rows, {cost * 1e3:.1f} ms; {ratio:.2f} × jieba.lcut"
    )


def growth(catalogue: Catalogue) -> None:
    """Print how the time grows when a hostile text doubles (2 is linear)."""
    for name, unit in HOSTILE.items():
        half, whole = (_document(unit * (size // len(unit))) for size in (25_000, 50_000))
        extract_document(half, catalogue)
        ratio = _time(lambda text=whole: extract_document(text, catalogue)) / max(
            _time(lambda text=half: extract_document(text, catalogue)), 1e-6
        )
        print(f"hostile {name}: twice the text takes {ratio:.1f} × the time")


def many(documents: int) -> None:
    """Print what two workers gain, and how memory grows with the number of documents."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
        for number in range(documents):
            text = f"第{number}号\n\n" + sources[number % len(sources)]
            Path(folder, f"{number:05}.txt").write_text(text, encoding="utf-8")
        one = _time(lambda: _drain(folder, 1))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        two = _time(lambda: _drain(folder, 2))
    print(
        f"{documents} documents: {documents / one:.0f} a second; two workers {one / two:.2f} ×; peak {peak} MB"
    )


def _drain(folder: str, workers: int) -> None:
    for _ in extract_batches(folder, workers=workers):
        pass


def _time(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
