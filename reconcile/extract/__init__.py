"""Article -> claims: figures, dates and names, each read by its own recogniser over the article's sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.claims import Article, Claim, Date, Dimension, Entity, Granularity, Kind, Quantity, Span
from reconcile.extract.amounts import inside_numbers
from reconcile.extract.attributions import attributions, find_sources
from reconcile.extract.date_eras import with_eras
from reconcile.extract.date_lists import (
    with_days_behind,
    with_listed_days,
    with_listed_years,
    with_shared_years,
    with_short_years,
)
from reconcile.extract.datelines import with_dateline
from reconcile.extract.dates import find_dates
from reconcile.extract.entities import Named, names_in
from reconcile.extract.leftovers import Leftover, find_leftovers, find_lengths, joined_names, with_year_ranges
from reconcile.extract.match_clocks import with_match_clocks
from reconcile.extract.names import linked_names
from reconcile.extract.names_model import Hint
from reconcile.extract.peso_signs import with_peso_signs
from reconcile.extract.qualifiers import NONE, Qualifiers, find_cues, qualify
from reconcile.extract.quantities import Style, find_quantities, find_style
from reconcile.extract.spans import Spans
from reconcile.names.gazetteer import lookup

__all__ = ["ALL", "Named", "Reading", "claims_of", "extract", "read"]

ALL = frozenset(Kind)
_KINDS: Mapping[type, Kind] = {Quantity: Kind.QUANTITY, Date: Kind.DATE, Entity: Kind.ENTITY}
_RANGED = re.compile(r"\d[-–]\d$")
_CHAIN = re.compile(r"(?<!\d)(?:\d++[^\w\s]{1,3}+){24,}+\d*+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read of an article, kept so that names found later can be put among it."""

    article: Article
    names: tuple[Named, ...]
    """Names as the rules found them, not linked yet."""
    values: tuple[tuple[tuple[tuple[Span, Quantity | Date], ...], tuple[Leftover, ...]], ...]
    """For each sentence its figures and dates, and what is left of its digits (designations join names)."""
    qualifiers: Mapping[Span, Qualifiers]
    """What the words about figures say of them, for those of which they say something."""
    kinds: frozenset[Kind]


def extract(article: Article, kinds: frozenset[Kind] = ALL) -> tuple[Claim, ...]:
    """All claims of the kinds asked for, in text order, with ids ``"<article>#<n>"``.

    Dates and quantities are always looked for, since the 18 of "18 September" is no count and the 737 of a name
    neither. Claims of different kinds may overlap where a name has a figure in it, and where a date is told by a length
    of time ("three years" in "three years ago"). An article without sentences states nothing.
    """
    return claims_of(read(article, kinds))


def read(article: Article, kinds: frozenset[Kind] = ALL) -> Reading:
    """What the rules alone read; :func:`claims_of` makes claims of it.

    The article of the reading is without its dateline, and of the day that this names where no other is known.
    """
    article = with_dateline(article)
    prose = _without_chains(article.prose)
    dates = [_dates(article, prose, sentence) for sentence in article.sentences]
    style = find_style(prose, Spans([span for found in dates for span, _ in found]))
    names = tuple(names_in(prose, article.sentences, article.language)) if Kind.ENTITY in kinds else ()
    values = []
    qualifiers: dict[Span, Qualifiers] = {}
    for sentence, found in zip(article.sentences, dates, strict=True):
        values.append(_sentence(article, prose, sentence, found, style))
        figures = [span for span, value in values[-1][0] if isinstance(value, Quantity)]
        if figures and (cues := find_cues(prose, sentence, article.language)):
            qualifiers.update(qualify(prose, cues, figures, article.language))
    return Reading(article, names, tuple(with_peso_signs(prose, values)), qualifiers, kinds)


def claims_of(reading: Reading, model: Sequence[Named] = (), hints: Sequence[Hint] = ()) -> tuple[Claim, ...]:
    """The claims of an article, numbered in text order.

    ``model`` are names that the name head found in it, ``hints`` all that it thinks possible.
    """
    article, prose = reading.article, reading.article.prose
    names = linked_names(article, _proper(reading), model, hints) if Kind.ENTITY in reading.kinds else []
    spelled, dated = _spelled(reading), _dated(reading)
    names = [
        (span, name)
        for span, name in names
        if span.start not in spelled and (not dated.covers(span) or lookup(name.name, article.language))
    ]
    timed = [span.start for values, _ in reading.values for span, value in values if _is_clock(value)]
    names = [n for n in names if bisect_left(timed, n[0].start) == bisect_left(timed, n[0].end)] if timed else names
    starts = [span.start for span, _ in names]
    found: list[tuple[Span, Span, Quantity | Date | Entity]] = []
    sources: dict[Span, str] = {}
    for sentence, (values, rest) in zip(article.sentences, reading.values, strict=True):
        first = bisect_left(starts, sentence.start)
        here = [n for n in names[first : bisect_left(starts, sentence.end)] if n[0].end <= sentence.end]
        everything = (*values, *joined_names(here, rest, prose, article.language))
        found += [(span, sentence, value) for span, value in everything if _KINDS[type(value)] in reading.kinds]
        figures = [span for span, value in values if isinstance(value, Quantity)]
        if figures:
            sources.update(attributions(find_sources(prose, sentence, article.language, here), figures))
    found.sort(key=lambda item: (item[0].start, item[0].end, _KINDS[type(item[2])]))
    return tuple([_claim(reading, number, sources, *item) for number, item in enumerate(found)])


