"""A number together with its unit: the first half of reading a quantity (:mod:`quantities` does the rest)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from reconcile.claims import Bound, Dimension, Reading
from reconcile.extract.ages import OLDEST, aged
from reconcile.extract.decades import decade_aged
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.lexicon_tables import ScaledUnit
from reconcile.extract.magnitudes import is_scaled
from reconcile.extract.measures import dimension_of
from reconcile.extract.phrases import Match
from reconcile.extract.pieces import Numeral
from reconcile.extract.ranks import declined, is_joined, minute_of_match, ranked
from reconcile.extract.tokens import Tokens, fold, is_unspaced
from reconcile.extract.traps import follows_figure
from reconcile.extract.unit_signs import hourly, is_enclosed, is_era, kilos, of_its_order, raised, with_inches

# Signs that stand behind number words too: "two km off the coast".
_BEHIND_WORDS = frozenset({"km", "kg", "cm", "mm"})
_LAST_DAY = 31
_YEAR = re.compile(r"\s(?:19|20)\d\d(?![\w%]|[.,]\d)")
# What follows 度 where it counts how often and is no temperature.
_WARMTH = frozenset("温溫熱热")
_OCCASIONS = re.compile("の(?![上低差気違変傾角誤幅冷高温熱寒])|目|にわた|とも|[がで]最多|で並")
# What players and sides do again and again, so many characters before the figure.
_FEATS, _FEAT_AHEAD, _TEN = re.compile("優勝|出場|本塁打|受賞|制覇"), 24, 10
# More weeks than anybody counts.
_MOST_WEEKS = 5000
# Tokens before a figure among which is looked for what it counts.
_COUNTED_BEFORE = 7
# Tokens behind "four times" among which what was won is looked for.
_WON = 3
# How far "half an hour" may be off, as a share of itself.
_PART_STEP = Fraction(1, 4)


class Figure(NamedTuple):
    """A numeral with its unit: tokens ``first`` to ``end``, code points ``start`` to ``stop``."""

    numeral: Numeral
    first: int
    end: int
    start: int
    stop: int
    unit: str = "1"
    dimension: Dimension = Dimension.COUNT
    per: str = ""
    high: Numeral | None = None
    """The upper end of a range."""
    negative: bool = False
    single: bool = False
    """Number and unit are one word ("tripled"); there is nothing else to look for."""

    @property
    def own_bound(self) -> Bound:
        """What the number says of itself ("a dozen", 一千多万) where no words around it say more."""
        return Bound.OVER if self.numeral.more else Bound.ABOUT if self.numeral.about else Bound.EXACT

    @property
    def value(self) -> Fraction:
        """The number stated, with its sign."""
        return -self.numeral.value if self.negative else self.numeral.value


def figure_of(tokens: Tokens, numeral: Numeral, floor: int, limit: int, lexicon: Lexicon) -> Figure:
    """Read sign, currency and unit around a numeral, between the tokens ``floor`` and ``limit``."""
    numeral = declined(tokens, numeral, lexicon)
    figure = Figure(numeral, numeral.first, numeral.end, numeral.start, numeral.stop)
    if numeral.first != numeral.end and tokens.starts[numeral.first] < numeral.start and not numeral.clitic:
        figure = figure._replace(start=tokens.starts[numeral.first])
    figure = _sign(tokens, figure, floor, lexicon)
    figure = _before(tokens, figure, floor, lexicon)
    figure = _scaled(tokens, figure, limit, lexicon)
    if numeral.role == "ordinal":
        if 2 < numeral.value <= OLDEST and lexicon.ages_before.find_before(tokens, figure.first, floor) is not None:
            return figure._replace(unit="yr", dimension=Dimension.AGE)  # Arabic "at the age of the thirteenth"
        return _nth_year(tokens, figure._replace(unit="th", dimension=Dimension.ORDINAL), lexicon)
    if figure.end < limit and (is_unspaced(tokens.keys[figure.end]) or is_joined(tokens, figure.end, limit, lexicon)):
        rank = ranked(tokens, figure, floor, lexicon, behind=True)  # 2度目 are no degrees
        if rank is not figure:
            return _nth_year(tokens, rank, lexicon)
    bare, figure = figure, _behind(tokens, figure, limit, lexicon)
    unfit = figure.dimension is Dimension.DURATION or figure.unit == "°C"
    if unfit and tokens.keys[figure.first - 1 : figure.first] == ["第"]:
        figure = bare  # 第4分钟 is the fourth minute
    if figure.unit == "1" and numeral.role == "fraction":
        figure = figure._replace(dimension=Dimension.FRACTION)
    elif figure.unit == "1" and numeral.clitic and figure.first > floor:
        figure = _unit_ahead(tokens, figure, lexicon)
    if figure.unit == "1":
        figure = ranked(tokens, figure, floor, lexicon)
    figure = minute_of_match(tokens, figure, floor, lexicon)
    figure = with_inches(tokens, aged(tokens, figure, floor, lexicon))
    return of_its_order(tokens, _nth_year(tokens, figure, lexicon))


def _unit_ahead(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> Figure:
    """A number with an article behind its unit with the same one: Arabic "the years the five"."""
    unit = lexicon.units.find(tokens, figure.first - 1, figure.first)
    start = tokens.starts[figure.first - 1]
    numeral = tokens.text[tokens.starts[figure.first] : figure.numeral.start]
    if unit is None or not tokens.text[start : unit.start].endswith(numeral) or start == unit.start:
        return figure
    return figure._replace(first=unit.first, start=start, unit=unit.value, dimension=dimension_of(unit.value))


def _nth_year(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> Figure:
    """An age told as the year of life that somebody is in: "на 88-м году жизни" are 87 years."""
    match = lexicon.ages_nth.find(tokens, figure.end)
    if match is None or figure.unit not in ("1", "th") or not 1 <= figure.value <= OLDEST:
        return figure
    old = figure.numeral
    numeral = old._replace(value=old.value + match.value, step=Fraction(1), role="number", digits=None)
    return figure._replace(
        numeral=numeral, end=match.end, stop=match.stop, unit="yr", dimension=Dimension.AGE, negative=False
    )


def _sign(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> Figure:
    first = figure.first
    index = first - 1
    if index < floor:
        return figure
    if tokens.keys[index] in ("-", "−", "–") and tokens.ends[index] == figure.start and not figure.numeral.words:
        free = (
            index == 0
            or (is_unspaced(tokens.keys[index - 1]) and not follows_figure(tokens, index - 1))
            or tokens.ends[index - 1] < tokens.starts[index]
            or tokens.keys[index - 1] in ("(", "$", "€", "...")
            or (tokens.keys[index - 1] == "," and index > 2 and tokens.keys[index - 3] in ("-", "−", "–"))  # "-15,-20"
            or (tokens.keys[index - 1] == "%" and not (index > 1 and tokens.keys[index - 2][0].isdecimal()))
        )
        free = free and not (index > 1 and tokens.keys[index - 1] == "%" and _is_between(tokens, index))
        if free and not is_enclosed(tokens, figure):
            return figure._replace(first=index, start=tokens.starts[index], negative=True)
    if index and tokens.keys[index] == "−" and tokens.keys[index - 1] in ("(", "（"):
        return figure._replace(first=index, start=tokens.starts[index], negative=True)  # "(− 5,8 %)"
    if index == 0 and figure.end == len(tokens) and tokens.keys[0] in ("-", "−"):
        return figure._replace(first=0, start=tokens.starts[0], negative=True)  # "- 1 4/5" and nothing else
    word = lexicon.minus.find_before(tokens, first, floor)
    hedge = lexicon.bounds.find_before(tokens, first, floor)
    article = tokens.keys[figure.numeral.first] in lexicon.articles  # "menos un" is "less a" or "all but one"
    if word is not None and not article and (hedge is None or hedge.first >= word.first):  # "al menos" is no minus
        return figure._replace(first=word.first, start=word.start, negative=True)
    return figure


def _before(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> Figure:
    """A currency or percent sign before the number ("$2.9 million", "yüzde 10", 百分之三)."""
    scaled = lexicon.scaled_units.find_before(tokens, figure.first, floor)
    if scaled is not None and _is_as_written(tokens, scaled):
        return with_scaled(figure._replace(first=scaled.first, start=scaled.start), scaled.value)
    match = lexicon.units_before.find_before(tokens, figure.first, floor)
    if match is not None and not _in_capitals(tokens, match.start, match.stop, match.value, lexicon):
        match = lexicon.units_before.find_before(tokens, figure.first, max(floor, figure.first - 1))  # "a $2 billion"
    if match is not None and match.value == "magnitude" and (figure.numeral.value > 10 or figure.numeral.words):
        match = None
    if match is None or not _in_capitals(tokens, match.start, match.stop, match.value, lexicon):
        return figure
    start, first, negative = match.start, match.first, figure.negative
    signed = first > floor and tokens.keys[first - 1] in ("-", "−") and tokens.ends[first - 1] == start
    if signed and (first - 1 == floor or tokens.ends[first - 2] < tokens.starts[first - 1]):
        first, start, negative = first - 1, tokens.starts[first - 1], True
    return figure._replace(
        first=first, start=start, unit=match.value, dimension=dimension_of(match.value), negative=negative
    )


def _in_capitals(tokens: Tokens, start: int, stop: int, unit: str, lexicon: Lexicon) -> bool:
    """ISO codes count only in capitals: "TRY 30", but not "try 30"; Czech "eur" is a word as well."""
    raw = tokens.text[start:stop]
    if "$" in raw and len(raw) > 1:
        spaced = " " in raw and not raw.startswith(("USD", "R "))  # "USD $5", "R $ 5", but "S $5"
        return not spaced and not any(c.islower() for c in raw)  # "Didi's $4.4 billion" are no Singapore dollars
    is_code = len(unit) == 3 and unit.isupper() and raw.upper() == unit
    return not is_code or raw == unit or fold(raw) in lexicon.currency_words


def _scaled(tokens: Tokens, figure: Figure, limit: int, lexicon: Lexicon) -> Figure:
    """A scale letter written to the digits ("£5m", "40k")."""
    numeral, end = figure.numeral, figure.end
    if numeral.digits is None or end >= limit:
        return figure
    key = tokens.keys[end]
    scale = lexicon.tight_scales.get(key)
    if scale is None or not is_scaled(tokens, figure, key, lexicon):
        return figure
    scaled = numeral._replace(value=numeral.value * scale, step=min(numeral.step, Fraction(1)) * scale, digits=None)
    scaled = scaled._replace(scale=scale, end=end + 1, stop=tokens.ends[end])
    return figure._replace(numeral=scaled, end=end + 1, stop=tokens.ends[end])


def _behind(tokens: Tokens, figure: Figure, limit: int, lexicon: Lexicon) -> Figure:
    """The unit behind the number: an age, a measure, money, percent, a multiplier."""
    at = tokens.skip_hyphen(figure.end) if figure.end < limit else figure.end
    at += figure.numeral.lone and tokens.keys[at : at + 1] == ["'"]  # Italian "un'ora"
    if lexicon.infix and (more := _behind_more(tokens, figure, at, limit, lexicon)) > at:
        figure, at = figure._replace(numeral=figure.numeral._replace(more=True)), more
    age = lexicon.ages.find(tokens, at, limit)
    elapsed = age is not None and age.end < limit and tokens.keys[age.end] in lexicon.ages_not_before
    if (
        age is not None
        and not elapsed
        and figure.numeral.value <= OLDEST
        and not _is_reign(tokens, figure, at, lexicon)
        and not _is_longer(tokens, age, lexicon)
    ):
        return figure._replace(end=age.end, stop=age.stop, unit="yr", dimension=Dimension.AGE)
    if (decade := decade_aged(tokens, figure, at, limit, lexicon)) is not None:
        return decade
    below = lexicon.units_below.find(tokens, at) if figure.unit == "1" else None  # "null" is a number too
    if below is not None:
        kind = dimension_of(below.value)
        return figure._replace(end=below.end, stop=below.stop, unit=below.value, dimension=kind, negative=True)
    scaled = lexicon.scaled_units.find(tokens, at, limit) if figure.unit == "1" else None
    if scaled is not None and _is_as_written(tokens, scaled):
        return with_scaled(figure._replace(end=scaled.end, stop=scaled.stop), scaled.value)
    match = lexicon.units.find(tokens, at, limit) or _behind_of(tokens, figure.end, limit, lexicon)
    if match is not None and re.fullmatch(r"[^\W\d_]['’]", tokens.text[match.start : match.stop + 1]):
        match = None  # "56 l'anno" are no litres
    if match is None and (tight := _tight(tokens, figure, limit, lexicon)) is not None:
        return tight
    if match is None and figure.numeral.role == "fraction" and at < limit:
        match = _parted(tokens, at, lexicon)
    if match is None and figure.end < at < limit and (unit := _compounded(tokens.keys[at], lexicon)) != "1":
        kind = dimension_of(unit)  # Russian "300-килограммовый", German "25-minütigen"
        unit = "yr" if unit == "age" else unit
        return figure._replace(end=at + 1, stop=tokens.ends[at], unit=unit, dimension=kind)
    if match is None and at + 1 < len(tokens) and tokens.keys[at] in lexicon.modifiers:
        behind = lexicon.units.find(tokens, at + 1)  # "cinq derniers mois", "los diez primeros meses"
        match = behind if behind is not None and dimension_of(behind.value) is Dimension.DURATION else None
    if match is not None and _is_unit(tokens, figure, match.start, match.stop, match.value, lexicon):
        if figure.unit != "1" and dimension_of(match.value) is not figure.dimension:
            return figure
        if match.value == "10%":
            numeral = figure.numeral
            if numeral.value > 10 and numeral.value.denominator == 1:  # 七五折 are 75 %
                numeral = numeral._replace(value=numeral.value / 10)
            scale = numeral.scale * 10  # two to six tenths, "2至6成", are 20 to 60 %
            numeral = numeral._replace(value=numeral.value * 10, step=numeral.step * 10, scale=scale, digits=None)
            figure = figure._replace(numeral=numeral, unit="%", dimension=Dimension.PERCENT)
            return figure._replace(end=match.end, stop=match.stop)
        unit = figure.unit if _is_surer(figure.unit, match.value) else match.value
        unit = hourly(tokens, figure, kilos(tokens, figure, match, lexicon) if unit == "kilo" else unit, lexicon)
        if is_unspaced(tokens.keys[figure.end]) and _has_more(tokens, figure.end, match.end, lexicon):
            figure = figure._replace(numeral=figure.numeral._replace(more=True))  # 三个多月
        unit, end, stop = raised(tokens, unit, match)
        figure = figure._replace(end=end, stop=stop, unit=unit, dimension=dimension_of(unit))
        if figure.numeral.role == "fraction" and figure.dimension is Dimension.DURATION:
            step = figure.numeral.value * _PART_STEP  # nobody times half an hour to the minute
            return figure._replace(numeral=figure.numeral._replace(step=step))
        return _scaled_behind(tokens, figure, limit, lexicon)
    if figure.unit != "1":
        return figure
    times = lexicon.times.find(tokens, at, limit)
    part = figure.value > 1 and figure.value.denominator != 1  # nobody does anything two and a half times
    if times is not None and (part or _compares(tokens, figure, times.end, lexicon)):
        return figure._replace(end=times.end, stop=times.stop, unit="x", dimension=Dimension.MULTIPLIER)
    return figure


def _compounded(key: str, lexicon: Lexicon) -> str:
    """The unit of a word that ends compounds with a number, with at most two letters of an ending; else ``"1"``."""
    units = lexicon.compound_units
    stems = (key[: len(key) - letters] for letters in range(3)) if units else ()
    return next((units[stem] for stem in stems if stem in units), "1")


def _behind_more(tokens: Tokens, figure: Figure, at: int, limit: int, lexicon: Lexicon) -> int:
    """The token behind "and some" where a unit or an age follows (100多公里, 20多岁, "100여 미터"); else ``at``."""
    some = lexicon.infix.find(tokens, at, limit) if figure.unit == "1" else None
    if some is None or lexicon.units.find(tokens, at, limit) is not None:
        return at
    behind = lexicon.units.find(tokens, some.end, limit) or lexicon.ages.find(tokens, some.end, limit)
    return some.end if behind is not None else at


def _is_longer(tokens: Tokens, age: Match[bool], lexicon: Lexicon) -> bool:
    """Whether what looks like an age in Korean begins a counter (2세트 are two sets)."""
    counter = lexicon.counters.find(tokens, age.first) if is_unspaced(tokens.keys[age.first]) else None
    return (
        counter is not None and counter.end > age.end and all(map(tokens.touching, range(age.first, counter.end - 1)))
    )


def _tight(tokens: Tokens, figure: Figure, limit: int, lexicon: Lexicon) -> Figure | None:
    """A figure with a unit that is one only where it touches the digits ("44in"); else ``None``."""
    at = figure.end
    unit = lexicon.tight_units.get(tokens.keys[at]) if at < limit and tokens.starts[at] == figure.stop else None
    return figure._replace(end=at + 1, stop=tokens.ends[at], unit=unit, dimension=dimension_of(unit)) if unit else None


def _is_reign(tokens: Tokens, figure: Figure, at: int, lexicon: Lexicon) -> bool:
    """Whether what looks like an age is the number of a king or a pope: 엘리자베스 2세."""
    if not is_unspaced(tokens.keys[at]):
        return False
    named = lexicon.label_before(tokens, figure.first) is not None
    return named or lexicon.labels_after.find(tokens, at) is not None


def _has_more(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether "and some" is said inside a unit (三个多月)."""
    return any(lexicon.infix.find(tokens, at, end) is not None for at in range(first, end - 1))


