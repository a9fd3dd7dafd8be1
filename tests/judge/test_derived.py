"""Conflicts that follow from an equation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from reconcile.claims import (
    Alignment,
    Article,
    Bound,
    Claim,
    Dimension,
    Equation,
    Fact,
    Frame,
    Kind,
    Link,
    Operand,
    Quantity,
    Span,
    Verdict,
)
from reconcile.judge.case import Case
from reconcile.judge.derived import Relation, _alike, derived_conflicts
from reconcile.judge.findings import Draft

LANGUAGES = {"a": "en", "b": "es", "c": "tr"}


def seconds(document: str, value: int, place: int) -> Claim:
    number = Fraction(value)
    quantity = Quantity(
        number, number - Fraction(1, 2), number + Fraction(1, 2), "s", Dimension.DURATION, step=Fraction(1)
    )
    span = Span(place, place + 4)
    return Claim(f"{document}{value}", document, Kind.QUANTITY, span, f"{value} s", Span(0, 40), quantity)


WINNER, SECOND = 8_387, 8_428
MARGIN = seconds("a", SECOND - WINNER, 0)
WON, WON_TOO = seconds("a", WINNER, 10), seconds("b", WINNER, 0)
BEHIND = seconds("b", SECOND, 10)
WRONG = seconds("c", 74, 0)


def case(*facts: tuple[Claim, ...]) -> Case:
    claims = [MARGIN, WON, WON_TOO, BEHIND, WRONG]
    articles = [Article(d, "x" * 40, language, sentences=(Span(0, 40),)) for d, language in LANGUAGES.items()]
    found = tuple(
        Fact(Kind.QUANTITY, tuple(c.id for c in fact), tuple(Link(fact[0].id, c.id, 0.9) for c in fact[1:]))
        for fact in facts
    )
    return Case(articles, claims, Alignment(found, (), {c.id: Frame(c.id) for c in claims}))


def relation(target: Claim, *operands: Claim) -> Relation:
    told = tuple(Operand(c.id, c.text, Fraction(0)) for c in operands)
    sides = ((target.id,), tuple(c.id for c in operands))
    return Relation(target, operands, Draft(Verdict.DIVERGES, "sum", sides, 0.8, "", Equation("sum", "told", told, 1)))


CONFLICT = Draft(Verdict.CONFLICTS, "value", ((MARGIN.id,), (WRONG.id,)), 0.5, "")


def test_a_relation_is_solved_for_the_figure_that_is_contradicted() -> None:
    tied = case((WON, WON_TOO), (MARGIN, WRONG))
    (found,) = derived_conflicts(tied, [CONFLICT], [relation(BEHIND, MARGIN, WON)])
    assert found.sides == ((WRONG.id,), (WON_TOO.id, BEHIND.id))
    assert found.confidence == pytest.approx(0.4)
    assert found.equation is not None
    assert found.equation.text == "2:20:28 − 2:19:47 = 41 s"


def test_the_equation_stays_where_its_result_is_contradicted() -> None:
    (found,) = derived_conflicts(case((MARGIN, WRONG)), [CONFLICT], [relation(MARGIN, WON_TOO, BEHIND)])
    assert found.equation is not None
    assert (found.sides[1], found.equation.text) == ((WON_TOO.id, BEHIND.id), "told")


def test_no_article_has_all_of_the_others() -> None:
    assert not derived_conflicts(case((MARGIN, WRONG)), [CONFLICT], [relation(BEHIND, MARGIN, WON)])


def test_a_divergence_holds_who_else_states_the_figure_but_no_mere_bound() -> None:
    tied = case((WON, WON_TOO))
    assert _alike(tied, WON) == [WON, WON_TOO]
    assert _alike(tied, BEHIND) == [BEHIND]
    assert WON_TOO.quantity is not None
    number = Fraction(WINNER - 1_000)
    least = replace(
        WON_TOO, quantity=replace(WON_TOO.quantity, number=number, low=number, high=None, bound=Bound.AT_LEAST)
    )
    loose = Case(
        tied.articles, [WON if c is WON else least if c is WON_TOO else c for c in tied.claims], tied.alignment
    )
    assert loose.agree(WON, least)
    assert _alike(loose, WON) == [WON]
