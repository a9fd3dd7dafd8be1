"""Inputs to articles and what the rules read of them, here or in processes beside this one.

Reading needs no model, and loading the model needs no articles: where there is a second core, the one is done while
the other goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING, BinaryIO

from reconcile.articles import STDIN, Draft, Input, TakenIds, article_of, declared_language, drafts, expand
from reconcile.claims import Problem
from reconcile.errors import InputError
from reconcile.progress import Progress
from reconcile.workers import Work, Workers

if TYPE_CHECKING:
    from reconcile.extract import Reading

# Articles that a process is given at a time, where one input holds many.
_AT_ONCE = 8
# So many articles are read beside before this process has what it takes to read any.
_NOT_WORTH_HERE = 12


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to be opened, or some of the articles of an input that has been."""

    source: Input
    drafts: tuple[Draft | InputError, ...] | None = None

    @property
    def size(self) -> int:
        return 1 if self.drafts is None else len(self.drafts)


_Found = tuple["Reading | Problem", int | None]
"""What came of an article, and the line that it begins in where its input holds several."""


@dataclass(frozen=True, slots=True)
class Pending:
    """Articles that are being read, in order."""

    problems: Sequence[Problem]
    """What is wrong with the paths themselves."""
    _work: Work[_Task, list[_Found]]

    @property
    def beside(self) -> bool:
        """Whether other processes read."""
        return self._work.beside

    def collect(self, told: Progress) -> tuple[list[Reading], list[Problem]]:
        """Wait for all of them: the readings in the order of groups and ids, and what could not be used."""
        told.stage("Reading articles", sum(task.size for task in self._work.items))
        readings: list[Reading] = []
        problems = list(self.problems)
        taken = TakenIds()
        for item, line in chain.from_iterable(self._work.results(lambda task: told.advance(task.size))):
            if isinstance(item, Problem):
                problems.append(item)
            elif clash := taken.problem(item.article, line):
                problems.append(clash)
            else:
                readings.append(item)
        return sorted(readings, key=lambda r: (r.article.group, r.article.id)), problems


def begin_reading(
    paths: Sequence[str],
    workers: Workers,
    *,
    published: dt.date | None = None,
    language: str | None = None,
    stdin: BinaryIO | None = None,
) -> Pending:
    """Begin to read what ``paths`` name; see :func:`~reconcile.articles.read_articles`.

    Raises :class:`~reconcile.errors.OptionError` where ``language`` is no language tag.
    """
    work = partial(_read, published=published, language=declared_language(language))
    inputs, problems = expand(paths)
    tasks = [task for source in inputs for task in _tasks(source, stdin)]
    sizes = accumulate((task.size for task in tasks), initial=0)
    return Pending(problems, workers.begin(work, tasks, beside=sum(before < _NOT_WORTH_HERE for before in sizes)))


def _tasks(source: Input, stdin: BinaryIO | None) -> Iterator[_Task]:
    """Files are opened where they are read; what is a stream of articles is cut into pieces here."""
    if source.path != STDIN and source.format != "jsonl":
        yield _Task(source)
        return
    stream = drafts(source, stdin)
    while some := tuple(islice(stream, _AT_ONCE)):
        yield _Task(source, some)


def _read(task: _Task, published: dt.date | None, language: str) -> list[_Found]:
    # Where it is needed: a process that has its articles read elsewhere begins to load other things meanwhile.
    from reconcile.extract import read

    found: list[_Found] = []
    for draft in drafts(task.source) if task.drafts is None else task.drafts:
        item = article_of(draft, task.source, published, language)
        found.append((item if isinstance(item, Problem) else read(item), draft.line))
    return found
