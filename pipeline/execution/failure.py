"""Say why a job has no result."""

from __future__ import annotations

import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Failure:
    """Be a job that has no result: `why` is time, memory, died or raised; `values` fill the sentence that says so.

    Of what was raised `kind` names the exception and `where` the line of the program that raised it, so that it can be
    reported; never what the document says.
    """

    def __init__(self, why: str, **values: str) -> None:
        """Take the reason and what its sentence names."""
        self.why, self.values = why, values

    @property
    def ends_process(self) -> bool:
        """Say whether the process is gone or no longer to be trusted."""
        return self.why in ("died", "memory")


def failure_of(error: BaseException) -> Failure:
    """Tell what was raised, and where in the program."""
    if isinstance(error, MemoryError):
        return Failure("memory", most="")
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if ROOT in Path(frame.filename).parents] or list(frames)
    where = f"{_within(own[-1].filename)}:{own[-1].lineno}" if own else "?"
    return Failure("raised", kind=type(error).__name__, where=where)


def _within(file: str) -> str:
    path = Path(file)
    return path.relative_to(ROOT).as_posix() if ROOT in path.parents else path.name
