"""Look for a name of one article in the text of another, where no recogniser may have seen it.

A name that a title or a capital gives away in English may stand unmarked in Hindi or Japanese. Before two
articles are said to name different people, the other text has to be searched for the name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reconcile.claims import Span
from reconcile.names.consonants import could_sound_alike
from reconcile.names.gazetteer import LENDERS, Known, fold, forms, lookup
from reconcile.names.institutions import country_of
from reconcile.names.scripts import UNSPACED, script_of
from reconcile.names.similarity import SAME, is_acronym_of, may_be_acronym, similarity, tokens_of

# With the vowel signs of the scripts that write vowels as marks, from Devanagari to Khmer; without their full stops.
_WORD = re.compile(
    r"[\w'’׳״\u0900-\u0963\u0966-\u0df3\u0e31-\u0e4e\u0eb1-\u0ece\u102b-\u103e\u17b4-\u17d3\u200c\u200d]+"
)
_KATAKANA = re.compile(r"[ァ-ヺー]+(?:[・＝=][ァ-ヺー]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff·・]+")
_STOPS = frozenset(",;:.!?،؛()\n")
_CASED = frozenset({"latn", "cyrl", "grek", "armn"})
_CLITICS = {"ar": ("وال", "بال", "لل", "و", "ب", "ل", "ف", "ك"), "he": ("ה", "ב", "ל", "מ", "ו", "ש", "כ")}
_LONGEST_HAN = 8
_WIDEST = 5
_LENGTH_COST = 0.01
# How surely a country's adjective answers to its name.
_BY_COUNTRY = 0.75
# What is known under fewer letters is looked for under the names that it is known by alone.
_LEAST_HEARD = 3
# How surely a word without a capital sounds like a name for both to be one noun that a language has borrowed.
_LOANED = 0.8


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
    scores: dict[str, float] = {}
    loan = _may_be_loan(name)
    for span in _candidates(name, text, within, language, language_of_text):
        form = text[span.start : span.end]
        common = _is_common(form)
        if common and not loan:
            continue
        if form not in scores:
            alike = similarity(name, form, language, language_of_text)
            scores[form] = alike if alike >= _LOANED or not common else 0.0
        # Of pieces about as alike the shortest is the name, without the words around it.
        rank = scores[form] - _LENGTH_COST * len(span)
        if scores[form] >= least and (best is None or rank > best[0]):
            best = rank, span, scores[form]
    if best is None or best[2] < _BY_COUNTRY:
        span_of_country = _by_country(name, text, within, language, language_of_text)
        if span_of_country is not None and least <= _BY_COUNTRY:
            return span_of_country, _BY_COUNTRY
    return (best[1], best[2]) if best else None


def _is_common(form: str) -> bool:
    """Whether words without a capital stand where names have one: "who" is no mention of the WHO."""
    return form.islower() and script_of(form) in _CASED


def _may_be_loan(name: str) -> bool:
    """Whether a name's script shows its sounds but no capitals, so that it may be a noun ("सैटेलाइट", a satellite)."""
    return script_of(name) not in {*_CASED, "hani"}


def _by_country(name: str, text: str, within: Span, language_of_name: str, language: str) -> Span | None:
    """Where a country's adjective or its people answer to its name, or the other way round ("Ghana", "Ghanaian")."""
    code = country_of(fold(name, language_of_name), language_of_name)
    if not code or (language_of_name in UNSPACED and not lookup(name, language_of_name)):
        return None
    if language in UNSPACED:
        return next(iter(_forms_in(text, within, frozenset({Known(f"territory:{code}", "LOC")}), language)), None)
    for match in _WORD.finditer(text, within.start, within.end):
        if len(match.group()) > 3 and country_of(fold(match.group(), language), language) == code:
            return Span(match.start(), match.end())
    return None