def _is_surer(before: str, behind: str) -> bool:
    """Whether the unit before a figure says more than the one behind it: "C$5 dollars", 港币5元, "°F 75 degrees"."""
    return before in ("magnitude", "°F", "°") or (before != "1" and behind in ("USD", "dollar", "CNY"))


def _is_as_written(tokens: Tokens, match: Match[ScaledUnit]) -> bool:
    return not match.value.is_code or tokens.text[match.start : match.stop].isupper()


def with_scaled(figure: Figure, unit: ScaledUnit) -> Figure:
    """A figure in a unit that has its magnitude in the same word ("30 MUSD")."""
    old, by = figure.numeral, unit.scale
    numeral = old._replace(value=old.value * by, step=min(old.step, Fraction(1)) * by, scale=by, digits=None)
    return figure._replace(numeral=numeral, unit=unit.unit, dimension=dimension_of(unit.unit))


def _behind_of(tokens: Tokens, end: int, limit: int, lexicon: Lexicon) -> Match[str] | None:
    """A unit behind "of": "3,42 milliards d'euros"."""
    at = end
    if at < limit and tokens.keys[at] in lexicon.of:
        at += 1
        if at < limit and tokens.keys[at] in ("'", "’"):
            at += 1
        return lexicon.units.find(tokens, at, limit)
    return None


