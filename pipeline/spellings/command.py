"""Run the command `spellings`: check what was asked, have the sentences read, and say whether a wrong row came."""

from __future__ import annotations

import argparse

from pipeline.spellings.book import SpellingsError, load_book
from pipeline.spellings.printout import lines_of
from pipeline.spellings.trial import run

__all__ = ["SpellingsError", "spellings"]
_EXAMPLES = 3


def spellings(arguments: argparse.Namespace) -> tuple[list[str], bool]:
    """Return the lines to print, and whether a kind that must have no wrong row has one.

    Raises SpellingsError for a kind that there is not.
    """
    known = load_book().kinds
    unknown = [kind for kind in arguments.kind if kind not in known]
    if unknown:
        raise SpellingsError(f"没有“{unknown[0]}”这一类，可选：{'、'.join(known)}。")
    kinds = tuple(arguments.kind) or tuple(known)
    keep = arguments.show or _EXAMPLES
    tallies = run(arguments.count, arguments.seed, kinds, workers=arguments.workers, keep=keep)
    shown = ("wrong", "refused", "silent") if arguments.show else ("wrong",)
    faulty = any(tally.counts["wrong"] and not known[tally.kind].wrong_allowed for tally in tallies)
    return list(lines_of(tallies, shown)), faulty
