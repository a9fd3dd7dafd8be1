"""Sentence → tokens that a date may be made of, each with its classes and values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from reconcile.extract.date_numbers import Values, as_ordinal, as_short_year, read_number
from reconcile.extract.tokens import Memo

_MARKS = "".join(chr(c) for c in range(0x300, 0x2000) if unicodedata.category(chr(c)) in ("Mn", "Mc"))
WORD = rf"(?:[^\W\d_]++|[{_MARKS}\u200c\u200d]++)++"
_NUMBER = r"\d{1,4}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,4}(?!\d)|\d+(?:[.,:：/٫٬]\d+)*"
_LARGEST_MEMO = 1 << 16
_LAST_CASED = "\u0530"
"""Scripts with capitals, in which letters before digits are part of a name, come before it."""
_ERA_YEARS = 1700, 2100
_QUOTES = frozenset("'’ʼ‘׳`")
_SHORT_YEAR = re.compile(r"\d\d(?!\w)")
_OFFSET = re.compile(r"\s?([+-])(\d{1,2})(?::?(\d\d))?(?![\d:])")
"""Hours from Greenwich behind "GMT"."""
_BIDI = frozenset("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_NO_DATE_BEFORE = frozenset("$€£¥₹₽₩₪#№%")
_NO_DATE_AFTER = frozenset("$€£¥₹₽₩₪%٪‰°％")
_UNITS_OF_DAYS = frozenset("日號号月年일월년")
"""What a hyphen may stand behind in a range of days: 8月3日-4日."""
_MAGNITUDES = frozenset("万亿億萬兆만억조")
_MAY_PRECEDE = frozenset({"m", "oclock", "in", "of", "mod", "at"})
"""Classes of words that a number may be written onto ("Dec31", "20h30", Hebrew "ב-5")."""
_SIGNS = (0x640, *range(0x64B, 0x653), 0x670, *range(0x591, 0x5C8), 0x200C, 0x200D, 0xAD, 0x93C)
_FOLDED: dict[int, str | None] = {
    **dict.fromkeys(_SIGNS),
    **{c: unicodedata.normalize("NFD", chr(c))[0] for c in range(0x958, 0x960)},
}
"""Vowel signs, joiners and the Devanagari dot below, which writers leave out or put in as they like."""


class Token(NamedTuple):
    """A token with its place in the text, the code of its classes, and a value for each class."""

    start: int
    end: int
    code: str
    values: Values


@dataclass(frozen=True, slots=True)
class Words:
    """What a lexer looks words up in: ``entries`` by normal form, longer phrases by their first word."""

    entries: dict[str, dict[str, Any]]
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]]]
    """By first and second word: the other words, and what the phrase is; the longest ones first."""
    inner: frozenset[str]
    """Every word that is not the first of its phrase."""
    cased: dict[str, dict[str, Any]]
    """Words that are names of time with a capital letter alone ("May", "EST"), and what they are without."""
    dotted: frozenset[str] = frozenset()
    """Words of ``cased`` that are names of time with a full stop alone ("mer.", "sept.")."""
    prefixes: tuple[tuple[str, str], ...] = ()
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Names of months that with a capital letter are more often those of people, with what they are then (Август)."""
    dropped: frozenset[str] = field(default_factory=frozenset)
    """Prefixes that are left out of the span (Arabic و)."""


