"""Make a document of each row of a list: its title and its text, with what the other columns state of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from html import escape

from pipeline.days import FIRST_YEAR, LAST_YEAR, day_of
from pipeline.documents.decoding import DocumentError
from pipeline.documents.naming import name_of_row
from pipeline.documents.pieces.lists import Listed, numbered
from pipeline.documents.pieces.taking_apart import Columns, Piece

_STATED = ("title", "place", "source")
_LONGEST = 200  # characters of what is stated
_MARKUP = re.compile(
    r"<(?:p|div|br|span|table|section|article|h[1-6]|strong|b|img|a|ul|li|font|em)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_DAY = re.compile(r"(?<!\d)(\d{4})(?:[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})(?!\d)|(\d{2})(\d{2})(?!\d))")
_SECONDS, _CHINA = re.compile(r"(\d{10})(?:\d{3}|\.\d+)?"), timezone(timedelta(hours=8))
_MOST_TOLD = 5  # rows named one by one


def pieces_of_list(listed: Listed, file: str, *, seen: bool) -> Iterator[Piece]:
    """Yield a document for each row, then what is to be said of rows that could not be used, each reason once.

    Where nobody has `seen` what its columns are taken for, that is said, too, if some of them are not read.
    """
    wrong: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)

    def note(why: str, number: int) -> None:
        counts[why] += 1
        if len(wrong[why]) < _MOST_TOLD:
            wrong[why].append(number)

    for record in listed.records:
        if isinstance(record, DocumentError):
            if record.why != "list_cells":
                yield Piece(file, error=record)
            else:
                note(record.why, int(record.values["lines"]))
            continue
        number, cells = record
        try:
            yield _piece(number, cells, listed.columns, file)
        except DocumentError as error:
            note(error.why, number)
            continue
        if (said := _cell(cells, listed.columns, "published")) and not day_said(said):
            note("list_no_day", number)
    for why, numbers in wrong.items():
        lines = ", ".join(map(str, numbers)) + (" …" if counts[why] > len(numbers) else "")
        wanted = len(listed.headings)
        yield Piece(file, error=DocumentError(why, file=file, lines=lines, count=counts[why], wanted=wanted))
    others = [one for one in listed.headings if one and one not in listed.columns.values()]
    headless = [*listed.headings] == numbered(len(listed.headings))
    if not seen and (others or headless):
        why = "list_headless" if headless else "list_columns"
        yield Piece(file, error=_columns_taken(why, listed, others, file))


def _columns_taken(why: str, listed: Listed, others: Sequence[str], file: str) -> DocumentError:
    """Say what the columns of a list are taken for, and which are not read."""
    taken = {use: listed.columns.get(use, "—")[:_LONGEST] for use in ("body", "title", "published")}
    named = "、".join(one[:_LONGEST] for one in others[:_MOST_TOLD]) + (
        " …" if len(others) > _MOST_TOLD else ""
    )
    return DocumentError(why, file=file, others=named or "—", **taken)


def _piece(number: int, cells: Mapping[str, str], columns: Columns, file: str) -> Piece:
    """Return the document of a row. Raise DocumentError where it holds no text, or bytes of another encoding."""
    body, title = _cell(cells, columns, "body"), " ".join(_cell(cells, columns, "title").split())
    if not body:
        raise DocumentError("list_no_body", file=file, lines=number, count=1)
    text = _page(body, title) if _MARKUP.search(body) else _with_title(body, title)
    try:
        octets = text.encode()
    except UnicodeEncodeError:
        raise DocumentError("list_encoding", file=file, lines=number, count=1) from None
    known = {use: " ".join(_cell(cells, columns, use).split())[:_LONGEST] for use in _STATED}
    known["published"] = day_said(_cell(cells, columns, "published"))
    return Piece(name_of_row(file, number), octets, known)


def _cell(cells: Mapping[str, str], columns: Columns, use: str) -> str:
    return cells.get(columns.get(use, ""), "").strip()


def _with_title(body: str, title: str) -> str:
    """Return the text of an article below its title, unless it begins with that."""
    return body if not title or body.startswith(title) else f"{title}\n\n{body}\n"


def _page(body: str, title: str) -> str:
    """Return a fragment of a web page as a page of its own, below the title unless it begins with that."""
    begins = _TAG.sub("", body[:4000]).strip().startswith(title)
    heading = f"<h1>{escape(title)}</h1>\n" if title and not begins else ""
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{heading}{body}\n</body></html>\n'
    )


def day_said(cell: str) -> str:
    """Return the day that a cell names, as 2025-04-07, empty where it names none.

    2025/4/7 10:22, 2025年4月7日, 20250407 and seconds since 1970, which are read in China's time.
    """
    if seconds := _SECONDS.fullmatch(cell):
        day = datetime.fromtimestamp(int(seconds[1]), UTC).astimezone(_CHINA).date()
        return day.isoformat() if FIRST_YEAR <= day.year <= LAST_YEAR else ""
    named = _DAY.search(cell)
    if not named:
        return ""
    year, month, day_of_month = (one for one in named.groups() if one)
    try:
        return day_of(f"{year}-{int(month):02}-{int(day_of_month):02}").isoformat()
    except ValueError:
        return ""
