"""Read a saved e-mail: the text of its body, with the subject and the day that its head states.

What is attached to it are documents of their own (`pieces/attachments.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import Header, decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from pipeline.documents.content import Content
from pipeline.documents.decoding import LARGEST, DocumentError
from pipeline.documents.html import read as read_page
from pipeline.documents.publication import find_published
from pipeline.documents.web.encoding import characters_of

MOST_PARTS = 5_000
RAISED = (MessageError, RecursionError, LookupError, ValueError, AssertionError, TypeError)  # by the parser
_PAGES = ("text/html", "application/xhtml+xml")
_PASSED_ON = re.compile(r"(?:(?:re|fwd?|fw|回复|答复|转发|轉寄|回覆)\s?[:：]\s{0,9}){1,9}", re.IGNORECASE)


def read(octets: bytes, file: str | Path) -> Content:
    """Return the body of a mail: its page, where it has none its plain text. Raise DocumentError where there is neither."""
    try:
        message = message_from_bytes(octets)
        body = _body(message, file)
        title, day = _subject(message), _day(message)
    except RAISED as error:
        raise DocumentError("mail_damaged", file=file) from error
    if body is None:
        raise DocumentError("mail_empty", file=file)
    said = body.published or find_published(body.text, wrapped=body.layout.wrapped) or day
    return replace(body, title=title or body.title, published=str(said))


def parts_of(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail that hold something, mails within it whole. Raises ValueError where they are too many."""
    waiting, count = [message], 0
    while waiting:
        part = waiting.pop()
        count += 1
        if count > MOST_PARTS:
            raise ValueError(count)
        if part.is_multipart() and part.get_content_maintype() != "message":
            waiting += [one for one in reversed([*part.get_payload()]) if isinstance(one, Message)]
        else:
            yield part


def name_of(part: Message) -> str:
    """Return the name of what is attached, "" for a part of the body: the text, or a picture that stands in it."""
    if within := _mail_in(part):
        return f"{_subject(within) or 'mail'}.eml"
    named = _said(part.get_filename(""))
    shown = "Content-ID" in part and part.get_content_maintype() == "image"
    return "" if shown and part.get_content_disposition() != "attachment" else named


def octets_of_part(part: Message) -> bytes:
    """Return the bytes that a part holds."""
    if within := _mail_in(part):
        return within.as_bytes()
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _mail_in(part: Message) -> Message | None:
    """Return the mail that is attached to another one."""
    held = part.get_payload() if part.get_content_maintype() == "message" else None
    return held[0] if isinstance(held, list) and held and isinstance(held[0], Message) else None


def _body(message: Message, file: str | Path) -> Content | None:
    texts = [
        part for part in parts_of(message) if part.get_content_maintype() == "text" and not name_of(part)
    ]
    for part in texts:
        if part.get_content_type() in _PAGES:
            try:
                return read_page(octets_of_part(part)[:LARGEST], file, part.get_content_charset() or "")
            except DocumentError:
                continue  # what the page does not say the plain text may
    plain = [part for part in texts if part.get_content_type() == "text/plain"]
    said = [
        characters_of(octets_of_part(part)[:LARGEST], file, part.get_content_charset() or "")
        for part in plain
    ]
    text = "\n\n".join(one.replace("\r\n", "\n").strip("\n") for one in said)
    return Content(text + "\n") if text.strip() else None


def _subject(message: Message) -> str:
    """Return the subject without what says that it was passed on: 「转发：2024年统计公报」."""
    return _PASSED_ON.sub("", " ".join(_said(message.get("Subject", "")).split()), count=1)


def _day(message: Message) -> str:
    """Return the day on which it was sent, in ISO form, "" where the head does not say it."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _said(header: str | Header) -> str:
    """Return the characters of a header, in whatever encoding it was written."""
    try:
        parts = decode_header(header)
    except (HeaderParseError, ValueError):
        return ""
    words = []
    for held, encoding in parts:
        octets = held.encode("utf-8", "surrogateescape") if isinstance(held, str) else held
        words.append(characters_of(octets, "", encoding or ""))
    return "".join(words)
