"""Article -> claims: figures, dates and names, each read by its own recogniser over the article's sentences."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.claims import Article, Claim, Date, Entity, Kind, Quantity, Span
from reconcile.extract.dates import find_dates
from reconcile.extract.entities import find_names
from reconcile.extract.leftovers import find_leftovers, find_lengths, find_year_ranges, joined_names
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
    for sentence in article.sentences:
        values = _sentence(article, prose, sentence, kinds, style)
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
    article: Article, text: str, sentence: Span, kinds: frozenset[Kind], style: Style
) -> Iterator[tuple[Span, Quantity | Date | Entity]]:
    language = article.language
    dates = find_dates(text, sentence, language, article.published)
    amounts = inside_numbers(text, sentence, language, [span for span, _ in dates])
    dates = [(span, date) for span, date in dates if span not in amounts]
    dates += list(find_year_ranges(text, sentence, [span for span, _ in dates]))
    quantities = find_quantities(text, sentence, language, [span for span, _ in dates], style)
    names = find_names(text, sentence, language) if Kind.ENTITY in kinds else []
    rest = list(find_leftovers(text, sentence, language, [span for span, _ in (*dates, *quantities)]))
    yield from dates
    yield from quantities
    yield from find_lengths(text, dates, language, style)
    yield from joined_names(names, rest, text)


def _kind(value: Quantity | Date | Entity) -> Kind:
    if isinstance(value, Quantity):
        return Kind.QUANTITY
    return Kind.DATE if isinstance(value, Date) else Kind.ENTITY
