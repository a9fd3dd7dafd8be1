"""Exact-match F1 over tokens, as seqeval counts it."""

from __future__ import annotations

from collections.abc import Sequence

from data import Labelled

Name = tuple[int, int, str]


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
