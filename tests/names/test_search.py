"""Names of one article found in another's text."""

from __future__ import annotations

import pytest

from reconcile.claims import Span
from reconcile.names import find_mention


@pytest.mark.parametrize(
    ("name", "text", "language", "found"),
    [
        ("Winfrey", "हालाँकि विदाई के समय विन्फ़्रे की आँखों में आँसू थे।", "hi", "विन्फ़्रे"),
        ("Rohtak", "अंबाला की टीम पहले, रोहतक की टीम दूसरे स्थान पर रही।", "hi", "रोहतक"),
        ("Ferrari", "このフェラーリを事件に関連付けた。", "ja", "フェラーリ"),
        ("Mozambique", "وصل الوفد إلى العاصمة وموزمبيق تنتظر.", "ar", "موزمبيق"),
        ("Celeste Nhantumbo", "مديرة الصحة في إقليم نامبولا سيليستي نيانتومبو، مشيرة إلى", "ar", "سيليستي نيانتومبو"),
        ("Martin Keller", "据悉总统马丁·凯勒。", "zh", "马丁·凯勒"),
        ("Talstrasse", "Ein Zeuge hörte Geräusche in der Talstraße und lief.", "de", "Talstraße"),
        ("US", "US-Präsident Donald Trump", "de", "US"),
        ("South Africa", "南アフリカにあるすべての国立公園", "ja", "南アフリカ"),
        ("China", "据悉中国队获胜。", "zh", "中国"),
    ],
)
def test_found(name: str, text: str, language: str, found: str) -> None:
    mention = find_mention(name, text, Span(0, len(text)), "en", language)
    assert mention is not None
    assert text[mention[0].start : mention[0].end] == found


@pytest.mark.parametrize(
    ("name", "language", "text", "language_of_text", "found"),
    [
        ("ガーナ", "ja", "a Ghanaian sailor", "en", "Ghanaian"),
        ("Ghanaian", "en", "共に拉致されたガーナ国籍", "ja", "ガーナ"),
        ("तुर्की", "hi", "met the Turkish president", "en", "Turkish"),
        ("Deutschland", "de", "the German chancellor", "en", "German"),
        ("Россия", "ru", "Ein russischer General", "de", "russischer"),
        ("WHO", "en", "Selon l'Organisation mondiale de la santé, hier", "fr", "l'Organisation mondiale de la santé"),
        ("Scotland", "en", "Дойл из Шотландии", "ru", "Шотландии"),
        ("ガーナ", "ja", "three Ghanaians were aboard", "en", "Ghanaians"),
        ("US", "en", "un senador americano", "es", "americano"),
    ],
)
def test_countries_under_their_adjectives(
    name: str, language: str, text: str, language_of_text: str, found: str
) -> None:
    mention = find_mention(name, text, Span(0, len(text)), language, language_of_text)
    assert mention is not None
    assert text[mention[0].start : mention[0].end] == found


@pytest.mark.parametrize(
    ("name", "language", "text", "found"),
    [
        ("कंप्यूटर", "hi", "old computers were sold", "computers"),
        ("サミット", "ja", "the first summit failed", "summit"),
        ("टेलीविज़न चैनल", "hi", "said the new television channel", "television channel"),
    ],
)
def test_borrowed_nouns_that_look_like_names(name: str, language: str, text: str, found: str) -> None:
    mention = find_mention(name, text, Span(0, len(text)), language, "en", least=0.25)
    assert mention is not None
    assert text[mention[0].start : mention[0].end] == found


@pytest.mark.parametrize(
    ("name", "language", "text", "language_of_text"),
    [
        ("韓国", "ja", "were in the 60 range", "en"),  # a number sounds like nothing
        ("मोदी", "hi", "he made a speech", "en"),
        ("UK", "en", "एक और दुर्घटना हुई", "hi"),
    ],
)
def test_nothing_heard(name: str, language: str, text: str, language_of_text: str) -> None:
    assert find_mention(name, text, Span(0, len(text)), language, language_of_text, least=0.25) is None


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Niger", "the Nigerian army", "en"),
        ("WHO", "the woman who was injured", "en"),
        ("Austria", "the Australian army", "en"),
        ("Iran", "an Iraqi officer", "en"),
        ("Rahul Dravid", "तुर्की के राष्ट्रपति रजब तैयब इरदुगान के साथ चर्चा हुई।", "hi"),
        ("John Kerry", "El presidente Karzai no quiere el control extranjero.", "es"),
        ("South Korea", "Strom in Deutschland", "de"),
        ("Prince William", "erzählte Bush dem Publikum von der Ausweitung des Handels in Asien", "de"),
        ("", "text", "en"),
        ("Bush", "", "en"),
    ],
)
def test_not_found(name: str, text: str, language: str) -> None:
    assert find_mention(name, text, Span(0, len(text)), "en", language) is None
