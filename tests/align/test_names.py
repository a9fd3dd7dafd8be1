"""Which names of two articles are one."""

from __future__ import annotations

import numpy as np
import pytest

from reconcile.align.names import Name, heard_elsewhere, name_keys, with_types_shared
from reconcile.claims import Claim, Entity, Kind, Span

ALIKE = {"Hector Torelli", "Hamish Torelli", "Гектор Торелли", "Roter Halbmond", "Red Crescent", "Asia", "China"}


def one_key(*names: tuple[str, str]) -> bool:
    """Whether names that sound different and have one vector get one key."""
    told = [Name(f"d{i}", "xx", Entity(kind, text), (f"d{i}#0",)) for i, (text, kind) in enumerate(names)]
    vectors = {text: np.array([1, 0] if text in ALIKE else [0, 1], dtype=np.float32) for text, _ in names}
    keys, _ = name_keys(told, lambda *_: 0.0, vectors, [("d0", "d1")])
    return keys["d0#0"] == keys["d1#0"]


@pytest.mark.parametrize(
    ("a", "b", "kind", "one"),
    [
        ("Roter Halbmond", "Red Crescent", "ORG", True),
        ("Hector Torelli", "Hamish Torelli", "PER", False),
        ("Hector Torelli", "Гектор Торелли", "PER", True),
        ("Red Crescent", "Orvane Optics", "ORG", False),
        ("Asia", "China", "LOC", False),
    ],
)
def test_organisations_are_translated_and_people_are_not(a: str, b: str, kind: str, one: bool) -> None:
    assert one_key((a, kind), (b, kind)) is one


def test_a_doubtful_likeness_joins_no_names_that_are_spelt_apart() -> None:
    forms = ["Velmara", "वेल्मारा", "Welmoira"]
    likeness = {frozenset(forms[:2]): 0.9, frozenset(forms[1:]): 0.6, frozenset((forms[0], forms[2])): 0.1}
    told = [Name(f"d{i}", "xx", Entity("LOC", form), (f"d{i}#0",)) for i, form in enumerate(forms)]
    pairs = [("d0", "d1"), ("d0", "d2"), ("d1", "d2")]
    keys, _ = name_keys(told, lambda x, y, *_: likeness[frozenset((x.name, y.name))], {}, pairs)
    assert keys["d0#0"] == keys["d1#0"] != keys["d2#0"]


@pytest.mark.parametrize(
    ("types", "shared"),
    [("LOC PER PER", "PER PER PER"), ("LOC MISC", "LOC LOC"), ("LOC PER", "LOC PER"), ("MISC MISC", "MISC MISC")],
)
def test_a_name_is_of_the_type_that_most_articles_take_it_for(types: str, shared: str) -> None:
    place = Span(0, 3)
    claims = [
        Claim(f"d{i}#0", f"d{i}", Kind.ENTITY, place, "Osk", place, entity=Entity(kind, "Osk"))
        for i, kind in enumerate(types.split())
    ]
    group = [Name(c.document, "xx", c.entity, (c.id,)) for c in claims if c.entity is not None]
    found = with_types_shared(claims, {0: group})
    assert " ".join(c.entity.type for c in found if c.entity is not None) == shared


@pytest.mark.parametrize(("language", "kinds"), [("ko", ["PER"]), ("it", [])])
def test_what_may_be_a_name_is_one_where_another_language_has_it(language: str, kinds: list[str]) -> None:
    place = Span(0, 3)
    maybe = Claim("d0#?0", "d0", Kind.ENTITY, place, "Osk", place, entity=Entity("ORG", "Osk"))
    sure = Name("d1", "it", Entity("PER", "Oska"), ("d1#0",))
    found = heard_elsewhere([maybe], [sure], lambda *_: 0.9, {"d0": language, "d1": "it"}, [("d0", "d1")])
    assert [c.entity.type for c in found if c.entity is not None] == kinds
