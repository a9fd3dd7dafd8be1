"""Which names of two articles are one."""

from __future__ import annotations

import numpy as np
import pytest

from reconcile.align.names import Name, name_keys
from reconcile.claims import Entity

ALIKE = {"Hector Torelli", "Hamish Torelli", "Гектор Торелли", "Roter Halbmond", "Red Crescent"}


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
    ],
)
def test_organisations_are_translated_and_people_are_not(a: str, b: str, kind: str, one: bool) -> None:
    assert one_key((a, kind), (b, kind)) is one
