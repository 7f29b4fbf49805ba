"""Read files behind the barrier of the program, and watch: how long, how much memory, what was written, who was asked."""

from __future__ import annotations

import http.server
import multiprocessing
import os
import random
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

import psutil

from pipeline.batches import extract_batches
from pipeline.execution import LIMITS
from tests.hostile.bombs import bombs
from tests.hostile.sound import sound
from tests.hostile.wounds import wounded

MOST_SECONDS, MOST_MEGABYTES = 60, 1024  # of the processor, so that a busy machine tells the same
MOST_WAITED = LIMITS.seconds + 10  # seconds of the clock
_FAULTS = ("reading_time", "reading_memory", "reading_died", "reading_raised", "no outcome")
_TOLD = 5  # files with the most of something
_LOOK = 0.02  # seconds between looks at the memory
# Loaded by each process that reads: notes who is asked over the network, and what is written outside of `allowed`.
_WATCH = """
import os, sys
noted = os.open(os.environ["HOSTILE_NOTES"], os.O_WRONLY | os.O_APPEND)
allowed = os.environ["HOSTILE_ALLOWED"]
def watch(event, about):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        os.write(noted, f"{event} {about[1:]}\\n".encode())
    elif event == "open" and isinstance(about[0], str) and about[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        path = os.path.realpath(about[0])
        if not path.startswith((allowed, "/dev/")) and not path.endswith(".pyc") and "__pycache__" not in path:
            os.write(noted, f"writes {path}\\n".encode("utf-8", "replace"))
    elif event in ("os.symlink", "os.link", "os.rename", "os.mkdir", "shutil.move"):
        path = os.path.realpath(str(about[1] if event != "os.mkdir" else about[0]))
        if not path.startswith(allowed) and "__pycache__" not in path:
            os.write(noted, f"{event} {path}\\n".encode("utf-8", "replace"))
sys.addaudithook(watch)
"""


@dataclass
class Outcome:
    """Be what came of one file: in a word, the seconds it took of the processor, and the megabytes held at most.

    `waited` are the seconds of the clock.
    """

    name: str
    word: str
    seconds: float
    megabytes: float
    waited: float
    noted: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.name}: {self.word}, {self.seconds:.1f} s ({self.waited:.1f} s waited),"
            f" {self.megabytes:.0f} MB {self.noted[:3] or ''}"
        )

    @property
    def is_fault(self) -> bool:
        """Say whether what must hold did not."""
        died = self.word in _FAULTS or self.word.startswith("raises")
        slow = self.seconds > MOST_SECONDS or self.waited > MOST_WAITED
        return bool(died or self.noted or self.megabytes > MOST_MEGABYTES or slow)


def files(count: int, seed: int, reach: str):
    """Yield so many names of files with what makes their bytes: each bomb once, and sound files damaged."""
    made = [*bombs(reach)]
    yield from made
    suffixes = sorted(sound())
    for number in range(max(0, count - len(made))):
        suffix = suffixes[number % len(suffixes)]
        chance = random.Random(f"{seed}:{number}")  # noqa: S311 - no secret
        yield (
            f"damaged {seed}-{number}{suffix}",
            lambda suffix=suffix, chance=chance: wounded(sound()[suffix], chance),
        )


@contextmanager
def listening():
    """Give an address at which somebody listens, and the list of what is asked there."""
    asked: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_POST = do_GET  # noqa: N815 - names that the server asks for

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()


@contextmanager
def watched(folder: Path):
    """Have every process that is started from here on watched; give the file of what was noted."""
    notes, guard, allowed = folder / "notes", folder / "guard", folder / "tmp"
    guard.mkdir()
    allowed.mkdir()
    notes.touch()
    (guard / "sitecustomize.py").write_text(_WATCH, "utf-8")
    put = {
        "HOSTILE_NOTES": str(notes),
        "HOSTILE_ALLOWED": str(allowed.resolve()),
        "PYTHONPATH": str(guard),
        "TMPDIR": str(allowed),
    }
    before = {name: os.environ.get(name) for name in put}
    os.environ.update(put)
    try:
        yield notes
    finally:
        for name, said in before.items():
            os.environ.pop(name, None) if said is None else os.environ.update({name: said})


