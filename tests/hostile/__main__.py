"""Read many damaged and hostile files: python -m tests.hostile --files 2000 --seed 1 --keep FOLDER."""

import argparse
import sys
from pathlib import Path

from tests.hostile.trial import tried


def main():
    """Read them, and say what came of them; exit status 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--files", type=int, default=2000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="of the damage")
    parser.add_argument(
        "--keep", type=Path, default=Path("hostile"), help="folder for files that break a promise"
    )
    parser.add_argument("--only", default="", help="a part of the names of those to read")
    said = parser.parse_args()
    line = ""
    for line in tried(said.files, said.seed, said.keep, said.only):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return not line.endswith(" 0 faults")


if __name__ == "__main__":  # the processes that read load this, too
    sys.exit(main())
