"""Figures that are ranks: by the words before them, by their endings, or by an article where the noun stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.claims import Dimension
from reconcile.extract import context
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.phrases import Match
from reconcile.extract.pieces import Numeral, follows_syllable
from reconcile.extract.tokens import Tokens, fold, is_unspaced

if TYPE_CHECKING:
    from reconcile.extract.figures import Figure

# Counters that make a rank of a number word too.
_RANKED = frozenset("度回番位")
_TEENS, _HUNDRED, _THOUSAND = 11, 100, 1000
# Ranks that are spelled out behind "number"; what is numbered higher is an address, a bus, a ticket.
_LAST_WORDED = 20
# The last minute of a match.
_LAST_MINUTE = 130


def ranked(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon, behind: bool = False) -> Figure:
    """A figure as a rank where what is written before or (``behind``: only) right behind it makes one of it."""
    numeral = figure.numeral
    before = None if behind else _opening(tokens, figure, floor, lexicon)
    article = before is not None and before.stop == figure.start and figure.value >= _THOUSAND  # Arabic الـ68511
    if before is not None and numeral.value.denominator == 1 and not article:
        return figure._replace(first=before.first, start=before.start, unit="th", dimension=Dimension.ORDINAL)
    if not behind and _is_definite(tokens, figure, floor, lexicon):
        return figure._replace(unit="th", dimension=Dimension.ORDINAL)
    worded = behind and numeral.words and figure.end < len(tokens) and tokens.keys[figure.end] in _RANKED
    scaled = behind and numeral.scale > 1 and numeral.value.denominator == 1  # "5만 번째"
    whole = worded or scaled or (numeral.digits is not None and numeral.digits.whole)
    if not whole or lexicon.ordinal_endings is None:
        return figure
    stop = figure.stop
    if (behind or lexicon.writing.ranks_apart) and tokens.text[stop : stop + 1] == " ":
        stop += 1  # "4 回目", "19 वीं"
    match = lexicon.ordinal_endings.match(tokens.text, stop, tokens.span.end)
    if match is None:
        return figure
    end = tokens.at(match.end())
    return figure._replace(end=max(end, figure.end), stop=match.end(), unit="th", dimension=Dimension.ORDINAL)


def minute_of_match(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> Figure:
    """A figure beside a word for one minute as the rank of it: "in minute 34", Russian "на 34 минуте".

    A number before the word makes a time of both ("5 minutes 34"), a noun behind the figure is what it counts.
    """
    digits = figure.numeral.digits
    if digits is None or not digits.whole or not 0 < figure.value <= _LAST_MINUTE or figure.unit not in ("1", "min"):
        return figure
    rank = figure._replace(
        end=figure.numeral.end, stop=figure.numeral.stop, unit="th", dimension=Dimension.ORDINAL, single=False
    )
    if lexicon.play_minute_behind.find(tokens, figure.numeral.end) is not None and figure.value > 1:
        return rank
    minute = lexicon.play_minute.find_before(tokens, figure.first, floor) if figure.unit == "1" else None
    if minute is None or figure.negative or is_unspaced(tokens.keys[minute.first]):
        return figure
    before = tokens.keys[minute.first - 1] if minute.first > floor else ""
    if before[-1:].isdecimal() or before in lexicon.single or _counts(tokens, figure, lexicon):
        return figure
    return rank


def is_joined(tokens: Tokens, hyphen: int, limit: int, lexicon: Lexicon) -> bool:
    """Whether a hyphen joins one letter to a figure, or an ending that only looks like a unit.

    Russian "31-м" is a rank, no length, and Ukrainian "72-га" no area: the ``sure`` endings of the language.
    """
    if not tokens.is_hyphen(hyphen) or hyphen + 1 >= limit:
        return False
    pattern = lexicon.ordinal_endings
    if len(tokens.keys[hyphen + 1]) == 1 or pattern is None or "sure" not in pattern.groupindex:
        return len(tokens.keys[hyphen + 1]) == 1
    match = pattern.match(tokens.text, tokens.starts[hyphen], tokens.span.end)
    return match is not None and match["sure"] is not None


def declined(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> Numeral:
    """Digits with an ending that declines them and makes no rank of them (Russian "15-ти", Polish "5-ciu")."""
    pattern = lexicon.ordinal_endings
    if pattern is None or "count" not in pattern.groupindex or numeral.digits is None or not numeral.digits.whole:
        return numeral
    match = pattern.match(tokens.text, numeral.stop, tokens.span.end)
    if match is None or match["count"] is None:
        return numeral
    return numeral._replace(end=tokens.at(match.end()), stop=match.end())


def _opening(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> Match[bool] | None:
    """What makes a rank of a figure behind it: 第, Arabic رقم, a Hebrew article behind a noun ("האי ה-7")."""
    book, first = lexicon.ordinals_before, figure.first
    before = book.find_before(tokens, first, floor)
    if lexicon.writing.article_ranks:
        if before is None and first > floor and tokens.is_hyphen(first - 1):
            before = book.find_before(tokens, first - 1, floor)
        if before is None or lexicon.ages_before.find_before(tokens, before.first, floor) is not None:
            return None  # בן ה-28
        if lexicon.label_before(tokens, before.end) is not None:
            return None  # המאה ה-19
        return before if _is_noun(tokens, before.first - 1, floor, lexicon) else None
    if before is None and first > floor + 1 and tokens.is_hyphen(first - 1) and tokens.touching(first - 2):
        before = (
            book.find_before(tokens, first - 1, floor) if tokens.keys[first - 2] in lexicon.ordinal_prefixes else None
        )
    if before is None or (not before.value and not _is_worded_rank(figure)):
        return None
    if follows_syllable(tokens, before.first):
        return None  # 어제 9명: the last syllable of "yesterday"
    article = fold(tokens.text[before.start : before.stop]) in lexicon.articles
    numbered = article and lexicon.label_before(tokens, before.first, floor) is not None  # الجولة الـ13
    return None if article and not numbered and _counts(tokens, figure, lexicon) else before


def _is_worded_rank(figure: Figure) -> bool:
    """Whether a number word may be a rank behind "number": "number two", but "number 7" is a name."""
    return figure.numeral.words and figure.first == figure.numeral.first and 2 <= figure.value <= _LAST_WORDED


def _is_definite(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> bool:
    """Whether a number word with an article stands behind its noun, and so is a rank (Hebrew המקום השנים עשר)."""
    numeral = figure.numeral
    if not lexicon.writing.article_ranks or not numeral.words or not numeral.clitic or figure.first != numeral.first:
        return False
    clitic = tokens.keys[figure.first][: numeral.start - tokens.starts[figure.first]]
    if not (numeral.value == 2 or _TEENS <= numeral.value < _HUNDRED) or clitic not in lexicon.ordinals_before:
        return False
    return _is_noun(tokens, figure.first - 1, floor, lexicon)


def _is_noun(tokens: Tokens, index: int, floor: int, lexicon: Lexicon) -> bool:
    """Whether a word that may be a noun stands at a token."""
    return index >= floor and tokens.keys[index].isalpha() and tokens.keys[index] not in lexicon.stop


def _counts(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a noun stands behind the figure: "الـ22 دولة" are twenty-two countries, no twenty-second one."""
    return context.noun(tokens, figure.end, len(tokens), lexicon) != ""
