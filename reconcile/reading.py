"""Inputs to articles and what the rules read of them, here or in processes beside this one.

Reading needs no model, and loading the model needs no articles: where there is a second core, the one is done while
the other goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, islice, repeat
from operator import itemgetter
from pathlib import Path
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
    """A file to be opened, or some of the articles of an input that has been; and where they stand among all inputs."""

    source: Input
    places: tuple[tuple[int, int], ...]
    drafts: tuple[Draft | InputError, ...] | None = None

    @property
    def size(self) -> int:
        return len(self.places)


_Found = tuple[tuple[int, int], "Reading | Problem", int | None]
"""Where an article stands, what came of it, and the line that it begins in where its input holds several."""


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
        found = chain.from_iterable(self._work.results(lambda task: told.advance(task.size)))
        for _, item, line in sorted(found, key=itemgetter(0)):
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
    tasks = [task for number, source in enumerate(inputs) for task in _tasks(number, source, stdin)]
    tasks.sort(key=_named)
    sizes = accumulate((task.size for task in tasks), initial=0)
    return Pending(problems, workers.begin(work, tasks, beside=sum(before < _NOT_WORTH_HERE for before in sizes)))


def _tasks(number: int, source: Input, stdin: BinaryIO | None) -> Iterator[_Task]:
    """Files are opened where they are read; what is a stream of articles is cut into pieces here.

    A language's articles stay together: what it takes to read a language takes as long to load as some twenty articles
    to read, and is then needed in one process or two, not in all.
    """
    if source.path != STDIN and source.format != "jsonl":
        yield _Task(source, ((number, 0),))
        return
    stream = iter(sorted(enumerate(drafts(source, stdin)), key=_language))
    while some := tuple(islice(stream, _AT_ONCE)):
        yield _Task(source, tuple((number, place) for place, _ in some), tuple(draft for _, draft in some))


def _named(task: _Task) -> str:
    """Files of one name ("fr.txt" in every folder) are mostly in one language."""
    return Path(task.source.path).stem if task.drafts is None else ""


def _language(item: tuple[int, Draft | InputError]) -> str:
    return "" if isinstance(item[1], InputError) else item[1].language


def _read(task: _Task, published: dt.date | None, language: str) -> list[_Found]:
    # Where it is needed: a process that has its articles read elsewhere begins to load other things meanwhile.
    from reconcile.extract import read

    found: list[_Found] = []
    some = drafts(task.source) if task.drafts is None else task.drafts
    # A file may turn out damaged when it is closed: both are told in its place.
    for place, draft in zip(chain(task.places, repeat(task.places[-1])), some, strict=False):
        item = article_of(draft, task.source, published, language)
        found.append((place, item if isinstance(item, Problem) else read(item), draft.line))
    return found
