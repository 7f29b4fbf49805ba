"""Run the command `fuzz`: read made texts for some seconds, and say what was read and which promises were broken."""

from __future__ import annotations

import argparse

from pipeline.fuzzing.trial import Tally, trial


def fuzz(arguments: argparse.Namespace) -> Tally:
    """Return what came of it."""
    seconds = arguments.seconds or (float("inf") if arguments.texts else 60)
    return trial(
        arguments.seed,
        seconds=seconds,
        texts=arguments.texts,
        first=arguments.first,
        workers=arguments.workers,
    )


def lines_of(tally: Tally) -> list[str]:
    """Say what was read and what was found: one line, and two more for each kind of fault."""
    rate = tally.texts / tally.seconds if tally.seconds else 0
    times = sum(times for _, times in tally.faults.values())
    head = f"seed {tally.seed}: {tally.texts} texts, {tally.seconds:.0f} s, {rate:.0f}/s"
    lines = [f"{head}, {times} faults of {len(tally.faults)} kinds"]
    for fault, seen in tally.faults.values():
        again = f"--seed {tally.seed} --first {fault.number} --texts 1"
        lines += [f"  {seen} × {fault.promise}; {again}", f"    {fault.text!r}"]
    return lines
