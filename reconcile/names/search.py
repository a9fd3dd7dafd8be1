"""Look for a name of one article in the text of another, where no recogniser may have seen it.

A name that a title or a capital gives away in English may stand unmarked in Hindi or Japanese. Before two
articles are said to name different people, the other text has to be searched for the name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.claims import Span
from reconcile.names.gazetteer import forms, lookup
from reconcile.names.similarity import SAME, similarity, tokens_of

_WORD = re.compile(r"[\w'’׳״\u0900-\u097f\u200c]+")
_KATAKANA = re.compile(r"[ァ-ヺー]+(?:[・＝=][ァ-ヺー]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff·・]+")
_UNSPACED = frozenset({"zh", "ja"})
_CLITICS = {"ar": ("وال", "بال", "لل", "و", "ب", "ل", "ف", "ك"), "he": ("ה", "ב", "ל", "מ", "ו", "ש", "כ")}
_LONGEST_HAN = 8
_WIDEST = 5
_LENGTH_COST = 0.01


def find_mention(
    name: str, text: str, within: Span, language: str, language_of_text: str, least: float = SAME
) -> tuple[Span, float] | None:
    """The place in ``text[within]`` that most likely mentions ``name``, and how likely (:func:`similarity`).

    Parameters
    ----------
    name, language: the name as the one article gives it, and that article's language.
    text, within, language_of_text: the part of the other article to search.
    least: nothing below it is returned.
    """
    best: tuple[float, Span, float] | None = None
    for span in _candidates(name, text, within, language, language_of_text):
        score = similarity(name, text[span.start : span.end], language, language_of_text)
        # Of pieces about as alike the shortest is the name, without the words around it.
        rank = score - _LENGTH_COST * len(span)
        if score >= least and (best is None or rank > best[0]):
            best = rank, span, score
    return (best[1], best[2]) if best else None


def _candidates(name: str, text: str, within: Span, language_of_name: str, language: str) -> Iterator[Span]:
    if language in _UNSPACED:
        yield from _known_forms(name, text, within, language_of_name, language)
        yield from _unspaced(text, within, language)
        return
    words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, within.start, within.end)]
    size = len(tokens_of(name))
    for width in range(max(1, size - 1), min(size + 1, _WIDEST) + 1):
        for first in range(len(words) - width + 1):
            span = Span(words[first].start, words[first + width - 1].end)
            if any(mark in text[span.start : span.end] for mark in ",;:.!?،؛()\n"):
                continue
            yield span
            for clitic in _CLITICS.get(language, ()):
                if text.startswith(clitic, span.start) and len(span) - len(clitic) >= 3:
                    yield Span(span.start + len(clitic), span.end)


def _known_forms(name: str, text: str, within: Span, language_of_name: str, language: str) -> Iterator[Span]:
    """Where a country or organisation stands under one of its names in the other language ("南アフリカ")."""
    known = lookup(name, language_of_name)
    for form, things in forms(language).items() if known else ():
        start = text.find(form, within.start, within.end) if things & known else -1
        if start >= 0:
            yield Span(start, start + len(form))


def _unspaced(text: str, within: Span, language: str) -> Iterator[Span]:
    """Runs of katakana; of Han every piece of two characters and more."""
    if language == "ja":
        for match in _KATAKANA.finditer(text, within.start, within.end):
            yield Span(match.start(), match.end())
    for match in _HAN.finditer(text, within.start, within.end):
        for start in range(match.start(), match.end() - 1):
            for end in range(start + 2, min(match.end(), start + _LONGEST_HAN) + 1):
                yield Span(start, end)
