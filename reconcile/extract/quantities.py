"""Quantities in a sentence: figures with unit, bound, direction and what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reconcile.claims import Bound, Dimension, Quantity, Reading, Span
from reconcile.extract import context, traps
from reconcile.extract.acceptance import Acceptance
from reconcile.extract.ages import is_set_by_law
from reconcile.extract.compound_words import compound_word
from reconcile.extract.decades import in_tens
from reconcile.extract.digits import Style, find_style
from reconcile.extract.figures import Figure, figure_of
from reconcile.extract.groups import Groups
from reconcile.extract.halves import and_half, bare_halves
from reconcile.extract.intervals import interval, length_of_time, score_of, with_hours
from reconcile.extract.lexicon import Lexicon, lexicon
from reconcile.extract.lexicon_tables import Implied
from reconcile.extract.match_clocks import added_minutes
from reconcile.extract.measures import LENGTHS, RAINFALL, clock_durations, dimension_of
from reconcile.extract.numerals import find_numerals, without_repeated
from reconcile.extract.phrases import Match
from reconcile.extract.pieces import Numeral, blocked_places
from reconcile.extract.placed import timed_parts
from reconcile.extract.pointed import paid, pointed, run_in
from reconcile.extract.spans import Spans
from reconcile.extract.tokens import Tokens, tokenise
from reconcile.extract.unit_signs import graded, minute_of_play, of_circle, of_many, tells_of_quake

__all__ = ["Style", "find_quantities", "find_style"]

# Tokens before degrees among which a word such as "angle" is looked for.
_ANGLED = 4
# No weather is hotter in degrees Celsius; what is hotter may be in Fahrenheit.
_HOTTEST = 60
# Words behind "threefold" in which a title is looked for ("трёхкратный олимпийский чемпион").
_TITLE = 2
# Tokens between the figures of "from 75 % in the year 2010 to 55 %".
_FROM_TO = 6
_PAUSES = frozenset(",-–—−")
_CLAUSE_ENDS = frozenset(",;:.!?")
# Bounds whose words may say "during" as well.
_LOWER = frozenset({Bound.AT_LEAST, Bound.OVER})
_NEVER_LED_TO = RAINFALL | {"%", "‰"}  # up to so much rain falls without getting less
_SPANNING = frozenset({Bound.UNDER, Bound.AT_MOST})
_DIGIT = re.compile(r"\d")
_DIRECTED = frozenset(
    {Dimension.COUNT, Dimension.MONEY, Dimension.PERCENT, Dimension.POINTS, Dimension.MULTIPLIER, Dimension.FRACTION}
    | {Dimension.MEASURE, Dimension.RATE}
)

_COMPARING = frozenset({Dimension.PERCENT, Dimension.POINTS, Dimension.FRACTION})
_OF_THINGS = frozenset({Dimension.COUNT, Dimension.RATE, Dimension.FRACTION, Dimension.PERCENT, Dimension.ORDINAL})


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
    return _Sentence(tokens, words, Spans(taken), hints or Style()).quantities()


@dataclass(slots=True)
class _Sentence:
    tokens: Tokens
    lexicon: Lexicon
    taken: Spans
    style: Style

    def quantities(self) -> list[tuple[Span, Quantity]]:
        tokens = self.tokens
        found, closed, scores = self._in_digits() if self._has_digits() else ([], self._named(), Spans(()))
        figures = self._figures(closed, scores)
        if not figures:
            return sorted(found, key=lambda pair: pair[0])
        figures = [f for f in Groups(tokens, self.lexicon).joined(figures) if not self._is_of_bound(f)]
        figures = timed_parts(tokens, figures, found, self.lexicon)
        accepted = Acceptance(self.tokens, self.lexicon)
        since = 0
        for index, figure in enumerate(figures):
            floor, limit = self._neighbours(index, figures)
            counts = accepted.counts(figure, floor, limit)
            if counts:
                found.append(self._finished(figure, floor, limit, since, figures[index - 1] if index else None))
            ranks = figure.dimension is Dimension.ORDINAL  # "rose in the third quarter by 5 %"
            if not ranks and (counts or not figure.numeral.lone):
                since = figure.end
        return with_hours(tokens.text, sorted(found, key=lambda pair: pair[0]))

    def _is_of_bound(self, figure: Figure) -> bool:
        """Whether a word that counts nothing by itself belongs to a bound ("không dưới")."""
        numeral = figure.numeral
        if not numeral.lone or figure.single or figure.negative or figure.high is not None:
            return False
        tokens, bounds = self.tokens, self.lexicon.bounds
        if figure.unit != "1" or tokens.keys[numeral.first] not in self.lexicon.never_alone & self.lexicon.negations:
            return False
        return any(bounds.find(tokens, at) is not None for at in (numeral.first, numeral.end))

    def _named(self) -> Spans:
        """What no figure may be read of in a sentence without digits, whose number words may name things as well."""
        pattern, tokens = self.lexicon.designations, self.tokens
        matches = pattern.finditer(tokens.text, tokens.span.start, tokens.span.end) if pattern is not None else ()
        named = [Span(*match.span()) for match in matches if not self.taken.overlap(*match.span())]
        return self.taken.with_more(named) if named else self.taken

    def _has_digits(self) -> bool:
        span = self.tokens.span
        return _DIGIT.search(self.tokens.text, span.start, span.end) is not None

    def _in_digits(self) -> tuple[list[tuple[Span, Quantity]], Spans, Spans]:
        """Lengths of time and scores written with marks, then what else no figure may be read of: spans, and scores."""
        tokens = self.tokens
        found = clock_durations(tokens.text, tokens.span)
        clocks = [c for c in found if not self.taken.overlap(c.span.start, c.span.end)]
        # The seconds of a time behind its date are no length: "2020-06-24 06:21:00".
        timed = [c.span for c in clocks if self.taken.overlap(max(0, c.span.start - 2), c.span.end)]
        clocked = [(c.span, length_of_time(c.seconds, c.step)) for c in clocks if c.span not in timed]
        minutes = added_minutes(tokens.text, tokens.span)
        clocked += [m for m in minutes if not self.taken.overlap(m[0].start, m[0].end)]
        addresses = timed + [Span(*place) for place in traps.addresses(tokens, self.lexicon)]
        addresses = [a for a in addresses if not self.taken.overlap(a.start, a.end)]
        marked = [*(span for span, _ in clocked), *addresses]
        closed = self.taken.with_more(marked) if marked else self.taken
        scores = [(Span(start, stop), low, high) for start, stop, low, high in traps.scores(tokens, self.lexicon)]
        scores = [item for item in scores if not closed.overlap(item[0].start, item[0].end)]
        words = self.lexicon
        told = [
            (span, run_in(tokens, span, words) or paid(tokens, span, words) or score_of(low, high))
            for span, low, high in scores
            if low >= 0
        ]
        runs = [(span, run_in(tokens, span, words, sure=True)) for span, low, _ in scores if low < 0]
        runs += [(span, run_in(tokens, span, words)) for span in pointed(tokens, closed, words)]
        told += [(span, run) for span, run in runs if run is not None]
        if told:
            closed = closed.with_more([span for span, _ in told])
        return [*clocked, *told], closed, Spans(span for span, _, _ in scores)

    def _figures(self, closed: Spans, scores: Spans) -> list[Figure]:
        tokens, lexicon = self.tokens, self.lexicon
        numerals = find_numerals(tokens, lexicon, closed.places(), self.style)
        numerals = [
            n
            for n in numerals
            if not traps.is_part_of_name(tokens, n, lexicon)
            and not traps.is_chain(tokens, n, lexicon)
            and not scores.overlap(n.start, n.stop)
        ]
        numerals = without_repeated(tokens, numerals)
        numerals = [n for n in numerals if not self._begins_implied(n)]
        implied = [and_half(tokens, figure, lexicon) for figure in self._implied(numerals, closed)]
        items: list[Numeral | Figure] = [*numerals, *implied, *bare_halves(tokens, numerals, lexicon)]
        items.sort(key=lambda item: item.first)
        figures: list[Figure] = []
        for index, numeral in enumerate(items):
            if isinstance(numeral, Figure):
                figures.append(numeral)
                continue
            while figures and figures[-1].numeral.lone and figures[-1].first >= numeral.first:
                figures.pop()  # the article of "eine halbe Million"
            floor = figures[-1].end if figures else 0
            if numeral.first < floor:
                continue
            limit = items[index + 1].first if index + 1 < len(items) else len(tokens)
            limit = min(limit, max(numeral.end, tokens.at(self.taken.next_start(numeral.stop, tokens.span.end))))
            figures.append(and_half(tokens, figure_of(tokens, numeral, floor, limit, lexicon), lexicon))
        return figures

    def _begins_implied(self, numeral: Numeral) -> bool:
        """Whether a number word is the beginning of a longer one that says its unit: Korean 사흘, three days."""
        if not numeral.words or numeral.end >= len(self.tokens) or not self.tokens.touching(numeral.end - 1):
            return False
        match = self.lexicon.implied.find(self.tokens, numeral.first)
        return match is not None and match.end > numeral.end

    def _is_blocked(self, match: Match[Implied]) -> bool:
        """Whether a set phrase that is no number holds such a word (Arabic بسبب ضعف: a weakness, no double)."""
        book, tokens = self.lexicon.blocked, self.tokens
        blocks = (book.find(tokens, at) for at in blocked_places(tokens, self.lexicon) if at <= match.first)
        return any(b is not None and b.end >= match.end and b.stop - b.start > match.stop - match.start for b in blocks)

    def _implied(self, numerals: list[Numeral], closed: Spans) -> list[Figure]:
        """Words that say number and unit at once ("doubled", يومين)."""
        book, tokens = self.lexicon.implied, self.tokens
        compounds = self.lexicon.compound_endings is not None
        places = book.places(tokens.keys)
        if compounds:
            places = sorted({*places, *(i for i, key in enumerate(tokens.keys) if len(key) > 6)})
        if not places:
            return []
        used = {i for n in numerals for i in range(n.first, n.end)}
        # Behind a number such a word is its unit (28 ضعفًا).
        used |= {n.end for n in numerals if not n.lone}
        found = []
        for index in places:
            if index in used:
                continue
            key = tokens.keys[index]
            if self._is_syllable(index):
                continue
            match = book.find(tokens, index) if key in book else None
            phrase = match is not None and match.end > index + 1  # "pětkrát více"
            whole = compound_word(tokens, index, self.lexicon) if compounds and not phrase else None
            if whole is not None and not closed.overlap(whole.start, whole.stop):
                found.append(whole)
            if whole is not None or match is None or closed.overlap(match.start, match.stop) or self._is_blocked(match):
                continue
            value, unit = match.value.value, match.value.unit
            if unit == "titles" and not self._wins_titles(match.end):
                continue  # "triple meurtre"
            unit = "1" if unit in ("titles", "less") else unit
            kind = Dimension.FRACTION if match.value.unit == "less" else dimension_of(unit)
            used.update(range(match.first, match.end))
            step = Fraction(1, 100 if kind is Dimension.FRACTION else 1)
            numeral = Numeral(index, match.end, match.start, match.stop, value, step, words=True, more=match.value.more)
            figure = Figure(numeral, index, match.end, match.start, match.stop, unit, kind, single=True)
            found.append(in_tens(figure))
        return found

    def _is_syllable(self, index: int) -> bool:
        """Whether a Korean syllable stands inside a word (타이틀 has no 이틀 in it)."""
        keys = self.tokens.keys
        if not index or not "\uac00" <= keys[index] <= "\ud7a3" or not self.tokens.touching(index - 1):
            return False
        return "\uac00" <= keys[index - 1] <= "\ud7a3" and keys[index - 1] not in self.lexicon.morphology.prefixes

    # --- keeping and finishing ------------------------------------------------------------------------

    def _neighbours(self, index: int, figures: list[Figure]) -> tuple[int, int]:
        floor = figures[index - 1].end if index else 0
        limit = figures[index + 1].first if index + 1 < len(figures) else len(self.tokens)
        stop = figures[index].stop
        return floor, min(limit, self.tokens.at(self.taken.next_start(stop, self.tokens.span.end)))

    def _direction(self, figure: Figure, begin: int, end: int, floor: int, limit: int) -> int:
        if figure.dimension not in _DIRECTED:
            return 0
        if figure.single and figure.dimension is Dimension.FRACTION:
            return -1  # "halved"
        if figure.negative and figure.dimension is not Dimension.MEASURE:
            return -1
        counted = figure.dimension is Dimension.COUNT
        if counted and context.counts_games(self.tokens, begin, end, self.lexicon):
            return 0
        if counted and begin > floor and self.tokens.keys[begin - 1] in self.lexicon.change.places:
            return 0
        if figure.dimension in _COMPARING and (told := self.lexicon.change.behind.find(self.tokens, end)) is not None:
            return told.value
        sign = context.direction(self.tokens, begin, end, floor, limit, self.lexicon)
        if figure.unit in LENGTHS and self.lexicon.change.away.find(self.tokens, end) is not None:
            return 0
        return 0 if sign < 0 and figure.unit in RAINFALL else sign

    def _is_of(self, index: int) -> bool:
        """Whether what follows a share is what it is a share of ("13 % des logements", but "13 % said")."""
        return index < len(self.tokens) and context.is_of(self.tokens.keys[index], self.lexicon)

    def _is_hedged(self, numeral: Numeral) -> bool:
        """Whether what is joined to a number word says that it is not exact (Hebrew כארבעים)."""
        return (
            numeral.clitic
            and self.tokens.text[self.tokens.starts[numeral.first] : numeral.start] in self.lexicon.hedging
        )

    def _joined_bound(self, figure: Figure, floor: int) -> tuple[Bound, int] | None:
        """A bound whose last word is joined to a number word, and where it starts (Hebrew פחות משלוש)."""
        tokens, first = self.tokens, figure.numeral.first
        start = figure.numeral.start if figure.numeral.clitic else figure.start  # of a dual too: פחות משעתיים
        if figure.first != first or start <= tokens.starts[first]:
            return None
        clitic = tokens.keys[first][: start - tokens.starts[first]]
        match = self.lexicon.bounds.find_joined(tokens, first, clitic, floor)
        return (match.value, match.first) if match is not None else None

    def _left_from(self, before: Figure | None, figure: Figure, begin: int) -> bool:
        """Whether a bound's words lead from the figure before to this one: "с 75 % в 2010 году до 55 %"."""
        tokens, lexicon = self.tokens, self.lexicon
        if before is None or before.unit != figure.unit or not before.first or begin - before.end > _FROM_TO:
            return False
        if tokens.keys[before.first - 1] not in lexicon.not_range_after or lexicon.reached.find(tokens, begin) is None:
            return False
        return _CLAUSE_ENDS.isdisjoint(tokens.keys[before.end : begin])

    def _comes_to(self, before: Figure | None, begin: int) -> bool:
        """Whether a bound only says where a change told right before it led: "вырос на 3 %, до 40 рублей"."""
        tokens, lexicon = self.tokens, self.lexicon
        if before is None or lexicon.reached.find(tokens, begin) is None:
            return False
        between = tokens.keys[before.end : begin]
        if len(between) not in (1, 2) or not all(key in _PAUSES for key in between):
            return False
        return context.direction(tokens, before.first, before.end, 0, before.end, lexicon) != 0

    def _goes_on(self, begin: int, floor: int) -> bool:
        """Whether a bound's words only link two figures: the "tot" of "van 18 tot 29 jaar"."""
        linking = floor > 0 and begin == floor
        return linking and self.lexicon.ranges.find(self.tokens, begin) is not None

    def _wins_titles(self, end: int) -> bool:
        """Whether a word behind a multiplier says what somebody is so many times ("champion")."""
        behind = self.tokens.keys[end : end + _TITLE]
        return self.lexicon.titles is not None and any(map(self.lexicon.titles.fullmatch, behind))

    def _settled(self, figure: Figure) -> Figure:
        """Degrees without a scale that is theirs, grades, and how often somebody won something."""
        tokens, lexicon = self.tokens, self.lexicon
        if lexicon.grades and (grade := graded(tokens, figure, lexicon)) is not figure:
            return grade
        if figure.unit == "intensity" and tokens.keys[figure.end : figure.end + 1] in (["弱"], ["強"]):
            return figure._replace(end=figure.end + 1, stop=tokens.ends[figure.end])  # 震度6弱
        figure = of_many(self.tokens, of_circle(figure))
        if figure.unit == "°C" and tokens.keys[figure.end - 1] in lexicon.degrees:
            if tells_of_quake(tokens, figure, lexicon):
                return figure._replace(unit="magnitude")
            around = tokens.keys[max(0, figure.first - _ANGLED) : figure.end + 2]
            if figure.value > _HOTTEST or not lexicon.angles.isdisjoint(around):
                return figure._replace(unit="°")
        if figure.dimension is Dimension.COUNT and (minute := minute_of_play(tokens, figure, lexicon)) is not figure:
            return minute
        if figure.unit in ("1", "%") and figure.end == figure.numeral.end and self._is_shift(figure):
            return figure._replace(unit="pp", dimension=dimension_of("pp"))
        if figure.unit == "x" and self._wins_titles(figure.end):
            return figure._replace(unit="1", dimension=Dimension.COUNT)
        return figure

    def _is_shift(self, figure: Figure) -> bool:
        """Whether a figure with its sign stands alone in brackets behind a share, as that changed: "34%(+3)"."""
        tokens, end, digits = self.tokens, figure.end, figure.numeral.digits
        sign = figure.first - (not figure.negative)
        small = digits is not None and not digits.grouped and figure.numeral.scale == 1  # but "3% (-2,4 mil)"
        signed = small and (figure.negative or tokens.keys[sign : sign + 1] == ["+"])
        return signed and tokens.keys[max(0, sign - 2) : sign] == ["%", "("] and tokens.keys[end : end + 1] == [")"]

    def _says_how_long(self, figure: Figure, begin: int, end: int) -> bool:
        """Whether the words of a bound only say how long something went on (Swedish "under två år")."""
        tokens, during = self.tokens, self.lexicon.during
        if begin < figure.first or end <= figure.end:
            return tokens.keys[begin] in during
        goes_on = end < len(tokens) and tokens.keys[end] in self.lexicon.possessives  # "एक साल तक की सज़ा"
        return tokens.keys[figure.end] in during and not goes_on

    def _goes_on_over(self, begin: int) -> bool:
        """Whether a bound says "during" behind a noun or a verb of no lasting: "cuts *over* ten years"."""
        tokens, lexicon = self.tokens, self.lexicon
        if begin < 1 or tokens.keys[begin] not in lexicon.during or not tokens.keys[begin - 1].isalpha():
            return False
        return tokens.keys[begin - 1] not in lexicon.stop and lexicon.lasting.find_before(tokens, begin) is None

    def _is_extent(self, figure: Figure, begin: int) -> bool:
        """Whether a bound only says how far something reaches (German "erstreckt sich über 20 Kilometer")."""
        if begin < 1 or figure.dimension not in (Dimension.MEASURE, Dimension.DURATION):
            return False
        match = self.lexicon.extents.find(self.tokens, begin - 1)
        return match is not None and match.end == figure.first

    def _finished(
        self, figure: Figure, floor: int, limit: int, since: int, before: Figure | None
    ) -> tuple[Span, Quantity]:
        """A figure as a quantity: bounds may stand behind token ``floor``, what tells of a change behind ``since``.

        ``before`` is the figure before it. Only an article that is no figure lies between the two ("bajaron un 3 %").
        """
        tokens, lexicon = self.tokens, self.lexicon
        figure = self._settled(figure)
        bound, begin = context.bound_before(tokens, figure.first, floor, lexicon)
        if bound is None and since < floor and figure.dimension is not Dimension.AGE:  # Dutch "een kleine 6%"
            bound, begin = context.bound_before(tokens, figure.first - (floor == figure.first), since, lexicon)
            begin = begin if bound is not None else figure.first
        if bound is None and (joined := self._joined_bound(figure, floor)) is not None:
            bound, begin = joined
        if bound is None:
            bound, end = context.bound_behind_unit(tokens, figure.end, figure.stop, lexicon)
            if bound is None:
                bound, end = context.bound_after(tokens, figure.end, limit, lexicon)
            if figure.dimension is Dimension.PERCENT and lexicon.change.behind.find(tokens, figure.end) is not None:
                bound, end = None, figure.end  # Turkish "yüzde 5 daha fazla" is five per cent more
        else:
            end = figure.end
            if bound is Bound.AT_MOST and (behind := context.bound_after(tokens, end, limit, lexicon)[0]) in _LOWER:
                bound = behind  # 可达7级以上, 最大で35メートルを超え
        step = min(figure.numeral.step, figure.high.step) if figure.high is not None else figure.numeral.step
        number: Fraction | None = figure.value
        low: Fraction | None
        high: Fraction | None
        if figure.high is not None:
            number, low, high = None, figure.numeral.value, figure.high.value
            bound = Bound.EXACT if figure.dimension is Dimension.SCORE else Bound.RANGE
        else:
            if figure.dimension is Dimension.ORDINAL and bound is Bound.ABOUT:
                bound = None  # "um die dritte Kurve"
            compared = before is not None and before.dimension in _COMPARING and before.end == begin
            passes = compared or self._goes_on_over(begin)  # "4.9 % more than twelve months before"
            passes = passes and figure.dimension is Dimension.DURATION
            if bound is Bound.OVER and (passes or self._is_extent(figure, begin)):
                bound = None
            spans = bound in _SPANNING and figure.dimension in (Dimension.DURATION, Dimension.ORDINAL)
            if spans and self._says_how_long(figure, begin, end):
                bound = None
            if bound is Bound.AT_MOST and begin < figure.first and figure.dimension is not Dimension.DURATION:
                within = tokens.keys[begin] in lexicon.change.places  # "dans les deux sens"
                bound = None if within or figure.dimension is Dimension.ORDINAL else bound
            bound = None if bound is Bound.EXACT else bound  # of a word that only looks like one
            bound = bound or (Bound.ABOUT if self._is_hedged(figure.numeral) else figure.own_bound)
            if bound is Bound.AT_MOST and (
                self._goes_on(begin, floor)
                or (figure.dimension is Dimension.AGE and is_set_by_law(tokens, figure.first, lexicon))
                or (figure.unit not in RAINFALL and context.changes_to(tokens, begin, lexicon))
                or self._left_from(before, figure, begin)
                or self._comes_to(before, begin)
                or (figure.unit not in _NEVER_LED_TO and context.leads_to(tokens, begin, since, lexicon))
                or (before is not None and context.is_stepped_to(tokens, before, figure, begin, lexicon))
            ):
                bound = context.inner_bound(tokens, figure.first, begin, lexicon)
            low, high = interval(figure.value, step, bound)
        denied = begin < figure.first and context.is_denied(tokens, begin, lexicon)
        direction = 0 if denied else self._direction(figure, begin, end, since, limit)
        reading: Reading | None = None
        if figure.dimension is Dimension.MULTIPLIER:
            reading = context.reading(tokens, begin, end, floor, limit, lexicon)
        noun = ""
        if figure.dimension in _OF_THINGS:
            after = figure.numeral.end if figure.per else end
            if figure.dimension is not Dimension.PERCENT or not lexicon.of or self._is_of(after):
                noun = context.noun(tokens, after, limit, lexicon)
        quantity = Quantity(
            number, low, high, figure.unit, figure.dimension, bound, step, figure.per, reading, direction, noun,
            figure.numeral.alternatives if figure.high is None else (),
        )  # fmt: skip
        return Span(figure.start, figure.stop), quantity
