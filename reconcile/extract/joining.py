"""Figures that make up one expression: hours and minutes, euros and cents, so many per hundred thousand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from reconcile.claims import Dimension
from reconcile.extract.context import bound_before
from reconcile.extract.figures import Figure
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.measures import LENGTHS, MASSES, SPEEDS, SUBUNITS, dimension_of, within
from reconcile.extract.phrases import Match
from reconcile.extract.portions import is_share
from reconcile.extract.tokens import HYPHENS, Tokens, is_unspaced
from reconcile.extract.traps import may_be_year

COMMAS = frozenset(",、，،")
_LONGEST_PER_NOUN = 3
_TEN = 10
# Days of a month, months of a year.
_DAYS, _MONTHS = 30, 12
_HOUR = 60
_DIGITS, _CENTI = 2, 100
# Metres that are told with the centimetres behind them.
_TALLEST = 10
_YEAR = re.compile(r"\d{4}")
# What is told in place of something else is seldom ten times as much.
_ALIKE = 10
# Neither side of a picture or a field is so many times the other.
_OBLONG = 20
# Rates are told per a hundred, a thousand ... of something.
BASES = frozenset(Fraction(10**n) for n in range(2, 8))


def compounds(figures: Sequence[Figure], tokens: Tokens, lexicon: Lexicon) -> list[Figure]:
    """Figures in text order, those that are said as one joined; hours and minutes together are given in seconds."""
    kept: list[Figure] = []
    for figure in figures:
        whole = _whole(kept[-1], figure, tokens, lexicon) if kept else None
        if whole is None and len(kept) > 1 and _only_joins(kept[-1], tokens, lexicon):  # "6年零4个月"
            whole = _whole(kept[-2], figure, tokens, lexicon)
            del kept[-1 if whole is not None else len(kept) :]
        if whole is None:
            kept.append(figure)
        else:
            kept[-1] = whole
    # What a joining word ends began nothing: "час и ...".
    return [_settled(f) for f in kept if not (f.single and tokens.keys[f.end - 1] in lexicon.joiners)]


def _only_joins(figure: Figure, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a figure is no more than a nought that joins two others."""
    return figure.end - figure.first == 1 and tokens.keys[figure.first] in lexicon.number_joiners


def _whole(larger: Figure, smaller: Figure, tokens: Tokens, lexicon: Lexicon) -> Figure | None:
    return compound(larger, smaller, tokens, lexicon) or with_cents(larger, smaller, tokens, lexicon)


def _settled(figure: Figure) -> Figure:
    joined = figure.unit == "min" and figure.numeral.end - figure.numeral.first > 2 and figure.numeral.value >= 60
    return in_seconds(figure) if joined and figure.numeral.digits is None else figure


