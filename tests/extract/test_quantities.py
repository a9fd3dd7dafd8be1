"""Tables of sentences per language, and what must hold for any text."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.claims import Article, Bound, Claim, Dimension, Kind, Quantity, Reading, Span
from reconcile.extract import extract
from reconcile.extract.languages.generate import LANGUAGES
from reconcile.extract.quantities import Style, find_quantities, find_style

CASES = Path(__file__).parent / "cases"
TABLE = [
    pytest.param(path.stem, json.loads(line), id=f"{path.stem}-{number}")
    for path in sorted(CASES.glob("*.jsonl"))
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
]


def read(text: str, language: str) -> list[tuple[str, Quantity]]:
    found = find_quantities(text, Span(0, len(text)), language, (), find_style(text))
    return [(text[span.start : span.end], quantity) for span, quantity in found]


def only(text: str, language: str) -> Quantity:
    [(_, quantity)] = read(text, language)
    return quantity


@pytest.mark.parametrize(("language", "case"), TABLE)
def test_sentences(language: str, case: dict[str, list[list[str]] | str]) -> None:
    text, want = str(case["text"]), [list(map(str, row)) for row in case["want"]]
    found = read(text, language)
    assert [quote for quote, _ in found] == [row[0] for row in want]
    for (_, quantity), (_, number, unit, *bound) in zip(found, want, strict=True):
        if ".." in number:
            assert (quantity.number, quantity.low, quantity.high) == (None, *map(Fraction, number.split("..")))
        else:
            assert quantity.number == Fraction(number)
        assert quantity.unit == unit
        if bound:
            assert quantity.bound == bound[0]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("42 boats", 1),
        ("140 boats", 10),
        ("300 boats", 10),
        ("1,900 boats", 100),
        ("9,200 boats", 100),
        ("10,000 boats", 1000),
        ("54,000 boats", 1000),
        ("240,000 boats", 10_000),
        ("19 million boats", 10**6),
        ("3.42 billion boats", 10**7),
        ("30 million boats", 10**6),
    ],
)
def test_precision(text: str, step: int) -> None:
    quantity = only(text, "en")
    assert quantity.number is not None
    assert quantity.step == step
    assert (quantity.low, quantity.high) == (quantity.number - Fraction(step, 2), quantity.number + Fraction(step, 2))


def test_bounds_open_the_interval() -> None:
    over, under = only("more than 20 boats", "en"), only("up to 20 boats", "en")
    assert (over.low, over.high, over.bound) == (Fraction(20), None, Bound.OVER)
    assert (under.low, under.high, under.bound) == (None, Fraction(20), Bound.AT_MOST)
    about = only("nearly 1,300 boats", "en")
    assert about.low is not None and about.high is not None
    assert about.low <= 1284 <= about.high


def test_three_digits_behind_one_mark() -> None:
    assert only("1.900 boats", "en").alternatives == (Fraction(1900),)
    assert only("1.900 Boote", "de").alternatives == ()
    assert only("1.900 bateaux", "fr").number == 1900
    # An article's own figures decide.
    text = "1.900 boats"
    [(_, told)] = find_quantities(text, Span(0, len(text)), "en", (), find_style("1.234.567 and 3,5"))
    assert (told.number, told.alternatives) == (Fraction(1900), ())


def test_what_is_taken_is_no_quantity() -> None:
    text = "On 18 September 300 boats sank."
    assert [q.number for _, q in find_quantities(text, Span(0, len(text)), "en", [Span(3, 15)])] == [300]


@pytest.mark.parametrize(
    ("text", "language", "reading"),
    [
        ("up 28 times the year before", "en", Reading.TO),
        ("бюджет вырос в 13 раз", "ru", Reading.TO),
        ("بزيادة 28 ضعفًا", "ar", Reading.OPEN),
        ("产量增长3倍", "zh", Reading.BY),
        ("売上は3倍に増えた", "ja", Reading.TO),
    ],
)
def test_readings_of_multipliers(text: str, language: str, reading: Reading) -> None:
    quantity = only(text, language)
    assert (quantity.dimension, quantity.reading) == (Dimension.MULTIPLIER, reading)


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("Toplam can kaybı 62 bin 774 oldu.", "tr", 0),
        ("Revenue fell 10%", "en", -1),
        ("Les ventes progressent de 12 %", "fr", 1),
        ("売上高は12%減だった", "ja", -1),
        ("a net loss of 212 million euros", "en", -1),
        ("They hold 12%", "en", 0),
        ("Er zijn 512 nieuwe gevallen.", "nl", 0),
        ("De koers is met 4 procent gedaald.", "nl", -1),
        ("Das Umsatzwachstum betrug 3,4 Prozent und spiegelte den Rückgang der Zinsen.", "de", 1),
        ("weil der Gewinn um drei Prozent zurückging", "de", -1),
        ("in aumento rispetto agli 1,9 milioni", "it", 0),
        ("Der Umsatz stieg gegenüber dem Vorjahr um 7 Prozent.", "de", 1),
        ("O exército teve 200 baixas.", "pt", 0),
        ("Os preços baixaram 4%.", "pt", -1),
        ("Son 6 maçını kaybeden takım.", "tr", 0),
        ("पुलिस ने 14 लोगों को गिरफ्तार किया।", "hi", 0),
        ("总裁表示有200人。", "zh", 0),
        ("They set up 6 camps.", "en", 0),
    ],
)
def test_direction(text: str, language: str, direction: int) -> None:
    assert only(text, language).direction == direction


@pytest.mark.parametrize(
    ("text", "language", "dimension"),
    [
        ("Debutó con 15 años en el club.", "es", Dimension.AGE),
        ("Tiene 25 años de experiencia.", "es", Dimension.DURATION),
        ("Elle n'avait que 22 ans.", "fr", Dimension.AGE),
        ("Une femme âgée d'une quarantaine d'années.", "fr", Dimension.AGE),
        ("Il épouse un homme de 25 ans son aîné.", "fr", Dimension.DURATION),
        ("Ha 25 anni più di lui.", "it", Dimension.DURATION),
        ("Il ragazzo ha 25 anni.", "it", Dimension.AGE),
        ("Опрос избирателей, от 18 до 24 лет, завершён.", "ru", Dimension.AGE),
        ("La directrice Amina Sylla (34 ans) a parlé.", "fr", Dimension.AGE),
        ("Une peine lourde (20 ans) a été prononcée.", "fr", Dimension.DURATION),
        ("طالبوا بالإفراج عن سمير حداد (٦٩ عامًا) أمس.", "ar", Dimension.AGE),
        ("मोहन कुमार (34 वर्ष) ने कहा।", "hi", Dimension.AGE),
        ("Zijn broer is 25 jaar ouder.", "nl", Dimension.DURATION),
    ],
)
def test_years_of_age_and_other_years(text: str, language: str, dimension: Dimension) -> None:
    assert only(text, language).dimension is dimension


def claims_of(path: Path) -> tuple[Claim, ...]:
    text = path.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    sentences = tuple(Span(s, s + len(line)) for s, line in zip(starts, lines, strict=True) if line.strip())
    return extract(Article("a", text, path.stem, sentences=sentences), frozenset({Kind.QUANTITY}))


def test_clusters() -> None:
    folder = Path(__file__).parents[1] / "data" / "clusters"
    table = Path(__file__).parent / "cluster_quantities.jsonl"
    rows = [json.loads(line) for line in table.read_text("utf-8").splitlines()]
    for document in sorted({row["document"] for row in rows}):
        claims, text = claims_of(folder / document), (folder / document).read_text("utf-8")
        for row in (row for row in rows if row["document"] == document):
            start = text.index(row["quote"])
            span = Span(start, start + len(row["quote"]))
            [quantity] = [claim.quantity for claim in claims if claim.span.overlaps(span)]
            assert quantity is not None
            number = None if row["number"] is None else Fraction(row["number"])
            said = (quantity.number, quantity.unit, quantity.dimension, quantity.bound, quantity.per)
            assert said == (number, row["unit"], row["dimension"], row["bound"], row["per"]), row["quote"]


@given(st.text(max_size=300), st.sampled_from(["en", "de", "ar", "zh", "ko", "tr", "hi", "xx"]))
@settings(max_examples=60, deadline=None)
def test_any_text(text: str, language: str) -> None:
    found = find_quantities(text, Span(0, len(text)), language, (), find_style(text))
    for (span, _), (after, _) in pairwise(found):
        assert span.end <= after.start
    assert all(0 <= span.start < span.end <= len(text) for span, _ in found)


FRAGMENTS = st.lists(
    st.sampled_from(
        ["1", "20", "three ", "million ", "%", "$", " ", ",", ".", "-", "/", "half ", "百", "分之", "و", "km "]
    ),
    max_size=40,
)


@given(FRAGMENTS, st.sampled_from(["en", "ar", "zh", "de"]))
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_numbers(parts: list[str], language: str) -> None:
    text = "".join(parts)
    article = Article("a", text, language, sentences=(Span(0, len(text)),))
    for claim in extract(article, frozenset({Kind.QUANTITY})):
        assert claim.text == text[claim.span.start : claim.span.end]
        assert claim.quantity is not None
        if claim.quantity.low is not None and claim.quantity.high is not None:
            assert claim.quantity.low <= claim.quantity.high


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(2101, 10**12))
@settings(max_examples=6, deadline=None)
def test_what_cldr_writes_is_read(language: str, number: int) -> None:
    text = format_decimal(number, locale=language)
    assert only(text, language).number == number


@pytest.mark.parametrize(
    "piece", ["1234567890", "1,1,", "1 ", "[(", "one hundred ", "hundert", "三百", "又三", "1:23:45 ", "and "]
)
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        began = time.process_time()
        find_quantities(text, Span(0, size), "en" if piece.isascii() else "zh", (), Style())
        return time.process_time() - began

    # The best of three: a collection of garbage or a busy machine falls into one of them.
    assert min(seconds(4_000) for _ in range(3)) < 12 * min(seconds(1_000) for _ in range(3)) + 0.1


def test_tens_of_life_behind_one_pronoun() -> None:
    text = "The nurses were in their 30s, 40s in one case, or in their 50s and 60s."
    ages = [form for form, q in read(text, "en") if q.dimension is Dimension.AGE]
    assert ages == ["30s", "50s", "60s"]


def test_a_unit_behind_a_number_is_no_date_of_its_own() -> None:
    text = "Gần một trăm năm trước khi xây cầu"
    claims = extract(Article("a", text, "vi", sentences=(Span(0, len(text)),)))
    assert [claim.text for claim in claims] == ["một trăm năm"]


@pytest.mark.parametrize(
    ("text", "language", "per"),
    [
        ("Lönen höjs från 2 700 till 3 100 euro i månaden.", "sv", "mo"),
        ("Die Quote steigt von 30.000 Tonnen auf 45.000 Tonnen im Jahr.", "de", "yr"),
        ("Infections rose from 12 to 15 per 100,000 people.", "en", "100000"),
    ],
)
def test_what_the_later_of_two_levels_is_per_the_earlier_is_too(text: str, language: str, per: str) -> None:
    assert [q.per for _, q in read(text, language)] == [per, per]
