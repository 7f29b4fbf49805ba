"""Keep what was read from the documents in one file: their rows, and what became of each document."""

from __future__ import annotations

import errno
import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.documents import DocumentError
from pipeline.parquet import is_sealed, is_whole_file, schema, sealed
from pipeline.stored.engine import engine
from pipeline.table import COLUMNS, Row, fact_of, framed
from pipeline.unfinished import unfinished
from pipeline.workspace.register import shared

if TYPE_CHECKING:
    from pipeline.batches import Read
    from pipeline.workspace.register import Entry

OWN = ("digest", "fact")  # beside the columns of the table: the document's digest, the id of the fact stated
# Beside those, of a row that is suggested: the checks that failed (joined by +), on which words, the indicator's word.
SUGGESTED = ("checks", "about", "term")
NUMBER = "number"  # a column of the file: which row or suggestion of its document
_SCHEMA = schema((*OWN, *SUGGESTED)).append(pa.field(NUMBER, pa.int64()))
# Rows lie by place, so that of many those of a few places are found at once, and are read in the order of documents.
_BY_PLACE = [(name, "ascending") for name in ("place", "document", "start", NUMBER)]
_AS_READ = _BY_PLACE[1:]
# Keys of the file's metadata, now and in earlier versions. The metadata is held as long as the file is asked, so that what
# became of the documents is packed in it: a tenth of what it is written out.
_OUTCOMES, _WRITTEN_OUT, _FORMER = b"documents by place, packed", b"documents by place", b"outcomes"
# Rows that are skipped together where nobody asks for their places. What is known of such a piece is held as long as the
# file is asked, a kilobyte a column.
_TOGETHER = 16384
_AT_ONCE = 16  # times as many that are sorted together
# What says of such rows that none is of a document: for so many documents, wrong once in a hundred times.
_DOCUMENTS = {"document": {"ndv": 4096, "fpp": 0.01}}
_OTHER = (ValueError, KeyError, TypeError, AttributeError, pa.ArrowException)  # a sound file of another shape
# What many outcomes have, or the list of documents has besides.
_SHARED = ("published", "source", "place", "file", "origin", "title")
_NO_VALUES: Mapping[str, str] = {}
_NOTHING: Sequence[tuple[str, Mapping[str, str]]] = []
# Read back without it, a year beside one that is missing would be 2018.0 in every file that is exported.
_WHOLE = {name: "Int64" for name, kind in COLUMNS.items() if kind == "int"}


class DamagedTableError(Exception):
    """Tell that the file is not as it was written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Tell what became of one document: what it was read by (`key`), how many rows and rejected numbers it gave.

    Title, date, source and place are those the document has, `left_out` which parts of it gave no text: reasons and
    values. `skipped` is the sentence that says why it could not be read, `why` and `values` are what it is made of.
    `file`, `origin` and `known` are those of its entry in the list of documents, which can be made again of them.
    """

    key: str
    rows: int
    rejected: int
    published: str
    inferred: bool
    source: str
    place: str
    skipped: str
    why: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    origin: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    left_out: Sequence[tuple[str, Mapping[str, str]]] = ()

    def said(self, language: str = "zh") -> str:
        """Say why it could not be read, in "zh" or "en"."""
        return self._named(self.why, self.values).said(language) if self.why else self.skipped

    def left_out_said(self, language: str = "zh") -> list[str]:
        """Say which parts of it gave no text, in "zh" or "en"."""
        return [self._named(why, values).said(language) for why, values in self.left_out]

    def _named(self, why: str, values: Mapping[str, str]) -> DocumentError:
        """Return a mistake that names the document as people do, and not the copy of it that was read."""
        return DocumentError(why, **{**values, **({"file": self.file} if self.file else {})})


@dataclass(frozen=True, slots=True)
class Extracted:
    """Hold the table of all documents, with the columns of OWN beside it, and the outcome of each by digest.

    `suggestions` has the columns of SUGGESTED besides, and is no part of the table.
    """

    table: pd.DataFrame
    outcomes: dict[str, Outcome]
    suggestions: pd.DataFrame


