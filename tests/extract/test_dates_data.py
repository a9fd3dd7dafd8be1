"""The data that dates are read with: generated tables are what the generator writes, rules are well formed."""

import json
import tomllib
from pathlib import Path

import pytest

from reconcile.errors import ReconcileError
from reconcile.extract.date_language import date_language
from reconcile.extract.date_patterns import Codes, compile_rule, expand
from reconcile.extract.dates import RESOLVERS
from reconcile.extract.languages import generate_dates

FILES = sorted((Path(generate_dates.__file__).parent / "dates").glob("*.toml"))


@pytest.mark.parametrize("language", generate_dates.LANGUAGES)
def test_generated_tables_are_current(language: str) -> None:
    pytest.importorskip("icu")
    written = (generate_dates.FOLDER / f"{language}.json").read_text("utf-8")
    assert written == generate_dates.render(language), "run python -m reconcile.extract.languages.generate_dates"


def test_stand_alone_names_are_the_languages_own() -> None:
    months = json.loads((generate_dates.FOLDER / "pl.json").read_text("utf-8"))["months"]
    assert months["marca"] == months["marzec"] == 3
    assert not any("\u0590" <= name[0] <= "\u05ff" for name in months)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rules_are_of_known_kinds_and_compile(path: Path) -> None:
    rules = tomllib.loads(path.read_text("utf-8")).get("rules", {})
    assert set(rules) <= set(RESOLVERS)
    if path.stem != "common":
        assert all(rule.regex for rule in date_language(path.stem).grammar.rules)


def test_macros_that_call_themselves_are_refused() -> None:
    with pytest.raises(ReconcileError, match="macros"):
        expand("@A", {"A": "@A x"})


def test_patterns() -> None:
    codes = Codes()
    day, month, word = (codes.code(frozenset({name})) for name in ("day", "month", "=on"))
    rule = compile_rule("date", "[on] {day} {month=m}?", codes)
    assert rule.first == {word}
    match = rule.regex.fullmatch(word + day + month)
    assert match is not None
    assert rule.slots == ("", "day=", "month=m")
