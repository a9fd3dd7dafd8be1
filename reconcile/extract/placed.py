"""Figures whose unit was told before: for another place or person, set against it, or as parts of a second."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from reconcile.claims import Dimension, Quantity, Span
from reconcile.extract.figures import Figure
from reconcile.extract.joining import COMMAS, in_kind_of
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.tokens import Tokens
from reconcile.extract.traps import may_be_year

_TOLD = frozenset({Dimension.MONEY, Dimension.PERCENT, Dimension.MEASURE, Dimension.DURATION})
# Tokens from one figure to the next that is told of another.
_NEAR = 8
# What is told of two is seldom four times as much of the one.
_ALIKE = 4
_PARTS = frozenset(map(Fraction, (10, 100, 1000)))


def placed(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Bare figures in the unit of the one before, with the same small word behind both or "against" between them.

    "33 graus em Lisboa e 36 em Beja", "24 anni per l'uno e 18 per l'altro", "1,20 euro contro 1,04".
    """
    kept = list(figures)
    for index in range(1, len(kept)):
        figure, other = kept[index], kept[index - 1]
        plain = figure.unit == "1" and figure.dimension is Dimension.COUNT and figure.end == figure.numeral.end
        if not plain or figure.numeral.digits is None or may_be_year(figure.numeral) or figure.high is not None:
            continue
        told = other.dimension in _TOLD and other.high is None and not other.single and other.end > other.numeral.end
        if not told or not 0 < figure.first - other.end <= _NEAR or other.numeral.scale > 1:
            continue
        near = abs(figure.value) < _ALIKE * abs(other.value) < _ALIKE * _ALIKE * abs(figure.value)
        if near and (_is_of_other(tokens, other, figure, lexicon) or _is_against(tokens, other, figure, lexicon)):
            kept[index] = in_kind_of(figure, other)
    return kept


def _is_of_other(tokens: Tokens, other: Figure, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether one small word stands behind both figures and what they are told of behind it."""
    if figure.end + 1 >= len(tokens) or other.end + 1 >= figure.first:
        return False
    word = tokens.keys[other.end]
    small = word in lexicon.stop and word not in lexicon.of and word not in lexicon.of_the
    if not small or word in lexicon.joiners or tokens.keys[figure.end] != word:
        return False
    between = tokens.keys[other.end + 1 : figure.first]
    at = next((n for n, key in enumerate(reversed(between)) if key in lexicon.joiners or key in COMMAS), len(between))
    led = at < len(between) - 1 and all(key in lexicon.stop for key in between[len(between) - at :])
    names = tokens.text[tokens.starts[other.end + 1]], tokens.text[tokens.starts[figure.end + 1]]
    return led and names[0].isupper() == names[1].isupper()


def _is_against(tokens: Tokens, other: Figure, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether "against" is all that stands between the two, and nothing that the second might count behind it."""
    if other.numeral.step == 1 or figure.numeral.step == 1:
        return False
    comma = tokens.keys[other.end] in COMMAS
    match = lexicon.instead.find(tokens, other.end + comma)
    return match is not None and match.end == figure.first


def timed_parts(
    tokens: Tokens, figures: list[Figure], found: Iterable[tuple[Span, Quantity]], lexicon: Lexicon
) -> list[Figure]:
    """Tenths and less beside a time in seconds are parts of one: "en 3:33.45, a seis centésimas del récord"."""
    if not any(_is_part(tokens, figure, lexicon) for figure in figures):
        return figures
    if not any(quantity.unit == "s" for _, quantity in found) and all(figure.unit != "s" for figure in figures):
        return figures
    return [
        figure._replace(unit="s", dimension=Dimension.DURATION) if _is_part(tokens, figure, lexicon) else figure
        for figure in figures
    ]


def _is_part(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    if figure.dimension is not Dimension.FRACTION or figure.unit != "1" or figure.single:
        return False
    atom = lexicon.atoms.find(tokens, figure.end - 1)
    part = atom is not None and atom.value.role in ("part", "ordinal") and atom.value.value in _PARTS
    return part and figure.numeral.first < figure.end - 1