def outcome_of(read: Read, key: str, entry: Entry) -> Outcome:
    """Sum up what a document gave; where nothing names its own area, its rows' commonest place stands for it."""
    places = Counter(str(row["place"]) for row in read.rows if row["place"])
    place = read.place or next((name for name, _ in places.most_common(1)), "")
    why, values = (read.error.why, read.error.values) if read.error else ("", {})  # noqa: PD011 - no table
    return Outcome(
        key, len(read.rows), read.rejected, read.published, read.inferred, read.source, place, read.skipped, why, values,
        entry.file, entry.origin, entry.known, read.title, [(one.why, one.values) for one in read.left_out],  # noqa: PD011
    )  # fmt: skip


def frame_of(rows: list[Row], digests: Iterable[str]) -> pd.DataFrame:
    """Lay rows out as a table with the columns of OWN; `digests` names the document of each."""
    return framed(rows).assign(
        digest=pd.Series(list(digests), dtype="str"),
        fact=pd.Series([fact_of(row) for row in rows], dtype="str"),
    )


def frame_of_all(rows: list[Row], digests: Iterable[str]) -> pd.DataFrame:
    """Lay rows and suggestions out as one table with the columns of OWN and SUGGESTED, as `parted` takes it."""
    said = {name: pd.Series([row.get(name, "") for row in rows], dtype="str") for name in SUGGESTED}
    return frame_of(rows, digests).assign(**said)


def parted(frame: pd.DataFrame, outcomes: dict[str, Outcome]) -> Extracted:
    """Part the rows of a table from what is suggested."""
    asked = frame["checks"].ne("")
    table = frame.loc[~asked, [*COLUMNS, *OWN]].reset_index(drop=True)
    return Extracted(table, outcomes, frame[asked].reset_index(drop=True))


def joined(extracted: Extracted) -> pd.DataFrame:
    """Return rows and suggestions as one table, as `parted` takes it."""
    rows = extracted.table.assign(**dict.fromkeys(SUGGESTED, "")).astype(dict.fromkeys(SUGGESTED, "str"))
    return pd.concat([rows, extracted.suggestions], ignore_index=True) if len(extracted.suggestions) else rows


@cache
def nothing() -> Extracted:
    """Return what no documents give; nobody changes it."""
    return parted(frame_of_all([], []), {})


def load(path: Path) -> Extracted:
    """Read the file; where it is missing or of another version nothing is known, and everything is read again.

    Raises DamagedTableError where the file is not as it was written.
    """
    if not _is_known(path):
        return nothing()
    try:
        with pq.ParquetFile(path) as file:
            return parted(_framed(file.read().sort_by(_AS_READ)), _outcomes_in(file))
    except _OTHER:
        return nothing()


def load_joined(path: Path, condition: str, values: Sequence[object]) -> pd.DataFrame:
    """Read the rows of a file that is known to be whole for which a condition of SQL holds, as `joined` has them.

    Raise OSError where it cannot be read.
    """
    asked = f"SELECT * FROM read_parquet(?) WHERE {condition}"  # noqa: S608 - values are handed over beside it
    try:
        with engine().cursor() as cursor:
            found = cursor.sql(asked, params=[str(path), *values]).to_arrow_table()
    except duckdb.Error as error:
        raise OSError(errno.EIO, str(error), str(path)) from error
    return _framed(found.cast(_SCHEMA).sort_by(_AS_READ)) if found.num_rows else nothing().suggestions


def _framed(table: pa.Table) -> pd.DataFrame:
    # In one piece each column, from which single rows come at once.
    frame = table.combine_chunks().to_pandas().astype(_WHOLE)
    return frame[[*COLUMNS, *OWN, *SUGGESTED]]


def load_outcomes(path: Path) -> dict[str, Outcome]:
    """Read only what became of the documents, as `load` does."""
    if not _is_known(path):
        return {}
    try:
        with pq.ParquetFile(path) as file:
            return _outcomes_in(file)
    except _OTHER:
        return {}


def _is_known(path: Path) -> bool:
    """Say whether the file is there and as it was written; one of an earlier version, which had no seal, is not known.

    Raises DamagedTableError where it is not as it was written.
    """
    if path.exists() and not path.is_file():
        raise DamagedTableError  # a folder or a pipe stands in its place
    try:
        if is_whole_file(path):
            return True
        octets = path.read_bytes()
    except OSError:
        return False
    if not is_sealed(octets) and _FORMER in octets:
        return False
    raise DamagedTableError


