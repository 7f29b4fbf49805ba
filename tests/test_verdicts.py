import os
import random
import select
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from pipeline.workspace import database as store
from pipeline.workspace.verdicts import Key, NotKeptError, Verdict, Verdicts
from tests.samples import KILLS

resource = pytest.importorskip("resource", reason="processes are forked and limited here as POSIX systems do")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reviews.sqlite3"


def verdict(start, decision="accepted", **changes):
    return Verdict(
        Key("a" * 64, start, start + 5, "gdp", "level", "2024"), decision, changes=changes, file="a.txt"
    )


def begun(work):
    """Start a process that does some work and tells numbers through a pipe; give its id and the end to read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        work(lambda number: os.write(writing, f"{number}\n".encode()))
    finally:
        os._exit(0)


def told(child, reading):
    """Read every number that a process told, to its end."""
    with os.fdopen(reading, "rb") as pipe:
        numbers = [int(line) for line in pipe.read().split(b"\n")[:-1]]
    os.waitpid(child, 0)
    return numbers


def appending(path, digest):
    def work(tell):
        kept = Verdicts(path)
        for start in range(1_000_000):
            one = verdict(start)
            tell(kept.append([Verdict(one.key._replace(digest=digest), "accepted")]))

    return work


def test_no_confirmed_verdict_is_lost_when_the_writer_is_killed_at_any_moment(path):
    moments = random.Random(2025)  # noqa: S311 - only has to be the same in every run
    Verdicts(path)
    confirmed = {}
    for turn in range(KILLS.size):
        child, reading = begun(appending(path, str(turn)))
        select.select([reading], [], [])  # it writes: killed while writing, not before it began
        time.sleep(moments.uniform(0, 0.1))
        os.kill(child, signal.SIGKILL)
        confirmed |= dict.fromkeys(told(child, reading), str(turn))
    history = Verdicts(path).history()
    assert len(confirmed) >= KILLS.size
    assert confirmed.items() <= {one.number: one.key.digest for one in history}.items()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_processes_that_write_at_once_both_keep_every_verdict_under_its_own_number(path):
    Verdicts(path)

    def writing(digest):
        def work(tell):
            kept = Verdicts(path)
            for start in range(40):
                tell(kept.append([Verdict(verdict(start).key._replace(digest=digest), "accepted")]))

        return work

    told_by = {digest: begun(writing(digest)) for digest in ("first", "second")}
    numbers = {digest: told(*process) for digest, process in told_by.items()}
    history = Verdicts(path).history()
    for digest, own in numbers.items():
        assert len(own) == 40
        assert [one.number for one in history if one.key.digest == digest] == own


def test_a_file_locked_by_another_program_gives_one_sentence_and_keeps_nothing(path):
    kept = Verdicts(path, patience=0.05)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotKeptError, match="另一个程序") as raised:
            kept.append([verdict(1)])
    assert raised.value.why == "busy"
    assert kept.history() == []


def test_a_file_that_can_only_be_read_gives_one_sentence_and_is_still_read(path, monkeypatch):
    kept = Verdicts(path)
    kept.append([verdict(1)])
    connect = sqlite3.connect
    monkeypatch.setattr(
        store.sqlite3, "connect", lambda file, **known: connect(f"file:{file}?mode=ro", uri=True, **known)
    )
    with pytest.raises(NotKeptError, match="权限") as raised:
        kept.append([verdict(2)])
    assert raised.value.why == "read_only"
    assert [one.key.start for one in kept.history()] == [1]


def test_a_full_disk_gives_one_sentence_and_what_was_confirmed_before_stays(path):
    kept = Verdicts(path)

    def work(tell):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        largest = 64 * 1024  # bytes that any file of this process may have
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        try:
            for start in range(1000):
                tell(kept.append([verdict(start, "corrected", subject="x" * 2000)]))
        except NotKeptError as error:
            tell(-1 if error.why == "full" else -2)

    *confirmed, end = told(*begun(work))
    assert end == -1
    assert confirmed
    assert [one.number for one in Verdicts(path).history()] == confirmed


def test_several_verdicts_are_kept_together_or_not_at_all(path):
    kept = Verdicts(path)
    with pytest.raises(sqlite3.IntegrityError):
        kept.append([verdict(1), verdict(2, "no such decision")])
    assert kept.history() == []


def test_what_was_written_since_a_number_can_be_asked_for_alone(path):
    kept = Verdicts(path)
    first = kept.append([verdict(1)])
    kept.append([verdict(2), verdict(3)])
    assert [one.key.start for one in kept.history(after=first)] == [2, 3]