def normal(word: str) -> str:
    """Lower case, without vowel signs, joiners and stretching; what words are looked up by."""
    return word.lower().replace("i̇", "i").translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a word: characters left out of the span, the key it was found by, its classes."""

    left_out: int
    key: str
    values: dict[str, Any] | None


class _Fixed(NamedTuple):
    """A word that is the same token wherever it stands: characters left out of the span, classes, their code."""

    left_out: int
    values: Values
    code: str


class SpacedLexer:
    """Tokens of a script that writes spaces between words."""

    def __init__(
        self,
        words: Words,
        code: Callable[[frozenset[str]], str],
        ordinal: str,
        glue: str,
        decade: str,
        clock: str,
        years_ahead: int = 0,
    ) -> None:
        self._words = words
        self._years_ahead = years_ahead
        self._code = code
        self._decade = re.compile(f"(?:{decade})(?!\\w)") if decade else None
        self._ordinal = re.compile(f"(?:{ordinal})(?!\\w)", re.IGNORECASE) if ordinal else None
        self._clock = re.compile(f"(?:{clock})(?!\\w)") if clock else None
        self._glue = re.compile(glue) if glue else None
        self._piece = re.compile(rf"(?P<number>{_NUMBER})|{WORD}|(?P<sign>[^\w\s])")
        self._look_up = lru_cache(maxsize=_LARGEST_MEMO)(self._find)
        self._inner = lru_cache(maxsize=_LARGEST_MEMO)(self._inner_key)
        self._known = Memo(self._fixed)

    def tokens(self, text: str, start: int, end: int) -> list[Token | None]:
        """The tokens of ``text[start:end]``; ``None`` where something else stands between two of them."""
        out: list[Token | None] = []
        known, pieces = self._known, self._piece.finditer
        at = start
        while at >= 0:
            rest, at = pieces(text, at, end), -1
            for match in rest:
                found: _Fixed | bool = True if match.lastgroup else known[match[0]]
                if found is True:
                    token = self._token(text, match, end, out)
                    if isinstance(token, int):
                        if token > match.end():
                            at = token
                            break
                        continue
                elif found:
                    token = Token(match.start() + found.left_out, match.end(), found.code, found.values)
                else:
                    token = None
                if token is not None or (out and out[-1] is not None):
                    out.append(token)
                if token is not None and token.end > match.end():
                    at = token.end
                    break
        return out

    def _fixed(self, word: str) -> _Fixed | bool:
        """What :meth:`_word` makes of a word everywhere; false for nothing, true where it depends on what is around."""
        words, readings = self._words, self._look_up(word)
        depends = (words.phrases, words.cased, words.names)
        if any("abbr" in (r.values or ()) or any(r.key in forms for forms in depends) for r in readings):
            return True
        known = next(((r.left_out, r.values) for r in readings if r.values), None)
        if known and known[1].get("zone") == "UTC":
            return True
        return _Fixed(*known, self._code(frozenset(known[1]))) if known else False

    def _token(self, text: str, match: re.Match[str], end: int, out: list[Token | None]) -> Token | int | None:
        """The token that begins with a piece; where to go on behind marks that say nothing; ``None`` for other text."""
        start, stop = match.span()
        if match.lastgroup is None:
            return self._word(text, start, stop, end)
        if match.lastgroup == "number":
            return self._number(text, start, stop, end, out)
        char = match[0]
        if char in _BIDI:
            return stop
        if char in _QUOTES and _SHORT_YEAR.match(text, stop, end):
            return stop
        if char in _QUOTES and out and out[-1] and out[-1].end == start:
            glue = self._glue.match(text, start, end) if self._glue else None
            return glue.end() if glue else stop
        values = self._words.entries.get(char)
        return self._make(start, stop, values) if values else None

    def _make(self, start: int, end: int, values: Values) -> Token:
        return Token(start, end, self._code(frozenset(values)), values)

    def _number(self, text: str, start: int, end: int, limit: int, out: Sequence[Token | None]) -> Token | None:
        values: Values = read_number(text[start:end])
        if self._years_ahead and end - start == 4 and not values:
            values = _ahead(text[start:end], self._years_ahead)
        before = text[start - 1] if start else " "
        after = text[end] if end < limit else " "
        ranked = self._ordinal.match(text, end, limit) if self._ordinal else None
        if not values or (after in _NO_DATE_AFTER and ranked is None) or before in _NO_DATE_BEFORE:
            return None
        if "ndate" not in values and self._in_a_name(text, start) and not _follows_quarter(out, start):
            return None
        if before in _QUOTES and not text[start - 2 : start - 1].isalnum() and _SHORT_YEAR.match(text, start, limit):
            return self._make(start, end, as_short_year(values))  # "anni '80"
        if self._decade and "tens" in values and (match := self._decade.match(text, end, limit)):
            return self._make(start, match.end(), {"decade": values["tens"]})
        if ranked is not None:
            values = as_ordinal(values)
            return self._make(start, ranked.end(), values) if values else None
        if self._clock and "dotclk" in values and self._clock.match(text, end, limit):
            return self._make(start, end, {"clkat": values["dotclk"]})
        if self._clock and "year" in values and self._clock.match(text, end, limit):
            return self._make(start, end, {**values, "yearat": values["year"]})
        if after.isalpha() and (match := self._piece.match(text, end, limit)) and not self._look_up(match[0]):
            return None
        return self._make(start, end, values)

    def _in_a_name(self, text: str, start: int) -> bool:
        """Whether a number is part of a name such as "A320" or "COVID-19"."""
        before = text[start - 1] if start else " "
        hyphened = before == "-" and start > 1 and text[start - 2].isalpha()
        if before.isalpha() or hyphened:
            return not self._part_of_a_date_before(text, start - 1 if hyphened else start)
        return before in "_+"

    def _part_of_a_date_before(self, text: str, end: int) -> bool:
        start = end
        while start > max(0, end - 20) and (text[start - 1].isalpha() or text[start - 1] in _MARKS):
            start -= 1
        may = _MAY_PRECEDE if text[end - 1] < _LAST_CASED else _MAY_PRECEDE | {"and"}  # Arabic "و1968"
        return any(not may.isdisjoint(found.values or ()) for found in self._look_up(text[start:end]))

    def _find(self, word: str) -> list[_Reading]:
        """How a word may be read: as it stands, and without each prefix that may be written onto it."""
        key = normal(word)
        words = self._words
        found = [_Reading(0, key, words.entries.get(key))] if key in words.entries or key in words.phrases else []
        if key in words.entries:
            return found
        for prefix, put in words.prefixes:
            rest = put + key[len(prefix) :]
            if key.startswith(prefix) and (rest in words.entries or rest in words.phrases):
                left_out = len(prefix) if prefix in words.dropped and len(key) == len(word) else 0
                found.append(_Reading(left_out, rest, words.entries.get(rest)))
        return found

    def _word(self, text: str, start: int, end: int, limit: int) -> Token | None:
        readings = self._look_up(text[start:end])
        for reading in readings:
            if reading.key in self._words.phrases and (token := self._phrase(text, start, end, limit, reading)):
                return token
        for reading in readings:
            values, key = reading.values, reading.key
            bare = key in self._words.dotted and text[end : end + 1] != "."
            if key in self._words.cased and (bare or not (key in self._words.dotted or text[start].isupper())):
                values = self._words.cased[key]
            if key in self._words.names and text[start].isupper():
                values = self._words.names[key]
            if values:
                if end < limit and text[end] in ".॰" and "abbr" in values:
                    end += 1
                if values.get("zone") == "UTC" and (match := _OFFSET.match(text, end, limit)):
                    return self._make(start, match.end(), {"zone": f"{match[1]}{match[2]}:{match[3] or '00'}"})
                return self._make(start + reading.left_out, end, values)
        return None

    def _phrase(self, text: str, start: int, end: int, limit: int, reading: _Reading) -> Token | None:
        second, at = self._next(text, end, limit)
        for rest, values in self._words.phrases[reading.key].get(second, ()) if second else ():
            if (stop := self._follow(text, at, limit, rest)) >= 0:
                return self._make(start + reading.left_out, stop, values)
        return None

    def _next(self, text: str, at: int, limit: int) -> tuple[str, int]:
        """The normal form of the word that follows, without a written-on prefix, and where it ends."""
        while at < limit and (text[at].isspace() or text[at] in "-'’‑"):
            at += 1
        match = self._piece.match(text, at, limit)
        return (self._inner(match[0]), match.end()) if match is not None else ("", at)

    def _inner_key(self, word: str) -> str:
        whole = normal(word)
        keys = (whole, *(found.key for found in self._look_up(word)))
        return next((key for key in keys if key in self._words.inner), whole)

    def _follow(self, text: str, at: int, limit: int, rest: tuple[str, ...]) -> int:
        """Where the phrase ends whose words from the third on are ``rest``, or -1."""
        for wanted in rest:
            word, at = self._next(text, at, limit)
            if word != wanted:
                return -1
        return at


def _ahead(digits: str, years: int) -> Values:
    """A year of an era that began so many years before ours, of the times that news tells of (Thai 2567 is 2024)."""
    year = int(digits) - years if years and len(digits) == 4 and digits.isdecimal() else 0
    return {"year": year} if _ERA_YEARS[0] <= year <= _ERA_YEARS[1] else {}


def _follows_quarter(out: Sequence[Token | None], start: int) -> bool:
    """Whether a hyphen joins what starts at an offset to a quarter or half, whose own name is a letter (quý I-2008)."""
    quarter, hyphen = out[-2:] if len(out) > 1 else (None, None)
    joined = quarter is not None and hyphen is not None and quarter.end == hyphen.start and hyphen.end == start
    return joined and quarter is not None and not {"quarter", "half"}.isdisjoint(quarter.values)


class UnspacedLexer:
    """Tokens of a script without spaces, or with endings written onto words: the longest known word at each place.

    With ``at_word_start`` a word that is no unit behind a number must not stand inside another word (Korean).
    """

    def __init__(
        self,
        words: Words,
        code: Callable[[frozenset[str]], str],
        numerals: str,
        at_word_start: bool,
        years_ahead: int = 0,
    ) -> None:
        self._code = code
        self._entries = words.entries
        self._at_word_start = at_word_start
        lengths: dict[str, set[int]] = {}
        for word in words.entries:
            lengths.setdefault(word[:2], set()).add(len(word))
        # How long the words are that two letters may begin, or the first of them, the longest first.
        self._sizes = {
            two: tuple(sorted(sizes | lengths.get(two[:1], set()), reverse=True)) for two, sizes in lengths.items()
        }
        numeral = f"|(?P<numeral>[{numerals}]+)" if numerals else "|(?P<numeral>(?!))"
        firsts = "".join(sorted({form for word in words.entries for form in _letters(word[:1])}))
        # One look at a character settles most places: nothing begins there.
        ahead, opening = rf"(?=[\d{numerals}{re.escape(firsts)}])", _opening(words.entries)
        anywhere = f"(?P<number>{_NUMBER}){numeral}|"
        self._behind = re.compile(f"{ahead}(?:{anywhere}{opening})")
        """What may begin right behind a token; elsewhere no word begins inside another one."""
        apart = "(?<![가-힣])" if at_word_start else ""
        self._piece = re.compile(f"{ahead}(?:{anywhere}{apart}(?:{opening}))") if at_word_start else self._behind
        self._numerals = re.compile(f"[{numerals}]+") if numerals else None
        self._made = Memo(self._fixed)
        self._begun = Memo(self._beginning)
        self._spelled = Memo(lambda numeral: self._classed(read_number(str(n)) if (n := kanji(numeral)) >= 0 else {}))
        self._figures = Memo(lambda figure: self._classed(read_number(figure) or _ahead(figure, years_ahead)))

    def tokens(self, text: str, start: int, end: int) -> list[Token | None]:
        """The tokens of ``text[start:end]``; ``None`` where something else stands between two of them."""
        out: list[Token | None] = []
        at = last = start
        while at >= 0:
            rest = self._piece.finditer(text, at, end)
            if out and self._at_word_start and (touching := self._behind.match(text, at, end)):
                rest = chain((touching,), self._piece.finditer(text, touching.end(), end))
            at = -1
            for match in rest:
                first, stop = match.span()
                if (kind := match.lastgroup) == "number":
                    token = self._digits(text, first, stop, end)
                else:
                    token = self._longest(text, first, end, last if out else -1)
                    if token is None and kind == "numeral" and (known := self._spelled[match[0]]):
                        token = Token(first, stop, *known)
                if token is None:
                    continue
                if first > last and out and not text[last:first].isspace():
                    out.append(None)
                out.append(token)
                last = token.end
                if last != stop or self._at_word_start:
                    at = last
                    break
        return out

    def _classed(self, values: Values) -> tuple[str, Values] | None:
        """The classes of a number with their code; ``None`` where a date has no such number."""
        return (self._code(frozenset(values)), values) if values else None

    def _digits(self, text: str, start: int, end: int, limit: int) -> Token | None:
        known = self._figures[text[start:end]]
        before, after = text[start - 1] if start else " ", text[end] if end < limit else " "
        if known is None or after in _NO_DATE_AFTER or before in _NO_DATE_BEFORE:
            return None
        joined = text[start - 2] if before in "-－" and start > 1 else " "
        hyphened = joined.isalpha() and joined not in _UNITS_OF_DAYS
        if after in _MAGNITUDES or (before.isascii() and before.isalpha()) or hyphened:
            return None
        return Token(start, end, *known)

    def _longest(self, text: str, start: int, limit: int, touching: int) -> Token | None:
        if self._at_word_start and touching != start and text[start - 1 : start].isalpha():
            return None
        for length, known in self._begun[text[start : start + 2]]:
            stop = start + length
            if known is None and (word := text[start:stop].lower()) in self._entries:
                known = self._made[word]
            if known is None or stop > limit:
                continue
            code, values, numeral = known
            if numeral and self._numerals and self._numerals.match(text, stop, limit):
                continue  # 十 of 十二: the whole numeral is read instead
            return Token(start, stop, code, values)
        return None

    def _beginning(self, opening: str) -> tuple[tuple[int, tuple[str, Values, bool] | None], ...]:
        """How long the words are that two letters begin, the longest first, with those that are no longer than these.

        What a longer word is, ``None`` here, depends on what follows.
        """
        key = opening.lower()
        sizes = self._sizes.get(key) or self._sizes.get(key[:1], ())
        short = {size: word for size in (1, 2) if (word := opening[:size].lower()) in self._entries}
        return tuple(
            (size, self._made[short[size]] if size in short else None) for size in sizes if size > 2 or size in short
        )

    def _fixed(self, word: str) -> tuple[str, Values, bool]:
        """A word's code and classes, and whether it is a numeral."""
        values = self._entries[word]
        numeral = self._numerals is not None and self._numerals.fullmatch(word) is not None
        return self._code(frozenset(values)), values, numeral


def _opening(words: Iterable[str]) -> str:
    """A pattern for what may begin one of the words: its first letter and, of longer ones, the second one too."""
    seconds: dict[str, set[str]] = {}
    for word in words:
        for first in _letters(word[:1]):
            seconds.setdefault(first, set()).update(_letters(word[1:2]))
            if len(word) == 1:
                seconds[first].add("")
    openings: dict[str, str] = {}
    for first, behind in sorted(seconds.items()):
        both = "" if "" in behind else f"(?=[{''.join(map(re.escape, sorted(behind)))}])"
        openings[both] = openings.get(both, "") + re.escape(first)
    return "|".join(f"[{firsts}]{both}" for both, firsts in openings.items())


def _letters(letter: str) -> set[str]:
    return {form for form in (letter, letter.upper()) if len(form) == 1}


_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_WHOLE_TENS = {"廿": 20, "卅": 30}


def kanji(numeral: str) -> int:
    """The value of a numeral in Chinese characters below 10,000 ("二十二", "二〇一八", "千九百"); -1 for none."""
    if len(numeral) > 12:
        return -1
    if all(c in _DIGITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        elif char in _WHOLE_TENS:
            total += _WHOLE_TENS[char]
        else:
            digit = _DIGITS[char]
    return total + digit
