"""Make workbooks of Excel until 2003 that do harm: records that state too much, and containers that loop."""

import io
import struct
from functools import partial

import xlwt

from tests.hostile.sound import sound

_MEGABYTE = 1 << 20
_BEGIN, _END, _SHEET, _TEXTS = 0x809, 0x0A, 0x85, 0xFC
_NUMBER, _SHARED, _NUMBERS, _BLANKS, _MERGED, _NAME = 0x203, 0xFD, 0xBD, 0xBE, 0xE5, 0x18
_ROWS, _COLUMNS = 65_536, 256
_CELL = struct.pack("<HHHd", 0, 0, 15, 1.0)
_DIRECTORY, _FIRST_SECTOR = (
    48,
    512,
)  # where the head of a container names its directory; where its parts begin


def bombs(_):
    def with_(*records, **more):
        return partial(_book, *records, **more)

    return {
        "a cell at the end": with_(_number(_ROWS - 1, _COLUMNS - 1)),
        "a cell in every last column": lambda: _book(*(_number(n, _COLUMNS - 1) for n in range(_ROWS))),
        "rows backwards": lambda: _book(*(_number(n, n % _COLUMNS) for n in reversed(range(_ROWS)))),
        "blank everywhere": lambda: _book(*(_row(_BLANKS, n, struct.pack("<H", 15)) for n in range(_ROWS))),
        "many numbers": lambda: _book(*(_row(_NUMBERS, n, struct.pack("<HI", 15, 6)) for n in range(30_000))),
        "one long text often": lambda: _book(
            *(_record(_SHARED, struct.pack("<HHHI", n % _ROWS, n // _ROWS, 15, 0)) for n in range(200_000)),
            texts=[b"1" * 8000],
        ),
        "a shared text that is not there": with_(_record(_SHARED, struct.pack("<HHHI", 0, 0, 15, 999_999))),
        "texts that claim to be many": with_(claimed=0x7FFFFFFF),
        "merged all": with_(_record(_MERGED, struct.pack("<HHHHH", 1, 0, _ROWS - 1, 0, _COLUMNS - 1))),
        "merged often": lambda: _book(
            *[_record(_MERGED, struct.pack("<H", 1000) + struct.pack("<HHHH", 0, _ROWS - 1, 0, 255) * 1000)]
            * 50
        ),
        "a style that is not there": with_(_record(_NUMBER, struct.pack("<HHHd", 0, 0, 60_000, 1.0))),
        "no number": with_(_record(_NUMBER, struct.pack("<HHH", 0, 0, 15) + b"\xff" * 8)),
        "names of each other": with_(names=50),
        "many sheets": with_(_record(_NUMBER, _CELL), sheets=20_000),
        "one sheet a thousand times": lambda: _book(
            *(_row(_NUMBERS, n, struct.pack("<HI", 15, 6)) for n in range(1000)), sheets=1000
        ),
        "sheets that are the book": with_(sheets=20, at=0),
        "records never end": with_(_record(_NUMBER, _CELL) * 2_000_000),
        "locked": with_(locked=True),
        "container loops": lambda: _patched(_FIRST_SECTOR, struct.pack("<IIII", 0, 0, 0, 0)),
        "a table of sectors of itself": lambda: _patched(0x4C, struct.pack("<II", 0, 0)),
        "sectors beyond the end": lambda: _patched(0x2C, struct.pack("<I", 0xFFFFFFF0)),
        "huge sectors": lambda: _patched(30, struct.pack("<HH", 31, 31)),
        "directory loops": lambda: _in_directory(68, struct.pack("<III", 0, 0, 0)),
        "stream claims 4 GB": lambda: _in_directory(128 + 120, struct.pack("<I", 0xFFFFFFF0)),
        "stream of no sector": lambda: _in_directory(128 + 116, struct.pack("<I", 0x00FFFFFF)),
    }


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _number(row, column):
    return _record(_NUMBER, struct.pack("<HHHd", row, column, 15, 1.0))


def _row(kind, row, cell):
    """Return a record with as many cells as a row has."""
    return _record(kind, struct.pack("<HH", row, 0) + cell * _COLUMNS + struct.pack("<H", _COLUMNS - 1))


def _book(*records, texts=(b"a",), claimed=None, sheets=1, names=0, at=None, locked=False):
    """Return a workbook whose first sheet holds these records."""
    book = xlwt.Workbook()
    book.add_sheet("表1")
    whole = book.get_biff_data()
    begins = [n for n in _starts(whole) if struct.unpack_from("<H", whole, n)[0] == _BEGIN]
    head = [whole[n:m] for n, m in zip(_starts(whole), _starts(whole)[1:], strict=False) if n < begins[1]]
    kept = [one for one in head if struct.unpack_from("<H", one)[0] not in (_SHEET, _TEXTS, _END)]
    kept[1:1] = [_record(0x2F, b"\0" * 6)] if locked else []
    kept += [_record(_NAME, _named(n, names)) for n in range(names)]
    shared = b"".join(struct.pack("<HB", len(text), 0) + text for text in texts)
    texts_record = _record(_TEXTS, struct.pack("<II", claimed or len(texts), claimed or len(texts)) + shared)
    size = sum(map(len, kept)) + 14 * sheets + len(texts_record) + 4
    place = size if at is None else at
    listed = [
        _record(_SHEET, struct.pack("<IBBBB2s", place, 0, 0, 2, 0, b"%02x" % (n % 256)))
        for n in range(sheets)
    ]
    body = whole[begins[1] : -4] + b"".join(records) + _record(_END, b"")
    data = b"".join([*kept, *listed, texts_record, _record(_END, b"")]) + body
    out = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(out, data)
    return out.getvalue()


def _named(number, of):
    """Return the definition of a name that means the next one."""
    formula = b"\x23" + struct.pack("<HH", (number + 1) % of + 1, 0)
    return (
        struct.pack("<HBBHHHBBBB", 0, 0, 1, len(formula), 0, 0, 0, 0, 0, 0)
        + b"\0"
        + b"%c" % (65 + number % 26)
        + formula
    )


def _starts(data):
    """Return where each record begins."""
    places, at = [], 0
    while at + 4 <= len(data):
        places.append(at)
        at += 4 + struct.unpack_from("<H", data, at + 2)[0]
    return places


def _patched(at, octets):
    whole = sound()[".xls"]
    return whole[:at] + octets + whole[at + len(octets) :]


def _in_directory(at, octets):
    sector = struct.unpack_from("<I", sound()[".xls"], _DIRECTORY)[0]
    return _patched(_FIRST_SECTOR * (sector + 1) + at, octets)
