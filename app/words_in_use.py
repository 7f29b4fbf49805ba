"""Read texts on the pages by the words that the documents are read by, which people may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

from app.observations import rules_in_use

if TYPE_CHECKING:
    from collections.abc import Callable

Given = ParamSpec("Given")
Result = TypeVar("Result")


def by_words_in_use(function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """Return what a function of the pipeline returns by those words, as `pipeline.apart.by_words` does."""
    from pipeline.apart import by_words
    from pipeline.indicators.layers import words_by

    return by_words(words_by(rules_in_use()), function, *given, **named)
