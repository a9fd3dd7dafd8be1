"""Ages told in tens of years: "40代の女性", 50대, "in her thirties"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from reconcile.claims import Bound, Dimension
from reconcile.extract.ages import GROWN, OLDEST
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.tokens import Tokens

if TYPE_CHECKING:
    from reconcile.extract.figures import Figure

TENS_OF_LIFE = frozenset(Fraction(n) for n in range(10, 100, 10))
_HALF_DECADE = 5
# Words for any age about which somebody is.
_IN_YEARS = frozenset({"årsåldern", "årsalderen"})
# A life has no more tens of years to be told in a row.
_MOST_DECADES = 10
_VEHICLES = re.compile(
    "(?:차량?|버스|택시|트럭|장비|헬기|항공기|비행기|전투기|여객기|드론|무인기|카메라|컴퓨터|트랙터|오토바이|자전거|전차|탱크|대형"
    r"|기계|로봇|크레인|굴착기)[^\s\d]{0,2} (?:약 |총 |모두 )?$"
)
"""What 대 counts, where it is no tens of years: "버스 20대가"."""
_COUNTED_DECADE = re.compile(r"대 \d[\d,.]*만? ?명")
"""How many people of a decade of life there are: "30대 150명"."""


def decade_aged(tokens: Tokens, figure: Figure, at: int, limit: int, lexicon: Lexicon) -> Figure | None:
    """ "40代の女性", 50대 남성: the years from a multiple of ten to the next as a range of ages; else ``None``."""
    numeral = figure.numeral
    in_life = tokens.keys[at : at + 1] == ["s"] and _is_in_life(tokens, numeral.first, lexicon)
    listed = _COUNTED_DECADE.match(tokens.text, numeral.stop) is not None
    if not in_life and not listed and lexicon.age_decades.find(tokens, at, limit) is None:
        return None
    if numeral.role != "number":
        return None
    if numeral.value in TENS_OF_LIFE and _VEHICLES.search(tokens.text, tokens.span.start, numeral.start):
        return None  # "버스 20대가"
    if numeral.value in TENS_OF_LIFE:
        at += tokens.keys[at] == "歳"
        return _from_decade(tokens, decade_of_life(figure, at + 1, tokens.ends[at]), limit, lexicon)
    years = tokens.keys[at] in _IN_YEARS and numeral.value.denominator == 1
    if in_life or not (1 if years else GROWN) <= numeral.value <= OLDEST:
        return None
    if numeral.value % _HALF_DECADE and not years:
        return None
    about = numeral._replace(about=True)  # Swedish "i 25-årsåldern"
    return figure._replace(numeral=about, end=at + 1, stop=tokens.ends[at], unit="yr", dimension=Dimension.AGE)


def _from_decade(tokens: Tokens, figure: Figure, limit: int, lexicon: Lexicon) -> Figure:
    """Tens of years of life and more, or less, as the age that they begin or end at: "70대 이상"."""
    bound = lexicon.bounds_after.find(tokens, figure.end, limit)
    if bound is None or figure.high is None:
        return figure
    if bound.value is Bound.AT_LEAST:
        return figure._replace(high=None)
    return figure._replace(numeral=figure.high, high=None) if bound.value is Bound.AT_MOST else figure


def in_tens(figure: Figure) -> Figure:
    """Words that say a decade of life at once ("in his thirties", "nelikymppinen") as a range of ages."""
    return decade_of_life(figure._replace(single=False), figure.end, figure.stop) if figure.unit == "tens" else figure


def decade_of_life(figure: Figure, end: int, stop: int) -> Figure:
    """A multiple of ten as the ages from it to the next."""
    whole = Fraction(1)
    lowest = figure.numeral._replace(step=whole, digits=None)
    highest = figure.numeral._replace(value=figure.numeral.value + 9, step=whole, digits=None)
    return figure._replace(numeral=lowest, end=end, stop=stop, unit="yr", dimension=Dimension.AGE, high=highest)


def _is_in_life(tokens: Tokens, first: int, lexicon: Lexicon) -> bool:
    """Whether the tens at ``first`` stand behind "in his", or behind such tens and one word ("their 50s and 60s")."""
    for start in range(first, first - 3 * _MOST_DECADES, -3):
        if lexicon.age_decades_in.find_before(tokens, start) is not None:
            return True
        before = tokens.keys[max(0, start - 3) : start]
        if not (len(before) == 3 and before[0].isdecimal() and before[1] == "s" and before[2] in lexicon.stop):
            return False
    return False
