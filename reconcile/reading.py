"""Inputs to articles and what the rules read of them, here or in processes beside this one.

Reading needs no model, and loading the model needs no articles: where there is a second core, the one is done while
the other goes on.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import BinaryIO

from reconcile.articles import STDIN, Input, TakenIds, declared_language, expand, read_input
from reconcile.claims import Problem
from reconcile.extract import Reading, read
from reconcile.progress import Progress

_Work = Callable[..., Iterator["_Found"]]

# More processes than this read faster than one process compares.
_MOST_WORKERS = 8
# Inputs that a worker is given at a time, where there are many.
_MOST_AT_ONCE = 16


def spare_cores() -> int:
    """How many cores this process may use besides the one that it runs on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) - 1
    return (os.cpu_count() or 1) - 1


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of an article: a reading, or a problem."""

    item: Reading | Problem
    line: int | None


@dataclass(frozen=True, slots=True)
class Pending:
    """Inputs that are being read, in order."""

    inputs: Sequence[Input]
    problems: Sequence[Problem]
    """What is wrong with the paths themselves."""
    beside: bool
    """Whether other processes read."""
    _found: Iterable[_Found]

    def collect(self, told: Progress) -> tuple[list[Reading], list[Problem]]:
        """Wait for all of them: the readings in the order of groups and ids, and what could not be used."""
        several = any(source.path == STDIN or source.format == "jsonl" for source in self.inputs)
        told.stage("Reading articles", None if several else len(self.inputs))
        readings: list[Reading] = []
        problems = list(self.problems)
        taken = TakenIds()
        for found in self._found:
            if isinstance(found.item, Problem):
                problems.append(found.item)
            elif clash := taken.problem(found.item.article, found.line):
                problems.append(clash)
            else:
                readings.append(found.item)
            told.advance()
        return sorted(readings, key=lambda r: (r.article.group, r.article.id)), problems


@contextmanager
def reading(
    paths: Sequence[str],
    *,
    published: dt.date | None = None,
    language: str | None = None,
    stdin: BinaryIO | None = None,
    workers: int = 0,
) -> Iterator[Pending]:
    """Begin to read what ``paths`` name; see :func:`~reconcile.articles.read_articles`.

    workers: processes to read in, none for this one. Standard input is read here in any case.

    Raises :class:`~reconcile.errors.OptionError` where ``language`` is no language tag.
    """
    work = partial(_work, published=published, language=declared_language(language))
    inputs, problems = expand(paths)
    workers = min(workers, len(inputs), _MOST_WORKERS)
    if workers < 1 or any(source.path == STDIN for source in inputs):
        yield Pending(inputs, problems, False, chain.from_iterable(work(source, stdin=stdin) for source in inputs))
        return
    # Spawned, not forked: whoever calls may have threads. They leave an interrupt to this process.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        at_once = max(1, min(_MOST_AT_ONCE, len(inputs) // (4 * workers)))
        found = pool.map(partial(_listed, work), inputs, chunksize=at_once)
        yield Pending(inputs, problems, True, _or_here(found, inputs, work))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _or_here(found: Iterator[list[_Found]], inputs: Sequence[Input], work: _Work) -> Iterator[_Found]:
    """What the workers found; should one die, what is left is read here."""
    done = 0
    try:
        for some in found:
            yield from some
            done += 1
    except BrokenProcessPool:
        for source in inputs[done:]:
            yield from work(source)


def _listed(work: _Work, source: Input) -> list[_Found]:
    return list(work(source))


def _work(source: Input, published: dt.date | None, language: str, stdin: BinaryIO | None = None) -> Iterator[_Found]:
    for found in read_input(source, published, language, stdin):
        item = found.item
        yield _Found(item if isinstance(item, Problem) else read(item), found.line)
