"""Names that stand in the same place of two accounts and are not the same name.

Once every name that the other article has too, however spelled, is taken away, a name that is left on either side is
contested with the one that plays its role: in a sentence that answers to its own, with words about it that are alike,
with the same office.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reconcile.align.assign import best_pairs
from reconcile.align.contests import CONTESTED_FROM, FEATURES, load_contests
from reconcile.align.matcher import Weights
from reconcile.align.named import (
    HEARD,
    HEARD_IN_TRANSLATION,
    Language,
    NameSearch,
    Room,
    Sentence,
    Story,
    sentences_of,
    sound_anywhere,
    sound_in,
)
from reconcile.align.names import Name
from reconcile.align.translations import translation
from reconcile.align.vectors import ClaimVectors, Vector, lead, margins
from reconcile.claims import Claim, Entity, Fact, Kind, Link
from reconcile.names.offices import vague_offices
from reconcile.names.similarity import parts_apart
from reconcile.odds import probability
from reconcile.values.same import outcome_and_basis

# Cosine of two sentences (centred by language) from which one may answer to the other.
MAYBE_ANSWERS = 0.2
# The words about a name may be this much less alike than those about its best rival and still be looked at.
BEHIND = -0.1
_LEAD_ALONE = 0.3
# Cosine of two sentences from which a name of one is contested by what may be a name in the other.
ANSWERING = 0.45

# Cosine of the words for two roles, each on its own, below which they say nothing.
_ROLES_ALIKE = 0.4

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Contest:
    """Two names left over in two sentences that answer to each other."""

    a: Claim
    b: Claim
    features: tuple[float, ...]
    translated: bool = False
    """Whether the articles translate each other."""


def contests(
    a: Sequence[Sentence],
    b: Sequence[Sentence],
    story: Story,
    weights: Weights | None = None,
    *,
    translated: bool = False,
) -> list[Contest]:
    """Pairs of names of two articles that the other one lacks and that may play one role, with their features.

    Only those are looked for in the other article's text, which takes most of the time, that by the ``weights`` would
    do were they heard nowhere. Of articles that are ``translated`` every name left is looked for first, and what may be
    a name stands against one that is left in the other's sentence.
    """
    if not a or not b:
        return []
    cosines = np.stack([s.vector for s in a]) @ np.stack([t.vector for t in b]).T
    ahead = np.clip(lead(cosines), -_LEAD_ALONE, _LEAD_ALONE)
    known = [{story.key[c.id] for s in side for c in s.names} for side in (a, b)]
    closest = cosines.max(axis=0) if len(a) > len(b) else cosines.max(axis=1)
    common = len(known[0] & known[1]) / max(1, min(len(known[0]), len(known[1])))
    left, right = (_Left.of(side, other, story) for side, other in ((a, known[1]), (b, known[0])))
    rooms = [[Room.of(s, known[0] & known[1], story) for s in side] for side in (a, b)] if translated else []
    if translated:
        open_ = left.open_to(a), right.open_to(b)
        left = left.unheard(open_[1], rooms[1], cosines, story)
        right = right.unheard(open_[0], rooms[0], cosines.T, story)
        left, right = left.beside(right, a, b, cosines, story), right.beside(left, b, a, cosines.T, story)
    if not left.names or not right.names:
        return []
    close = _closeness(left, right)
    found: list[tuple[Contest, tuple[int, int]]] = []
    for p, (i, x) in enumerate(left.names):
        for q, (j, y) in enumerate(right.names):
            if not _one_office(x, y, story) and (cosines[i, j] < MAYBE_ANSWERS or close[1][p, q] < BEHIND):
                continue
            if story.beyond_hearing(x, y) or story.beyond_hearing(y, x) or (story.doubts(x) and story.doubts(y)):
                continue
            between = float(cosines[i, j]), float(ahead[i, j]), *(float(m[p, q]) for m in close)
            around = (
                _around(a[i], b[j], (left.keys(i, story), right.keys(j, story)), story),
                float(closest.mean()),
                common,
            )
            shared = *_values(a[i], b[j]), float(a[i].quotes and b[j].quotes)
            features = _features(x, y, between, around, story, shared)
            found.append((Contest(x, y, features, translated), (i, j)))
    if weights is not None and found:
        kept = weights.logits(np.array([c.features for c, _ in found])) >= CONTESTED_FROM
        found = [f for f, is_kept in zip(found, kept, strict=True) if is_kept]
    return _heard_nowhere(found, rooms, story)


def _heard_nowhere(
    found: Sequence[tuple[Contest, tuple[int, int]]], rooms: Sequence[Sequence[Room]], story: Story
) -> list[Contest]:
    """Contests, with the numbers of their sentences, whose names sound like nothing in the other's text, with how much.

    ``rooms`` are those of the sentences of articles that translate each other, none of others.
    """
    least = HEARD_IN_TRANSLATION if rooms else HEARD
    result = []
    for c, (i, j) in found:
        sound = sound_in(c.a, c.b, (rooms[0][i], rooms[1][j]), story) if rooms else _sound(c.a, c.b, story)
        if sound < least:
            values = zip(FEATURES, c.features, strict=True)
            result.append(replace(c, features=tuple(sound if n == "sound" else v for n, v in values)))
    return result


def _sound(x: Claim, y: Claim, story: Story) -> float:
    """How surely either name is heard in the other's article; of two people of one surname and office given names."""
    if x.entity is not None and y.entity is not None and story.office(x) == story.office(y) != "":
        given = parts_apart(x.entity.name, y.entity.name)
        if given is not None:
            x, y = (replace(c, entity=Entity("PER", name)) for c, name in zip((x, y), given, strict=True))
    return sound_anywhere(x, y, story)