def trial(named, keep: Path | None = None, read=None):
    """Yield the outcome of each file; those with a fault are kept in a folder.

    A process of its own calls `read` (`word_of`) with the path of each, as the program would: what that one and those below
    it hold is measured, not what making the files takes.
    """
    with tempfile.TemporaryDirectory() as base, watched(Path(base)) as notes, _reader() as (pool, process):
        for name, make in named:
            path = Path(base, "given" + Path(name).suffix)
            octets = make()
            path.write_bytes(octets)
            notes.write_bytes(b"")
            began = time.monotonic()
            with _measured(process) as (held, spent):
                word = _answer(pool, read or word_of, str(path))
            waited = time.monotonic() - began
            noted = notes.read_text("utf-8", "replace").splitlines()
            seconds = sum(last - first for first, last in spent.values())
            outcome = Outcome(name, word, seconds, max(held), waited, noted)
            if outcome.is_fault and keep:
                (keep / name.replace("/", "_")).write_bytes(octets)
            yield outcome


@contextmanager
def _reader():
    """Start a process that reads, and give it; it ends its own ones."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool, psutil.Process(pool.submit(os.getpid).result())


def _answer(pool: ProcessPoolExecutor, read, path: str) -> str:
    try:
        return pool.submit(read, path).result(timeout=MOST_SECONDS * 6)
    except Exception as error:  # noqa: BLE001 - what comes out of the barrier is a fault by itself
        return f"raises {type(error).__name__}"


@contextmanager
def _measured(process: psutil.Process):
    """Look at a process and those below it from time to time.

    Give a list of how many megabytes they held together, and the seconds of the processor that each had spent when it was
    first seen (none for those that start meanwhile) and last.
    """
    held, done = [0.0], threading.Event()
    spent = {one: (_seconds(one),) * 2 for one in _tree(process)}

    def look():
        while not done.wait(_LOOK):
            tree = _tree(process)
            held.append(sum(map(_resident, tree)))
            for one in tree:
                first, last = spent.get(one, (0.0, 0.0))
                spent[one] = first, max(last, _seconds(one))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield held, spent
    finally:
        done.set()
        looking.join()


def _tree(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return [process, *process.children(recursive=True)]
    return []


def _resident(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        return process.memory_info().rss / (1 << 20)
    return 0.0


def _seconds(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        return sum(process.cpu_times()[:2])
    return 0.0


def word_of(path: str) -> str:
    """Return what came of a file in a word: read, or the reason of the first sentence that refuses it."""
    count, errors = 0, []
    for batch in extract_batches(path):
        count += len(batch)
        errors += [read.error.why for read in batch if read.error]
    bad = [why for why in errors if why in _FAULTS]
    if bad or len(errors) == count:
        return (bad or errors or ["no outcome"])[0]
    return "read"


def reach_out(path: str) -> str:
    """Write a file and ask over the network, as no reader may: what watches must notice it."""
    Path(path).with_suffix(".out").write_text("a", "utf-8")
    with suppress(OSError), socket.socket() as line:
        line.connect(("127.0.0.1", 9))
    return "read"


def tried(count: int, seed: int, keep: Path, only: str = "") -> Iterator[str]:
    """Read files; yield a line for each that has a fault or takes long, then what came of them by suffix."""
    keep.mkdir(parents=True, exist_ok=True)
    outcomes: list[Outcome] = []
    with listening() as (reach, asked):
        named = (
            (name, make)
            for name, make in files(count, seed, reach)
            if (name.endswith(only) if only.startswith(".") else only in name)
        )
        for outcome in trial(named, keep):
            outcome.noted += [f"asked {path}" for path in asked]
            asked.clear()
            outcomes.append(outcome)
            if outcome.is_fault or outcome.seconds > MOST_SECONDS / 3:
                yield str(outcome)
    for (suffix, word), times in sorted(
        Counter((Path(one.name).suffix, one.word) for one in outcomes).items()
    ):
        yield f"{suffix}\t{word}\t{times}"
    for measure in ("megabytes", "seconds", "waited"):
        most = sorted(outcomes, key=attrgetter(measure), reverse=True)[:_TOLD]
        yield f"most {measure}: {', '.join(f'{one.name} {getattr(one, measure):.0f}' for one in most)}"
    yield f"{len(outcomes)} files, {sum(one.is_fault for one in outcomes)} faults"
