"""Load the library that reads and draws PDF pages, with a Chinese font at hand for files that bring none.

Without one the library loses characters of such files, and what it loses would depend on the fonts of the machine.
"""

from __future__ import annotations

import ctypes
from importlib.util import find_spec

import pypdfium2 as pdfium
from pypdfium2 import raw

__all__ = ["pdfium", "raw"]

_FONTS = "pylopdf_fonts_zh_cn"


def _with_fonts(folder: str) -> ctypes.Array[ctypes.c_char_p]:
    """Start the library anew so that it finds fonts in a folder; what is returned must stay as long as it runs."""
    paths = (ctypes.c_char_p * 2)(folder.encode(), None)
    config = raw.FPDF_LIBRARY_CONFIG(version=2, m_v8EmbedderSlot=0)
    config.m_pUserFontPaths = ctypes.cast(paths, type(config.m_pUserFontPaths))
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(config)
    return paths


_fonts = find_spec(_FONTS)
_kept = _with_fonts(next(iter(_fonts.submodule_search_locations or ()))) if _fonts else None
