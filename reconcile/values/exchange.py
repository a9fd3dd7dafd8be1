"""Whether sums in two currencies can be one, by what either cost in the last years.

News converts sums at the rate of its day, which articles hardly ever name. So two sums are held to be one where some
rate of the last years makes them so; where a rate moved too far to say anything, they are not
compared.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from reconcile.values.intervals import Interval

# Years before the last one in the table whose rates count as well.
_YEARS = 7
# Monthly means of official rates lie this close to what news converts at.
_MEANS = Fraction(1, 20)
# Rates of which the highest is more than so many times the lowest say nothing.
_WIDEST = 2


class Rates(NamedTuple):
    """The lowest and the highest price of one unit of a currency in another."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """Halfway between the two."""
        return (self.low + self.high) / 2


@lru_cache(maxsize=1024)
def rates(source: str, target: str) -> Rates | None:
    """What one unit of ``source`` cost in ``target`` (ISO 4217); ``None`` where that is not known or says nothing."""
    (base, price), (other, other_price) = _base(source), _base(target)
    found = Rates(Fraction(1), Fraction(1)) if base == other else _between(base, other)
    if source == target or found is None:
        return None
    return Rates(found.low * other_price / price, found.high * other_price / price)


def _between(base: str, other: str) -> Rates | None:
    prices, others = _prices_in_dollars(base), _prices_in_dollars(other)
    if not prices or not others:
        prices, others = _prices(base), _prices(other)
    years = prices.keys() & others.keys()
    if not years:
        return None
    low = min(others[y].low / prices[y].high for y in years)
    high = max(others[y].high / prices[y].low for y in years)
    return Rates(low, high) if high <= low * _WIDEST else None


@lru_cache(maxsize=128)
def _base(code: str) -> tuple[str, Fraction]:
    """The currency that one hangs on, and how much of it one unit of that is; itself where it is free."""
    for base, price in _pegs().get(code, {}).items():
        return base, Fraction(str(price))
    return code, Fraction(1)


def exchanged(sum_: Interval, by: Rates) -> Interval:
    """A sum at any of the rates; an open end stays open."""
    return Interval(
        None if sum_.low is None else min(sum_.low * by.low, sum_.low * by.high),
        None if sum_.high is None else max(sum_.high * by.low, sum_.high * by.high),
    )


@lru_cache(maxsize=128)
def _prices(code: str) -> Mapping[str, Rates]:
    """By year the price of one euro in a currency; empty of currencies that are not known."""
    if code == "EUR":
        return dict.fromkeys(_years(), Rates(Fraction(1), Fraction(1)))
    quoted, dollar = _table().get(code, {}), _table()["USD"]
    found = {y: _ends(quoted[y]) for y in _years() if y in quoted}
    for y, price in _prices_in_dollars(code).items():
        if y not in found:
            of_dollar = _ends(dollar[y])
            found[y] = Rates(price.low * of_dollar.low, price.high * of_dollar.high)
    return found


@lru_cache(maxsize=128)
def _prices_in_dollars(code: str) -> Mapping[str, Rates]:
    """By year the price of one dollar, of currencies quoted against it alone, and the dollar; empty of all others."""
    if code == "USD":
        return dict.fromkeys(_years(), Rates(Fraction(1), Fraction(1)))
    quoted = _dollar_table().get(code, {})
    found = {y: _ends(quoted[y]) for y in _years() if y in quoted}
    return {y: Rates(p.low * (1 - _MEANS), p.high * (1 + _MEANS)) for y, p in found.items()}


def _years() -> list[str]:
    last = int(max(_table()["USD"]))
    return [str(year) for year in range(last - _YEARS, last + 1)]


def _ends(prices: Sequence[float]) -> Rates:
    return Rates(*(Fraction(str(p)) for p in prices))


def _table() -> Mapping[str, Mapping[str, tuple[float, float]]]:
    return _read("rates.json")


def _dollar_table() -> Mapping[str, Mapping[str, tuple[float, float]]]:
    return _read("dollar_rates.json")


@lru_cache(maxsize=2)
def _read(name: str) -> Mapping[str, Mapping[str, tuple[float, float]]]:
    raw: Mapping[str, Mapping[str, tuple[float, float]]] = json.loads(
        files("reconcile.values").joinpath(name).read_text("utf-8")
    )
    return raw


@lru_cache(maxsize=1)
def _pegs() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(files("reconcile.values").joinpath("pegs.toml").read_text("utf-8"))