def _candidates(name: str, text: str, within: Span, language_of_name: str, language: str) -> Iterator[Span]:
    """Every piece of the text that may be the name: few, since most words have none of its consonants."""
    yield from _known_forms(name, text, within, language_of_name, language)
    parts = tokens_of(name)
    if language in UNSPACED:
        yield from _unspaced(parts, text, within, language)
        return
    words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, within.start, within.end)]
    if len(name) < _LEAST_HEARD and lookup(name, language_of_name):
        # Any short word may sound like "US".
        yield from (w for w in words if text[w.start : w.end] == name)
        return
    if not any(c.isdigit() for c in name):
        words = [w for w in words if not text[w.start : w.end].isdigit()]
    yield from _acronyms(name, text, words)
    clitics = _CLITICS.get(language, ())
    wanted = [*parts, "".join(parts)] if len(parts) > 1 else list(parts)
    near: dict[str, bool] = {}
    loan = _may_be_loan(name)
    for word in words:
        form = text[word.start : word.end]
        if form not in near:
            near[form] = (loan or not _is_common(form)) and any(
                could_sound_alike(part, bare) for bare in _bare(form, clitics) for part in wanted
            )
    likely = [near[text[word.start : word.end]] for word in words]
    for width in range(max(1, len(parts) - 1), min(len(parts) + 1, _WIDEST) + 1):
        for first in range(len(words) - width + 1):
            # A name of several parts has more than one word that sounds like it, but where it is written as one.
            if sum(likely[first : first + width]) < min(width, max(1, len(parts) - 1)):
                continue
            span = Span(words[first].start, words[first + width - 1].end)
            if not _STOPS.isdisjoint(text[span.start : span.end]):
                continue
            yield span
            for clitic in clitics:
                if text.startswith(clitic, span.start) and len(span) - len(clitic) >= 3:
                    yield Span(span.start + len(clitic), span.end)


def _bare(word: str, clitics: Sequence[str]) -> Iterator[str]:
    yield word
    for clitic in clitics:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            yield word[len(clitic) :]


def _known_forms(name: str, text: str, within: Span, language_of_name: str, language: str) -> Iterator[Span]:
    """Where a country or organisation stands under one of its names in the other language ("南アフリカ")."""
    known = lookup(name, language_of_name)
    if not known:
        return
    if language in UNSPACED:
        yield from _forms_in(text, within, known, language)
        return
    wanted = {f for code in (language, *LENDERS) for f, things in forms(code).items() if things & known}
    sizes = {f.count(" ") + 1 for f in wanted}
    words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, within.start, within.end)]
    for size in sorted(sizes):
        for first in range(len(words) - size + 1):
            span = Span(words[first].start, words[first + size - 1].end)
            form = text[span.start : span.end]
            if lookup(form, language) & known if size == 1 else fold(form, language) in wanted:
                yield span


def _forms_in(text: str, within: Span, known: frozenset[Known], language: str) -> Iterator[Span]:
    """The forms of what is known in a text without spaces."""
    for form, things in forms(language).items():
        start = text.find(form, within.start, within.end) if things & known else -1
        if start >= 0:
            yield Span(start, start + len(form))


def _acronyms(name: str, text: str, words: Sequence[Span]) -> Iterator[Span]:
    """Where the name stands as an acronym, or what it is the acronym of."""
    short = may_be_acronym(name)
    size = sum(c.isalpha() for c in name)
    for first, word in enumerate(words):
        if may_be_acronym(text[word.start : word.end]) and is_acronym_of(text[word.start : word.end], name):
            yield word
        for width in (size, size + 1, size + 2) if short else ():
            if 2 <= width <= len(words) - first:
                span = Span(word.start, words[first + width - 1].end)
                if is_acronym_of(name, text[span.start : span.end]):
                    yield span


def _unspaced(parts: Sequence[str], text: str, within: Span, language: str) -> Iterator[Span]:
    """Runs of katakana; of Han every piece of two characters and more."""
    if language == "ja":
        for match in _KATAKANA.finditer(text, within.start, within.end):
            yield Span(match.start(), match.end())
    wanted = [*parts, "".join(parts)]
    for match in _HAN.finditer(text, within.start, within.end):
        for start in range(match.start(), match.end() - 1):
            for end in range(start + 2, min(match.end(), start + _LONGEST_HAN) + 1):
                if any(could_sound_alike(part, text[start:end]) for part in wanted):
                    yield Span(start, end)
