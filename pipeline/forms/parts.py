"""Open an XLSX workbook as the parts that it is made of, change some of them, and write it with all others as they were."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from pipeline.forms.fault import FormError

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPES_PART = "[Content_Types].xml"
_SIGNED, _SHARED = "_xmlsignatures/", "xl/revisions/"


class Parts:
    """Hold the parts of one workbook. What nobody changes is written as it was read, byte for byte."""

    def __init__(self, octets: bytes, file: str) -> None:
        """Take the bytes, whose size was checked before. Raise FormError for a workbook whose parts must not change."""
        self.file = file
        self._octets = octets
        self._trees: dict[str, etree._Element] = {}
        self._changed: dict[str, bytes | None] = {}  # None: its tree as it is now
        with ZipFile(io.BytesIO(octets)) as archive:
            self.names = set(archive.namelist())
        if any(name.startswith(_SIGNED) for name in self.names):
            raise FormError("signed", file=file)
        if any(name.startswith(_SHARED) for name in self.names):
            raise FormError("shared", file=file)

    def octets(self, name: str) -> bytes:
        """Return a part as it is now."""
        if name in self._changed:
            written = self._changed[name]
            return _written(self._trees[name]) if written is None else written
        with ZipFile(io.BytesIO(self._octets)) as archive:
            return archive.read(name)

    def tree(self, name: str) -> etree._Element:
        """Return the markup of a part; nothing that it names is looked up. Raise FormError where there is none."""
        if name not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            try:
                self._trees[name] = etree.fromstring(self.octets(name), parser)
            except (KeyError, etree.XMLSyntaxError) as error:
                raise FormError("damaged", file=self.file) from error
        return self._trees[name]

    def change(self, name: str, octets: bytes | None = None) -> None:
        """Note that the tree of a part was changed, or put bytes in its place; a new name is a new part."""
        self._changed[name] = octets
        self.names.add(name)

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to within the workbook: the id of each relation → its kind and the part."""
        links = self.links(name)
        if links not in self.names:
            return {}
        found = {}
        for one in self.tree(links).iter(f"{LINKS}Relationship"):
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(
                    posixpath.join("/", posixpath.dirname(name), one.get("Target", ""))
                )
                found[one.get("Id", "")] = one.get("Type", "").rpartition("/")[2], target.lstrip("/")
        return found

    def linked(self, name: str, kind: str) -> str:
        """Return the first part of a kind that a part refers to, "" where there is none."""
        return next((part for link, part in self.targets(name).values() if link == kind), "")

    def link(self, name: str, kind: str, target: str) -> str:
        """Let a part refer to another, and return the id of that relation."""
        links = self.links(name)
        if links not in self.names:
            self._trees[links] = etree.Element(f"{LINKS}Relationships", nsmap={None: LINKS[1:-1]})
        tree = self.tree(links)
        used = {one.get("Id") for one in tree}
        new = next(f"rId{number}" for number in range(1, len(used) + 2) if f"rId{number}" not in used)
        etree.SubElement(tree, f"{LINKS}Relationship", Id=new, Type=f"{OFFICE}/{kind}", Target=f"/{target}")
        self.change(links)
        return new

    def declare(self, part: str, content_type: str) -> None:
        """Say of what type a new part is."""
        tree = self.tree(_TYPES_PART)
        etree.SubElement(tree, f"{TYPES}Override", PartName=f"/{part}", ContentType=content_type)
        self.change(_TYPES_PART)

    def unused(self, pattern: str) -> str:
        """Return the first name of a pattern (xl/comments{}.xml) that no part has."""
        return next(
            name
            for number in range(1, len(self.names) + 2)
            if (name := pattern.format(number)) not in self.names
        )

    def written(self) -> bytes:
        """Return the workbook."""
        made = io.BytesIO()
        with ZipFile(io.BytesIO(self._octets)) as archive, ZipFile(made, "w") as target:
            known = archive.infolist()
            for one in known:
                target.writestr(one, self.octets(one.filename), compress_type=one.compress_type)
            for name in sorted(self._changed.keys() - {one.filename for one in known}):
                target.writestr(name, self.octets(name), compress_type=8)
        return made.getvalue()

    @staticmethod
    def links(name: str) -> str:
        """Return the part that holds the relations of a part."""
        folder, _, file = name.rpartition("/")
        return f"{folder}/_rels/{file}.rels".lstrip("/")


def sheet_parts(parts: Parts, book: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet of cells and its part, in their order."""
    targets = parts.targets(book)
    for sheet in parts.tree(book).iter(f"{MAIN}sheet"):
        kind, part = targets.get(sheet.get(f"{{{OFFICE}}}id", ""), ("", ""))
        if kind == "worksheet":
            yield sheet.get("name", ""), part


def _written(tree: etree._Element) -> bytes:
    made: bytes = etree.tostring(tree.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
