"""Names that stand in the same place of two accounts and are not the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from reconcile.align.assign import best_pairs
from reconcile.align.matcher import probability
from reconcile.align.names import Name
from reconcile.align.vectors import ClaimVectors, lead, margins
from reconcile.claims import Claim, Fact, Frame, Kind, Link

# Log-odds of "one role" from the margins and leads of sentence and mention, set on invented stories.
BIAS, BY_SENTENCE, BY_MENTION, BY_LEAD, BY_SHARED = -5.5, 12.0, 12.0, 5.0, 0.6
CONTESTED_FROM = -0.5


def contested_names(
    pairs: Sequence[tuple[str, str]],
    claims: Mapping[str, Claim],
    vectors: Mapping[str, ClaimVectors],
    framed: Mapping[str, Frame],
    members: Mapping[int, Sequence[Name]],
) -> list[Fact]:
    """Pairs of names, each unknown to the other article, that play one role in aligned sentences."""
    lonely: dict[str, list[Claim]] = defaultdict(list)
    for group in members.values():
        for n in group:
            lonely[n.document].append(claims[n.mentions[0]])
    key = {m: k for k, group in members.items() for n in group for m in n.mentions}
    known = {d: {key[c.id] for c in found} for d, found in lonely.items()}
    facts = []
    for a, b in pairs:
        left = [c for c in lonely.get(a, ()) if key[c.id] not in known.get(b, ())]
        right = [c for c in lonely.get(b, ()) if key[c.id] not in known.get(a, ())]
        if not left or not right:
            continue
        logits = _logits(left, right, vectors, framed)
        for i, j in best_pairs(logits, CONTESTED_FROM):
            x, y = left[i], right[j]
            link = Link(x.id, y.id, round(probability(logits[i, j]), 4))
            facts.append(Fact(Kind.ENTITY, (x.id, y.id), (link,)))
    return facts


def _logits(
    left: Sequence[Claim], right: Sequence[Claim], vectors: Mapping[str, ClaimVectors], framed: Mapping[str, Frame]
) -> np.ndarray:
    sentence = np.stack([vectors[c.id].sentence for c in left]) @ np.stack([vectors[c.id].sentence for c in right]).T
    mention = np.stack([vectors[c.id].mention for c in left]) @ np.stack([vectors[c.id].mention for c in right]).T
    shared = np.array([[len(set(framed[x.id].names) & set(framed[y.id].names)) for y in right] for x in left])
    logits = (
        BIAS
        + BY_SENTENCE * margins(sentence)
        + BY_MENTION * margins(mention)
        + BY_LEAD * lead(mention + sentence)
        + BY_SHARED * np.minimum(shared, 3)
    )
    alike = np.array(
        [
            [x.entity is not None and y.entity is not None and x.entity.type == y.entity.type for y in right]
            for x in left
        ]
    )
    return np.where(alike, logits, -np.inf)
