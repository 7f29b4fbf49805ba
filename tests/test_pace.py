"""Tell how far a long run is: rate and time left, once a minute where there is no terminal."""

import pytest

from pipeline.pace import Pace


class Clock:
    """Be a clock that a test sets."""

    now = 0.0

    def __call__(self):
        """Return the seconds."""
        return self.now


@pytest.fixture
def clock():
    return Clock()


def told(capsys):
    return capsys.readouterr().err


def test_a_terminal_shows_rate_and_time_left(clock, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    pace = Pace(clock)
    said = []
    for clock.now, done, total in [
        (0, 0, 1000),
        (2, 50, 1000),
        (30, 60, 1000),
        (100, 62, 4000),
        (101, 63, 0),
    ]:
        pace(done, total, "公报/a.txt")
        said.append(told(capsys).removeprefix("\r\x1b[K"))
    assert said == [
        "0/1000    公报/a.txt",
        "50/1000  每秒 25，还需 38 秒  公报/a.txt",
        "60/1000  每秒 2.0，还需 8 分  公报/a.txt",
        "62/4000  每份 35 秒，还需 38 小时 17 分  公报/a.txt",
        "63/?  每秒 1.0  公报/a.txt",
    ]


def test_parts_that_were_there_before_soon_no_longer_count(clock, capsys):
    pace = Pace(clock)
    for clock.now in range(200):
        pace(90_000 + clock.now, 100_000, "a.txt")
    lines = told(capsys).splitlines()
    assert len(lines) == 3
    assert lines[-1].endswith("每秒 1.0，还需 2 小时 44 分")


def test_a_log_has_a_line_at_the_end_alone_where_it_is_soon(clock, capsys):
    pace = Pace(clock)
    for number in range(1, 4):
        clock.now += 1
        pace(number, 3, f"{number}.txt")
    assert told(capsys) == "3/3\n"
    Pace(clock)(1, 1, "a.txt")
    assert told(capsys) == ""
