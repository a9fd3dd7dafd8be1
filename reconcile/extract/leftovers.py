"""What the other recognisers leave of a sentence's digits: bare years and times, and names with a number in them.

News hardly ever writes digits that say nothing. Four that count nothing are a year ("London 2012", "(1967)"), a
number behind a capital or a label names something ("Boeing 737", "Article 50", "G20").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reconcile.claims import Bound, Date, Dimension, Entity, Granularity, Quantity, Span
from reconcile.extract.date_resolve import whole_year
from reconcile.extract.digits import Style
from reconcile.extract.lexicon import lexicon
from reconcile.extract.names_data import name_words
from reconcile.extract.quantities import find_quantities
from reconcile.extract.spans import Spans, in_place_of
from reconcile.extract.tokens import Tokens, is_unspaced, tokenise
from reconcile.extract.traps import is_quoted_name, is_title
from reconcile.values.decimals import ascii_digits

_YEARS = re.compile(
    r"(?<![\d.,:/-])((?:1[5-9]|20)\d\d|1[0-4]\d\d(?=\s?[-‐‑–—]\s?(?:\d{4}|\d\d)\s?(?:年|год|гг)))"
    r"\s?([-‐‑–—~～〜/])\s?(\d{4}|\d\d)(?!\d|[.,:/-]\d)(?:\s?[年년])?",
    re.ASCII,
)
_LIVED = re.compile(
    r"(?:(?<=[(（])\s?(\d{3,4})\s?[-‐‑–—]\s?(\d{3,4})(?=\s?[)）])"
    r"|(?<![\d.,:/-])(\d{3,4})\s?[-‐‑–—]\s?(\d{4})\s?гг(?![а-яё]))",
    re.ASCII,
)
"""Years of old in brackets ("(936-1013)"), or with a sign of years behind them ("981—1037 гг")."""
_FISCAL = re.compile(r"(?<!\w)FY\s?['’]?((?:20)?\d\d)(?:\s?[-–/]\s?((?:20)?\d\d))?(?![\w%]|[.,:/-]\d)", re.ASCII)
"""Financial years as accounts call them: "FY2024", "FY 2023-24", "FY24"."""
_DIGITS = re.compile(r"\d+")
_YEAR_SIGN = re.compile(r"\s?[年년]")
_CLOCK = re.compile(r"(?<![\w:.,/])(?<!(?<![א-ת])-)([01]?\d|2[0-3])[:：]([0-5]\d)(?![:\w]*\d)", re.ASCII)
_GAPS = frozenset("0123456")
"""Hours that, with nothing beside them that tells a time of day, are as often the minutes of a race ("at 1:47")."""
_DIALLED = re.compile(r"0\d{1,4}(?:[ \u00a0.-]\d{2,4})*(?![A-Za-z\d:]|[.,/-]\d)")
_MINOR_PLANET = re.compile(r"\s[A-Z]{1,2}\d")
"""Behind the year of an asteroid's designation: "2031 AB7"."""
_TITLED = re.compile(r"[\"“„‘«‹](?:[A-Z][\w'’:-]{0,20}\s){1,4}$")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,20}$")
_HYPHENS = "-‐‑–"
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_FIRST_LIVED, _ROUND = 300, 10
_LEFTWARDS = frozenset({"ar", "fa", "he", "ur"})
_LONGEST_WAR = 100
"""So many years may lie between two that are written in the other order."""
_LONGEST_NUMBER, _LONGEST_WORD, _LONGEST_TITLE = 5, 30, 60
_HEDGE = 20
"""So many characters before a date are read for a hedge ("more than ten years ago")."""
_CLAUSE_WORDS = re.compile(r"(?<!\w)[^\d,.;:،%٪％]*$")
_FIGURE_BEFORE = re.compile(r"[\d%٪％]\s*$")
"""Behind a figure the words before a date compare ("17% more than ten years ago")."""
_OF = frozenset("的の")
_LAST_CASED = "\u0530"
"""Scripts with capitals (Latin, Greek, Cyrillic) come before it."""
_WEAK = frozenset({Granularity.YEAR, Granularity.TIME})
_INDIC_MODEL = re.compile("[\u0900-\u0e7f][-‐‑]$")
"""A hyphen that joins digits to a word without capitals: एक्स-1800."""
Leftover = tuple[Span, Date | Entity]


