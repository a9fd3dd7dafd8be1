"""The generated tables are what the generator writes."""

from __future__ import annotations

import json

import pytest

from reconcile.extract.languages import generate


@pytest.mark.parametrize("language", ["ar", "de", "fr", "hi", "ko", "tr", "zh"])
def test_tables_are_up_to_date(language: str) -> None:
    pytest.importorskip("icu", reason="icukit-pyicu writes the spell-out words")
    written = json.loads((generate.FOLDER / f"{language}.json").read_text("utf-8"))
    assert generate.tables(language) == written


def test_every_language_has_its_tables() -> None:
    assert {path.stem for path in generate.FOLDER.glob("*.json")} == set(generate.LANGUAGES)
