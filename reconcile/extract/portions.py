"""Shares told as so many of a round number: "nine out of ten", "jeder vierte", 10人中9人, "her dört kişiden biri"."""

from __future__ import annotations

from fractions import Fraction

from reconcile.claims import Dimension
from reconcile.extract.figures import Figure
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.pieces import Numeral
from reconcile.extract.tokens import Tokens

# What shares are told of; of any other number the parts are counted ("three of seven bodies").
_WHOLES = frozenset(map(Fraction, (*range(2, 13), 20, 100, 1000)))
ROUND = frozenset(map(Fraction, (10, 100, 1000)))
"""What parts are seldom counted of, so that words as plain as "of" make a share."""
_MOST, _TEN = 20, 10
_SEVERAL = 2
"""What a share is told of in two figures is not twice as much in the one as in the other."""
# Tokens between what a share is of and the share ("每十名工人中有九人").
_BETWEEN = 7
# "One in four" is said of what lies a few points to either side, and of small shares about a fifth.
_COARSE, _FIFTH = Fraction(1, 20), Fraction(1, 5)


def as_share(numeral: Numeral, value: Fraction) -> Numeral:
    """A numeral as a share, which was rounded to be told so simply."""
    step = min(_COARSE, value * _FIFTH)
    return numeral._replace(value=value, step=step, role="fraction", digits=None, lone=False)


def is_share(tokens: Tokens, part: Figure, whole: Figure, link: tuple[str, int], apart: bool, lexicon: Lexicon) -> bool:
    """Whether "part ... whole" is a share and no two counts.

    ``link`` is how sure the words between them are, and how many: ``"of"`` says nothing else, ``"one"`` says many other
    things, but seldom behind a one, ``"some"`` as a rule says which of several are meant. ``apart``: a noun stands
    behind the part.
    """
    kind, words = link
    if not _are_plain(part, whole) or part.value >= whole.value or part.value.denominator != 1:
        return False
    named = whole.numeral.words and whole.numeral.end - whole.numeral.first > 1
    if named and tokens.keys[whole.numeral.first] not in {*lexicon.single, *lexicon.articles}:
        return False  # golf's "front nine"
    if kind == "some" and lexicon.some_of is not None:
        behind = tokens.keys[whole.end] if whole.end < len(tokens) else ""
        if not apart and lexicon.some_of.fullmatch(behind) is None:
            return False
    few = whole.value in _WHOLES and kind == "of"
    if whole.value not in ROUND and not few and (part.value != 1 or kind == "some"):
        return False
    if not apart or (kind == "of" and (part.value == 1 or whole.value in ROUND)):
        return True
    if any(lexicon.share_never.find(tokens, at) for at in range(part.end, whole.first)):
        return False  # "won three points out of four"
    if few and whole.value <= _TEN and (words > 1 or _closes(tokens, whole.end, lexicon)):
        return True  # "quatre élèves sur cinq", "tres vecinos de cada cuatro"
    worded = part.numeral.words and whole.numeral.words  # "девять докеров из десяти"
    return whole.value in ROUND and worded and _closes(tokens, whole.end, lexicon)


def _are_plain(*figures: Figure) -> bool:
    """Whether figures are bare counts, no ranges."""
    return all(f.unit == "1" and f.dimension is Dimension.COUNT and f.high is None for f in figures)


def _closes(tokens: Tokens, end: int, lexicon: Lexicon) -> bool:
    """Whether nothing is counted behind a number: "one child in ten was", but "one man in ten countries"."""
    return end >= len(tokens) or not tokens.keys[end][0].isalnum() or tokens.keys[end] in lexicon.stop


def every(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> Figure:
    """ "Jeder vierte", "var tredje" as a share; "every third year" says when."""
    if figure.dimension is not Dimension.ORDINAL or not 2 <= figure.value <= _MOST:
        return figure
    match = lexicon.every.find_before(tokens, figure.first, floor)
    if match is None or lexicon.every_never.find(tokens, figure.end) is not None:
        return figure
    unit = lexicon.units.find(tokens, figure.end)
    if unit is not None and unit.stop - unit.start > 1:
        return figure
    numeral = as_share(figure.numeral, 1 / figure.value)
    return figure._replace(
        numeral=numeral, first=match.first, start=match.start, unit="1", dimension=Dimension.FRACTION
    )


def share_of_several(share: Figure, whole: Figure) -> Figure | None:
    """ "One in seven or eight": a share from the one to the other, where what it is of is told as a range."""
    told = share.end > share.numeral.end and share.numeral.role == "fraction" and share.numeral.value.numerator == 1
    if not told or whole.unit != "1" or whole.dimension is not Dimension.COUNT or whole.value.denominator != 1:
        return None
    low = as_share(share.numeral, 1 / whole.value) if whole.value else share.numeral
    if not low.value < share.numeral.value <= _SEVERAL * low.value:
        return None
    return share._replace(numeral=low, high=share.numeral, end=whole.end, stop=whole.stop)


def whole_first(tokens: Tokens, whole: Figure, part: Figure | None, lexicon: Lexicon) -> Figure | None:
    """A share told behind what it is of: "4人に1人", "10명 중 9명", "हर चार में से एक"; else ``None``."""
    if (
        part is None
        or (not lexicon.wholes and lexicon.whole_forms is None)
        or whole.value not in _WHOLES
        or not 0 < part.value < whole.value
    ):
        return None
    between = tokens.keys[whole.end : part.first]
    if not _are_plain(part, whole) or not 0 < len(between) <= _BETWEEN or not all(key[0].isalpha() for key in between):
        return None
    kind = _link(tokens, whole, part, lexicon)
    if not kind:
        return None
    opened = lexicon.whole_opens.find_before(tokens, whole.first)
    counter = lexicon.counters.find(tokens, part.end)
    closed = lexicon.part_closes.find(tokens, counter.end if counter is not None else part.end)
    sure = kind == "of" or opened is not None or closed is not None
    if not sure and (whole.value not in ROUND or not _counts_persons(tokens, whole, lexicon)):
        return None
    first, start = (opened.first, opened.start) if opened is not None else (whole.first, whole.start)
    numeral = as_share(part.numeral, part.value / whole.value)
    return part._replace(numeral=numeral, first=first, start=start, dimension=Dimension.FRACTION)


def _counts_persons(tokens: Tokens, whole: Figure, lexicon: Lexicon) -> bool:
    """Whether the round number may stand for all people: "10명 중 9명", but "10종 중 9종" are nine of ten kinds."""
    if lexicon.counting_persons is None:
        return True
    return lexicon.counting_persons.match(tokens.text, tokens.starts[whole.end]) is not None


def _link(tokens: Tokens, whole: Figure, part: Figure, lexicon: Lexicon) -> str:
    """How sure what stands between the two makes a share of them, as for :func:`is_share`; else an empty string."""
    match = lexicon.wholes.find_before(tokens, part.first, whole.end)
    if match is None:
        ending = lexicon.whole_forms
        if ending is None or ending.fullmatch(tokens.keys[part.first - 1]) is None:
            return ""
        # Turkish "10 ülkeden 9 kişi" are nine people, "on işçiden dokuzu" nine of the ten.
        return "some" if lexicon.part_forms is None or lexicon.part_forms.match(tokens.text, part.start) else ""
    if match.value == "same":  # "4人に1人", but "4人に1個"
        counters = [lexicon.counters.find(tokens, figure.end) for figure in (whole, part)]
        alike = len({tokens.text[c.start : c.stop] for c in counters if c is not None}) == 1 and None not in counters
        return "of" if alike and counters[0] is not None and counters[0].end == match.first else ""
    return match.value
