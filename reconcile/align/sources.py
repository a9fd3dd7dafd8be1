"""Who copied whom: articles that share long passages, word for word or translated, are one source.

Word for word: runs of words cut to some thirty letters each are looked up in the other article's, as in
Broder, *On the resemblance and containment of documents* (1997); linear in the length of the texts.
Translated: sentences with claims that answer to each other one to one, in the same order, with vectors as
close as those of translations and the same figures and dates in them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from reconcile.align.features import Matrix
from reconcile.align.vectors import ClaimVectors
from reconcile.claims import Article, Claim, Kind, Shared, Sharing, Span
from reconcile.values.same import outcome_and_basis

# How much of the shorter article must be shared, and how much text that must be at least, in letters.
LEAST_SHARE = 0.5
LEAST_LETTERS = 120
# A run of words of so many letters (six or seven words) is no coincidence.
RUN_LETTERS = 32
# A sentence is shared where this much of it is.
_SENTENCE_SHARE = 0.7
# A translation has at least so many sentences with claims that answer to each other, they are this share of the
# shorter article's, and this share of their figures and dates is the same; a few must be closer than many. Of 124
# stories and their translations 114 are found so, and two of 530 pairs of accounts told independently.
LEAST_TRANSLATED, MANY_TRANSLATED = 3, 5
NEAR, CLOSE = 0.45, 0.55
LEAST_TRANSLATED_SHARE = 0.7
LEAST_EQUAL = 0.5

# Where words are not spaced, a character is a word, and says as much as three letters do elsewhere.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_UNSPACED_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Words:
    """An article's words in running text: where each stands, its letters, its sentence, and the runs they begin."""

    spans: tuple[Span, ...]
    letters: tuple[int, ...]
    sentence: tuple[int, ...]
    runs: Mapping[str, tuple[tuple[int, int], ...]]
    """The places of each run of words: indices of its first word and of the one behind it."""


