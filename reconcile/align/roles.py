"""Names that stand in the same place of two accounts and are not the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from reconcile.align.assign import best_pairs
from reconcile.align.facts import evidence_link
from reconcile.align.features import Side, pair_features
from reconcile.align.matcher import load_weights
from reconcile.align.names import Name
from reconcile.align.vectors import Vector
from reconcile.claims import Claim, Date, Fact, Kind, Link

CONTESTED_FROM = -0.5
# Cosine of two names on their own (centred by language) from which one may be the other's translation.
MAYBE_TRANSLATED = 0.35

SideOf = Callable[[str, Sequence[Claim]], Side]
NameSearch = Callable[[Claim, str], bool]
"""Whether an article (by id) has a name anywhere in its text, recognised there or not."""


def contested_names(
    pairs: Sequence[tuple[str, str]],
    claims: Mapping[str, Claim],
    members: Mapping[int, Sequence[Name]],
    side_of: SideOf,
    dates: Mapping[str, Date],
    rarity: Mapping[int, float],
    search: NameSearch,
    vectors: Mapping[str, Vector],
) -> list[Fact]:
    """Two names that play one role, neither of which the other article mentions, for each pair of articles.

    ``members`` holds the names by key; ``side_of`` makes a side of some claims of an article; ``search`` looks
    for a name in the text of the other article, where the recogniser may have missed it; ``vectors`` holds those
    of names on their own.
    """
    key = {m: k for k, group in members.items() for n in group for m in n.mentions}
    mentions: dict[str, list[Claim]] = defaultdict(list)
    for claim in key:
        if not _is_office(claims[claim]):
            mentions[claims[claim].document].append(claims[claim])
    known = {d: {key[c.id] for c in found} for d, found in mentions.items()}
    facts: dict[tuple[int, int], Fact] = {}
    for a, b in pairs:
        left = [c for c in mentions.get(a, ()) if key[c.id] not in known.get(b, ())]
        right = [c for c in mentions.get(b, ()) if key[c.id] not in known.get(a, ())]
        if not left or not right:
            continue
        common = frozenset(known[a] & known[b])
        for link in _links(side_of(a, left), side_of(b, right), dates, common, rarity):
            names = (key[link.a], key[link.b])
            if (
                _alike(claims[link.a], claims[link.b], vectors)
                or search(claims[link.a], b)
                or search(claims[link.b], a)
            ):
                continue
            if names not in facts or link.probability > facts[names].links[0].probability:
                facts[names] = Fact(Kind.ENTITY, (link.a, link.b), (link,))
    return [facts[k] for k in sorted(facts)]


def _alike(x: Claim, y: Claim, vectors: Mapping[str, Vector]) -> bool:
    """Whether one name may be the other translated ("Guerra Fría", "Cold War"); of persons only the spelling tells."""
    if x.entity is None or y.entity is None or "PER" in (x.entity.type, y.entity.type):
        return False
    pair = [vectors.get(e.name) for e in (x.entity, y.entity)]
    return pair[0] is not None and pair[1] is not None and float(pair[0] @ pair[1]) >= MAYBE_TRANSLATED


def _is_office(claim: Claim) -> bool:
    """Whether a mention is an office ("President of the United States") and no name: who holds it has one too."""
    e = claim.entity
    return e is not None and bool(e.role) and claim.text.casefold().startswith(e.role.casefold())


def _links(
    a: Side, b: Side, dates: Mapping[str, Date], common: frozenset[int], rarity: Mapping[int, float]
) -> list[Link]:
    pairs = pair_features(a, b, dates, common, rarity)
    model = load_weights()["entity_differs"]
    logits = np.where(pairs.outcome == "differs", model.logits(pairs.features), -np.inf)
    return [evidence_link(model, logits, pairs, a, b, i, j) for i, j in best_pairs(logits, CONTESTED_FROM)]
