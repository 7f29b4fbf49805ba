"""Whatever a file does to its reader, it has an outcome, within its limits, and reaches nothing outside."""

from itertools import islice

import pytest

from tests.hostile.bombs import bombs
from tests.hostile.sound import sound
from tests.hostile.trial import files, listening, trial

FEW = 40  # damaged files; `python -m tests.hostile` reads thousands
# Those that are made and refused within a second: the others take minutes together.
QUICK = (
    "laughs",
    "entity",
    "web ",
    "deep",
    "lead out",
    "outside",
    "loop",
    "links",
    "locked",
    "quoted size huge",
    "claims",
    "wide cell",
)
SLOW = ("deep tables", "deep lists", "deep states", "many")


def is_quick(name):
    return any(word in name for word in QUICK) and not any(word in name for word in SLOW)


@pytest.mark.parametrize("suffix", sorted(suffix for suffix in sound() if suffix not in (".doc", ".xls")))
def test_a_hostile_file_has_an_outcome_and_reaches_nothing(suffix):
    with listening() as (reach, asked):
        named = [one for one in bombs(reach) if one[0].endswith(suffix) and is_quick(one[0])]
        named += [
            one
            for one in islice(files(10_000, 7, reach), len([*bombs(reach)]), None)
            if one[0].endswith(suffix)
        ][: FEW // 10]
        faults = [str(outcome) for outcome in trial(named) if outcome.is_fault]
        assert not faults
        assert not asked


def test_a_file_that_asks_or_writes_is_noticed(tmp_path, monkeypatch):
    from tests.hostile import trial as tried

    def word(_path):
        from pipeline.execution import run_all

        return str(next(run_all(_asking, [str(tmp_path / "out")])))

    monkeypatch.setattr(tried, "_word", word)
    (outcome,) = trial([("asks.txt", lambda: b"a")])
    assert {note.split()[0] for note in outcome.noted} == {"socket.connect", "writes"}


def _asking(path):
    import socket
    from contextlib import suppress
    from pathlib import Path

    Path(path).write_text("a", "utf-8")
    with suppress(OSError), socket.socket() as line:
        line.connect(("127.0.0.1", 9))
    return "read"
