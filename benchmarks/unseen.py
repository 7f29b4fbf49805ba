"""Measure the first pass of a fresh process over documents that it has never seen, beside jieba.lcut over the same texts.

    python benchmarks/unseen.py [--folder FOLDER] [--documents 100] [--against CHECKOUT] [--rounds 5]

Without a folder the documents are those of workspace.py. With another checkout of the program the two take turns, so that
the noise of the machine falls on both. Seconds are the processor's, the least of all
rounds; only ratios are worth comparing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.workspace import made  # noqa: E402 - the path comes first

# Read each document of a folder twice; print the seconds to begin and of each pass, rows and characters.
_READ = """
import json, sys, time
from pathlib import Path
begun = [time.process_time()]
from pipeline.documents import read_document
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
catalogue = load_catalogue()
begun.append(time.process_time())
documents = [read_document(path) for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
for _ in range(2):
    rows = sum(len(extract_document(document, catalogue).rows) for document in documents)
    begun.append(time.process_time())
taken = [behind - before for before, behind in zip(begun, begun[1:])]
print(json.dumps([*taken, rows, sum(len(document.text) for document in documents)]))
"""
# Cut each text of a folder by jieba; print the seconds to begin and those of cutting.
_CUT = """
import json, sys, time
from pathlib import Path
begun = time.process_time()
import jieba
jieba.setLogLevel("ERROR")
jieba.initialize()
loaded = time.process_time()
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    jieba.lcut(path.read_text(encoding="utf-8"))
print(json.dumps([loaded - begun, time.process_time() - loaded]))
"""


def main() -> None:
    """Print the seconds of each checkout, and the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="plain texts to read")
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--against", type=Path, help="another checkout of the program")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    checkouts = [ROOT, *([given.against.resolve()] if given.against else [])]
    with tempfile.TemporaryDirectory() as base:
        folder = given.folder or Path(base)
        if given.folder is None:
            for number, text in enumerate(made(given.documents)):
                (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        jobs = [(_CUT, ROOT), *((_READ, checkout) for checkout in checkouts)]
        rounds = [[measured(*job, folder.resolve()) for job in jobs] for _ in range(given.rounds)]
    (loading, cut), *least = ([*map(min, *runs)] for runs in zip(*rounds, strict=True))
    print(f"jieba: to begin {loading:.2f} s, lcut {cut:.2f} s")
    for checkout, taken in zip(checkouts, least, strict=True):
        start, first, again, rows, characters = taken
        print(f"{checkout}: {characters:.0f} characters, {rows:.0f} rows")
        print(f"  to begin {start:.2f} s, first pass {first:.2f} s, again {again:.2f} s")
        print(
            f"  jieba.lcut takes {cut / again:.2f} of again, with its loading {(loading + cut) / first:.2f} of first pass"
        )
    if given.against:
        mine, other = least
        parts = zip(("to begin", "first pass", "again"), mine, other, strict=False)
        print("; ".join(f"{name} {there / here:.2f} × faster" for name, here, there in parts))


def measured(script: str, checkout: Path, folder: Path) -> list[float]:
    """Return what a script prints that is run in a process of its own, in a checkout."""
    command = [sys.executable, "-c", script, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=checkout)  # noqa: S603 - see above
    seconds: list[float] = json.loads(run.stdout)
    return seconds


if __name__ == "__main__":
    main()
