"""Dates that belong together: a day and its clock time, two ends of a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reconcile.claims import Bound, Date, Granularity
from reconcile.extract import date_clock, date_resolve
from reconcile.extract.date_lexer import Token

if TYPE_CHECKING:
    from reconcile.extract.dates import Reader

# What may stand between a date and its time besides words.
_DATE_ENDS = frozenset(".-")
_DAYLIKE = frozenset({Granularity.DAY, Granularity.WEEKDAY})
_ENDS = frozenset({"until", "by"})


class Found(NamedTuple):
    """A date with its tokens: those of its span, and all it was read from, the words of a zone around it included."""

    first: int
    last: int
    date: Date
    kind: str
    begin: int
    end: int
    zone: str = ""
    """The time zone that its words name."""


def compose(items: list[Found], run: Sequence[Token], reader: Reader) -> list[Found]:
    """Items that belong together made one: a day and its clock time, two ends of a range."""
    out: list[Found] = []
    for item in items:
        if out and item.kind == "clock":
            out[-1:], item = _with_clock(out[-1], item, run)
        while out and (joined := _join(out[-1], item, run, reader)) is not None:
            out.pop()
            item = joined
        out.append(item)
    return out


def _with_clock(left: Found, clock: Found, run: Sequence[Token]) -> tuple[list[Found], Found]:
    """A clock time on the last of the days before it ("16 to 18 May, 5 p.m."), or on the day of the time before it."""
    day, links = left.date, run[left.end + 1 : clock.begin]
    until = len(links) == 1 and "to" in links[0].values and clock.date.start is None
    if until and day.granularity is Granularity.TIME and day.start and (day.time or "") < (clock.date.time or ""):
        told = replace(day, time=None, start=day.start[:10], end=day.start[:10], granularity=Granularity.DAY)
        return [left], clock._replace(date=date_clock.on_day(told, replace(clock.date, modifier="until")))
    if links or day.bound is not Bound.RANGE or day.granularity is not Granularity.DAY or not (day.start and day.end):
        return [left], clock
    at = max((n for n in range(left.first, left.last) if "to" in run[n].values), default=0)
    if not at:
        return [left], clock
    first = replace(day, end=day.start, bound=Bound.EXACT, modifier=day.modifier or "since")
    last = replace(day, start=day.end, bound=Bound.EXACT, day=int(day.end[8:10]), modifier="")
    whole = Found(at + 1, clock.last, date_clock.on_day(last, clock.date), "timed", at + 1, clock.end)
    return [left._replace(last=at - 1, end=at - 1, date=first)], whole


def _join(left: Found, right: Found, run: Sequence[Token], reader: Reader) -> Found | None:
    between = run[left.end + 1 : right.begin]
    linked = [token for token in between if not _ends_date(token, reader.text)]
    if len(between) <= 4 and all({"join", "at"} & token.values.keys() for token in linked):
        if left.kind == "clock" and right.date.granularity in _DAYLIKE and right.date.bound is not Bound.RANGE:
            whole = _made(left, right, date_clock.on_day(right.date, left.date, left.zone), "timed")
            return reader.with_zone(whole._replace(zone=left.zone), run, len(run))
        if right.kind == "clock" and left.date.granularity in _DAYLIKE and left.date.bound is not Bound.RANGE:
            return _made(left, right, date_clock.on_day(left.date, right.date, right.zone), "timed")
    if any("to" in token.values for token in between) and all({"to", "the"} & token.values.keys() for token in between):
        before = run[left.first - 1].values if left.first else {}
        return _ranged(left, right, "from" in before or "between" in before, reader, run)
    bridged = between and all({"and", "the"} & token.values.keys() for token in between)
    if bridged and left.first and "between" in run[left.first - 1].values:
        return _ranged(left, right, True, reader, run)
    return None


def _ends_date(token: Token, text: str) -> bool:
    """Whether a token ends the date before it: Croatian "2025. u 14.30", Hungarian "14-én 14:30-kor"."""
    return text[token.start : token.end] in _DATE_ENDS or "dsuf" in token.values


def _made(left: Found, right: Found, date: Date, kind: str) -> Found:
    """Both as one date."""
    return Found(left.first, right.last, date, kind, left.begin, right.end)


def _ranged(left: Found, right: Found, announced: bool, reader: Reader, run: Sequence[Token]) -> Found | None:
    """``left`` to ``right`` as one range, if they are of one kind and the second follows the first."""
    a, b = left.date, right.date
    if a.granularity is not b.granularity or Bound.RANGE in (a.bound, b.bound) or a.granularity is Granularity.TIME:
        return None
    here = reader.context(run[left.first].start, run[right.last].end)
    if a.relative and not b.relative and a.month is not None and a.year is None and b.year is not None and b.month:
        year = b.year if a.month <= b.month else b.year - 1
        a = date_resolve.date({k: v for k, v in (("month", a.month), ("day", a.day), ("year", year)) if v}, here) or a
    joined = date_resolve.span_of(a, b, here)
    if joined is None:
        return None
    last = b.modifier if b.modifier not in _ENDS else ""  # "from January until March" ends there
    whole = _made(left, right, replace(joined, modifier=a.modifier or last), "range")
    return whole._replace(first=left.first - 1, begin=left.first - 1) if announced else whole
