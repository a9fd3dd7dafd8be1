"""What sets two figures apart, from the words about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from reconcile.claims import Alignment, Article, Claim, Count, Dimension, Frame, Kind, Modality, Quantity, Span
from reconcile.judge.case import Case
from reconcile.judge.scope import apart

ACTUAL, REPORTED, PLANNED, EXPECTED = Modality.ACTUAL, Modality.REPORTED, Modality.PLANNED, Modality.EXPECTED


def claim(
    document: str,
    value: int,
    modality: Modality = REPORTED,
    scopes: tuple[str, ...] = (),
    count: Count | None = None,
    dimension: Dimension = Dimension.COUNT,
) -> Claim:
    number = Fraction(value)
    quantity = Quantity(number, number - Fraction(1, 2), number + Fraction(1, 2), dimension=dimension)
    return Claim(
        document, document, Kind.QUANTITY, Span(0, 2), str(value), Span(0, 9), quantity,
        modality=modality, scopes=scopes, count=count,
    )  # fmt: skip


def kind(a: Claim, b: Claim) -> str | None:
    """The kind of what sets the two apart; the same in either order."""
    day = dt.date(2024, 3, 9)
    articles = [Article(d, "12 people.", "en", published=day, sentences=(Span(0, 9),)) for d in ("a", "b")]
    case = Case(articles, [a, b], Alignment((), (), {c.id: Frame(c.id) for c in (a, b)}))
    said, back = apart(case, a, b), apart(case, b, a)
    assert (said and said.kind) == (back and back.kind)
    return said.kind if said else None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (PLANNED, ACTUAL, "modality"),
        (EXPECTED, ACTUAL, "modality"),
        (Modality.CONDITIONAL, ACTUAL, "modality"),
        (Modality.DENIED, REPORTED, "modality"),
        (PLANNED, REPORTED, None),  # a plan that the other article merely states
        (PLANNED, EXPECTED, None),
        (ACTUAL, REPORTED, None),
        (Modality.DENIED, Modality.DENIED, None),
    ],
)
def test_modality(a: Modality, b: Modality, expected: str | None) -> None:
    assert kind(claim("a", 12, a), claim("b", 15, b)) == expected


def test_ages_are_no_forecasts() -> None:
    a, b = (claim(d, 30, m, dimension=Dimension.AGE) for d, m in (("a", PLANNED), ("b", ACTUAL)))
    assert kind(a, b) is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("world",), ("country",), "scope"),
        (("women",), ("men",), "population"),
        (("children",), ("adults",), "population"),
        (("half_1",), ("half_2",), "period"),
        (("quarter_1",), ("year",), "period"),
        (("quarter",), ("quarter_1",), None),
        (("world", "women"), ("world",), None),
        (("world",), ("women",), None),
        (("world",), (), None),
    ],
)
def test_scopes(a: tuple[str, ...], b: tuple[str, ...], expected: str | None) -> None:
    assert kind(claim("a", 12, scopes=a), claim("b", 15, scopes=b)) == expected


@pytest.mark.parametrize(
    ("small", "large", "expected"),
    [
        (None, Count.LATER, "superseded"),  # 15 against "rose to 22"
        (Count.RUNNING, Count.LATER, "superseded"),
        (Count.EARLIER, None, "superseded"),
        (None, Count.EARLIER, "superseded"),  # revised downwards
        (Count.LATER, None, None),  # "rose to 15" says nothing of 22
        (Count.LATER, Count.LATER, None),
        (Count.RUNNING, None, None),
        (None, None, None),
    ],
)
def test_counts_that_grow(small: Count | None, large: Count | None, expected: str | None) -> None:
    assert kind(claim("a", 15, count=small), claim("b", 22, count=large)) == expected
    assert kind(claim("b", 15, count=small), claim("a", 22, count=large)) == expected


def test_only_counts_grow() -> None:
    a, b = claim("a", 15), claim("b", 22, count=Count.LATER)
    assert b.quantity is not None
    money = replace(b, quantity=replace(b.quantity, dimension=Dimension.MONEY, unit="USD"))
    assert kind(a, money) is None
