"""The one place that composes the steps: articles, claims, vectors, facts, findings, report."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from reconcile import __version__
from reconcile.align import ClaimVectors, NameSearch, Vector, align, event_pairs, events, shared_passages, source_of
from reconcile.align.offices import with_offices
from reconcile.claims import Article, Claim, Finding, Problem, Report, Shared, Span, Verdict
from reconcile.encoding import encode_claims, read_and_encode
from reconcile.extract import Reading, claims_of, read
from reconcile.judge import judge
from reconcile.names import find_mention, same_name
from reconcile.progress import Progress, Silent
from reconcile.reading import reading
from reconcile.values.weekdays import with_weekdays

if TYPE_CHECKING:
    from reconcile.embed import Encoder
    from reconcile.extract.names_classifier import TokenClassifier

# How alike a name and a piece of the other article must sound to be any evidence that it is mentioned there.
LEAST_HINT = 0.1


def check(
    paths: Sequence[str],
    *,
    published: dt.date | None = None,
    language: str | None = None,
    model: str | None = None,
    ner: str | None = None,
    stdin: BinaryIO | None = None,
    workers: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Read articles, compare those of one group with each other, and report.

    ``published`` and ``language`` hold for articles that do not say so themselves; ``model`` is the folder
    of another sentence-transformers model, ``ner`` that of a token classifier to find names with instead of ours.
    With ``workers`` so many processes read beside this one; a script that asks for them has to be importable
    (``if __name__ == "__main__"``). Inputs that cannot be used are in the report's problems; the others are compared
    all the same.

    Raises :class:`~reconcile.errors.ModelError` where the model cannot be had.
    """
    from reconcile.embed import Encoder

    told = progress or Silent()
    encoder = Encoder(model)
    with reading(paths, published=published, language=language, stdin=stdin, workers=workers) as pending:
        if pending.beside:
            told.stage("Loading the model")
            encoder.load()
        readings, problems = pending.collect(told)
    return _compare(readings, problems, encoder, ner, told)


def compare(
    articles: Sequence[Article],
    *,
    problems: Sequence[Problem] = (),
    model: str | None = None,
    ner: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Compare articles already read; see :func:`check`."""
    from reconcile.embed import Encoder

    told = progress or Silent()
    told.stage("Extracting claims", len(articles))
    readings: list[Reading] = []
    for article in articles:
        readings.append(read(article))
        told.advance()
    return _compare(readings, problems, Encoder(model), ner, told)


def _compare(
    readings: Sequence[Reading], problems: Sequence[Problem], encoder: Encoder, ner: str | None, told: Progress
) -> Report:
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
        findings, shared, added = _compare_groups(articles, claims, doubtful, vectors, name_vectors, told)
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
    vectors: dict[str, ClaimVectors],
    name_vectors: dict[str, Vector],
    told: Progress,
) -> tuple[list[Finding], list[Shared], list[Claim]]:
    """The findings of every group, numbered through, the pairs of articles that are one source, and further claims.

    These are office-holders without a name, and such ``doubtful`` names as a translation contradicts.
    """
    groups: dict[str, list[Article]] = defaultdict(list)
    for a in articles:
        groups[a.group].append(a)
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_document[c.document].append(c)
    maybe: dict[str, list[Claim]] = defaultdict(list)
    for c in doubtful:
        maybe[c.document].append(c)
    told.stage("Comparing claims", len(groups))
    findings: list[Finding] = []
    shared: list[Shared] = []
    added: list[Claim] = []
    for _, members in sorted(groups.items()):
        here = [c for a in members for c in by_document[a.id]]
        article = {a.id: a for a in members}
        pairs = event_pairs(members, here, vectors)
        search = _searcher(article)
        for event in events(pairs):
            inside = set(event)
            some = with_weekdays([c for d in event for c in by_document[d]], _alike(vectors))
            close = [p for p in pairs if p[0] in inside]
            told_of = [article[d] for d in event]
            unsure = [c for d in event for c in maybe[d]]
            aligned, used = align(told_of, some, unsure, vectors, name_vectors, same_name, search, close)
            some += used
            added += used
            aligned, unnamed = with_offices(aligned, told_of, some, vectors)
            copied = shared_passages(told_of, some, vectors, close)
            some += unnamed
            added += unnamed
            findings += _with_sources(judge(told_of, some, aligned, first=len(findings) + 1), some, copied)
            shared += copied
        told.advance()
    return findings, shared, added


def _alike(vectors: Mapping[str, ClaimVectors]) -> Callable[[Claim, Claim], float]:
    """How alike two claims are spoken of, from 0 to 4."""

    def alike(a: Claim, b: Claim) -> float:
        one, other = vectors[a.id], vectors[b.id]
        return max(0.0, float(one.sentence @ other.sentence + one.mention @ other.mention)) ** 2

    return alike


def _with_sources(findings: Iterable[Finding], claims: Iterable[Claim], shared: Sequence[Shared]) -> Iterator[Finding]:
    """The findings with the number of sources that each agreement rests on."""
    document = {c.id: c.document for c in claims}
    home = source_of(shared)
    for f in findings:
        if f.verdict is Verdict.AGREES:
            articles = {document[c] for side in f.sides for c in side}
            sources = len({home.get(d, d) for d in articles})
            said = " These articles share their text and count as one source." if sources == 1 < len(articles) else ""
            yield replace(f, sources=sources, explanation=f.explanation + said)
        else:
            yield f


def _searcher(article: Mapping[str, Article]) -> NameSearch:
    """Looks for a name, in any script, in the text of one of the articles."""
    language = {d: a.language for d, a in article.items()}
    prose = {d: a.prose for d, a in article.items()}
    seen: dict[tuple[str, str, Span], float] = {}

    def search(claim: Claim, document: str, within: Span | None = None) -> float:
        if claim.entity is None:
            return 0.0
        text, name = prose[document], claim.entity.name
        where = Span(0, len(text)) if within is None else within
        key = name, document, where
        if key not in seen:
            found = find_mention(name, text, where, language[claim.document], language[document], least=LEAST_HINT)
            seen[key] = found[1] if found else 0.0
        return seen[key]

    return search


def _untied(claims: Iterable[Claim], findings: Iterable[Finding]) -> list[str]:
    """The claims that no finding holds."""
    tied = {c for f in findings for side in f.sides for c in side}
    return [c.id for c in claims if c.id not in tied]
