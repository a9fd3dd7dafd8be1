"""What money is called: the currencies most traded and those of the languages' own countries, in every language.

``currencies.tsv``: language, unit (an ISO 4217 code, or the English name that leaves the country open), and what
stands behind a number.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.claims import Dimension, Span
from reconcile.extract.quantities import find_quantities

ROWS = [line.split("\t") for line in (Path(__file__).parent / "currencies.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("language", dict.fromkeys(row[0] for row in ROWS))
def test_table(language: str) -> None:
    space = "" if language in ("ja", "ko", "zh") else " "
    for _, unit, *phrases in (row for row in ROWS if row[0] == language):
        for phrase in phrases:
            text = f"84{space}{phrase}"
            found = find_quantities(text, Span(0, len(text)), language)
            said = [(q.unit, q.dimension, text[span.start : span.end]) for span, q in found]
            assert said == [(unit, Dimension.MONEY, text)]
