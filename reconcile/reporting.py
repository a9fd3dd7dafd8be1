"""The one place that composes the steps: what articles say becomes claims, vectors, facts, findings, a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from reconcile import __version__
from reconcile.align import ClaimVectors, Vector
from reconcile.claims import Article, Claim, Finding, Problem, Report, Shared
from reconcile.comparing import compare_event, events_of
from reconcile.encoding import encode_claims, read_and_encode
from reconcile.extract import Reading, claims_of
from reconcile.judge import numbered
from reconcile.progress import Progress
from reconcile.workers import Workers

if TYPE_CHECKING:
    from reconcile.embed import Encoder
    from reconcile.extract.names_classifier import TokenClassifier

# Fewer events are compared before a process has started.
_WORTH_A_PROCESS = 16


def report_on(
    readings: Sequence[Reading],
    problems: Sequence[Problem],
    encoder: Encoder,
    ner: str | None,
    workers: Workers,
    told: Progress,
) -> Report:
    """Find the claims of articles that have been read, compare those of one group with each other, and report.

    ``ner`` is the folder of a token classifier to find names with instead of ours.

    Raises :class:`~reconcile.errors.ModelError` where a model cannot be had.
    """
    classifier = _classifier(ner)
    articles = [r.article for r in readings]
    described: dict[str, str] = {}
    findings: list[Finding] = []
    shared: list[Shared] = []
    unmatched: list[str] = []
    if sum(bool(article.sentences) for article in articles) > 1:
        if classifier is None:
            claims, doubtful, vectors, name_vectors = read_and_encode(readings, encoder, told)
        else:
            claims = [c for reading in readings for c in claims_of(reading, classifier.names(reading.article))]
            vectors, name_vectors = encode_claims(articles, claims, encoder, told)
            doubtful = []
        findings, shared, added = _compare_groups(articles, claims, doubtful, vectors, name_vectors, workers, told)
        claims = [*claims, *added]
        unmatched = _untied(claims, findings)
        described = encoder.describe()
    else:
        claims = [c for reading in readings for c in claims_of(reading)]
        unmatched = [c.id for c in claims]
    return Report(
        articles=tuple(articles),
        claims=tuple(claims),
        findings=tuple(findings),
        unmatched=tuple(unmatched),
        problems=tuple(problems),
        shared=tuple(shared),
        model=described,
        tool={"name": "reconcile", "version": __version__},
    )


def _classifier(folder: str | None) -> TokenClassifier | None:
    if folder is None:
        return None
    from reconcile.extract.names_classifier import TokenClassifier

    return TokenClassifier(folder)


def _compare_groups(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    doubtful: Sequence[Claim],
    vectors: Mapping[str, ClaimVectors],
    name_vectors: Mapping[str, Vector],
    workers: Workers,
    told: Progress,
) -> tuple[list[Finding], list[Shared], list[Claim]]:
    """The findings of every group's events, numbered through, pairs of articles that are one source, further claims."""
    groups: dict[str, list[Article]] = defaultdict(list)
    for a in articles:
        groups[a.group].append(a)
    known, maybe = _by_document(claims), _by_document(doubtful)
    some = [
        event
        for _, members in sorted(groups.items())
        for event in events_of(members, known, maybe, vectors, name_vectors)
    ]
    told.stage("Comparing claims", len(some))
    findings: list[Finding] = []
    shared: list[Shared] = []
    added: list[Claim] = []
    begun = workers.begin(compare_event, some, least=_WORTH_A_PROCESS)
    for found in begun.results(lambda _: told.advance()):
        findings += numbered(found.findings, len(findings) + 1)
        shared += found.shared
        added += found.added
    return findings, shared, added


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        found[c.document].append(c)
    return found


def _untied(claims: Iterable[Claim], findings: Iterable[Finding]) -> list[str]:
    """The claims that no finding holds."""
    tied = {c for f in findings for side in f.sides for c in side}
    return [c.id for c in claims if c.id not in tied]
