"""Numbers in running text: digits, number words, and any mixture of the two, as one value each.

A numeral is composed left to right over a stack of scales: a number word adds to the group being read, a scale
("hundred", 万) multiplies the group and everything smaller that was read before it. That one rule reads
"two hundred and fifty-four", "mil quinientos millones", "三千5百万", "9 bin 214" and "5 lakh".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from reconcile.claims import Span
from reconcile.extract.digits import Digits, Style, integer_step, read_digits
from reconcile.extract.lexicon import Atom, Lexicon
from reconcile.extract.tokens import Tokens, is_unspaced

_LONGEST_WORD = 120
_LONGEST_DIGITS = 40
_MAX_PIECES = 60


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: tokens ``first`` to ``end``, code points ``start`` to ``stop``."""

    first: int
    end: int
    start: int
    stop: int
    value: Fraction
    step: Fraction
    role: str = "number"  # "number", "ordinal" or "fraction"
    digits: Digits | None = None
    """The figure in digits where the numeral is nothing else."""
    scale: Fraction = Fraction(1)
    """The scale word that ends it ("million"), where there is but one."""
    lone: bool = False
    """A single word that more often is no number ("one", "un", 一)."""
    words: bool = False
    """No digit in it."""
    clitic: bool = False
    """Something is written joined before it."""

    @property
    def alternatives(self) -> tuple[Fraction, ...]:
        """What else the same characters may stand for."""
        return self.digits.alternatives if self.digits is not None else ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One step of a numeral: an atom or a figure, with where it stands."""

    end: int
    start: int
    stop: int
    atoms: tuple[Atom, ...]
    digits: Digits | None = None
    clitic: str = ""


@dataclass(slots=True)
class _Sum:
    """The number read so far."""

    stack: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    group: Fraction | None = None
    group_step: Fraction = Fraction(1)
    positional: int = 0
    zero: bool = False
    fraction: bool = False

    def copy(self) -> _Sum:
        return _Sum(list(self.stack), self.group, self.group_step, self.positional, self.zero, self.fraction)

    @property
    def value(self) -> Fraction:
        return sum((v for _, v in self.stack), Fraction(0)) + (self.group or 0)

    @property
    def empty(self) -> bool:
        return not self.stack and self.group is None

    def room(self) -> Fraction | None:
        """What a further group must stay below; ``None`` at the start."""
        return self.stack[-1][0] if self.stack else None

    def scale(self, by: Fraction, joined: bool) -> bool:
        """Multiply by a scale word; false where it cannot belong to this number."""
        if self.fraction and self.stack:
            return False
        carried = self.group
        kept = list(self.stack)
        while kept and kept[-1][0] < by:
            size, value = kept.pop()
            if joined and size > 100:
                return False
            carried = value + (carried or 0)
        if kept and kept[-1][0] == by:
            return False
        if carried is None:
            carried = Fraction(1)
        if carried == 0:
            return False
        self.stack = [*kept, (by, carried * by)]
        self.group = None
        self.positional = 0
        return True

    def add(self, value: Fraction, lexicon: Lexicon, joined: bool) -> bool:
        """Add a number word; false where it starts another number."""
        room = self.room()
        if self.group is None or (self.group == 0 and self.stack):
            if room is not None and value >= room:
                # A dual below its own scale ("a million two-thousand") brings its scale along.
                return False
            self.zero = self.zero or value == 0
            self.group, self.group_step, self.positional = value, Fraction(1), 1
            return True
        group = self.group
        if joined and lexicon.writing.units_first and group < 10 <= value < 100 and value % 10 == 0 and value > 10:
            self.group = group + value
            return True
        if value < 10 and 20 <= group % 100 < 100 and group % 10 == 0 and group.denominator == 1:
            self.group = group + value
            return True
        if value < 100 and group >= 100 and group % 100 == 0 and group < 1000:
            self.group = group + value
            return True
        return False


def find_numerals(tokens: Tokens, lexicon: Lexicon, taken: Sequence[Span], style: Style) -> list[Numeral]:
    """All numbers of a sentence outside the spans that are taken, in text order, without overlap."""
    return list(_Reader(tokens, lexicon, sorted(taken), style).numerals())


@dataclass(slots=True)
class _Reader:
    tokens: Tokens
    lexicon: Lexicon
    taken: list[Span]
    style: Style

    def numerals(self) -> Iterator[Numeral]:
        index, count = 0, len(self.tokens)
        keys, lexicon = self.tokens.keys, self.lexicon
        spans = iter([*self.taken, Span(1 << 60, 1 << 60)])
        span = next(spans)
        while index < count:
            key = keys[index]
            start = self.tokens.starts[index]
            while span.end <= start:
                span = next(spans)
            if span.start <= start:
                index += 1
                continue
            if key[0].isdecimal() or key in lexicon.atoms or "⁄" in key or (lexicon.glued and self._glued(key)):
                limit = self.tokens.at(span.start) if span.start < self.tokens.span.end else count
                found = self._read(index, limit)
                if found is not None:
                    yield found
                    # "por ciento", "في المئة": the number word belongs to the unit.
                    unit = lexicon.units.find(self.tokens, found.end, limit)
                    index = max(found.end, index + 1, unit.end if unit is not None else 0)
                    continue
            index += 1

    # --- pieces ---------------------------------------------------------------------------------------

    def _glued(self, key: str) -> tuple[Atom, ...]:
        """The number words that a compound is made of, or nothing."""
        if len(key) < 5 or len(key) > _LONGEST_WORD:
            return ()
        return _segmented(key, self.lexicon)

    def _piece(self, index: int, limit: int) -> _Piece | None:
        tokens = self.tokens
        if index >= limit:
            return None
        key = tokens.keys[index]
        if key[0].isdecimal():
            return self._figure(index, limit)
        if "⁄" in key:
            over, _, under = key.partition("⁄")
            part = Atom(Fraction(int(over), int(under)), "share")
            return _Piece(index + 1, tokens.starts[index], tokens.ends[index], (part,))
        match = self.lexicon.atoms.find(tokens, index, limit)
        if match is not None and (match.end > index + 1 or len(key) == match.stop - match.start):
            return self._matched(match.end, match.start, match.stop, match.value, index)
        if self.lexicon.glued and (atoms := self._glued(key)):
            return _Piece(index + 1, tokens.starts[index], tokens.ends[index], atoms)
        if match is None:
            return None
        return self._matched(match.end, match.start, match.stop, match.value, index)

    def _matched(self, end: int, start: int, stop: int, atom: Atom, index: int) -> _Piece:
        clitic = self.tokens.keys[index][: start - self.tokens.starts[index]]
        return _Piece(end, start, stop, (atom,), clitic=clitic)

    def _figure(self, index: int, limit: int) -> _Piece | None:
        tokens, writing = self.tokens, self.lexicon.writing
        if len(tokens.keys[index]) > _LONGEST_DIGITS:
            return None
        edge = tokens.ends[limit - 1]
        figure = read_digits(tokens.text, tokens.starts[index], edge, writing.decimal, writing.group, self.style)
        if figure is None:
            return None
        end = index + 1
        while end < limit and tokens.ends[end] <= figure.end:
            end += 1
        return _Piece(end, tokens.starts[index], figure.end, (), figure)

    # --- numbers --------------------------------------------------------------------------------------

    def _read(self, index: int, limit: int) -> Numeral | None:
        piece = self._piece(index, limit)
        if piece is None or self._is_blocked(index):
            return None
        total = _Sum()
        last = self._take(total, piece, joined=False)
        if last is None:
            return self._special(index, piece)
        pieces = [piece]
        checkpoint: tuple[_Sum, int] | None = None
        at = piece.end
        while len(pieces) < _MAX_PIECES:
            step, joined = self._next(at, limit, pieces[-1], pieces[0].digits is not None)
            if step is None:
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
        return self._finish(index, total, pieces, limit)

    def _fits_fraction(self, total: _Sum, step: _Piece, joined: bool) -> bool:
        if step.atoms[0].role == "share":
            return total.group is not None and (joined or "⁄" in self.tokens.keys[step.end - 1])
        return not joined and not total.stack and total.group is not None and total.group.denominator == 1

    def _next(self, at: int, limit: int, previous: _Piece, figured: bool) -> tuple[_Piece | None, bool]:
        """The piece that goes on with a number, and whether a joining word ("and") stands before it."""
        tokens = self.tokens
        if at >= limit:
            return None, False
        skipped = tokens.skip_hyphen(at)
        if skipped != at and (previous.digits is not None or not tokens.touching(at)):
            # "10-12" are two numbers, but "50-thousand" is one.
            if skipped >= limit or tokens.keys[skipped][0].isdecimal() or previous.digits is None:
                return None, False
            piece = self._piece(skipped, limit)
            return (piece, False) if piece and piece.atoms[0].role == "scale" else (None, False)
        joined = tokens.keys[skipped] in self.lexicon.joiners and skipped + 1 < limit
        piece = self._piece(skipped + joined, limit)
        if piece is None:
            return None, False
        if piece.clitic:
            if piece.clitic not in self.lexicon.joiners:
                return None, False
            joined = True
        if piece.digits is not None and not self._figure_goes_on(piece, previous, joined):
            return None, False
        number = piece.atoms and piece.atoms[0].role == "number"
        if number and figured and not joined and not is_unspaced(tokens.keys[at]):
            return None, False  # "3,8 milliards un an plus tôt"
        return piece, joined

    def _figure_goes_on(self, piece: _Piece, previous: _Piece, joined: bool) -> bool:
        """Whether digits behind a scale still belong to the number: "9 bin 214", "1万2千", "3 hundred and 21"."""
        if not previous.atoms or previous.atoms[-1].role != "scale" or not piece.digits or not piece.digits.whole:
            return False
        if joined:
            return previous.atoms[-1].value <= 1000 and piece.digits.value < previous.atoms[-1].value
        return piece.digits.value < previous.atoms[-1].value

    def _take(self, total: _Sum, piece: _Piece, joined: bool) -> Atom | None:
        """Work a piece into the number; ``None`` where it does not fit."""
        if piece.digits is not None:
            figure = piece.digits
            if total.group is not None:
                return None
            total.group, total.group_step, total.positional = figure.value, figure.step, 9
            return Atom(figure.value, "number")
        for atom in piece.atoms:
            if not self._take_atom(total, atom, joined, piece):
                return None
        return piece.atoms[-1]

    def _take_atom(self, total: _Sum, atom: Atom, joined: bool, piece: _Piece) -> bool:
        if atom.role == "scale":
            return total.scale(atom.value, joined)
        if atom.role == "number":
            if total.positional and atom.value < 10 and self._is_positional(total, piece):
                total.group = (total.group or Fraction(0)) * 10 + atom.value
                total.positional += 1
                return True
            if atom.value >= 1000:
                return total.empty and total.add(atom.value, self.lexicon, joined)
            return total.add(atom.value, self.lexicon, joined)
        if atom.role == "part" and total.group is not None:
            total.group, total.fraction = total.group / atom.value, True
            return True
        if atom.role == "share":
            total.group, total.fraction = (total.group or 0) + atom.value, True
            return True
        return False

    def _is_positional(self, total: _Sum, piece: _Piece) -> bool:
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

    def _is_blocked(self, index: int) -> bool:
        blocked = self.lexicon.blocked
        return any(
            (match := blocked.find(self.tokens, at)) is not None and match.end > index
            for at in range(max(0, index - 3), index + 1)
        )

    # --- finishing ------------------------------------------------------------------------------------

    def _special(self, index: int, piece: _Piece) -> Numeral | None:
        """An ordinal word, or a fraction's denominator that stands for an ordinal."""
        atom = piece.atoms[0] if piece.atoms else None
        if atom is None or len(piece.atoms) != 1:
            return None
        before = self.tokens.keys[index - 1] if index else ""
        if (
            atom.role == "part"
            and before in self.lexicon.articles
            and not piece.clitic
            and self._is_share(index, piece)
        ):
            start = self.tokens.starts[index - 1]
            value = 1 / atom.value
            return Numeral(index - 1, piece.end, start, piece.stop, value, Fraction(1, 100), "fraction", words=True)
        if atom.role == "ordinal" or (atom.role == "part" and atom.ordinal):
            return Numeral(index, piece.end, piece.start, piece.stop, atom.value, Fraction(1), "ordinal", words=True)
        return None

    def _is_share(self, index: int, piece: _Piece) -> bool:
        """Whether "a fourth" is a share of something and not one more thing."""
        if not piece.atoms[0].ordinal:
            return True
        tokens, lexicon = self.tokens, self.lexicon
        behind = tokens.keys[piece.end] if piece.end < len(tokens) else ""
        before = tokens.keys[index - 2] if index >= 2 else ""
        hedged = lexicon.bounds.find_before(tokens, index - 1) is not None
        return behind in lexicon.of or before in lexicon.part_after or hedged

    def _finish(self, index: int, total: _Sum, pieces: list[_Piece], limit: int) -> Numeral | None:
        end, stop = pieces[-1].end, pieces[-1].stop
        end, stop = self._spoken_decimals(total, pieces, end, stop, limit)
        end, stop = self._mixed(total, end, stop, limit)
        shorthand = self._shorthand(total, pieces)
        value = total.value
        single = pieces[0].digits if len(pieces) == 1 and end == pieces[0].end else None
        words = not any(p.digits for p in pieces)
        first, start = index, pieces[0].start
        before = self.tokens.keys[index - 1] if index else ""
        opens = pieces[0].atoms[0] if pieces[0].atoms else None
        takes_article = opens is not None and opens.role in ("scale", "share") and not pieces[0].clitic
        if takes_article and before in self.lexicon.articles:
            first, start = index - 1, self.tokens.starts[index - 1]
        if self._is_vague(index, total, pieces, first):
            return None
        lone = len(pieces) == 1 and self.tokens.text[start:stop].lower() in self.lexicon.lone
        fraction = total.fraction and value < 1 and not total.stack
        return Numeral(
            first,
            end,
            start,
            stop,
            value,
            _step(total, single, shorthand),
            "fraction" if fraction else "number",
            single,
            total.stack[0][0] if len(total.stack) == 1 and total.group is None else Fraction(1),
            lone,
            words,
            bool(pieces[0].clitic),
        )

    def _is_vague(self, index: int, total: _Sum, pieces: list[_Piece], first: int) -> bool:
        """Whether a scale word stands alone ("thousands of people") where the language then does not mean one."""
        if len(pieces) > 1 or first != index or not pieces[0].atoms or pieces[0].atoms[0].role != "scale":
            return False
        key = self.tokens.keys[index]
        if pieces[0].clitic:
            key = key[len(pieces[0].clitic) :]
        return key not in self.lexicon.bare and len(self.tokens) > pieces[0].end - index + 1

    def _spoken_decimals(self, total: _Sum, pieces: list[_Piece], end: int, stop: int, limit: int) -> tuple[int, int]:
        """ "two point five", 三点五: digits one by one behind a spoken decimal mark, and a scale behind them."""
        point = self.lexicon.points.find(self.tokens, end, limit)
        if point is None or total.group is None or total.fraction or pieces[-1].digits is not None:
            return end, stop
        at, digits = point.end, ""
        while len(digits) < 12:
            piece = self._piece(at, limit)
            if piece is None or len(piece.atoms) != 1 or piece.atoms[0].role != "number" or piece.clitic:
                break
            number = piece.atoms[0].value
            if number >= 100 or (number >= 10 and digits):
                break
            digits += str(number)
            at, stop = piece.end, piece.stop
        if not digits:
            return end, pieces[-1].stop
        total.group += Fraction(int(digits), 10 ** len(digits))
        total.group_step = Fraction(1, 10 ** len(digits))
        end = at
        scale = self._scale_at(end, limit)
        if scale is not None and total.scale(scale.atoms[0].value, joined=False):
            pieces.append(scale)
            return scale.end, scale.stop
        return end, stop

    def _scale_at(self, index: int, limit: int) -> _Piece | None:
        piece = self._piece(index, limit)
        is_scale = piece is not None and piece.atoms and piece.atoms[0].role == "scale" and not piece.clitic
        return piece if is_scale else None

    def _mixed(self, total: _Sum, end: int, stop: int, limit: int) -> tuple[int, int]:
        """ "seven and a half", "deux millions et demi": a set phrase behind the number, and a scale behind that."""
        match = self.lexicon.mixed.find(self.tokens, end, limit)
        if match is None or total.fraction:
            return end, stop
        unit = total.stack[-1][0] if total.stack and total.group is None else Fraction(1)
        total.group = (total.group or Fraction(0)) + match.value * unit
        total.group_step = match.value * unit
        scale = self._scale_at(match.end, limit)
        if unit == 1 and scale is not None and total.scale(scale.atoms[0].value, joined=False):
            return scale.end, scale.stop
        return match.end, match.stop

    def _shorthand(self, total: _Sum, pieces: list[_Piece]) -> bool:
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


