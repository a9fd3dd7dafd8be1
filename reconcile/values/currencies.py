"""Which units of money can be the same: codes, and names that leave open which country's money they mean."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def families() -> dict[str, frozenset[str]]:
    """The ISO 4217 codes that a name ("krone") or sign ("$") may stand for, by that name or sign."""
    raw = tomllib.loads(files("reconcile.values").joinpath("currencies.toml").read_text("utf-8"))
    return {name: frozenset(codes) for name, codes in raw.items()}


def codes_of(unit: str) -> tuple[str, ...]:
    """The ISO 4217 codes that a name or sign may stand for, sorted; a code alone is itself."""
    return tuple(sorted(families().get(unit, (unit,))))


@lru_cache(maxsize=4096)
def same_currency(a: str, b: str) -> bool:
    """Whether two units of money can be one: equal, or with a currency in common that both names leave open.

    Codes are ISO 4217 ("SEK"), names are the English ones ("krone"); "EUR/day" is the same as itself alone.
    """
    if a == b:
        return True
    (one, _, per), (other, _, per_other) = a.partition("/"), b.partition("/")
    return per == per_other and not set(codes_of(one)).isdisjoint(codes_of(other))
