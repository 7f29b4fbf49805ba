"""Lay many parts together behind what adds them, in a process of its own: nobody waits for it, and pages go on.

What is killed meanwhile leaves the parts as they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.execution import Failure, Limits, run_all
from pipeline.stored.kept_counts import KeptCounts
from pipeline.workspace.kept_beside import KeptBeside
from pipeline.workspace.kept_parts import KeptParts

_LIMITS = Limits(seconds=6 * 3600, megabytes=4096)  # half a minute for 3 million rows


def laid_together(folder: Path, parts: KeptParts, beside: KeptBeside) -> bool:
    """Lay together what there is too much of in the folder of a workspace; return whether there was any."""
    found = False
    while alike := parts.alike():
        (whole,) = run_all(_laid, [(folder, alike)], limits=_LIMITS)
        if isinstance(whole, Failure) or not whole:
            break
        parts.took_place(whole, alike)
        found = True
    if (batches := beside.alike()) and [*run_all(_laid_beside, [(folder, batches)], limits=_LIMITS)] == [
        True
    ]:
        beside.took_place(batches)
        found = True
    return found


def _laid(job: tuple[Path, Mapping[str, frozenset[str]]]) -> str:
    folder, alike = job
    whole = KeptParts(folder).lay_together(alike)
    if whole and not any(alike.values()):
        KeptCounts(folder).took_place(whole, alike.keys())
    return whole


def _laid_beside(job: tuple[Path, list[str]]) -> bool:
    folder, batches = job
    KeptBeside(folder).lay_together(batches)
    return True
