"""Digits that are no quantities: parts of names, scores, telephone numbers, years, labels."""

from __future__ import annotations

import re

from reconcile.extract.lexicon import Lexicon
from reconcile.extract.numerals import Numeral
from reconcile.extract.tokens import UNSPACED, Tokens, fold

_UNSPACED = re.compile(f"[{UNSPACED}]")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_JOINED = re.compile(r"[\d][-‐‑–/:.]$|^[-‐‑–/:][\d]")
_SCORE = re.compile(r"(?<![\w.,/-])(\d{1,3})\s?[-‐‑–:]\s?(\d{1,3})(?![\w/]|[.,-]\d)")
_CHAIN = re.compile(r"\+?\d{1,5}(?:[-‐‑–./() ]{1,2}\d{2,5}){2,}|\d{3,5}[-‐‑–]\d{3,5}")
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S+|\S+@\S+\.\S+|\b[\w-]+\.(?:com|org|net|html?)\b\S*", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1700, 2100


def is_part_of_name(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Whether letters touch the digits that are neither unit, clitic nor ending: A320, COVID-19, 5G, MDax40."""
    if numeral.words:
        return False
    return _letters_before(tokens, numeral, lexicon) or _letters_behind(tokens, numeral, lexicon)


def _letters_before(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> bool:
    text, start = tokens.text, numeral.start
    if numeral.first == 0 or tokens.ends[numeral.first - 1] != start:
        return False
    index = numeral.first - 1
    hyphen = tokens.is_hyphen(index)
    if hyphen:
        if index == 0 or not tokens.touching(index - 1):
            return False
        index -= 1
    if tokens.keys[index] == "_":
        return True
    letters = _LETTERS_BEFORE.search(text, max(tokens.span.start, start - 40), tokens.ends[index])
    if letters is None or _UNSPACED.match(text, tokens.ends[index] - 1):
        return False
    word = fold(letters.group())
    if word in lexicon.morphology.prefixes:
        return False
    found = lexicon.units_before.find_before(tokens, index + 1)
    return found is None or hyphen


def _letters_behind(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> bool:
    end, stop = numeral.end, numeral.stop
    if end >= len(tokens) or tokens.starts[end] != stop or numeral.digits is None:
        return False
    key = tokens.keys[end]
    if not key[0].isalpha() or _UNSPACED.match(key):
        return False
    if lexicon.units.find(tokens, end) or lexicon.ages.find(tokens, end) or lexicon.times.find(tokens, end):
        return False
    if lexicon.endings is not None and lexicon.endings.match(tokens.text, stop):
        return False
    if lexicon.ordinal_endings is not None and lexicon.ordinal_endings.match(tokens.text, stop):
        return False
    # Arabic and Hebrew letters are often glued to digits by sheer carelessness; Latin ones make a name.
    return key[0] < "\u0530"


def is_score(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether two figures around a hyphen or colon are a score, a clock time or the like, and no range."""
    for match in _SCORE.finditer(tokens.text, max(tokens.span.start, numeral.start - 6), tokens.span.end):
        if match.start() > numeral.start:
            return False
        if match.start(1) == numeral.start or match.start(2) == numeral.start:
            colon = ":" in match.group()
            return colon or int(match[1]) >= int(match[2])
    return False


def is_chain(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether the digits belong to a telephone number, a date in digits or a similar chain."""
    if numeral.digits is None:
        return False
    text = tokens.text
    around = text[max(tokens.span.start, numeral.start - 2) : numeral.start], text[numeral.stop : numeral.stop + 2]
    if not any(map(_JOINED.search, around)):
        return False
    low = max(tokens.span.start, numeral.start - 24)
    return any(
        match.start() <= numeral.start < match.end()
        for match in _CHAIN.finditer(text, low, min(tokens.span.end, numeral.stop + 24))
    )


def addresses(tokens: Tokens) -> list[tuple[int, int]]:
    """Where web and mail addresses stand, whose digits mean nothing here."""
    text = tokens.text
    if not any(mark in text[tokens.span.start : tokens.span.end] for mark in ("://", "www.", "@", ".com", ".org")):
        return []
    return [match.span() for match in _ADDRESS.finditer(text, tokens.span.start, tokens.span.end)]


def may_be_year(numeral: Numeral) -> bool:
    """Whether a bare figure may as well be a year: four digits, nothing between them."""
    digits = numeral.digits
    return (
        digits is not None
        and len(digits.text) == 4
        and digits.whole
        and not digits.grouped
        and FIRST_YEAR <= numeral.value <= LAST_YEAR
    )
