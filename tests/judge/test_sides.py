"""The sides of a fact against each other: what stands between two that exclude each other, and days of no date."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from reconcile.claims import (
    Alignment,
    Article,
    Bound,
    Claim,
    Date,
    Dimension,
    Fact,
    Frame,
    Granularity,
    Kind,
    Link,
    Quantity,
    Span,
    Verdict,
)  # fmt: skip
from reconcile.judge.case import Case
from reconcile.judge.findings import Draft
from reconcile.judge.verdicts import fact_drafts


def age(document: str, low: int, high: int | None = None) -> Claim:
    bound = Bound.EXACT if high is None else Bound.RANGE
    number = Fraction(low) if high is None else None
    q = Quantity(number, Fraction(low), Fraction(high or low), "yr", Dimension.AGE, bound, Fraction(1))
    return Claim(document, document, Kind.QUANTITY, Span(0, 2), str(low), Span(0, 9), q)


def day(document: str, weekday: int, number: int | None = None) -> Claim:
    granularity = Granularity.WEEKDAY if number is None else Granularity.DAY
    said = Date(None, None, granularity, weekday=weekday, month=2 if number else None, day=number)
    return Claim(document, document, Kind.DATE, Span(0, 2), f"{weekday}/{number}", Span(0, 9), date=said)


def conflicts(*claims: Claim, odds: float = 3.0) -> list[Draft]:
    return said(Verdict.CONFLICTS, *claims, odds=odds)


def said(verdict: Verdict, *claims: Claim, odds: float = 3.0) -> list[Draft]:
    """What is said of claims of several articles that are all of one fact."""
    pairs = list(combinations([c.id for c in claims], 2))
    fact = Fact(
        claims[0].kind,
        tuple(c.id for c in claims),
        tuple(Link(a, b, 0.9) for a, b in pairs),
        tuple((a, b, odds) for a, b in pairs),
    )
    articles = [Article(c.document, "12 people.", "en", sentences=(Span(0, 9),)) for c in claims]
    case = Case(articles, claims, Alignment((fact,), (), {c.id: Frame(c.id) for c in claims}))
    return [d for d in fact_drafts(case, fact, []) if d.verdict is verdict]


def test_what_may_be_either_hides_no_contradiction() -> None:
    """38 against 39, of which a third article says that it is in the thirties."""
    found = conflicts(age("a", 38), age("b", 39), age("c", 30, 39))
    assert [sorted(c for side in d.sides for c in side) for d in found] == [["a", "b"]]
    assert not conflicts(age("a", 38), age("c", 30, 39))


def test_what_may_be_either_agrees_with_both() -> None:
    found = said(Verdict.AGREES, age("a", 38), age("b", 39), age("c", 30, 39), age("d", 39))
    assert sorted(d.sides[0] for d in found) == [("a", "c"), ("b", "c", "d")]


def test_a_weekday_of_some_week_weakens_no_day_beside_it() -> None:
    monday, twelfth, fifteenth = day("a", 0), day("b", 0, 12), day("c", 3, 15)
    assert [d.sides for d in conflicts(monday, twelfth, fifteenth, odds=-0.2)]
    assert not conflicts(monday, fifteenth, odds=-0.2)
    assert conflicts(monday, fifteenth)


def test_what_states_the_same_is_of_the_same_scope() -> None:
    """Gusts of 205 against sustained winds of 103, which a third article gives without saying so."""
    gusts, steady, plain = (
        replace(age(d, n), scopes=scopes)
        for d, n, scopes in (("a", 50, ("gusts",)), ("b", 30, ("sustained",)), ("c", 30, ()))
    )
    assert not conflicts(gusts, steady, plain)
    assert said(Verdict.INCOMPARABLE, gusts, steady, plain)
    assert conflicts(replace(gusts, scopes=()), steady, plain)
