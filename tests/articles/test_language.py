"""Which language an article is in."""

from __future__ import annotations

import pytest

from reconcile.articles.language import identify, primary_language
from tests.articles.stories import STORIES


@pytest.mark.parametrize("language", sorted(STORIES))
def test_languages_of_the_world(language: str) -> None:
    assert identify(STORIES[language]) == language
    assert identify(STORIES[language][:70]) == language


def test_latin_names_do_not_make_arabic_english() -> None:
    text = "أطلقت شركة Northwind Systems تطبيق (QuickDesk) مع Blue Harbor Capital وشركة Orbit Media Group في London"
    assert identify(text) == "ar"
    assert identify(STORIES["ja"] + " Northwind Systems Blue Harbor Capital") == "ja"


@pytest.mark.parametrize("text", ["", "12 345", "?!", "A1"])
def test_what_cannot_be_told(text: str) -> None:
    assert identify(text) == "und"
    assert identify(text, "sv") == "sv"


def test_a_hint_does_not_overrule_the_text() -> None:
    assert identify(STORIES["fr"], "en") == "fr"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("ar", "ar"),
        ("pt-BR", "pt"),
        ("zh-Hant-TW", "zh"),
        ("EN_us", "en"),
        ("iw", "he"),
        ("nb", "no"),
        ("x", None),
        ("français", None),
        ("", None),
    ],
)
def test_tags(tag: str, language: str | None) -> None:
    assert primary_language(tag) == language
