"""Numbers and days: how readings are judged, tallied, and tabled."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from benchmarks import dates, extraction, numbers
from benchmarks.extraction import by_model, tables
from benchmarks.libraries import MODULES, Library, Numbers, installed, ours
from benchmarks.libraries.digits import numbers_in

DAY = dt.date(2024, 3, 6)


def case(text: str, *values: float, language: str = "en") -> numbers.Case:
    return numbers.Case("x", language, "number", text, values)


@pytest.mark.parametrize(
    ("said", "free", "exact", "found", "rightly"),
    [
        ((5.0, 320.0), (), True, 2, 2),
        ((5.0,), (320.0,), True, 2, 1),
        ((5.0, 320.0, 1.0), (), False, 2, 2),
        ((5.0,), (), False, 1, 1),
    ],
)
def test_numbers_judged(
    said: tuple[float, ...], free: tuple[float, ...], exact: bool, found: int, rightly: int
) -> None:
    outcome = numbers.judge(case("5 of the A320", 5.0, 320.0), Numbers(said, free))
    assert (outcome.exact, outcome.found, outcome.said_rightly, outcome.wanted) == (exact, found, rightly, 2)


def test_a_failure_is_nothing_found() -> None:
    def fails(text: str, language: str) -> Numbers:
        raise RuntimeError(text)

    found = numbers.run(Library("x", "1", fails, frozenset({"en"})), [case("5", 5.0), case("none")])
    assert found is not None
    assert [(outcome.exact, outcome.failed) for outcome in found.outcomes] == [(False, True), (True, True)]


def test_libraries_are_measured_in_their_languages() -> None:
    cases = [case("5", 5.0), case("6 7", 6.0), case("٥", 5.0, language="ar")]
    library = Library("x", "1", lambda text, language: Numbers(tuple(map(float, text.split()))), frozenset({"en"}))
    found = numbers.run(library, cases)
    assert found is not None
    whole, exact, recall, precision = tables("Numbers", [found], cases, ["a note"])
    row = dict(zip(whole.columns, whole.rows[0], strict=True))
    assert (row["languages"], row["cases"], row["exact"]) == (1, 2, 0.5)
    assert row["exact of all cases"] == pytest.approx(1 / 3)
    assert exact.rows == (("ar", 1, None), ("en", 2, 0.5))
    assert recall.rows[1][2] == 1.0 and precision.rows[1][2] == pytest.approx(2 / 3)
    assert [row[:6] for row in by_model("Numbers", [found], cases).rows] == [("en", "number", "x", 2, 0.5, 1.0)]
    assert numbers.run(library, cases[2:]) is None and dates.run(library, []) is None


def test_days_judged() -> None:
    day = dates.Case("x", "en", "explicit", "on 5 March", DAY, frozenset({"2024-03-05"}))
    assert dates.judge(day, frozenset({"2024-03-05"})).exact
    outcome = dates.judge(day, frozenset({"2024-03-05", "2024-03-06"}))
    assert (outcome.exact, outcome.found, outcome.said) == (False, 1, 2)
    assert dates.judge(day, None).failed


def test_ours_reads_numbers_and_days() -> None:
    library = ours.load()
    assert library.numbers is not None and library.days is not None
    read = library.numbers("Some 1,900 people on 5 March 2024", "en")
    assert read.said == (1900.0,) and 2024.0 in read.free
    assert library.days("He came on 5 March 2024 and left in May 2024.", "en", DAY) == {"2024-03-05"}
    assert library.days("He came yesterday.", "en", DAY) == {"2024-03-05"}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("1.900,5 und 20", "de", (1900.5, 20.0)), ("1,900.5", "en", (1900.5,)), ("on 1.2.2020, A320", "en", ())],
)
def test_digits_by_the_separators_of_a_language(text: str, language: str, expected: tuple[float, ...]) -> None:
    assert numbers_in(text, language) == expected


def test_every_library_is_loaded_or_noted() -> None:
    libraries, notes = installed()
    assert len(libraries) + len(notes) == len(MODULES)
    assert libraries[0].name == "reconcile"
    sample = case("There are 25 of them.", 25.0)
    for library in libraries:
        if library.numbers is not None and "en" in library.number_languages:
            assert numbers.judge(sample, library.numbers(sample.text, "en")).exact, library.name


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"id": "1", "language": "en", "text": "On 5 March 2024, 12 came.", "values": [12], "dates": ["2024-03-05"]}
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    for module in (numbers, dates):
        monkeypatch.setattr(extraction, "installed", lambda: ([ours.load()], ["others are left out"]))
        monkeypatch.setattr("sys.argv", ["x", str(path), "--markdown", "--show"])
        module.main()
        out = capsys.readouterr().out
        assert "| reconcile |" in out and "others are left out" in out
    path.write_text('{"language": "en"}\n', "utf-8")
    with pytest.raises(SystemExit, match="2"):
        numbers.main()
