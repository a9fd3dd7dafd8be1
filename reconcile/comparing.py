"""The articles of one event compared: claims and vectors to findings.

Events have nothing to do with each other, so that each can be compared wherever there is a processor for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reconcile.align import ClaimVectors, NameSearch, Vector, align, event_pairs, events, shared_passages, source_of
from reconcile.align.offices import with_offices
from reconcile.claims import Article, Claim, Finding, Shared, Span, Verdict
from reconcile.judge import judge
from reconcile.judge.clocks import Clocks
from reconcile.names import find_mention, same_name
from reconcile.values.weekdays import with_weekdays

# How alike a name and a piece of the other article must sound to be any evidence that it is mentioned there.
LEAST_HINT = 0.1


@dataclass(frozen=True, slots=True)
class Event:
    """Articles that are to be compared with each other, and all that is known of them.

    ``doubtful`` are what may be names, ``pairs`` the ids of which two are compared, the smaller first. ``vectors`` has
    an entry for each claim, ``name_vectors`` for each name.
    """

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    doubtful: tuple[Claim, ...]
    vectors: Mapping[str, ClaimVectors]
    name_vectors: Mapping[str, Vector]
    pairs: tuple[tuple[str, str], ...]


class Compared(NamedTuple):
    """What came of an event; ``added`` are claims to whose number the comparison added.

    These are office-holders without a name, and such doubtful names as a translation contradicts.
    """

    findings: tuple[Finding, ...]
    shared: tuple[Shared, ...]
    added: tuple[Claim, ...]


def events_of(
    articles: Sequence[Article],
    claims: Mapping[str, Sequence[Claim]],
    doubtful: Mapping[str, Sequence[Claim]],
    vectors: Mapping[str, ClaimVectors],
    name_vectors: Mapping[str, Vector],
) -> Iterator[Event]:
    """The events of one group of articles; ``claims`` and ``doubtful`` are by article."""
    article = {a.id: a for a in articles}
    pairs = event_pairs(articles, [c for a in articles for c in claims.get(a.id, ())], vectors)
    told = events(pairs)
    home = {document: number for number, event in enumerate(told) for document in event}
    close: list[list[tuple[str, str]]] = [[] for _ in told]
    for pair in pairs:
        close[home[pair[0]]].append(pair)
    for event, compared in zip(told, close, strict=True):
        some = tuple(c for d in event for c in claims.get(d, ()))
        unsure = tuple(c for d in event for c in doubtful.get(d, ()))
        names = {c.entity.name for c in (*some, *unsure) if c.entity is not None}
        yield Event(
            tuple(article[d] for d in event),
            some,
            unsure,
            {c.id: vectors[c.id] for c in (*some, *unsure)},
            {name: name_vectors[name] for name in sorted(names)},
            tuple(compared),
        )


def compare_event(event: Event) -> Compared:
    """Align the claims of one event's articles and judge them; findings are numbered from 1."""
    told_of, vectors, close = event.articles, event.vectors, event.pairs
    claims = with_weekdays(event.claims, _alike(vectors))
    claims = [*map(Clocks(told_of, claims).told_by, claims)]
    search = _searcher({a.id: a for a in told_of})
    aligned, used = align(told_of, claims, event.doubtful, vectors, event.name_vectors, same_name, search, close)
    claims += used
    aligned, unnamed = with_offices(aligned, told_of, claims, vectors)
    copied = shared_passages(told_of, claims, vectors, close)
    claims += unnamed
    findings = _with_sources(judge(told_of, claims, aligned), claims, copied)
    return Compared(tuple(findings), tuple(copied), (*used, *unnamed))


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
