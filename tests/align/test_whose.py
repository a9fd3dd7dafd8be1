"""Ages of two people are not set against each other; those of one person are, in whatever script."""

from __future__ import annotations

import pytest

from reconcile.align.names import names_of
from reconcile.align.whose import of_two_people, people_aged
from reconcile.claims import Article, Claim, Dimension, Entity, Kind, Span
from reconcile.extract import extract
from reconcile.names import same_name


def told(document: str, language: str, text: str, *people: str) -> tuple[Article, list[Claim]]:
    """An article of one sentence and its claims, the names of people among them."""
    whole = Span(0, len(text))
    article = Article(id=document, text=text, language=language, sentences=(whole,))
    found = [c for c in extract(article) if c.kind is not Kind.ENTITY]
    for number, name in enumerate(people):
        span = Span(text.index(name), text.index(name) + len(name))
        entity = Entity("PER", name, (), "")
        found.append(Claim(f"{document}#p{number}", document, Kind.ENTITY, span, name, whole, entity=entity))
    return article, found


def ages(claims: list[Claim]) -> list[Claim]:
    return [c for c in claims if c.quantity is not None and c.quantity.dimension is Dimension.AGE]


ONE = ("en", "Hilde Maurer, a nurse from Graz, 46, was on the bridge.", "Hilde Maurer")


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        (("de", "Jonas Feld, 64, fuhr den Lastwagen.", "Jonas Feld"), True),
        (("ru", "64-летний Иван Сомов вёл грузовик.", "Иван Сомов"), True),
        (("ru", "64-летняя Хильде Маурер была на мосту.", "Хильде Маурер"), False),
        (("ja", "橋の上にいた看護師の松尾恵子さん（64）がけがをした。", "松尾恵子"), False),
        (("es", "La mujer, de 64 años, estaba en el puente."), False),
    ],
)
def test_two_people_have_two_ages(other: tuple[str, ...], apart: bool) -> None:
    sides = [told("a", *ONE), told("b", *other)]
    names = names_of([article for article, _ in sides], [c for _, some in sides for c in some])
    first, second = (ages(some) for _, some in sides)
    assert len(first) == len(second) == 1
    aged = people_aged([c for _, some in sides for c in some], names)
    found = of_two_people(first, second, aged, same_name)
    assert found == (frozenset({(first[0].id, second[0].id)}) if apart else frozenset())


def test_an_age_belongs_to_the_name_that_it_stands_beside() -> None:
    article, claims = told("a", "en", "Hilde Maurer, 46, and Jonas Feld, 64, were hurt.", "Hilde Maurer", "Jonas Feld")
    aged = people_aged(claims, names_of([article], claims))
    assert [aged[c.id].entity.name for c in ages(claims)] == ["Hilde Maurer", "Jonas Feld"]


def test_no_age_belongs_to_a_name_far_off() -> None:
    text = "Hilde Maurer told the reporters who had waited outside all night that a 46-year-old was hurt."
    article, claims = told("a", "en", text, "Hilde Maurer")
    assert len(ages(claims)) == 1
    assert people_aged(claims, names_of([article], claims)) == {}
