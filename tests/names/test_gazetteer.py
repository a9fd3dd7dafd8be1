"""Names that every language has a word of its own for."""

from __future__ import annotations

import pytest

from reconcile.names.gazetteer import fold, lookup


@pytest.mark.parametrize(
    ("name", "language", "key"),
    [
        ("China", "en", "territory:CN"),
        ("الصين", "ar", "territory:CN"),
        ("中国", "zh", "territory:CN"),
        ("चीन", "hi", "territory:CN"),
        ("США", "ru", "territory:US"),
        ("Etats-Unis", "fr", "territory:US"),
        ("U.S.", "en", "territory:US"),
        ("Germany's", "en", "territory:DE"),
        ("Киргизии", "ru", "territory:KG"),
        ("Нигерии", "ru", "territory:NG"),
        ("والصين", "ar", "territory:CN"),
        ("بموزمبيق", "ar", "territory:MZ"),
        ("ביפן", "he", "territory:JP"),
        ("Almanya'da", "tr", "territory:DE"),
        ("Moscow", "en", "city:Moscow"),
        ("Москве", "ru", "city:Moscow"),
        ("北京", "ja", "city:Beijing"),
        ("Pékin", "fr", "city:Beijing"),
        ("WHO", "en", "who"),
        ("OMS", "fr", "who"),
        ("منظمة الصحة العالمية", "ar", "who"),
        ("世卫组织", "zh", "who"),
        ("Casablanca", "es", "city:Casablanca"),
        ("Casa Blanca", "es", "white_house"),
        ("Sarah Miller", "en", ""),
        ("", "en", ""),
        ("\ud800", "xx", ""),
    ],
)
def test_lookup(name: str, language: str, key: str) -> None:
    assert {k.key for k in lookup(name, language)} == ({key} if key else set())


def test_fold_keeps_what_tells_words_apart() -> None:
    assert fold("Côte-d’Ivoire") == fold("cote dIvoire")
    assert fold("الصين", "ar") == fold("صين", "ar")
    assert fold("नाइजर") != fold("नाइजीरिया")
