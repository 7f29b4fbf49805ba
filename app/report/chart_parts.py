"""Rewrite the chart parts of an Office file: name a Chinese font where only a Latin one is named."""

from __future__ import annotations

import io
import re
import zipfile

CHART = re.compile(r"xl/charts/chart\d+\.xml")
LATIN = re.compile(rb'<a:latin typeface="([^"]+)"[^>]*/>')


def with_chinese_fonts(book: bytes) -> bytes:
    """Give a workbook whose charts name their font for Chinese too; XlsxWriter names it for Latin letters only."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, east_asian(content) if CHART.fullmatch(part.filename) else content)
    return held.getvalue()


def chart_xml(book: bytes, number: int = 1) -> bytes:
    """Give the XML of a workbook's chart."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return parts.read(f"xl/charts/chart{number}.xml")


def east_asian(xml: bytes) -> bytes:
    """Name each Latin font for East Asian letters as well."""
    return LATIN.sub(rb'<a:latin typeface="\1"/><a:ea typeface="\1"/>', xml)
