"""Figures in a row of which only the last one says what they are: "93, 90 and 88 percent", "24 and 31 years old"."""

from __future__ import annotations

from reconcile.claims import Dimension
from reconcile.extract.ages import OLDEST, TENS_OF_LIFE, decade_of_life
from reconcile.extract.context import noun
from reconcile.extract.figures import Figure
from reconcile.extract.joining import COMMAS, in_kind_of
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.tokens import Tokens
from reconcile.extract.traps import may_be_year

_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_COMPARED = frozenset({Dimension.PERCENT, Dimension.MONEY, Dimension.MEASURE})
# What was told for another time is seldom so many times as much.
_FAR = 10
_ENUMERATES = frozenset("、和與与及")
"""Characters that join what is listed, and no clauses."""
_SHARED = frozenset({Dimension.PERCENT, Dimension.POINTS, Dimension.DURATION})


def listed_shares(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Shares or times in a row, of which only the last one says so: "93, 90 and 88 percent", "8 and 5 seconds"."""
    kept, joiners = list(figures), lexicon.joiners
    chained = False
    for index in range(len(kept) - 2, -1, -1):
        figure, following = kept[index], kept[index + 1]
        between = tokens.keys[figure.end : following.first]
        plain = figure.unit == "1" and figure.dimension is Dimension.COUNT and figure.numeral.digits is not None
        joined = len(between) == 1 and (between[0] in joiners or between[0] in _ENUMERATES)
        linked = joined or (chained and len(between) == 1 and between[0] in COMMAS)
        chained = plain and linked and following.dimension in _SHARED and not may_be_year(figure.numeral)
        chained = chained and figure.high is None and following.high is None and figure.numeral.scale == 1
        if chained:
            kept[index] = figure._replace(unit=following.unit, dimension=following.dimension)
    return kept


def _is_decade_like(tokens: Tokens, figure: Figure, following: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure has the counter of the decade of life that it is joined to: 30대 in "30대와 40대 유권자"."""
    between = tokens.keys[figure.end : following.first]
    if len(between) != 2 or between[0] != tokens.keys[following.end - 1] or figure.value not in TENS_OF_LIFE:
        return False
    return between[1] in COMMAS or between[1] in lexicon.joiners or between[1] in lexicon.fraction_joins


def listed_ages(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Ages in a row, of which only the last one says so: "three men, 24, 27 and 31 years old"."""
    kept = list(figures)
    for index in range(len(kept) - 2, -1, -1):
        figure, following = kept[index], kept[index + 1]
        told = figure.numeral.digits is not None or (figure.numeral.words and figure.end == figure.numeral.end)
        plain = figure.unit == "1" and figure.dimension is Dimension.COUNT and told
        if not plain or following.dimension is not Dimension.AGE or figure.high is not None:
            continue
        between = tokens.keys[figure.end : following.first]
        before = tokens.keys[figure.first - 1] if figure.first else ""
        if following.high is not None and _is_decade_like(tokens, figure, following, lexicon):
            kept[index] = decade_of_life(figure, figure.end + 1, tokens.ends[figure.end])
            continue
        listed = len(between) == 1 and (between[0] in COMMAS or (between[0] in lexicon.joiners and before in COMMAS))
        if listed and 1 < figure.value <= OLDEST:
            kept[index] = figure._replace(unit="yr", dimension=Dimension.AGE)
    for index in range(1, len(kept)):
        if _goes_on_ages(tokens, kept[index - 1], kept[index], lexicon):
            kept[index] = kept[index]._replace(unit="yr", dimension=Dimension.AGE)
    return kept


def _goes_on_ages(tokens: Tokens, figure: Figure, following: Figure, lexicon: Lexicon) -> bool:
    """Whether a bare figure is one more of an age that words before it told: "two brothers aged 12 and 14"."""
    told = figure.dimension is Dimension.AGE and figure.high is None and figure.end == figure.numeral.end
    if not told or lexicon.ages_before.find_before(tokens, figure.first) is None:
        return False
    plain = following.unit == "1" and following.dimension is Dimension.COUNT and following.numeral.digits is not None
    linked = tokens.keys[figure.end : following.first] in ([joiner] for joiner in lexicon.joiners)
    whole = following.numeral.value.denominator == 1 and following.high is None and 1 < following.value <= OLDEST
    return plain and linked and whole and not noun(tokens, following.end, len(tokens), lexicon)


def bracketed(tokens: Tokens, figures: list[Figure]) -> list[Figure]:
    """Figures in brackets right behind a sum, a share or a measure are one too: "130 euros (135)", "5.4 % (4.8)"."""
    kept = list(figures)
    for index in range(1, len(kept)):
        figure, other = kept[index], kept[index - 1]
        if figure.unit != "1" or figure.dimension is not Dimension.COUNT or other.dimension not in _COMPARED:
            continue
        opened = figure.first == other.end + 1 and tokens.keys[other.end] in _OPENING
        closed = figure.end < len(tokens) and tokens.keys[figure.end] in _CLOSING
        bare = figure.numeral.digits is not None and figure.high is None and not may_be_year(figure.numeral)
        if not (opened and closed and bare and other.high is None and not other.single):
            continue
        told = in_kind_of(figure, other)
        near = abs(told.numeral.value) < _FAR * other.numeral.value < _FAR * _FAR * abs(told.numeral.value)
        kept[index] = told if near else figure
    return kept


def listed_ranks(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Figures in a row of which only the last one is marked as a rank: Turkish "8, 39 ve 68. dakikalarda"."""
    word, kept = lexicon.writing.ranks_shared, list(figures)
    chained = False
    for index in range(len(kept) - 2 if word else -1, -1, -1):
        figure, following = kept[index], kept[index + 1]
        between = tokens.keys[figure.end : following.first]
        plain = figure.dimension in (Dimension.COUNT, Dimension.AGE) and figure.first == figure.end - 1
        plain = plain and figure.numeral.digits is not None
        whole = plain and figure.high is None and figure.numeral.scale == 1 and figure.numeral.value.denominator == 1
        linked = between == [word] or (chained and len(between) == 1 and between[0] in COMMAS)
        ranked = following.dimension is Dimension.ORDINAL and following.numeral.digits is not None
        chained = whole and linked and ranked and figure.numeral.value < following.numeral.value
        if chained:
            kept[index] = figure._replace(unit="th", dimension=Dimension.ORDINAL)
    return kept
