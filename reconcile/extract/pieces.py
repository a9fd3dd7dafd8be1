"""The steps that a number is read in: a number word, a compound of them, a figure in digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from reconcile.extract.digits import SPACES, Digits, Style, read_digits
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.lexicon_tables import Atom
from reconcile.extract.tokens import HYPHENS, Memo, Tokens
from reconcile.values.decimals import ascii_digits

_LONGEST_WORD = 120
_LONGEST_DIGITS = 40
# Letters of "mi" and "bi" for millions and billions.
_ABBREVIATED = 2
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 25, 32, 50, 64, 100, 1000})
_DECIMALS = re.compile(r"/(\d{1,2})(?![\d/])")
_KATAKANA_DOT = re.compile(
    r"・(\d{1,2})(?=[％%倍割億万兆円度点㌔㍍㌢㌧]|メートル|キロ|ポイント|パーセント|トン|ミリ|センチ|ドル|インチ|グラム|リットル|ヘクタール|平方|立方|ユーロ|ノット|カラット|(?<=1[0-8]\d\d・\d\d)(?=[。、])|(?<=[2-9][1-9]\d\d・\d\d)(?=[。、])|(?<=\d\d・\d)人)"
)
"""A decimal mark of Japanese newspapers before a unit (３・５％), where no date or name is written so."""
_SLASHED = re.compile(r"\s?[/／⁄]\s?(\d{1,4})(?![\d/]|[.,]\d)")
_MIXED = re.compile(rf"[{SPACES}]{{1,2}}(\d{{1,3}})[/⁄](\d{{1,3}})(?![\d/]|[.,]\d)")
_EXTENDING = frozenset("・/／⁄eExX×^")
"""What any of these begins with, but for spaces."""
_EXPONENT = re.compile(r"(?:[eE]|\s?[x×]\s?10\^)([-+]?\d{1,2})(?!\w)|\^([-+]{0,2}\d{1,2})(?!\w)")


_MILLION, _THOUSANDTH = 1_000_000, Fraction(1, 1000)


class Piece(NamedTuple):
    """One step of a numeral: an atom or a figure, with where it stands."""

    end: int
    start: int
    stop: int
    atoms: tuple[Atom, ...]
    digits: Digits | None = None
    clitic: str = ""
    vague: bool = False
    """Words for "and some" stand before it (一千多万)."""


class Numeral(NamedTuple):
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
    more: bool = False
    """It says "and some" of itself (一千多万)."""
    about: bool = False
    """It says of itself that it is not exact ("a dozen")."""
    clitic: bool = False
    """Something is written joined before it."""

    @property
    def alternatives(self) -> tuple[Fraction, ...]:
        """What else the same characters may stand for."""
        return self.digits.alternatives if self.digits is not None else ()


def decimal_before_scale(piece: Piece, tokens: Tokens, lexicon: Lexicon) -> Digits:
    """The figure of a piece, three digits behind one mark being thousandths before millions: "4.396 миллиарда".

    Where the language groups by that mark they are thousands all the same.
    """
    figure = piece.digits
    if figure is None:
        raise ValueError("a piece without digits")
    if not figure.alternatives or figure.alternatives[0] > figure.value or piece.end >= len(tokens):
        return figure
    scale = lexicon.single.get(tokens.keys[piece.end])
    if scale is None or scale.role != "scale" or scale.value < _MILLION:
        return figure
    return figure._replace(value=figure.alternatives[0], step=_THOUSANDTH, grouped=False, alternatives=())


@lru_cache(maxsize=64)
def starters(lexicon: Lexicon) -> Memo[bool]:
    """Whether a number may start with a token of a key."""

    def may_start(key: str) -> bool:
        known = key[0].isdecimal() or key in lexicon.atoms
        return known or bool(_glued(key, lexicon))

    return Memo(may_start)


@lru_cache(maxsize=64)
def followers(lexicon: Lexicon) -> Memo[bool]:
    """Whether a number that was begun may go on with a token of a key, or something be said behind it."""
    words = HYPHENS | lexicon.joiners | lexicon.modifiers | lexicon.articles | lexicon.of
    books, begins = (lexicon.mixed, lexicon.infix, lexicon.points), starters(lexicon)
    return Memo(lambda key: key in words or any(key in book for book in books) or begins[key])


def follows_syllable(tokens: Tokens, index: int) -> bool:
    """Whether a Korean syllable goes on with the one before it."""
    keys = tokens.keys
    if not "\uac00" <= keys[index] <= "\ud7a3" or not index or tokens.ends[index - 1] != tokens.starts[index]:
        return False
    return "\uac00" <= keys[index - 1] <= "\ud7a3"


def is_inside_word(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Whether a syllable is only part of a longer word, in a script of syllables with spaced words."""
    if not follows_syllable(tokens, index) or tokens.keys[index - 1] in lexicon.morphology.prefixes:
        return False
    return lexicon.minus.find_before(tokens, index) is None


