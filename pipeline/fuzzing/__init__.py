"""Make texts that nobody wrote out of those that are there, have them read, and hold what comes to what must always be.

`texts` makes the input of a number, the same for a seed on every machine; `promises` says what must hold; `shortest`
cuts an input down to what still breaks a promise; `trial` runs many of them behind the barrier.
"""

from pipeline.fuzzing.trial import Fault, Tally, trial

__all__ = ["Fault", "Tally", "trial"]
