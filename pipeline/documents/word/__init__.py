"""Read Word files (DOCX): `parts` opens them, `runs` reads a paragraph, `grids` a table, `styles` how both look.

The parts are read with lxml one after the other and only as far as they hold words: no picture, link, macro, template or
font of the file is opened.
"""

from pipeline.documents.word.reading import read

__all__ = ["read"]
