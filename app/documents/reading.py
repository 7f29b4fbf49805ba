"""Read new documents beside the pages: in one thread a workspace, so that every page can tell how far it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from pipeline.documents.naming import row_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.workspace import Workspace


_ENOUGH = 0.02  # of all bytes are read before a time is foretold: one short text tells nothing of a yearbook


class StoppedError(Exception):
    """Reading was stopped; what was read is kept."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Count documents: files, and the articles that were rows of a list."""

    files: int = 0
    articles: int = 0

    @property
    def all(self) -> int:
        """Return how many there are of both."""
        return self.files + self.articles


def counted(names: Iterable[str]) -> Counted:
    """Count documents by their names."""
    rows = [bool(row_named(name)) for name in names]
    return Counted(len(rows) - sum(rows), sum(rows))


@dataclass(frozen=True, slots=True)
class Progress:
    """Tell how far reading is: how many files and articles of lists are done and how many there are in all.

    `rows` are the observations that they gave so far, `file` is the one being read, `left` the seconds left, None if
    unknown. `page` is the page of that one, of `pages`; 0 where it has none.
    """

    done: Counted
    total: Counted
    rows: int
    file: str
    left: float | None
    page: int = 0
    pages: int = 0

    @property
    def share(self) -> float:
        """Return the share of the documents that is done; of the one being read, its pages before this one count."""
        begun = (self.page - 1) / self.pages if self.pages else 0
        return (self.done.all + begun) / self.total.all if self.total.all else 0.0


class Reading:
    """Read what is new in a workspace, one run at a time. `paused` stays until `go_on`."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin with nothing read."""
        self._workspace = workspace
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._behind: threading.Thread | None = None  # lays together what was read
        self._read = ("", 0)  # what was wanted, and the table as reading it left it
        self._failed: Exception | None = None
        self._files: list[str] = []
        self._ours: set[str] = set()  # digests of what is read in this run
        self._sizes: list[int] = []
        self._done, self._rows = 0, 0
        self._page = (0, 0)
        self._begun = self._told = 0.0  # when this run began, and when it was last told how far it is
        self.paused = False

    def start(self) -> None:
        """Read what is new, unless nothing is, or it is being read, or it is paused."""
        with self._lock:
            wanted = self._workspace.wanted()
            if self.running or self.paused or (wanted, self._workspace.made()) == self._read:
                return
            self._failed, self._files, self._done, self._rows, self._page = None, [], 0, 0, (0, 0)
            self._thread = threading.Thread(target=self._run, args=(wanted,), daemon=True)
            self._thread.start()

    @property
    def running(self) -> bool:
        """Say whether documents are being read."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing is being read, at most some seconds; say whether it is so. Raises what reading raised."""
        if self._thread is not None:
            self._thread.join(seconds)
        if self.running:
            return False
        if self._failed is not None:
            raise self._failed
        return True

    def pause(self) -> None:
        """Stop behind the document that is being read."""
        self.paused = True

    def go_on(self) -> None:
        """Read the rest."""
        self.paused = False
        self.start()

    def progress(self) -> Progress:
        """Tell how far it is."""
        done, page, files = self._done, self._page, self._files
        # Those that came while this run went on are read behind it.
        entries, read = self._workspace.entries(), self._workspace.outcomes()
        known = self._ours | read.keys()
        added = [entry.file for digest, entry in entries.items() if digest not in known]
        left = None if added else self._left(done, page)
        file = files[done] if done < len(files) else ""
        return Progress(counted(files[:done]), counted(files + added), self._rows, file, left, *page)

    def _left(self, done: int, page: tuple[int, int]) -> float | None:
        """Return the seconds left by the bytes read so far; None for too few, and once a document is late."""
        begun = (page[0] - 1) / page[1] * self._sizes[done] if page[1] and done < len(self._sizes) else 0
        read, whole = sum(self._sizes[:done]) + begun, sum(self._sizes)
        if read <= whole * _ENOUGH:
            return None
        left = (self._told - self._begun) * (whole - read) / read - (monotonic() - self._told)
        return left if left > 0 else None

    def _run(self, wanted: str) -> None:
        try:
            unread = self._workspace.unread()
            sizes = [self._workspace.original(entry.digest) for entry in unread]
            self._sizes = [path.stat().st_size if path.exists() else 0 for path in sizes]
            self._begun = self._told = monotonic()
            self._files, self._ours = [entry.file for entry in unread], {entry.digest for entry in unread}
            self._workspace.refresh(progress=self._note, pages=self._note_page, rows=self._note_rows)
            self._read, self.paused = (wanted, self._workspace.made()), False
            self._lay_together()
        except StoppedError:
            return
        except Exception as error:  # noqa: BLE001 - it is raised where someone waits
            self._failed, self._read = error, ("", 0)

    def _lay_together(self) -> None:
        """Have many parts laid together, which nobody waits for; what goes wrong is tried again behind the next reading."""
        if self._behind is None or not self._behind.is_alive():
            self._behind = threading.Thread(target=self._workspace.lay_together, daemon=True)
            self._behind.start()

    def _note(self, done: int, _total: int, _file: str) -> None:
        self._done, self._page, self._told = done, (0, 0), monotonic()
        if self.paused and done < len(self._files):
            raise StoppedError

    def _note_page(self, page: int, pages: int, _file: str) -> None:
        self._page, self._told = (page, pages), monotonic()

    def _note_rows(self, rows: int) -> None:
        self._rows = rows
