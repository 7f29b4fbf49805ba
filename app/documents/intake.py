"""Take documents into the workspace, by upload, by path or pasted, and say of each that could not be taken why."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pipeline.documents import METADATA, SUFFIXES, Columns, DocumentError, pieces_of, text_of
from pipeline.documents.metadata import Statements, nameless, statements_in, unusable
from pipeline.documents.naming import lists_named
from pipeline.mistakes import reason_of
from pipeline.workspace import Added, NotKeptError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline.workspace import Workspace

LARGEST = 50  # MB of one file
MOST = 20_000  # documents of one folder; more is a wrong path, such as a whole disk
MOST_LOOKED_AT = 200_000  # files of any kind
PASTED_NAME = 40  # characters of a pasted text that name it
MOST_NAMED = 5  # of those that two tables speak of
ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")


def take_uploads(
    workspace: Workspace, files: Iterable[tuple[str, bytes]], progress: Callable[[int], None] | None = None
) -> list[Added]:
    """Keep uploaded files; a documents.csv among them says what it says of the others and of those there already.

    `progress` is called now and then with how many documents there were so far. Raises DocumentError where the
    workspace cannot be written.
    """
    handed, told = [], []
    tables: list[Statements] = []
    for name, octets in files:
        if PurePath(name).name == METADATA:
            tables.append(statements_of(octets))
        elif refused := not_allowed(name):
            told.append(Added(name, "", refused))
        else:
            handed.append((name, octets))
    with keeping(workspace):
        return kept(workspace, handed, tables, told, progress)


def kept(
    workspace: Workspace,
    handed: list[tuple[str, bytes]],
    tables: list[Statements],
    told: list[Added],
    progress: Callable[[int], None] | None = None,
) -> list[Added]:
    """Keep what was handed in with what tables state of it; `told` is what is said already."""
    stated, wrong = agreed(tables)
    entries = list(workspace.register.entries()) if stated else []
    names = {one for name, _ in handed for one in (name, PurePath(name).name)} | {one.file for one in entries}
    for table in tables:
        wrong += [*table.mistakes, *nameless(table, METADATA, names.__contains__)]
    rows = [(name, octets, known_of(name, stated)) for name, octets in handed]
    workspace.register.restate(
        {one.digest: filled(stated[one.file]) for one in entries if one.file in stated}
    )
    return [
        *(Added(METADATA, "", error) for error in wrong),
        *told,
        *workspace.add_all(rows, progress=progress),
    ]


def statements_of(octets: bytes) -> Statements:
    """Read an uploaded documents.csv."""
    try:
        return statements_in(text_of(octets, METADATA), METADATA)
    except DocumentError as error:
        return unusable(error, METADATA)


def agreed(tables: Iterable[Statements]) -> tuple[dict[str, Mapping[str, str]], list[DocumentError]]:
    """Return what several tables state by file; of a file of which two say different things, only that they do."""
    said: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for table in tables:
        for file, row in table.rows.items():
            said[file].append(row)
    stated = {file: rows[0] for file, rows in said.items() if all(row == rows[0] for row in rows)}
    lost = [file for file in said if file not in stated]
    named = "、".join(lost[:MOST_NAMED])
    return stated, [
        DocumentError("tables_differ", file=METADATA, count=len(lost), named=named)
    ] if lost else []


def known_of(name: str, stated: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return what is stated of a file, by its name with or without its folder."""
    return stated.get(name) or stated.get(PurePath(name).name) or {}


def filled(stated: Mapping[str, str]) -> dict[str, str]:
    """Return what is stated of a document that is there already; empty cells change nothing."""
    return {name: value for name, value in stated.items() if value}


