"""Names that stand in the same place of two accounts and are not the same name.

Looked for in sentences that answer to each other: once every name that the other article has too, however
spelled, is taken away, a name that is left on either side is contested with the one left in its place.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np

from reconcile.align.assign import best_pairs
from reconcile.align.features import translation
from reconcile.align.matcher import probability
from reconcile.align.names import Name
from reconcile.align.vectors import ClaimVectors, Vector, lead
from reconcile.claims import Claim, Fact, Kind, Link, Span
from reconcile.names.gazetteer import lookup
from reconcile.names.scripts import script_of
from reconcile.values.same import outcome_and_basis

# Cosine of two sentences (centred by language) from which one may answer to the other.
MAYBE_ANSWERS = 0.4
# Log-odds from which a pair is reported; the judge asks for more before it speaks of a conflict.
CONTESTED_FROM = 0.0
# A sentence may be this much less alike than the best rival and still be looked at.
BEHIND = -0.05
_LEAD_ALONE = 0.2

FEATURES = (
    "sentence",
    "sentence_lead",
    "mention",
    "mention_lead",
    "alone",
    "sound",
    "persons",
    "types_apart",
    "others_left",
    "others_matched",
    "both_known",
    "one_known",
    "titled",
    "long",
    "types_same",
    "unreadable",
    "translation",
    "articles_alike",
    "names_in_common",
    "values_shared",
    "values_apart",
)

NameSearch = Callable[[Claim, str], float]
"""How surely an article (by id) has a name anywhere in its text (0-1), recognised there or not."""
Language = Mapping[str, str]
"""Of each article, by id."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Two names left over in two sentences that answer to each other."""

    a: Claim
    b: Claim
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its vector and what it states."""

    vector: Vector
    names: tuple[Claim, ...]
    values: tuple[Claim, ...]
    """The figures and dates in it."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of the names of some articles: their keys, vectors, and what else tells them apart."""

    key: Mapping[str, int]
    """By mention, the same for all forms of one name."""
    vectors: Mapping[str, ClaimVectors]
    alone: Mapping[str, Vector]
    """The vector of each name on its own."""
    search: NameSearch
    language: Language

    def known(self, claim: Claim) -> bool:
        """Whether a name is one that every language has a word for: a country, a city, a world-wide organisation."""
        return claim.entity is not None and bool(lookup(claim.entity.name, self.language[claim.document]))

    def unreadable(self, claim: Claim) -> bool:
        """Whether a name is in Han characters of Japanese, which do not tell how it sounds."""
        return self.language[claim.document] == "ja" and script_of(claim.text) == "hani"


def sentences_of(document: str, claims: Sequence[Claim], vectors: Mapping[str, ClaimVectors]) -> list[Sentence]:
    """The sentences of an article that hold claims, in text order."""
    inside: dict[Span, list[Claim]] = defaultdict(list)
    for c in claims:
        if c.document == document:
            inside[c.sentence].append(c)
    return [
        Sentence(
            vectors[found[0].id].sentence,
            tuple(c for c in found if c.entity is not None),
            tuple(c for c in found if c.entity is None),
        )
        for _, found in sorted(inside.items())
    ]


def contests(
    a: Sequence[Sentence], b: Sequence[Sentence], story: Story, hopeful: Callable[[Sequence[float]], bool] | None = None
) -> list[Contest]:
    """Pairs of names left over in sentences of two articles that answer to each other, with their features.

    ``hopeful`` says of features whether a pair that is heard nowhere in the other article's text would do: looking
    through texts takes most of the time.
    """
    if not a or not b:
        return []
    cosines = np.stack([s.vector for s in a]) @ np.stack([t.vector for t in b]).T
    ahead = np.clip(lead(cosines), -_LEAD_ALONE, _LEAD_ALONE)
    known = [{story.key[c.id] for s in side for c in s.names} for side in (a, b)]
    closest = cosines.max(axis=0) if len(a) > len(b) else cosines.max(axis=1)
    common = len(known[0] & known[1]) / max(1, min(len(known[0]), len(known[1])))
    whole = float(closest.mean()), common
    found = []
    for i, j in np.argwhere((cosines >= MAYBE_ANSWERS) & (ahead >= BEHIND)):
        left = [c for c in a[i].names if story.key[c.id] not in known[1] and not _is_office(c)]
        right = [c for c in b[j].names if story.key[c.id] not in known[0] and not _is_office(c)]
        if left and right:
            found += _pairs(a[i], b[j], left, right, (float(cosines[i, j]), float(ahead[i, j])), whole, story)
    if hopeful is not None:
        found = [f for f in found if hopeful(f.features)]
    return [_searched(f, story.search) for f in found]


def _searched(contest: Contest, search: NameSearch) -> Contest:
    """The contest with how surely either name is heard in the other article."""
    x, y = contest.a, contest.b
    sound = max(search(x, y.document), search(y, x.document))
    return replace(
        contest, features=tuple(sound if n == "sound" else v for n, v in zip(FEATURES, contest.features, strict=True))
    )


