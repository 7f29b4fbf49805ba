"""Open a Word file: find its parts by their relations, and parse them within limits, with no entity resolved."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from lxml import etree

from pipeline.documents.decoding import DocumentError

MOST_BYTES = 100 << 20  # of markup that the text expands to; a yearbook of 1,000 pages has 60 MB
_MOST_WHOLE = 20 << 20  # of a part that is held as a whole: notes, styles
_MOST_ELEMENTS = 2_000_000  # of one block, which is held as a whole, too: a table of 100,000 cells
_NAMES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
_MAIN = "/officeDocument"
_ENCRYPTED = 1  # flag of a part of an archive


@cache
def name_of(tag: str | Callable[..., object]) -> str:
    """Return the short name of an element: w:p; of other vocabularies its own name alone, of a comment nothing."""
    if not isinstance(tag, str):
        return ""
    space, _, name = tag.rpartition("}")
    prefix = _NAMES.get(space[1:])
    return f"{prefix}:{name}" if prefix else name


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return what is reached by the names of one child after the other, None where one is not there."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if name_of(one.tag) == name), None)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute whatever its namespace, None where the element or the attribute is not there."""
    if element is None:
        return None
    return next((said for key, said in element.attrib.items() if key.rpartition("}")[2] == name), None)


def is_on(element: etree._Element | None) -> bool:
    """Say whether a property that is on or off is on: it is there, and does not say that it is off."""
    return element is not None and value(element) not in ("0", "false", "off")


class Parts:
    """Hold an open Word file. Raise DocumentError, which names the file, where a part is damaged, locked or too large."""

    def __init__(self, octets: bytes, file: str | Path) -> None:
        """Open the file that the bytes hold; `file` names it in errors."""
        self._file = file
        with self._told():
            self._archive = ZipFile(io.BytesIO(octets))
        self._sizes = {one.filename: one.file_size for one in self._archive.infolist()}
        self.main = self.related("", _MAIN) or "word/document.xml"
        if self.main not in self._sizes:
            raise DocumentError("word_damaged", file=file)

    def related(self, part: str, kind: str) -> str:
        """Return the part that another is related to in this way, "" where none in the file is."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        for one in () if root is None else root:
            inside = value(one, "TargetMode") != "External"
            if inside and (value(one, "Type") or "").endswith(kind):
                target = posixpath.normpath(posixpath.join("/", folder, value(one, "Target") or "")).lstrip(
                    "/"
                )
                if target in self._sizes:
                    return target
        return ""

    def root(self, part: str) -> etree._Element | None:
        """Return the root of a part, None where the file has no such part."""
        if part not in self._sizes:
            return None
        with self._told(), self._opened(part, _MOST_WHOLE) as opened:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            root = etree.parse(opened, parser).getroot()
            self._check_type(root)
            return root

    def blocks(self, part: str, within: str) -> Iterator[etree._Element]:
        """Yield the children of the elements of a name in a part; each is gone when the next one is asked for."""
        with self._told(), self._opened(part, MOST_BYTES) as opened:
            parsed = etree.iterparse(
                opened,
                ("start", "end"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            depth = holder = elements = (
                0  # holder: how deep the one lies whose children are yielded, 0 outside of it
            )
            for event, element in parsed:
                if event == "start":
                    depth += 1
                    elements += 1
                    if depth == 1:
                        self._check_type(element)
                    elif elements > _MOST_ELEMENTS:
                        raise self._too_large()
                    if not holder and name_of(element.tag) == within:
                        holder = depth
                    continue
                depth -= 1
                if depth < holder:
                    holder = 0
                elif holder and depth == holder:
                    yield element
                    elements = 0
                    _forget(element)

    def _check_type(self, root: etree._Element) -> None:
        """Refuse a part that declares entities or refers to a file for them: no Word file does."""
        if root.getroottree().docinfo.doctype:
            raise DocumentError("word_damaged", file=self._file)

    def _too_large(self) -> DocumentError:
        return DocumentError("word_large", file=self._file, most=MOST_BYTES >> 20)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in one sentence what is wrong with the file."""
        try:
            yield
        except (DocumentError, MemoryError):
            raise
        except Exception as error:  # zipfile, its decompressors and lxml raise what they like
            raise DocumentError("word_damaged", file=self._file) from error

    @contextmanager
    def _opened(self, part: str, most: int) -> Iterator[IO[bytes]]:
        about = self._archive.getinfo(part)
        if about.flag_bits & _ENCRYPTED:
            raise DocumentError("kind_encrypted", file=self._file)
        if about.file_size > most:
            raise self._too_large()
        with self._archive.open(part) as opened:
            yield opened


def _forget(element: etree._Element) -> None:
    """Free what an element that was read holds, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]