def _dated(reading: Reading) -> Spans:
    """Where dates with digits stand, which are no names (Korean 2023년)."""
    prose = reading.article.prose
    dates = (span for values, _ in reading.values for span, value in values if isinstance(value, Date))
    return Spans([span for span in dates if any(map(str.isdecimal, prose[span.start : span.end]))])


def _is_clock(value: Quantity | Date | Entity) -> bool:
    """Whether a value is a time of day, which is part of no name."""
    return isinstance(value, Date) and value.granularity is Granularity.TIME


def _spelled(reading: Reading) -> set[int]:
    """Where a sentence begins with a figure in words, which a capital makes look like a name: "Two thirds"."""
    prose = reading.article.prose
    begun = {
        sentence.start + len(text) - len(text.lstrip())
        for sentence in reading.article.sentences
        if (text := prose[sentence.start : sentence.end])
    }
    return {
        span.start
        for values, _ in reading.values
        for span, value in values
        if span.start in begun
        and isinstance(value, Quantity)
        and prose[span.start : span.end].replace(" ", "").isalpha()
    }


def _proper(reading: Reading) -> list[Named]:
    """The names that the rules found, without words of dates and currencies ("Sept", "USD")."""
    spans = (
        span
        for values, _ in reading.values
        for span, value in values
        if isinstance(value, Date) or value.dimension is Dimension.MONEY
    )
    taken = Spans(spans)
    return [
        (span, entity)
        for span, entity in reading.names
        if not taken.covers(span) or lookup(entity.name, reading.article.language)
    ]


def _claim(
    reading: Reading,
    number: int,
    sources: Mapping[Span, str],
    span: Span,
    sentence: Span,
    value: Quantity | Date | Entity,
) -> Claim:
    article = reading.article
    quantity = value if isinstance(value, Quantity) else None
    said = reading.qualifiers.get(span, NONE) if quantity is not None else NONE
    return Claim(
        id=f"{article.id}#{number}",
        document=article.id,
        kind=_KINDS[type(value)],
        span=span,
        text=article.text[span.start : span.end],
        sentence=sentence,
        quantity=quantity,
        date=value if isinstance(value, Date) else None,
        entity=value if isinstance(value, Entity) else None,
        modality=said.modality,
        scopes=said.scopes,
        count=said.count,
        attribution=sources.get(span, "") if quantity is not None else "",
    )


def _dates(article: Article, text: str, sentence: Span) -> list[tuple[Span, Date]]:
    language = article.language
    dates = find_dates(text, sentence, language, article.published)
    amounts = inside_numbers(text, sentence, language, [span for span, _ in dates])
    dates = [(span, date) for span, date in dates if span not in amounts and not _ends_range(text, span, date)]
    dates = with_match_clocks(text, sentence, language, dates)
    dates = with_eras(text, sentence, language, with_year_ranges(text, sentence, language, dates))
    dates = with_days_behind(text, sentence, with_listed_years(text, sentence, language, dates))
    dates = with_short_years(text, sentence, language, dates)
    return with_shared_years(text, language, with_listed_days(text, sentence, language, dates))


def _ends_range(text: str, span: Span, date: Date) -> bool:
    """Whether the length that a date is told by is the upper end of a range: "30-35 years ago"."""
    told_by_length = date.relative and date.month is None and date.weekday is None and date.time is None
    return told_by_length and _RANGED.search(text, max(0, span.start - 2), span.start + 1) is not None


def _sentence(
    article: Article, text: str, sentence: Span, dates: list[tuple[Span, Date]], style: Style
) -> tuple[tuple[tuple[Span, Quantity | Date], ...], tuple[Leftover, ...]]:
    language = article.language
    quantities = find_quantities(text, sentence, language, [span for span, _ in dates], style)
    rest = tuple(find_leftovers(text, sentence, language, [span for span, _ in (*dates, *quantities)]))
    return (*dates, *quantities, *find_lengths(text, sentence, dates, language, style)), rest


def _without_chains(text: str) -> str:
    """``text`` with long chains of digits and marks blanked ("3-3-3-3-..."): there is no telling what they count."""
    return _CHAIN.sub(lambda match: " " * len(match[0]), text)
