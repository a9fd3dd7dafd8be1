"""How well and how fast days are read, by ours and by the other libraries that are installed.

    python -m benchmarks.dates FILE.jsonl...

A line is one case: ``{"id", "language", "model", "text", "published", "dates": ["2018-06-22", ...]}``; ``published`` is
the day that relative expressions count from. It is exact where the days read are the dates, no more and no fewer. The
other libraries come with ``pip install -e ".[benchmark]"``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction import Outcome, Run, command, measure
from benchmarks.libraries import Library
from benchmarks.tables import json_lines, stop


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and the days that it names, as ISO 8601 dates."""

    id: str
    language: str
    model: str
    text: str
    published: dt.date | None
    days: frozenset[str]


def cases_of(path: Path) -> Iterator[Case]:
    """The cases of a file."""
    for number, row in enumerate(json_lines(path), 1):
        try:
            published = dt.date.fromisoformat(row["published"][:10]) if row.get("published") else None
            days = frozenset(dt.date.fromisoformat(day).isoformat() for day in row["dates"])
            yield Case(
                str(row.get("id", number)), row["language"], row.get("model", ""), row["text"], published, days
            )  # fmt: skip
        except (KeyError, TypeError, ValueError):
            stop(f"{path}, case {number}: needs language, text, and dates as YYYY-MM-DD")


def judge(case: Case, read: frozenset[str] | None) -> Outcome:
    """Compare the days read with those that a case names; ``None`` is a failure."""
    said = read or frozenset()
    found = len(said & case.days)
    return Outcome(
        language=case.language,
        model=case.model,
        exact=said == case.days,
        found=found,
        wanted=len(case.days),
        said=len(said),
        said_rightly=found,
        failed=read is None,
    )


def faults(library: Library, cases: Iterable[Case]) -> Iterator[str]:
    """One line for each case that is not exact."""
    read = library.days
    if read is None:
        return
    for case in cases:
        days = read(case.text, case.language, case.published)
        if days != case.days:
            yield f"{case.id}: {case.text[:140]!r} from {case.published} want {sorted(case.days)} got {sorted(days)}"


def run(library: Library, cases: Sequence[Case]) -> Run | None:
    """The library on the cases; ``None`` where it has none of their languages or reads no dates."""
    read = library.days
    if read is None or not any(case.language in library.day_languages for case in cases):
        return None
    return measure(library, library.day_languages, cases, lambda c: read(c.text, c.language, c.published), judge)


def main() -> None:
    """Run the benchmark on the files of the command line."""
    command(__doc__, "Days", cases_of, run, faults)


if __name__ == "__main__":
    main()