def _pairs(
    s: Sentence,
    t: Sentence,
    left: Sequence[Claim],
    right: Sequence[Claim],
    closeness: tuple[float, float],
    whole: tuple[float, float],
    story: Story,
) -> list[Contest]:
    """Every pair of what two sentences have left."""
    mentions = (
        np.stack([story.vectors[c.id].mention for c in s.names])
        @ np.stack([story.vectors[c.id].mention for c in t.names]).T
    )
    ahead = np.clip(lead(mentions), -_LEAD_ALONE, _LEAD_ALONE)
    rows, columns = {c.id: i for i, c in enumerate(s.names)}, {c.id: j for j, c in enumerate(t.names)}
    matched = {story.key[c.id] for c in s.names} & {story.key[c.id] for c in t.names}
    spare = [len({story.key[c.id] for c in side}) - 1 for side in (left, right)]
    around = float(translation(np.asarray(closeness[0]))), *whole, *_values(s, t)
    result = []
    for x in left:
        for y in right:
            i, j = rows[x.id], columns[y.id]
            features = (
                *closeness,
                float(mentions[i, j]),
                float(ahead[i, j]),
                _alone(x, y, story),
                0.0,  # sound: looked for later
                *_types(x, y),
                float(min(2, min(spare)) + 0.5 * min(2, abs(spare[0] - spare[1]))),
                float(min(3, len(matched))),
                float(story.known(x) and story.known(y)),
                float(story.known(x) != story.known(y)),
                float(bool(x.entity and x.entity.role) and bool(y.entity and y.entity.role)),
                float(" " in x.text.strip() or " " in y.text.strip()),
                float(x.entity is not None and y.entity is not None and x.entity.type == y.entity.type),
                float(any(story.unreadable(c) for c in (x, y))),
                *around,
            )
            result.append(Contest(x, y, features))
    return result


def _values(s: Sentence, t: Sentence) -> tuple[float, float]:
    """How many figures and dates two sentences share, and how many of either the other lacks; at most 2 each."""
    equal = [[outcome_and_basis(p, q)[0] == "same" if p.kind is q.kind else False for q in t.values] for p in s.values]
    shared = sum(any(row) for row in equal)
    lacking = min(len(s.values), len(t.values)) - min(shared, len(t.values))
    return float(min(2, shared)), float(min(2, max(0, lacking)))


def _alone(x: Claim, y: Claim, story: Story) -> float:
    """Cosine of the two names on their own: what is the other translated is close."""
    if x.entity is None or y.entity is None:
        return 0.0
    pair = [story.alone.get(e.name) for e in (x.entity, y.entity)]
    return float(pair[0] @ pair[1]) if pair[0] is not None and pair[1] is not None else 0.0


def _types(x: Claim, y: Claim) -> tuple[float, float]:
    """Whether both are persons, and whether only one is."""
    persons = [c.entity is not None and c.entity.type == "PER" for c in (x, y)]
    return float(all(persons)), float(persons[0] != persons[1])


def contested_names(
    pairs: Sequence[tuple[str, str]],
    claims: Sequence[Claim],
    members: Mapping[int, Sequence[Name]],
    vectors: Mapping[str, ClaimVectors],
    alone: Mapping[str, Vector],
    search: NameSearch,
    language: Language,
) -> list[Fact]:
    """Two names that play one role, neither of which the other article mentions, for each pair of articles.

    ``members`` holds the names by key, ``alone`` their vectors on their own.
    """
    key = {m: k for k, group in members.items() for n in group for m in n.mentions}
    story = Story(key, vectors, alone, search, language)
    documents = sorted({d for pair in pairs for d in pair})
    sentences = {d: sentences_of(d, claims, vectors) for d in documents}
    weights = load_contests()

    def hopeful(features: Sequence[float]) -> bool:
        return weights.logit(features) >= CONTESTED_FROM

    facts: dict[tuple[int, int], Fact] = {}
    for a, b in pairs:
        for link in _links(contests(sentences[a], sentences[b], story, hopeful)):
            names = (key[link.a], key[link.b])
            if names not in facts or link.probability > facts[names].links[0].probability:
                facts[names] = Fact(Kind.ENTITY, (link.a, link.b), (link,))
    return [facts[k] for k in sorted(facts)]


def _is_office(claim: Claim) -> bool:
    """Whether a mention is an office ("President of the United States") and no name: who holds it has one too."""
    e = claim.entity
    return e is not None and bool(e.role) and claim.text.casefold().startswith(e.role.casefold())


def _links(found: Sequence[Contest]) -> list[Link]:
    """One to one, the likeliest contests of two articles."""
    if not found:
        return []
    weights = load_contests()
    rows = {c: i for i, c in enumerate(dict.fromkeys(f.a.id for f in found))}
    columns = {c: j for j, c in enumerate(dict.fromkeys(f.b.id for f in found))}
    logits = np.full((len(rows), len(columns)), -np.inf)
    best: dict[tuple[int, int], Contest] = {}
    for f in found:
        place = rows[f.a.id], columns[f.b.id]
        logit = weights.logit(f.features)
        if logit > logits[place]:
            logits[place], best[place] = logit, f
    return [
        Link(best[p].a.id, best[p].b.id, round(probability(logits[p]), 4), weights.evidence(best[p].features))
        for p in best_pairs(logits, CONTESTED_FROM)
    ]


@dataclass(frozen=True, slots=True)
class ContestWeights:
    """A logistic regression over :data:`FEATURES`."""

    bias: float
    weights: tuple[float, ...]

    def logit(self, features: Sequence[float]) -> float:
        """Log-odds that two names left over contradict each other."""
        return self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))

    def evidence(self, features: Sequence[float]) -> tuple[tuple[str, float], ...]:
        """What each feature contributed, in nats, the strongest first."""
        parts = [(name, round(w * x, 3)) for name, w, x in zip(FEATURES, self.weights, features, strict=True)]
        return tuple(sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0])))


@lru_cache(maxsize=1)
def load_contests() -> ContestWeights:
    """The trained weights (``models/names/train_contests.py``)."""
    raw = json.loads(files("reconcile.align").joinpath("contests.json").read_text("utf-8"))
    return ContestWeights(raw["bias"], tuple(raw["weights"][name] for name in FEATURES))
