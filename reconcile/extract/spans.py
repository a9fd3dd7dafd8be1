"""Sets of spans that are asked about often."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TypeVar

from reconcile.claims import Span

T = TypeVar("T")
_START = attrgetter("start")


class Spans:
    """Spans of a text, merged and sorted, so that looking one up takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        starts, ends, last = self._starts, self._ends, -1
        for span in sorted(spans, key=_START):
            if span.start < last:
                last = ends[-1] = max(last, span.end)
            else:
                starts.append(span.start)
                ends.append(last := span.end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether any of the spans shares a code point with ``[start, end)``."""
        index = bisect_right(self._ends, start)
        return index < len(self._starts) and self._starts[index] < end

    def covers(self, span: Span) -> bool:
        """Whether one of the spans (two that touch are two) holds all of ``span``."""
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and span.end <= self._ends[index]

    def next_start(self, offset: int, default: int) -> int:
        """Where the first span at or behind an offset starts."""
        index = bisect_left(self._starts, offset)
        return self._starts[index] if index < len(self._starts) else default

    def places(self) -> list[tuple[int, int]]:
        """Where the spans start and end, in text order."""
        return list(zip(self._starts, self._ends, strict=True))

    def with_more(self, spans: Iterable[Span]) -> Spans:
        """These spans and more."""
        return Spans([*(Span(*pair) for pair in self.places()), *spans])


def in_place_of(items: Iterable[tuple[Span, T]], found: Sequence[tuple[Span, T]]) -> list[tuple[Span, T]]:
    """``found``, and those of ``items`` that overlap none of it before them."""
    return [item for item in items if not any(item[0].overlaps(span) for span, _ in found)] + list(found)


def nearest(spans: Sequence[Span], starts: Sequence[int], place: Span) -> int:
    """The index of the span closest to a place, the first of two as close; ``spans`` sorted, apart, not empty.

    ``starts`` are where they start.
    """
    behind = bisect_right(starts, place.start)
    return min(range(max(0, behind - 1), min(len(spans), behind + 1)), key=lambda i: (spans[i].gap(place), i))
