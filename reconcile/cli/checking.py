"""``reconcile check``: read, compare, print, and say by the exit status whether anything is flagged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile.claims import Report, Verdict
from reconcile.cli.guard import CANNOT, show_problem, shown
from reconcile.cli.options import parse_language, parse_published, standard_input
from reconcile.cli.outputs import WRITERS, check_outputs, print_rich, print_text, write_output
from reconcile.cli.progress import progress_bar
from reconcile.cli.settings import read_settings

NOTHING_FLAGGED, FLAGGED, NOTHING_TO_COMPARE = 0, 1, 5

_FAILING = {
    "conflicts": frozenset({Verdict.CONFLICTS}),
    "diverges": frozenset({Verdict.CONFLICTS, Verdict.DIVERGES}),
    "never": frozenset[Verdict](),
}


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options of one run, as typed; ``None`` leaves them to the project's settings."""

    format: str | None = None
    outputs: Sequence[str] = ()
    fail_on: str | None = None
    published: str | None = None
    language: str | None = None
    model: str | None = None
    ner: str | None = None
    quiet: bool = False


def run_check(paths: Sequence[str], options: CheckOptions) -> int:
    """Compare the articles and print the report; return the exit status."""
    options = _with_settings(options)
    day, tag = parse_published(options.published), parse_language(options.language)
    outputs = check_outputs(options.outputs)

    # Here, so that a wrong option is told of before anything heavy is loaded.
    from reconcile.workers import collect_rarely, spare_cores

    collect_rarely()
    from reconcile.embed import is_prepared, prepare
    from reconcile.pipeline import check

    if options.model is None and not is_prepared():
        # Before the bar of the run begins: it has one of its own.
        prepare(show_progress=not options.quiet)
    with progress_bar(options.quiet) as progress:
        report = check(
            paths,
            published=day,
            language=tag,
            model=options.model,
            ner=options.ner,
            stdin=standard_input(),
            workers=spare_cores(),
            progress=progress,
        )
    for problem in report.problems:
        show_problem(problem)
    for path, form in outputs:
        write_output(path, WRITERS[form](report))
    if not (options.quiet and outputs and options.format is None):
        _print(report, options.format or "rich")
    return _status(report, options)


def _with_settings(options: CheckOptions) -> CheckOptions:
    """What was not typed as the project's settings say, or as it is by default."""
    settings = read_settings(Path.cwd())
    return replace(
        options,
        format=options.format or settings.format,
        fail_on=options.fail_on or settings.fail_on or "diverges",
        published=options.published or settings.published,
        language=options.language or settings.language,
        model=options.model or settings.model,
        ner=options.ner or settings.ner,
    )


def _print(report: Report, form: str) -> None:
    if form == "rich":
        print_rich(report)
    else:
        print_text(WRITERS[form](report))


def _status(report: Report, options: CheckOptions) -> int:
    if any(problem.line is None for problem in report.problems) or not report.articles:
        return CANNOT
    if not _comparable(report):
        shown("nothing to compare: it takes two articles with figures, dates or names in them")
        return NOTHING_TO_COMPARE
    failing = _FAILING[options.fail_on or "diverges"]
    return FLAGGED if any(finding.verdict in failing for finding in report.findings) else NOTHING_FLAGGED


def _comparable(report: Report) -> bool:
    """Whether two articles of one group have claims."""
    group = {article.id: article.group for article in report.articles}
    speaking: defaultdict[str, set[str]] = defaultdict(set)
    for claim in report.claims:
        speaking[group.get(claim.document, "")].add(claim.document)
    return any(len(articles) > 1 for articles in speaking.values())
