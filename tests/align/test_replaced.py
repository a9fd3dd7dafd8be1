"""Numbers in which a translation departs from its original."""

from __future__ import annotations

import re

import numpy as np
import pytest

from reconcile.align.features import Side
from reconcile.align.replaced import is_numbered, replaced
from reconcile.align.translations import Translated
from reconcile.align.vectors import ClaimVectors
from reconcile.claims import Article, Claim, Frame, Span
from reconcile.extract import extract


def side(document: str, language: str, text: str, close: float = 1.0) -> Side:
    """The claims of a text; each of its lines is a sentence, as close to the same line of any other as said."""
    spans = tuple(Span(*m.span()) for m in re.finditer(r"[^\n]+", text))
    article = Article(id=document, text=text, language=language, sentences=spans)
    claims = tuple(c for c in extract(article) if is_numbered(c))
    basis = np.eye(8, dtype=np.float32)
    own = 7 if document == "b" else 6
    vectors = []
    for c in claims:
        v = np.sqrt(close) * basis[spans.index(c.sentence)] + np.sqrt(1 - close) * basis[own]
        vectors.append(ClaimVectors(v, v, v))
    return Side(claims, tuple(vectors), tuple(Frame(c.id) for c in claims), tuple(0.5 for _ in claims))


def told(a: tuple[str, str], b: tuple[str, str], close: float = 1.0) -> list[tuple[str, str]]:
    """The words in each other's place, line by line, of texts in two languages."""
    left, right = side("a", *a, close), side("b", *b, close)
    lines = [list(dict.fromkeys(c.sentence for c in x.claims)) for x in (left, right)]
    number = [{s: text.count("\n", 0, s.start) for s in some} for some, (_, text) in zip(lines, (a, b), strict=True)]
    pairs = frozenset((s, t) for s in lines[0] for t in lines[1] if number[0][s] == number[1][t])
    by_id: dict[str, Claim] = {c.id: c for c in (*left.claims, *right.claims)}
    found = replaced(left, right, Translated(1.0, pairs, wholly=True))
    back = replaced(right, left, Translated(1.0, frozenset((t, s) for s, t in pairs), wholly=True))
    assert {frozenset((k.a, k.b)) for k in found} == {frozenset((k.a, k.b)) for k in back}
    assert all(0.5 < k.probability < 1 for k in found)
    return [(by_id[k.a].text, by_id[k.b].text) for k in found]


ENGLISH = "The ferry carried 214 people and 31 lorries when it left Korvo on 14 May."


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Die Fähre hatte 214 Menschen und 31 Lastwagen an Bord, als sie am 14. Mai in Korvo ablegte.", []),
        ("Die Fähre hatte 241 Menschen und 31 Lastwagen an Bord, als sie am 14. Mai ablegte.", [("214", "241")]),
        ("Die Fähre hatte 214 Menschen und 31 Lastwagen an Bord, als sie am 19. Mai ablegte.", [("14 May", "19. Mai")]),
        # two numbers without an equal on either side: which answers to which is not said
        ("Die Fähre hatte 241 Menschen und 13 Lastwagen an Bord, als sie am 14. Mai ablegte.", []),
        ("Die Fähre hatte 214 Menschen an Bord, als sie am 14. Mai in Korvo ablegte.", []),
    ],
)
def test_one_number_is_another(other: str, expected: list[tuple[str, str]]) -> None:
    assert told(("en", ENGLISH), ("de", other)) == expected


@pytest.mark.parametrize(
    ("english", "german", "expected"),
    [
        ("He had lived there for two decades.", "Er lebte dort 20 Jahre lang.", []),
        ("The wall is six feet high.", "Die Mauer ist 1,8 Meter hoch.", []),
        ("More than 100 came on 3 May.", "Am 3. Mai kamen 105.", [("100", "105")]),
        ("They scored 250 runs.", "Sie erzielten 247 Runs.", [("250", "247")]),
        ("Since Asunción in 1537 much has changed.", "Seit Asunción 1573 hat sich viel geändert.", [("1537", "1573")]),
        ("It was the 65th minute.", "Es war nach 98 Minuten.", [("65th", "98 Minuten")]),
        # a time of day is no number of people, and an age no length of minutes
        ("It struck at 10:14 p.m. and hit many.", "Es traf 58 und viele mehr.", []),
        ("She was 27 years old and won.", "Sie gewann mit 40 Sekunden.", []),
        # points are no share, and a year no day
        ("It rose 0.2 percentage points.", "Es waren 3,6 Prozent mehr.", []),
        ("It has been so since 2012.", "So ist es seit dem 14. Mai.", []),
        # what is read as different kinds must be written in digits on both sides
        ("It was the third of the day.", "Es dauerte dreißig Minuten.", []),
    ],
)
def test_units_and_kinds(english: str, german: str, expected: list[tuple[str, str]]) -> None:
    assert told(("en", english), ("de", german)) == expected


@pytest.mark.parametrize(
    ("english", "german", "expected"),
    [
        ("They were on Flight 812.", "Sie waren auf Flug 821.", [("Flight 812", "Flug 821")]),
        ("They were on Flight 812.", "Sie waren auf Flug 812.", []),
        ("They live at Gate 12.", "Sie wohnen am zwölften Tor.", []),
        (
            "On Flight 812 they waited 40 minutes.",
            "Sie warteten dort 45 Minuten.",
            [("40 minutes", "45 Minuten")],
        ),
    ],
)
def test_numbers_of_names(english: str, german: str, expected: list[tuple[str, str]]) -> None:
    assert told(("en", english), ("de", german)) == expected


def test_a_number_in_another_sentence_is_not_lost() -> None:
    english = "The plant employs 4,300 people.\nIt was founded in 1961 by the town."
    german = "Das Werk wurde 1961 gegründet.\nEs beschäftigt 4300 Menschen."
    assert told(("en", english), ("de", german)) == []


def test_sentences_must_be_close() -> None:
    english, german = "They paid 120 euros.", "Sie zahlten 162 Euro."
    assert told(("en", english), ("de", german), 0.6) == [("120 euros", "162 Euro")]
    assert told(("en", english), ("de", german), 0.4) == []


def test_a_headline_that_rounds_what_its_article_tells_is_no_slip() -> None:
    english = "Firm fined 1.24 billion yen.\nThe court in Sapporo ordered it on 3 May."
    german = "Firma zahlt 1,2 Milliarden Yen.\nDas Gericht in Sapporo verhängte am 3. Mai 1,24 Milliarden Yen."
    assert told(("en", english), ("de", german)) == []
