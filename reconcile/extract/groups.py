"""Figures that belong together: rates, ranges, compound expressions, units that are said only once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reconcile.claims import Bound, Dimension, Reading
from reconcile.extract import context
from reconcile.extract.ages import aged
from reconcile.extract.figures import Figure
from reconcile.extract.joining import (
    BASES,
    COMMAS,
    are_apart,
    compounds,
    in_kind_of,
    is_instead,
    is_side,
    leads_on,
    per_of,
)
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.listed import bracketed, bracketed_units, listed, listed_ages
from reconcile.extract.measures import HARVESTED, PER_HOUR, SPEEDS
from reconcile.extract.near_percent import near_percentages
from reconcile.extract.phrases import Match
from reconcile.extract.placed import placed
from reconcile.extract.portions import as_share, every, share_of_several, whole_first
from reconcile.extract.tokens import Tokens, is_unspaced
from reconcile.extract.traps import is_ratio, may_be_year
from reconcile.extract.unit_signs import hourly
from reconcile.extract.weights import few_things, weighed

_DEGREES = frozenset({"°C", "°F", "°"})
_THOUSAND = 1000
# "From" in Turkish, where the upper end has the ending "to": "2 yıldan 5 yıla kadar".
_ABLATIVE = ("dan", "den", "tan", "ten")
# Nothing is told to get less by so many times in one go.
_ALIKE = 5
_HIGHEST_SCORE = 200
_MOST_GOALS = 20
# What may be told from a smaller to a larger figure; counts, money and shares told so most often changed.
_EXTENTS = frozenset({Dimension.MEASURE, Dimension.DURATION, Dimension.AGE})
# "200 and 400 metres": figures that share a unit are not far apart.
_APART = {Dimension.MEASURE: 10, Dimension.DURATION: 2, Dimension.MONEY: 10}
# What a change from one to the other says its unit of only once.
_CHANGING = frozenset(
    {Dimension.MONEY, Dimension.PERCENT, Dimension.MEASURE, Dimension.DURATION, Dimension.AGE, Dimension.RATE}
)
# Characters of a verb between what money is per and the sum.
_FAR = 6
# Tokens before "from" among which a verb tells of a passing from one count to another.
# Tokens behind a range, from its noun to what says "between" of it.
_CLOSING = 3
_PASSED = 6
_PER_AHEAD, _PER_AHEAD_UNSPACED = 4, 10
# So many times as much as the step that led to it is a level; "rose by 5% to 10%" is a range.
_STEP = 2


@dataclass(slots=True)
class Groups:
    """Joins the figures of one sentence."""

    tokens: Tokens
    lexicon: Lexicon

    def joined(self, figures: list[Figure]) -> list[Figure]:
        """The figures with those that make up one expression as one."""
        figures = self._rates(self._multiplied(few_things(self.tokens, figures, self.lexicon)))
        figures = self._ranges(compounds(figures, self.tokens, self.lexicon))
        figures = listed(self.tokens, figures, self.lexicon)
        figures = listed_ages(self.tokens, bracketed(self.tokens, self._inherited(figures)), self.lexicon)
        figures = placed(self.tokens, bracketed_units(self.tokens, figures, self.lexicon), self.lexicon)
        return weighed(self.tokens, near_percentages(self.tokens, figures, self.lexicon), self.lexicon)

    def _multiplied(self, figures: list[Figure]) -> list[Figure]:
        """Arabic "doubled three times" is said of what tripled: the number tells, the verb only that it multiplied."""
        kept: list[Figure] = []
        for figure in figures:
            before = kept[-1] if kept else None
            doubled = before is not None and before.single and before.unit == "x" and before.end == figure.first
            if doubled and not figure.single and figure.unit == "x" and self.lexicon.writing.multiplies_doubled:
                kept.pop()
            kept.append(figure)
        return kept

    def _rates(self, figures: list[Figure]) -> list[Figure]:
        kept: list[Figure] = []
        ahead_of = self.lexicon.per_ahead.places(self.tokens.keys)
        skip = False
        for index, figure in enumerate(figures):
            if skip:
                skip = False
                continue
            if kept and figure.first < kept[-1].end:
                continue  # the day of "barrels a day"
            following = figures[index + 1] if index + 1 < len(figures) else None
            ahead = whole_first(self.tokens, figure, following, self.lexicon) or self._per_ahead(figure, following)
            if ahead is not None:
                kept.append(ahead)
                skip = True
                continue
            figure = every(self.tokens, figure, kept[-1].end if kept else 0, self.lexicon)
            if ahead_of:
                figure = self._per_before(figure, kept[-1].end if kept else 0)
            found = None if figure.single or figure.per else per_of(self.tokens, figure, following, self.lexicon)
            if found is not None:
                per, end, stop, skip = found
                if per.startswith("/"):
                    numeral = as_share(figure.numeral, figure.numeral.value / Fraction(per[1:]))
                    figure = figure._replace(numeral=numeral, end=end, stop=stop, dimension=Dimension.FRACTION)
                elif (figure.unit, per) in PER_HOUR:
                    figure = figure._replace(unit=PER_HOUR[figure.unit, per], end=end, stop=stop)
                elif (figure.unit, per) in (("L", "m²"), ("l", "m²")):
                    figure = figure._replace(unit="l/m²", end=end, stop=stop)
                elif figure.dimension in (Dimension.COUNT, Dimension.MONEY, Dimension.MEASURE, Dimension.FRACTION):
                    kind = Dimension.RATE if figure.dimension is Dimension.COUNT else figure.dimension
                    figure = figure._replace(per=per, end=end, stop=stop, dimension=kind)
                else:
                    skip = False
            kept.append(figure)
        return kept

    def _per_before(self, figure: Figure, floor: int) -> Figure:
        """A figure with what it is per, where that stands right before it or its bound: "yılda 120 milyon lira"."""
        if figure.single or figure.dimension not in (Dimension.COUNT, Dimension.MONEY, Dimension.MEASURE):
            return figure
        if figure.unit in SPEEDS:
            return figure
        if not self.lexicon.per_ahead or figure.numeral.role != "number" or may_be_year(figure.numeral):
            return figure
        _, begin = context.bound_before(self.tokens, figure.first, floor, self.lexicon)
        match = self.lexicon.per_ahead.find_before(self.tokens, begin, floor)
        if match is None and figure.dimension in (Dimension.MONEY, Dimension.MEASURE):
            match = self._far_ahead(begin, floor)
        if match is None or (floor and match.first == floor):
            return figure  # "5 milioni all'anno 120 ..."
        grown = context.direction(self.tokens, begin, figure.end, floor, len(self.tokens), self.lexicon)
        if grown and figure.dimension is Dimension.COUNT:
            return figure  # "her yıl 100.000 kişilik bir artış": what comes on top in a year
        if (figure.unit, match.value) in PER_HOUR:
            return figure._replace(unit=PER_HOUR[figure.unit, match.value])  # 秒速30メートル
        kind = Dimension.RATE if figure.dimension is Dimension.COUNT else figure.dimension
        return figure._replace(per=match.value, dimension=kind)

    def _far_ahead(self, begin: int, floor: int) -> Match[str] | None:
        """What money or a measure is per with words between: 每公里造价240万欧元, "с гектара собрали 9 центнеров"."""
        for at in range(begin - 1, max(floor, begin - _FAR) - 1, -1):
            key = self.tokens.keys[at]
            if not key[0].isalpha():
                return None
            match = self.lexicon.per_ahead.find_before(self.tokens, at, floor)
            if "\u3400" <= key[0] <= "\u9fff":
                if match is not None:
                    return match
            elif match is not None:
                return match if match.value in HARVESTED else None
        return None

    def _per_ahead(self, figure: Figure, following: Figure | None) -> Figure | None:
        """ "每10万人510例", "10만 명당 510명": what it is per stands first."""
        if following is None or following.first - figure.end > self._reach(figure.end):
            return None
        if figure.dimension in (Dimension.DURATION, Dimension.MEASURE) and figure.value == 1:
            return self._per_unit_ahead(figure, following)
        if figure.unit == "1" and figure.value == 1 and following.dimension is Dimension.MONEY:
            unit = self.lexicon.units.find(self.tokens, figure.end)  # 1日当たり: no day of the month
            if unit is not None:
                return self._per_unit_ahead(figure._replace(unit=unit.value, end=unit.end), following)
        if figure.unit != "1" or following.unit != "1":
            return None
        if figure.numeral.value not in BASES:
            return None
        tokens, lexicon = self.tokens, self.lexicon
        if any(not k[0].isalpha() for k in tokens.keys[figure.end : following.first]):
            return None
        before = lexicon.per.find_before(tokens, figure.first)
        if before is not None and before.value != "per":
            return None  # "from 100 to 50"
        after = None
        if before is None:
            after = next(
                (m for at in range(figure.end, following.first) if (m := lexicon.per_after.find(tokens, at))), None
            )
        if before is None and after is None:
            return None
        start, first = (before.start, before.first) if before is not None else (figure.start, figure.first)
        value = figure.numeral.value
        per = str(value) if value.denominator == 1 else str(float(value))
        return following._replace(first=first, start=start, per=per, dimension=Dimension.RATE)

    def _reach(self, index: int) -> int:
        """Tokens from what a rate is per to its figure: 人口10万人当たりの死者は12人."""
        unspaced = index < len(self.tokens) and is_unspaced(self.tokens.keys[index])
        return _PER_AHEAD_UNSPACED if unspaced else _PER_AHEAD

    def _per_unit_ahead(self, figure: Figure, following: Figure) -> Figure | None:
        """ "1年あたり1億円": the one unit that the next figure is per stands first."""
        after = self.lexicon.per_after.find(self.tokens, figure.end)
        if after is None or following.high is not None or following.per:
            return None
        _, begin = context.bound_before(self.tokens, following.first, after.end, self.lexicon)
        if begin != after.end:
            return None
        kind = Dimension.RATE if following.dimension is Dimension.COUNT else following.dimension
        unit = self._sold_by(figure) if figure.unit == "kilo" else figure.unit
        return following._replace(first=figure.first, start=figure.start, per=unit, dimension=kind)

    def _sold_by(self, figure: Figure) -> str:
        """What money is told per kilo of: kilograms, unless the nearest word before says that it is a length."""
        before = (self.lexicon.kilos.find(self.tokens, at) for at in range(figure.first - 1, -1, -1))
        return next((match.value for match in before if match is not None), "kg")

    def _ranges(self, figures: list[Figure]) -> list[Figure]:
        kept: list[Figure] = []
        for figure in figures:
            article = len(kept) > 1 and kept[-1].numeral.lone and kept[-1].value == 1 and kept[-1].end == figure.first
            low = kept[-1 - article] if kept else None  # "entre un 70 % y un 90 %"
            if low is not None and (joined := self._range(low, figure)) is not None:
                kept[-1 - article :] = [joined]
            else:
                kept.append(figure)
        return kept

    def _range(self, low: Figure, high: Figure) -> Figure | None:
        """Two figures as one range or score, where only a word or mark that says so stands between them."""
        score = self._score(low, high)
        if score is not None:
            return score
        if low.high is not None or Dimension.ORDINAL in (low.dimension, high.dimension) or low.single or high.single:
            return None
        if not self._links(low, high) or self.lexicon.label_before(self.tokens, low.first) is not None:
            return None  # "il Cac 40 a 7.216 punti"
        if self.lexicon.range_never.find(self.tokens, high.end) and not self.tokens.is_hyphen(low.end):
            return None
        if Dimension.FRACTION in (low.dimension, high.dimension) and low.dimension is not high.dimension:
            return share_of_several(low, high)
        told_per = {low.per, high.per} - {""}
        if len(told_per) > 1 or (low.unit not in ("1", high.unit) and not self._leaves_unit(low, high)):
            return None  # "4 percent to 322 million", "60 mm an hour or 100 mm a day"
        a, b = low.numeral, high.numeral
        if high.dimension is Dimension.AGE and high.high is not None:
            b = high.high  # 50〜60代
        if are_apart(low, high):
            return None
        if a.scale == 1 and b.scale > 1 and b.value / b.scale <= a.value < _ALIKE * b.value / b.scale:
            return None  # "lowered from 64 to 58 million"
        if a.scale == 1 and b.scale > 1 and a.value < b.value / b.scale:
            a = a._replace(value=a.value * b.scale, step=min(a.step, Fraction(1)) * b.scale, digits=None)
        if high.unit in _DEGREES and low.unit in ("1", high.unit):
            a, b = a._replace(value=low.value), b._replace(value=high.value)  # "от −4 до 2 градусов"
            low, high = low._replace(negative=False), high._replace(negative=False)
            a, b = (b, a) if a.value > b.value else (a, b)  # "13 bis 7 Grad"
        if a.value >= b.value or low.negative or high.negative:
            return None
        unit, kind = (high.unit, high.dimension) if high.unit != "1" else (low.unit, low.dimension)
        joined = high._replace(numeral=a, high=b, first=low.first, start=low.start, unit=unit, dimension=kind)
        joined = joined._replace(unit=hourly(self.tokens, joined, unit, self.lexicon))  # "saatte 60-70 kilometre"
        if low.per and not high.per:  # "ton başına 20 ila 25 dolar"
            joined = joined._replace(per=low.per, dimension=Dimension.RATE if kind is Dimension.COUNT else kind)
        return aged(self.tokens, joined, 0, self.lexicon) if unit == "yr" else joined

    def _leaves_unit(self, low: Figure, high: Figure) -> bool:
        """Whether the upper end of a range may do without the unit: "$5 to 7", but "за трое суток — 54"."""
        if high.unit != "1":
            return False
        if low.dimension is Dimension.PERCENT and (low.end > low.numeral.end or self._counts_own(low, high)):
            return False  # "4 percent to 322", but Turkish "%6-9"
        return low.end == low.numeral.end or (self.tokens.touching(low.end - 1) and self.tokens.touching(low.end))

    def _counts_own(self, low: Figure, high: Figure) -> bool:
        """Whether a figure behind a share counts things of its own: Turkish "yüzde 12,4 ile 31 vekil çıkardı"."""
        tokens, end = self.tokens, high.end
        finer = low.first < low.numeral.first and low.numeral.step < 1 <= high.numeral.step
        counts = finer and not tokens.touching(low.end - 1) and context.noun(tokens, end, len(tokens), self.lexicon)
        return bool(counts) and context.direction(tokens, low.first, end, 0, len(tokens), self.lexicon) == 0

    def _score(self, first: Figure, second: Figure) -> Figure | None:
        """ "3 a 1", 三比一: the smaller figure comes last where the linking word may also mean "to"."""
        match = self.lexicon.score_links.find(self.tokens, first.end)
        if match is None or match.end != second.first or first.high is not None:
            return None
        if is_ratio(self.tokens, (first.start, second.stop), self.lexicon):
            return None
        a, b = first.numeral.value, second.numeral.value
        articles = self.tokens.keys[first.numeral.first], self.tokens.keys[second.numeral.first]
        if not self.lexicon.articles.isdisjoint(articles):
            return None  # "venti a una velocità"
        plain = all(f.unit == "1" and f.dimension is Dimension.COUNT and not f.single for f in (first, second))
        range_ = self.lexicon.ranges.find(self.tokens, first.end) or self.lexicon.changes_to.find(
            self.tokens, first.end
        )
        changed = self._starts_change(first)
        changed = changed and not self._is_result(first, second)
        if not plain or max(a, b) > _HIGHEST_SCORE or (range_ is not None and (a < b or changed)):
            return None
        lower, higher = sorted((first.numeral, second.numeral), key=lambda numeral: numeral.value)
        span = second._replace(first=first.first, start=first.start, unit="score", dimension=Dimension.SCORE)
        return span._replace(numeral=lower, high=higher)

    def _is_result(self, first: Figure, second: Figure) -> bool:
        """Whether "de 1 à 0" is how a match stands: nothing says that anything fell."""
        tokens, lexicon = self.tokens, self.lexicon
        before = tokens.keys[max(0, first.first - 2) : first.first]
        passed = before[:1] and before[0] in lexicon.not_range_after
        if first.value > _MOST_GOALS or passed or lexicon.of.isdisjoint(before[-1:]):
            return False  # "the number of homes from 15 to nine"
        return context.direction(tokens, first.first, second.end, 0, len(tokens), lexicon) == 0

    def _starts_change(self, figure: Figure) -> bool:
        """Whether "from" stands before a figure, so that "to" behind it leads to another one."""
        if not figure.first:
            return False
        stems = self.lexicon.morphology.stems(self.tokens.keys[figure.first - 1])
        return any(stem in self.lexicon.not_range_after for _, stem in stems)

    def _is_extent(self, low: Figure, high: Figure) -> bool:
        """Whether "from 5 to 7 cm" says how much, since no word around it says that anything changed."""
        tokens, lexicon = self.tokens, self.lexicon
        counted = low.unit == high.unit == "1" and high.dimension is Dimension.COUNT
        if not counted and (high.dimension not in _EXTENTS or low.unit not in ("1", high.unit)):
            return False
        if counted and not self._counts_from(low, high):
            return False
        before = tokens.keys[low.first - 2] if low.first > 1 else ""
        if before in lexicon.not_range_after and before not in lexicon.of:
            return False  # "passer de 5 à 7 cm"
        return context.direction(tokens, low.first, high.end, 0, len(tokens), lexicon) == 0

    def _is_step(self, low: Figure, high: Figure) -> bool:
        """Whether something "fell by 5 euros to 20 euros": by the one to the other."""
        by = self.lexicon.readings.find_before(self.tokens, low.first)  # "fell by 37,000 to 1.6 million"
        if (
            "1" in (low.unit, high.unit) and (by is None or by.value is not Reading.BY)
        ) or high.numeral.value <= low.numeral.value * _STEP:
            return False
        return context.direction(self.tokens, low.first, high.end, 0, len(self.tokens), self.lexicon) != 0

    def _counts_from(self, low: Figure, high: Figure) -> bool:
        """Whether "from 100 to 150 species" is a range of what is counted: no verb of passing stands before it."""
        tokens, lexicon = self.tokens, self.lexicon
        passing = lexicon.not_range_after - lexicon.of - lexicon.of_the - lexicon.stop
        before = tokens.keys[max(0, low.first - 1 - _PASSED) : low.first - 1]
        if not passing or not passing.isdisjoint(before) or may_be_year(low.numeral):
            return False
        return bool(context.noun(tokens, high.end, len(tokens), lexicon))

    def _links(self, low: Figure, high: Figure) -> bool:
        tokens, lexicon = self.tokens, self.lexicon
        if low.end == high.first and low.unit == high.unit != "1" and tokens.keys[low.end - 1].endswith(_ABLATIVE):
            return context.bound_behind_unit(tokens, high.end, high.stop, lexicon)[0] is Bound.AT_MOST
        if not low.end < high.first <= low.end + 3:
            return False
        if tokens.keys[low.end] == "/" and high.first == low.end + 1 and high.numeral.scale > 1:
            return high.value / high.numeral.scale - low.value == 1  # "46/47 milioni"
        suspended = tokens.is_hyphen(low.end) and tokens.touching(low.end - 1) and not tokens.touching(low.end)
        at = low.end + (suspended and high.first == low.end + 2)  # "18- to 29-year-olds"
        match = lexicon.ranges.find(tokens, at)
        if match is not None and match.end == high.first:
            if tokens.is_hyphen(low.end):
                return True
            if lexicon.between.find_before(tokens, low.first) is not None:  # "ranging from 8 to 100"
                return True
            return not self._is_step(low, high) and (not self._starts_change(low) or self._is_extent(low, high))
        if tokens.is_hyphen(low.end):
            match = lexicon.ranges.find(tokens, low.end + 1)  # "18-से-29"
            if match is not None and match.end < high.first == tokens.skip_hyphen(match.end):
                return True
        if tokens.keys[low.end] in lexicon.joiners and high.first == low.end + 1:
            closes = (lexicon.range_closes.find(tokens, at) for at in range(high.end, high.end + _CLOSING))
            if any(match is not None for match in closes):
                return True
        before = tokens.keys[low.first - 1] if low.first else ""
        opening = lexicon.between.find_before(tokens, low.first)
        if opening is None:  # "zwischen rund 930 und 2800 Euro"
            opening = lexicon.between.find_before(tokens, context.bound_before(tokens, low.first, 0, lexicon)[1])
        if opening is None and (before in lexicon.stop or before in lexicon.articles):
            opening = lexicon.between.find_before(tokens, low.first - 1)  # "entre un 70 % y un 90 %"
        if opening is None or all(k not in opening.value for k in tokens.keys[low.end : high.first]):
            return False
        # Spanish "desde los 50 hasta los 130 km/h", but "subió desde los 50 hasta los 130"
        return tokens.keys[opening.first] not in lexicon.not_range_after or not self._leads(opening.first, high.end)

    def _leads(self, opening: int, end: int) -> bool:
        """Whether words before "from" or anywhere in its clause say that one figure became the other."""
        passing = self.lexicon.not_range_after - self.lexicon.stop
        before = self.tokens.keys[max(0, opening - _PASSED) : opening]
        return not passing.isdisjoint(before) or context.direction(self.tokens, opening, end, 0, end, self.lexicon) != 0

    def _shares_unit(self, figure: Figure, following: Figure) -> bool:
        """Whether a bare figure and a measured one are joined: "200 and 400 metres", "55, 60 minutes"."""
        if following.dimension not in _APART or following.high is not None or figure.numeral.digits is None:
            return False
        scale = following.numeral.scale
        if following.dimension is Dimension.MONEY and (scale < 1000 or figure.numeral.scale > 1):
            return False  # "5 and 10 euros"
        near = figure.value < following.value / scale < _APART[following.dimension] * figure.value
        near = near or figure.numeral.step == following.numeral.step < 1  # "4.90 and 1.93 metres"
        key = self.tokens.keys[figure.end]
        joined = key in self.lexicon.joiners or (key in COMMAS and following.dimension is Dimension.DURATION)
        if self.lexicon.label_before(self.tokens, figure.first) is not None:
            return False
        return joined and near and following.end > following.numeral.end and not may_be_year(figure.numeral)

    def _inherited(self, figures: list[Figure]) -> list[Figure]:
        """Units that are said only once: "from 1.20 to 0.40 euros", "3.4 billion euros, against 3.8 billion"."""
        tokens, lexicon = self.tokens, self.lexicon
        kept = list(figures)
        for index, figure in enumerate(figures):
            limit = figures[index + 1].first if index + 1 < len(figures) else len(tokens)
            following = figures[index + 1] if index + 1 < len(figures) else None
            if figure.unit != "1" or figure.dimension is not Dimension.COUNT or figure.numeral.role != "number":
                alike = following is not None and following.unit == figure.unit and following.per and not figure.per
                if alike and following is not None and leads_on(tokens, figure, following, lexicon):
                    kept[index] = figure._replace(per=following.per)  # "from 28 euros to 32 euros a day"
                continue
            if following is not None and not figure.single and is_instead(tokens, figure, following, lexicon):
                kept[index] = in_kind_of(figure, following)
                continue
            if following is not None and is_side(tokens, figure, following, lexicon):
                kept[index] = figure._replace(unit=following.unit, dimension=following.dimension)
                continue
            if figure.single or context.noun(tokens, figure.end, limit, lexicon):
                continue
            if following is not None and leads_on(tokens, figure, following, lexicon):
                scaled = following.dimension is Dimension.COUNT and following.numeral.scale > _THOUSAND
                if not are_apart(figure, following) and (following.dimension in _CHANGING or scaled):
                    first = lexicon.units.find(tokens, following.numeral.first + 1, following.end)
                    parts = first is not None and first.value != following.unit  # "da 14 a 10 anni e 4 mesi"
                    parts = parts and following.dimension is Dimension.DURATION
                    unit = first.value if first is not None and parts else following.unit
                    kept[index] = in_kind_of(figure, following)._replace(unit=unit)
                continue
            if following is not None and following.first == figure.end + 1 and self._shares_unit(figure, following):
                kept[index] = in_kind_of(figure, following)
                continue
            if figure.numeral.scale >= 1_000_000 and tokens.keys[figure.end : figure.end + 1] != ["/"]:
                sums = (f for f in reversed(kept[:index]) if f.dimension is Dimension.MONEY)
                money = next((f for f in sums if f.numeral.scale >= 1000), None)
                if money is not None:
                    kept[index] = figure._replace(unit=money.unit, dimension=Dimension.MONEY)
        return kept
