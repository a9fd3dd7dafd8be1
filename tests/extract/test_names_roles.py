"""The office that a person holds, from the clause around the name."""

from __future__ import annotations

import pytest

from reconcile.claims import Entity, Span
from reconcile.extract.names_roles import with_offices


def roles(language: str, text: str, *names: tuple[str, str]) -> list[str]:
    found = sorted((Span(text.index(n), text.index(n) + len(n)), Entity(kind, n)) for n, kind in names)
    return [e.role for _, e in with_offices(text, (Span(0, len(text)),), found, language)]


@pytest.mark.parametrize(
    ("language", "text", "names", "wanted"),
    [
        (
            "en",
            "said Lorna Quist, the health director for Velmara province.",
            [("Lorna Quist", "PER"), ("Velmara", "LOC")],
            ["director for Velmara province", ""],
        ),
        (
            "fr",
            "a dit le directeur financier du groupe, Jean Torelli.",
            [("Jean Torelli", "PER")],
            ["directeur financier du groupe"],
        ),
        (
            "ar",
            "أعلنت مديرة الصحة في إقليم نامبولا لورنا كويست",
            [("لورنا كويست", "PER")],
            ["مديرة الصحة في إقليم نامبولا"],
        ),
        (
            "en",
            "a team coached by former sprinter Lorna Quist.",
            [("Lorna Quist", "PER")],
            ["coached by former sprinter"],
        ),
        ("es", "la comisión, presidida por Lorna Quist.", [("Lorna Quist", "PER")], ["presidida por"]),
        ("de", "Museumsdirektor Jean Torelli wartete.", [("Jean Torelli", "PER")], ["Museumsdirektor"]),
        ("ko", "지휘자 장 토렐리가 말했다", [("장 토렐리", "PER")], ["지휘자"]),
        ("zh", "首席执行官延斯·托雷利说", [("延斯·托雷利", "PER")], ["首席执行官"]),
        # The nearest name holds the office, a company never does, and a full stop parts them.
        (
            "en",
            "Quist Optics founder Jean Torelli met Lorna Quist.",
            [("Quist Optics", "ORG"), ("Jean Torelli", "PER")],
            ["", "founder"],
        ),
        ("en", "The judge left. Lorna Quist slept.", [("Lorna Quist", "PER")], [""]),
    ],
)
def test_offices_go_to_those_who_hold_them(
    language: str, text: str, names: list[tuple[str, str]], wanted: list[str]
) -> None:
    assert roles(language, text, *names) == wanted
