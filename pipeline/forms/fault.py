"""Say in one sentence why a form is not filled in."""

from __future__ import annotations

from pipeline.mistakes import MistakeError


class FormError(MistakeError):
    """Say why a form is not filled in: a key of words/form_faults.yaml, and the file."""

    WORDS = "form_faults"
