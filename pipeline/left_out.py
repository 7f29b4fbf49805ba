"""Tell of every document and folder that gave nothing why, and that nothing was read: alike for every command."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Tell = Callable[[str], None]


class NothingReadError(Exception):
    """Say that no document at all could be read; why was told already."""


def tell_left_out(left_out: Sequence[str], of: int, tell: Tell) -> None:
    """Tell the sentences that say what was left out of so many. Raise NothingReadError where that is everything."""
    for said in left_out:
        tell(f"跳过：{said}")
    if of and len(left_out) == of:
        raise NothingReadError
