"""Claims of several articles into facts: which of them are about the same thing.

Vectors propose; units, names and dates veto; an assignment decides, one to one within each pair of
articles, and the pairs are joined to facts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import log

from reconcile.align.assign import join
from reconcile.align.events import event_pairs, events
from reconcile.align.facts import PairLinks, link_sides, related
from reconcile.align.features import Side
from reconcile.align.frames import frames
from reconcile.align.named import NameSearch
from reconcile.align.names import (
    Name,
    NameSimilarity,
    name_claim,
    names_told,
    with_types_shared,
)
from reconcile.align.replaced import is_numbered, replaced
from reconcile.align.roles import contested_names
from reconcile.align.sources import shared_passages, source_of
from reconcile.align.translations import Stated, Translated, may_translate, sentences_told, translated
from reconcile.align.vectors import ClaimVectors, Vector
from reconcile.align.whose import of_two_people, people_aged
from reconcile.claims import Alignment, Article, Claim, Fact, Frame, Kind, Link
from reconcile.values.same import outcome_and_basis

__all__ = [
    "Alignment",
    "ClaimVectors",
    "NameSearch",
    "NameSimilarity",
    "Vector",
    "align",
    "event_pairs",
    "events",
    "name_claim",
    "name_rarity",
    "shared_passages",
    "source_of",
]


def align(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    doubtful: Sequence[Claim],
    vectors: Mapping[str, ClaimVectors],
    name_vectors: Mapping[str, Vector],
    similarity: NameSimilarity,
    search: NameSearch,
    pairs: Sequence[tuple[str, str]],
) -> tuple[Alignment, list[Claim]]:
    """The facts that ``claims`` of ``articles`` (all of one event) are about, and which ``doubtful`` names they hold.

    ``vectors`` holds one entry a claim, ``name_vectors`` the vector of each distinct name on its own;
    ``similarity`` says how likely two names are one, ``search`` how surely an article has a name at all. Only
    the ``pairs`` of articles are compared.
    """
    language = {a.id: a.language for a in articles}
    heard, names, keys, members = names_told(articles, claims, doubtful, similarity, name_vectors, pairs)
    sure = {c.id for c in heard}
    doubtful = [c for c in doubtful if c.id not in sure]
    claims = with_types_shared((*claims, *heard), members)
    framed = frames(claims, keys)
    dates = {c.id: c.date for c in claims if c.date is not None}
    by_id = {c.id: c for c in claims}
    facts = [_name_fact(group) for _, group in sorted(members.items()) if len(group) > 1]
    known = {a.id: frozenset(keys[m] for n in names if n.document == a.id for m in n.mentions) for a in articles}
    rarity = name_rarity(framed.values())
    article = {a.id: a for a in articles}
    numbered: dict[str, list[Claim]] = {a.id: [] for a in articles}
    for c in claims:
        if is_numbered(c):
            numbered[c.document].append(c)
    stated = {d: [c for c in some if c.kind is not Kind.ENTITY] for d, some in numbered.items()}
    all_sides = {d: _side(article[d], some, vectors, framed) for d, some in stated.items()}
    written = {d: _side(article[d], some, vectors, framed) for d, some in numbered.items()}
    copied = _translations(article, sentences_told([*claims, *doubtful], vectors), written, pairs)
    slips = tuple(k for said in copied.values() for k in said.replaced)
    apart = {frozenset((k.a, k.b)) for k in slips}
    aged = people_aged(claims, names)
    for kind in (Kind.QUANTITY, Kind.DATE):
        of_kind = {d: [c for c in some if c.kind is kind] for d, some in stated.items()}
        sides = {d: _side(article[d], some, vectors, framed) for d, some in of_kind.items()}
        found = {
            (a, b): link_sides(
                kind.value,
                sides[a],
                sides[b],
                dates,
                known[a] & known[b],
                rarity,
                copied[a, b],
                of_two_people(of_kind[a], of_kind[b], aged, similarity),
            )
            for a, b in pairs
        }
        facts += _facts(kind, found, by_id, apart)
    close = [k for a, b in pairs for k in related(all_sides[a], all_sides[b])]
    prose = {a.id: a.prose for a in articles}
    wholly = {p for p, said in copied.items() if said.wholly}
    facts += contested_names(pairs, prose, claims, doubtful, members, vectors, name_vectors, search, language, wholly)
    inside = {c for f in facts for c in f.claims}
    used = [c for c in doubtful if c.id in inside]
    framed |= {c.id: Frame(c.id) for c in used}
    told = frozenset((min(p), max(p)) for p in wholly)
    return Alignment(tuple(facts), tuple(close), framed, told, slips), [*heard, *used]


def _translations(
    article: Mapping[str, Article],
    told: Mapping[str, Stated],
    sides: Mapping[str, Side],
    pairs: Sequence[tuple[str, str]],
) -> dict[tuple[str, str], Translated]:
    """What articles have of each other in translation, and where they depart from it."""
    result = {}
    for a, b in pairs:
        one, other = article[a], article[b]
        dated = one.published is not None and other.published is not None
        said = translated(told[a], told[b], dated=dated)
        if may_translate(one, other):
            result[a, b] = replace(said, replaced=replaced(sides[a], sides[b], said))
        else:
            result[a, b] = replace(said, wholly=False)
    return result


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


def _facts(
    kind: Kind,
    found: Mapping[tuple[str, str], PairLinks],
    by_id: Mapping[str, Claim],
    apart: Collection[frozenset[str]],
) -> list[Fact]:
    """Facts of one kind: links of one value are joined first, then those that would set values against each other."""
    links = [k for f in found.values() for k in (*f.same, *f.differs)]
    agreeing = {(k.a, k.b) for f in found.values() for k in f.same}
    # A link of equal values outranks any link of different ones.
    ranked = [Link(k.a, k.b, k.probability + ((k.a, k.b) in agreeing), k.evidence) for k in links]

    def may_share(a: str, b: str) -> bool:
        return outcome_and_basis(by_id[a], by_id[b])[0] == "same" and frozenset((a, b)) not in apart

    clusters = join(ranked, may_share, lambda c: by_id[c].document)
    home = {c: i for i, cluster in enumerate(clusters) for c in cluster}
    inside: dict[int, list[Link]] = defaultdict(list)
    for k in links:
        if home.get(k.a) == home.get(k.b) and k.a in home:
            inside[home[k.a]].append(k)
    return [Fact(kind, c, tuple(inside[i]), _odds(c, found, by_id)) for i, c in enumerate(clusters)]


def _odds(
    cluster: Sequence[str], found: Mapping[tuple[str, str], PairLinks], by_id: Mapping[str, Claim]
) -> tuple[tuple[str, str, float], ...]:
    """The log-odds of all pairs of a fact's claims."""
    result = []
    for a, b in combinations(cluster, 2):
        x, y = by_id[a].document, by_id[b].document
        pair = found.get((x, y)) or found.get((y, x))
        odds = pair.odds(a, b) if pair is not None else None
        if odds is not None:
            result.append((a, b, odds))
    return tuple(result)
