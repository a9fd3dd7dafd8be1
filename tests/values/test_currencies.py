"""Which units of money can be the same."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global

from reconcile.extract.measures import OPEN_CURRENCIES, SUBUNITS
from reconcile.values.currencies import families, same_currency


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("SEK", "krone"),
        ("krona", "krone"),
        ("crown", "CZK"),
        ("INR", "rupee"),
        ("TRY", "lira"),
        ("pound", "lira"),
        ("LBP", "lira"),
        ("rial", "SAR"),
        ("$", "dollar"),
        ("$", "MXN"),
        ("peso", "MXN"),
        ("EUR/day", "EUR/day"),
        ("toman", "toman"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert same_currency(a, b)
    assert same_currency(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("SEK", "NOK"), ("rupee", "IDR"), ("lira", "GBP"), ("EUR", "dollar"), ("EUR/day", "EUR"), ("cent", "dollar")],
)
def test_apart(a: str, b: str) -> None:
    assert not same_currency(a, b)
    assert not same_currency(b, a)


def test_every_name_that_is_read_is_in_the_table() -> None:
    assert OPEN_CURRENCIES - SUBUNITS.keys() - {"toman"} <= families().keys()


def test_the_table_is_what_cldr_names_the_currencies_in_use() -> None:
    names = Locale("en").currencies
    told = {
        code
        for laws in get_global("territory_currencies").values()
        for code, _, end, legal in laws
        if legal and not end
    }
    of_name: dict[str, set[str]] = {}
    for code in told & names.keys():
        of_name.setdefault(names[code].rsplit(" ", 1)[-1].lower(), set()).add(code)
    apart = {"$", "¥", "crown", "krona", "krone", "lira", "rial", "riyal", "rupia", "元"}
    for name, codes in families().items():
        if name not in apart:
            assert of_name[name] == codes, name
    crowns = {code for name in ("krona", "krone", "króna", "koruna") for code in of_name[name]}
    assert families()["crown"] == families()["krona"] == families()["krone"] == crowns
    assert families()["rial"] == families()["riyal"] == of_name["rial"] | of_name["riyal"]
