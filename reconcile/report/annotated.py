"""An article's text with its claims marked where they stand and what was read from each beside it.

``On l'a installée ⟦54.000|54,000⟧ fois`` says in one line what a list of claims says in six. What the
characters say themselves is not repeated (``⟦54,000⟧``), nor what was said of the same name further up. Claims
that overlap ("six years" in "six years ago") share their brackets. Only the sentences that claims are taken
from are shown.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console
from rich.text import Text

from reconcile.claims import (
    Article,
    Bound,
    Claim,
    Date,
    Dimension,
    Entity,
    Granularity,
    Kind,
    Modality,
    Quantity,
    Reading,
    Span,
)
from reconcile.report.terminal import PLAIN_WIDTH, wrapped
from reconcile.report.text import ISOLATE_END, ISOLATE_START, clean, is_rtl, isolate
from reconcile.values.numerals import in_unit, plain

STYLES = {Kind.QUANTITY: "bold green", Kind.DATE: "bold magenta", Kind.ENTITY: "bold blue"}
_NOUNS = {Kind.QUANTITY: ("figure", "figures"), Kind.DATE: ("date", "dates"), Kind.ENTITY: ("name", "names")}
_OPEN, _BESIDE, _CLOSE = "⟦", "|", "⟧"
# An article's own brackets must not be taken for marks.
_BRACKETS = {ord(char): f"⟨U+{ord(char):04X}⟩" for char in _OPEN + _CLOSE}
_SPACES = re.compile(" {2,}")
_BOUNDS = {Bound.ABOUT: "≈", Bound.OVER: ">", Bound.UNDER: "<", Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤"}
_READINGS = {Reading.TO: " (to)", Reading.BY: " (by)", Reading.OPEN: " (to or by)"}
_DIRECTIONS = {1: ", up", -1: ", down"}
_SIZES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
# Decimals: no figure of the news is told to more.
_EXACT = 6
# What a reader takes figures for anyway.
_PLAIN = frozenset({Modality.REPORTED, Modality.ACTUAL})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# How much of an ISO 8601 date a period that is one of the calendar's takes to name.
_NAMED = {Granularity.YEAR: 4, Granularity.MONTH: 7}


def print_annotated(article: Article, claims: Sequence[Claim], console: Console) -> None:
    """Print the article's name, how many claims of each kind it makes, and its text with ``claims`` marked."""
    for line in _lines(article, claims, console):
        console.print(line, highlight=False, markup=False, emoji=False, soft_wrap=False)


def to_annotated(article: Article, claims: Sequence[Claim], width: int = PLAIN_WIDTH) -> str:
    """The same as plain text without colours, ``width`` cells wide."""
    console = Console(file=io.StringIO(), width=width, color_system=None, force_terminal=False, legacy_windows=False)
    with console.capture() as capture:
        print_annotated(article, claims, console)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def note(claim: Claim) -> str:
    """What was read, in English, as far as the claim's characters do not say it themselves; safe to print.

    A figure is its bound, value and unit (``≈1.2 billion EUR``); a date is as much of ISO 8601 as is known; a
    name is its type and, where the article has a fuller one, that.
    """
    if claim.quantity is not None:
        value = _unless_said(_quantity(claim.quantity), claim.text)
        modality = "" if claim.modality in _PLAIN else claim.modality.value
        words = [
            modality,
            *(scope.replace("_", " ") for scope in claim.scopes),
            claim.count.value if claim.count else "",
        ]
        return ", ".join(filter(None, [value, *words]))
    if claim.date is not None:
        return _unless_said(_date(claim.date), claim.text)
    return _entity(claim.entity, claim.text) if claim.entity is not None else ""


# --- what was read ----------------------------------------------------------------------------------


def _unless_said(read: str, text: str) -> str:
    return "" if _bare(read) == _bare(text) else clean(read)


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _quantity(q: Quantity) -> str:
    values = (q.high, q.low) if q.dimension is Dimension.SCORE else (q.low, q.high)
    if q.number is not None:
        value = _value(q, q.number) + "".join(f" or {plain(other)}" for other in q.alternatives)
    else:
        value = "–".join(_value(q, end) for end in values if end is not None)
    per = f" per {q.per}" if q.per and q.dimension is not Dimension.RATE else ""
    reading = _READINGS[q.reading] if q.reading is not None else ""
    return f"{_BOUNDS.get(q.bound, '')}{value}{per}{reading}{_DIRECTIONS.get(q.direction, '')}"


def _value(q: Quantity, value: Fraction) -> str:
    match q.dimension:
        case Dimension.MULTIPLIER:
            return f"×{plain(value, 2)}"
        case Dimension.ORDINAL:
            return f"no. {plain(value)}"
        case Dimension.AGE:
            return f"aged {plain(value)}"
        case Dimension.SCORE:
            return plain(value)
        case Dimension.PERCENT:
            return f"{plain(value, _EXACT)}%"
        case Dimension.RATE | Dimension.FRACTION:
            return in_unit(value, q)
        case Dimension.DURATION if value.denominator != 1:
            return in_unit(value, q)
        case _:
            return f"{_written(value)} {q.unit}".removesuffix(" 1")


def _written(value: Fraction) -> str:
    """A number in digits, or in millions and more where that is shorter and loses nothing."""
    for size, word in _SIZES:
        if abs(value) >= size and (value / size * 1000).denominator == 1:
            return f"{plain(value / size, 3)} {word}"
    return plain(value, _EXACT)