def shared_passages(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    vectors: Mapping[str, ClaimVectors],
    pairs: Sequence[tuple[str, str]],
) -> tuple[Shared, ...]:
    """Those ``pairs`` of articles that are one source, in the order of ``pairs``."""
    by_id = {a.id: a for a in articles}
    stated: dict[str, dict[Span, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for c in sorted(claims, key=lambda c: c.span):
        stated[c.document][c.sentence].append(c)
    words = {d: words_of(by_id[d]) for d in sorted({d for pair in pairs for d in pair})}
    found: list[Shared] = []
    for pair in pairs:
        a, b = sorted(pair)
        shared = _verbatim(a, b, words[a], words[b])
        if shared is None and by_id[a].language != by_id[b].language:
            shared = _translated(a, b, stated[a], stated[b], vectors)
        if shared is not None:
            found.append(shared)
    return tuple(found)


def source_of(shared: Sequence[Shared]) -> dict[str, str]:
    """For each article that shares its text with another the first of those that are one source with it."""
    home: dict[str, str] = {}

    def root(x: str) -> str:
        while home.setdefault(x, x) != x:
            x = home[x]
        return x

    for pair in shared:
        first, second = sorted(map(root, pair.documents))
        home[second] = first
    return {d: root(d) for d in sorted(home)}


# --- word for word ----------------------------------------------------------------------------------


def words_of(article: Article) -> Words:
    """The words of an article's sentences and the runs of :data:`RUN_LETTERS` letters that begin at each."""
    prose = article.prose
    spans: list[Span] = []
    keys: list[str] = []
    sentence: list[int] = []
    for n, s in enumerate(article.sentences):
        for m in _WORD.finditer(prose, s.start, s.end):
            spans.append(Span(*m.span()))
            keys.append(m.group().casefold())
            sentence.append(n)
    letters = [_UNSPACED_LETTERS if len(k) == 1 and _WORD.fullmatch(k) and _is_unspaced(k) else len(k) for k in keys]
    runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    end = inside = 0
    for start, own in enumerate(letters):
        while end < len(keys) and inside < RUN_LETTERS:
            inside += letters[end]
            end += 1
        if inside < RUN_LETTERS:
            break
        runs[" ".join(keys[start:end])].append((start, end))
        inside -= own
    return Words(tuple(spans), tuple(letters), tuple(sentence), {k: tuple(v) for k, v in runs.items()})


def _is_unspaced(key: str) -> bool:
    return re.match(f"[{_UNSPACED}]", key) is not None


def _verbatim(a: str, b: str, left: Words, right: Words) -> Shared | None:
    """Whether half of the shorter article stands in the other word for word."""
    common = left.runs.keys() & right.runs.keys()
    if not common:
        return None
    covered = [_covered(w, common) for w in (left, right)]
    totals = [sum(w.letters) for w in (left, right)]
    short = 0 if totals[0] <= totals[1] else 1
    inside = sum(n for n, yes in zip((left, right)[short].letters, covered[short], strict=True) if yes)
    share = inside / max(1, totals[short])
    if share < LEAST_SHARE or inside < LEAST_LETTERS:
        return None
    spans = _passages(left, covered[0]), _passages(right, covered[1])
    return Shared((a, b), Sharing.VERBATIM, round(share, 3), _sentences((left, right)[short], covered[short]), spans)


def _covered(words: Words, common: set[str]) -> list[bool]:
    """Which words stand in a run that the other article has too."""
    edges = [0] * (len(words.spans) + 1)
    for key in common:
        for start, end in words.runs[key]:
            edges[start] += 1
            edges[end] -= 1
    return [bool(n > 0) for n in np.cumsum(edges[:-1])]


def _passages(words: Words, covered: Sequence[bool]) -> tuple[Span, ...]:
    """The covered words in one piece each, in text order."""
    inside = [i for i, yes in enumerate(covered) if yes]
    starts = [inside[0], *(j for i, j in pairwise(inside) if j > i + 1)]
    ends = [*(i for i, j in pairwise(inside) if j > i + 1), inside[-1]]
    return tuple(Span(words.spans[i].start, words.spans[j].end) for i, j in zip(starts, ends, strict=True))


def _sentences(words: Words, covered: Sequence[bool]) -> tuple[int, int]:
    """How many sentences are shared for the most part, and of how many."""
    whole: dict[int, int] = defaultdict(int)
    part: dict[int, int] = defaultdict(int)
    for n, letters, yes in zip(words.sentence, words.letters, covered, strict=True):
        whole[n] += letters
        part[n] += letters * yes
    return sum(part[n] >= _SENTENCE_SHARE * whole[n] for n in whole), len(whole)


# --- translated -------------------------------------------------------------------------------------


def _translated(
    a: str,
    b: str,
    left: Mapping[Span, Sequence[Claim]],
    right: Mapping[Span, Sequence[Claim]],
    vectors: Mapping[str, ClaimVectors],
) -> Shared | None:
    """Whether the sentences with claims of one article answer, in order, to those of the other."""
    fewer = min(len(left), len(right))
    if fewer < LEAST_TRANSLATED:
        return None
    rows, columns = sorted(left), sorted(right)
    cosines = _stacked(rows, left, vectors) @ _stacked(columns, right, vectors).T
    near = cosines >= NEAR
    least = max(LEAST_TRANSLATED, LEAST_TRANSLATED_SHARE * fewer)
    if min(near.any(axis=1).sum(), near.any(axis=0).sum()) < least:
        return None
    steps = in_order(np.where(near, cosines, 0).astype(np.float32))
    same = [_same(left[rows[i]], right[columns[j]]) for i, j in steps]
    equal, told = sum(s[0] for s in same), sum(s[1] for s in same)
    close = float(np.mean([cosines[i, j] for i, j in steps])) if steps else 0.0
    if len(steps) < least or equal < LEAST_EQUAL * told or (len(steps) < MANY_TRANSLATED and close < CLOSE):
        return None
    spans = tuple(rows[i] for i, _ in steps), tuple(columns[j] for _, j in steps)
    return Shared((a, b), Sharing.TRANSLATION, round(len(steps) / fewer, 3), (len(steps), fewer), spans)


def _stacked(
    sentences: Sequence[Span], claims: Mapping[Span, Sequence[Claim]], vectors: Mapping[str, ClaimVectors]
) -> Matrix:
    return np.stack([vectors[claims[s][0].id].sentence for s in sentences])


def in_order(weights: Matrix) -> list[tuple[int, int]]:
    """The pairs ``(i, j)``, both rising, whose ``weights`` have the largest sum; a weight of 0 makes no pair."""
    m, n = weights.shape
    best = np.zeros((m + 1, n + 1), dtype=np.float64)
    for i in range(m):
        diagonal = np.where(weights[i] > 0, best[i, :-1] + weights[i], 0)
        best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, 1:], diagonal))
    found: list[tuple[int, int]] = []
    i, j = m, n
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _same(left: Sequence[Claim], right: Sequence[Claim]) -> tuple[int, int]:
    """How many figures and dates of two sentences have their equal in the other, and how many there are."""
    ours = [c for c in left if c.kind is not Kind.ENTITY]
    theirs = [c for c in right if c.kind is not Kind.ENTITY]
    equal = [(i, j) for i, x in enumerate(ours) for j, y in enumerate(theirs) if outcome_and_basis(x, y)[0] == "same"]
    return len({i for i, _ in equal}) + len({j for _, j in equal}), len(ours) + len(theirs)
