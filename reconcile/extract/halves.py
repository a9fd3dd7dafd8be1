"""Parts of a unit: "half an hour", "a quarter point", "a year and a half", "שעתיים וחצי"."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from reconcile.claims import Dimension
from reconcile.extract.figures import Figure
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.measures import dimension_of
from reconcile.extract.phrases import Match
from reconcile.extract.pieces import Numeral
from reconcile.extract.tokens import Tokens, is_unspaced

_PARTED = frozenset({Dimension.DURATION, Dimension.MEASURE, Dimension.POINTS, Dimension.PERCENT, Dimension.MONEY})
_PARTED |= {Dimension.MULTIPLIER, Dimension.AGE}
# What is told in halves without a number before it ("hora y media").
_BARE = frozenset({Dimension.DURATION, Dimension.POINTS, Dimension.MEASURE})


def _half(tokens: Tokens, at: int, lexicon: Lexicon) -> Match[Fraction] | None:
    """ "And a half" at a token, if nothing shows that it is said of something else ("and a half of the ...")."""
    match = lexicon.mixed.find(tokens, at)
    if match is None or lexicon.blocked.find(tokens, at) is not None:
        return None
    behind, then = (*tokens.keys[match.end : match.end + 2], "", "")[:2]
    scale = lexicon.single.get(behind)
    if scale is not None and scale.role == "scale":
        return None  # "4 millones de euros y medio millón"
    told = behind in lexicon.of and (not then or then in lexicon.stop or then in lexicon.definite)
    return None if behind and told else match  # but "deux heures et demie de jeu"


def and_half(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> Figure:
    """A figure with the half behind its unit: "two hours and a half", "1年半"."""
    whole = figure.single or figure.end > figure.numeral.end
    if not whole or figure.unit == "1" or figure.dimension not in _PARTED or figure.value.denominator != 1:
        return figure
    match = _half(tokens, figure.end, lexicon)
    if match is None:
        return figure
    end, stop = match.end, match.stop
    again = lexicon.units.find(tokens, end)
    if again is not None and again.value == figure.unit and again.stop - again.start > 1:
        end, stop = again.end, again.stop  # Arabic "two hours and half of the hour"
    old = figure.numeral
    half = match.value * old.scale
    numeral = old._replace(value=old.value + half, step=half / 2, digits=None)
    return figure._replace(numeral=numeral._replace(lone=False), end=end, stop=stop)


def bare_halves(tokens: Tokens, numerals: Iterable[Numeral], lexicon: Lexicon) -> list[Figure]:
    """Units with a half and without a number: "an hour and a half", "שנה וחצי"."""
    places = lexicon.mixed.places(tokens.keys)
    if not places:
        return []
    ends = {numeral.end for numeral in numerals}
    found = []
    for index in places:
        unit = lexicon.units.find_before(tokens, index) if index else None
        if unit is None or unit.first in ends or dimension_of(unit.value) not in _BARE:
            continue
        if unit.stop - unit.start < 2 or is_unspaced(tokens.keys[unit.first]):
            continue
        first, start = unit.first, unit.start
        if first and tokens.keys[first - 1] in lexicon.articles:
            first, start = first - 1, tokens.starts[first - 1]
        numeral = Numeral(first, unit.end, start, unit.stop, Fraction(1), Fraction(1), words=True)
        one = Figure(numeral, first, unit.end, start, unit.stop, unit.value, dimension_of(unit.value), single=True)
        whole = and_half(tokens, one, lexicon)
        if whole is not one:
            found.append(whole)
    return found
