"""What the benchmarks of numbers and of days share: tallies by library, language and model, and their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from benchmarks.figures import share
from benchmarks.libraries import Library, installed
from benchmarks.tables import Cell, Table, arguments, publish, say

C = TypeVar("C", bound="Case")
R = TypeVar("R")

# Cases read before the clock starts, since libraries compile a language's rules when it is first read.
_WARMING = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a library made of one case."""

    language: str
    model: str
    exact: bool
    """It found what was wanted and nothing else."""
    found: int
    """Wanted values that it gave, or that it need not give (:attr:`benchmarks.libraries.Numbers.free`)."""
    wanted: int
    said: int
    said_rightly: int
    failed: bool = False
    """It raised an exception, which counts as nothing found."""


@dataclass(frozen=True, slots=True)
class Run:
    """A library, the languages it has among those asked for, its outcomes in them, and its time."""

    library: str
    version: str
    languages: frozenset[str]
    outcomes: tuple[Outcome, ...]
    characters: int
    seconds: float


class Case(Protocol):
    """A text to be read, its language (primary subtag), and the kind of case it is."""

    @property
    def language(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def text(self) -> str: ...


def measure(
    library: Library,
    languages: frozenset[str],
    cases: Sequence[C],
    read: Callable[[C], R],
    judge: Callable[[C, R | None], Outcome],
) -> Run:
    """Read all cases in the languages that a library has, and judge what came out.

    read: the library on one case. judge: the outcome, of ``None`` where the library raised an exception.
    """
    mine = [case for case in cases if case.language in languages]
    for language in languages:
        for case in islice((case for case in mine if case.language == language), _WARMING):
            _attempt(read, case)
    # Processor time, so that other work on the machine does not count.
    began = library.clock()
    answers = [_attempt(read, case) for case in mine]
    seconds = library.clock() - began
    return Run(
        library=library.name,
        version=library.version,
        languages=frozenset(case.language for case in mine),
        outcomes=tuple(judge(case, answer) for case, answer in zip(mine, answers, strict=True)),
        characters=sum(len(case.text) for case in mine),
        seconds=seconds,
    )


def _attempt(read: Callable[[C], R], case: C) -> R | None:
    try:
        return read(case)
    except Exception:  # a library that fails on a text has found nothing in it; failures are counted
        return None


def tables(subject: str, runs: Sequence[Run], cases: Sequence[Case], notes: Sequence[str]) -> list[Table]:
    """By library; then by language, a table for each figure."""
    exact, recall, precision = (
        _by_language(f"{subject}: {name} by language", runs, cases, figure)
        for name, figure in (("exact cases", _exact), ("recall", _recall), ("precision", _precision))
    )
    return [_by_library(subject, runs, len(cases), notes), exact, recall, precision]


def _by_library(subject: str, runs: Sequence[Run], cases: int, notes: Sequence[str]) -> Table:
    return Table(
        f"{subject}: {cases:,} cases",
        (
            "library",
            "version",
            "languages",
            "cases",
            "exact",
            "recall",
            "precision",
            "exact of all cases",
            "characters/s",
            "failures",
        ),
        tuple(
            (
                run.library,
                run.version,
                len(run.languages),
                len(run.outcomes),
                _exact(run.outcomes),
                _recall(run.outcomes),
                _precision(run.outcomes),
                share(sum(o.exact for o in run.outcomes), cases),
                round(run.characters / run.seconds) if run.seconds else None,
                sum(o.failed for o in run.outcomes),
            )
            for run in runs
        ),
        (
            "Exact, recall and precision are over the cases in languages that a library has.",
            "Characters a second of processor time, on one core.",
            *notes,
        ),
    )


def _by_language(
    title: str, runs: Sequence[Run], cases: Sequence[Case], figure: Callable[[Sequence[Outcome]], float | None]
) -> Table:
    languages = sorted({case.language for case in cases})
    rows: list[tuple[Cell, ...]] = []
    for language in languages:
        parts = ([o for o in run.outcomes if o.language == language] for run in runs)
        count = sum(case.language == language for case in cases)
        rows.append((language, count, *(figure(part) if part else None for part in parts)))
    return Table(title, ("language", "cases", *(run.library for run in runs)), tuple(rows))


def by_model(subject: str, runs: Sequence[Run], cases: Sequence[Case]) -> Table:
    """Every figure by language, model and library."""
    return Table(
        f"{subject}: by language and model",
        ("language", "model", "library", "cases", "exact", "recall", "precision"),
        tuple(_model_rows(runs, sorted({(case.language, case.model) for case in cases}))),
    )


def _model_rows(runs: Sequence[Run], parts: Iterable[tuple[str, str]]) -> Iterator[tuple[Cell, ...]]:
    for language, model in parts:
        for run in runs:
            part = [o for o in run.outcomes if (o.language, o.model) == (language, model)]
            if part:
                yield (language, model, run.library, len(part), _exact(part), _recall(part), _precision(part))


def _exact(outcomes: Sequence[Outcome]) -> float | None:
    return share(sum(o.exact for o in outcomes), len(outcomes))


def _recall(outcomes: Sequence[Outcome]) -> float | None:
    return share(sum(o.found for o in outcomes), sum(o.wanted for o in outcomes))


def _precision(outcomes: Sequence[Outcome]) -> float | None:
    return share(sum(o.said_rightly for o in outcomes), sum(o.said for o in outcomes))


def command(
    description: str | None,
    subject: str,
    cases_of: Callable[[Path], Iterable[C]],
    run: Callable[[Library, Sequence[C]], Run | None],
    faults: Callable[[Library, Sequence[C]], Iterable[str]],
) -> None:
    """Run a benchmark on the files of the command line: every library that is installed, on all cases."""
    parser = arguments(description)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--show", action="store_true", help="list our cases that are not exact")
    options = parser.parse_args()
    cases = [case for path in options.files for case in cases_of(path)]
    libraries, notes = installed()
    if options.show:
        say(faults(libraries[0], cases))
    runs = [found for found in (run(library, cases) for library in libraries) if found is not None]
    publish(tables(subject, runs, cases, notes), options, detail=[by_model(subject, runs, cases)])
