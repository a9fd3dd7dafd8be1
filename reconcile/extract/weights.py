"""What is spelled like a currency and is none: pounds that weigh, and few of what is counted."""

from __future__ import annotations

from reconcile.claims import Dimension
from reconcile.extract.figures import Figure
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.tokens import Tokens

# Sums of money below it are seldom told in words.
_FEW = 100
# Tokens before and behind pounds among which a word for weight is looked for.
_NEAR, _NEAR_BEHIND = 6, 4


def few_things(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Few of what is spelled like a currency are counted: French "trois livres" are books."""
    words = lexicon.homonyms
    return [
        f._replace(end=f.numeral.end, stop=f.numeral.stop, unit="1", dimension=Dimension.COUNT)
        if words and f.numeral.words and f.value < _FEW and tokens.keys[f.end - 1] in words and not f.single
        else f
        for f in figures
    ]


def weighed(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Pounds are a weight where the same is told in kilograms or words say so: "36 pounds (16 kg)"."""
    kept = list(figures)
    for index, figure in enumerate(figures):
        if figure.unit != "GBP" or figure.end <= figure.numeral.end:
            continue
        following = figures[index + 1] if index + 1 < len(figures) else None
        told = following is not None and following.unit in ("kg", "g", "t") and following.first - figure.end <= 2
        ahead = [f.unit for f in kept[max(0, index - 1) : index] if figure.first - f.end == 1]
        if told or not {"kg", "g", "t", "ft", "in"}.isdisjoint(ahead) or _is_weight(tokens, figure, lexicon):
            kept[index] = figure._replace(unit="lb", dimension=Dimension.MEASURE)
    return kept


def _is_weight(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether words around pounds say that something weighs them: "550 pound ağırlığında", "9 pounds of flour"."""
    weighs, end, keys = lexicon.weighs, figure.end, tokens.keys
    around = (*range(max(0, figure.first - _NEAR), figure.first), *range(end, min(len(keys), end + _NEAR_BEHIND)))
    others = [at for at in around if keys[at] != keys[end - 1]]
    said = {match.value for at in others if (match := weighs.find(tokens, at)) is not None}
    few = figure.numeral.scale <= 1000  # millions of them are money, but for those of something
    return (few and True in said) or (False not in said and weighs.find(tokens, end - 1) is not None)