def _step(total: _Sum, single: Digits | None, shorthand: bool) -> Fraction:
    """The precision of a number (see :func:`integer_step`); digits before a scale are significant as written."""
    if single is not None:
        return single.step
    value = total.value
    if total.group is not None:
        if total.group_step < 1 or total.group.denominator != 1:
            return min(total.group_step, Fraction(1, 100) if total.fraction else total.group_step)
        return integer_step(int(value)) if value.denominator == 1 else Fraction(1)
    size, amount = total.stack[-1]
    count = amount / size
    if count.denominator != 1:
        return size * min(total.group_step, Fraction(1, 10))
    if len(total.stack) == 1 and size >= 1000:
        return size
    if size < 1000:
        return integer_step(int(value))
    return size * integer_step(int(value / size))


_SEGMENTS: dict[tuple[str, str], tuple[Atom, ...]] = {}


def _segmented(key: str, lexicon: Lexicon) -> tuple[Atom, ...]:
    """A compound as a sequence of number words, longest words first; joining words inside it are passed over."""
    memo = _SEGMENTS
    found = memo.get((lexicon.language, key))
    if found is None:
        if len(memo) > 1 << 16:
            memo.clear()
        found = memo[lexicon.language, key] = _segment(key, lexicon)
    return found


def _segment(key: str, lexicon: Lexicon) -> tuple[Atom, ...]:
    atoms = lexicon.glued
    size = len(key)
    best: list[tuple[Atom, ...] | None] = [None] * (size + 1)
    best[size] = ()
    for start in range(size - 1, -1, -1):
        for stop in range(size, start, -1):
            rest = best[stop]
            if rest is None:
                continue
            part = key[start:stop]
            atom = atoms.get(part)
            if atom is not None and (atom.role in ("number", "scale") or (stop == size and atom.role == "part")):
                best[start] = (atom, *rest)
                break
            if part in lexicon.joiners and rest and start > 0:
                best[start] = rest
                break
    whole = best[0]
    return whole if whole and len(whole) > 1 else ()