def take_list(
    workspace: Workspace,
    name: str,
    octets: bytes,
    columns: Columns,
    replaced: Iterable[str] = (),
    progress: Callable[[int], None] | None = None,
) -> list[Added]:
    """Keep the articles of a list whose columns a person looked at, in the place of the documents `replaced`.

    Those that are there from an earlier list of the name are told. Raises DocumentError as `take_uploads` does.
    `progress` is called now and then with how many articles there were so far.
    """
    rows = [*islice(pieces_of(octets, name, columns) or (), MOST + 1)]
    if len(rows) > MOST:
        raise DocumentError("too_many_rows", file=name, most=MOST)
    with keeping(workspace):
        workspace.remove(replaced)
        before = [one for one in workspace.register.entries() if name in lists_named(one.file)]
        told = workspace.add_pieces(rows, progress=progress)
    added = any(one.digest and not one.error for one in told)
    if before and added:
        told.append(Added(name, "", DocumentError("list_before", file=name, count=len(before))))
    return told


def take_pasted(workspace: Workspace, text: str, known: Mapping[str, str], markup: str = "") -> list[Added]:
    """Keep a text that was pasted, named by its title or its first line; where its markup is there, keep that.

    Raises DocumentError as `take_uploads` does.
    """
    first = known.get("title") or next((line.strip() for line in text.splitlines() if line.strip()), "")
    name = first.replace("/", "／").replace("\\", "＼")[:PASTED_NAME].strip(". ")
    name, held = (f"{name}.html", markup) if markup else (f"{name}.txt", text)
    with keeping(workspace):
        return workspace.add_all([(name, held.encode("utf-8", "replace"), known)])


def file_at(given: str) -> tuple[str, bytes] | None:
    """Return name and bytes of the file at a path; None where there is none, or one that is too large to be shown first."""
    try:
        path = _path(given)
        if path.is_file() and path.stat().st_size <= LARGEST << 20:
            return path.name, path.read_bytes()
    except (OSError, ValueError, RuntimeError):
        pass  # said where it is taken
    return None


def _path(given: str) -> Path:
    return Path(given.strip().strip("\"'")).expanduser().absolute()


def take_path(workspace: Workspace, given: str, progress: Callable[[int], None] | None = None) -> list[Added]:
    """Keep the file or the text files of the folder at a path; `progress` is called as by `take_uploads`.

    Raises DocumentError where there are none.
    """
    try:
        path = _path(given)
        if path.is_dir():
            check_folder(path)
        elif path.exists() and (refused := not_allowed(str(path))):
            raise refused
    except OSError as error:
        raise DocumentError("unreadable", file=given.strip(), reason=reason_of(error)) from error
    except (ValueError, RuntimeError) as error:  # no home for ~nobody
        if isinstance(error, DocumentError):
            raise
        raise DocumentError("missing", file=given.strip()) from error
    with keeping(workspace):
        return workspace.add_folder(path, "upload", progress)


@contextmanager
def keeping(workspace: Workspace) -> Iterator[None]:
    """Raise DocumentError where the system refuses to keep a document in the workspace."""
    try:
        yield
    except OSError as error:
        reason = error.reason if isinstance(error, NotKeptError) else reason_of(error)
        raise DocumentError("not_kept", file=error.filename or workspace.folder, reason=reason) from error


def check_folder(path: Path) -> None:
    """Raise DocumentError for a folder with more text files than any collection has."""
    found = 0
    for number, file in enumerate(islice(walked(path), MOST_LOOKED_AT + 1)):
        found += file.suffix.lower() in SUFFIXES
        if found > MOST or number == MOST_LOOKED_AT:
            raise DocumentError("too_many", file=path, most=MOST)


def walked(path: Path) -> Iterator[Path]:
    """Walk through a folder without sorting it first."""
    return path.rglob("*")


def not_allowed(name: str) -> DocumentError | None:
    """Say why a file of this name is not taken; None where it is. A name without suffix may be a text."""
    suffix = PurePath(name).suffix.lower()
    if suffix in ("", *SUFFIXES):
        return None
    return DocumentError("archive" if suffix in ARCHIVES else "suffix", file=name)
