"""How sure it is that two sides which contradict each other are about one fact."""

from __future__ import annotations

import pytest

from reconcile.claims import Claim, Fact, Kind, Link, Span
from reconcile.judge.opposed import confidence, looks


def claim(document: str, number: int = 0) -> Claim:
    return Claim(f"{document}#{number}", document, Kind.QUANTITY, Span(0, 1), "", Span(0, 1))


A, B, C, D = (claim(d) for d in "abcd")

STATED = dict.fromkeys("abcd", 12)


def fact(*odds: tuple[Claim, Claim, float], linked: int = 1) -> Fact:
    told = tuple(sorted({c.id for a, b, _ in odds for c in (a, b)}))
    links = tuple(Link(a.id, b.id, 0.5) for a, b, _ in odds[:linked])
    return Fact(Kind.QUANTITY, told, links, tuple((a.id, b.id, value) for a, b, value in odds))


def test_pairs_of_articles_count_once_each_with_their_best_claims() -> None:
    again = claim("b", 1)
    found = fact((A, B, -1.0), (again, A, 0.5), (A, C, 0.1))
    seen = looks(found, [A], [B, again, C], STATED)
    assert seen is not None
    assert seen.mean == pytest.approx(0.3)
    assert seen.further == 1
    assert looks(found, [B, again, C], [A], STATED) == looks(found, [A], [B, again, C], STATED)


def test_what_several_articles_tell_is_surer() -> None:
    weak = [(A, B, -0.6), (A, C, -0.6), (A, D, -0.6)]
    said = [confidence(fact(*weak[:n]), [A], [B, C, D][:n], STATED) for n in (1, 2, 3)]
    assert said == sorted(said)
    assert said[0] < 0.45 < said[2]


def test_sides_that_nothing_joins_are_not_one_fact() -> None:
    assert looks(fact((A, B, 3.0), linked=0), [A], [B], STATED) is None
    assert confidence(fact((A, B, 3.0), linked=0), [A], [B], STATED) == 0
