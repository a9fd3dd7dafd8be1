"""Dates that are no dates: month names, years and days inside of numbers and amounts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction

from reconcile.claims import Dimension, Span
from reconcile.extract.digits import Style
from reconcile.extract.lexicon import Lexicon, lexicon
from reconcile.extract.measures import dimension_of
from reconcile.extract.numerals import find_numerals
from reconcile.extract.pieces import Numeral, starters
from reconcile.extract.tokens import Tokens, is_unspaced, tokenise
from reconcile.extract.traps import LAST_YEAR, counts_nouns, may_be_year

_DIALLED = re.compile(r"(?<!\d)0\d(?:[ .\u00a0]\d\d){4}(?!\d)")
"""A telephone number in groups of two digits."""
_CLOCKS = frozenset({"klockan", "klokken", "klokka", "kello", "half", "halb", "halv"})
"""Words of Germanic and Nordic languages that an hour stands behind, as they are read for dates."""
_THOUSAND = 1000
_YEAR = 4
"""Digits of a year."""
_REACH = 8
"""So many tokens before a date a number may begin that reaches into it."""


def inside_numbers(text: str, sentence: Span, language: str, spans: Sequence[Span]) -> set[Span]:
    """Which spans that were taken for dates are only part of a number or an amount.

    The "dez" of "cento e dez" is no December, the 2000 of "2000 millones" and of "2010 euros" no year.
    """
    if not spans:
        return set()
    words, tokens = lexicon(language), tokenise(text, sentence)
    counts = {span for span in spans if _is_count(tokens, span, words)}
    dialled = [Span(*match.span()) for match in _DIALLED.finditer(text, sentence.start, sentence.end)]
    counts |= {span for span in spans if any(number.covers(span) for number in dialled)}
    measured = _measured(tokens, spans, words)
    near = _near(tokens, spans, words).union(*(range(max(0, at - _REACH), at) for at in measured))
    if not near:
        return counts
    places = sorted(spans)
    ending: dict[int, list[Span]] = {}
    for span in spans:
        ending.setdefault(span.end, []).append(span)
    found = counts
    for numeral in find_numerals(tokens, words, (), Style(), near):
        whole = Span(numeral.start, numeral.stop)
        if numeral.role == "number":
            first, last = (bisect_left(places, Span(offset, 0)) for offset in (whole.start, whole.end))
            covered = {span for span in places[first:last] if span.end <= whole.end}
            # 二点五 is 2.5, but 八点十五 a quarter past eight.
            spoken = numeral.words and numeral.step < 1 and numeral.step != Fraction(1, 100)
            found |= covered if spoken else covered - {whole}
        if numeral.role == "number" and numeral.end in measured and _counts_units(numeral):
            found.add(measured[numeral.end])
        if numeral.words and numeral.role == "number":
            found |= _counting(tokens, numeral, words, ending)
        unit = words.units.find(tokens, numeral.end)
        if unit is not None and dimension_of(unit.value) in (Dimension.MONEY, Dimension.PERCENT):
            found |= {span for span in ending.get(numeral.stop, ()) if span == whole}
    return found


def _is_count(tokens: Tokens, span: Span, words: Lexicon) -> bool:
    """Whether a year, or the last of two, counts what follows it: Russian "до 1127 случаев"."""
    end = tokens.at(span.end)
    keys = tokens.keys[tokens.at(span.start) : end]
    if not keys or not all((key.isdecimal() and len(key) == _YEAR) or _is_small(key, words) for key in keys):
        return False
    if not keys[-1].isdecimal():
        return False
    return counts_nouns(tokens, end, words) or (len(keys) == 1 and _is_changed(tokens, end, words))


def _is_changed(tokens: Tokens, end: int, words: Lexicon) -> bool:
    """Whether what may be a year is set against a figure that is none: "rose from 1850 to 2300"."""
    behind = words.changes_to.find(tokens, end) or words.ranges.find(tokens, end)
    before = words.changes_to.find_before(tokens, end - 1) or words.ranges.find_before(tokens, end - 1)
    places = ([behind.end] if behind else []) + ([before.first - 1] if before else [])
    return any(0 <= at < len(tokens) and _is_no_year(tokens.keys[at]) for at in places)


def _is_no_year(key: str) -> bool:
    """Whether a token is four digits or more that are no year."""
    return key.isdecimal() and len(key) >= _YEAR and int(key) > LAST_YEAR


def _is_small(key: str, words: Lexicon) -> bool:
    """Whether a word may lead to a year or stand between two, as no name of a month does."""
    return key in words.stop or key in words.joiners or key in words.ranges


def _measured(tokens: Tokens, spans: Sequence[Span], words: Lexicon) -> dict[int, Span]:
    """Spans without digits that begin with a unit behind a number, by the token: "(أربعين) عاما القادمة"."""
    starts = starters(words)
    found: dict[int, Span] = {}
    for span in spans:
        first = tokens.at(span.start)
        before = tokens.keys[first - 1] if first else ""
        if not before or is_unspaced(before) or not starts[before]:
            continue
        unit = words.units.find(tokens, first)
        lasting = unit is not None and dimension_of(unit.value) is Dimension.DURATION
        if lasting and not any(key[0].isdecimal() for key in tokens.keys[first : tokens.at(span.end)]):
            found[first] = span
    return found


def _counts_units(numeral: Numeral) -> bool:
    """Whether a number counts the unit behind it: in figures, one that is too large for a day and no year."""
    if numeral.words:
        return numeral.value > 1
    return numeral.value >= _THOUSAND and (not may_be_year(numeral) or numeral.value % _THOUSAND == 0)


def _near(tokens: Tokens, spans: Sequence[Span], words: Lexicon) -> frozenset[int]:
    """The tokens where numbers may begin that reach into one of the spans; most dates are beyond doubt."""
    starts = starters(words)
    found: set[int] = set()
    for span in spans:
        first, end = tokens.at(span.start), tokens.at(span.end)
        keys = tokens.keys[first:end]
        if not keys or not starts[keys[-1]]:
            continue
        if keys[-1].isalpha() or not any(key.isalpha() and not _continues(key, words) for key in keys):
            found.update(range(max(0, first - _REACH), end))
    return frozenset(found)


def _continues(key: str, words: Lexicon) -> bool:
    """Whether a word may stand inside of a number."""
    if starters(words)[key] or key in words.joiners or key in words.of or key in words.articles:
        return True
    return any(key in book for book in (words.infix, words.mixed, words.mixed_before, words.fraction_of))


def _counting(tokens: Tokens, numeral: Numeral, words: Lexicon, ending: Mapping[int, Sequence[Span]]) -> set[Span]:
    """Spans that end with a number word which counts what follows: "venerdì sette persone", "a las ocho víctimas"."""
    here = [span for span in ending.get(numeral.stop, ()) if span.start <= numeral.start]
    key = tokens.keys[numeral.end] if numeral.end < len(tokens) else ""
    if not here or not key.isalpha() or key in words.stop or is_unspaced(key):
        return set()
    if numeral.first and tokens.keys[numeral.first - 1] in _CLOCKS:
        return set()
    if _is_inflected(tokens.keys[numeral.end - 1], words):
        return set()
    if words.ordinals_before.find_before(tokens, numeral.first) is not None:
        return set()  # Vietnamese "thứ hai", Monday
    if not tokens.text[tokens.starts[numeral.end]].islower():
        return set()
    plural = words.plural is not None and words.plural.fullmatch(key) is not None
    return {span for span in here if plural or span.start < numeral.start}


def _is_inflected(key: str, words: Lexicon) -> bool:
    """Whether a number word has an ending, so that it counts nothing behind it (Turkish "yirmi ikisinde")."""
    suffixes = words.morphology.suffixes
    cuts = range(2, len(key)) if suffixes is not None else ()
    return any(key[:cut] in words.single and suffixes is not None and suffixes.fullmatch(key, cut) for cut in cuts)
