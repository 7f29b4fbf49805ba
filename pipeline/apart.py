"""Do what reads texts by the words that people changed: in this process where they are in force in it, else apart.

Modules of reading compose their patterns from the words when they are imported, so a process reads by one set of words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from pipeline.documents import DocumentError
from pipeline.execution import Failure, run_all
from pipeline.indicators.faults import RulesError
from pipeline.mistakes import MistakeError
from pipeline.words import OwnWords, in_force

Given = ParamSpec("Given")
Result = TypeVar("Result")
_SAID = (MistakeError, RulesError)  # what functions raise to be said to people


def by_words(
    words: OwnWords, function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
) -> Result:
    """Return what a function returns, or raise what it raises, reading texts by these words.

    The function is one of a module; what it is given and returns can be pickled, and is copied where it is done apart.
    Raise DocumentError where its process fails.
    """
    if words == in_force():
        return function(*given, **named)
    (answer,) = run_all(_done, [(function, given, named)], words=words)
    if isinstance(answer, Failure):
        raise DocumentError(
            "sentence_failed", kind=answer.why, where=answer.values.get("where", function.__name__)
        )
    result, error = answer
    if error is not None:
        raise error
    found: Result = result
    return found


def _done(job: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]) -> tuple[Any, Exception | None]:
    """Do one job; what is to be said to people is its outcome. It runs in a process of its own."""
    function, given, named = job
    try:
        return function(*given, **named), None
    except _SAID as error:
        return None, error
