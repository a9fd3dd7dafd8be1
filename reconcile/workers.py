"""Work shared with processes beside this one.

What is given to them is given in order, and this process takes part from the other end as soon as it waits for the
results: both are done at about the same time, whatever else this one did before. Each piece of work has to give the
same result wherever it is done.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# More processes than this read faster than one process compares.
_MOST = 8


def spare_cores() -> int:
    """How many cores this process may use besides the one that it runs on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) - 1
    return (os.cpu_count() or 1) - 1


def collect_rarely() -> None:
    """Look for garbage in cycles once in a hundred thousand new objects, in a process of the command line.

    Nearly all that a run makes it keeps to its end; to look through all that as often as Python does by itself takes
    an eighth of the time that it takes to load what a run needs.
    """
    gc.set_threshold(100_000)


class Workers:
    """Up to ``count`` processes, started with the first work that is worth it and ended with the block.

    A script that asks for them has to be importable (``if __name__ == "__main__"``).
    """

    def __init__(self, count: int = 0) -> None:
        self._count = min(count, _MOST)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            # Where all went well there is nothing left to be done; otherwise nobody waits for what is.
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def begin(self, work: Callable[[T], R], items: Sequence[T], *, least: int = 1, beside: int = 0) -> Work[T, R]:
        """Begin to do ``work``, a function of a module, on each of the items.

        Fewer than ``least`` are not worth a process that is yet to be started. This process leaves the first ``beside``
        to the others: as many as these do before it is ready to do any.
        """
        if not self._count or (self._pool is None and len(items) < least):
            return Work(work, items, [])
        if self._pool is None:
            # Spawned, not forked: whoever calls may have threads.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(min(self._count, len(items)), context, _begin)
        try:
            return Work(work, items, [self._pool.submit(work, item) for item in items], beside)
        except BrokenProcessPool:  # one was killed before
            return Work(work, items, [])


def _begin() -> None:
    """Set up a process: it leaves an interrupt to the one that started it, and ends without delay.

    To take apart all that it has loaded would take as long as reading some articles.
    """
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)


class Work(Generic[T, R]):
    """Work on some items that may have begun elsewhere."""

    def __init__(self, work: Callable[[T], R], items: Sequence[T], begun: Sequence[Future[R]], first: int = 0) -> None:
        self._work, self.items, self._begun, self._first = work, items, begun, first

    @property
    def beside(self) -> bool:
        """Whether other processes take part."""
        return bool(self._begun)

    def results(self, done: Callable[[T], None]) -> Iterator[R]:
        """Wait for the results and yield them in the order of the items; what has not begun is done here.

        done: called with each item once it is, in any order.
        """
        if not self._begun:
            for item in self.items:
                yield self._work(item)
                done(item)
            return
        here: dict[int, R] = {}
        for index in range(len(self.items) - 1, self._first - 1, -1):
            if self._begun[index].cancel():
                here[index] = self._work(self.items[index])
                done(self.items[index])
        for index, item in enumerate(self.items):
            if index in here:
                yield here.pop(index)
                continue
            try:
                result = self._begun[index].result()
            except BrokenProcessPool:  # it was killed: what is left is done here
                result = self._work(item)
            done(item)
            yield result
