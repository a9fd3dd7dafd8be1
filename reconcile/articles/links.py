"""Find web and mail addresses in text: they hold digits and dots, but no claims and no sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reconcile.claims import Span

_LINK = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"'“”«»「」（），。、؟،؛]+|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    re.IGNORECASE,
)
_SENTENCE_MARKS = ".,;:!?…)]}*_"


def with_links(text: str, marks: Iterable[Span]) -> tuple[Span, ...]:
    """Return ``marks`` and the addresses in ``text``, sorted, joined where they overlap."""
    found = list(marks)
    for match in _LINK.finditer(text):
        link = match[0].rstrip(_SENTENCE_MARKS)
        found.append(Span(match.start(), match.start() + len(link)))
    merged: list[Span] = []
    for mark in sorted(found):
        if merged and mark.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, mark.end))
        elif len(mark):
            merged.append(mark)
    return tuple(merged)
