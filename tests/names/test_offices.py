"""Words for office-holders in running text."""

from __future__ import annotations

import pytest

from reconcile.claims import Span
from reconcile.names.offices import find_offices, vague_offices


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "A judge and the premier met; two judges left.", [("judge", "judge"), ("premier", "prime_minister")]),
        ("ar", "وقال إن قاضيًا أمريكيًا منع القرار، وقالت القاضية", [("قاضيًا", "judge"), ("قاضية", "judge")]),
        (
            "fr",
            "Un juge américain et le premier\nministre",
            [("juge", "judge"), ("premier\nministre", "prime_minister")],
        ),
        ("de", "Die Richterin sprach von Vorgerichten.", [("Richterin", "judge")]),
        ("ja", "連邦裁判官は差し止めた", [("裁判官", "judge")]),
        ("ru", "Судья отказала, суд согласился", [("Судья", "judge")]),
        ("hi", "न्यायाधीश ने कहा", [("न्यायाधीश", "judge")]),
        ("xx", "judge", []),
    ],
)
def test_offices_are_found_whatever_the_language(language: str, text: str, found: list[tuple[str, str]]) -> None:
    offices = find_offices(text, Span(0, len(text)), language)
    assert [(text[span.start : span.end], key) for span, key in offices] == found


def test_vague_offices_are_offices() -> None:
    spoken = {
        key
        for language in ("en", "de")
        for form in vague_offices()
        for _, key in find_offices(form, Span(0, 99), language)
    }
    assert {"minister", "head"} <= vague_offices()
    assert spoken <= vague_offices()