def _parted(tokens: Tokens, at: int, lexicon: Lexicon) -> Match[str] | None:
    """What a fraction is a part of, with "of" and an article before it: "a quarter of a percentage point"."""
    at += at < len(tokens) and tokens.keys[at] in lexicon.of
    at += at < len(tokens) and tokens.keys[at] in ("'", "’")
    at += at < len(tokens) and tokens.keys[at] in lexicon.articles
    unit = lexicon.units.find(tokens, at)
    if unit is not None and (dimension_of(unit.value) is Dimension.MONEY or unit.stop - unit.start < 2):
        unit = None
    return unit or lexicon.part_units.find(tokens, at)


def _is_unit(tokens: Tokens, figure: Figure, start: int, stop: int, unit: str, lexicon: Lexicon) -> bool:
    raw = tokens.text[start:stop]
    if not _in_capitals(tokens, start, stop, unit, lexicon) or is_era(raw, start, figure):
        return False
    if unit == "yr" and _YEAR.match(tokens.text, stop):
        return False  # Swedish "ökar till 38,6 år 2031"
    joined = tokens.text[tokens.starts[tokens.at(start + 1) - 1] : start]
    if joined and (joined[0] in lexicon.joiners or tokens.keys[tokens.at(start + 1) - 1] in lexicon.stop):
        return False  # Arabic "the ten and the years", بين is "between" and no yen
    if raw in "日月" and (raw == "月" or figure.numeral.value <= _LAST_DAY or figure.numeral.words):
        # A day of the month; 60日 are days, and so are 30日以内. Months are 懲役2年6月.
        near = lexicon.lasting.find(tokens, tokens.at(stop)), lexicon.lasting.find_before(tokens, figure.first)
        years = raw == "月" and tokens.keys[figure.first - 1] == "年" and figure.first > 1
        return any(near) or (years and lexicon.lasting.find_before(tokens, figure.first - 2) is not None)  # 连续14日
    if lexicon.writing.bare_counters and raw in lexicon.counters and dimension_of(unit) is Dimension.MONEY:
        return not _goes_on(tokens, stop, lexicon)  # 一块钱, but 一块石头
    if raw == "度" and _counts_occasions(tokens, figure, stop):
        return False  # 3度の世界王者
    if unit == "s" and figure.value > 1 and start == figure.stop + 1 and fold(raw) in lexicon.stop:
        return False  # Italian "1.200 secondo la questura"
    if unit == "bar" and figure.numeral.words:
        return False  # "em um bar", in a pub
    if unit == "wk" and figure.value > _MOST_WEEKS:
        return False  # Korean 주 are shares too: "6억주"
    if len(raw) <= 2 and raw.isascii() and raw.isalpha():
        # One and two letters are units only behind digits and as they are usually written.
        is_word = len(raw) == 2 and raw.lower() != unit.lower()  # Turkish "ay"
        behind_of = (
            len(raw) == 2 and tokens.keys[figure.end] in lexicon.of
        )  # "deux millions de km", "une dizaine de km"
        spelled = (
            figure.numeral.words
            and not is_word
            and raw not in _BEHIND_WORDS
            and not (behind_of and figure.numeral.about)
        )  # "une dizaine de km"
        if spelled or (len(raw) == 1 and raw not in (unit, "l", "x", "X")):
            return False
        if start - figure.stop > 1 and not behind_of:
            return False
    if unit == "x" and raw in "xX×":
        after = tokens.at(stop)
        return not (after < len(tokens) and tokens.keys[after][0].isdecimal())
    return True


