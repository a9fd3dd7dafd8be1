"""Datelines and lines with nothing but a date: what is left of an article, and when it was published."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

from reconcile.articles import read_articles
from reconcile.claims import Article
from reconcile.extract import read
from reconcile.extract.datelines import with_dateline

DAY = dt.date(2024, 11, 14)


def article(text: str, language: str, published: str | None = None) -> Article:
    row = {"id": "a", "text": text, "language": language} | ({"published": published} if published else {})
    found = next(iter(read_articles(["-"], stdin=io.BytesIO(json.dumps(row).encode()))))
    assert isinstance(found, Article)
    return found


# The dateline is cut off before the bar.
DATELINES = [
    ("en", "ATHENS, 14 November 2024 (Agency) — |At least 22 people died.", DAY),
    ("en", "ATHENS, Nov. 14, 2024 - |At least 22 people died.", DAY),
    ("en", "San Lucas de Arriba, 14 November 2024 – |At least 22 people died.", DAY),
    ("en", "PORT ALDER, Ruritania (Agency) — |At least 22 people died.", None),
    ("es", "Atenas, 14 de noviembre de 2024.- |Al menos 22 personas murieron.", DAY),
    ("de", "Athen, 14. November 2024 – |Mindestens 22 Menschen starben.", DAY),
    ("fr", "ATHÈNES, le 14 novembre 2024 (Agence) - |Au moins 22 personnes sont mortes.", DAY),
    ("it", "ATENE – |Almeno 22 persone sono morte.", None),
    ("ru", "АФИНЫ, 14 ноября 2024 года — |Не менее 22 человек погибли.", DAY),
    ("el", "Λάρενα, 14 Νοεμβρίου 2024 — |Τουλάχιστον 22 άνθρωποι έχασαν τη ζωή τους.", DAY),
    ("ar", "أثينا، 14 نوفمبر 2024 (وكالات) - |لقي 22 شخصا على الأقل حتفهم.", DAY),
    ("zh", "2024年11月14日电|至少22人死亡。", DAY),
    ("ko", "(아테네=연합) 2024년 11월 14일 = |최소 22명이 숨졌다.", DAY),
]


@pytest.mark.parametrize(("language", "marked", "published"), DATELINES)
def test_datelines_are_no_part_of_the_story(language: str, marked: str, published: dt.date | None) -> None:
    head, body = marked.split("|")
    found = with_dateline(article(head + body, language))
    assert [found.text[s.start : s.end] for s in found.sentences] == [body]
    assert found.published == published
    assert all(span.start >= len(head) for values, _ in read(found).values for span, _ in values)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bridge — 14 November 2024 was its last day — is gone."),
        ("en", "On 14 November 2024 the bridge fell – nobody was hurt."),
        ("en", "Nobody was hurt - the bridge fell on 14 November 2024."),
        ("en", "“Athens, 14 November 2024 – this is the day!” he said."),
        ("de", "Der Bund zahlt – die Länder schweigen."),
        ("pl", "– Nie wiem, ile zarobię – mówi sadownik."),
        ("en", "ATHENS, Nov 14 - At least 22 people died."),
        ("en", "Athens: 22 people died on 14 November 2024."),
        ("en", "22 dead — 140 injured."),
    ],
)
def test_other_openings_stay(language: str, text: str) -> None:
    before = article(text, language)
    assert with_dateline(before) == before


LINES = [
    ("en", "14 November 2024"),
    ("en", "Thursday 14 November 2024 10:32 GMT"),
    ("en", "Published: 14 Nov 2024, 10:32"),
    ("en", "By Anna Sayer | 14 November 2024"),
    ("de", "14.11.2024, 10.32 Uhr"),
    ("fr", "Publié le : 14 novembre 2024 à 10h32"),
    ("es", "Redacción | 14/11/2024"),
    ("ja", "2024年11月14日 10時32分"),
    ("ru", "14 ноября 2024, 10:32"),
]


@pytest.mark.parametrize(("language", "line"), LINES)
def test_a_line_with_the_date_alone_says_when_it_was_published(language: str, line: str) -> None:
    text = f"22\n\n{line}\n\n22."
    found = with_dateline(article(text, language))
    assert found.published == DAY
    assert not any(text[s.start : s.end] == line for s in found.sentences)


@pytest.mark.parametrize(
    "line", ["Flood of 14 November 2024 in the valley", "14 November", "2024", "From 22 to 14 November 2024: the story"]
)
def test_other_lines_say_nothing_of_it(line: str) -> None:
    assert with_dateline(article(f"Flood\n\n{line}\n\nAll is well.", "en")).published is None


def test_a_date_that_is_all_the_text_is_what_it_says() -> None:
    before = article("14 November 2024", "en")
    assert with_dateline(before) == before


def test_what_is_known_of_the_date_is_not_overruled() -> None:
    found = with_dateline(article("ATHENS, 14 November 2024 — At least 22 died.", "en", "2024-11-15"))
    assert found.published == dt.date(2024, 11, 15)
    assert [found.text[s.start : s.end] for s in found.sentences] == ["At least 22 died."]


def test_days_are_counted_from_the_dateline() -> None:
    reading = read(article("ATHENS, 14 November 2024 — At least 22 people died yesterday.", "en"))
    assert reading.article.published == DAY
    starts = [value.start for values, _ in reading.values for _, value in values if hasattr(value, "start")]
    assert starts == ["2024-11-13"]
