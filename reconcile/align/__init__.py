"""Claims of several articles into facts: which of them are about the same thing.

Vectors propose; units, names and dates veto; an assignment decides, one to one within each pair of
articles, and the pairs are joined to facts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log

from reconcile.align.assign import join
from reconcile.align.events import event_pairs, events
from reconcile.align.facts import PairLinks, link_sides, related
from reconcile.align.features import Side
from reconcile.align.frames import frames
from reconcile.align.names import Name, NameSimilarity, name_keys, names_of
from reconcile.align.roles import NameSearch, contested_names
from reconcile.align.vectors import ClaimVectors, Vector
from reconcile.claims import Alignment, Article, Claim, Date, Fact, Frame, Kind, Link, Quantity
from reconcile.values.days import compare_dates
from reconcile.values.figures import compare

__all__ = [
    "Alignment",
    "ClaimVectors",
    "NameSearch",
    "NameSimilarity",
    "Vector",
    "align",
    "event_pairs",
    "events",
    "name_rarity",
]


def align(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    vectors: Mapping[str, ClaimVectors],
    name_vectors: Mapping[str, Vector],
    similarity: NameSimilarity,
    search: NameSearch,
    pairs: Sequence[tuple[str, str]],
) -> Alignment:
    """The facts that ``claims`` of ``articles`` (all of one event) are about.

    ``vectors`` holds one entry a claim, ``name_vectors`` the vector of each distinct name on its own;
    ``similarity`` says how likely two names are one, ``search`` whether an article has a name at all. Only
    the ``pairs`` of articles are compared.
    """
    names = names_of(articles, claims)
    keys, members = name_keys(names, similarity, name_vectors, pairs)
    framed = frames(claims, keys)
    dates = {c.id: c.date for c in claims if c.date is not None}
    by_id = {c.id: c for c in claims}
    facts = [_name_fact(group) for _, group in sorted(members.items()) if len(group) > 1]
    known = {a.id: frozenset(keys[c.id] for c in claims if c.document == a.id and c.id in keys) for a in articles}
    rarity = name_rarity(framed.values())
    for kind in (Kind.QUANTITY, Kind.DATE):
        sides = {
            a.id: _side(a, [c for c in claims if c.document == a.id and c.kind is kind], vectors, framed)
            for a in articles
        }
        found: list[PairLinks] = []
        for a, b in pairs:
            found.append(link_sides(kind.value, sides[a], sides[b], dates, known[a] & known[b], rarity))
        facts += _facts(kind, found, by_id)
    article = {a.id: a for a in articles}
    stated = {a.id: [c for c in claims if c.document == a.id and c.kind is not Kind.ENTITY] for a in articles}
    all_sides = {d: _side(article[d], some, vectors, framed) for d, some in stated.items()}
    close = [k for a, b in pairs for k in related(all_sides[a], all_sides[b])]
    facts += contested_names(
        pairs,
        by_id,
        members,
        lambda d, some: _side(article[d], some, vectors, framed),
        dates,
        rarity,
        search,
        name_vectors,
    )
    return Alignment(tuple(facts), tuple(close), framed)


def _side(
    article: Article, claims: Sequence[Claim], vectors: Mapping[str, ClaimVectors], framed: Mapping[str, Frame]
) -> Side:
    length = max(1, len(article.text))
    return Side(
        tuple(claims),
        tuple(vectors[c.id] for c in claims),
        tuple(framed[c.id] for c in claims),
        tuple(c.sentence.start / length for c in claims),
    )


def name_rarity(framed: Iterable[Frame]) -> dict[int, float]:
    """How much a name says: ln(sentences / sentences with it), at most 3, scaled to 0-1."""
    seen: Counter[int] = Counter()
    total = 0
    for f in framed:
        total += 1
        seen.update(f.names)
    return {k: min(3.0, log((total + 1) / n)) / 3 for k, n in seen.items()}


def _name_fact(group: Sequence[Name]) -> Fact:
    return Fact(Kind.ENTITY, tuple(sorted(m for n in group for m in n.mentions)), ())


def _facts(kind: Kind, found: Sequence[PairLinks], by_id: Mapping[str, Claim]) -> list[Fact]:
    """Facts of one kind: links of one value are joined first, then those that would set values against each other."""
    links = [k for f in found for k in (*f.same, *f.differs)]
    agreeing = {(k.a, k.b) for f in found for k in f.same}
    # A link of equal values outranks any link of different ones.
    ranked = [Link(k.a, k.b, k.probability + ((k.a, k.b) in agreeing), k.evidence) for k in links]

    def may_share(a: str, b: str) -> bool:
        return same_value(by_id[a], by_id[b])

    clusters = join(ranked, may_share, lambda c: by_id[c].document)
    home = {c: i for i, cluster in enumerate(clusters) for c in cluster}
    inside: dict[int, list[Link]] = defaultdict(list)
    for k in links:
        if home.get(k.a) == home.get(k.b) and k.a in home:
            inside[home[k.a]].append(k)
    return [Fact(kind, cluster, tuple(inside[i])) for i, cluster in enumerate(clusters)]


def same_value(a: Claim, b: Claim) -> bool:
    """Whether two claims state one value, as far as their words go."""
    if isinstance(a.quantity, Quantity) and isinstance(b.quantity, Quantity):
        said = compare(a.quantity, b.quantity)
        return said is not None and said.outcome == "same"
    if isinstance(a.date, Date) and isinstance(b.date, Date):
        when = compare_dates(a.date, b.date)
        return when is not None and when.outcome in ("same", "within")
    return False
