"""Sentences as the encoder sees them: figures masked, so that their values cannot speak for a match.

A vector that knows the number would put 54,000 downloads next to 54,000 visitors, and 5 missing far from
6 missing. What is left of a claim is its unit and its place in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.claims import Claim, Kind, Span

MASK = "00"
_FIGURE = re.compile(r"\d[\d.,'’٬٫   :]*\d|\d")
_CLAUSE_END = re.compile(r"[,;:.!?，；：。！？、،؛()（）—–\n]")
_LONGEST_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked sentence with the place of each claim in it: its own words, and the clause around them."""

    text: str
    mentions: tuple[Span, ...]
    clauses: tuple[Span, ...]
    cuts: tuple[tuple[int, int, int], ...]
    """What was masked: start and end in the article, and start in ``text``."""
    start: int
    """Where in the article the sentence begins."""

    def origin(self, at: int) -> int:
        """Where an offset of ``text`` lies in the article; inside of a mask, where the figure begins."""
        shift = self.start
        for start, end, there in self.cuts:
            if at < there:
                break
            if at < there + len(MASK):
                return start
            shift = end - there - len(MASK)
        return at + shift


def mask(text: str, sentence: Span, claims: Sequence[Claim]) -> Masked:
    """``text[sentence]`` with the figures of ``claims`` replaced by ``00``.

    The claims lie in the sentence; they are returned in the order given. Claims may overlap (a name
    inside a date, say): a figure is masked once.
    """
    cuts: list[tuple[int, int]] = []
    for c in sorted(claims, key=lambda c: (c.span.start, -c.span.end)):
        if c.kind is Kind.ENTITY or (cuts and c.span.start < cuts[-1][1]):
            continue
        found = [
            (c.span.start + m.start(), c.span.start + m.end())
            for m in _FIGURE.finditer(text[c.span.start : c.span.end])
        ]
        cuts += found or ([(c.span.start, c.span.end)] if c.kind is Kind.QUANTITY else [])
    pieces, moved, at = [], [], sentence.start
    length = 0
    for start, end in cuts:
        pieces += [text[at:start], MASK]
        length += start - at
        moved.append((start, end, length))
        length += len(MASK)
        at = end
    pieces.append(text[at : sentence.end])
    masked = "".join(pieces)
    mentions = tuple(_span(c.span, sentence, moved) for c in claims)
    clauses = tuple(_clause(masked, m) for m in mentions)
    return Masked(masked, mentions, clauses, tuple(moved), sentence.start)


def _span(span: Span, sentence: Span, moved: Sequence[tuple[int, int, int]]) -> Span:
    start, end = _place(span.start, sentence, moved, False), _place(span.end, sentence, moved, True)
    return Span(start, max(end, start + 1))


def _place(at: int, sentence: Span, moved: Sequence[tuple[int, int, int]], closing: bool) -> int:
    """Where an offset of the article lies in the masked sentence."""
    shift = -sentence.start
    for start, end, there in moved:
        if at >= end:
            shift = there + len(MASK) - end
        elif at > start or (at == start and not closing):
            return there + len(MASK) if closing else there
    return at + shift


def _clause(masked: str, mention: Span) -> Span:
    """The words around a mention, up to the next punctuation or some sixty code points."""
    start, end = mention.start, mention.end
    before = masked[max(0, start - _LONGEST_CLAUSE) : start]
    after = masked[end : end + _LONGEST_CLAUSE]
    cuts = list(_CLAUSE_END.finditer(before))
    left = start - len(before) + (cuts[-1].end() if cuts else 0)
    stop = _CLAUSE_END.search(after)
    right = end + (stop.start() if stop else len(after))
    return Span(left, max(right, left + 1))
