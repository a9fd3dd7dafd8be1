"""Office-holders whom one account names and another does not: "Judge Laurel Beeler" and "a US judge".

Who holds an office without being named agrees with whoever is said to hold it; it never contradicts a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reconcile.align.names import name_claim
from reconcile.align.vectors import ClaimVectors, Vector
from reconcile.claims import Alignment, Article, Claim, Entity, Fact, Frame, Kind, Span
from reconcile.names.offices import find_offices, office_of, vague_offices

# An office this close to a person's name in its sentence is that person's.
NEAR = 45
# Cosine of two sentences (centred by language) from which they may speak of one office-holder.
MAY_ANSWER = 0.1


def with_offices(
    alignment: Alignment, articles: Sequence[Article], claims: Sequence[Claim], vectors: Mapping[str, ClaimVectors]
) -> tuple[Alignment, tuple[Claim, ...]]:
    """The alignment with unnamed office-holders among its facts, and the claims that they are.

    An office counts where no account names two people who hold it. Of each article only the first mention is a claim.
    """
    sentence = {(c.document, c.sentence): vectors[c.id].sentence for c in claims if c.id in vectors}
    language = {a.id: a.language for a in articles}
    fact_of = {c: i for i, f in enumerate(alignment.facts) if f.kind is Kind.ENTITY and not f.links for c in f.claims}
    holders = _holders(claims, language, fact_of)
    facts = list(alignment.facts)
    added: list[Claim] = []
    for office, unnamed in sorted(_unnamed(articles, claims, holders).items()):
        named = holders.get(office, {})
        if len(named) > 1:
            continue
        known = [c for some in named.values() for c in some]
        known_at = [(c.document, c.sentence) for c in known]
        tied = [c for c in unnamed if _answers((c.document, c.sentence), known_at or _others(c, unnamed), sentence)]
        if len({c.document for c in (*tied, *known)}) < 2 or not tied:
            continue
        added += tied
        ids = {c.id for c in tied}
        place = next((fact_of[c.id] for c in known if c.id in fact_of), None)
        if place is None:
            facts.append(Fact(Kind.ENTITY, tuple(sorted(ids | {c.id for c in known})), ()))
        else:
            facts[place] = replace(facts[place], claims=tuple(sorted({*facts[place].claims, *ids})))
    frames = {**alignment.frames, **{c.id: Frame(c.id) for c in added}}
    return replace(alignment, facts=tuple(facts), frames=frames), tuple(added)


def _holders(
    claims: Sequence[Claim], language: Mapping[str, str], fact_of: Mapping[str, int]
) -> dict[str, dict[object, list[Claim]]]:
    """For each office the mentions of whoever is said to hold it, by name."""
    found: dict[str, dict[object, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for c in claims:
        if c.entity is not None and (office := office_of(c.entity.role, language[c.document])):
            found[office][fact_of.get(c.id, (c.document, c.entity.name))].append(c)
    return found


def _unnamed(
    articles: Sequence[Article], claims: Sequence[Claim], holders: Mapping[str, Mapping[object, Sequence[Claim]]]
) -> dict[str, list[Claim]]:
    """For each office a claim for each article that speaks of its holder and names nobody."""
    people: dict[tuple[str, Span], list[Span]] = defaultdict(list)
    for c in claims:
        if c.entity is not None and c.entity.type == "PER":
            people[c.document, c.sentence].append(c.span)
    named_in = {(office, c.document) for office, names in holders.items() for some in names.values() for c in some}
    found: dict[str, list[Claim]] = defaultdict(list)
    for article in articles:
        seen: set[str] = set()
        for sentence in article.sentences:
            for span, office in find_offices(article.prose, sentence, article.language):
                if office in seen or office in vague_offices() or (office, article.id) in named_in:
                    continue
                if _beside(span, people[article.id, sentence]):
                    continue
                seen.add(office)
                found[office].append(_claim(article, sentence, span))
    return found


def _claim(article: Article, sentence: Span, span: Span) -> Claim:
    text = article.text[span.start : span.end]
    return name_claim(article, sentence, span, Entity("PER", text, role=text), "@")


def _beside(office: Span, people: Sequence[Span]) -> bool:
    """Whether one of the names, in text order, stands near an office."""
    behind = bisect_left(people, office)
    return any(office.gap(p) <= NEAR for p in people[max(0, behind - 1) : behind + 1])


def _others(claim: Claim, unnamed: Sequence[Claim]) -> Iterator[tuple[str, Span]]:
    yield from ((c.document, c.sentence) for c in unnamed if c.document != claim.document)


def _answers(
    here: tuple[str, Span],
    there: Sequence[tuple[str, Span]] | Iterator[tuple[str, Span]],
    sentence: Mapping[tuple[str, Span], Vector],
) -> bool:
    """Whether the sentence of an unnamed office-holder may answer to one of the others."""
    if here not in sentence:
        return False
    return any(float(sentence[here] @ sentence[place]) >= MAY_ANSWER for place in there if place in sentence)