@dataclass(frozen=True, slots=True)
class _Left:
    """The names of one article that another lacks, each with the number of its sentence."""

    names: tuple[tuple[int, Claim], ...]
    vectors: NDArray[np.float32]
    """Of all names of the article, those left first."""

    @classmethod
    def of(cls, side: Sequence[Sentence], other: Set[int], story: Story) -> _Left:
        """Offices without a name are left to those who hold them."""
        every = [(i, c) for i, s in enumerate(side) for c in s.names]
        left = [(i, c) for i, c in every if story.key[c.id] not in other and not story.is_office(c) and _is_proper(c)]
        ids = {c.id for _, c in left}
        ordered = [*(c for _, c in left), *(c for _, c in every if c.id not in ids)]
        rows = [story.vectors[c.id].mention for c in ordered]
        return cls(tuple(left), np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32))

    def keys(self, sentence: int, story: Story) -> Set[int]:
        """The names left in one of the sentences."""
        return {story.key[c.id] for i, c in self.names if i == sentence and not story.doubts(c)}

    def open_to(self, side: Sequence[Sentence]) -> list[int]:
        """The numbers of the sentences that have a name left, or what may be one."""
        return sorted({i for i, _ in self.names} | {i for i, s in enumerate(side) if s.doubtful})

    def unheard(self, open_: Sequence[int], theirs: Sequence[Room], cosines: Matrix, story: Story) -> _Left:
        """Without the names that the translation of their sentence has after all: they are no rivals of the rest.

        Looked for are those of sentences whose translation is one of those ``open_``.
        """
        gone = {
            c.id
            for i, c in self.names
            for j in open_
            if cosines[i, j] >= ANSWERING and theirs[j].sound(c, story) >= HEARD_IN_TRANSLATION
        }
        if not gone:
            return self
        order = sorted(range(len(self.names)), key=lambda n: self.names[n][1].id in gone)
        rows = [*order, *range(len(self.names), len(self.vectors))]
        return _Left(tuple(p for p in self.names if p[1].id not in gone), self.vectors[rows])

    def beside(
        self, other: _Left, ours: Sequence[Sentence], theirs: Sequence[Sentence], cosines: Matrix, story: Story
    ) -> _Left:
        """With what may be names in sentences that have no name left, where their translations have one."""
        open_ = {j for j, _ in other.names}
        full = {i for i, _ in self.names}
        best = cosines.argmax(axis=1)
        more = [
            (i, c)
            for i, s in enumerate(ours)
            if i not in full and s.doubtful and int(best[i]) in open_ and cosines[i, best[i]] >= ANSWERING
            for c in s.doubtful
            if story.search(c, theirs[0].claims[0].document) < HEARD_IN_TRANSLATION
        ]
        if not more:
            return self
        rows = np.stack([story.vectors[c.id].mention for _, c in more])
        n = len(self.names)
        vectors = np.concatenate([self.vectors[:n], rows, self.vectors[n:]]) if len(self.vectors) else rows
        return _Left((*self.names, *more), vectors)


def _closeness(left: _Left, right: _Left) -> tuple[NDArray[np.float32], ...]:
    """How alike the words of the names left are: cosine, lead among those left, margin among all names."""
    every = left.vectors @ right.vectors.T
    block = np.ix_(range(len(left.names)), range(len(right.names)))
    ahead: NDArray[np.float32] = np.clip(lead(every[block]), -_LEAD_ALONE, _LEAD_ALONE)
    return every[block], ahead, margins(every)[block]


def _around(s: Sentence, t: Sentence, left: Sequence[Set[int]], story: Story) -> tuple[float, float]:
    """How many further names two sentences have left over, and how many they have in common."""
    keys = [{story.key[c.id] for c in side.names} for side in (s, t)]
    spare = [max(0, len(here) - 1) for here in left]
    further = min(2, *spare) + 0.5 * min(2, abs(spare[0] - spare[1]))
    return float(further), float(min(3, len(keys[0] & keys[1])))


