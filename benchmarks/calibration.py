"""How often findings are right, by the confidence they were given with.

    python -m benchmarks.calibration DIR...

The folders are those of benchmarks.verdicts. A finding counts where it ties a judged pair that is not debatable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.figures import bins, calibration_error
from benchmarks.folders import measure, read_story
from benchmarks.gold import Answer
from benchmarks.tables import Table, arguments, publish

Outcome = tuple[float, bool]


def outcomes(answers: Iterable[Answer], *, unanswered: bool) -> list[Outcome]:
    """Confidence and rightness of the findings that can be judged.

    unanswered: flags that tie no judged pair count as wrong: all conflicts and divergences are listed, so they are.
    """
    judged = [a for a in answers if not a.excused and (a.pairs or (unanswered and a.flagged))]
    return [(a.finding.confidence, a.right) for a in judged]


def tables(answers: Sequence[Answer]) -> list[Table]:
    """The bins, and the expected calibration error with and without unanswered flags."""
    strict, lenient = (outcomes(answers, unanswered=unanswered) for unanswered in (True, False))
    counted = ("findings that tie a judged pair", lenient), ("and flags that tie none, as wrong", strict)
    return [
        Table(
            "Confidence of findings that tie a judged pair",
            ("confidence", "findings", "mean confidence", "right"),
            tuple((f"{b.low:.1f}-{b.high:.1f}", b.count, b.confidence, b.accuracy) for b in bins(lenient)),
        ),
        Table(
            "Expected calibration error, 10 bins",
            ("over", "findings", "error"),
            tuple((name, len(some), calibration_error(bins(some))) for name, some in counted),
        ),
    ]


def main() -> None:
    """Run the benchmark on the folders of the command line."""
    parser = arguments(__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--meta", action="store_true", help="hand on languages and dates of publication from meta.json")
    parser.add_argument("--model", metavar="DIR", help="another sentence-transformers model")
    options = parser.parse_args()
    stories = [read_story(folder, meta=options.meta) for folder in options.folders]
    publish(tables([a for m in measure(stories, options.model) for a in m.score.answers]), options)


if __name__ == "__main__":
    main()