def _goes_on(months: Figure, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether "and" and another figure stand right behind months."""
    end = months.end
    joined = end + 1 < len(tokens) and tokens.keys[end] in lexicon.joiners
    return joined and (tokens.keys[end + 1][0].isdecimal() or tokens.keys[end + 1] in lexicon.single)


def _in_months(days: Figure) -> Figure:
    """Days as a part of a month, behind years that were told in months."""
    numeral = days.numeral._replace(value=days.numeral.value / _DAYS, step=Fraction(1, _DAYS), digits=None)
    return days._replace(numeral=numeral, unit="mo")


def compound(larger: Figure, smaller: Figure, tokens: Tokens, lexicon: Lexicon) -> Figure | None:
    """ "2 hours 19 minutes", "42 км 195 м", "6 feet 6 inches" as one figure in the smaller unit; else ``None``."""
    larger, smaller = _in_minutes(larger, smaller, tokens)
    if (whole := _with_hundredths(larger, smaller, tokens, lexicon)) is not None:
        return whole
    if larger.unit == "%" and (whole := _with_tenths(larger, smaller, tokens)) is not None:
        return whole
    if larger.unit == "m" and smaller.unit == "1" and _is_centimetres(larger, smaller, tokens, lexicon):
        smaller = smaller._replace(unit="cm", dimension=Dimension.MEASURE)
    if larger.unit == "h" and smaller.unit == "1" and _is_minutes(larger, smaller, tokens):
        smaller = smaller._replace(unit="min", dimension=Dimension.DURATION)
    many = within(larger.unit, smaller.unit)
    if many is None or larger.value.denominator != 1 or smaller.numeral.value >= many:
        return None
    # "27 anos, 8 meses e 10 dias"
    goes_on = (larger.unit, smaller.unit) == ("yr", "mo") and _goes_on(smaller, tokens, lexicon)
    passed = {*lexicon.joiners, "-", "," if goes_on or smaller.unit in ("min", "s") else "-"}
    between = [k for k in tokens.keys[larger.end : smaller.first] if k not in passed]
    joined = [k for k in tokens.keys[larger.end : smaller.first] if k not in HYPHENS]  # Hebrew שעתיים ו-15 דקות
    if between or len(joined) > 1:
        return None
    if smaller.unit == "d" and larger.unit == "mo" and larger.value >= _MONTHS:
        smaller = _in_months(smaller)
        many = 1
    value = larger.numeral.value * many + smaller.numeral.value
    numeral = smaller.numeral._replace(value=value, digits=None, first=larger.numeral.first, start=larger.numeral.start)
    numeral = numeral._replace(lone=False)
    if larger.dimension is Dimension.AGE:  # 35歳11カ月
        numeral = numeral._replace(value=value / many, step=Fraction(1, many))
        return smaller._replace(
            numeral=numeral, first=larger.first, start=larger.start, unit=larger.unit, dimension=larger.dimension
        )
    return smaller._replace(
        numeral=numeral, first=larger.first, start=larger.start, dimension=dimension_of(smaller.unit)
    )


def _in_minutes(larger: Figure, smaller: Figure, tokens: Tokens) -> tuple[Figure, Figure]:
    """Two figures with what 分 between hours and seconds counts in minutes: 二小时二十四分, 二分五十六秒."""
    if larger.unit == "h" and smaller.unit == "1" and smaller.first == larger.end:
        return larger, _minutes(smaller, tokens)
    if smaller.unit == "s" and larger.unit == "1" and smaller.first == larger.end + 1:
        return _minutes(larger, tokens), smaller
    return larger, smaller


def _minutes(figure: Figure, tokens: Tokens) -> Figure:
    end = figure.end
    if tokens.keys[end : end + 1] != ["分"] or figure.dimension is not Dimension.COUNT or figure.value >= _HOUR:
        return figure
    return figure._replace(end=end + 1, stop=tokens.ends[end], unit="min", dimension=Dimension.DURATION)


def _with_hundredths(larger: Figure, smaller: Figure, tokens: Tokens, lexicon: Lexicon) -> Figure | None:
    """Two digits right behind metres or seconds in a script without spaces as hundredths: 67米52, 十秒零七."""
    if larger.unit not in ("m", "s") or smaller.first != larger.end or not is_unspaced(tokens.keys[larger.end - 1]):
        return None
    bare = smaller.unit == "1" and smaller.dimension is Dimension.COUNT and smaller.end == smaller.numeral.end
    if not bare or smaller.stop - smaller.start != _DIGITS or larger.value.denominator != 1:
        return None
    if smaller.value >= _CENTI or any(b.find(tokens, smaller.end) for b in (lexicon.counters, lexicon.units)):
        return None
    value = larger.numeral.value + smaller.numeral.value / _CENTI
    numeral = larger.numeral._replace(value=value, step=Fraction(1, _CENTI), digits=None)
    return larger._replace(numeral=numeral, end=smaller.end, stop=smaller.stop)


def _with_tenths(larger: Figure, smaller: Figure, tokens: Tokens) -> Figure | None:
    """ "3割1分8厘", "2成7": tenths with the hundredths and thousandths behind them as one share; else ``None``."""
    if smaller.first != larger.end or smaller.numeral.value >= _TEN or larger.high is not None:
        return None
    ends = tokens.keys[larger.end - 1], tokens.keys[smaller.end - 1]
    part = {("割", "分"): Fraction(1), ("割", "厘"): Fraction(1, 10), ("分", "厘"): Fraction(1, 10)}.get(ends)
    if (
        ends[0] == "成"
        and smaller.numeral.digits is not None
        and smaller.unit == "1"
        and smaller.end == smaller.numeral.end
    ):
        part = Fraction(1)  # 2成7
    if part is None:
        return None
    value = larger.numeral.value + part * smaller.numeral.value
    numeral = larger.numeral._replace(value=value, step=part, digits=None)
    return larger._replace(numeral=numeral, end=smaller.end, stop=smaller.stop)


def _is_centimetres(larger: Figure, smaller: Figure, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a bare figure goes on with a length in metres: "un metro e quaranta", "1 m 80"."""
    if not larger.value < _TALLEST or smaller.dimension is not Dimension.COUNT or not 10 <= smaller.value < 100:
        return False
    closes = smaller.end >= len(tokens) or not tokens.keys[smaller.end][0].isalnum()
    behind = "" if closes else tokens.keys[smaller.end]
    return closes or behind in lexicon.stop or behind in lexicon.of


def _is_minutes(larger: Figure, smaller: Figure, tokens: Tokens) -> bool:
    """Whether two digits go on with so many hours: "2 h 17", "1 h 05"."""
    digits = tokens.keys[smaller.first]
    if smaller.first != larger.end or tokens.keys[larger.end - 1] != "h" or len(digits) != 2 or not digits.isdecimal():
        return False
    return smaller.dimension is Dimension.COUNT


def with_cents(larger: Figure, smaller: Figure, tokens: Tokens, lexicon: Lexicon) -> Figure | None:
    """ "3 euros 50", "thirteen dollars and forty-five cents", "5元3角" as one sum of money; else ``None``."""
    if larger.dimension is not Dimension.MONEY or larger.numeral.scale > 1 or larger.high is not None:
        return None
    if larger.value.denominator != 1 or smaller.value.denominator != 1 or larger.unit in SUBUNITS:
        return None
    between = tokens.keys[larger.end : smaller.first]
    if len(between) > 1 or any(key not in lexicon.joiners for key in between):
        return None
    parts = SUBUNITS.get(smaller.unit)
    if parts is None:
        closes = smaller.end >= len(tokens) or not tokens.keys[smaller.end][0].isalnum()
        bare = smaller.unit == "1" and smaller.dimension is Dimension.COUNT and 10 <= smaller.value < 100
        parts = 100 if closes and bare else None
    if parts is None or smaller.value >= parts:
        return None
    value = larger.numeral.value + smaller.numeral.value / parts
    numeral = larger.numeral._replace(value=value, step=Fraction(1, parts), digits=None)
    return larger._replace(numeral=numeral, end=smaller.end, stop=smaller.stop)


def in_seconds(figure: Figure) -> Figure:
    """A compound duration of hours and minutes in seconds, so that all clocked times share a unit."""
    if figure.unit != "min":
        return figure
    numeral = figure.numeral._replace(value=figure.numeral.value * 60, step=figure.numeral.step * 60)
    return figure._replace(numeral=numeral, unit="s")


def per_of(
    tokens: Tokens, figure: Figure, following: Figure | None, lexicon: Lexicon
) -> tuple[str, int, int, bool] | None:
    """What a figure is per: ``(per, end token, end offset, whether the following figure was used up)``.

    "One in five" is no rate but a fraction; ``per`` is then ``"/5"``. What somebody did "in four out of five games" is
    counted all the same.
    """
    at = figure.end
    if figure.unit == "magnitude":
        return None  # Persian "4.5 on Richter's scale at 14:35" begins like a rate by the hour
    if (behind := _per_behind(tokens, figure, lexicon)) is not None:
        return behind
    stop = following.first if following is not None else len(tokens)
    measured = figure.dimension is Dimension.MEASURE and figure.unit in MASSES  # "3 milligrams of lead per litre"
    for at in range(figure.end, min(figure.end + _LONGEST_PER_NOUN, len(tokens)) + 1):
        match = lexicon.per.find(tokens, at)
        before = tokens.keys[at - 1]
        closed = at > figure.end and (before in lexicon.stop or before in lexicon.change.compared)
        if closed and match is not None and match.value == "per":
            return None  # "60 members met for an hour", "13 in meno rispetto al giorno prima"
        if match is not None and match.start == tokens.starts[at]:  # Arabic "and of" goes on with something else
            numbered = following if following and following.first == match.end and following.unit == "1" else None
            kind = "" if match.value == "price" else match.value.removeprefix("per").strip()
            based = numbered is not None and numbered.numeral.value in BASES
            if kind and not (based and match.value.startswith("per")):
                link = kind, match.end - match.first
                shared = numbered is not None and is_share(tokens, figure, numbered, link, at > figure.end, lexicon)
                if numbered is not None and shared:
                    if figure.value != 1 and lexicon.change.unmoved.find(tokens, numbered.end) is not None:
                        return None
                    return f"/{numbered.numeral.value}", numbered.end, numbered.stop, True
                if not match.value.startswith("per") and kind != "some":
                    return None
            if kind != "some":  # "10 tonnes of grain a day"
                opened = figure.first > 0 and tokens.keys[figure.first - 1] in lexicon.not_range_after
                if based and opened and lexicon.ranges.find(tokens, at) is not None:
                    return None  # Portuguese "de 8 a 100 passageiros"
                if numbered is not None and based:
                    return _plain(numbered.numeral.value), numbered.end, numbered.stop, True
                if lexicon.per_never.find(tokens, at) is not None:
                    return None
                unit = _per_unit(tokens, figure, match, lexicon)
                if (
                    unit is not None
                    and measured
                    and at > figure.end
                    and dimension_of(unit.value) is not Dimension.MEASURE
                ):
                    unit = None  # "10 km of track a day"
                if unit is not None and _is_of_next(tokens, figure, following, (at, unit.end), lexicon):
                    return None
                if unit is not None:
                    return unit.value, unit.end, unit.stop, False
        passed = measured or figure.unit == "1" or (at < stop and tokens.keys[at] in lexicon.per_passed)
        if at >= stop or not tokens.keys[at][0].isalpha() or not passed:
            return None
    return None


def _is_of_next(
    tokens: Tokens, figure: Figure, following: Figure | None, per: tuple[int, int], lexicon: Lexicon
) -> bool:
    """Whether the next figure is told per the unit before it: "a loan of 200,000 is then a year some 1,000 dearer"."""
    first, end = per
    if following is None or lexicon.stop.isdisjoint(tokens.keys[figure.end : first]):
        return False
    return bound_before(tokens, following.first, end, lexicon)[1] == end


def _per_behind(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> tuple[str, int, int, bool] | None:
    """What a figure is per where that is one word right behind it: "daily", "om dagen", Hebrew לקילומטר."""
    at = figure.end
    if figure.dimension not in (Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE) or at >= len(tokens):
        return None
    match = lexicon.per_behind.find(tokens, at)
    if match is None and lexicon.per_joined and figure.dimension is Dimension.MONEY:
        unit = lexicon.units.find(tokens, at)
        joined = unit is not None and tokens.text[tokens.starts[at] : unit.start] in lexicon.per_joined
        match = unit if unit is not None and joined and _divides(unit.value) else None
    if match is None:
        return None  # as for most figures
    counted = figure.dimension is Dimension.COUNT and figure.end == figure.numeral.end and figure.numeral.scale < 1000
    return (match.value, match.end, match.stop, False) if not counted else None


def _per_unit(tokens: Tokens, figure: Figure, per: Match[str], lexicon: Lexicon) -> Match[str] | None:
    """The unit behind a word such as "per", where it says no time ("a year ago")."""
    only = lexicon.per_units.find(tokens, per.end)
    if only is not None and per.value != "price":
        return only if figure.dimension is Dimension.MONEY else None
    unit = lexicon.units.find(tokens, per.end)
    if per.value == "price" and unit is not None:  # "5 euros le kilo", but "la semaine dernière"
        sold = figure.dimension is Dimension.MONEY and dimension_of(unit.value) is Dimension.MEASURE
        unit = unit if sold else None
    if unit is None or not (unit.stop - unit.start > 1 or tokens.keys[per.first] == "/") or not _divides(unit.value):
        return None
    behind = tokens.keys[unit.end] if unit.end < len(tokens) else ""
    if unit.value in LENGTHS and behind.isdecimal():
        return None  # Italian "una rotatoria al km 149"
    return None if _YEAR.fullmatch(behind) is not None or behind in lexicon.per_not_before else unit


def _divides(unit: str) -> bool:
    """Whether something may be told per this unit."""
    told = dimension_of(unit) in (Dimension.DURATION, Dimension.MEASURE)
    return told and unit not in SPEEDS and unit != "magnitude"


def _plain(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else str(float(value))


def are_apart(low: Figure, high: Figure) -> bool:
    """Whether the first of two figures is no smaller amount of the same: a year, or the article of one more thing.

    As in "from 5 billion in 2017 to 8 billion" and Italian "tra un'auto e due moto".
    """
    if low.numeral.lone and low.value == 1 and low.unit == "1" and high.first > low.end + 1:
        return True
    larger = high.numeral.scale > 1 or high.numeral.value > _ALIKE * low.numeral.value
    return low.unit == "1" and may_be_year(low.numeral) and larger


def in_kind_of(figure: Figure, other: Figure) -> Figure:
    """A bare figure in the unit and the magnitude of another, and per what it is: "3,2 statt 2,8 Millionen Euro"."""
    size, old = other.numeral.scale, figure.numeral
    near = abs(other.value) / size
    small = old.scale == 1 and size > 1 and old.value * _ALIKE > near > old.value / _ALIKE
    if small:
        numeral = old._replace(value=old.value * size, step=min(old.step, Fraction(1)) * size, scale=size, digits=None)
        figure = figure._replace(numeral=numeral)
    return figure._replace(unit=other.unit, dimension=other.dimension, per=other.per)


def is_instead(tokens: Tokens, figure: Figure, following: Figure, lexicon: Lexicon) -> bool:
    """Whether the next figure is the one that a bare figure took the place of: "26 statt 24 Euro"."""
    comma = figure.end < len(tokens) and tokens.keys[figure.end] in COMMAS
    match = lexicon.instead.find(tokens, figure.end + comma)
    told = following.dimension in (Dimension.MONEY, Dimension.PERCENT, Dimension.MEASURE)
    scaled = told or (following.dimension is Dimension.COUNT and following.numeral.scale > 1)
    return match is not None and match.end == following.first and scaled and not following.single


def leads_on(tokens: Tokens, figure: Figure, following: Figure, lexicon: Lexicon) -> bool:
    """Whether only a word such as "to" and a hedge stand between two figures: "van 71 naar bijna 75 procent"."""
    match = lexicon.changes_to.find(tokens, figure.end)
    if match is None or following.first < match.end:
        return False
    return bound_before(tokens, following.first, match.end, lexicon)[1] == match.end


def is_side(tokens: Tokens, figure: Figure, following: Figure, lexicon: Lexicon) -> bool:
    """Whether a bare figure is a side of what the next one measures another side of: "9 by 14 cm"."""
    if following.dimension is not Dimension.MEASURE or following.first != figure.end + 1 or figure.single:
        return False
    by = tokens.keys[figure.end]
    near = figure.value < _OBLONG * following.value and following.value < _OBLONG * figure.value
    return by in lexicon.sides and near and following.unit in LENGTHS and following.high is None
