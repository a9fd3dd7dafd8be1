"""Numbers in running text: digits, number words, and any mixture of the two, as one value each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress, count, pairwise

from reconcile.extract.composing import Composer
from reconcile.extract.digits import Style
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.pieces import Numeral, PieceReader, is_inside_word, starters
from reconcile.extract.tokens import Tokens


def find_numerals(
    tokens: Tokens,
    lexicon: Lexicon,
    taken: Sequence[tuple[int, int]],
    style: Style,
    within: Collection[int] | None = None,
) -> list[Numeral]:
    """All numbers of a sentence outside of what is taken, in text order, without overlap.

    ``taken`` are starts and ends of parts of the text, sorted and apart.
    ``within`` names the tokens that they may begin with; all may where it is left out.
    """
    starts = list(compress(count(), map(starters(lexicon).__getitem__, tokens.keys)))
    if within is not None:
        starts = [index for index in starts if index in within]
    # A syllable inside a word begins no number, but it may begin what stands before one.
    ahead = lexicon.units_before
    starts = [n for n in starts if not is_inside_word(tokens, n, lexicon) or tokens.keys[n] in ahead]
    if not starts:
        return []
    composer = Composer(tokens, lexicon, PieceReader(tokens, lexicon, style))
    return list(_Reader(tokens, lexicon, taken, composer).numerals(starts))


def without_repeated(tokens: Tokens, numerals: list[Numeral]) -> list[Numeral]:
    """The numerals but for those in words that a hyphen joins to the same one: Hindi "दो-दो सीटें" are two each."""
    kept = numerals[:1]
    for before, numeral in pairwise(numerals):
        words = before.words and numeral.words and before.value == numeral.value
        if not words or numeral.first != before.end + 1 or not tokens.is_hyphen(before.end):
            kept.append(numeral)
    return kept


@dataclass(slots=True)
class _Reader:
    tokens: Tokens
    lexicon: Lexicon
    taken: Sequence[tuple[int, int]]
    composer: Composer

    def numerals(self, starts: Sequence[int]) -> Iterator[Numeral]:
        """The numbers that begin with some of the tokens ``starts``."""
        size, end = len(self.tokens), 0
        places = iter([*self.taken, (1 << 60, 1 << 60)])
        (opens, closes), limit = (-1, -1), -1
        for index in starts:
            if index < end:
                continue
            start = self.tokens.starts[index]
            while closes <= start:
                (opens, closes), limit = next(places), -1
            if opens <= start:
                continue
            if limit < 0:
                limit = self.tokens.at(opens) if opens < self.tokens.span.end else size
            unit = self.lexicon.units_before.find(self.tokens, index, limit)
            if unit is not None and unit.end > index + 1:
                end = unit.end  # 百分之
                continue
            if (sign := self.lexicon.minus.find(self.tokens, index, limit)) is not None and sign.end > index + 1:
                end = sign.end  # 零下
                continue
            found = self.composer.read(index, limit)
            if found is None:
                if self.tokens.keys[index][0].isdecimal():
                    end = self._behind_chain(index) + 1
                continue
            found = self._divided(found, limit)
            yield found
            # "por ciento", "في المئة": the number word belongs to the unit.
            end = max(index + 1, self._behind_unit(found.end, limit))

    def _behind_unit(self, index: int, limit: int) -> int:
        """The token behind the unit, age word or counter at ``index``, if there is one: 세 is no number in 27세."""
        tokens = self.tokens
        if index >= limit:
            return index
        if tokens.keys[index] in self.lexicon.tight_scales and tokens.touching(index - 1):
            index += 1
        books = (self.lexicon.units, self.lexicon.ages, self.lexicon.counters)
        found = [match.end for book in books if (match := book.find(self.tokens, index, limit)) is not None]
        return max(found, default=index)

    def _behind_chain(self, index: int) -> int:
        """The last token of a chain of digits that is no number (192.168.0.1), or the digits themselves."""
        tokens = self.tokens
        while tokens.touching(index) and (tokens.keys[index + 1] in ".:/" or tokens.keys[index + 1][0].isdecimal()):
            index += 1
        return index

    def _divided(self, under: Numeral, limit: int, nested: bool = False) -> Numeral:
        """五分之一, "오분의 일": denominator, "parts of", numerator; a whole number may stand before."""
        at = under.end
        if not nested and at + 1 < limit and self.tokens.keys[at] in self.lexicon.fraction_joins and under.value >= 1:
            inner = self.composer.read(at + 1, limit)
            divided = self._divided(inner, limit, nested=True) if inner is not None else None
            if divided is not None and divided is not inner:
                return divided._replace(first=under.first, start=under.start, value=under.value + divided.value)
        of = self.lexicon.fraction_of.find(self.tokens, at, limit)
        over = self.composer.read(of.end, limit, sure=True) if of is not None and under.value > 1 else None
        if over is None:
            return under
        value = over.value / under.value
        return over._replace(
            first=under.first, start=under.start, value=value, step=Fraction(1, 100), role="fraction", digits=None
        )
