"""Open a form: its parts and its sheets, as the file holds them."""

from __future__ import annotations

from pipeline.documents.kinds import kind_of
from pipeline.forms.fault import FormError
from pipeline.forms.parts import Parts, sheet_parts
from pipeline.forms.sheets import FormSheet, Styles


def opened(octets: bytes, file: str) -> tuple[Parts, list[FormSheet]]:
    """Open a form. Raise FormError or DocumentError for what cannot be filled in."""
    kind = kind_of(octets)
    if kind != "xlsx":
        raise FormError("encrypted" if kind == "encrypted" else "not_xlsx", file=file)
    parts = Parts(octets, file)
    book = parts.linked("", "officeDocument")
    if not book:
        raise FormError("damaged", file=file)
    styles = Styles(parts, parts.linked(book, "styles"))
    return parts, [FormSheet(name, part, parts.tree(part), styles) for name, part in sheet_parts(parts, book)]