def find_lengths(
    text: str, sentence: Span, dates: Sequence[tuple[Span, Date]], language: str, style: Style
) -> Iterator[tuple[Span, Quantity]]:
    """The lengths of time that dates are told by: the "three years" of "three years ago"."""
    for span, date in dates:
        told = (date.year, date.month, date.day, date.weekday, date.time)
        if any(part is not None for part in told) or not date.relative:
            continue
        lengths = [f for f in find_quantities(text, span, language, (), style) if f[1].dimension is Dimension.DURATION]
        begin = _CLAUSE_WORDS.search(text, max(sentence.start, span.start - _HEDGE), span.start) if lengths else None
        if begin is not None and _FIGURE_BEFORE.search(text, max(sentence.start, begin.start() - 2), begin.start()):
            begin = None
        around = Span(begin.start(), span.end) if begin else span
        hedged = dict(find_quantities(text, around, language, (), style)) if begin else {}
        for place, quantity in lengths:
            wider = hedged.get(place, quantity)
            compared = wider.bound is not Bound.ABOUT and text[span.end : span.end + 1] in _OF  # 高于四年前的170万
            yield place, quantity if wider.bound is Bound.AT_MOST or compared else wider  # "until ten years ago"


def with_year_ranges(
    text: str, sentence: Span, language: str, dates: list[tuple[Span, Date]]
) -> list[tuple[Span, Date]]:
    """The dates, with years and a shortened second one ("1950-53", "2018/19"): bare years and times give way.

    Where writing runs to the left the later year often comes first ("1918-1914").
    """
    found: list[tuple[Span, Date]] = []
    for match in _YEARS.finditer(text, sentence.start, sentence.end):
        first = int(match[1])
        last = int(match[3]) if len(match[3]) == 4 else first // 100 * 100 + int(match[3])
        if language in _LEFTWARDS and match[2] != "/" and len(match[3]) == 4 and last < first <= last + _LONGEST_WAR:
            first, last = last, first
        follows = last == first + 1 if match[2] == "/" else first < last <= _LAST_YEAR
        span = Span(*match.span())
        if follows and all(date.granularity in _WEAK for other, date in dates if other.overlaps(span)):
            found.append((span, replace(whole_year(first), end=f"{last:04d}-12-31", bound=Bound.RANGE)))
    found = in_place_of(found, list(_lifetimes(text, sentence, dates)))
    if text.find("FY", sentence.start, sentence.end) >= 0:
        found = in_place_of(found, list(_fiscal_years(text, sentence)))
    return in_place_of(dates, found) if found else dates


def _lifetimes(text: str, sentence: Span, dates: Sequence[tuple[Span, Date]]) -> Iterator[tuple[Span, Date]]:
    """Years in which somebody lived or ruled long ago; round figures may count anything."""
    for match in _LIVED.finditer(text, sentence.start, sentence.end):
        first, last = (int(year) for year in match.groups() if year)
        span = Span(match.start() + (text[match.start()] == " "), match.end())
        told = match[3] is not None or first % _ROUND or last % _ROUND
        if not told or not _FIRST_LIVED <= first < last <= min(first + _LONGEST_WAR, _FIRST_YEAR + _LONGEST_WAR):
            continue
        if all(date.granularity in _WEAK for other, date in dates if other.overlaps(span)):
            yield span, replace(whole_year(first), end=f"{last:04d}-12-31", bound=Bound.RANGE)


def _fiscal_years(text: str, sentence: Span) -> Iterator[tuple[Span, Date]]:
    for match in _FISCAL.finditer(text, sentence.start, sentence.end):
        first, last = (int(year) % 100 + 2000 if year else None for year in match.groups())
        if first is not None and last in (None, first + 1):
            year = whole_year(first)
            whole = replace(year, end=f"{last:04d}-12-31", bound=Bound.RANGE) if last is not None else year
            yield Span(*match.span()), whole


