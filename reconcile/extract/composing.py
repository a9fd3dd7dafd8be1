"""One number at a time, composed left to right over a stack of scales.

A number word adds to the group being read, a scale ("hundred", 万) multiplies the group and everything smaller that
was read before it. That one rule reads "two hundred and fifty-four", "mil quinientos millones", "三千5百万",
"9 bin 214" and "5 lakh".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reconcile.extract import pieces
from reconcile.extract.context import is_one_more
from reconcile.extract.digits import Digits
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.lexicon_tables import Atom
from reconcile.extract.phrases import Match
from reconcile.extract.pieces import Numeral, Piece, PieceReader, begins_name, blocked_places, followers, is_inside_word
from reconcile.extract.sums import FIGURED, Sum, scale_of, step_of
from reconcile.extract.tokens import Tokens, fold, is_unspaced

_MAX_PIECES, _MAX_DECIMALS = 60, 8
_LONGEST_BLOCK = 4
_TENS = frozenset(range(20, 100, 10))


@dataclass(slots=True)
class Composer:
    """Reads single numbers of one sentence."""

    tokens: Tokens
    lexicon: Lexicon
    pieces: PieceReader

    def read(self, index: int, limit: int, sure: bool = False) -> Numeral | None:
        """The number that starts at a token; ``sure`` where the words before it leave no doubt that it is one."""
        if not sure and is_inside_word(self.tokens, index, self.lexicon):
            return None
        piece = self.pieces.piece(index, limit)
        if piece is None or (not sure and self._is_blocked(index, piece.end)) or begins_name(self.tokens, piece):
            return None
        at = piece.end
        goes_on = at < limit and followers(self.lexicon)[self.tokens.keys[at]]  # most numbers do not
        extra = self.lexicon.mixed_before.find_before(self.tokens, index)
        if piece.digits is not None and not goes_on and extra is None:
            return self._plain(index, piece, piece.digits)
        total = Sum()
        last = self._take(total, piece, joined=False)
        begin = index
        if extra is not None and last is not None:
            total.more(extra.value)  # Hindi "half more than seven"
            begin = extra.first
        if last is None:
            return self._special(index, piece, limit)
        pieces = [piece]
        checkpoint: tuple[Sum, int] | None = None
        while goes_on and len(pieces) < _MAX_PIECES:
            if self.lexicon.mixed.find(self.tokens, at, limit) is not None:
                break
            step, joined = self._next(at, limit, pieces[-1], pieces[0].digits)
            if step is None:
                break
            if joined and (fraction := self._joined_fraction(step, pieces[-1], limit)) is not None:
                total.add_fraction(fraction[0])
                pieces.append(fraction[1])
                break
            before = total.copy()
            if step.atoms and step.atoms[0].role in ("part", "share") and not self._fits_fraction(total, step, joined):
                break
            if self._take(total, step, joined) is None:
                # "two thousand and three thousand": the last group belongs to the next number.
                if checkpoint is not None and step.atoms and step.atoms[0].role == "scale" and not before.fraction:
                    total, kept = checkpoint
                    pieces = pieces[:kept]
                else:
                    total = before
                break
            if before.group is None and before.stack and total.group is not None:
                checkpoint = (before, len(pieces))
            elif total.group is None:
                checkpoint = None
            pieces.append(step)
            at = step.end
        return self._finish(begin, total, pieces, limit if goes_on else at)

    def _plain(self, index: int, piece: Piece, digits: Digits) -> Numeral:
        """A figure in digits and nothing else."""
        start = piece.start if self.tokens.ends[index] > piece.start else self.tokens.starts[index]
        lone = fold(self.tokens.text[start : piece.stop]) in self.lexicon.lone
        return Numeral(index, piece.end, start, piece.stop, digits.value, digits.step, digits=digits, lone=lone)

    def _fits_fraction(self, total: Sum, step: Piece, joined: bool) -> bool:
        if step.atoms[0].role == "share":
            return total.group is not None and (joined or "⁄" in self.tokens.keys[step.end - 1])
        if step.atoms[0].value == 2 and not joined:  # "three halves", but "16 meios aéreos"
            odd = total.positional != FIGURED and total.group is not None and total.value % 2 == 1
            return odd and (total.value == 1 or step.end >= len(self.tokens) - 1)
        joined = joined or (step.atoms[0].ordinal and is_one_more(self.tokens, step.end, self.lexicon))
        whole = not joined and not total.fraction and not total.empty and total.value.denominator == 1
        return whole and (total.group is not None or step.atoms[0].role == "part")

    def _joined_fraction(self, step: Piece, previous: Piece, limit: int) -> tuple[Fraction, Piece] | None:
        """ "(twenty) and three fifths", "(2) and 1/4": the fraction and the piece that ends it."""
        if step.digits is not None:
            fits = previous.digits is not None and previous.digits.whole and step.digits.value < 1
            return (step.digits.value, step) if fits and "/" in self.tokens.keys[step.end - 2] else None
        if len(step.atoms) != 1 or step.atoms[0].role != "number":
            return None
        part = self.pieces.piece(self.tokens.skip_hyphen(step.end), limit)
        if part is None or part.clitic or len(part.atoms) != 1 or part.atoms[0].role != "part":
            return None
        return step.atoms[0].value / part.atoms[0].value, part

    def _next(self, at: int, limit: int, previous: Piece, figured: Digits | None) -> tuple[Piece | None, bool]:
        """The piece that goes on with a number that ``figured`` began, and whether "and" stands before it."""
        tokens = self.tokens
        if at >= limit:
            return None, False
        some = self.lexicon.infix.find(tokens, at, limit)
        if some is not None:
            piece = self._scale_at(some.end, limit)  # 一千多万, 20余万
            return (piece._replace(vague=True), False) if piece is not None else (None, False)
        if previous.atoms and previous.atoms[-1].role == "share" and tokens.keys[at] in self.lexicon.articles:
            return self._scale_at(at + 1, limit), False  # "half a million"
        if previous.atoms and previous.atoms[-1].about and tokens.keys[at] in self.lexicon.of:
            return self._scale_at(at + 1, limit), False  # "une centaine de milliers"
        if tokens.keys[at] in self.lexicon.modifiers:
            scale = self._scale_at(at + 1, limit)  # "six autres millions"
            return (scale, False) if scale is not None and scale.atoms[0].value >= 1000 else (None, False)
        skipped = tokens.skip_hyphen(at)
        if skipped != at and (previous.digits is not None or not tokens.touching(at)):
            # "10-12" are two numbers, but "50-thousand" is one.
            if skipped >= limit or tokens.keys[skipped][0].isdecimal() or previous.digits is None:
                return None, False
            piece = self.pieces.piece(skipped, limit)
            return (piece, False) if piece and piece.atoms[0].role == "scale" else (None, False)
        joined = tokens.keys[skipped] in self.lexicon.number_joiners and skipped + 1 < limit
        piece = self.pieces.piece(skipped + joined, limit)
        if piece is None:
            return None, False
        if self._is_other_word(skipped) or self._is_of_unit(skipped, limit):
            return None, False
        if not joined and tokens.keys[skipped] in self.lexicon.unit_like and piece.end == skipped + 1:
            further = self.pieces.piece(piece.end, limit)  # "hai nghìn năm trăm", but "hai năm sáu tháng"
            measured = further is not None and self.lexicon.units.find(tokens, further.end) is not None
            return (None, False) if further is None or measured else (piece, False)
        if piece.clitic:
            if piece.clitic not in self.lexicon.number_joiners:
                return None, False
            joined = True
        if piece.digits is not None and not self._figure_goes_on(piece, previous, joined, limit):
            return None, False
        if piece.digits is not None and figured is not None and not figured.whole:
            return None, False  # "2,95 miljoen 112-meldingen", "à 3,2 millions et 15.300 inscrits"
        if previous.digits is not None and tokens.keys[at] in self.lexicon.worded:
            return None, False  # French "34 cents" are a third of a euro
        number = piece.atoms and piece.atoms[0].role == "number"
        if number and figured is not None and not joined and not is_unspaced(tokens.keys[at]):
            return None, False  # "3,8 milliards un an plus tôt"
        return piece, joined

    def _figure_goes_on(self, piece: Piece, previous: Piece, joined: bool, limit: int) -> bool:
        """Whether digits behind a scale still belong to the number: "9 bin 214", "1万2千", "3 hundred and 21".

        Behind millions and "and" they do with a smaller scale: Spanish "3 millones y 200 mil".
        """
        if joined and piece.digits is not None and piece.digits.value < 1:
            return previous.digits is not None
        if not previous.atoms or previous.atoms[-1].role != "scale" or not piece.digits:
            return False
        if (joined or not piece.digits.whole) and previous.atoms[-1].value > 1000:  # "46 milyar 186,7 milyon"
            scale = self._scale_at(piece.end, limit)
            size = scale.atoms[0].value if scale is not None else Fraction(joined and piece.digits.grouped)
            return 1000 <= size * piece.digits.value < previous.atoms[-1].value  # "due milioni e 455.500"
        return piece.digits.whole and piece.digits.value < previous.atoms[-1].value

    def _take(self, total: Sum, piece: Piece, joined: bool) -> Atom | None:
        """Work a piece into the number; ``None`` where it does not fit."""
        total.zero = total.zero or joined
        if piece.digits is not None:
            figure = pieces.decimal_before_scale(piece, self.tokens, self.lexicon)
            if total.group is not None:
                return None
            total.group, total.group_step, total.positional = figure.value, figure.step, FIGURED
            return Atom(figure.value, "number")
        for place, atom in enumerate(piece.atoms):
            glued = place > 0 and atom.role == "number" and self.lexicon.writing.units_first  # "petindvajset"
            if not self._take_atom(total, atom, joined or glued, piece):
                return None
        return piece.atoms[-1]

    def _take_atom(self, total: Sum, atom: Atom, joined: bool, piece: Piece) -> bool:
        if atom.role == "scale":
            return total.scale(atom.value, joined)
        if atom.role == "number":
            if total.positional == FIGURED:
                return False
            if total.positional == 1 and atom.value == (total.group or 0) + 1 and self._is_positional(total, piece):
                return False  # 七八个: seven or eight
            if total.positional and atom.value < 10 and self._is_positional(total, piece):
                total.group = (total.group or Fraction(0)) * 10 + atom.value
                total.positional += 1
                return True
            if atom.value >= 1000:
                return total.add_scaled(atom.value)
            return total.add(atom.value, self.lexicon, joined)
        if atom.role == "part" and not total.empty:
            total.divide(atom.value)
            return True
        if atom.role == "ordinal" and total.group is not None and total.group < 20 < atom.value and not total.stack:
            total.divide(atom.value)  # "three twenty-firsts"
            return not joined and total.positional == 1
        if atom.role == "share":
            total.group, total.fraction = (total.group or 0) + atom.value, True
            return True
        return False

    def _is_positional(self, total: Sum, piece: Piece) -> bool:
        """Digits one by one, as in 二〇二三: only in scripts without spaces."""
        start = piece.start
        text = self.tokens.text
        return (
            piece.stop - start == 1
            and "\u3000" <= text[start] <= "\u9fff"
            and start > 0
            and "\u3000" <= text[start - 1] <= "\u9fff"
            and not total.stack
        )

    def _is_other_word(self, index: int) -> bool:
        """Whether a syllable that might go on with a number starts another word (5경기 are five matches)."""
        if not "\uac00" <= self.tokens.keys[index] <= "\ud7a3":
            return False
        before = self.tokens.keys[index - 1] if index else ""
        scale = self.lexicon.single.get(self.tokens.keys[index])
        apart = index > 0 and not self.tokens.touching(index - 1)
        counted = self.lexicon.single.get(before)
        scaled = scale is not None and scale.role == "scale"
        if scaled and apart and counted is not None and counted.role == "number":
            return True  # 이 조약 are no two trillions: a scale is written to its number
        if scaled and self.lexicon.ordinals_before.find_before(self.tokens, index - 1):
            return True  # 제21조 is an article of a law
        if self.tokens.keys[index] == "만" and not apart and before in self.lexicon.no_scale:
            return True  # 하나만: only one
        match = self.lexicon.blocked.find(self.tokens, index)
        return match is not None and self._is_one_word(match) and self.tokens.keys[index + 1] not in self.lexicon.single

    def _is_of_unit(self, index: int, limit: int) -> bool:
        """Whether a character that might go on with a number begins a unit (万千瓦: ten thousand kilowatts)."""
        if not is_unspaced(self.tokens.keys[index]):
            return False
        return (unit := self.lexicon.units.find(self.tokens, index, limit)) is not None and unit.end > index + 1

    def _is_one_word(self, match: Match[bool]) -> bool:
        """Whether a short blocked word is written as one: 세번 is a term of customs, 세 번 is thrice."""
        if match.end - match.first > 3 or not "\uac00" <= self.tokens.keys[match.first] <= "\ud7a3":
            return True
        return all(map(self.tokens.touching, range(match.first, match.end - 1)))

    def _is_blocked(self, index: int, end: int) -> bool:
        """Whether a token is inside a set phrase that is no number ("first half"), and not all of the sentence.

        A number word that goes on to ``end`` behind the phrase is none of it (Arabic أحد is anybody, أحد عشر eleven).
        """
        places = blocked_places(self.tokens, self.lexicon)
        for at in range(index, max(-1, index - _LONGEST_BLOCK), -1) if places else ():
            block = self.lexicon.blocked.find(self.tokens, at) if at in places else None
            if block is not None and at == index and self.lexicon.fraction_of.find(self.tokens, end) is not None:
                return False  # 十分之九
            if block is None or block.end <= index or block.end - block.first >= len(self.tokens):
                continue
            if self._is_one_word(block):
                return block.end >= end
        return False

    def _special(self, index: int, piece: Piece, limit: int) -> Numeral | None:
        """An ordinal word, or a fraction's denominator ("a third", "a quarter million") that may stand for one."""
        atom = piece.atoms[0] if piece.atoms else None
        if atom is None or len(piece.atoms) != 1:
            return None
        before = self.tokens.keys[index - 1] if index else ""
        first, start = index, piece.start
        article = before in self.lexicon.articles and not piece.clitic
        if article:
            first, start = index - 1, self.tokens.starts[index - 1]
        if atom.role == "part":
            whole = self._part_of_scale(first, start, piece, limit)
            if whole is not None:
                return whole
            if article and self._is_share(index, piece):
                value = 1 / atom.value
                return Numeral(first, piece.end, start, piece.stop, value, Fraction(1, 100), "fraction", words=True)
        tens = self.pieces.piece(piece.end, limit) if self.lexicon.writing.units_first else None
        joined = tens is not None and tens.clitic in self.lexicon.number_joiners
        if atom.role == "ordinal" and atom.value < 10 and tens is not None and joined:
            number = tens.atoms[0].value if tens.atoms and tens.atoms[0].role == "number" else Fraction(0)
            if number in _TENS:  # Arabic "the fifth and the ninety"
                value = atom.value + number
                return Numeral(index, tens.end, piece.start, tens.stop, value, Fraction(1), "ordinal", words=True)
        if atom.role == "ordinal" or (atom.role == "part" and atom.ordinal):
            return Numeral(index, piece.end, piece.start, piece.stop, atom.value, Fraction(1), "ordinal", words=True)
        return None

    def _part_of_scale(self, index: int, start: int, piece: Piece, limit: int) -> Numeral | None:
        """ "a quarter million", "un quart de million"."""
        at = piece.end
        if at < limit and self.tokens.keys[at] in self.lexicon.of:
            at += 1
        scale = self._scale_at(at, limit)
        if scale is None:
            return None
        value, size = 1 / piece.atoms[0].value, scale.atoms[0].value
        return Numeral(index, scale.end, start, scale.stop, value * size, value * size, scale=size, words=True)

    def _is_share(self, index: int, piece: Piece) -> bool:
        """Whether "a fourth" is a share of something and not one more thing."""
        if not piece.atoms[0].ordinal:
            return True
        tokens, lexicon = self.tokens, self.lexicon
        behind = tokens.keys[piece.end] if piece.end < len(tokens) else ""
        before = tokens.keys[index - 2] if index >= 2 else ""
        hedged = lexicon.bounds.find_before(tokens, index - 1) is not None
        named = behind and tokens.text[tokens.starts[piece.end]].isupper()  # "for a sixth European Cup"
        return behind in lexicon.of or (before in lexicon.part_after and not named) or hedged

    def _finish(self, index: int, total: Sum, pieces: list[Piece], limit: int) -> Numeral | None:
        end, stop = pieces[-1].end, pieces[-1].stop
        end, stop = self._spoken_decimals(total, pieces, end, stop, limit)
        end, stop = self._mixed(total, end, stop, limit)
        shorthand = self._shorthand(total, pieces)
        value = total.value
        single = pieces[0].digits if len(pieces) == 1 and end == pieces[0].end else None
        words = not any(p.digits for p in pieces)
        first = index
        start = pieces[0].start if self.tokens.ends[index] > pieces[0].start else self.tokens.starts[index]
        before = self.tokens.keys[index - 1] if index else ""
        opens = pieces[0].atoms[0] if pieces[0].atoms else None
        takes_article = opens is not None and opens.role in ("scale", "share") and not pieces[0].clitic
        if takes_article and before in self.lexicon.articles:
            first, start = index - 1, self.tokens.starts[index - 1]
        if self._is_vague(index, total, pieces, first):
            return None
        lone = len(pieces) == 1 and fold(self.tokens.text[start:stop]) in self.lexicon.lone
        fraction = total.fraction and value < 1 and not total.stack
        return Numeral(
            first,
            end,
            start,
            stop,
            value,
            step_of(total, single, shorthand),
            "fraction" if fraction else "number",
            single,
            scale_of(total, pieces[0].digits),
            lone,
            words,
            any(p.vague for p in pieces),
            any(atom.about for p in pieces for atom in p.atoms),
            bool(pieces[0].clitic),
        )

    def _is_vague(self, index: int, total: Sum, pieces: list[Piece], first: int) -> bool:
        """Whether a scale word stands alone ("thousands of people") where the language then does not mean one."""
        atoms = pieces[0].atoms
        several = len(atoms) > 1 and atoms[-1].about  # Swedish "tiotusentals"
        if first != index or not atoms or (atoms[0].role != "scale" and not several):
            return False
        key, before = self.tokens.keys[index], index - 1
        while before > 0 and is_unspaced(self.tokens.keys[before]) and self.tokens.keys[before] in self.lexicon.bare:
            before -= 1
        if before >= 0 and self.tokens.keys[before] in self.lexicon.indefinite:
            return True  # 数百万
        if len(pieces) > 1:
            return key not in self.lexicon.bare and pieces[0].end == index + 1 and is_unspaced(key)  # 打十八洞
        if len(atoms) > 1:
            return any(atom.about for atom in atoms)  # "satakaksikymmentä"
        if self.lexicon.fraction_of.find(self.tokens, pieces[0].end) is not None:
            return False  # 万分之三
        key = key[len(pieces[0].clitic) :]
        return key not in self.lexicon.bare and len(self.tokens) > pieces[0].end - index + 1

    def _spoken_decimals(self, total: Sum, pieces: list[Piece], end: int, stop: int, limit: int) -> tuple[int, int]:
        """ "two point five", 三点五: digits one by one behind a spoken decimal mark, and a scale behind them."""
        point = self.lexicon.points.find(self.tokens, end, limit)
        if point is None or total.fraction or pieces[-1].digits is not None:
            return end, stop
        at, digits = point.end, ""
        while len(digits) < 12:
            piece = self.pieces.piece(at, limit)
            if piece is None or len(piece.atoms) != 1 or piece.atoms[0].role not in ("number", "scale") or piece.clitic:
                break
            number = piece.atoms[0].value
            if number >= 100 and not digits and not is_unspaced(self.tokens.keys[at]):
                whole = self.read(at, min(limit, at + _MAX_DECIMALS))  # "coma mil quinientos setenta y ocho"
                if whole is not None and whole.words and whole.value.denominator == 1:
                    digits, at, stop = str(whole.value), whole.end, whole.stop
                break
            if piece.atoms[0].role == "scale" or number >= 100 or (number >= 10 and digits):
                break
            digits += str(number)
            at, stop = piece.end, piece.stop
        if not digits:
            return end, pieces[-1].stop
        total.group = (total.group or Fraction(0)) + Fraction(int(digits), 10 ** len(digits))
        total.group_step = Fraction(1, 10 ** len(digits))
        end = at
        scale = self._scale_at(end, limit)
        if scale is not None and total.scale(scale.atoms[0].value, joined=False):
            pieces.append(scale)
            return scale.end, scale.stop
        return end, stop

    def _scale_at(self, index: int, limit: int) -> Piece | None:
        piece = self.pieces.piece(index, limit)
        is_scale = piece is not None and piece.atoms and piece.atoms[0].role == "scale" and not piece.clitic
        return piece if is_scale else None

    def _mixed(self, total: Sum, end: int, stop: int, limit: int) -> tuple[int, int]:
        """ "seven and a half", "deux millions et demi": a set phrase behind the number, and a scale behind that."""
        match = self.lexicon.mixed.find(self.tokens, end, limit)
        definite = match is not None and "".join(self.tokens.keys[match.end : match.end + 1]).startswith("ال")
        if match is None or total.fraction or definite:  # Arabic "forty and a third of the delegates"
            return end, stop
        scaled = bool(total.stack) and total.group is None and total.stack[-1][0] >= 1000
        unit = total.stack[-1][0] if scaled else Fraction(1)
        scale = self._scale_at(match.end, limit)
        if scaled and scale is not None and 1000 <= scale.atoms[0].value < unit:
            # "a billion and a quarter million"
            total.group, total.group_step = match.value * scale.atoms[0].value, match.value * scale.atoms[0].value
            return scale.end, scale.stop
        total.group = (total.group or Fraction(0)) + match.value * unit
        total.group_step = match.value * unit
        if unit == 1 and scale is not None and total.scale(scale.atoms[0].value, joined=False):
            return scale.end, scale.stop
        return match.end, match.stop

    def _shorthand(self, total: Sum, pieces: list[Piece]) -> bool:
        """三千五 for 3,500: a last digit word right behind a scale counts tenths of that scale."""
        if not (self.lexicon.writing.shorthand and total.stack and total.group and not total.zero):
            return False
        last, before = pieces[-1], pieces[-2] if len(pieces) > 1 else None
        if not (last.atoms and before and before.atoms and before.atoms[-1].role == "scale"):
            return False
        size = total.stack[-1][0]
        if size < 100 or total.group >= 10 or last.digits or total.group.denominator != 1:
            return False
        total.stack.append((size / 10, total.group * size / 10))
        total.group = None
        return True
