"""Figures in a row of which only the last one says what they are: "93, 90 and 88 percent", "24 and 31 years old"."""

from __future__ import annotations

from fractions import Fraction

from reconcile.claims import Bound, Dimension
from reconcile.extract.ages import GROWN, OLDEST
from reconcile.extract.context import bound_before, noun
from reconcile.extract.decades import TENS_OF_LIFE, decade_of_life
from reconcile.extract.figures import Figure, with_scaled
from reconcile.extract.joining import COMMAS, in_kind_of
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.lexicon_tables import ScaledUnit
from reconcile.extract.measures import dimension_of
from reconcile.extract.tokens import HYPHENS, Tokens
from reconcile.extract.traps import may_be_year

_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_COMPARED = frozenset({Dimension.PERCENT, Dimension.MONEY, Dimension.MEASURE})
# What stands behind the ages of several that a comma parts from those.
_CLOSES = frozenset(",.;)")
# Tokens from a share to the next decimal that is one too.
_LISTED = 6
# The last minute of a match, and tokens from one minute to the next that something happened in.
_LAST_MINUTE, _PLAYED = 130, 14
# Tokens between the ages of two people.
_APART = 10
# What was told for another time is seldom so many times as much.
_FAR = 10
# What has a word for thousands or millions behind it is told in fewer.
_THOUSAND = 1000
# No share changes by so many points.
_WHOLE = 100
_ENUMERATES = frozenset("、和與与及±")
"""Characters that join what is listed, and no clauses."""
_LIMITED = frozenset({Dimension.PERCENT, Dimension.DURATION, Dimension.MONEY, Dimension.MEASURE, Dimension.AGE})
_MEASURED = frozenset({Dimension.MEASURE, Dimension.MONEY})
_SHARED = frozenset({Dimension.PERCENT, Dimension.POINTS, Dimension.DURATION})