@lru_cache(maxsize=4)
def blocked_places(tokens: Tokens, lexicon: Lexicon) -> frozenset[int]:
    """Where in a sentence phrases may begin that are no numbers though they hold number words."""
    return frozenset(lexicon.blocked.places(tokens.keys))


_FULL_YEARS = re.compile(r"만 ?\d{1,3}(?: ?[~∼〜-] ?\d{1,3})? ?[세살]")
"""Years of life that are counted in full: 만 is no ten thousand there."""


def begins_name(tokens: Tokens, piece: Piece) -> bool:
    """Whether a magnitude without a number before it is none: "o Mi 11", a telephone, 만 18세, eighteen full years."""
    if _FULL_YEARS.match(tokens.text, piece.start):
        return True
    if len(piece.atoms) != 1 or piece.atoms[0].role != "scale" or piece.stop - piece.start != _ABBREVIATED:
        return False
    return tokens.text[piece.start].isupper()


def _glued(key: str, lexicon: Lexicon) -> tuple[Atom, ...]:
    """The number words that a compound is made of, or nothing."""
    return segmented(key, lexicon) if lexicon.glued and 5 <= len(key) <= _LONGEST_WORD else ()


@dataclass(slots=True)
class PieceReader:
    """Reads the pieces of the numbers of one sentence."""

    tokens: Tokens
    lexicon: Lexicon
    style: Style

    def piece(self, index: int, limit: int) -> Piece | None:
        tokens = self.tokens
        if index >= limit:
            return None
        key = tokens.keys[index]
        if "⁄" in key and key[0].isdecimal() and key[-1].isdecimal():
            over, _, under = key.partition("⁄")
            part = Atom(Fraction(int(over), int(under)), "share")
            return Piece(index + 1, tokens.starts[index], tokens.ends[index], (part,))
        if key[0].isdecimal():
            return self._figure(index, limit)
        match = self.lexicon.atoms.find(tokens, index, limit)
        if match is not None and (match.end > index + 1 or len(key) == match.stop - match.start):
            return self._matched(match.end, match.start, match.stop, match.value, index)
        if atoms := _glued(key, self.lexicon):
            return Piece(index + 1, tokens.starts[index], tokens.ends[index], atoms)
        if match is None:
            return None
        return self._matched(match.end, match.start, match.stop, match.value, index)

    def _matched(self, end: int, start: int, stop: int, atom: Atom, index: int) -> Piece:
        clitic = self.tokens.keys[index][: start - self.tokens.starts[index]]
        return Piece(end, start, stop, (atom,), clitic=clitic)

    def _figure(self, index: int, limit: int) -> Piece | None:
        tokens, writing = self.tokens, self.lexicon.writing
        if len(tokens.keys[index]) > _LONGEST_DIGITS:
            return None
        edge = tokens.ends[limit - 1]
        decimal = "" if writing.loose else writing.decimal
        figure = read_digits(tokens.text, tokens.starts[index], edge, decimal, writing.group, self.style)
        if figure is None:
            return None
        if writing.slash_decimal:
            figure = _slashed(tokens.text, tokens.starts[index], figure, edge)
        figure, start = self._leading_point(index, _extended(tokens.text, tokens.starts[index], figure, edge))
        end = index + 1
        while end < limit and tokens.ends[end] <= figure.end:
            end += 1
        return Piece(end, start, figure.end, (), figure)

    def _leading_point(self, index: int, figure: Digits) -> tuple[Digits, int]:
        """ ".25": a decimal mark with nothing before it."""
        tokens, start = self.tokens, self.tokens.starts[index]
        mark = tokens.text[start - 1] if index > 0 and tokens.ends[index - 1] == start else ""
        marked = mark == "." or (mark == "," and self.lexicon.writing.decimal == ",")
        if not marked or not figure.whole or figure.grouped:
            return figure, start
        if index > 1 and tokens.ends[index - 2] == tokens.starts[index - 1]:
            return figure, start
        scale = 10 ** len(figure.text)
        return figure._replace(value=figure.value / scale, step=Fraction(1, scale)), start - 1