def _date(date: Date) -> str:
    said = _resolved(date) if date.start is not None or date.end is not None else _unresolved(date)
    about = "≈" if date.bound is Bound.ABOUT else ""
    return " ".join(filter(None, [date.modifier, about + said]))


def _resolved(date: Date) -> str:
    start, end = date.start or "", date.end or ""
    named = _NAMED.get(date.granularity)
    if named is not None:
        start, end = start[:named], end[:named]
    return start if start == end else f"{start}–{end}"


def _unresolved(date: Date) -> str:
    parts = [_WEEKDAYS[date.weekday] if date.weekday is not None else ""]
    if date.granularity is Granularity.QUARTER and date.month is not None:
        # The first half of a year begins as its first quarter does.
        parts.append(f"quarter {(date.month + 2) // 3}" + f" or half {date.month // 6 + 1}" * (date.month % 6 == 1))
    elif date.month is not None:
        day = f" {date.day}" if date.day is not None else ""
        parts.append(_MONTHS[date.month - 1] + day)
    elif date.day is not None:
        parts.append(f"day {date.day}")
    if date.last is not None:
        parts.append(f"– {_MONTHS[date.last[0] - 1]} {date.last[1]}")
    parts.append(str(date.year) if date.year is not None else "")
    parts.append(date.time or "")
    if not any(parts) and date.counted is not None:
        parts.append(_counted(*date.counted))
    return " ".join(filter(None, parts)) or date.granularity.value


def _counted(unit: Granularity, count: int) -> str:
    if not count:
        return f"this {unit.value}"
    return f"{abs(count)} {unit.value}{'s' * (abs(count) != 1)} {'before' if count < 0 else 'after'}"


def _entity(entity: Entity, text: str) -> str:
    name = "" if _bare(entity.name) == _bare(text) else isolate(clean(entity.name))
    return " ".join(filter(None, [clean(entity.type), name]))


# --- the text -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mark:
    """Claims that overlap, and the characters that they take together."""

    span: Span
    claims: tuple[Claim, ...]


def _marks(claims: Iterable[Claim]) -> list[_Mark]:
    marks: list[_Mark] = []
    for claim in sorted(claims, key=lambda claim: (claim.span.start, -claim.span.end, claim.id)):
        if marks and claim.span.start < marks[-1].span.end:
            last = marks[-1]
            end = max(last.span.end, claim.span.end)
            marks[-1] = _Mark(Span(last.span.start, end), (*last.claims, claim))
        else:
            marks.append(_Mark(claim.span, (claim,)))
    return marks


def _lines(article: Article, claims: Sequence[Claim], console: Console) -> Iterable[Text]:
    yield _head(article, claims)
    marks, known = _marks(claims), set[tuple[str, str]]()
    prose, starts = article.prose, [mark.span.start for mark in marks]
    width = max(16, console.width - 2)
    for paragraph in _paragraphs(article):
        first, last = (bisect_left(starts, end) for end in (paragraph.start, paragraph.end))
        rtl = is_rtl(clean(prose[paragraph.start : paragraph.end]), article.language)
        text = _annotated(prose, paragraph, marks[first:last], rtl, known)
        for line in wrapped(text, console, width, rtl):
            yield Text("  ", no_wrap=True, overflow="ignore").append_text(line)
    yield Text("")


def _head(article: Article, claims: Sequence[Claim]) -> Text:
    found = Counter(claim.kind for claim in claims)
    head = Text(clean(article.language), "bold cyan").append(f" {isolate(clean(article.id))}", "bold")
    for kind, (one, many) in _NOUNS.items():
        if found[kind]:
            head.append(" · ").append(f"{found[kind]:,} {one if found[kind] == 1 else many}", STYLES[kind])
    return head if claims else head.append(" · no claims", "dim")


def _paragraphs(article: Article) -> list[Span]:
    """Sentences with no line break between them, together."""
    paragraphs: list[Span] = []
    for sentence in sorted(article.sentences):
        if paragraphs and not article.text[paragraphs[-1].end : sentence.start].strip(" \t\u00a0\u3000"):
            paragraphs[-1] = Span(paragraphs[-1].start, max(paragraphs[-1].end, sentence.end))
        else:
            paragraphs.append(sentence)
    return paragraphs


def _annotated(prose: str, paragraph: Span, marks: Sequence[_Mark], rtl: bool, known: set[tuple[str, str]]) -> Text:
    text = Text()
    at = paragraph.start
    for mark in marks:
        text.append(_shown(prose[at : mark.span.start]))
        text.append(_OPEN, "dim")
        text.append(_shown(prose[mark.span.start : mark.span.end]), STYLES[mark.claims[0].kind])
        if notes := "; ".join(filter(None, (_news(claim, known) for claim in mark.claims))):
            text.append(_BESIDE, "dim")
            # Beside right-to-left text what was read would take its direction.
            text.append(f"{ISOLATE_START}{notes}{ISOLATE_END}" if rtl else notes, "dim")
        text.append(_CLOSE, "dim")
        at = mark.span.end
    text.append(_shown(prose[at : max(at, paragraph.end)]))
    return text


def _news(claim: Claim, known: set[tuple[str, str]]) -> str:
    """The claim's note, unless it is of a name and stands beside the same name further up."""
    said = note(claim)
    if claim.kind is not Kind.ENTITY:
        return said
    if (claim.text, said) in known:
        return ""
    known.add((claim.text, said))
    return said


def _shown(text: str) -> str:
    return _SPACES.sub(" ", clean(text).translate(_BRACKETS))
