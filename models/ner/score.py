"""From label scores to name spans, and exact-match F1 over tokens, as seqeval counts it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from data import LABELS, Labelled

Name = tuple[int, int, str]


def spans_of(text: str, offsets: Sequence[tuple[int, int]], scores: np.ndarray) -> list[Name]:
    """Best valid label sequence of one sentence as spans; ``scores`` is (length, labels), log-probabilities."""
    rows = [i for i, (s, e) in enumerate(offsets) if s < e]
    if not rows:
        return []
    labels = viterbi(scores[rows])
    names: list[Name] = []
    for row, label in zip(rows, labels, strict=True):
        start, end = offsets[row]
        tag = LABELS[label]
        if tag == "O":
            continue
        if tag[0] == "I" and names and names[-1][2] == tag[2:]:
            names[-1] = (names[-1][0], end, tag[2:])
        else:
            names.append((start, end, tag[2:]))
    return names


def viterbi(scores: np.ndarray) -> list[int]:
    """Best path in which ``I-X`` only follows ``B-X`` or ``I-X``."""
    count = len(LABELS)
    allowed = np.zeros((count, count))
    for i, before in enumerate(LABELS):
        for j, after in enumerate(LABELS):
            if after[0] == "I" and before[1:] != after[1:]:
                allowed[i, j] = -1e9
    best = scores[0] + np.array([-1e9 if label[0] == "I" else 0.0 for label in LABELS])
    back = []
    for row in scores[1:]:
        options = best[:, None] + allowed
        back.append(options.argmax(0))
        best = options.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def token_f1(pairs: Sequence[tuple[Labelled, Sequence[Name]]]) -> float:
    """Exact span and type F1; spans are first widened to the space-separated tokens that they touch."""
    right = found = wanted = 0
    for gold, names in pairs:
        spaced = gold.language not in {"ja", "zh"}
        mine = {_widen(gold.text, name) if spaced else name for name in names}
        right += len(mine & set(gold.names))
        found += len(mine)
        wanted += len(gold.names)
    return round(2 * right / (found + wanted), 4) if found + wanted else 0.0


def _widen(text: str, name: Name) -> Name:
    start, end, kind = name
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end, kind
