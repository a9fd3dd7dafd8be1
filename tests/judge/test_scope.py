"""What sets two figures apart, from the words about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from reconcile.claims import (
    Alignment,
    Article,
    Bound,
    Claim,
    Count,
    Date,
    Dimension,
    Fact,
    Frame,
    Granularity,
    Kind,
    Link,
    Modality,
    Quantity,
    Span,
    Verdict,
)
from reconcile.judge.case import Case
from reconcile.judge.scope import apart
from reconcile.judge.verdicts import fact_drafts

ACTUAL, REPORTED, PLANNED, EXPECTED = Modality.ACTUAL, Modality.REPORTED, Modality.PLANNED, Modality.EXPECTED


def claim(
    document: str,
    value: int,
    modality: Modality = REPORTED,
    scopes: tuple[str, ...] = (),
    count: Count | None = None,
    dimension: Dimension = Dimension.COUNT,
    bound: Bound = Bound.EXACT,
) -> Claim:
    number = Fraction(value)
    quantity = Quantity(number, number - Fraction(1, 2), number + Fraction(1, 2), dimension=dimension, bound=bound)
    return Claim(
        document, document, Kind.QUANTITY, Span(0, 2), str(value), Span(0, 9), quantity,
        modality=modality, scopes=scopes, count=count,
    )  # fmt: skip


DAY = dt.date(2024, 3, 9)


def kind(a: Claim, b: Claim, *others: Claim, days: str = "999") -> str | None:
    """The kind of what sets the two apart, the same in either order; ``days`` of March are those of a, b, c."""
    articles = [
        Article(d, "12 people.", "en", published=DAY.replace(day=int(n)), sentences=(Span(0, 9),))
        for d, n in zip("abc", days, strict=False)
    ]
    claims = [a, b, *others]
    links = tuple(Link(x.id, c.id, 0.9) for x in (a, b) for c in others)
    fact = Fact(Kind.QUANTITY, tuple(c.id for c in claims), links)
    case = Case(articles, claims, Alignment((fact,), (), {c.id: Frame(c.id) for c in claims}))
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
        (("close",), ("intraday",), "scope"),
        (("net",), ("gross",), "scope"),
        (("course_record",), ("personal_best",), "scope"),
        (("official",), ("unofficial",), "scope"),
        (("preliminary",), ("final",), "superseded"),
        (("unofficial",), (), None),
        (("gross",), (), None),
        (("adjusted",), (), None),  # of counts nothing is adjusted
    ],
)
def test_scopes(a: tuple[str, ...], b: tuple[str, ...], expected: str | None) -> None:
    assert kind(claim("a", 12, scopes=a), claim("b", 15, scopes=b)) == expected


@pytest.mark.parametrize("dimension", [Dimension.MONEY, Dimension.PERCENT])
def test_adjusted_against_what_is_not_said_to_be(dimension: Dimension) -> None:
    adjusted, reported, silent, likewise = (
        claim(d, n, scopes=scopes, dimension=dimension)
        for d, n, scopes in (
            ("a", 12, ("adjusted",)),
            ("b", 15, ("reported",)),
            ("b", 15, ("net",)),
            ("b", 15, ("adjusted", "net")),
        )
    )
    assert kind(adjusted, reported) == kind(adjusted, silent) == "scope"
    assert kind(adjusted, likewise) is None
    assert kind(claim("a", 12, scopes=("reported",), dimension=dimension), silent) is None


def test_only_what_is_traded_closes() -> None:
    for dimension, expected in ((Dimension.PERCENT, "scope"), (Dimension.COUNT, "scope"), (Dimension.DURATION, None)):
        a, b = (
            claim(d, n, scopes=(s,), dimension=dimension) for d, n, s in (("a", 12, "close"), ("b", 15, "intraday"))
        )
        assert kind(a, b) == expected


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


def test_a_count_of_a_later_day_is_no_earlier_one() -> None:
    small, large = claim("a", 26), claim("b", 27, count=Count.LATER)
    assert kind(small, large, days="99") == "superseded"
    small, large = claim("b", 26), claim("a", 27, count=Count.LATER)
    assert kind(large, small, days="89") is None


def test_only_counts_grow() -> None:
    a, b = claim("a", 15), claim("b", 22, count=Count.LATER)
    assert b.quantity is not None
    money = replace(b, quantity=replace(b.quantity, dimension=Dimension.MONEY, unit="USD"))
    assert kind(a, money) is None


def test_two_minimum_counts_exclude_nothing() -> None:
    a, b = (claim(d, n, count=Count.TOLL, bound=Bound.AT_LEAST) for d, n in (("a", 10), ("b", 19)))
    assert kind(a, b) == "bound"
    assert kind(a, claim("b", 19, bound=Bound.AT_LEAST)) is None  # what is not known to grow


def test_a_toll_counts_from_the_day_of_its_first_report() -> None:
    """Who repeats the old toll on the day of the new one has not counted again."""
    toll, old, new = Count.TOLL, claim("a", 23), claim("b", 11)
    first = claim("c", 23, count=toll)
    assert kind(replace(old, count=toll), replace(new, count=toll), first, days="994") == "superseded"
    assert kind(replace(old, count=toll), replace(new, count=toll), first, days="999") is None
    assert (
        kind(replace(old, count=toll), replace(new, count=toll), first, days="998") is None
    )  # a day may be a desk's lag
    assert kind(old, new, replace(first, count=None), days="994") is None


def test_what_is_not_said_to_grow_hardly_grew_overnight() -> None:
    small, large = claim("a", 15), claim("b", 22)
    assert kind(small, large, days="89") is None
    assert kind(small, large, days="69") == "superseded"
    assert kind(replace(small, count=Count.TOLL), large, days="89") == "superseded"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(19, 1000, "scope"), (54, 540, None), (54, 54_000, None), (54, 98, None), (0, 98, None), (-3, 98, None)],
)
def test_figures_of_other_magnitudes(a: int, b: int, expected: str | None) -> None:
    assert kind(claim("a", a), claim("b", b)) == expected


def dated(document: str, value: int, day: int | None) -> tuple[Claim, Frame, list[Claim]]:
    """A toll of some day of March 2024, its frame, and the day as a claim; or one of which no day is told."""
    toll = claim(document, value, count=Count.TOLL)
    if day is None:
        return toll, Frame(toll.id), []
    said = Date(f"2024-03-{day:02}", f"2024-03-{day:02}", Granularity.DAY)
    date = Claim(f"{document}#d", document, Kind.DATE, Span(4, 7), "day", Span(0, 9), date=said)
    return toll, Frame(toll.id, dates=(date.id,)), [date]


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        ((8, None, 7), Verdict.INCOMPARABLE),  # who gives no day has the count of the one who does
        ((8, 7, 7), Verdict.CONFLICTS),
        ((None, None, 7), Verdict.CONFLICTS),
    ],
)
def test_who_gives_no_day_has_the_count_of_those_who_do(
    days: tuple[int | None, int | None, int | None], verdict: Verdict
) -> None:
    told = [dated(d, n, day) for d, n, day in zip("abc", (5, 5, 9), days, strict=True)]
    tolls = [toll for toll, _, _ in told]
    articles = [Article(d, "12 people.", "en", sentences=(Span(0, 9),)) for d in "abc"]
    pairs = [("a", "b", 4.0), ("a", "c", 4.0), ("b", "c", 4.0)]
    fact = Fact(Kind.QUANTITY, ("a", "b", "c"), tuple(Link(x, y, 0.98) for x, y, _ in pairs), tuple(pairs))
    claims = [*tolls, *(d for _, _, dates in told for d in dates)]
    frames = {frame.claim: frame for _, frame, _ in told} | {c.id: Frame(c.id) for c in claims if c.date is not None}
    drafts = fact_drafts(Case(articles, claims, Alignment((fact,), (), frames)), fact, [])
    assert verdict in {d.verdict for d in drafts}
    assert {d.verdict for d in drafts} <= {Verdict.AGREES, verdict}


@pytest.mark.parametrize(("away", "expected"), [(20, "superseded"), (60, None)])
def test_counts_of_two_years_where_the_years_stand_close_by(away: int, expected: str | None) -> None:
    sentence = Span(0, 99)
    found = []
    for document, value, year in (("a", 640, 2023), ("b", 710, 2024)):
        count = replace(claim(document, value), sentence=sentence)
        said = Date(f"{year}-01-01", f"{year}-12-31", Granularity.YEAR, year=year)
        at = Span(away, away + 4)
        found.append((count, Claim(f"{document}y", document, Kind.DATE, at, str(year), sentence, date=said)))
    claims = [c for pair in found for c in pair]
    articles = [Article(d, "x" * 99, "en", sentences=(sentence,)) for d in "ab"]
    frames = {c.id: Frame(c.id, dates=(d.id,)) for c, d in found} | {d.id: Frame(d.id) for _, d in found}
    case = Case(articles, claims, Alignment((), (), frames))
    said_apart = apart(case, found[0][0], found[1][0])
    assert (said_apart and said_apart.kind) == expected


def risen(now: dt.date | None, count: Count | None) -> list[Verdict]:
    """What is said of the injured of two articles, of which the later says that its dead rose to more."""
    articles = [
        Article("a", "41 dead, 312 hurt.", "en", sentences=(Span(0, 9),)),
        Article("b", "58 dead, 400 hurt.", "en", published=now, sentences=(Span(0, 9),)),
    ]
    told = {
        ("a", 41): Count.TOLL, ("b", 58): Count.LATER, ("a", 312): Count.TOLL, ("b", 400): count
    }  # fmt: skip
    claims = [replace(claim(d, n, count=said), id=f"{d}#{n}") for (d, n), said in told.items()]
    facts = [
        Fact(Kind.QUANTITY, pair, (Link(*pair, 0.98),), ((*pair, 4.0),))
        for pair in (("a#41", "b#58"), ("a#312", "b#400"))
    ]
    frames = {c.id: Frame(c.id) for c in claims}
    case = Case(articles, claims, Alignment(tuple(facts), (), frames))
    return [d.verdict for d in fact_drafts(case, facts[1], [])]


def test_what_one_toll_rose_to_the_others_had_come_to_as_well() -> None:
    assert risen(None, Count.TOLL) == [Verdict.INCOMPARABLE]
    assert risen(None, None) == [Verdict.CONFLICTS]  # what is not known to grow
