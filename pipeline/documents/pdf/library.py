"""Load the library that reads and draws PDF pages, with a Chinese font at hand for files that bring none.

Without one the library loses characters of such files, and what it loses would depend on the fonts of the machine.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

__all__ = ["direct", "pdfium", "raw"]

_FONTS = "pylopdf_fonts_zh_cn"


def _with_fonts(folder: str) -> ctypes.Array[ctypes.c_char_p]:
    """Start the library anew so that it finds fonts in a folder; what is returned must stay as long as it runs."""
    paths = (ctypes.c_char_p * 2)(folder.encode(), None)
    config = raw.FPDF_LIBRARY_CONFIG(version=2, m_v8EmbedderSlot=0)
    config.m_pUserFontPaths = ctypes.cast(paths, type(config.m_pUserFontPaths))
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(config)
    return paths


def direct(function: Any) -> Callable[..., int]:
    """Return a function of the library that is called without a look at its declared types, which takes twice its own time.

    It is for what is asked of each character: handles, whole numbers and `byref` go in, a whole number comes out.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(function.restype)(address)


_fonts = find_spec(_FONTS)
_kept = _with_fonts(next(iter(_fonts.submodule_search_locations or ()))) if _fonts else None
