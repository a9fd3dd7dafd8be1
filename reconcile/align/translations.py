"""Which articles, and which of their sentences, are translations of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.align.vectors import ClaimVectors, Vector
from reconcile.claims import Article, Claim, Link, Span

# Cosines of sentences (centred by language) from which they may be translations, and from which they surely are.
MAYBE_TRANSLATED, TRANSLATED = 0.4, 0.6
# The least cosine of a sentence and its translation in an article that is translated.
LEAST_ANSWERING = 0.3
# From this share of translated sentences on two articles are to say the same. A single sentence set against a single
# one need only answer to it; but where both are dated, they are bulletins that each desk writes for itself.
TRANSLATED_FROM = 0.55


@dataclass(frozen=True, slots=True)
class Translated:
    """How much of the article with fewer sentences of claims is translated in the other, and which sentences are."""

    share: float
    """0-1."""
    sentences: frozenset[tuple[Span, Span]]
    replaced: tuple[Link, ...] = ()
    """Claims in each other's place that give different numbers."""
    wholly: bool = False
    """Whether the articles are to say the same."""


@dataclass(frozen=True)
class Stated:
    """The sentences of an article that state something, each once, in text order."""

    vector: dict[Span, Vector]

    @classmethod
    def of(cls, sentences: Iterable[tuple[Span, Vector]]) -> Stated:
        """From the sentence of every claim, with its vector."""
        return cls(dict(sorted(dict(sentences).items(), key=lambda s: s[0].start)))

    @cached_property
    def matrix(self) -> NDArray[np.float32]:
        """Their vectors, ``(sentences, d)``."""
        return np.stack(list(self.vector.values()))


def sentences_told(claims: Iterable[Claim], vectors: Mapping[str, ClaimVectors]) -> Mapping[str, Stated]:
    """The sentences that hold any of the claims, by article; of an article without claims none."""
    found: dict[str, list[tuple[Span, Vector]]] = defaultdict(list)
    for c in claims:
        found[c.document].append((c.sentence, vectors[c.id].sentence))
    return defaultdict(lambda: Stated({}), {d: Stated.of(some) for d, some in found.items()})


def translation(cosines: NDArray[Any]) -> NDArray[Any]:
    """How surely sentences of these cosines are translations, 0-1."""
    return np.clip((cosines - MAYBE_TRANSLATED) / (TRANSLATED - MAYBE_TRANSLATED), 0, 1)


def may_translate(a: Article, b: Article) -> bool:
    """Whether two articles can be translations: in two languages, and not of two days, between which news moves on."""
    return a.language != b.language and (a.published == b.published or a.published is None or b.published is None)


def translated(a: Stated, b: Stated, *, dated: bool = False) -> Translated:
    """Which sentences of two articles are each other's closest, and how much that makes them translations.

    ``dated`` says whether both articles are.
    """
    if not a.vector or not b.vector:
        return Translated(0.0, frozenset())
    cosines = a.matrix @ b.matrix.T
    best = (cosines == cosines.max(axis=1, keepdims=True)) & (cosines == cosines.max(axis=0, keepdims=True))
    answering = best & (cosines >= LEAST_ANSWERING)
    share = float(translation(cosines[answering]).sum()) / min(cosines.shape)
    ours, theirs = list(a.vector), list(b.vector)
    pairs = frozenset((ours[i], theirs[j]) for i, j in np.argwhere(answering))
    single = cosines.size == 1
    wholly = bool(pairs) and not dated if single else share >= TRANSLATED_FROM
    return Translated(share, pairs, wholly=wholly)
