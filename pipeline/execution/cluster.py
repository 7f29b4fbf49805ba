"""Run a function over many jobs on the workers of a Dask cluster, which others started; Dask is imported here alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.mistakes import MistakeError

if TYPE_CHECKING:
    import distributed

Job = TypeVar("Job")
Result = TypeVar("Result")
_PATIENCE = 30  # seconds that a scheduler may take to answer, and a worker to appear
_AHEAD = 4  # jobs a thread of the workers that wait at the scheduler


class ClusterError(MistakeError):
    """Say in one sentence why nothing can be run on a cluster, or nothing more."""

    WORDS = "cluster_faults"


def run_on_cluster(function: Callable[[Job], Result], jobs: Iterable[Job], address: str) -> Iterator[Result]:
    """Yield what the function returns for each job, in any order.

    The function is one of a module that the workers can import, jobs and results can be pickled. A job whose worker is
    gone is given to another one. Raise ClusterError where there is no scheduler or it is lost, no worker comes, or a job
    raises; a ClusterError that it raises is raised as it is.
    """
    client = _client(address)
    try:
        yield from _results(client, function, iter(jobs), address)
    finally:
        with suppress(Exception):  # what is lost need not be taken leave of
            client.close(timeout=2)


def _client(address: str) -> distributed.Client:
    try:
        import distributed
    except ImportError:
        raise ClusterError("not_installed") from None
    # They tell of each broken connection in many lines; here one sentence does.
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return distributed.Client(address, timeout=_PATIENCE)
    except Exception as error:  # a wrong address fails in as many ways as it can be wrong
        raise ClusterError("no_scheduler", address=address) from error


def _results(
    client: distributed.Client,
    function: Callable[[Job], Result],
    jobs: Iterator[Job],
    address: str,
) -> Iterator[Result]:
    from distributed import wait

    waiting: set[distributed.Future[Any]] = set()
    while True:
        room = _AHEAD * _threads(client, address) - len(waiting)
        waiting |= {client.submit(function, job, pure=False) for job in islice(jobs, max(0, room))}
        if not waiting:
            return
        done: set[distributed.Future[Any]] = set()
        try:
            with suppress(TimeoutError):  # so that workers who came or went are counted now and then
                done = wait(waiting, timeout=_PATIENCE / 10, return_when="FIRST_COMPLETED").done
        except CancelledError as error:  # of all of them, by a connection that is gone
            raise ClusterError("lost", address=address) from error
        waiting -= done
        for future in done:
            yield _result(future, address)


def _threads(client: distributed.Client, address: str) -> int:
    """Return how many jobs the workers do at once, waiting for the first. Raise ClusterError where none comes."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        return sum(int(threads) for threads in client.nthreads().values())
    except TimeoutError:
        raise ClusterError("no_workers", address=address, seconds=str(_PATIENCE)) from None
    except Exception as error:  # whatever the library calls a connection that is gone
        raise ClusterError("lost", address=address) from error


def _result(future: distributed.Future[Any], address: str) -> Any:
    from distributed import KilledWorker

    try:
        return future.result()
    except ClusterError:
        raise
    except KilledWorker as error:
        raise ClusterError("workers_died", address=address) from error
    except (
        OSError,
        CancelledError,
    ) as error:  # of the connection; what a job raises is said by a ClusterError
        raise ClusterError("lost", address=address) from error
    except Exception as error:
        raise ClusterError("failed", address=address, kind=f"{type(error).__name__}: {error}") from error
