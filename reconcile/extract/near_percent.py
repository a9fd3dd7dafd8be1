"""Figures that are told beside percentages and leave out that they are of their kind: points, tenths, shares."""

from __future__ import annotations

from fractions import Fraction

from reconcile.claims import Dimension
from reconcile.extract.context import direction, noun
from reconcile.extract.figures import Figure
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.tokens import Tokens

# Rates change by no more points in the news; indices and teams have more.
_MOST_POINTS = Fraction(30)
_TENTH = Fraction(1, 10)
_SHARES = frozenset({Dimension.PERCENT, Dimension.POINTS})
# What a share is set against is seldom so many times as much.
_FAR = 10
_WHOLE = 100


def near_percentages(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Figures in text order, those beside percentages in the unit that they have there.

    "9.2 % (-0.1 points)" and Spanish "1,6 %, dos décimas menos" are percentage points; "el 26,3 % de los votos, y
    Ciudadanos el 10,7" has two shares. So are points with decimals beside words for a rate alone.
    """
    shares = [f for f in figures if f.dimension in _SHARES and f.high is None]
    rated = not shares and lexicon.change.rates.occurs(tokens)
    if not (shares or rated) or _is_of_play(tokens, lexicon):
        return figures
    if any(abs(f.value) > _MOST_POINTS and lexicon.part_units.find(tokens, f.end) is not None for f in figures):
        return figures  # how an index stands
    pointed = any(f.dimension is Dimension.POINTS for f in shares)
    largest = _MOST_POINTS if pointed or rated else max([abs(f.value) for f in shares])
    kept = list(figures)
    for index, figure in enumerate(figures):
        if figure.unit != "1" or figure.high is not None or figure.single or figure.per:
            continue
        if rated and figure.value.denominator == 1:
            continue  # teams and parties have whole points too
        if _is_tenths(tokens, figure, lexicon):
            kept[index] = figure._replace(unit="pp", dimension=Dimension.POINTS)
        elif (end := _points(tokens, figure, largest, lexicon)) > figure.end:
            points = figure._replace(unit="pp", dimension=Dimension.POINTS)
            kept[index] = points._replace(end=end, stop=tokens.ends[end - 1])
        elif index and _is_one_more(tokens, kept[index - 1], figure, lexicon):
            kept[index] = figure._replace(unit="%", dimension=Dimension.PERCENT)
    return kept


def _is_of_play(tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the sentence tells of a match, where points are no hundredths."""
    books = (lexicon.play, lexicon.per_never, lexicon.change.unmoved)
    plural = lexicon.part_units
    places = {at for book in books for at in book.places(tokens.keys)}
    return any(plural.find(tokens, at) is None and any(book.find(tokens, at) for book in books) for at in places)


def _is_tenths(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure is so many tenths in words of which nothing says of what: "tres décimas más"."""
    numeral = figure.numeral
    if numeral.role != "fraction" or not numeral.words or not 0 < numeral.value < 1:
        return False
    tenths = (numeral.value / _TENTH).denominator == 1 and _of_tenths(tokens, numeral.end - 1, lexicon)
    behind = tokens.keys[figure.end] if figure.end < len(tokens) else ""
    return tenths and behind not in lexicon.of and behind not in lexicon.of_the


def _of_tenths(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    atom = lexicon.atoms.find(tokens, index)
    return atom is not None and atom.value.role in ("part", "ordinal") and atom.value.value == 1 / _TENTH


def _points(tokens: Tokens, figure: Figure, largest: Fraction, lexicon: Lexicon) -> int:
    """The token behind a word for points that a figure counts, where they may be those of a rate; else its end."""
    count = figure.dimension is Dimension.COUNT and figure.numeral.role == "number"
    if not count or not 0 < abs(figure.value) <= min(_MOST_POINTS, largest) or largest > _WHOLE:
        return figure.end
    match = lexicon.part_units.find(tokens, figure.end)
    if match is None or match.value != "pp":
        return figure.end
    before = tokens.keys[figure.first - 1] if figure.first else ""
    by = before == "+" or before in lexicon.of or before in lexicon.change.places
    told = by or figure.negative or figure.numeral.value.denominator != 1
    told = told or lexicon.change.behind.find(tokens, match.end) is not None  # "dos puntos más"
    grown = told or direction(tokens, figure.first, match.end, 0, len(tokens), lexicon) != 0
    return match.end if grown else figure.end


def _is_one_more(tokens: Tokens, share: Figure, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure with decimals is one more share: an article is before it, and nothing that it may count behind.

    As in "el 1,3 por ciento mensual y el 0,9 en la tasa interanual".
    """
    numeral = figure.numeral
    if share.unit != "%" or share.high is not None or figure.dimension is not Dimension.COUNT:
        return False
    if numeral.digits is None or numeral.digits.whole or numeral.digits.grouped or not figure.first:
        return False
    before = tokens.keys[figure.first - 1]
    told = before in lexicon.articles or before in lexicon.definite or before in lexicon.of_the
    told = told or lexicon.hedged.find_before(tokens, figure.first) is not None
    near = abs(figure.value) < _FAR * abs(share.value) < _FAR * _FAR * abs(figure.value)
    return told and near and not noun(tokens, figure.end, len(tokens), lexicon)
