"""Turn the bytes of a file into the text that offsets index."""

import os
import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from unicodedata import category

from pipeline.mistakes import MistakeError, reason_of

LARGEST = 50 * 1024 * 1024  # bytes; a year of a county newspaper has a tenth of that
MOST_CHARACTERS = 5_000_000  # of the text of one document: three years of such a newspaper
MOST_FIELDS = 500_000  # of a table or a workbook, the empty ones before a filled one counted
MOST_NUMBERS = 200_000  # of one document: such three years have fewer; all as rows take 0.7 GB and a minute
SAMPLE = 20_000  # characters that the choice between two encodings reads
MOST_CONTROLS = 0.01  # share of control characters; a text has none or a few stray ones
MOST_MEANINGLESS = 0.05  # share of characters that Unicode gives no meaning
_MEANINGLESS = ("Cn", "Co", "Cs")
MARKED = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
# Lead bytes of the characters that each standard lists as frequent: 3,755 of GB 2312, 5,401 of Big5.
FREQUENT = {"gb18030": ("gb2312", range(0xB0, 0xD8)), "big5hkscs": ("big5", range(0xA4, 0xC7))}


class DocumentError(MistakeError):
    """Say in one sentence what is wrong with a document, where, and what was allowed."""

    WORDS = "document_faults"
    _READ = ("list_columns", "list_no_day", "list_sheets")  # what is to be known of a list that was read

    @property
    def is_note(self) -> bool:
        """Say whether it speaks of a document that was read all the same."""
        return self.why in self._READ


def read_text(path: str | Path) -> str:
    """Return the text of a file: decoded, byte-order mark removed, line ends untouched.

    UTF-8, GB18030 and Big5, and UTF-16 with a byte-order mark, all read strictly. Raises DocumentError for a
    file that is missing, unreadable, empty, too large, or no text.
    """
    path = Path(path)
    return text_of(octets_of(path), path)


def text_of(octets: bytes, path: str | Path) -> str:
    """Return the text of bytes that are at hand, as `read_text` does; `path` names them in what is raised."""
    if len(octets) > LARGEST:
        raise too_large(path, len(octets))
    text = _decode(octets, path)
    if not text.strip():
        raise DocumentError("empty", file=path)
    controls = sum(text.count(chr(point)) for point in (*range(9), *range(14, 32), 127))
    if "\0" in text or controls > MOST_CONTROLS * len(text) or is_rubbish(text):
        raise DocumentError("no_text", file=path)
    return text


def is_rubbish(text: str) -> bool:
    """Say whether so many characters mean nothing that a text was made of bytes that are none.

    Of bytes drawn at random and read as UTF-16 they are a tenth; of a text they are its few signs of its own font.
    """
    sample = text[:SAMPLE]
    return sum(category(character) in _MEANINGLESS for character in sample) > MOST_MEANINGLESS * len(sample)


def readable(name: str) -> str:
    """Return a file's name as text that every format can hold: one that is not UTF-8 is tried as GB18030."""
    octets = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    return octets.decode("utf-8", "replace")


def octets_of(path: Path, file: str | Path = "") -> bytes:
    """Return the bytes of a file of allowed size, which is looked at before a byte is read; `file` names it in errors."""
    file = file or path
    try:
        if path.is_dir():
            raise DocumentError("folder", file=file)
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise DocumentError("no_file", file=file)
        size = state.st_size
        if size > LARGEST:
            raise too_large(file, size)
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError("missing", file=file) from None
    except OSError as error:
        raise DocumentError("unreadable", file=file, reason=reason_of(error)) from None
    except ValueError as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError("no_path", file=repr(str(path))) from None


def too_large(path: str | Path, size: int) -> DocumentError:
    """Say that a file of this many bytes is larger than any that is read."""
    return DocumentError("too_large", file=path, size=round(size / 2**20), most=LARGEST // 2**20)


def encoding_of(octets: bytes, path: str | Path) -> tuple[str, int]:
    """Return the encoding that bytes fit strictly, and the length of its mark; `path` names them in what is raised.

    Where several fit, it is the one in whose frequent characters they are written.
    """
    for mark, encoding in MARKED:
        if octets.startswith(mark):
            if _strict(octets[len(mark) :], encoding) is None:
                raise DocumentError("damaged", file=path, encoding=encoding.upper())
            return encoding, len(mark)
    if b"\0" in octets:
        raise DocumentError("no_text", file=path)
    fits = _fitting(octets)
    if fits is None:
        raise DocumentError("encoding", file=path)
    return fits, 0


def _decode(octets: bytes, path: str | Path) -> str:
    """Decode bytes strictly in the encoding that fits."""
    encoding, mark = encoding_of(octets, path)
    return octets[mark:].decode(encoding)


def fitting(octets: bytes) -> str | None:
    """Return the text of bytes in UTF-8, GB18030 or Big5, whichever fits without an error; None where none does."""
    encoding = _fitting(octets)
    return octets.decode(encoding) if encoding else None


def _fitting(octets: bytes) -> str | None:
    if _strict(octets, "utf-8") is not None:
        return "utf-8"
    found = {encoding: _strict(octets, encoding) for encoding in FREQUENT}
    texts = {encoding: text for encoding, text in found.items() if text is not None}
    return max(texts, key=lambda encoding: _frequent(texts[encoding], encoding)) if texts else None


def _strict(octets: bytes, encoding: str) -> str | None:
    """Return the text, or None where one byte does not fit."""
    try:
        return octets.decode(encoding)
    except UnicodeDecodeError:
        return None


def _frequent(text: str, encoding: str) -> float:
    """Return the share of frequent characters among the first that are not ASCII."""
    wide = [character for character in text[:SAMPLE] if not character.isascii()]
    standard, leads = FREQUENT[encoding]
    first = {bytes([lead]) for lead in leads}
    frequent = sum(character.encode(standard, "ignore")[:1] in first for character in wide)
    return frequent / len(wide) if wide else 0.0
