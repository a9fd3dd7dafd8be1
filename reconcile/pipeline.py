"""The one place that composes the steps: articles, claims, vectors, facts, findings, report."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from reconcile import __version__
from reconcile.align import ClaimVectors, NameSearch, Vector, align, event_pairs, events, shared_passages, source_of
from reconcile.articles import read_articles
from reconcile.claims import Article, Claim, Finding, Problem, Report, Shared, Span, Verdict
from reconcile.extract import extract
from reconcile.judge import judge
from reconcile.masking import Masked, mask
from reconcile.names import find_mention, same_name
from reconcile.progress import Progress, Silent

if TYPE_CHECKING:
    from reconcile.embed import Encoder


def check(
    paths: Sequence[str],
    *,
    published: dt.date | None = None,
    language: str | None = None,
    model: str | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read articles, compare those of one group with each other, and report.

    ``published`` and ``language`` hold for articles that do not say so themselves; ``model`` is the folder
    of another sentence-transformers model. Inputs that cannot be used are in the report's problems; the
    others are compared all the same.

    Raises :class:`~reconcile.errors.ModelError` where the model cannot be had.
    """
    told = progress or Silent()
    articles, problems = _read(paths, published, language, stdin, told)
    return compare(articles, problems=problems, model=model, progress=told)


def compare(
    articles: Sequence[Article],
    *,
    problems: Sequence[Problem] = (),
    model: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Compare articles already read; see :func:`check`."""
    from reconcile.embed import Encoder

    told = progress or Silent()
    told.stage("Extracting claims", len(articles))
    claims: list[Claim] = []
    for article in articles:
        claims += extract(article)
        told.advance()
    encoder = Encoder(model)
    described: dict[str, str] = {}
    findings: list[Finding] = []
    shared: list[Shared] = []
    unmatched: list[str] = []
    if len({c.document for c in claims}) > 1:
        vectors, name_vectors = encode_claims(articles, claims, encoder, told)
        findings, shared = _compare_groups(articles, claims, vectors, name_vectors, told)
        unmatched = _untied(claims, findings)
        described = encoder.describe()
    else:
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


def _read(
    paths: Sequence[str], published: dt.date | None, language: str | None, stdin: BinaryIO | None, told: Progress
) -> tuple[list[Article], list[Problem]]:
    """Articles in the order of their identifiers, whatever order the files came in."""
    told.stage("Reading articles")
    articles: list[Article] = []
    problems: list[Problem] = []
    for item in read_articles(paths, published=published, language=language, stdin=stdin):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            articles.append(item)
            told.advance()
    return sorted(articles, key=lambda a: (a.group, a.id)), problems


def encode_claims(
    articles: Sequence[Article], claims: Sequence[Claim], encoder: Encoder, told: Progress
) -> tuple[dict[str, ClaimVectors], dict[str, Vector]]:
    """One forward pass over the sentences that hold claims, and over names and counted nouns on their own."""
    from reconcile.embed import Passage

    text = {a.id: a.prose for a in articles}
    language = {a.id: a.language for a in articles}
    inside: dict[tuple[str, Span], list[Claim]] = defaultdict(list)
    for c in claims:
        inside[c.document, c.sentence].append(c)
    places = list(inside)
    masked: list[Masked] = [mask(text[d], span, inside[d, span]) for d, span in places]
    passages = [Passage(m.text, m.mentions + m.clauses, language[d]) for m, (d, _) in zip(masked, places, strict=True)]
    alone = sorted({(word, language[c.document]) for c in claims for word in (_name(c), _noun(c)) if word})
    passages += [Passage(word, (), lang) for word, lang in alone]
    told.stage("Encoding sentences", len(passages))
    seen = 0

    def advance(done: int, _total: int) -> None:
        nonlocal seen
        told.advance(done - seen)
        seen = done

    encoded = encoder.encode(passages, progress=advance)
    by_word = {key: vec.sentence for key, vec in zip(alone, encoded[len(places) :], strict=True)}
    vectors: dict[str, ClaimVectors] = {}
    for place, vec in zip(places, encoded, strict=False):
        here = inside[place]
        for i, c in enumerate(here):
            noun = by_word.get((_noun(c), language[c.document]))
            vectors[c.id] = ClaimVectors(vec.sentence, vec.mentions[i], vec.mentions[len(here) + i], noun)
    names = {c.entity.name: by_word[_name(c), language[c.document]] for c in claims if c.entity is not None}
    return vectors, names


def _name(claim: Claim) -> str:
    return claim.entity.name if claim.entity is not None else ""


def _noun(claim: Claim) -> str:
    """What a claim is of: the thing counted, or the office that a name stands with."""
    if claim.entity is not None:
        return claim.entity.role
    return claim.quantity.noun if claim.quantity is not None else ""


def _compare_groups(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    vectors: dict[str, ClaimVectors],
    name_vectors: dict[str, Vector],
    told: Progress,
) -> tuple[list[Finding], list[Shared]]:
    """The findings of every group, numbered through, and the pairs of articles that are one source."""
    groups: dict[str, list[Article]] = defaultdict(list)
    for a in articles:
        groups[a.group].append(a)
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_document[c.document].append(c)
    told.stage("Comparing claims", len(groups))
    findings: list[Finding] = []
    shared: list[Shared] = []
    for _, members in sorted(groups.items()):
        here = [c for a in members for c in by_document[a.id]]
        article = {a.id: a for a in members}
        pairs = event_pairs(members, here, vectors)
        search = _searcher(article)
        for event in events(pairs):
            inside = set(event)
            some = [c for d in event for c in by_document[d]]
            close = [p for p in pairs if p[0] in inside]
            told_of = [article[d] for d in event]
            aligned = align(told_of, some, vectors, name_vectors, same_name, search, close)
            copied = shared_passages(told_of, some, vectors, close)
            findings += _with_sources(judge(told_of, some, aligned, first=len(findings) + 1), some, copied)
            shared += copied
        told.advance()
    return findings, shared


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

    def search(claim: Claim, document: str) -> bool:
        if claim.entity is None:
            return False
        text = prose[document]
        found = find_mention(claim.entity.name, text, Span(0, len(text)), language[claim.document], language[document])
        return found is not None

    return search


def _untied(claims: Iterable[Claim], findings: Iterable[Finding]) -> list[str]:
    """The claims that no finding holds."""
    tied = {c for f in findings for side in f.sides for c in side}
    return [c.id for c in claims if c.id not in tied]
