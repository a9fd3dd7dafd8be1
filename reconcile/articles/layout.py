"""Find the paragraphs of plain text: which line breaks end one, and which only wrap a long line."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from reconcile.articles.sentences import trimmed
from reconcile.claims import Span

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r(?!\n)|[\n\v\x85\u2028])[^\S\r\n]*[\r\n\v\x85\u2028]|[\f\u2029]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।॥:：][\"'”’»)\]」』）]*\Z")
_BULLET = re.compile(r"[-–—*•·▪●◦‣►▶■□◆◇○]+\s+(?=\S)")
_NUMBERING = re.compile(r"(?:\d{1,3}|[a-z])[.)]\s")
_FIRST_WORD = re.compile(r"\S+")
_WIDTHS = range(40, 131)
_BREAKS_NEEDED = 2
_SHARE_NEEDED = 0.8
_CONTINUED_AT_LEAST = 40


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs and headings of ``text``, in order.

    An empty line always ends a paragraph. Another line break does too, unless the text is hard-wrapped (its lines were
    filled greedily to a width of 40 to 130 columns), or a long line without a sentence end goes on in lower case.
    """
    lines = [span for match in _LINE.finditer(text) if (span := trimmed(text, match.start(), match.end())) is not None]
    if not lines:
        return ()
    adjoining = [(above, below) for above, below in pairwise(lines) if not _BLANK.search(text, above.end, below.start)]
    width = _wrap_width(text, adjoining)
    joined = {below.start for above, below in adjoining if _goes_on(text, above, below, width)}
    found: list[Span] = []
    for line in lines:
        if line.start in joined:
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(without_bullet(text, line))
    return tuple(found)


def without_bullet(text: str, line: Span) -> Span:
    """Return ``line`` without the sign that makes it a list item: a dash before a figure is no minus."""
    bullet = _BULLET.match(text, line.start, line.end)
    return Span(bullet.end(), line.end) if bullet else line


def _columns(piece: str) -> int:
    """Columns of a terminal that ``piece`` takes: two for a wide character."""
    if piece.isascii():
        return len(piece)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in piece)


def _wrap_width(text: str, adjoining: list[tuple[Span, Span]]) -> int | None:
    """The width that the text was wrapped to, ``None`` where its lines are paragraphs.

    Lines filled greedily are recognised by the next line's first word not having fitted any more.
    """
    if len(adjoining) < _BREAKS_NEEDED:
        return None
    widths = [_columns(text[above.start : above.end]) for above, _ in adjoining]
    widest = max(widths)
    if widest not in _WIDTHS:
        return None
    filled = sum(_is_full(text, above, below, widest) for above, below in adjoining)
    running = sum(not _SENTENCE_END.search(text[above.start : above.end]) for above, _ in adjoining)
    if filled < _SHARE_NEEDED * len(adjoining) or running < len(adjoining) / 2:
        return None
    return widest


def _is_full(text: str, above: Span, below: Span, width: int) -> bool:
    word = _FIRST_WORD.search(text, below.start, below.end)
    first = word[0] if word else ""
    # Without spaces between words, a line is full when one more character does not fit.
    needed = 2 if _columns(first) > len(first) else 1 + _columns(first)
    return _columns(text[above.start : above.end]) + needed + 2 > width


def _goes_on(text: str, above: Span, below: Span, width: int | None) -> bool:
    """Whether the line break between two adjoining lines is only a space."""
    if _BULLET.match(text, below.start, below.end) or _NUMBERING.match(text, below.start, below.end):
        return False
    if width is not None:
        return _is_full(text, above, below, width)
    line = text[above.start : above.end]
    return text[below.start].islower() and len(line) >= _CONTINUED_AT_LEAST and not _SENTENCE_END.search(line)
