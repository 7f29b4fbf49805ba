"""Read new documents beside the pages: in one thread a workspace, so that every page can tell how far it is."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


class StoppedError(Exception):
    """Reading was stopped; what was read is kept."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Tell how far reading is: documents done and in all, the one being read, and the seconds left, None if unknown.

    `page` is the page of that one, of `pages`; 0 where it has none.
    """

    done: int
    total: int
    file: str
    left: float | None
    page: int = 0
    pages: int = 0


class Reading:
    """Read what is new in a workspace, one run at a time. `paused` stays until `go_on`."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin with nothing read."""
        self._workspace = workspace
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._read = ("", 0)  # what was wanted, and the table as reading it left it
        self._failed: Exception | None = None
        self._files: list[str] = []
        self._ours: set[str] = set()  # digests of what is read in this run
        self._sizes: list[int] = []
        self._done, self._begun = 0, 0.0
        self._page = (0, 0)
        self.paused = False

    def start(self) -> None:
        """Read what is new, unless nothing is, or it is being read, or it is paused."""
        with self._lock:
            wanted = self._workspace.wanted()
            if self.running or self.paused or (wanted, self._workspace.made()) == self._read:
                return
            self._failed, self._files, self._done, self._page = None, [], 0, (0, 0)
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
        """Tell how far it is; the time left goes by the bytes read so far."""
        done, total = self._done, len(self._files)
        read, whole = sum(self._sizes[:done]), sum(self._sizes)
        left = (time.monotonic() - self._begun) * (whole - read) / read if read else None
        if added := len(self._workspace.entries().keys() - self._workspace.outcomes().keys() - self._ours):
            total, left = total + added, None  # they came while this run went on, and are read behind it
        return Progress(done, total, self._files[done] if done < len(self._files) else "", left, *self._page)

    def _run(self, wanted: str) -> None:
        try:
            unread = self._workspace.unread()
            sizes = [self._workspace.original(entry.digest) for entry in unread]
            self._sizes = [path.stat().st_size if path.exists() else 0 for path in sizes]
            self._begun = time.monotonic()
            self._files, self._ours = [entry.file for entry in unread], {entry.digest for entry in unread}
            self._workspace.refresh(progress=self._note, pages=self._note_page)
            self._read, self.paused = (wanted, self._workspace.made()), False
        except StoppedError:
            return
        except Exception as error:  # noqa: BLE001 - it is raised where someone waits
            self._failed, self._read = error, ("", 0)

    def _note(self, done: int, _total: int, _file: str) -> None:
        self._done, self._page = done, (0, 0)
        if self.paused and done < len(self._files):
            raise StoppedError

    def _note_page(self, page: int, pages: int, _file: str) -> None:
        self._page = (page, pages)