def _is_between(tokens: Tokens, hyphen: int) -> bool:
    """Whether a hyphen touches a figure with its "%" before it and the next one behind it: "50%-60%"."""
    return tokens.touching(hyphen - 1) and tokens.touching(hyphen - 2) and tokens.keys[hyphen - 2][0].isdecimal()


def _goes_on(tokens: Tokens, stop: int, lexicon: Lexicon) -> bool:
    """Whether a noun in characters may go on at an offset."""
    at = tokens.at(stop)
    return at < len(tokens) and is_unspaced(tokens.keys[at]) and tokens.keys[at] not in lexicon.stop


def _counts_occasions(tokens: Tokens, figure: Figure, stop: int) -> bool:
    """Whether 度 behind a figure says how often something happened: by what is won, in characters, by what follows."""
    ahead = tokens.text[max(tokens.span.start, figure.start - _FEAT_AHEAD) : figure.start]
    if _FEATS.search(ahead) and _WARMTH.isdisjoint(ahead):
        return figure.value.denominator == 1
    if not 0 < figure.value < _TEN:
        return False
    if _OCCASIONS.match(tokens.text, stop):
        return True
    told = figure.numeral.words and tokens.text[stop : stop + 1].isalpha()
    return told and _WARMTH.isdisjoint(tokens.keys[max(0, figure.first - _COUNTED_BEFORE) : figure.first])


