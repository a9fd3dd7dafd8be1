"""Quantities in a sentence: figures with unit, bound, direction and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reconcile.claims import Bound, Dimension, Quantity, Reading, Span
from reconcile.extract import context, traps
from reconcile.extract.acceptance import Acceptance
from reconcile.extract.digits import Style, find_style
from reconcile.extract.figures import Figure, compound_word, figure_of
from reconcile.extract.groups import Groups
from reconcile.extract.intervals import interval
from reconcile.extract.lexicon import Lexicon, lexicon
from reconcile.extract.measures import RAINFALL, clock_durations, dimension_of
from reconcile.extract.numerals import Numeral, find_numerals
from reconcile.extract.tokens import Tokens, tokenise

__all__ = ["Style", "find_quantities", "find_style", "is_amount"]

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


def is_amount(text: str, span: Span, sentence: Span, language: str) -> bool:
    """Whether what looks like a bare year is an amount: "2000 millones", "2010 euros"."""
    if len(span) != 4 or not text[span.start : span.end].isdecimal():
        return False
    words = lexicon(language)
    tokens = tokenise(text, Span(span.end, min(sentence.end, span.end + 24)))
    scale = words.atoms.find(tokens, 0)
    if scale is not None and scale.value.role == "scale" and not scale.start > tokens.starts[0]:
        return True
    unit = words.units.find(tokens, 0)
    return unit is not None and dimension_of(unit.value) in (Dimension.MONEY, Dimension.PERCENT)


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
        figures = Groups(self.tokens, self.lexicon).joined(figures)
        accepted = Acceptance(self.tokens, self.lexicon)
        found = list(clocked)
        for index, figure in enumerate(figures):
            floor, limit = self._neighbours(index, figures)
            if accepted.counts(figure, floor, limit):
                found.append(self._finished(figure, floor, limit))
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
        # Behind a number such a word is its unit (28 ضعفًا).
        used = {i for n in numerals for i in range(n.first, n.end + 1)}
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

    # --- keeping and finishing ------------------------------------------------------------------------

    def _neighbours(self, index: int, figures: list[Figure]) -> tuple[int, int]:
        floor = figures[index - 1].end if index else 0
        limit = figures[index + 1].first if index + 1 < len(figures) else len(self.tokens)
        stop = figures[index].stop
        date = min((span.start for span in self.taken if span.start >= stop), default=self.tokens.span.end)
        return floor, min(limit, self.tokens.at(date))

    def _direction(self, figure: Figure, begin: int, end: int, floor: int, limit: int) -> int:
        if figure.dimension not in _DIRECTED:
            return 0
        if figure.negative and figure.dimension is not Dimension.MEASURE:
            return -1
        sign = context.direction(self.tokens, begin, end, floor, limit, self.lexicon)
        return 0 if sign < 0 and figure.unit in RAINFALL else sign

    def _finished(self, figure: Figure, floor: int, limit: int) -> tuple[Span, Quantity]:
        tokens, lexicon = self.tokens, self.lexicon
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
            if bound is Bound.AT_MOST and context.changes_to(tokens, begin, lexicon):
                bound = Bound.EXACT
            low, high = interval(figure.value, step, bound)
        direction = self._direction(figure, begin, end, floor, limit)
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