def find_leftovers(text: str, sentence: Span, language: str, taken: Sequence[Span]) -> Iterator[Leftover]:
    """Years, times of the day and designations in the digits of a sentence that no other claim has read.

    Parameters
    ----------
    text, sentence: the article's text and the part of it to read.
    language: BCP 47 primary language subtag.
    taken: spans of quantities and dates.
    """
    if _DIGITS.search(text, sentence.start, sentence.end) is None:
        return
    closed = Spans(taken)
    rest = [m for m in _DIGITS.finditer(text, sentence.start, sentence.end) if not closed.overlap(*m.span())]
    if not rest:
        return
    names = lexicon(language).designations
    designated = names.finditer(text, sentence.start, sentence.end) if names is not None else ()
    named = Spans(Span(*name.span()) for name in designated)
    reader = _Reader(text, sentence, language, tokenise(text, sentence), closed, named)
    end = sentence.start
    for match in rest:
        found = reader.read(match.start(), match.end()) if match.start() >= end else None
        if found is not None and found[0].start >= end:
            end = found[0].end
            yield found


def joined_names(
    names: Sequence[tuple[Span, Entity]], found: Sequence[Leftover], text: str, language: str
) -> list[Leftover]:
    """Names and designations without overlap: "BBC Radio" and "Radio 4" are "BBC Radio 4".

    Both come in text order, so that only the names around each designation are looked at.
    """
    kept: dict[int, tuple[Span, Entity]] = dict(enumerate(names))
    others: list[Leftover] = []
    near: list[int] = []
    ahead = 0
    for place, (span, value) in enumerate(found, start=len(names)):
        if not isinstance(value, Entity):
            others.append((span, value))
            continue
        while ahead < len(names) and names[ahead][0].start < span.end:
            near.append(ahead)
            ahead += 1
        near = sorted(index for index in near if kept[index][0].end > span.start)
        if any(_takes_no_number(kept[index], span, language) for index in near):
            continue
        touched = [kept.pop(index) for index in near if kept[index][0].overlaps(span)]
        spans = [span, *(other for other, _ in touched)]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        base = touched[0][1] if touched else value
        kept[place] = (Span(start, end), replace(base, name=text[start:end]))
        near = [*(index for index in near if index in kept), place]
    return [*kept.values(), *others]


def _takes_no_number(name: tuple[Span, Entity], designation: Span, language: str) -> bool:
    """Whether digits behind a name are none of it: a person has none, a place only where a word says what it is."""
    span, entity = name
    if entity.type not in ("PER", "LOC") or span.end >= designation.end or not span.overlaps(designation):
        return False
    return entity.type == "PER" or name_words(language).place_words.isdisjoint(entity.name.casefold().split())