def _scaled_behind(tokens: Tokens, figure: Figure, limit: int, lexicon: Lexicon) -> Figure:
    """A scale word behind the currency ("75 USD million")."""
    if figure.dimension is not Dimension.MONEY or figure.numeral.scale > 1:
        return figure
    match = lexicon.atoms.find(tokens, figure.end, limit)
    if match is None or match.value.role != "scale" or match.value.value < 1000:
        return figure
    if is_unspaced(tokens.keys[match.first]):
        return figure  # Korean 250달러만: only 250 dollars
    size = match.value.value
    numeral = figure.numeral._replace(value=figure.numeral.value * size, step=size, scale=size, digits=None)
    return figure._replace(numeral=numeral, end=match.end, stop=match.stop)


def _compares(tokens: Tokens, figure: Figure, end: int, lexicon: Lexicon) -> bool:
    """Whether "times" compares ("five times the average", "rose three times") and does not count occasions."""
    first, titles = figure.first, lexicon.titles
    near = (*tokens.keys[max(0, first - 1) : first], *tokens.keys[end : end + _WON])
    said = lexicon.readings.find(tokens, end)
    open_ = said is not None and said.value is Reading.OPEN  # "won three times more"
    if titles is not None and not open_ and figure.value.denominator == 1 and any(map(titles.fullmatch, near)):
        return False  # "venceu quatro vezes o título"
    if lexicon.times_after.find(tokens, end) is not None or lexicon.times_before.find_before(tokens, first) is not None:
        return True
    clitics = (before for before in lexicon.morphology.prefixes if tokens.keys[first].startswith(before))
    return any(lexicon.times_before.find_joined(tokens, first, clitic) is not None for clitic in clitics)