def _features(
    x: Claim,
    y: Claim,
    between: tuple[float, ...],
    around: tuple[tuple[float, float], float, float],
    story: Story,
    shared: tuple[float, float, float],
) -> tuple[float, ...]:
    """The features of one pair, in the order of :data:`FEATURES`; ``sound`` is looked for later."""
    sentence, sentence_lead, mention, mention_lead, margin = between
    (others_left, others_matched), alike, common = around
    values_shared, values_apart, both_quoted = shared
    one_office = float(_one_office(x, y, story))
    translated = float(translation(np.asarray(sentence)))
    persons, types_apart = _types(x, y)
    offices = [story.office(c) for c in (x, y)]
    one, other = (story.known(c) for c in (x, y))
    values_of = {
        "sentence": sentence,
        "sentence_lead": sentence_lead,
        "mention": mention,
        "mention_lead": mention_lead,
        "mention_margin": margin,
        "mention_lead_translated": mention_lead * translated,
        "persons_lead": mention_lead * persons,
        "alone": _alone(x, y, story),
        "persons": persons,
        "types_apart": types_apart,
        "types_same": float(x.entity is not None and y.entity is not None and x.entity.type == y.entity.type),
        "office_same": one_office,
        "office_alike": float(offices[0] == offices[1] != "" and offices[0] in vague_offices()),
        "office_apart": float(all(offices) and offices[0] != offices[1] and vague_offices().isdisjoint(offices)),
        "role": _roles(x, y, story),
        "titled": float(bool(x.entity and x.entity.role) and bool(y.entity and y.entity.role)),
        "others_left": others_left,
        "others_matched": others_matched,
        "both_known": float(one and other),
        "one_known": float(one != other),
        "long": float(" " in x.text.strip() or " " in y.text.strip()),
        "unreadable": float(any(story.unreadable(c) for c in (x, y))),
        "translation": translated,
        "articles_alike": alike,
        "names_in_common": common,
        "values_shared": values_shared,
        "values_apart": values_apart,
        "both_quoted": both_quoted * (1.0 - one_office),
        "doubtful": float(story.doubts(x) or story.doubts(y)),
    }
    return tuple(values_of.get(name, 0.0) for name in FEATURES)


def _one_office(x: Claim, y: Claim, story: Story) -> bool:
    """Whether both are said to hold one office, of which there is one holder."""
    return story.office(x) == story.office(y) not in ("", *vague_offices())


def _roles(x: Claim, y: Claim, story: Story) -> float:
    """How alike the words are that stand with the names for what they are; 0 where one has none."""
    one, other = story.vectors[x.id].noun, story.vectors[y.id].noun
    return max(0.0, float(one @ other) - _ROLES_ALIKE) if one is not None and other is not None else 0.0


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
    text: Mapping[str, str],
    claims: Sequence[Claim],
    doubtful: Sequence[Claim],
    members: Mapping[int, Sequence[Name]],
    vectors: Mapping[str, ClaimVectors],
    alone: Mapping[str, Vector],
    search: NameSearch,
    language: Language,
    told: Set[tuple[str, str]],
) -> list[Fact]:
    """Two names that play one role, neither of which the other article mentions, for each pair of articles.

    ``text`` is that of each article; ``members`` holds the names by key, ``alone`` their vectors on their own; ``told``
    are those of the ``pairs`` that translate each other.
    """
    key = {m: k for k, group in members.items() for n in group for m in n.mentions}
    key |= {c.id: -1 - n for n, c in enumerate(doubtful)}
    story = Story(key, vectors, alone, search, language)
    documents = sorted({d for pair in pairs for d in pair})
    sentences = {d: sentences_of(d, text[d], claims, vectors, doubtful) for d in documents}
    facts: dict[tuple[int, int], Fact] = {}
    for a, b in pairs:
        translated = (a, b) in told
        weights = load_contests(translated=translated)
        found = contests(sentences[a], sentences[b], story, weights, translated=translated)
        for link in _links(found, weights):
            names = (key[link.a], key[link.b])
            if names not in facts or link.probability > facts[names].links[0].probability:
                facts[names] = Fact(Kind.ENTITY, (link.a, link.b), (link,))
    return [facts[k] for k in sorted(facts)]


def _is_proper(claim: Claim) -> bool:
    """Whether a name has a capital where its script has any ("по номеру 116" has none)."""
    return claim.text.upper() == claim.text.lower() or any(c.isupper() for c in claim.text)


def _links(found: Sequence[Contest], weights: Weights) -> list[Link]:
    """One to one, the likeliest contests of two articles."""
    if not found:
        return []
    rows = {c: i for i, c in enumerate(dict.fromkeys(f.a.id for f in found))}
    columns = {c: j for j, c in enumerate(dict.fromkeys(f.b.id for f in found))}
    logits = np.full((len(rows), len(columns)), -np.inf)
    best: dict[tuple[int, int], Contest] = {}
    for f, logit in zip(found, weights.logits(np.array([f.features for f in found])), strict=True):
        place = rows[f.a.id], columns[f.b.id]
        if logit > logits[place]:
            logits[place], best[place] = logit, f
    return [
        Link(best[p].a.id, best[p].b.id, round(probability(logits[p]), 4), weights.evidence(np.array(best[p].features)))
        for p in best_pairs(logits, CONTESTED_FROM)
    ]
