"""Extract documents that a test prints itself into one table."""

from datetime import date
from pathlib import Path

from pipeline.documents import Document
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.table import table

PUBLISHED = "2025-04-07"
PLACE = "青禾县"


def table_of(texts):
    """Return the table of texts about one county, or of a day of publication or "", a text, a source and a title each."""
    told = [text if isinstance(text, list | tuple) else (PUBLISHED, text) for text in texts]
    rows = []
    for number, (published, text, *known) in enumerate(told):
        source, title = [*known, "", ""][:2]
        name, day = f"{number}.txt", date.fromisoformat(str(published)) if published else None
        document = Document(
            file=name,
            path=Path(name),
            text=text,
            title=title,
            published=day,
            published_inferred=False,
            place=PLACE,
            source=source,
            digest=f"{name}{text}",
        )
        rows += extract_document(document, load_catalogue()).rows
    return table(rows)
