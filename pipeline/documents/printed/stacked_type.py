"""Find type that is set from above to below: Chinese characters one below the other, each alone in its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.printed.lines import PrintedLine

_LEAST = 3  # characters
_PITCH = 1.7  # times their height from one to the next, at most
_ASIDE = 0.3  # of their width to the side


@dataclass(frozen=True, slots=True)
class Stack:
    """Be characters below each other, from above."""

    lines: tuple[PrintedLine, ...]

    @property
    def left(self) -> float:
        """Return its left edge."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Return its right edge."""
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """Return its upper edge."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Return its lower edge."""
        return self.lines[-1].bottom


def stacks_of(lines: Sequence[PrintedLine]) -> tuple[list[Stack], list[PrintedLine]]:
    """Return the stacks of a page, and the lines that are part of none."""
    alone = [line for line in lines if len(line.text) == 1 and "\u3400" <= line.text <= "\u9fff"]
    runs: list[list[PrintedLine]] = []
    for line in sorted(alone, key=lambda line: line.middle):
        for run in runs:
            above = run[-1]
            if (
                abs(line.left - above.left) < _ASIDE * line.height
                and 0.7 * line.height < line.middle - above.middle < _PITCH * line.height
                and abs(line.height - above.height) < 0.2 * line.height
            ):
                run.append(line)
                break
        else:
            runs.append([line])
    stacks = [Stack(tuple(run)) for run in runs if len(run) >= _LEAST]
    taken = {id(line) for stack in stacks for line in stack.lines}
    return stacks, [line for line in lines if id(line) not in taken]
