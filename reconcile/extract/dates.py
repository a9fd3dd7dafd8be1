"""Dates and times in a sentence, in any language of the data files.

    find_dates(text, sentence, language, published) → [(span, date), ...]

A sentence becomes tokens (:mod:`.date_lexer`), the tokens' classes are matched against the language's rules
(:mod:`.date_patterns`, ``languages/dates/*.toml``), and what the rules hold is resolved against the date of
publication (:mod:`.date_resolve`, :mod:`.date_relative`, :mod:`.date_clock`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from reconcile.claims import Bound, Date, Granularity, Span
from reconcile.extract import date_clock, date_periods, date_reckonings, date_relative, date_resolve
from reconcile.extract.date_counts import count_in, weekday_apart
from reconcile.extract.date_joining import Found, compose
from reconcile.extract.date_language import DateLanguage, date_language
from reconcile.extract.date_lexer import Token
from reconcile.extract.date_patterns import GAP, Match
from reconcile.extract.date_places import zone_behind
from reconcile.extract.date_resolve import Context, Fields

_FIELD = {"d": "day", "dayword": "day", "m": "month", "w": "weekday", "two": "n", "ordword": "ord"}
_IDLE = frozenset({"of", "the", "join", "to", "=.", "=,", "=-", "=の", "=的", "=、"})
_MAY_HOLD_ANOTHER = frozenset({"lone_day", "range", "earlier", "afterwards", "later_if_future"})
_ANYTHING = re.compile(r"\S")
_CLAUSE = 100
"""Characters on either side of an expression that are searched for words of the future."""
_CLAUSE_END = re.compile(r"[,،;:：、，؛。.!?؟«»\"“”„—–()（）「」\n]")
_HALT = re.compile(r"[,،;:、，؛.!?؟。«»“”„—–](?!\d)")
"""Where the words end among which a verb is looked for that tells whether something has happened."""
_LEADING = 24
"""So many characters before an expression are searched for a word such as "until"."""
_CLAUSE_HEAD = 14
"""With no more characters before it an expression opens its clause, and the verb follows."""
_LEADS_IN = frozenset({"the", "at"})
"""Words that may stand between "before" and what it is before."""
_MODIFIES = frozenset({"mod", "near"})
"""Words such as "before"; those of the first class may make a bare number behind them a year."""
_CARRIED = ("few", "partof", "fraction", "told")
"""Classes that a word may have beside the one that a rule names, and that say more of it."""
_PART_AROUND = {"dawn": "morning", "noon": "afternoon"}
"""The part of a day, of the four that are told apart, that a time of day without its hour lies in."""
_AROUND_ZONES = frozenset({"by=", "lp=", "rp="})
_LEADS_TO_ZONE = frozenset({"=,", "lp", "by"})
_PREFIX = 2
"""Letters of the longest prefix that takes a hyphen before figures."""
_ABBREVIATION = 4
"""A zone of no more letters is an abbreviation ("ET", "мск"), which belongs to its time as the words of one do not."""
_Resolver = Callable[[Fields, Context], Date | None]


def _shift(sign: int, only_future: bool = False) -> _Resolver:
    def resolve(fields: Fields, context: Context) -> Date | None:
        if only_future and not context.future:
            return None
        if sign > 0 and context.begins and context.has_happened() and not context.future:
            return date_relative.narrated_length(fields, context, sign)  # "Через четыре года был выдан патент"
        return date_relative.shifted(fields, context, sign)

    return resolve


def _narrated(sign: int) -> _Resolver:
    return lambda fields, context: date_relative.narrated_length(fields, context, sign)


RESOLVERS: Mapping[str, _Resolver] = {
    "date": date_resolve.date,
    "weekday_day": date_resolve.date,
    "range": date_resolve.date,
    "lone_day": date_resolve.lone_day,
    "years": date_resolve.years,
    "periods": date_periods.periods,
    "calendar": date_reckonings.other_calendar,
    "today": date_relative.today,
    "narrated": date_relative.narrated,
    "ago": _shift(-1),
    "later": _shift(1),
    "later_if_future": _shift(1, only_future=True),
    "earlier": _narrated(-1),
    "afterwards": _narrated(1),
    "directed": date_relative.directed,
    "past": date_relative.past_weekday,
    "nth": date_relative.nth,
    "after_weeks": date_relative.weekday_after_weeks,
    "ahead": date_relative.weekday_in_future,
    "clock": date_clock.clock,
    "timed": date_clock.timed,
    "not": lambda fields, context: None,
}
"""What each kind of rule means; the sections of ``[rules]`` in the data files are named after these."""


def find_dates(text: str, sentence: Span, language: str, published: dt.date | None) -> list[tuple[Span, Date]]:
    """All dates and times that a sentence names, in text order, not overlapping.

    Parameters
    ----------
    text: the whole text; spans are code points of it.
    sentence: the part to read.
    language: BCP 47 tag; its primary subtag selects the rules. An unknown one gets those that need no words.
    published: the day that relative expressions count from; without it they are found but not resolved.
    """
    known = date_language(language)
    matches = known.grammar.matches
    reader: Reader | None = None
    found: list[tuple[Span, Date]] = []
    tokens = known.lexer.tokens(text, sentence.start, sentence.end)
    for codes in known.grammar.runs("".join([GAP if token is None else token.code for token in tokens])):
        if not (matched := matches(codes[0])):
            continue
        run = [token for token in tokens[codes.start() : codes.end()] if token is not None]
        reader = reader or Reader(text, sentence, known, published)
        for item in compose(list(reader.read(run, matched)), run, reader):
            span = Span(run[item.first].start, run[item.last].end)
            if not _is_title(text, span):
                found.append((span, date_clock.settled(reader.in_place(item, run[item.end].end))))
    return found


def _is_title(text: str, span: Span) -> bool:
    """Whether a date is all there is between the marks of a title (《今日》)."""
    return text[span.start - 1 : span.start] == "《" and text[span.end : span.end + 1] == "》"


class _Told(NamedTuple):
    """The last day, year and month that a sentence has named so far."""

    day: dt.date | None = None
    year: int | None = None
    month: dt.date | None = None

    def then(self, date: Date) -> _Told:
        """What is told after one more date."""
        if date.start and date.granularity in (Granularity.DAY, Granularity.TIME):
            return _Told(dt.date.fromisoformat(date.start[:10]))
        month = dt.date.fromisoformat(date.start[:10]) if date.start and date.granularity is Granularity.MONTH else None
        if date.granularity in (Granularity.YEAR, Granularity.MONTH) and date.year is not None:
            return _Told(None, date.year, month)
        return self._replace(month=month) if month is not None else self


class Reader:
    """Reads one sentence, run by run, and keeps in mind what it has told so far."""

    def __init__(self, text: str, sentence: Span, known: DateLanguage, published: dt.date | None) -> None:
        self.text = text
        self._sentence = sentence
        self._known = known
        self._told = _Told()
        self._zone = ""
        settings = known.settings
        self._context = Context(
            published,
            known.order,
            settings.get("order_otherwise", "dmy" if known.order == "mdy" else "mdy"),
            says_future=lambda: False,
            opening=_ANYTHING.search(text, 0, sentence.start) is None,
            lower_may_follow=settings.get("capital_nouns", False),
            jalali_years=settings.get("jalali_years", False),
            minguo_years=settings.get("minguo_years", False),
            after_lone=frozenset(settings.get("after_lone", ())),
            tells_tense=settings.get("tense_told", False),
        )

    def context(self, start: int, end: int) -> Context:
        """What is known around ``text[start:end]``."""
        return self._context._replace(
            says_future=partial(self._says_future, start, end),
            has_happened=partial(self._has_happened, start, end),
            begins=_ANYTHING.search(self.text, self._sentence.start, start) is None,
            told=self._told.day,
            told_year=self._told.year,
            told_month=self._told.month,
            after=self.text[end : min(self._sentence.end, end + 8)],
        )

    def _says_future(self, start: int, end: int) -> bool:
        text, known = self.text, self._known
        before = _CLAUSE_END.split(text[max(self._sentence.start, start - _CLAUSE) : start])[-1].lower()
        after = text[end : min(self._sentence.end, end + _CLAUSE)].lower().lstrip(", ")
        after = _CLAUSE_END.split(after, maxsplit=1)[0]
        if len(before) > _CLAUSE_HEAD and not known.settings.get("verb_last", False):
            after = ""
        was = _last_end(known.past, before)
        if _last_end(known.future, before) > was:
            return True
        if _last_end(known.open_end, before[-_LEADING:]) >= 0:
            return not self._has_happened(start, end)
        return was < 0 and _last_end(known.future, after) > _last_end(known.past, after)

    def _has_happened(self, start: int, end: int) -> bool:
        told = self._known.happened
        if told is None:
            return False
        before = _HALT.split(self.text[max(self._sentence.start, start - _CLAUSE) : start])[-1]
        after = self.text[end : min(self._sentence.end, end + _CLAUSE)]
        after = _HALT.split(after if len(before) > _CLAUSE_HEAD else after.lstrip(", "), maxsplit=1)[0]
        return told.search(before.lower()) is not None or told.search(after.lower()) is not None

    def read(self, run: Sequence[Token], matched: Sequence[Match]) -> Iterator[Found]:
        """What the rules found in a run of touching tokens, resolved one by one."""
        matches = self._known.grammar.matches
        waiting = deque(matched)
        while waiting:
            match = waiting.popleft()
            if match.kind == "weekday_day" and (number := self._count_in(match, run)) >= 0:
                waiting = deque(_read_again(matches, match.start, number, run))
                continue
            here = self.context(run[match.start].start, run[match.end - 1].end)
            fields = _fields(match, run)
            if match.kind == "directed" and (cut := weekday_apart(match, fields)):
                waiting.extendleft(reversed([*_read_again(matches, match.start, cut, run[: match.end])]))
                continue
            date = RESOLVERS[match.kind](fields, here)
            if date is not None:
                date = date_resolve.begun(_modified(date, run, match), here)
                if match.kind == "date" and self._known.happened is not None:
                    date = date_resolve.ended(date, here)
                self._told = self._told.then(date)
                found = self._found(match, run, date)._replace(zone=str(fields.get("zone", "")))
                yield self.with_zone(found, run, waiting[0].start if waiting else len(run))
            elif match.kind in _MAY_HOLD_ANOTHER:  # a shorter expression may stand inside one that came to nothing
                first = _behind_score(match, run) or match.start + 1
                inner = matches("".join(token.code for token in run[first : match.end]))
                waiting.extendleft(found.moved(first) for found in reversed(inner))

    def _count_in(self, match: Match, run: Sequence[Token]) -> int:
        return count_in(match, run, self.text, self._sentence.end, self._known.after_day)

    def _found(self, match: Match, run: Sequence[Token], date: Date) -> Found:
        """A date with the shortest span that carries it: without the words of a zone at either end."""
        first, last = match.core_start, _last(match, run)
        found = Found(first, last, date, match.kind, first, last)
        named = [(slot, index) for slot, index in match.slots if match.core_start <= index < match.core_end]
        slots = [index for slot, index in named if slot not in _AROUND_ZONES]
        at = next((index for slot, index in named if slot == "zone="), -1)
        if len(slots) < 2 or at not in (slots[0], slots[-1]):
            return found
        if at == slots[0]:
            return found._replace(first=slots[1]) if self._in_words(run, at, at) else found
        around = {index for slot, index in named if slot in _AROUND_ZONES}
        opening = at
        while opening - 1 in around or "=," in run[opening - 1].values:
            opening -= 1
        return found._replace(last=opening - 1) if self._in_words(run, opening, at) else found

    def with_zone(self, found: Found, run: Sequence[Token], limit: int) -> Found:
        """A clock time with the zone that follows it and its day ("at 3.30 on Monday, Paris time")."""
        at = found.end + 1
        if found.zone or found.date.time is None or (not self._known.spaced and "lp" not in _values_at(run, at)):
            return found
        while at < len(run) and "zone" not in run[at].values and _LEADS_TO_ZONE & run[at].values.keys():
            at += 1
        if at >= limit or "zone" not in run[at].values:
            return found
        zone = str(run[at].values["zone"])
        return found._replace(date=date_clock.in_zone(found.date, zone, self._context.published), end=at, zone=zone)

    def in_place(self, found: Found, end: int) -> Date:
        """A clock time whose zone no words name, in the zone of the place that follows it ("at 9 a.m. in Helsinki")."""
        behind = self._known.place_behind
        if found.date.time is None or found.zone:
            self._zone = found.zone or self._zone
            return found.date
        zone = zone_behind(self.text, end, self._sentence.end, behind, self._known.name) if behind else ""
        zone = self._zone = zone or self._zone  # a sentence that has named a zone goes on in it
        return date_clock.in_zone(found.date, zone, self._context.published) if zone else found.date

    def _in_words(self, run: Sequence[Token], first: int, zone: int) -> bool:
        """Whether a zone is told in words, more than one or in a script without spaces, and is no abbreviation."""
        name = self.text[run[zone].start : run[zone].end]
        words = self.text[run[first].start : run[zone].end].split()
        if self._known.spaced:
            return len(words) > 1 and len(name) > _ABBREVIATION
        return not name.isascii()


def _read_again(
    matches: Callable[[str], tuple[Match, ...]], start: int, cut: int, run: Sequence[Token]
) -> Iterator[Match]:
    """What a run holds from ``start`` on where no expression goes past the token ``cut``."""
    for first, last in ((start, cut), (cut, len(run))):
        yield from (found.moved(first) for found in matches("".join(token.code for token in run[first:last])))


def _behind_score(match: Match, run: Sequence[Token]) -> int:
    """The token behind two figures of a range that runs down, which is a score ("4-1 de febrero"); 0 where none is."""
    days = [index for slot, index in match.slots if slot.partition("=")[0] in ("d", "d2", "day", "day2")]
    if match.kind != "range" or len(days) != 2 or any("d" not in run[index].values for index in days):
        return 0
    return days[1] + 1 if run[days[0]].values["d"] >= run[days[1]].values["d"] else 0


def _values_at(run: Sequence[Token], at: int) -> Mapping[str, Any]:
    return run[at].values if at < len(run) else {}


def _last_end(cues: re.Pattern[str] | None, text: str) -> int:
    """Where the last of the cues in a text ends; -1 without any."""
    return max((match.end() for match in cues.finditer(text)), default=-1) if cues else -1


def _last(match: Match, run: Sequence[Token]) -> int:
    """The last token of an expression, without a full stop or a particle at its end that says nothing."""
    held = {index for _, index in match.slots}
    last = match.core_end - 1
    while last > match.core_start and last not in held and run[last].values.keys() <= _IDLE:
        last -= 1
    return last


def _fields(match: Match, run: Sequence[Token]) -> dict[str, Any]:
    """The values in a match's slots, under the names that the resolvers know."""
    fields: dict[str, Any] = {"takes_object": True} if "takes_object" in run[match.core_end - 1].values else {}
    for slot, index in match.slots:
        values = run[index].values
        names, _, field = slot.partition("=")
        for name in names.split("|"):
            base = name.rstrip("0123456789")
            if base in values:
                fields[field or _FIELD.get(base, base) + name[len(base) :]] = values[base]
                fields.update({more: values[more] for more in _CARRIED if more in values})
                if base == "dual":
                    fields["n"] = 2
                break
    return fields