def _outcomes_in(file: pq.ParquetFile) -> dict[str, Outcome]:
    told = file.metadata.metadata
    written_out = _unpacked(told[_OUTCOMES]) if _OUTCOMES in told else told[_WRITTEN_OUT]
    found: dict[str, Outcome] = json.loads(written_out, object_hook=_lean)
    return {intern(digest): one for digest, one in found.items()}


def _lean(cells: dict[str, Any]) -> object:
    """Return the cells of an outcome as one that shares what many have: of a hundred thousand that is half of the memory.

    What else is written in braces is taken as it is.
    """
    if "inferred" not in cells:
        return cells
    for name in _SHARED:
        cells[name] = intern(cells[name])
    cells["known"] = shared(cells.get("known", {}))
    cells["values"], cells["left_out"] = cells.get("values") or _NO_VALUES, cells.get("left_out") or _NOTHING
    return Outcome(**cells)


def _packed(text: str) -> str:
    """Return a text as few characters that a file's metadata may have, with the size that it has as bytes."""
    octets = text.encode()
    return f"{len(octets)} {b64encode(pa.compress(octets, codec='zstd', asbytes=True)).decode()}"


def _unpacked(said: bytes) -> bytes:
    size, _, octets = said.partition(b" ")
    return bytes(pa.decompress(b64decode(octets), int(size), codec="zstd", asbytes=True))


def save(extracted: Extracted, path: Path) -> None:
    """Write the file whole: a kill leaves the old one or the new one."""
    frame = joined(extracted)
    numbered = frame.assign(**{NUMBER: frame.groupby("digest").cumcount()})
    stored = pa.Table.from_pandas(numbered, schema=_SCHEMA, preserve_index=False).replace_schema_metadata(
        None
    )
    _write([stored.sort_by(_BY_PLACE)], extracted.outcomes, path)


def lay_together(parts: Mapping[Path, Collection[str]], outcomes: Mapping[str, Outcome], path: Path) -> None:
    """Write one file of the rows that others hold, each but for those of some documents, of some places at a time.

    The files are known to be whole. However many rows they hold, only some TOGETHER are in memory.
    """
    _write(_by_places(parts), outcomes, path)


def _by_places(parts: Mapping[Path, Collection[str]]) -> Iterator[pa.Table]:
    place = pc.field("place")
    for first, last in pairwise([*_bounds(parts), None]):
        of_places = place.is_null() if first is None else place >= first
        if last is not None:
            of_places = (of_places | (place < last)) if first is None else of_places & (place < last)
        elif first is None:
            of_places = pc.scalar(True)  # noqa: FBT003 - all places
        some = [
            pq.read_table(
                part,
                filters=of_places & ~pc.field("digest").isin([*without]) if without else of_places,
            )
            for part, without in parts.items()
        ]
        yield pa.concat_tables(one.cast(_SCHEMA) for one in some).sort_by(_BY_PLACE)


def _bounds(parts: Iterable[Path]) -> list[str | None]:
    """Return the places at which what lies together is parted: None, which all come after, and others in order."""
    at = _SCHEMA.get_field_index("place")
    begun = []
    for part in parts:
        told = pq.read_metadata(part)
        own = (told.row_group(number).column(at).statistics for number in range(told.num_row_groups))
        begun += [one.min for one in own if one is not None and one.has_min_max]
    return [None, *dict.fromkeys(sorted(begun)[_AT_ONCE::_AT_ONCE])]


def _write(tables: Iterable[pa.Table], outcomes: Mapping[str, Outcome], path: Path) -> None:
    kept = {digest: asdict(outcome) for digest, outcome in outcomes.items()}
    said = {_OUTCOMES.decode(): _packed(json.dumps(kept, ensure_ascii=False))}
    made = unfinished(path)
    try:
        with sealed(
            made, _SCHEMA, said, compression="zstd", store_schema=False, bloom_filter_options=_DOCUMENTS
        ) as file:
            for table in tables:
                file.write_table(table, row_group_size=_TOGETHER)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
