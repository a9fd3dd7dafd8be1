"""Whether a changed figure or name is flagged in texts that otherwise say the same, and nothing in clean ones.

    python -m benchmarks.groups FILE.jsonl...

A line is one text: ``{"id", "group", "language", "text", "label": "clean" | "conflict", "kind"}``, label and kind the
same on all lines of a group. A group is flagged where the report holds a conflict on it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import share
from benchmarks.tables import Cell, Table, arguments, json_lines, publish, say, stop
from reconcile.claims import Finding, Report, Verdict
from reconcile.pipeline import check

COLUMNS = ("groups", "altered", "detected", "share detected", "clean", "false alarms", "share of false alarms")
LABELS = ("clean", "conflict")


@dataclass(frozen=True, slots=True)
class Group:
    """Texts to be compared with each other, whether one was altered, and the conflicts found."""

    file: str
    name: str
    kind: str
    languages: str
    """``"de-en"``: the languages of the texts, in their order of names."""
    altered: bool
    texts: tuple[str, ...]
    conflicts: tuple[Finding, ...]

    @property
    def right(self) -> bool:
        return bool(self.conflicts) == self.altered


def groups_of(path: Path, report: Report) -> list[Group]:
    """The groups of a file with what a report on that file says of them."""
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    for number, row in enumerate(json_lines(path), 1):
        if row.get("label") not in LABELS or "group" not in row or "text" not in row:
            stop(f"{path}, line {number}: needs group, text, and a label that is one of {', '.join(LABELS)}")
        lines[str(row["group"])].append(row)
    found = _conflicts(report)
    return [
        Group(
            file=path.name,
            name=name,
            kind=rows[0].get("kind", ""),
            languages="-".join(sorted({row.get("language", "und") for row in rows})),
            altered=rows[0]["label"] == "conflict",
            texts=tuple(row["text"] for row in rows),
            conflicts=tuple(found.get(name, ())),
        )
        for name, rows in lines.items()
    ]


def _conflicts(report: Report) -> dict[str, list[Finding]]:
    group = {article.id: article.group for article in report.articles}
    document = {claim.id: claim.document for claim in report.claims}
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if finding.verdict is Verdict.CONFLICTS:
            found[group[document[finding.sides[0][0]]]].append(finding)
    return found


def tables(groups: Sequence[Group], seconds: Iterable[tuple[str, float]]) -> list[Table]:
    """Detection and false alarms by file, kind and language pair, and the time that each file took."""
    by: tuple[tuple[str, Callable[[Group], str]], ...] = (
        ("by file", lambda g: g.file),
        ("by kind", lambda g: g.kind),
        ("by language pair", lambda g: g.languages),
    )
    found = [Table(f"Groups {name}", COLUMNS, tuple(_rows(groups, key))) for name, key in by]
    return [*found, Table("Time, model load included", ("file", "seconds"), tuple(seconds))]


def _rows(groups: Sequence[Group], key: Callable[[Group], str]) -> Iterator[tuple[Cell, ...]]:
    parts: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        parts[key(group)].append(group)
    for name, some in [*sorted(parts.items()), ("all", list(groups))]:
        altered, clean = ([g for g in some if g.altered is wanted] for wanted in (True, False))
        hits, alarms = (sum(bool(g.conflicts) for g in of) for of in (altered, clean))
        yield (name, len(altered), hits, share(hits, len(altered)), len(clean), alarms, share(alarms, len(clean)))


def faults(groups: Iterable[Group]) -> Iterator[str]:
    """What went wrong: the texts of a group, and under a false alarm what was said."""
    for group in groups:
        if not group.right:
            name = "miss" if group.altered else "false alarm"
            yield f"{name} {group.name}: {' | '.join(text[:200] for text in group.texts)}"
            yield from (f"    {finding.explanation}" for finding in group.conflicts)


def main() -> None:
    """Run the benchmark on the files of the command line."""
    parser = arguments(__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    parser.add_argument("--model", metavar="DIR", help="another sentence-transformers model")
    options = parser.parse_args()
    groups: list[Group] = []
    seconds: list[tuple[str, float]] = []
    for path in options.files:
        began = time.perf_counter()
        report = check([str(path)], model=options.model)
        seconds.append((path.name, time.perf_counter() - began))
        groups += groups_of(path, report)
    if options.show:
        say(faults(groups))
    publish(tables(groups, seconds), options)


if __name__ == "__main__":
    main()
