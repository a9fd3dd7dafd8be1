"""What is said of judged pairs of mentions, and which flags are false.

    python -m benchmarks.verdicts DIR...

Each DIR holds the articles of one event as *.txt and judged pairs as gold.jsonl; see README.md beside this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import f1, share
from benchmarks.folders import Measured, measure, read_story
from benchmarks.gold import ACCEPTED, FLAGGED, Answer, Judged
from benchmarks.tables import Cell, Table, arguments, publish, say
from reconcile.claims import Kind

COLUMNS = ("pairs", "judged", "right", "recall", "said", "said rightly", "precision", "F1")


def tables(measured: Sequence[Measured]) -> list[Table]:
    """Verdicts over all stories, then story by story."""
    judged = [j for m in measured for j in m.score.judged if not j.pair.debatable]
    flags = [flag for m in measured for flag in m.score.flags]
    return [
        Table(
            f"Verdicts on {len(judged)} judged pairs in {len(measured)} stories",
            COLUMNS,
            tuple(_rows(judged, flags)),
            ("Pairs that careful people may judge differently are left out.",),
        ),
        Table(
            "Story by story",
            ("story", "judged", "right", "share", "flags", "false flags"),
            tuple(_story(m) for m in measured),
        ),
    ]


def _rows(judged: Sequence[Judged], flags: Sequence[Answer]) -> Iterator[tuple[Cell, ...]]:
    for relation in ACCEPTED:
        of = [j for j in judged if j.pair.relation == relation]
        yield (relation, *_figures(of, [a for a in flags if a.finding.verdict == relation], relation in FLAGGED))
    flagged = [j for j in judged if j.pair.relation in FLAGGED]
    yield ("all flags", *_figures(flagged, flags, True))
    for kind in Kind:
        yield (kind.value, *_figures([j for j in judged if j.pair.kind == kind], (), False))
    linked = [j for j in judged if j.pair.relation in ("agrees", *FLAGGED)]
    yield ("all to be linked", *_figures(linked, (), False))
    yield ("all", *_figures(judged, (), False))


def _figures(judged: Sequence[Judged], said: Sequence[Answer], complete: bool) -> tuple[Cell, ...]:
    """The cells of one row. ``complete``: the judged pairs are all there are, so that precision means something."""
    right = sum(j.right for j in judged)
    recall = share(right, len(judged))
    if not complete:
        return (len(judged), right, recall, None, None, None, None)
    rightly = sum(answer.right for answer in said)
    precision = share(rightly, len(said))
    return (len(judged), right, recall, len(said), rightly, precision, f1(precision, recall))


def _story(m: Measured) -> tuple[Cell, ...]:
    judged = [j for j in m.score.judged if not j.pair.debatable]
    right = sum(j.right for j in judged)
    return (
        m.story.name, len(judged), right, share(right, len(judged)), len(m.score.flags), len(m.score.false_flags)
    )  # fmt: skip


def faults(measured: Sequence[Measured]) -> Iterator[str]:
    """One line for each pair that came out wrong and for each false flag."""
    for m in measured:
        yield from (f"wrong {line}" for line in m.score.wrong())
        for finding in m.score.false_flags:
            yield f"false {finding.verdict} {m.story.name}/{finding.id}: {finding.explanation}"


def main() -> None:
    """Run the benchmark on the folders of the command line."""
    parser = arguments(__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--show", action="store_true", help="list what went wrong")
    parser.add_argument("--meta", action="store_true", help="hand on languages and dates of publication from meta.json")
    parser.add_argument("--model", metavar="DIR", help="another sentence-transformers model")
    options = parser.parse_args()
    stories = [read_story(folder, meta=options.meta) for folder in options.folders]
    measured = list(measure(stories, options.model))
    if options.show:
        say(faults(measured))
    publish(tables(measured), options)


if __name__ == "__main__":
    main()