def _slashed(text: str, start: int, figure: Digits, edge: int) -> Digits:
    """The figure with its decimals where a slash marks them; "1399/7/5" is a date."""
    match = _DECIMALS.match(text, figure.end, edge)
    if match is None or not figure.whole or figure.text.startswith("0") or text[start - 1 : start] == "/":
        return figure
    decimals = ascii_digits(match[1])
    value = figure.value + Fraction(int(decimals), 10 ** len(decimals))
    return Digits(match.end(), value, Fraction(1, 10 ** len(decimals)), figure.grouped, (), figure.text + decimals)


def _extended(text: str, start: int, figure: Digits, edge: int) -> Digits:
    """The figure with what is written to it: a fraction ("2 1/4", "3/4") or a power ("1e6", "2^10")."""
    behind = text[figure.end : min(edge, figure.end + 1)]
    if behind not in _EXTENDING and not behind.isspace():
        return figure
    dotted = _KATAKANA_DOT.match(text, figure.end, edge) if figure.whole and not figure.grouped else None
    if dotted is not None:
        decimals = ascii_digits(dotted[1])
        part = Fraction(int(decimals), 10 ** len(decimals))
        return Digits(dotted.end(), figure.value + part, Fraction(1, 10 ** len(decimals)), text=figure.text + decimals)
    if figure.whole and text[start - 1 : start] != "/":
        for pattern in (_MIXED, _SLASHED):
            match = pattern.match(text, figure.end, edge)
            if match is None:
                continue
            parts = [int(ascii_digits(group)) for group in match.groups()]
            over, under = (parts[0], parts[1]) if len(parts) == 2 else (int(figure.value), parts[0])
            alone = start <= 2 and match.end() == edge  # nothing but "3/2" in all the text
            if under in _DENOMINATORS and (0 < over < under or (alone and over > 0)):
                whole = figure.value if len(parts) == 2 else Fraction(0)
                value = whole + Fraction(over, under)
                return Digits(match.end(), value, Fraction(1, 100), figure.grouped, (), figure.text)
    match = _EXPONENT.match(text, figure.end, edge)
    if match is None or figure.value == 0:
        return figure
    exponent = int(match[1] or match[2].replace("--", "").replace("+", ""))
    value = figure.value * Fraction(10) ** exponent if match[1] else figure.value**exponent
    return Digits(match.end(), value, value / 1000, figure.grouped, (), figure.text)


_SEGMENTS: dict[tuple[str, str], tuple[Atom, ...]] = {}


def segmented(key: str, lexicon: Lexicon) -> tuple[Atom, ...]:
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
