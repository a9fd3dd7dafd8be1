"""Article -> claims: figures, dates and names, each read by its own recogniser over the article's sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from reconcile.claims import Article, Claim, Date, Entity, Kind, Quantity, Span
from reconcile.extract.dates import find_dates
from reconcile.extract.entities import Named
from reconcile.extract.leftovers import find_leftovers, find_lengths, find_year_ranges, joined_names
from reconcile.extract.names import read_names
from reconcile.extract.quantities import Style, find_quantities, find_style, inside_numbers

__all__ = ["ALL", "extract"]

ALL = frozenset(Kind)


def extract(article: Article, kinds: frozenset[Kind] = ALL) -> tuple[Claim, ...]:
    """All claims of the kinds asked for, in text order, with ids ``"<article>#<n>"``.

    Dates and quantities are always looked for, since the 18 of "18 September" is no count and the 737 of a name
    neither. Claims of different kinds may overlap where a name has a figure in it, and where a date is told by a length
    of time ("three years" in "three years ago"). An article without sentences states nothing.
    """
    prose = article.prose
    style = find_style(prose)
    found: list[tuple[Span, Span, Quantity | Date | Entity]] = []
    names = read_names(article) if Kind.ENTITY in kinds else []
    starts = [span.start for span, _ in names]
    for sentence in article.sentences:
        first = bisect_left(starts, sentence.start)
        here = [n for n in names[first : bisect_left(starts, sentence.end)] if n[0].end <= sentence.end]
        values = _sentence(article, prose, sentence, here, style)
        found += ((span, sentence, value) for span, value in values if _kind(value) in kinds)
    found.sort(key=lambda item: (item[0], _kind(item[2])))
    return tuple(
        Claim(
            id=f"{article.id}#{number}",
            document=article.id,
            kind=_kind(value),
            span=span,
            text=article.text[span.start : span.end],
            sentence=sentence,
            quantity=value if isinstance(value, Quantity) else None,
            date=value if isinstance(value, Date) else None,
            entity=value if isinstance(value, Entity) else None,
        )
        for number, (span, sentence, value) in enumerate(found)
    )


def _sentence(
    article: Article, text: str, sentence: Span, names: list[Named], style: Style
) -> Iterator[tuple[Span, Quantity | Date | Entity]]:
    language = article.language
    dates = find_dates(text, sentence, language, article.published)
    amounts = inside_numbers(text, sentence, language, [span for span, _ in dates])
    dates = [(span, date) for span, date in dates if span not in amounts]
    dates += list(find_year_ranges(text, sentence, [span for span, _ in dates]))
    quantities = find_quantities(text, sentence, language, [span for span, _ in dates], style)
    rest = list(find_leftovers(text, sentence, language, [span for span, _ in (*dates, *quantities)]))
    yield from dates
    yield from quantities
    yield from find_lengths(text, dates, language, style)
    yield from joined_names(names, rest, text)


def _kind(value: Quantity | Date | Entity) -> Kind:
    if isinstance(value, Quantity):
        return Kind.QUANTITY
    return Kind.DATE if isinstance(value, Date) else Kind.ENTITY
