"""Whom a sentence names as the source of its figures."""

from __future__ import annotations

import pytest

from reconcile.claims import Article, Kind, Span
from reconcile.extract import extract
from reconcile.extract.attributions import find_sources


def said(language: str, text: str) -> list[tuple[str, str]]:
    article = Article("a", text, language, sentences=(Span(0, len(text)),))
    return [(c.text, c.attribution) for c in extract(article) if c.kind is Kind.QUANTITY]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Downloads rose to 54,000, according to Quist Analytics.", [("54,000", "Quist Analytics")]),
        ("en", "According to a data firm (Quistopia), it had 19 million users.", [("19 million", "Quistopia")]),
        ("en", "It sold 400 tickets, according to the organisers.", [("400", "the organisers")]),
        ("en", "It sold 400 tickets in May.", [("400", "")]),
        ("fr", "Selon la préfecture, 140 maisons ont brûlé.", [("140", "la préfecture")]),
        ("de", "Nach Angaben der Polizei wurden 14 Menschen verletzt.", [("14", "")]),
        ("de", "Laut Lorna Quist wurden 14 Menschen verletzt.", [("14", "Lorna Quist")]),
        ("it", "Nel secondo trimestre ha venduto 400 auto.", [("400", "")]),
        ("it", "Secondo Lorna Quist ha venduto 400 auto.", [("400", "Lorna Quist")]),
        ("ar", "وبحسب وزارة الصحة، بلغ عدد المصابين 240 شخصا", [("240", "وزارة الصحة")]),
        ("hi", "भारतीय दूतावास के अनुसार वहाँ 62 हजार लोग रहते हैं", [("62 हजार", "भारतीय दूतावास")]),
        ("ja", "気象庁によると、240人が避難した", [("240人", "気象庁")]),
        ("tr", "Uzmanlara göre 400 ev yıkıldı", [("400", "Uzmanlara")]),
        ("xx", "According to Lorna Quist it sold 400 cars", [("400", "")]),
    ],
)
def test_sources_of_figures(language: str, text: str, found: list[tuple[str, str]]) -> None:
    assert [(figure.rstrip("人"), source) for figure, source in said(language, text)] == [
        (figure.rstrip("人"), source) for figure, source in found
    ]


def test_the_nearest_source_counts() -> None:
    text = "According to Lorna Quist 12 died; 400 fled, according to Marina Torelli."
    assert said("en", text) == [("12", "Lorna Quist"), ("400", "Marina Torelli")]


def test_a_sentence_without_such_words_names_no_source() -> None:
    text = "Lorna Quist sold 400 cars."
    assert find_sources(text, Span(0, len(text)), "en", ()) == ()