def listed(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Shares, limits, decimals and ranks of a row in the unit that is said once."""
    figures = listed_measures(tokens, bracketed_before(tokens, figures, lexicon), lexicon)
    figures = listed_limits(tokens, listed_shares(tokens, figures, lexicon), lexicon)
    return later_minutes(tokens, listed_ranks(tokens, listed_alike(tokens, figures), lexicon), lexicon)


def later_minutes(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Minutes of a match behind one that is told as such: "en el minuto 23 y Ruiz en el 67", "aos 12 minutos e aos 47".

    The same word or one like it stands before them and no noun behind.
    """
    kept = list(figures)
    for index in range(1, len(kept)):
        figure, minute = kept[index], kept[index - 1]
        ranked = minute.unit == "th" and lexicon.play_minute.find_before(tokens, minute.numeral.first) is not None
        timed = minute.unit == "min" and lexicon.play_at.find_before(tokens, minute.first) is not None
        timed = timed and tokens.keys[minute.first - 1] == tokens.keys[figure.first - 1]
        if not (ranked or timed) or not _is_bare(figure) or figure.numeral.digits is None:
            continue
        late = figure.numeral.digits.whole and figure.value <= _LAST_MINUTE and figure.first - minute.end <= _PLAYED
        if not late or lexicon.play_at.find_before(tokens, figure.first) is None:
            continue
        if not noun(tokens, figure.end, len(tokens), lexicon) or tokens.keys[figure.end] in lexicon.of_the:
            kept[index] = figure._replace(unit=minute.unit, dimension=minute.dimension)
    return kept


def listed_shares(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Shares or times in a row, of which only the last one says so: "93, 90 and 88 percent", "8 and 5 seconds"."""
    kept, joiners = list(figures), lexicon.joiners
    chained = False
    for index in range(len(kept) - 2, -1, -1):
        figure, following = kept[index], kept[index + 1]
        between = tokens.keys[figure.end : following.first]
        plain = figure.unit == "1" and figure.dimension is Dimension.COUNT and figure.numeral.digits is not None
        joined = len(between) == 1 and (between[0] in joiners or between[0] in _ENUMERATES)
        joined = joined or (len(between) == 2 and between[0] in joiners and between[1] in lexicon.of)  # "80 et de 60 %"
        linked = joined or (chained and len(between) == 1 and between[0] in COMMAS)
        chained = plain and linked and following.dimension in _SHARED and not may_be_year(figure.numeral)
        chained = chained and figure.high is None and following.high is None and figure.numeral.scale == 1
        if chained:
            kept[index] = figure._replace(unit=following.unit, dimension=following.dimension)
    return kept


def listed_measures(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Three figures and more in a row, of which only the last one has its unit: "runs of 2, 5, 30, and 3 yards"."""
    kept, begin = list(figures), 0
    for index in range(1, len(kept)):
        if not _goes_on(tokens, kept[index - 1], kept[index], lexicon):
            begin = index
            continue
        last = kept[index]
        if index - begin > 1 and last.dimension in _MEASURED and last.end > last.numeral.end and last.high is None:
            row = kept[begin:index]
            if last.numeral.scale == 1 and last.numeral.digits is not None:
                kept[begin:index] = [figure._replace(unit=last.unit, dimension=last.dimension) for figure in row]
            elif last.numeral.scale > 1 and all(f.numeral.value < _THOUSAND for f in row):
                for at in range(index - 1, begin - 1, -1):  # "10, 20 and 30 million euros"
                    kept[at] = in_kind_of(kept[at], kept[at + 1])
    return kept


def _goes_on(tokens: Tokens, figure: Figure, following: Figure, lexicon: Lexicon) -> bool:
    """Whether nothing but a comma or "and" stands between a bare figure in digits and the one behind it."""
    if not _is_bare(figure) or figure.numeral.digits is None or may_be_year(figure.numeral):
        return False
    between = tokens.keys[figure.end : following.first]
    joined = between[-1:] != [] and between[-1] in lexicon.joiners and all(key in COMMAS for key in between[:-1])
    return (joined and len(between) < _LISTED) or (len(between) == 1 and between[0] in COMMAS)


def listed_limits(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """The lower of two limits in the unit of the upper, and what is told behind the word for both in the unit of it.

    "At least two and at most five years", "magnitudes of 5.9 and 5.6".
    """
    kept, joiners = list(figures), lexicon.joiners
    for index in range(1, len(kept)):
        lower, upper = kept[index - 1], kept[index]
        at = lower.end
        if upper.first - at > _LISTED or tokens.keys[at : at + 1] == [] or tokens.keys[at] not in joiners:
            continue
        if _is_bare(upper) and lower.unit == "magnitude" and lower.end == lower.numeral.end and upper.first == at + 1:
            if upper.numeral.step == lower.numeral.step < 1:
                kept[index] = upper._replace(unit=lower.unit, dimension=lower.dimension)
            continue
        if not _is_bare(lower) or upper.dimension not in _LIMITED or upper.numeral.value <= lower.numeral.value:
            continue
        most, begin = bound_before(tokens, upper.first, at, lexicon)
        least, _ = bound_before(tokens, lower.first, 0, lexicon)
        if begin == at + 1 and most is Bound.AT_MOST and least is Bound.AT_LEAST:
            kept[index - 1] = in_kind_of(lower, upper)
    return kept


def _is_bare(figure: Figure) -> bool:
    """Whether a figure counts as it stands, with nothing that belongs to it."""
    return (
        figure.unit == "1"
        and figure.dimension is Dimension.COUNT
        and figure.high is None
        and not figure.single
        and figure.end == figure.numeral.end
    )


def listed_alike(tokens: Tokens, figures: list[Figure]) -> list[Figure]:
    """Decimals behind the word that stood before a share too: "на 10,7 процента, капуста — на 9,6, помидоры — на 4,7".

    A comma parts them, and nothing is said to be counted.
    """
    kept = list(figures)
    for index in range(1, len(kept)):
        other, figure = kept[index - 1], kept[index]
        plain = figure.unit == "1" and figure.dimension is Dimension.COUNT and figure.high is None
        if not plain or other.dimension is not Dimension.PERCENT or other.high is not None or not other.first:
            continue
        told = figure.numeral.digits is not None and figure.numeral.step < 1 and other.numeral.step < 1
        between = tokens.keys[other.end : figure.first]
        alike = 2 < len(between) <= _LISTED and between[0] in COMMAS and between[-1] == tokens.keys[other.first - 1]
        behind = tokens.keys[figure.end] if figure.end < len(tokens) else ""
        if told and alike and between[-1].isalpha() and not behind.isalpha():
            kept[index] = figure._replace(unit=other.unit, dimension=other.dimension)
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
        hyphened = tokens.keys[figure.end : figure.end + 1] != [] and tokens.keys[figure.end] in HYPHENS
        between = tokens.keys[figure.end + hyphened : following.first]  # Finnish "7- ja 10-vuotiaat"
        before = tokens.keys[figure.first - 1] if figure.first else ""
        if following.high is not None and _is_decade_like(tokens, figure, following, lexicon):
            kept[index] = decade_of_life(figure, figure.end + 1, tokens.ends[figure.end])
            continue
        behind = following.end > following.numeral.end  # "7 ve 10 yaşlarındaki"
        joined = len(between) == 1 and between[0] in lexicon.joiners and (before in COMMAS or behind)
        listed = joined or (len(between) == 1 and between[0] in COMMAS)
        if listed and 1 < figure.value <= OLDEST:
            kept[index] = figure._replace(unit="yr", dimension=Dimension.AGE)
    listing = False
    for index in range(1, len(kept)):
        if _are_of_several(tokens, kept[index - 1], kept[index], lexicon):
            kept[index - 1 : index + 1] = [
                f._replace(unit="yr", dimension=Dimension.AGE) for f in kept[index - 1 : index + 1]
            ]
        if _is_of_another(tokens, kept[index - 1], kept[index], lexicon):
            kept[index] = kept[index]._replace(unit="yr", dimension=Dimension.AGE)
        listing = _goes_on_ages(tokens, kept[index - 1], kept[index], listing, lexicon)
        if listing:
            kept[index] = kept[index]._replace(unit="yr", dimension=Dimension.AGE)
    return kept


def _goes_on_ages(tokens: Tokens, figure: Figure, following: Figure, listing: bool, lexicon: Lexicon) -> bool:
    """Whether a bare figure is one more of an age that words before it told: "brothers aged 9, 12 and 14".

    ``listing`` says that the first of the two was one already.
    """
    told = figure.dimension is Dimension.AGE and figure.high is None and figure.end == figure.numeral.end
    if not told or not (listing or lexicon.ages_before.find_before(tokens, figure.first) is not None):
        return False
    plain = following.unit == "1" and following.dimension is Dimension.COUNT and following.numeral.digits is not None
    between = [key for key in tokens.keys[figure.end : following.first] if key not in HYPHENS]
    linked = bool(between) and all(key in COMMAS or key in lexicon.joiners for key in between)
    if linked and following.unit == "yr" and following.dimension is Dimension.DURATION and following.high is None:
        return 1 < following.value <= OLDEST  # "âgés de 37 et 31 ans"
    whole = following.numeral.value.denominator == 1 and following.high is None and 1 < following.value <= OLDEST
    behind = tokens.keys[following.end] if following.end < len(tokens) else ""
    apart = not behind.isalpha() or behind in lexicon.joiners  # "a boy aged 12, 14 others and"
    counted = bool(noun(tokens, following.end, len(tokens), lexicon))
    counted = counted and (lexicon.plural is None or lexicon.plural.fullmatch(behind) is not None)
    counts = not apart and (counted or (bool(between) and between[0] in COMMAS))
    return plain and linked and whole and not counts


def _are_of_several(tokens: Tokens, figure: Figure, following: Figure, lexicon: Lexicon) -> bool:
    """Whether two lengths in years, or bare figures, are the ages of the people told before them.

    "Os irmãos, de 22 e 25 anos, foram", "figli di 3 e 7 anni", "sus hijos, de 5 y 8, murieron".
    """
    between, first, end = tokens.keys[figure.end : following.first], figure.first, following.end
    if len(between) != 1 or between[0] not in lexicon.joiners or first < 2 or figure.high or following.high:
        return False
    if tokens.keys[first - 1] not in lexicon.of_age or not all(1 < f.value <= OLDEST for f in (figure, following)):
        return False
    apart = tokens.keys[first - 2] in COMMAS
    closed = end >= len(tokens) or tokens.keys[end] in _CLOSES
    told = tokens.keys[first - 2 - (apart and first > 2)]
    people = told in lexicon.persons or told in lexicon.age_groups
    if _is_bare(figure) and _is_bare(following):
        return people and apart and closed and following.numeral.digits is not None
    if any(f.unit != "yr" or f.dimension is not Dimension.DURATION for f in (figure, following)):
        return False
    return people or (apart and closed and following.value >= GROWN)


def _is_of_another(tokens: Tokens, figure: Figure, following: Figure, lexicon: Lexicon) -> bool:
    """Whether a bare figure with the same word before it is another's age: "un hombre de 25 años y otro de 30"."""
    if figure.dimension is not Dimension.AGE or following.unit != "1" or following.dimension is not Dimension.COUNT:
        return False
    numeral, first = following.numeral, following.first
    told = numeral.digits is not None and numeral.digits.whole and following.high is None
    if not told or not GROWN <= following.value <= OLDEST or first - figure.end > _APART or not figure.first:
        return False
    word = tokens.keys[first - 1]
    if word not in lexicon.of_age or tokens.keys[figure.first - 1] != word:
        return False
    return not noun(tokens, following.end, len(tokens), lexicon)


def bracketed(tokens: Tokens, figures: list[Figure]) -> list[Figure]:
    """Figures in brackets right behind a sum, a share or a measure are one too: "130 euros (135)", "5.4 % (4.8)"."""
    kept = list(figures)
    for index in range(1, len(kept)):
        figure, other = kept[index], kept[index - 1]
        if figure.unit != "1" or figure.dimension is not Dimension.COUNT or other.dimension not in _COMPARED:
            continue
        signed = figure.first == other.end + 2 and tokens.keys[figure.first - 1] == "+"  # "12.5 % (+2.5)"
        opens = tokens.keys[other.end : other.end + 1] != [] and tokens.keys[other.end] in _OPENING
        opened = opens and (figure.first == other.end + 1 or signed)
        closed = figure.end < len(tokens) and tokens.keys[figure.end] in _CLOSING
        bare = figure.numeral.digits is not None and figure.high is None and not may_be_year(figure.numeral)
        if not (opened and closed and bare and other.high is None and not other.single):
            continue
        moved = abs(figure.value) < _WHOLE and (figure.negative or tokens.keys[figure.first - 1] == "+")
        if other.unit == "%" and moved and opens:
            kept[index] = figure._replace(unit="pp", dimension=Dimension.POINTS)  # "18.0 percent (-2.8)"
            continue
        told = in_kind_of(figure, other)
        near = abs(told.numeral.value) < _FAR * abs(other.numeral.value) < _FAR * _FAR * abs(told.numeral.value)
        kept[index] = told if near else figure
    return kept


def bracketed_before(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """A figure and the one in brackets behind it with what is told behind both: "826 (703) mkr", "1,6 (-1,4) billion".

    So reports set a quarter against the one of a year ago.
    """
    kept = list(figures)
    for index in range(1, len(kept)):
        figure, other = kept[index - 1], kept[index]
        opened = tokens.keys[figure.end : figure.end + 1] == ["("] and other.first == figure.end + 1
        closed = tokens.keys[other.end : other.end + 1] == [")"]
        digits = figure.numeral.digits is not None and other.numeral.digits is not None
        if not (opened and closed and digits and _is_bare(other)) or figure.end != figure.numeral.end:
            continue
        if figure.unit != "1" and figure.dimension is not Dimension.MONEY:
            continue
        if scaled := lexicon.scaled_units.find(tokens, other.end + 1):
            kept[index - 1 : index + 1] = with_scaled(figure, scaled.value), with_scaled(other, scaled.value)
            continue
        scale = lexicon.atoms.find(tokens, other.end + 1)
        size = scale.value.value if scale is not None and scale.value.role == "scale" else Fraction(1)
        unit = lexicon.units.find(tokens, scale.end if scale is not None and size > 1 else other.end + 1)
        told = unit.value if unit is not None else figure.unit
        if size == 1 and (unit is None or figure.unit != "1"):
            continue
        if figure.unit == "1" or told == figure.unit:
            for at, one in ((index - 1, figure), (index, other)):
                kept[at] = one._replace(unit=told, dimension=dimension_of(told))
                if size > 1:
                    kept[at] = with_scaled(one, ScaledUnit(size, told))
    return kept


def bracketed_units(tokens: Tokens, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Bare figures in brackets with their unit behind these: Arabic "بعمق (8) كم"; not "fünf (5) Tage"."""
    kept = list(figures)
    for index, figure in enumerate(figures):
        if figure.unit != "1" or figure.dimension is not Dimension.COUNT or figure.high is not None or not figure.first:
            continue
        if tokens.keys[figure.first - 1] not in _OPENING or tokens.keys[figure.end : figure.end + 1] != [")"]:
            continue
        twice = index > 0 and figures[index - 1].end == figure.first - 1
        unit = lexicon.units.find(tokens, figure.end + 1) if not twice and not may_be_year(figure.numeral) else None
        if unit is not None and unit.stop - unit.start > 1:
            kept[index] = figure._replace(unit=unit.value, dimension=dimension_of(unit.value))
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
