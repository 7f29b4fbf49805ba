"""Read PDF files: `characters` with their boxes and what is `drawn`, page by page, which `reading` puts into a text.

`library` is the one way to pdfium; `streams` looks through a file before it is opened.
"""

from pipeline.documents.pdf.reading import read

__all__ = ["read"]
