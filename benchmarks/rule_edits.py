"""Measure what a workspace reads again after five kinds of edit, beside reading all of it.

    python benchmarks/rule_edits.py [--documents 2000] [--sample 1000] [--edit "a label" …]

A document is a dozen of the rules' own examples by chance, 300 characters about all kinds of things. Seconds are those of
the processor, of this process and those that it starts, so that what else the machine does tells little. After each edit
the table is compared with that of a full reading by the same rules, of all documents or of a sample, and the line says
whether they are the same; the run ends with 1 where they differ. Where only a sample is read in full, what that takes is
said of all by their number.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import psutil
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.execution.processes import end_idle  # noqa: E402 - the path comes first
from pipeline.indicators import RULES, load_catalogue  # noqa: E402 - the same
from pipeline.indicators.canonical import canonical_entry  # noqa: E402 - the same
from pipeline.indicators.entry_blocks import entry_text  # noqa: E402 - the same
from pipeline.indicators.own_entries import OwnEntry, with_own  # noqa: E402 - the same
from pipeline.indicators.own_words import with_words  # noqa: E402 - the same
from pipeline.words import WordChange  # noqa: E402 - the same
from pipeline.workspace import Workspace  # noqa: E402 - the same
from pipeline.workspace.extracted import joined  # noqa: E402 - the same

EDITS: dict[str, dict[str, Any]] = {
    "a label": {"name": {"zh": "来客人次", "en": "Guests"}},
    "a word of a list": {},
    "a rare term": {"terms": ["稻米产量"]},
    "a common term": {"terms": ["增长总量"]},
    "a context word": {"not_context": ["研学旅行"]},
}
WORD, WORDS = "a word of a list", WordChange("cues.plain", added=("已然",))
ENTRY = "tourist_arrivals"
SENTENCES = 12
SEED = 20261130


def main() -> int:
    """Read all, then make each edit of the same indicator, one after the other, and print what it cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--sample", type=int, help="of so many documents all is read again after each edit")
    parser.add_argument("--edit", choices=EDITS, action="append", help="only this one; may be given again")
    arguments = parser.parse_args()
    texts = made(arguments.documents)
    sample = texts[: arguments.sample]
    with tempfile.TemporaryDirectory() as base:
        workspace = filled(Path(base) / "edited", texts)
        print(f"{len(texts)} documents, each read: {cost(workspace):.1f} s", flush=True)
        fields = yaml.safe_load(entry_text(RULES.read_text("utf-8"), ENTRY))[ENTRY]
        differ = [
            name
            for name, edit in EDITS.items()
            if name in (arguments.edit or EDITS)
            and not is_equal(workspace, sample, len(texts), name, with_edit(fields, edit))
        ]
    end_idle()
    return int(bool(differ))


def made(documents: int) -> list[str]:
    """Return texts of examples by chance."""
    dice = random.Random(SEED)  # noqa: S311 - nothing secret
    entries = load_catalogue().entries.values()
    sentences = [one.text for entry in entries for one in (*entry.examples, *entry.not_examples)]
    return ["\n".join(dice.sample(sentences, SENTENCES)) for _ in range(documents)]


def with_edit(fields: dict[str, Any], edit: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an entry with others in their place, terms beside those that are there."""
    return fields | edit | {"terms": [*fields["terms"], *edit.get("terms", [])]}


def is_equal(workspace: Workspace, sample: list[str], every: int, name: str, fields: dict[str, Any]) -> bool:
    """Make an edit and print what it cost; say whether the table, of a sample of all texts, is that of a full reading."""
    edited(workspace, name, fields)
    before = used()
    read = len(workspace.unread())
    took = cost(workspace, before)
    whole = filled(workspace.folder.parent / name, sample)
    edited(whole, name, fields)
    full = cost(whole) * every / len(sample)
    digests = {*whole.entries()}
    own, theirs = table(workspace, digests), table(whole, digests)
    same = bool(own.equals(theirs))
    told = "the same rows" if same else "OTHER ROWS"
    print(
        f"{name}: {read} read, {took:.2f} s, all of them {full:.1f} s: {full / took:.1f} × less;"
        f" {len(own)} and {len(theirs)}, {told}",
        flush=True,
    )
    shutil.rmtree(whole.folder)
    return same


def filled(folder: Path, texts: list[str]) -> Workspace:
    """Return a workspace with documents that are not read yet."""
    workspace = Workspace(folder)
    workspace.add_all((f"{number:05}.txt", text.encode(), {}) for number, text in enumerate(texts))
    return workspace


def edited(workspace: Workspace, name: str, fields: dict[str, Any]) -> None:
    """Lay an entry over the program's, and a word more over its lists where that is the edit."""
    words = with_words("", WORDS, "words.yaml") if name == WORD else ""
    (workspace.folder / "words.yaml").write_text(words, encoding="utf-8")
    own = OwnEntry(fields, canonical_entry(ENTRY, fields))
    (workspace.folder / RULES.name).write_text(with_own("", ENTRY, own, RULES.name), encoding="utf-8")


def table(workspace: Workspace, digests: Collection[str]) -> Any:
    """Return rows and suggestions of some documents as they are kept."""
    kept = joined(workspace.parts.extracted())
    return kept[kept["digest"].isin(digests)].reset_index(drop=True)


def cost(workspace: Workspace, before: float | None = None) -> float:
    """Read what is to be read; return the seconds of the processor since then, or since `before`."""
    before = used() if before is None else before
    workspace.refresh()
    return used() - before


def used() -> float:
    """Return the seconds that this process and those that it started took."""
    this = psutil.Process()
    took = this.cpu_times()
    at_work = [one.cpu_times() for one in this.children(recursive=True)]
    return (
        took.user
        + took.system
        + took.children_user
        + took.children_system
        + sum(one.user + one.system for one in at_work)
    )


if __name__ == "__main__":
    sys.exit(main())
