"""What speaks for two claims being about the same fact: one number a feature for each pair.

Nothing here looks at values but ``same`` and ``surprise`` (evidence for agreement only) and ``anchors``
(other figures that the two sentences share).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reconcile.align.assign import best_pairs
from reconcile.align.compared import compare_stated, slip_between
from reconcile.align.translations import Translated, translation
from reconcile.align.vectors import ClaimVectors, lead, margins
from reconcile.claims import Claim, Date, Dimension, Frame, Modality
from reconcile.scopes import SCOPES
from reconcile.values.days import compare_dates
from reconcile.values.figures import SHARES, Figure, figure

Matrix = NDArray[np.float32]

# Cosine of two nouns (each on its own, centred by language) above which they may be translations.
NOUN_ALIKE = 0.4

# Kinds of scope that tell of what a figure is; the others tell how it was reckoned.
_SCOPES = frozenset({"place", "sex", "age", "period"})
# What is not so yet.
_AHEAD = frozenset({Modality.EXPECTED, Modality.PLANNED, Modality.CONDITIONAL})
_DIFFERS = {"same": 0.0, "open": 0.5, "differs": 1.0}

NAMES = (
    "sentence",
    "translation",
    "parallel",
    "sentence_margin",
    "sentence_lead",
    "mention",
    "mention_margin",
    "mention_lead",
    "clause",
    "clause_margin",
    "noun",
    "noun_apart",
    "magnitude_apart",
    "slip",
    "digit",
    "names_shared",
    "names_apart",
    "subject_same",
    "subject_apart",
    "dates_shared",
    "dates_apart",
    "loose",
    "direction_apart",
    "direction_shared",
    "change_apart",
    "toll_shared",
    "toll_apart",
    "scope_shared",
    "scope_apart",
    "modality_apart",
    "position",
    "anchors",
    "twin",
    "rivals_apart",
    "plain_count",
    "share",
    "differs",
    "surprise",
    "translated",
)


@dataclass(frozen=True)
class Side:
    """The claims of one kind in one article, with what the features need; the rest is worked out once."""

    claims: tuple[Claim, ...]
    vectors: tuple[ClaimVectors, ...]
    frames: tuple[Frame, ...]
    positions: tuple[float, ...]
    """Where in the article each stands, 0-1."""

    @cached_property
    def figures(self) -> tuple[Figure | None, ...]:
        """The claims' figures, on the scale on which they are compared."""
        return tuple(figure(c.quantity) if c.quantity is not None else None for c in self.claims)

    @cached_property
    def sentences(self) -> Matrix:
        """The vectors of the claims' sentences, ``(claims, d)``."""
        return np.stack([v.sentence for v in self.vectors])

    @cached_property
    def mentions(self) -> Matrix:
        """The vectors of the claims' own words, ``(claims, d)``."""
        return np.stack([v.mention for v in self.vectors])

    @cached_property
    def clauses(self) -> Matrix:
        """The vectors of the words around the claims, ``(claims, d)``."""
        return np.stack([v.clause for v in self.vectors])

    @cached_property
    def nouns(self) -> tuple[list[int], Matrix] | None:
        """Which claims say what they count, and its vectors ``(those, d)``; ``None`` where none does."""
        some = {i: v.noun for i, v in enumerate(self.vectors) if v.noun is not None}
        return (list(some), np.stack(list(some.values()))) if some else None

    @cached_property
    def members(self) -> list[list[int]]:
        """The claims of each sentence, by index."""
        found: dict[tuple[int, int], list[int]] = {}
        for i, c in enumerate(self.claims):
            found.setdefault((c.sentence.start, c.sentence.end), []).append(i)
        return list(found.values())

    @cached_property
    def distinct(self) -> tuple[list[int], list[int]]:
        """The first claim of each sentence, and for every claim which of the sentences it is in."""
        index = {i: n for n, some in enumerate(self.members) for i in some}
        return [some[0] for some in self.members], [index[i] for i in range(len(self.claims))]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Everything about the pairs of two sides: ``outcome`` and ``features`` are ``(m, n)`` and ``(m, n, f)``."""

    outcome: NDArray[np.str_]
    """``"same"``, ``"differs"``, ``"open"``, or ``""`` where the two are of different kinds."""
    features: Matrix


def pair_features(
    a: Side, b: Side, dates: Mapping[str, Date], common: frozenset[int], rarity: Mapping[int, float], copied: Translated
) -> Pairs:
    """Features of every pair of claims of two articles.

    ``dates`` holds all date claims by id; ``common`` the names that both articles have; ``rarity`` weighs
    a name by how few sentences have it; ``copied`` is what one article has of the other in translation.
    """
    m, n = len(a.claims), len(b.claims)
    cos = {
        "sentence": a.sentences @ b.sentences.T,
        "mention": a.mentions @ b.mentions.T,
        "clause": a.clauses @ b.clauses.T,
    }
    outcome = np.full((m, n), "", dtype="<U8")
    f = np.zeros((m, n, len(NAMES)), dtype=np.float32)
    column = {name: f[:, :, i] for i, name in enumerate(NAMES)}
    column["sentence"][:] = cos["sentence"]
    column["translation"][:] = translation(cos["sentence"])
    column["sentence_margin"][:], column["sentence_lead"][:] = _by_sentence(cos["sentence"], a, b)
    column["mention"][:] = cos["mention"]
    column["mention_margin"][:] = margins(cos["mention"])
    column["clause"][:] = cos["clause"]
    column["clause_margin"][:] = margins(cos["clause"])
    column["noun"][:], column["noun_apart"][:] = _nouns(a, b)
    column["position"][:] = np.abs(np.subtract.outer(np.array(a.positions), np.array(b.positions)))
    equal = np.zeros((m, n), dtype=bool)
    day_of = _Days(dates)
    for i, x in enumerate(a.claims):
        for j, y in enumerate(b.claims):
            p, q = a.figures[i], b.figures[j]
            said = compare_stated(x, y, p, q)
            if said is None:
                continue
            result, column["loose"][i, j], unlikely, column["magnitude_apart"][i, j] = said
            outcome[i, j] = result
            # "January" has not the value of "7 January", nor "2.30" in some zone that of "0130 GMT".
            within = x.date is not None and column["loose"][i, j] > 0
            equal[i, j] = result == "same" and unlikely > 0 and not within
            column["surprise"][i, j] = unlikely
            column["differs"][i, j] = _DIFFERS[result]
            if result == "differs" and (slip := slip_between(x, y, p, q)) != "":
                column[slip][i, j] = 1.0
            if p is not None and q is not None:
                _figure_features(column, i, j, p, q)
                _said_features(column, i, j, x, y)
            _frame_features(column, i, j, a.frames[i], b.frames[j], day_of, common, rarity)
    comparable = outcome != ""
    # Of many figures that could be meant, each is less likely the one.
    column["rivals_apart"][:] = np.log(np.maximum(1, comparable.sum(axis=1, keepdims=True))) + np.log(
        np.maximum(1, comparable.sum(axis=0, keepdims=True))
    )
    joint = cos["mention"] + cos["sentence"]
    column["mention_lead"][:] = lead(
        np.where(comparable, joint, joint.min() - 0.2 if joint.size else 0).astype(np.float32)
    )
    column["anchors"][:] = _anchors(a, b, equal)
    surprise = np.where(equal, column["surprise"], 0).astype(np.float32)
    # Where one article is the other's translation, a figure answers to the one in its place.
    answering = np.array(
        [[(x.sentence, y.sentence) in copied.sentences for y in b.claims] for x in a.claims], dtype=np.float32
    )
    together = np.maximum(column["translation"], answering) > 0
    inside = _counterparts(a, b, cos["mention"], together, comparable, surprise)
    column["parallel"][:] = column["translation"] * inside
    column["translated"][:] = copied.share * (answering * inside)
    column["twin"][:] = _twins(equal, cos["mention"]) * (1 - column["translated"])
    return Pairs(outcome, f)


def _twins(equal: NDArray[np.bool_], cosines: Matrix) -> Matrix:
    """How much speaks against pairs of which a claim finds its own value elsewhere in the other article, 0-1.

    The more the closer its words are to that one's than to those of the pair ``(m, n)``; half where both are as close.
    """
    there = np.where(equal, cosines, -np.inf)
    best = np.maximum(
        there.max(axis=1, initial=-np.inf, keepdims=True), there.max(axis=0, initial=-np.inf, keepdims=True)
    )
    ahead = np.clip(0.5 + (best - cosines), 0.05, 1.0)
    result: Matrix = np.where(np.isfinite(best) & ~equal, ahead, 0.0).astype(np.float32)
    return result


def closeness(a: Side, b: Side) -> Matrix:
    """How close sentence and mention of every pair are together; ``(m, n)``."""
    result: Matrix = a.sentences @ b.sentences.T + a.mentions @ b.mentions.T
    return result


def _by_sentence(cosines: Matrix, a: Side, b: Side) -> tuple[Matrix, Matrix]:
    """Margin and lead among sentences, not claims: a sentence with six figures is one sentence."""
    rows, row_of = a.distinct
    columns, column_of = b.distinct
    small = cosines[np.ix_(rows, columns)]
    pick = np.ix_(row_of, column_of)
    return margins(small)[pick], lead(small)[pick]


def _nouns(a: Side, b: Side) -> tuple[Matrix, Matrix]:
    """Closeness of what the two count, and distance below what translations have; both 0 where one does not say."""
    cosines = np.full((len(a.claims), len(b.claims)), NOUN_ALIKE, dtype=np.float32)
    if a.nouns is not None and b.nouns is not None:
        cosines[np.ix_(a.nouns[0], b.nouns[0])] = a.nouns[1] @ b.nouns[1].T
    return np.maximum(cosines - NOUN_ALIKE, 0), np.maximum(NOUN_ALIKE - cosines, 0)


def _figure_features(column: Mapping[str, Matrix], i: int, j: int, p: Figure, q: Figure) -> None:
    """What two figures are of, and whether one rises where the other falls."""
    one, other = p.quantity.direction, q.quantity.direction
    column["direction_apart"][i, j] = one * other < 0
    column["direction_shared"][i, j] = one * other > 0
    column["change_apart"][i, j] = bool(one) != bool(other)
    column["plain_count"][i, j] = p.dimension is q.dimension is Dimension.COUNT
    column["share"][i, j] = p.dimension in SHARES or q.dimension in SHARES


def _said_features(column: Mapping[str, Matrix], i: int, j: int, x: Claim, y: Claim) -> None:
    """What the words about two figures say of them: alike, or of one only."""
    column["toll_shared"][i, j] = x.count is not None and y.count is not None
    column["toll_apart"][i, j] = (x.count is None) != (y.count is None)
    ours, theirs = ({s for s in c.scopes if SCOPES[s] in _SCOPES} for c in (x, y))
    column["scope_shared"][i, j] = bool(ours & theirs)
    column["scope_apart"][i, j] = bool(ours ^ theirs)
    ahead = [c.modality in _AHEAD for c in (x, y)]
    column["modality_apart"][i, j] = ahead[0] != ahead[1]


def _counterparts(
    a: Side,
    b: Side,
    cosines: Matrix,
    together: NDArray[np.bool_],
    comparable: NDArray[np.bool_],
    surprise: Matrix,
) -> NDArray[np.bool_]:
    """Which claims answer to each other in sentences that stand ``together`` ``(m, n)``.

    Claims of one value answer to each other, one to one; of what is left, each to the closest comparable claim.
    """
    result = np.zeros_like(together)
    rows, columns = a.members, b.members
    for r in rows:
        for c in columns:
            if not together[r[0], c[0]]:
                continue
            block = np.ix_(r, c)
            score = np.where(comparable[block], cosines[block], -np.inf)
            paired = np.zeros(score.shape, dtype=bool)
            for i, j in best_pairs(np.where(surprise[block] > 0, surprise[block] + cosines[block], -np.inf), 0.0):
                paired[i, j] = True
            score[paired.any(axis=1), :] = -np.inf
            score[:, paired.any(axis=0)] = -np.inf
            best = (score == score.max(axis=1, keepdims=True)) & (score == score.max(axis=0, keepdims=True))
            result[block] = paired | (best & np.isfinite(score))
    return result


class _Days:
    """How dates compare, each pair once: every claim of a sentence asks about the same dates."""

    def __init__(self, dates: Mapping[str, Date]) -> None:
        self._dates = dates
        self._said: dict[tuple[str, str], str] = {}

    def outcome(self, x: str, y: str) -> str:
        """The outcome for two date claims; empty where nothing can be said of them together."""
        if (x, y) not in self._said:
            said = compare_dates(self._dates[x], self._dates[y])
            self._said[x, y] = said.outcome if said is not None else ""
        return self._said[x, y]


def _frame_features(
    column: Mapping[str, Matrix],
    i: int,
    j: int,
    p: Frame,
    q: Frame,
    day_of: _Days,
    common: frozenset[int],
    rarity: Mapping[int, float],
) -> None:
    """Names and dates around the two claims: shared, or contradicting each other.

    A name counts against a pair only where the other article knows it as well but has another in its place.
    """
    if p.names and q.names:
        _name_features(column, i, j, p, q, common, rarity)
    said = [day_of.outcome(x, y) for x in p.dates[:3] for y in q.dates[:3]]
    if "same" in said:
        column["dates_shared"][i, j] = 1.0
    elif "differs" in said:
        column["dates_apart"][i, j] = 1.0


def _name_features(
    column: Mapping[str, Matrix],
    i: int,
    j: int,
    p: Frame,
    q: Frame,
    common: frozenset[int],
    rarity: Mapping[int, float],
) -> None:
    shared = set(p.names) & set(q.names)
    if shared:
        column["names_shared"][i, j] = sum(rarity.get(k, 1.0) for k in shared)
    apart_p = [k for k in p.names if k in common and k not in q.names]
    apart_q = [k for k in q.names if k in common and k not in p.names]
    if apart_p and apart_q:
        column["names_apart"][i, j] = min(sum(rarity.get(k, 1.0) for k in side) for side in (apart_p, apart_q))
    if p.subject is not None and q.subject is not None:
        if p.subject == q.subject:
            column["subject_same"][i, j] = rarity.get(p.subject, 1.0)
        elif p.subject in common.difference(q.names) and q.subject in common.difference(p.names):
            column["subject_apart"][i, j] = 1.0


def _anchors(a: Side, b: Side, equal: NDArray[np.bool_]) -> Matrix:
    """For each pair, how many other figures of the two sentences are equal (at most 3)."""
    rows, row_of = a.distinct
    columns, column_of = b.distinct
    table = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for i, j in zip(*np.nonzero(equal), strict=True):
        table[row_of[i], column_of[j]] += 1
    result = table[np.ix_(row_of, column_of)] - equal
    return np.clip(result, 0, 3).astype(np.float32)
