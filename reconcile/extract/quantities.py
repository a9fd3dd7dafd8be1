"""Quantities in a sentence: figures with unit, bound, direction and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reconcile.claims import Bound, Dimension, Quantity, Reading, Span
from reconcile.extract import context, traps
from reconcile.extract.digits import Style, find_style
from reconcile.extract.figures import Figure, compound, compound_word, figure_of, in_seconds, per_of, with_cents
from reconcile.extract.intervals import interval
from reconcile.extract.lexicon import Lexicon, lexicon
from reconcile.extract.measures import clock_durations, dimension_of
from reconcile.extract.numerals import Numeral, find_numerals
from reconcile.extract.tokens import Tokens, is_unspaced, tokenise

__all__ = ["Style", "find_quantities", "find_style"]

_DIRECTED = frozenset(
    {Dimension.COUNT, Dimension.MONEY, Dimension.PERCENT, Dimension.POINTS, Dimension.MULTIPLIER, Dimension.FRACTION}
    | {Dimension.MEASURE, Dimension.RATE}
)


def find_quantities(
    text: str,
    sentence: Span,
    language: str,
    taken: Sequence[Span] = (),
    hints: Style | None = None,
) -> list[tuple[Span, Quantity]]:
    """All quantities of a sentence with their spans in ``text``: sorted, without overlap.

    Parameters
    ----------
    text, sentence: the article's text and the part of it to read.
    language: BCP 47 primary language subtag; any other than the known ones is read by CLDR's root.
    taken: spans of dates and the like, whose figures are no quantities.
    hints: what the whole article shows of its separators, from :func:`find_style`.
    """
    tokens = tokenise(text, sentence)
    if not tokens.keys:
        return []
    words = lexicon(language)
    return _Sentence(tokens, words, list(taken), hints or Style()).quantities()


_PARTICLES = frozenset("はがをでとも")


@dataclass(slots=True)
class _Sentence:
    tokens: Tokens
    lexicon: Lexicon
    taken: list[Span]
    style: Style

    def quantities(self) -> list[tuple[Span, Quantity]]:
        clocked = [
            (c.span, _clocked(c.seconds, c.step))
            for c in clock_durations(self.tokens.text, self.tokens.span)
            if not any(c.span.overlaps(span) for span in self.taken)
        ]
        closed = [*self.taken, *(span for span, _ in clocked)]
        closed += [Span(*pair) for pair in traps.addresses(self.tokens)]
        scores = [(Span(start, stop), low, high) for start, stop, low, high in traps.scores(self.tokens)]
        scores = [s for s in scores if not any(s[0].overlaps(span) for span in closed)]
        clocked += [(span, _scored(low, high)) for span, low, high in scores if low >= 0]
        figures = self._figures(closed, [span for span, _, _ in scores])
        figures = self._inherited(self._ranges(self._compounds(self._rates(figures))))
        found = [*clocked, *(self._finished(i, figures) for i in range(len(figures)) if self._counts(i, figures))]
        return sorted(found, key=lambda pair: pair[0])

    def _figures(self, closed: list[Span], scores: list[Span]) -> list[Figure]:
        tokens, lexicon = self.tokens, self.lexicon
        numerals = find_numerals(tokens, lexicon, closed, self.style)
        numerals = [
            n
            for n in numerals
            if not traps.is_part_of_name(tokens, n, lexicon)
            and not traps.is_chain(tokens, n)
            and not any(span.start <= n.start < span.end for span in scores)
        ]
        items: list[Numeral | Figure] = [*numerals, *self._implied(numerals, closed)]
        items.sort(key=lambda item: item.first)
        figures: list[Figure] = []
        for index, numeral in enumerate(items):
            if isinstance(numeral, Figure):
                figures.append(numeral)
                continue
            floor = figures[-1].end if figures else 0
            if numeral.first < floor:
                continue
            limit = items[index + 1].first if index + 1 < len(items) else len(tokens)
            figures.append(figure_of(tokens, numeral, floor, limit, lexicon))
        return figures

    def _implied(self, numerals: list[Numeral], closed: list[Span]) -> list[Figure]:
        """Words that say number and unit at once ("doubled", يومين)."""
        book, tokens = self.lexicon.implied, self.tokens
        used = {i for n in numerals for i in range(n.first, n.end)}
        found = []
        for index, key in enumerate(tokens.keys):
            if index in used:
                continue
            whole = compound_word(tokens, index, self.lexicon) if self.lexicon.compound_endings else None
            if whole is not None and not any(s.start <= whole.start < s.end for s in closed):
                found.append(whole)
            if whole is not None or key not in book:
                continue
            match = book.find(tokens, index)
            if match is None or any(s.start < match.stop and match.start < s.end for s in closed):
                continue
            used.update(range(match.first, match.end))
            value, unit = match.value.value, match.value.unit
            numeral = Numeral(index, match.end, match.start, match.stop, value, Fraction(1), words=True)
            kind = dimension_of(unit)
            found.append(Figure(numeral, index, match.end, match.start, match.stop, unit, kind, single=True))
        return found

    # --- figures that belong together -----------------------------------------------------------------

    def _rates(self, figures: list[Figure]) -> list[Figure]:
        kept: list[Figure] = []
        skip = False
        for index, figure in enumerate(figures):
            if skip:
                skip = False
                continue
            following = figures[index + 1] if index + 1 < len(figures) else None
            ahead = self._per_ahead(figure, following)
            if ahead is not None:
                kept.append(ahead)
                skip = True
                continue
            found = None if figure.single else per_of(self.tokens, figure, following, self.lexicon)
            if found is not None:
                per, end, stop, skip = found
                if per.startswith("/"):
                    numeral = replace(figure.numeral, value=figure.numeral.value / Fraction(per[1:]), role="fraction")
                    numeral = replace(numeral, step=Fraction(1, 100), digits=None)
                    figure = replace(figure, numeral=numeral, end=end, stop=stop, dimension=Dimension.FRACTION)
                elif (figure.unit, per) in (("L", "m²"), ("l", "m²")):
                    figure = replace(figure, unit="l/m²", end=end, stop=stop)
                elif figure.dimension in (Dimension.COUNT, Dimension.MONEY, Dimension.MEASURE, Dimension.FRACTION):
                    kind = Dimension.RATE if figure.dimension is Dimension.COUNT else figure.dimension
                    figure = replace(figure, per=per, end=end, stop=stop, dimension=kind)
                else:
                    skip = False
            kept.append(figure)
        return kept

    def _per_ahead(self, figure: Figure, following: Figure | None) -> Figure | None:
        """ "每10万人510例", "10만 명당 510명": what it is per stands first."""
        if following is None or figure.unit != "1" or following.first - figure.end > 4 or following.unit != "1":
            return None
        tokens, lexicon = self.tokens, self.lexicon
        if any(not k[0].isalpha() for k in tokens.keys[figure.end : following.first]):
            return None
        before = lexicon.per.find_before(tokens, figure.first)
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
        return replace(following, first=first, start=start, per=per, dimension=Dimension.RATE)

    def _compounds(self, figures: list[Figure]) -> list[Figure]:
        kept: list[Figure] = []
        for figure in figures:
            merged = self._merged(kept[-1], figure) if kept else None
            if merged is None:
                if kept:
                    kept[-1] = self._settled(kept[-1])
                kept.append(figure)
            else:
                kept[-1] = merged
        if kept:
            kept[-1] = self._settled(kept[-1])
        return kept

    def _merged(self, larger: Figure, smaller: Figure) -> Figure | None:
        whole = compound(larger, smaller, self.tokens, self.lexicon)
        return whole or with_cents(larger, smaller, self.tokens, self.lexicon)

    def _settled(self, figure: Figure) -> Figure:
        """Hours and minutes together are given in seconds."""
        joined = figure.unit == "min" and figure.numeral.end - figure.numeral.first > 2 and figure.numeral.value >= 60
        return in_seconds(figure) if joined and figure.numeral.digits is None else figure

    def _ranges(self, figures: list[Figure]) -> list[Figure]:
        kept: list[Figure] = []
        for figure in figures:
            if kept and (joined := self._range(kept[-1], figure)) is not None:
                kept[-1] = joined
            else:
                kept.append(figure)
        return kept

    def _range(self, low: Figure, high: Figure) -> Figure | None:
        """Two figures as one range, where only a word or mark that says so stands between them."""
        if low.high is not None or Dimension.ORDINAL in (low.dimension, high.dimension) or low.single or high.single:
            return None
        if not self._links(low, high):
            return None
        if low.unit not in ("1", high.unit) and high.unit != "1":
            return None
        a, b = low.numeral, high.numeral
        if a.scale == 1 and b.scale > 1 and a.value < b.value / b.scale:
            a = replace(a, value=a.value * b.scale, step=min(a.step, Fraction(1)) * b.scale, digits=None)
        if a.value >= b.value or low.negative or high.negative:
            return None
        unit, kind = (high.unit, high.dimension) if high.unit != "1" else (low.unit, low.dimension)
        return replace(high, numeral=a, high=b, first=low.first, start=low.start, unit=unit, dimension=kind)

    def _links(self, low: Figure, high: Figure) -> bool:
        tokens, lexicon = self.tokens, self.lexicon
        if not low.end < high.first <= low.end + 3:
            return False
        match = lexicon.ranges.find(tokens, low.end)
        if match is not None and match.end == high.first:
            if tokens.is_hyphen(low.end):
                return True
            return not (low.first and tokens.keys[low.first - 1] in lexicon.not_range_after)
        opening = lexicon.between.find_before(tokens, low.first)
        return opening is not None and any(k in opening.value for k in tokens.keys[low.end : high.first])

    def _inherited(self, figures: list[Figure]) -> list[Figure]:
        """Units that are said only once: "from 1.20 to 0.40 euros", "3.4 billion euros, against 3.8 billion"."""
        tokens, lexicon = self.tokens, self.lexicon
        kept = list(figures)
        for index, figure in enumerate(figures):
            if figure.unit != "1" or figure.dimension is not Dimension.COUNT or figure.numeral.role != "number":
                continue
            _, limit = self._neighbours(index, figures)
            if figure.single or context.noun(tokens, figure.end, limit, lexicon):
                continue
            following = figures[index + 1] if index + 1 < len(figures) else None
            linked = following is not None and following.first == figure.end + 1
            if following is not None and linked and lexicon.changes_to.find(tokens, figure.end) is not None:
                if following.dimension in (Dimension.MONEY, Dimension.PERCENT, Dimension.MEASURE):
                    kept[index] = replace(figure, unit=following.unit, dimension=following.dimension)
                continue
            if figure.numeral.scale >= 1_000_000:
                money = next((f for f in reversed(kept[:index]) if f.dimension is Dimension.MONEY), None)
                if money is not None and money.numeral.scale >= 1000:
                    kept[index] = replace(figure, unit=money.unit, dimension=Dimension.MONEY)
        return kept

    # --- keeping and finishing ------------------------------------------------------------------------

    def _neighbours(self, index: int, figures: list[Figure]) -> tuple[int, int]:
        floor = figures[index - 1].end if index else 0
        limit = figures[index + 1].first if index + 1 < len(figures) else len(self.tokens)
        return floor, limit

    def _counts(self, index: int, figures: list[Figure]) -> bool:
        """Whether a figure is a quantity at all, and not a year, a label, an article, a homograph."""
        figure = figures[index]
        numeral, tokens, lexicon = figure.numeral, self.tokens, self.lexicon
        floor, limit = self._neighbours(index, figures)
        if figure.first == 0 and figure.end >= len(tokens) - 1:
            return True
        if figure.single or figure.high is not None:
            return True
        if figure.dimension is Dimension.ORDINAL and numeral.words and numeral.value <= 2:
            return False
        plain = figure.unit == "1" and figure.dimension is Dimension.COUNT
        if (
            plain
            and numeral.lone
            and not figure.negative
            and (numeral.value == 1 or lexicon.counters.find(tokens, figure.end) is None)
        ):
            return False
        if numeral.lone and numeral.words and figure.unit != "1" and self._runs_on(figure):
            return False
        if figure.dimension is Dimension.DURATION and numeral.lone and tokens.keys[numeral.first] in lexicon.articles:
            return False  # "un an plus tôt"
        if plain and lexicon.labels.find_before(tokens, figure.first, floor) is not None:
            return False
        hedged = context.bound_before(tokens, figure.first, floor, lexicon)[0] is not None
        if plain and traps.may_be_year(numeral) and not hedged and self._is_year(figure, limit):
            return False
        if figure.unit == "yr" and traps.may_be_year(numeral) and numeral.value >= 1900:
            return False  # "2017 года", 2025年
        return not (numeral.words and plain and self._is_homograph(figure, hedged))

    def _runs_on(self, figure: Figure) -> bool:
        """Whether a Korean word goes on behind what looked like a unit (사주시겠어요 has no four weeks in it)."""
        tokens, end = self.tokens, figure.end
        if end >= len(tokens) or not tokens.touching(end - 1):
            return False
        key = tokens.keys[end]
        return "\uac00" <= key <= "\ud7a3" and key not in self.lexicon.stop

    def _is_year(self, figure: Figure, limit: int) -> bool:
        tokens, lexicon = self.tokens, self.lexicon
        if lexicon.counters.find(tokens, figure.end) is not None:
            return False
        if figure.first and tokens.keys[figure.first - 1] in lexicon.year_words:
            return True
        if 1900 <= figure.numeral.value < 2040:
            return True
        return not context.noun(tokens, figure.end, limit, lexicon)

    def _is_homograph(self, figure: Figure, hedged: bool) -> bool:
        """A short number in a script without spaces that needs a counter behind it to be one (一 is in many words)."""
        tokens, numeral = self.tokens, figure.numeral
        if not is_unspaced(tokens.keys[numeral.first]) or hedged:
            return False
        if self.lexicon.counters.find(tokens, figure.end) is not None:
            return False
        composed = numeral.end - numeral.first
        if composed >= 2 and numeral.value >= 10 ** (composed - 1):
            return False  # 百九十二 is a number wherever it stands; 三四 might be anything
        before = numeral.first > 0 and tokens.touching(numeral.first - 1) and _is_word(tokens.keys[numeral.first - 1])
        behind = numeral.end < len(tokens) and tokens.touching(numeral.end - 1) and _is_word(tokens.keys[numeral.end])
        return before or behind or (composed < 2 and not _is_kana(tokens, numeral))

    def _finished(self, index: int, figures: list[Figure]) -> tuple[Span, Quantity]:
        figure = figures[index]
        tokens, lexicon = self.tokens, self.lexicon
        floor, limit = self._neighbours(index, figures)
        bound, begin = context.bound_before(tokens, figure.first, floor, lexicon)
        if bound is None:
            bound, end = context.bound_after(tokens, figure.end, limit, lexicon)
        else:
            end = figure.end
        step = min(figure.numeral.step, figure.high.step) if figure.high is not None else figure.numeral.step
        number: Fraction | None = figure.value
        low: Fraction | None
        high: Fraction | None
        if figure.high is not None:
            number, low, high, bound = None, figure.numeral.value, figure.high.value, Bound.RANGE
        else:
            bound = bound or (Bound.OVER if figure.numeral.more else Bound.EXACT)
            low, high = interval(figure.value, step, bound)
        direction = 0
        if figure.dimension in _DIRECTED:
            direction = context.direction(tokens, begin, end, floor, limit, lexicon)
            if figure.negative and figure.dimension is not Dimension.MEASURE:
                direction = -1
        reading: Reading | None = None
        if figure.dimension is Dimension.MULTIPLIER:
            reading = context.reading(tokens, begin, end, floor, limit, lexicon)
        noun = ""
        if figure.dimension in (
            Dimension.COUNT,
            Dimension.RATE,
            Dimension.FRACTION,
            Dimension.PERCENT,
            Dimension.ORDINAL,
        ):
            after = figure.numeral.end if figure.per else end
            noun = context.noun(tokens, after, limit, lexicon)
        quantity = Quantity(
            number, low, high, figure.unit, figure.dimension, bound, step, figure.per, reading, direction, noun,
            figure.numeral.alternatives if figure.high is None else (),
        )  # fmt: skip
        return Span(figure.start, figure.stop), quantity


def _clocked(seconds: Fraction, step: Fraction) -> Quantity:
    low, high = interval(seconds, step, Bound.EXACT)
    return Quantity(seconds, low, high, "s", Dimension.DURATION, Bound.EXACT, step)


def _scored(low: int, high: int) -> Quantity:
    step = Fraction(1)
    return Quantity(None, Fraction(low), Fraction(high), "score", Dimension.SCORE, Bound.EXACT, step)


def _is_word(key: str) -> bool:
    """Whether a character may go on with a word in Chinese characters or Hangul; kana are endings and particles."""
    return key.isalpha() and not "\u3041" <= key <= "\u309f"


def _is_kana(tokens: Tokens, numeral: Numeral) -> bool:
    """三は, 五です: a single digit word that a particle follows."""
    key = tokens.keys[numeral.end] if numeral.end < len(tokens) else ""
    return numeral.value >= 3 and key in _PARTICLES
