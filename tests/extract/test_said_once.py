"""What an article says once for several of its values: the currency of a sign, the year of a list of days."""

from __future__ import annotations

from datetime import date

import pytest

from reconcile.claims import Article, Kind, Span
from reconcile.extract import extract


def article(text: str, language: str) -> Article:
    return Article("a", text, language, sentences=(Span(0, len(text)),), published=date(2024, 5, 15))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Pagó medio millón de pesos; luego $300 y $20.", ["peso", "peso", "peso"]),
        ("Pagó medio millón de pesos; luego US$300 y $20.", ["peso", "USD", "USD"]),
        ("Pagó 40 dólares, luego 500 pesos y $20.", ["USD", "peso", "USD"]),
        ("Pagó $300.", ["USD"]),
    ],
)
def test_signs_of_pesos(text: str, units: list[str]) -> None:
    claims = extract(article(text, "es"), frozenset({Kind.QUANTITY}))
    assert [claim.quantity.unit for claim in claims if claim.quantity] == units


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "They met on 3 May and 4 June 2019.", ["2019-05-03", "2019-06-04"]),
        ("en", "They met on 28 December and 3 January 2020.", ["2023-12-28", "2020-01-03"]),
        ("de", "Am 3. Mai und am 4. Juni 2019 traf man sich.", ["2019-05-03", "2019-06-04"]),
        ("pt", "Jogam a 9, 10 e 11 de agosto e 8 de setembro de 2019.", ["2019-08-09", "2019-09-08"]),
    ],
)
def test_shared_years(language: str, text: str, days: list[str]) -> None:
    claims = extract(article(text, language), frozenset({Kind.DATE}))
    assert [claim.date.start for claim in claims if claim.date] == days


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("it", "Un film uscito 30-35 anni fa.", ["30-35 anni"]),
        ("it", "Un film uscito 30 anni fa.", ["30 anni", "30 anni fa"]),
        ("fr", "On appelle le 08 05 91 36 35.", []),
    ],
)
def test_ranges_and_numbers_to_dial_are_no_dates(language: str, text: str, told: list[str]) -> None:
    assert [claim.text for claim in extract(article(text, language), frozenset({Kind.QUANTITY, Kind.DATE}))] == told