@dataclass(slots=True)
class _Reader:
    text: str
    sentence: Span
    language: str
    tokens: Tokens
    closed: Spans
    designated: Spans
    """Where names with numbers in them stand that the language knows."""

    def read(self, start: int, end: int) -> Leftover | None:
        """What the digits from ``start`` to ``end`` stand for, or nothing."""
        text, digits = self.text, ascii_digits(self.text[start:end])
        clock = _CLOCK.match(text, start, self.sentence.end)
        if clock is not None and (clock[1] in _GAPS or self._is_of_name(start, clock.end())):
            return None
        if clock is not None:
            time = f"{int(clock[1]):02d}:{clock[2]}"
            return Span(*clock.span()), Date(None, None, Granularity.TIME, time=time)
        word = self._word(start, end)
        if len(word) > end - start:
            return self._designation(word) if self._is_designation(word, start) else self._bare_year(start, end, digits)
        if digits[0] == "0" and len(digits) > 1:
            dialled = _DIALLED.match(text, start, self.sentence.end)
            return self._designation(Span(*dialled.span())) if dialled and self._stands_free(start, start) else None
        if not self._stands_free(start, end) or len(digits) > _LONGEST_NUMBER:
            return None
        year = self._bare_year(start, end, digits)
        if year is not None:
            return year
        named = self._named(start, end)
        return self._designation(named) if named is not None else None

    def _bare_year(self, start: int, end: int, digits: str) -> Leftover | None:
        if len(digits) != 4 or not _FIRST_YEAR <= int(digits) <= _LAST_YEAR or not self._stands_free(start, end):
            return None
        if _MINOR_PLANET.match(self.text, end, self.sentence.end) or self._is_of_name(start, end):
            return None
        modelled = _INDIC_MODEL.search(self.text, max(self.sentence.start, start - 2), start)
        if modelled or self.text[end : end + 1] == "+":  # "2000+ runs"
            return None
        sign = _YEAR_SIGN.match(self.text, end, self.sentence.end)
        return Span(start, sign.end() if sign else end), whole_year(int(digits))

    def _is_of_name(self, start: int, end: int) -> bool:
        """Whether four digits belong to a title in quotation marks («Nova 2088») or a name that the language knows."""
        text, low = self.text, self.sentence.start
        if text[end : end + 1] in tuple('"”“’»›') and _TITLED.search(text, max(low, start - _LONGEST_TITLE), start):
            return True
        return self.designated.overlap(start, end)

    def _designation(self, span: Span) -> Leftover:
        return span, Entity("MISC", self.text[span.start : span.end])

    def _stands_free(self, start: int, end: int) -> bool:
        """Whether the digits are no part of a longer chain (3.14, 12/7, 192.168.0.1)."""
        before = self.text[max(self.sentence.start, start - 2) : start]
        after = self.text[end : min(self.sentence.end, end + 2)]
        chained = len(before) == 2 and before[0].isdecimal() and before[1] in f".,:/٫٬{_HYPHENS}"
        goes_on = end > start and len(after) == 2 and after[1].isdecimal() and after[0] in f".,:/٫٬{_HYPHENS}"
        return not chained and not goes_on and before[-1:] not in ("_", "#", "@")

    def _word(self, start: int, end: int) -> Span:
        """The digits with all letters of a script with capitals that touch them, hyphens within included."""
        text = self.text
        low, high = max(self.sentence.start, start - _LONGEST_WORD), min(self.sentence.end, end + _LONGEST_WORD)
        first, last = start, end
        while first > low and self._belongs(first - 1, low, text):
            first -= 1
        while last < high and text[last].isalnum() and text[last] < _LAST_CASED:
            last += 1
        while (
            last + 1 < high and (first < start or last > end) and text[last] in _HYPHENS and text[last + 1].isdecimal()
        ):
            last += 1
            while last < high and text[last].isalnum() and text[last] < _LAST_CASED:
                last += 1
        return Span(first, last)

    def _belongs(self, at: int, low: int, text: str) -> bool:
        if text[at] in _HYPHENS:
            return at > low and text[at - 1].isalpha() and text[at - 1] < _LAST_CASED
        return text[at].isalnum() and text[at] < _LAST_CASED

    def _is_designation(self, word: Span, start: int) -> bool:
        raw = self.text[word.start : word.end]
        if self.closed.overlap(word.start, word.end) or self.text[word.start - 1 : word.start] in ("@", "#", "_", "/"):
            return False
        return len(raw) < _LONGEST_WORD and any(c.isupper() for c in raw)

    def _named(self, start: int, end: int) -> Span | None:
        """A label or a word with a capital right before the digits, with both in one span."""
        tokens, words = self.tokens, lexicon(self.language)
        index = tokens.at(start)
        after = words.labels_after.find(tokens, tokens.at(end))
        if after is not None:
            return Span(start, after.stop)
        unit = words.units.find(tokens, tokens.at(end))
        if unit is not None and is_title(tokens, index, unit.end, words):
            return self._if_free(start, unit.stop)
        if is_quoted_name(tokens, index, words):
            return self._if_free(start, tokens.ends[index + 1])
        phrase = words.blocked.find(tokens, index)
        begin = tokens.text[tokens.starts[phrase.end - 1]] if phrase is not None else ""
        if phrase is not None and begin.isalpha() and not begin.islower():
            return self._if_free(start, phrase.stop)  # "60 Minutes"
        if index == 0:
            return None
        phrase = words.blocked.find(tokens, index - 1)
        if phrase is not None and phrase.end == index + 1 and tokens.keys[index - 1].isalpha():
            return self._if_free(start, end)  # "call 101"
        label = words.label_before(tokens, index)
        if label is not None:
            return self._if_free(label.start, end)
        raw = self.text[tokens.starts[index - 1] : tokens.ends[index - 1]]
        if is_unspaced(tokens.keys[index - 1]):
            match = _KATAKANA.search(self.text, max(self.sentence.start, start - _LONGEST_WORD), start)
            return self._if_free(match.start(), end) if match else None
        gap = self.text[tokens.ends[index - 1] : start]
        if not raw[0].isupper() or len(raw) < 2 or not gap.isspace() or words.writing.capitals or index == 1:
            return None
        if (not tokens.keys[index - 2][0].isalnum() and not raw.isupper()) or tokens.is_headline():
            return None  # the first word of what is quoted
        return self._if_free(tokens.starts[index - 1], end)

    def _if_free(self, start: int, end: int) -> Span | None:
        return None if self.closed.overlap(start, end) else Span(start, end)
