"""Letters behind digits that are magnitudes and no units: "£5m", "40k", "2.7m people"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.claims import Dimension
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.measures import dimension_of
from reconcile.extract.tokens import Tokens

if TYPE_CHECKING:
    from reconcile.extract.figures import Figure

# Tokens before a figure among which is looked for what it counts.
_COUNTED_BEFORE = 7


def is_scaled(tokens: Tokens, figure: Figure, key: str, lexicon: Lexicon) -> bool:
    """Whether a letter behind digits is a magnitude and no unit ("5m" of wire, a "10K" race)."""
    end = figure.end
    gap = tokens.text[figure.stop : tokens.starts[end]]
    behind = lexicon.units.find(tokens, end + 1) if tokens.touching(end) else None
    if behind is not None and dimension_of(behind.value) is Dimension.MONEY:
        return len(gap) <= 1  # "12 M€"
    if gap:
        # "2.33 k users"
        return key == "k" == tokens.text[tokens.starts[end] : tokens.ends[end]] and len(gap) == 1
    capital = tokens.text[tokens.starts[end] : tokens.ends[end]] == "M" and figure.numeral.value < 1000
    counted = _counts_behind(tokens, end, lexicon) or _counts_before(tokens, figure, lexicon)
    return key == "k" or capital or figure.dimension is Dimension.MONEY or counted


def _counts_behind(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Whether what is counted stands right behind a letter: "2.7m boxes", but "2.7m high" and "2.7m waves"."""
    if lexicon.counted is None or tokens.keys[index] not in lexicon.counted_scales or index + 1 >= len(tokens):
        return False
    return not tokens.touching(index) and lexicon.counted.fullmatch(tokens.keys[index + 1]) is not None


def _counts_before(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether words before a letter say that it is a magnitude: "sales rose to 2.7m", but "the river rose to 2.7m"."""
    if tokens.keys[figure.end] not in lexicon.counted_scales:
        return False
    return not lexicon.millions_of.isdisjoint(tokens.keys[max(0, figure.first - _COUNTED_BEFORE) : figure.first])
