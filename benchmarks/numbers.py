"""How well and how fast numbers are read, by ours and by the other libraries that are installed.

    python -m benchmarks.numbers FILE.jsonl...

A line is one case: ``{"id", "language", "model", "text", "values": [54000.0, ...]}``. It is exact where the numbers
read are the values, no more and no fewer. The other libraries come with ``pip install -e ".[benchmark]"``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction import Outcome, Run, command, measure
from benchmarks.figures import matched
from benchmarks.libraries import Library, Numbers
from benchmarks.tables import json_lines, stop


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and the numbers that it states."""

    id: str
    language: str
    model: str
    text: str
    values: tuple[float, ...]


def cases_of(path: Path) -> Iterator[Case]:
    """The cases of a file."""
    for number, row in enumerate(json_lines(path), 1):
        try:
            values = tuple(float(value) for value in row["values"])
            yield Case(str(row.get("id", number)), row["language"], row.get("model", ""), row["text"], values)
        except (KeyError, TypeError, ValueError):
            stop(f"{path}, case {number}: needs language, text, and values that are numbers")


def judge(case: Case, read: Numbers | None) -> Outcome:
    """Compare what was read with what a case states; ``None`` is a failure."""
    said = read or Numbers(())
    found, lent = matched(said.said, case.values, said.free)
    return Outcome(
        language=case.language,
        model=case.model,
        exact=found + lent == len(case.values) and found == len(said.said),
        found=found + lent,
        wanted=len(case.values),
        said=len(said.said),
        said_rightly=found,
        failed=read is None,
    )


def faults(library: Library, cases: Iterable[Case]) -> Iterator[str]:
    """One line for each case that is not exact."""
    read = library.numbers
    if read is None:
        return
    for case in cases:
        numbers = read(case.text, case.language)
        if not judge(case, numbers).exact:
            yield f"{case.id}: {case.text[:140]!r} want {list(case.values)} got {list(numbers.said)}"


def run(library: Library, cases: Sequence[Case]) -> Run | None:
    """The library on the cases; ``None`` where it has none of their languages or reads no numbers."""
    read = library.numbers
    if read is None or not any(case.language in library.number_languages for case in cases):
        return None
    return measure(library, library.number_languages, cases, lambda case: read(case.text, case.language), judge)


def main() -> None:
    """Run the benchmark on the files of the command line."""
    command(__doc__, "Numbers", cases_of, run, faults)


if __name__ == "__main__":
    main()