def _behind_prefix(run: Sequence[Token], at: int) -> int:
    """The token before a prefix that the hyphen ``at`` joins to a figure (Hebrew "עד ה-16"), else ``at``."""
    if at < 1 or "=-" not in run[at].values or run[at - 1].end != run[at].start:
        return at
    if not _MODIFIES.isdisjoint(run[at - 1].values):
        return at - 1
    return at - 2 if run[at - 1].end - run[at - 1].start <= _PREFIX else at


def _modified(date: Date, run: Sequence[Token], match: Match) -> Date:
    """The date with what the word before it (or behind it) says: since, until, before, after, about."""
    at = _behind_prefix(run, match.core_start - 1)
    while at >= 0 and _LEADS_IN & run[at].values.keys() and not _MODIFIES & run[at].values.keys():
        at -= 1
    around = [run[at].values.get(name) for name in ("mod", "near") if at >= 0]
    if match.core_end < len(run):
        around.append(run[match.core_end].values.get("modpost"))
    held = {index for _, index in match.slots}
    said = (run[i].values for i in range(match.core_start, match.core_end) if i not in held)
    around += ["about" for values in said if "about" in (values.get("near"), values.get("modpost"))]
    word = next((w for w in around if w), None)
    if date.time is None and date.modifier in _PART_AROUND:
        return replace(date, modifier=_PART_AROUND[date.modifier])
    if word == "about":
        return replace(date, bound=Bound.ABOUT) if date.bound is Bound.EXACT else date
    if word == "for":  # Dutch "voor 1 mei" is before it, "de begroting voor 2009" is for it
        word = "before" if date.day is not None or date.time is not None else None
    if word and not date.modifier:
        return replace(date, modifier=str(word))
    return date
