"""Count what a piece of work does, the same on every machine and under every load: no clock is looked at."""

import sys

MOST = (
    2.2  # times the steps for a text twice as long; where each part is looked at from each other one it is 4
)


def steps(work):
    """Return how many functions are called while `work` runs, Python's own and the interpreter's alike."""
    count = 0

    def note(_, event, __):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def steps_by_length(read, text, length):
    """Return the steps that reading takes for text repeated up to a length, and up to twice that length."""
    short, long = ((text * (size // len(text) + 1))[:size] for size in (length, 2 * length))
    for once in (short, long):  # what is loaded and kept at the first reading is no part of it
        read(once)
    return steps(lambda: read(short)), steps(lambda: read(long))


def assert_in_proportion(read, text, length):
    """Hold the steps for a text twice as long to about twice as many.

    What one search of a pattern costs inside is not seen; a text so long that quadratic searching would take hours is
    for that, and the limit of each test.
    """
    once, twice = steps_by_length(read, text, length)
    assert twice <= MOST * once + 500, (once, twice)
